package web

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/law"
)

// contractsPage is a team's contracts with a form for one.
type contractsPage struct {
	Team   desk.TeamView
	People map[string]int  // that stand under each today or later
	Edit   roster.Contract // in the form
	Old    string          // its id, "" for a new one
}

// showContracts lists the contracts. What was typed and refused stands in the
// form again.
func (s *site) showContracts(v *visit) error {
	team, err := s.teamOf(v)
	if err != nil {
		return err
	}
	agents, err := s.desk.Agents(v.ctx(), team.ID)
	if err != nil {
		return err
	}
	p := contractsPage{Team: team, Old: v.text("edit"), People: peopleUnder(agents, s.today(team.Zone))}
	if one, ok := team.Definition.Contract(p.Old); ok {
		p.Edit = one
	} else {
		p.Old, p.Edit.Pack = "", team.Definition.Contracts[0].Pack // a team has one at least
	}
	if v.problem != nil && v.r.PostFormValue("pack") != "" {
		_ = readContract(v, &p.Edit) // its fault is told already
	}
	return s.render(v, "contracts", p)
}

// peopleUnder counts who stands under a contract from a day on.
func peopleUnder(agents []desk.Agent, today roster.Date) map[string]int {
	out := map[string]int{}
	for _, a := range agents {
		var known []string
		for _, t := range a.Terms {
			if (t.To == 0 || t.To > today) && !slices.Contains(known, t.Contract) {
				known = append(known, t.Contract)
				out[t.Contract]++
			}
		}
	}
	return out
}

// Packs are the labour laws there are.
func (contractsPage) Packs() []string { return law.Packs() }

// Rotation is the order of shifts as it is typed.
func (p contractsPage) Rotation() string { return strings.Join(p.Edit.Rotation, " ") }

// Allowed reports whether the contract of the form names a shift.
func (p contractsPage) Allowed(code string) bool { return slices.Contains(p.Edit.Shifts, code) }

// saveContract makes or changes a contract, as a new version of the definition.
func (s *site) saveContract(v *visit) error {
	team, err := s.teamOf(v)
	if err != nil {
		return err
	}
	old := v.text("old")
	c, _ := team.Definition.Contract(old) // with its rules
	version, err := v.version()
	if err == nil {
		err = readContract(v, &c)
	}
	if err == nil {
		_, err = s.desk.PutContract(v.ctx(), team.ID, version, old, c)
	}
	if err != nil {
		return s.again(v, err, (*site).showContracts)
	}
	return v.redirect(fmt.Sprintf("/teams/%d/contracts", team.ID), "team.updated")
}

// readContract reads the form. Rules have forms of their own.
func readContract(v *visit, c *roster.Contract) (err error) {
	if err := v.r.ParseForm(); err != nil {
		return err
	}
	c.ID, c.Pack, c.Nights, c.PayType = v.text("id"), v.text("pack"), v.text("nights"), v.text("pay_type")
	c.Shifts, c.Rotation = v.r.PostForm["shift"], strings.Fields(v.text("rotation"))
	c.Reference, c.OfficeDays, c.DaysOff = int(v.number("reference")), int(v.number("office_days")), int(v.number("days_off"))
	if c.ID == "" {
		return v.fault("id", "error.missing")
	}
	if c.WeeklyMinutes, err = v.hours("hours"); err != nil {
		return err
	}
	if c.WeeklyMinutes < 60 || c.WeeklyMinutes > 84*60 {
		return v.fault("hours", "error.weekly")
	}
	return nil
}

// removeContract takes a contract out of the definition.
func (s *site) removeContract(v *visit) error {
	team, err := s.teamOf(v)
	if err != nil {
		return err
	}
	version, err := v.version()
	if err == nil {
		_, err = s.desk.RemoveContract(v.ctx(), team.ID, version, v.text("id"))
	}
	if err != nil {
		return s.again(v, err, (*site).showContracts)
	}
	return v.redirect(fmt.Sprintf("/teams/%d/contracts", team.ID), "team.updated")
}

// undoTeam takes the last change of the definition back, on the page from which
// it was asked for.
func (s *site) undoTeam(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	version, err := v.version()
	if err == nil {
		_, err = s.desk.UndoTeam(v.ctx(), id, version)
	}
	if err != nil {
		return s.again(v, err, (*site).showContracts)
	}
	return v.redirect(local(v.text("next")), "team.undone")
}
