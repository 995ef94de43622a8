package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/solver"
)

// repairPage is where a month that people cannot keep any more is mended.
type repairPage struct {
	Roster  desk.Roster
	Team    desk.TeamView
	From    roster.Date // first day that may change; 0 until it was asked
	Notice  int
	Found   *desk.Repairs // nil until it was asked
	Open    string        // hours open with the duties that can still be worked
	Answers []repairView
}

// repairView is one answer in words.
type repairView struct {
	Goals      string
	Open, Less string // hours open after it, and how that differs
	Cost       string
	People     []repairedPerson
	Days       string
	Repair     desk.Repair
}

// repairedPerson is what changes for one person.
type repairedPerson struct {
	Name    string
	Touched bool // has to be told otherwise, though nothing kept them from working
	Days    []solver.DayChange
}

// showRepair asks from when on, and with an answer to that shows up to three
// ways to mend the month. It changes nothing.
func (s *site) showRepair(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	p := &repairPage{}
	if p.Roster, err = s.desk.Roster(v.ctx(), id); err != nil {
		return err
	}
	if p.Team, err = s.desk.Team(v.ctx(), p.Roster.Team); err != nil {
		return err
	}
	if p.From, err = v.date("from"); err != nil {
		v.problem = problemOf(v, v.fault("from", "error.date"))
		p.From = 0
	}
	if p.From != 0 {
		if err := s.repair(v, p); err != nil {
			return err
		}
	} else {
		p.From = max(s.today(p.Team.Zone)+1, p.Roster.Month.From)
	}
	return s.render(v, "repair", p)
}

// repair has the answers made. What cannot be asked is said above the form.
func (s *site) repair(v *visit, p *repairPage) error {
	o := desk.RepairOptions{From: p.From}
	if v.text("notice") != "" {
		notice := int(v.number("notice"))
		o.Notice = &notice
	}
	found, err := s.desk.Repair(v.ctx(), p.Roster.ID, o)
	if kindOf(err) == roster.Invalid || kindOf(err) == roster.Conflict {
		v.status, v.problem = statuses[kindOf(err)], problemOf(v, err)
		return nil
	}
	if err != nil {
		return err
	}
	agents, err := s.desk.Agents(v.ctx(), p.Roster.Team)
	if err != nil {
		return err
	}
	p.show(v.lang, found, agentNames(agents))
	return nil
}

// show puts the answers into words.
func (p *repairPage) show(lang string, found desk.Repairs, names map[string]string) {
	p.Found, p.Roster, p.From, p.Notice = &found, found.Roster, found.Terms.From, found.Terms.Notice
	p.Open = locale.Hours(lang, found.Now.Missing)
	for _, a := range found.Answers {
		r := repairView{
			Open: locale.Hours(lang, a.After.Missing), Less: locale.OpenChange(lang, a.After.Missing-found.Now.Missing),
			Cost: locale.CostChange(lang, a.After.Cost-found.Now.Cost), Days: locale.Count(lang, "day", a.Days), Repair: a,
		}
		var goals []string
		for _, g := range a.Goals {
			goals = append(goals, locale.T(lang, "answer.goal."+g, nil))
		}
		r.Goals = strings.Join(goals, ", ")
		for _, c := range a.Changes {
			r.People = append(r.People, repairedPerson{nameOf(names, c.Person), slices.Contains(a.Touched, c.Person), c.Days})
		}
		p.Answers = append(p.Answers, r)
	}
}

// takeRepair makes an answer the draft.
func (s *site) takeRepair(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	version, err := v.version()
	if err != nil {
		return s.again(v, err, (*site).showRepair)
	}
	changes, err := mendingOf(v)
	if err == nil {
		_, err = s.desk.TakeRepair(v.ctx(), id, version, changes)
	}
	if err != nil {
		return s.again(v, err, (*site).showRepair)
	}
	return v.redirect(fmt.Sprintf("/rosters/%d", id), "ask.taken")
}

// mendingOf reads the changes from the form: four fields a day, in order.
func mendingOf(v *visit) ([]solver.DutyChanges, error) {
	agents, dates, was, is := v.r.Form["agent"], v.r.Form["date"], v.r.Form["was"], v.r.Form["is"]
	if len(agents) != len(dates) || len(dates) != len(was) || len(was) != len(is) {
		return nil, roster.Errorf(roster.Invalid, "%s", v.t("error.version"))
	}
	var out []solver.DutyChanges
	for i, agent := range agents {
		d, err := roster.ParseDate(dates[i])
		if err != nil {
			return nil, err
		}
		if n := len(out); n == 0 || out[n-1].Person != agent {
			out = append(out, solver.DutyChanges{Person: agent})
		}
		c := &out[len(out)-1]
		c.Days = append(c.Days, solver.DayChange{Date: d, From: was[i], To: is[i]})
	}
	return out, nil
}

// toMend returns the published roster that an absence tears a hole into, 0 for none.
func (s *site) toMend(v *visit, a desk.Absence) int64 {
	if a.State != "approved" {
		return 0
	}
	duties, err := s.desk.Duties(v.ctx(), a.Team, a.Agent, a.From, a.To)
	if err != nil || len(duties) == 0 {
		return 0 // the month says it, too
	}
	return duties[0].Roster
}

// Displaced counts the duties of the draft on days of granted absence.
func (m *monthView) Displaced() (n int) {
	for _, d := range m.Duties {
		for _, a := range m.Absences {
			if a.Agent == d.Agent && a.State == "approved" && a.From <= d.Date && d.Date < a.To {
				n++
				break
			}
		}
	}
	return n
}
