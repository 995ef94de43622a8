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
	Ask    bool            // it is mine to answer
	Stands []roster.Breach // what of the rules stands in the way
	Me     string
}

// Whose is the name of whom a breach concerns, where that is not the reader.
func (l swapLine) Whose(b roster.Breach) string {
	switch {
	case b.Agent == l.Me:
		return ""
	case b.Agent == l.Agent:
		return l.AgentName
	}
	return l.OtherName
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
		l := swapLine{Swap: x, Me: v.actor.Agent, Mine: x.Agent == v.actor.Agent && x.Agent != ""}
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

// swapForm is the way to offer one's duty, for nothing or for a duty of
// somebody, and to ask for one of theirs.
type swapForm struct {
	Date   roster.Date // 0 gives nothing
	Ask    bool        // the same, chosen and not for want of duties
	Mine   []desk.Duty // that can be offered
	Agents []desk.Agent
	Other  string
	Theirs []desk.Duty // of the other, to choose from
}

// showSwapForm asks what to swap: first the own duty, or none, and a colleague,
// then which of the colleague's duties.
func (s *site) showSwapForm(v *visit) error {
	f := swapForm{Other: v.text("other")}
	var err error
	if f.Date, err = v.date("date"); err != nil {
		return err
	}
	now := s.desk.Now()
	from := roster.DateOf(now)
	mine, err := s.desk.MyMonth(v.ctx(), from, from+aheadOfSwaps)
	if err != nil {
		return err
	}
	begun := func(d desk.Duty) bool { return d.Cancelled || !d.Span.Start.After(now) }
	f.Mine = slices.DeleteFunc(mine.Duties, begun)
	switch _, chosen := v.r.Form["date"]; {
	case chosen:
		f.Ask = f.Date == 0
	case len(f.Mine) > 0:
		f.Date = f.Mine[0].Date
	default:
		f.Ask = true
	}
	if f.Agents, err = s.colleagues(v, from); err != nil {
		return err
	}
	if v.problem != nil {
		v.problem.Names = agentNames(f.Agents)
	}
	f.Agents = slices.DeleteFunc(f.Agents, func(a desk.Agent) bool { return a.ID == v.actor.Agent })
	if f.Other != "" {
		theirs, err := s.desk.Duties(v.ctx(), v.actor.AgentTeam, f.Other, from, from+aheadOfSwaps)
		if err != nil {
			return err
		}
		f.Theirs = slices.DeleteFunc(theirs, begun)
	}
	return s.render(v, "swap-new", f)
}

// aheadOfSwaps is how many days ahead duties can be chosen for a swap: this
// month and the next, as far as they are published.
const aheadOfSwaps = 62

// colleagues lists who works in the months that can be swapped in.
func (s *site) colleagues(v *visit, from roster.Date) ([]desk.Agent, error) {
	var out []desk.Agent
	known := map[string]bool{}
	for first := from.MonthStart(); first < from+aheadOfSwaps; first = first.NextMonth() {
		team, err := s.teamMonth(v, plan.Month{From: first, To: first.NextMonth()})
		if err != nil && roster.KindOf(err) != roster.NotFound {
			return nil, err
		}
		for _, a := range team.Agents {
			if !known[a.ID] {
				known[a.ID] = true
				out = append(out, a)
			}
		}
	}
	return out, nil
}

// offerSwap offers an exchange or a give-away, or asks for a duty. What the rules forbid already
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
	x, err := s.desk.OfferSwap(v.ctx(), o)
	if err != nil {
		return s.again(v, err, (*site).showSwapForm)
	}
	if x.Kind == roster.Cover {
		return v.redirect("/my/swaps", "swaps.asked", "Who", x.OtherName)
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
	if x.Kind == roster.Cover {
		return v.redirect("/my/swaps", "swaps.given", "Who", x.AgentName)
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
