package desk_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// signedIn is ann with a session of her own, looked up anew as every request
// looks it up.
func (o *office) signedIn(secret string) context.Context {
	o.t.Helper()
	a, err := o.BySession(o.t.Context(), secret)
	if err != nil {
		o.t.Fatal(err)
	}
	return desk.As(o.t.Context(), a)
}

// What a month is made of changes in many ways. After each, a desk that has
// read the month before must show what one that never did reads.
func TestMyMonthIsNeverStale(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.SessionFor = 60 * 24 * time.Hour
	r := o.published("ann 2026-12-01 E", "ann 2026-12-08 E", "bob 2026-12-02 L", "bob 2026-12-09 L")
	s, err := o.SignIn(t.Context(), "ann@example.org", password)
	if err != nil {
		t.Fatal(err)
	}
	fresh := desk.New(o.Store)
	fresh.Now = o.Now
	month := func(d *desk.Desk) desk.MyMonth {
		m, err := d.MyMonth(o.signedIn(s.Secret), december.From, december.To)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var wish desk.Wish
	var absence desk.Absence
	var availability desk.Availability
	var swap desk.Swap
	edit := func(text string) {
		head, err := o.Roster(o.planner, r.ID)
		must(err)
		_, err = o.EditCell(o.planner, r.ID, head.Version, cell(t, text))
		must(err)
	}
	changes := []struct {
		what string
		do   func()
	}{
		{"a wish", func() {
			wish, err = o.AddWish(o.ann, o.team, roster.Request{Agent: "ann", Date: date(t, "2026-12-20"), Shift: "E", On: true})
			must(err)
		}},
		{"a wish taken back", func() { must(o.RemoveWish(o.ann, wish.ID)) }},
		{"an absence", func() {
			absence, err = o.AddAbsence(o.ann, o.team, roster.Absence{Agent: "ann", From: date(t, "2026-12-24"), To: date(t, "2026-12-27")}, "")
			must(err)
		}},
		{"an absence granted", func() { _, err := o.DecideAbsence(o.lead, absence.ID, desk.Decision{Approve: true}); must(err) }},
		{"an absence taken back", func() { must(o.RemoveAbsence(o.lead, absence.ID)) }},
		{"an availability", func() {
			availability, err = o.AddAvailability(o.lead, o.team, roster.Availability{Agent: "ann", Rule: "FREQ=WEEKLY;BYDAY=MO", Span: roster.ClockSpan{From: 0, To: 1440}})
			must(err)
		}},
		{"no availability", func() { must(o.RemoveAvailability(o.lead, availability.ID)) }},
		{"a swap on offer", func() {
			swap, err = o.OfferSwap(o.bob, desk.SwapOffer{Date: date(t, "2026-12-02"), Other: "ann"})
			must(err)
		}},
		{"a swap declined", func() { _, err := o.DeclineSwap(o.ann, swap.ID, "no"); must(err) }},
		{"another swap", func() {
			swap, err = o.OfferSwap(o.bob, desk.SwapOffer{Date: date(t, "2026-12-02"), Other: "ann"})
			must(err)
		}},
		{"a swap applied", func() { _, err := o.AcceptSwap(o.ann, swap.ID); must(err) }},
		{"an open shift", func() { _, err := o.OpenShift(o.planner, r.ID, date(t, "2026-12-15"), "E", ""); must(err) }},
		{"an open shift taken back", func() {
			open, err := o.Swaps(o.planner, desk.SwapFilter{Team: o.team, Open: true})
			must(err)
			_, err = o.WithdrawSwap(o.planner, open[0].ID)
			must(err)
		}},
		{"a publication", func() {
			edit("ann 2026-12-16 L")
			head, err := o.Roster(o.planner, r.ID)
			must(err)
			_, err = o.Publish(o.planner, r.ID, head.Version, "again")
			must(err)
		}},
		{"who approves swaps", func() { _, err := o.SetSwapApproval(o.planner, o.team, "lead"); must(err) }},
		{"a new name", func() {
			ann, err := o.Agent(o.planner, o.team, "ann")
			must(err)
			ann.Name = "Ann Abel"
			_, err = o.PutAgent(o.planner, o.team, ann.Version, ann.Agent)
			must(err)
		}},
		{"another definition", func() {
			v, err := o.Team(o.planner, o.team)
			must(err)
			_, err = o.UpdateTeam(o.planner, o.team, v.PolicyVersion, v.Source+"\n# the same, with a remark\n")
			must(err)
		}},
		{"time that passes", func() {
			swap, err = o.OfferSwap(o.bob, desk.SwapOffer{Date: date(t, "2026-12-09"), Other: "ann"})
			must(err)
			month(o.Desk)
			*o.clock = date(t, "2026-12-10").Time()
		}},
	}
	before := month(o.Desk)
	for _, c := range changes {
		c.do()
		got, want := month(o.Desk), month(fresh)
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })); diff != "" {
			t.Fatalf("%s: what is shown differs from what is (-is +shown):\n%s", c.what, diff)
		}
		if cmp.Equal(before, got, cmpopts.EquateEmpty(), cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })) {
			t.Errorf("%s changed nothing that ann sees; the test shows nothing", c.what)
		}
		before = got
		fresh = desk.New(o.Store)
		fresh.Now = o.Now
	}
}

// Whoever reads after a change was made sees it, however many read and change
// at the same time; and readers may do with their lists what they like.
func TestMyMonthAmongReaders(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.published("ann 2026-12-01 E", "ann 2026-12-02 E")
	s, err := o.SignIn(t.Context(), "ann@example.org", password)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for reader := range 4 {
		wg.Go(func() {
			for turn := range 10 {
				w, err := o.AddWish(o.ann, o.team, roster.Request{Agent: "ann", Date: december.From + roster.Date(7*reader), Shift: "E", On: turn%2 == 0})
				if err != nil {
					t.Error(err)
					return
				}
				a, err := o.BySession(t.Context(), s.Secret)
				if err != nil {
					t.Error(err)
					return
				}
				m, err := o.MyMonth(desk.As(t.Context(), a), december.From, december.To)
				if err != nil {
					t.Error(err)
					return
				}
				if !hasWish(m.Wishes, w) {
					t.Errorf("the wish of turn %d is not shown after it was made: %v", turn, m.Wishes)
				}
				for i := range m.Wishes {
					m.Wishes[i].Shift = fmt.Sprint(reader)
				}
			}
		})
	}
	wg.Wait()
}

func hasWish(all []desk.Wish, w desk.Wish) bool {
	for _, have := range all {
		if have.ID == w.ID && have.Shift == w.Shift && have.On == w.On {
			return true
		}
	}
	return false
}
