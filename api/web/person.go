package web

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/law"
)

// personPage is one agent: who they are, what they agreed to, when they can
// work and when they are away.
type personPage struct {
	Team         desk.TeamView
	Agent        desk.Agent // ID "" is a new one
	New          bool
	Terms        []roster.Terms // of the form: one more than there are
	Skills       []word
	Consents     []word
	Protected    []word
	Zone, Rate   string
	Today        roster.Date
	Absences     []desk.Absence
	Availability []desk.Availability
	Wishes       []desk.Wish
	Balance      roster.Balance
}

// word is a box to tick.
type word struct {
	Word string
	On   bool
}

// showNewPerson asks for a new agent.
func (s *site) showNewPerson(v *visit) error {
	team, err := s.teamOf(v)
	if err != nil {
		return err
	}
	p := newPersonPage(team, desk.Agent{})
	p.New, p.Today = true, s.today(team.Zone)
	if v.problem != nil {
		p.typed(v)
	}
	return s.render(v, "person", p)
}

// showPerson is an agent's page for planners and leads.
func (s *site) showPerson(v *visit) error {
	team, err := s.teamOf(v)
	if err != nil {
		return err
	}
	agent, err := s.desk.Agent(v.ctx(), team.ID, v.r.PathValue("agent"))
	if err != nil {
		return err
	}
	p := newPersonPage(team, agent)
	p.Today = s.today(team.Zone)
	if err := s.besides(v, p); err != nil {
		return err
	}
	if v.problem != nil {
		p.typed(v)
	}
	return s.render(v, "person", p)
}

// besides reads what is known of the agent besides the contract.
func (s *site) besides(v *visit, p *personPage) error {
	absences, err := s.desk.Absences(v.ctx(), p.Team.ID, p.Today-31, p.Today+365)
	if err != nil {
		return err
	}
	availability, err := s.desk.Availability(v.ctx(), p.Team.ID)
	if err != nil {
		return err
	}
	wishes, err := s.desk.Wishes(v.ctx(), p.Team.ID, p.Today, p.Today+92)
	if err != nil {
		return err
	}
	balances, err := s.desk.Balances(v.ctx(), p.Team.ID)
	if err != nil {
		return err
	}
	p.Balance = balances[p.Agent.ID]
	p.Absences = slices.DeleteFunc(absences, func(a desk.Absence) bool { return a.Agent != p.Agent.ID })
	p.Availability = slices.DeleteFunc(availability, func(a desk.Availability) bool { return a.Agent != p.Agent.ID })
	p.Wishes = slices.DeleteFunc(wishes, func(w desk.Wish) bool { return w.Agent != p.Agent.ID })
	return nil
}

func newPersonPage(team desk.TeamView, agent desk.Agent) *personPage {
	p := &personPage{Team: team, Agent: agent}
	p.lay(agent.Agent)
	return p
}

// lay puts an agent into the fields of the form.
func (p *personPage) lay(a roster.Agent) {
	p.Terms = append(slices.Clone(a.Terms), roster.Terms{})
	p.Skills, p.Consents, p.Protected = ticked(skillsOf(p.Team.Definition), a.Skills), ticked(law.KnownConsents(), a.Consents), ticked(law.KnownProtected(), a.Protected)
	if a.Zone != nil {
		p.Zone = a.Zone.String()
	}
	if a.HourlyRate != 0 {
		p.Rate = strconv.FormatFloat(float64(a.HourlyRate)/100, 'f', 2, 64)
	}
}

// typed shows what was typed instead of what is stored, after a fault.
func (p *personPage) typed(v *visit) {
	if v.r.PostFormValue("name") == "" && v.r.PostFormValue("agent_id") == "" {
		return // another form of the page
	}
	a, _ := personOf(v, p.Agent.ID)
	p.Agent.ID, p.Agent.Name, p.Agent.PayrollID = a.ID, a.Name, a.PayrollID
	p.lay(a)
	p.Zone, p.Rate = v.text("zone"), v.text("rate")
}

// skillsOf lists the skills that the team's queues ask for.
func skillsOf(t roster.Team) []string {
	var out []string
	for _, q := range t.Queues {
		out = append(out, q.Skills...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// ticked lists the words there are, and those somebody has besides.
func ticked(known, has []string) []word {
	var out []word
	for _, w := range known {
		out = append(out, word{w, slices.Contains(has, w)})
	}
	for _, w := range has {
		if !slices.Contains(known, w) {
			out = append(out, word{w, true})
		}
	}
	return out
}

// savePerson makes an agent, or changes one.
func (s *site) savePerson(v *visit) error {
	team, err := v.id("id")
	if err != nil {
		return err
	}
	id, show, version := v.r.PathValue("agent"), (*site).showPerson, 0
	if id == "" {
		show = (*site).showNewPerson
	} else if version, err = v.version(); err != nil {
		return s.again(v, err, show)
	}
	agent, err := personOf(v, id)
	if err == nil {
		_, err = s.desk.PutAgent(v.ctx(), team, version, agent)
	}
	if err != nil {
		return s.again(v, err, show)
	}
	return v.redirect(fmt.Sprintf("/teams/%d/people/%s", team, agent.ID), "saved")
}

// personOf reads the form. Faults of fields are located for the reader.
func personOf(v *visit, id string) (roster.Agent, error) {
	if err := v.r.ParseForm(); err != nil {
		return roster.Agent{}, err
	}
	a := roster.Agent{
		ID: id, Name: v.text("name"), PayrollID: v.text("payroll_id"),
		Skills: append(v.r.Form["skill"], strings.Fields(v.text("skills"))...), Consents: v.r.Form["consent"], Protected: v.r.Form["protected"],
	}
	if id == "" {
		a.ID = v.text("agent_id")
	}
	var err error
	if a.Terms, err = termsOf(v); err != nil {
		return a, err
	}
	if zone := v.text("zone"); zone != "" {
		if a.Zone, err = time.LoadLocation(zone); err != nil || zone == "Local" {
			a.Zone = nil
			return a, v.fault("zone", "error.zone")
		}
	}
	if text := strings.Replace(v.text("rate"), ",", ".", 1); text != "" {
		rate, err := strconv.ParseFloat(text, 64)
		if err != nil || rate < 0 || rate > 1e6 {
			return a, v.fault("rate", "error.rate")
		}
		a.HourlyRate = int64(math.Round(rate * 100))
	}
	return a, nil
}

// termsOf reads the contracts. A line without a contract is none; people name
// the last day of a contract.
func termsOf(v *visit) ([]roster.Terms, error) {
	var out []roster.Terms
	for i, contract := range v.r.Form["contract"] {
		if contract == "" {
			continue
		}
		t := roster.Terms{Contract: contract}
		var err error
		if text := nth(v.r.Form["from"], i); text != "" {
			if t.From, err = roster.ParseDate(text); err != nil {
				return out, v.fault("from", "error.date")
			}
		}
		if text := nth(v.r.Form["last"], i); text != "" {
			last, err := roster.ParseDate(text)
			if err != nil || last < t.From {
				return out, v.fault("last", "error.dates")
			}
			t.To = last + 1
		}
		out = append(out, t)
	}
	return out, nil
}

// nth returns an element, "" where there is none.
func nth(all []string, i int) string {
	if i < len(all) {
		return all[i]
	}
	return ""
}
