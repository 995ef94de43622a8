package web

import (
	"fmt"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// requestsPage is what people of a team ask for.
type requestsPage struct {
	Team     desk.TeamView
	Names    map[string]string
	Absences []desk.Absence // asked for
	Swaps    []desk.Swap    // accepted, to be decided
	Open     []desk.Swap    // still on offer
	Wishes   []desk.Wish
}

// showRequests lists what is to be decided, from this month on.
func (s *site) showRequests(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	p := requestsPage{}
	if p.Team, err = s.desk.Team(v.ctx(), id); err != nil {
		return err
	}
	people, err := s.desk.Agents(v.ctx(), id)
	if err != nil {
		return err
	}
	p.Names = agentNames(people)
	from := s.today(p.Team.Zone).MonthStart()
	absences, err := s.desk.Absences(v.ctx(), id, from, from+400)
	if err != nil {
		return err
	}
	for _, a := range absences {
		if a.State == "requested" {
			p.Absences = append(p.Absences, a)
		}
	}
	if p.Wishes, err = s.desk.Wishes(v.ctx(), id, from, from+92); err != nil {
		return err
	}
	swaps, err := s.desk.Swaps(v.ctx(), desk.SwapFilter{Team: id, Open: true, Page: desk.Page{Limit: 200}})
	for _, x := range swaps {
		if x.State == roster.Accepted {
			p.Swaps = append(p.Swaps, x)
		} else {
			p.Open = append(p.Open, x)
		}
	}
	if err != nil {
		return err
	}
	return s.render(v, "requests", p)
}

// decision reads the answer from the form.
func (v *visit) decision() desk.Decision {
	return desk.Decision{Approve: v.text("answer") == "approve", Note: v.text("note")}
}

// decideAbsence grants or declines an absence.
func (s *site) decideAbsence(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	a, err := s.desk.DecideAbsence(v.ctx(), id, v.decision())
	if err != nil {
		return s.stay(v, err)
	}
	if id := s.toMend(v, a); id != 0 {
		return v.redirect(fmt.Sprintf("/rosters/%d/repair", id), "ask.absent")
	}
	return v.redirect(fmt.Sprintf("/teams/%d/requests", a.Team), "requests.decided")
}

// decideSwap approves or declines a swap that two people agreed on.
func (s *site) decideSwap(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	x, err := s.desk.DecideSwap(v.ctx(), id, v.decision())
	if err != nil {
		return s.stay(v, err)
	}
	return v.redirect(fmt.Sprintf("/teams/%d/requests", x.Team), "requests.decided")
}

// setSwapApproval says who decides on accepted swaps.
func (s *site) setSwapApproval(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	if _, err := s.desk.SetSwapApproval(v.ctx(), id, v.text("approval")); err != nil {
		return s.again(v, err, (*site).showRequests)
	}
	return v.redirect(fmt.Sprintf("/teams/%d/requests", id), "saved")
}

// openShift offers a shift that is nobody's to whoever takes it first.
func (s *site) openShift(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	d, err := v.date("date")
	if err == nil {
		_, err = s.desk.OpenShift(v.ctx(), id, d, v.text("shift"), v.text("note"))
	}
	if err != nil {
		return s.again(v, err, (*site).showMonth)
	}
	return v.redirect(fmt.Sprintf("/rosters/%d", id), "open-shift.done")
}
