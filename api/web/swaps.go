package web

import (
	"slices"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/plan"
)

// swapLine is a swap as an agent sees it.
type swapLine struct {
	desk.Swap
	Mine   bool            // I offered it
	Ask    bool            // I may take it
	Stands []roster.Breach // what of the rules stands in my way
}

// showSwaps lists what the agent offers, is offered and could take, each with
// what stands in the way before anybody has to try.
func (s *site) showSwaps(v *visit) error {
	all, err := s.desk.Swaps(v.ctx(), desk.SwapFilter{Page: desk.Page{Limit: 100}})
	if err != nil {
		return err
	}
	var open, over []swapLine
	for _, x := range all {
		l := swapLine{Swap: x, Mine: x.Agent == v.actor.Agent && x.Agent != ""}
		if x.State.Final() {
			over = append(over, l)
			continue
		}
		if l.Ask = !l.Mine && x.State == roster.Offered; l.Ask {
			if l.Stands, err = s.desk.TrySwap(v.ctx(), x.ID); err != nil {
				return err
			}
		}
		open = append(open, l)
	}
	return s.render(v, "swaps", map[string]any{"Open": open, "Over": over})
}

// swapForm is the way to offer one's duty: for nothing, or for a duty of somebody.
type swapForm struct {
	Date   roster.Date
	Mine   []desk.Duty // that can be offered
	Agents []desk.Agent
	Other  string
	Theirs []desk.Duty // of the other, to choose from
}

// showSwapForm asks what to swap: first the own duty and a colleague, then, for
// an exchange, which of the colleague's duties.
func (s *site) showSwapForm(v *visit) error {
	f := swapForm{Other: v.text("other")}
	var err error
	if f.Date, err = v.date("date"); err != nil {
		return err
	}
	now := s.desk.Now()
	from := roster.DateOf(now)
	mine, err := s.desk.MyMonth(v.ctx(), from, from+62)
	if err != nil {
		return err
	}
	f.Mine = slices.DeleteFunc(mine.Duties, func(d desk.Duty) bool { return d.Cancelled || !d.Span.Start.After(now) })
	if f.Date == 0 && len(f.Mine) > 0 {
		f.Date = f.Mine[0].Date
	}
	month := f.Date.MonthStart()
	team, err := s.teamMonth(v, plan.Month{From: month, To: month.NextMonth()})
	if err != nil && roster.KindOf(err) != roster.NotFound {
		return err
	}
	if v.problem != nil {
		v.problem.Names = agentNames(team.Agents)
	}
	for _, a := range team.Agents {
		if a.ID != v.actor.Agent {
			f.Agents = append(f.Agents, a)
		}
	}
	for _, d := range team.Duties {
		if d.Agent == f.Other && f.Other != "" && d.Span.Start.After(now) {
			f.Theirs = append(f.Theirs, d)
		}
	}
	return s.render(v, "swap-new", f)
}

// offerSwap offers an exchange or a give-away. What the rules forbid already
// comes back with their sentences.
func (s *site) offerSwap(v *visit) error {
	o := desk.SwapOffer{Other: v.text("other"), Note: v.text("note")}
	var err error
	if o.Date, err = v.date("date"); err != nil {
		return s.again(v, err, (*site).showSwapForm)
	}
	if o.Back, err = v.date("back"); err != nil {
		return s.again(v, err, (*site).showSwapForm)
	}
	if _, err = s.desk.OfferSwap(v.ctx(), o); err != nil {
		return s.again(v, err, (*site).showSwapForm)
	}
	return v.redirect("/my/swaps", "swaps.offered")
}

// acceptSwap takes what is offered.
func (s *site) acceptSwap(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	x, err := s.desk.AcceptSwap(v.ctx(), id)
	if err != nil {
		return s.again(v, err, (*site).showSwaps)
	}
	if x.State == roster.Accepted {
		return v.redirect("/my/swaps", "swaps.waits")
	}
	return v.redirect("/my/swaps", "swaps.applied")
}

// declineSwap refuses what was offered to the agent.
func (s *site) declineSwap(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	if _, err := s.desk.DeclineSwap(v.ctx(), id, v.text("note")); err != nil {
		return s.again(v, err, (*site).showSwaps)
	}
	return v.redirect("/my/swaps", "swaps.declined")
}

// withdrawSwap takes an offer back.
func (s *site) withdrawSwap(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	if _, err := s.desk.WithdrawSwap(v.ctx(), id); err != nil {
		return s.again(v, err, (*site).showSwaps)
	}
	return v.redirect("/my/swaps", "swaps.withdrawn")
}
