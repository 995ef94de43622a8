package desk_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

func TestExchange(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.published("ann 2026-12-01 E", "bob 2026-12-01 L", "bob 2026-12-03 E", "ann 2026-12-05 E")
	s, err := o.OfferSwap(o.ann, desk.SwapOffer{Date: date(t, "2026-12-01"), Other: "bob", Back: date(t, "2026-12-01"), Note: "dentist"})
	if err != nil || s.State != roster.Offered || s.Kind != roster.Exchange || s.BackShift != "L" {
		t.Fatalf("%+v, %v", s, err)
	}
	_, err = o.OfferSwap(o.ann, desk.SwapOffer{Date: date(t, "2026-12-01"), Other: "cyd"})
	wantKind(t, "one duty on offer twice", err, roster.Conflict)
	_, err = o.Swap(o.cyd, s.ID)
	wantKind(t, "a swap between others", err, roster.NotFound)
	_, err = o.AcceptSwap(o.cyd, s.ID)
	wantKind(t, "taking what is offered to another", err, roster.NotFound)
	_, err = o.AcceptSwap(o.ann, s.ID)
	wantKind(t, "taking one's own", err, roster.Forbidden)

	// Both rows cross on one date, which the deferred constraint allows.
	s, err = o.AcceptSwap(o.bob, s.ID)
	if err != nil || s.State != roster.Applied || s.Decision != roster.AutoApproved {
		t.Fatalf("%+v, %v", s, err)
	}
	if got, want := o.inForce(r), "ann 2026-12-01 L, ann 2026-12-05 E, bob 2026-12-01 E, bob 2026-12-03 E"; got != want {
		t.Errorf("in force %s, want %s", got, want)
	}
	grid, err := o.Grid(o.planner, r.ID)
	if err != nil || grid.Duties[0].Shift != "L" || grid.Roster.Changed {
		t.Errorf("the draft did not follow: %+v, %v", grid.Duties, err)
	}
	// On two dates, the givers' days become free.
	s, err = o.OfferSwap(o.ann, desk.SwapOffer{Date: date(t, "2026-12-05"), Other: "bob", Back: date(t, "2026-12-03")})
	if err != nil {
		t.Fatal(err)
	}
	if s, err = o.AcceptSwap(o.bob, s.ID); err != nil {
		t.Fatal(err)
	}
	if got, want := o.inForce(r), "ann 2026-12-01 L, ann 2026-12-03 E, bob 2026-12-01 E, bob 2026-12-05 E"; got != want {
		t.Errorf("in force %s, want %s", got, want)
	}
	if n := o.audited("roster.swap"); n != 2 {
		t.Errorf("%d entries of swaps, want 2", n)
	}
}

func TestSwapIsJudged(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.published("ann 2026-12-02 E", "bob 2026-12-01 N", "bob 2026-12-10 E")
	_, err := o.OfferSwap(o.ann, desk.SwapOffer{Date: date(t, "2026-12-02"), Other: "bob"})
	if wantKind(t, "an early shift after bob's night", err, roster.Unlawful) {
		b := err.(*roster.Error).Breaches
		if b[0].Rule != "min-rest" || b[0].Agent != "bob" || b[0].Have != 120 {
			t.Errorf("breaches %+v", b)
		}
	}
	s, err := o.OfferSwap(o.ann, desk.SwapOffer{Date: date(t, "2026-12-02")}) // to anybody
	if err != nil {
		t.Fatal(err)
	}
	stands, err := o.TrySwap(o.bob, s.ID)
	if err != nil || len(stands) == 0 {
		t.Errorf("bob could take it: %v, %v", stands, err)
	}
	_, err = o.AcceptSwap(o.bob, s.ID)
	wantKind(t, "bob taking it", err, roster.Unlawful)
	if stands, err := o.TrySwap(o.cyd, s.ID); err != nil || len(stands) != 0 {
		t.Errorf("cyd could not take it: %v, %v", stands, err)
	}
	if s, err = o.AcceptSwap(o.cyd, s.ID); err != nil || s.Other != "cyd" {
		t.Errorf("%+v, %v", s, err)
	}
	_, err = o.OfferSwap(o.ann, desk.SwapOffer{Date: date(t, "2026-12-02"), Other: "bob"})
	wantKind(t, "a duty that is gone", err, roster.NotFound)
}

func TestSwapChart(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if _, err := o.SetSwapApproval(o.planner, o.team, "lead"); err != nil {
		t.Fatal(err)
	}
	r := o.published("ann 2026-12-01 E", "ann 2026-12-03 E", "ann 2026-12-07 E", "ann 2026-12-10 E", "ann 2026-12-14 E", "ann 2026-12-20 E")
	offer := func(day string) desk.Swap {
		t.Helper()
		s, err := o.OfferSwap(o.ann, desk.SwapOffer{Date: date(t, day), Other: "bob"})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	accept := func(s desk.Swap) desk.Swap {
		t.Helper()
		s, err := o.AcceptSwap(o.bob, s.ID)
		if err != nil || s.State != roster.Accepted {
			t.Fatalf("%+v, %v", s, err)
		}
		return s
	}
	is := func(s desk.Swap, err error, want roster.SwapState) {
		t.Helper()
		if err != nil || s.State != want {
			t.Errorf("%+v, %v, want %s", s, err, want)
		}
	}
	approved := offer("2026-12-01")
	_, err := o.DecideSwap(o.lead, approved.ID, desk.Decision{Approve: true})
	wantKind(t, "approving what nobody accepted", err, roster.Conflict)
	_, err = o.DecideSwap(o.bob, accept(approved).ID, desk.Decision{Approve: true})
	wantKind(t, "an agent approving", err, roster.Forbidden)
	s, err := o.DecideSwap(o.lead, approved.ID, desk.Decision{Approve: true, Note: "fine"})
	is(s, err, roster.Applied)
	if s.Decision != roster.Approved || s.Answer != "fine" {
		t.Errorf("%+v", s)
	}

	s, err = o.DecideSwap(o.planner, accept(offer("2026-12-03")).ID, desk.Decision{Note: "too few at noon"})
	is(s, err, roster.Declined)
	_, err = o.AcceptSwap(o.bob, s.ID)
	wantKind(t, "accepting what was declined", err, roster.Conflict)

	s, err = o.DeclineSwap(o.bob, offer("2026-12-07").ID, "no")
	is(s, err, roster.Declined)

	s = offer("2026-12-10")
	_, err = o.WithdrawSwap(o.bob, s.ID)
	wantKind(t, "withdrawing another's", err, roster.Forbidden)
	s, err = o.WithdrawSwap(o.ann, s.ID)
	is(s, err, roster.Withdrawn)

	overtaken, expired := offer("2026-12-14"), offer("2026-12-20")
	head, err := o.Roster(o.planner, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	edited, err := o.EditCell(o.planner, r.ID, head.Version, cell(t, "ann 2026-12-14 -"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Publish(o.planner, r.ID, edited.Version, "test"); err != nil {
		t.Fatal(err)
	}
	s, err = o.Swap(o.ann, overtaken.ID)
	is(s, err, roster.Overtaken)

	*o.clock = time.Date(2026, 12, 20, 6, 0, 0, 0, time.UTC) // 09:00 in Moscow, when it begins
	s, err = o.Swap(o.ann, expired.ID)
	is(s, err, roster.Expired)
	_, err = o.AcceptSwap(o.bob, expired.ID)
	wantKind(t, "accepting what has begun", err, roster.Conflict)
	all, err := o.Swaps(o.ann, desk.SwapFilter{Team: o.team})
	if err != nil || len(all) != 6 {
		t.Errorf("%d swaps, %v, want 6", len(all), err)
	}
}

// Every pair of states is tried: what is not in the chart is refused.
func TestSwapStates(t *testing.T) {
	steps := 0
	for _, from := range roster.SwapStates {
		for _, to := range roster.SwapStates {
			next, err := from.To(to)
			switch {
			case err == nil && next == to:
				steps++
			case roster.KindOf(err) != roster.Conflict || next != from:
				t.Errorf("%s to %s: %s, %v", from, to, next, err)
			}
		}
	}
	if steps != 13 {
		t.Errorf("%d steps, the chart draws 13", steps)
	}
}

// Of many who take one open shift at once, one gets it.
func TestOpenShift(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.published("ann 2026-12-01 E")
	_, err := o.OpenShift(o.ann, r.ID, date(t, "2026-12-05"), "E", "")
	wantKind(t, "an agent opening a shift", err, roster.Forbidden)
	s, err := o.OpenShift(o.lead, r.ID, date(t, "2026-12-05"), "E", "who can?")
	if err != nil || s.Agent != "" {
		t.Fatalf("%+v, %v", s, err)
	}
	var wg sync.WaitGroup
	results := make([]error, 3)
	for i, ctx := range []context.Context{o.ann, o.bob, o.cyd} {
		wg.Go(func() { _, results[i] = o.AcceptSwap(ctx, s.ID) })
	}
	wg.Wait()
	won := 0
	for _, err := range results {
		if err == nil {
			won++
		} else if k := roster.KindOf(err); k != roster.Conflict && k != roster.NotFound {
			t.Errorf("a loser is told %v", err)
		}
	}
	if won != 1 {
		t.Errorf("%d people got one open shift", won)
	}
	duties, err := o.Duties(o.planner, o.team, "", date(t, "2026-12-05"), date(t, "2026-12-06"))
	if err != nil || len(duties) != 1 {
		t.Errorf("%d duties on the day, %v", len(duties), err)
	}
}
