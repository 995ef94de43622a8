package web

import (
	"fmt"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/solver"
)

// candidatesPage says who can take a duty, the best first, and what stops the
// others.
type candidatesPage struct {
	Grid    desk.Grid
	Date    roster.Date
	Shift   string
	Giver   string // whose it is now, "" when it is open
	Names   map[string]string
	Shifts  []shiftView
	Lawful  []candidateLine
	Stopped []stoppedLine
	Count   int             // of those who are stopped
	Refused []roster.Breach // why it was not assigned
	Chosen  string          // and to whom
	Firm    bool            // no reason can override the refusal
}

// candidateLine is one who might take it.
type candidateLine struct {
	ID, Name string
	Leaves   string   // the duty of the day they would leave for it
	Words    string   // what it costs
	Parts    []string // the cost by rule
}

// stoppedLine is some people whom the same stops.
type stoppedLine struct {
	Words  string
	People []candidateLine
	first  solver.Candidate
}

// showCandidates ranks who can take a duty of a day.
func (s *site) showCandidates(v *visit) error {
	p, err := s.candidatesPage(v)
	if err != nil {
		return err
	}
	return s.render(v, "candidates", p)
}

func (s *site) candidatesPage(v *visit) (*candidatesPage, error) {
	g, err := s.grid(v)
	if err != nil {
		return nil, err
	}
	d, err := v.date("date")
	if err != nil || !g.Roster.Month.Contains(d) || len(g.Team.Definition.Shifts) == 0 {
		return nil, roster.Errorf(roster.NotFound, "%s", v.t("error.no-page"))
	}
	p := &candidatesPage{Grid: g, Date: d, Shift: v.text("shift"), Giver: v.text("instead"), Names: agentNames(g.Agents)}
	for _, t := range g.Team.Definition.Shifts {
		p.Shifts = append(p.Shifts, newShiftView(t))
	}
	if p.Shift == "" {
		p.Shift = p.Shifts[0].Code
	}
	if !p.given() {
		p.Giver = "" // it was handed on in the meantime: then it is open
	}
	all, err := s.desk.Candidates(v.ctx(), g.Roster.ID, solver.Opening{Date: d, Shift: p.Shift, Giver: p.Giver})
	if err != nil {
		return nil, err
	}
	p.rank(v.lang, all)
	return p, nil
}

// given reports whether the giver still has the duty.
func (p *candidatesPage) given() bool {
	for _, d := range p.Grid.Duties {
		if d.Agent == p.Giver && d.Date == p.Date && d.Shift == p.Shift {
			return true
		}
	}
	return false
}

// rank puts candidates into words.
func (p *candidatesPage) rank(lang string, all []solver.Candidate) {
	for _, c := range all {
		l := candidateLine{ID: c.Person, Name: nameOf(p.Names, c.Person), Leaves: c.Leaves, Words: locale.CostChange(lang, c.Cost)}
		if !c.Lawful {
			p.stop(l, c, locale.Reason(lang, c.Rule, c.Reason, 1, c.Have, c.Want))
			continue
		}
		for _, r := range c.ByRule {
			if r.Cost >= 0.5 || r.Cost <= -0.5 {
				l.Parts = append(l.Parts, strings.TrimSpace(locale.RuleName(lang, r.Rule)+" "+signed(lang, r.Cost)))
			}
		}
		p.Lawful = append(p.Lawful, l)
	}
	for i := range p.Stopped {
		r := &p.Stopped[i] // now it is known how many they are
		r.Words = locale.Reason(lang, r.first.Rule, r.first.Reason, len(r.People), r.first.Have, r.first.Want)
	}
}

// stop puts somebody to those of whom the same is said.
func (p *candidatesPage) stop(l candidateLine, c solver.Candidate, words string) {
	p.Count++
	for i := range p.Stopped {
		if r := &p.Stopped[i]; r.Words == words {
			r.People = append(r.People, l)
			return
		}
	}
	p.Stopped = append(p.Stopped, stoppedLine{Words: words, People: []candidateLine{l}, first: c})
}

// signed writes a cost with its sign.
func signed(lang string, cost float64) string {
	text := locale.Number(lang, cost, 0)
	if cost > 0 {
		return "+" + text
	}
	return text
}

// assign gives a duty to one of the candidates, and takes it from whose it was.
func (s *site) assign(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	d, err := v.date("date")
	if err != nil {
		return err
	}
	agent, shift, giver := v.text("agent"), v.text("shift"), v.text("instead")
	cells := []desk.Cell{{Agent: agent, Date: d, Shift: shift}}
	if giver != "" {
		cells = append(cells, desk.Cell{Agent: giver, Date: d})
	}
	version, err := v.version()
	if err == nil {
		_, err = s.desk.EditCells(v.ctx(), id, version, cells, v.text("override"))
	}
	if err == nil {
		return v.redirect(fmt.Sprintf("/rosters/%d/cells/%s/%s", id, agent, d), "ask.assigned")
	}
	kind := kindOf(err)
	if kind != roster.Unlawful && kind != roster.Conflict && kind != roster.Invalid {
		return err
	}
	p, fault := s.candidatesPage(v)
	if fault != nil {
		return fault
	}
	v.status, v.problem = statuses[kind], problemOf(v, err)
	p.Refused, p.Chosen, p.Firm = v.problem.Breaches, agent, v.text("override") != ""
	return s.render(v, "candidates", p)
}
