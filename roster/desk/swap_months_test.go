package desk_test

import (
	"context"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// next publishes January besides.
func (o *office) next(duties ...string) desk.Roster {
	o.t.Helper()
	r, err := o.CreateRoster(o.planner, o.team, monthAfter())
	if err != nil {
		o.t.Fatal(err)
	}
	for _, text := range duties {
		edited, err := o.EditCell(o.planner, r.ID, r.Version, cell(o.t, text))
		if err != nil {
			o.t.Fatalf("%s: %v", text, err)
		}
		r.Version = edited.Version
	}
	p, err := o.Publish(o.planner, r.ID, r.Version, "a month for a test, full of gaps")
	if err != nil {
		o.t.Fatal(err)
	}
	return p.Roster
}

func (o *office) offered(by string, offer desk.SwapOffer) desk.Swap {
	o.t.Helper()
	s, err := o.OfferSwap(map[string]context.Context{"ann": o.ann, "bob": o.bob}[by], offer)
	if err != nil {
		o.t.Fatal(err)
	}
	return s
}

// A duty of December for one of January: both rosters change, in one
// transaction, and with them their versions and drafts.
func TestExchangeOverTheBorder(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	december := o.published("ann 2026-12-29 E", "bob 2026-12-20 E")
	january := o.next("bob 2027-01-05 L", "ann 2027-01-20 E")
	s := o.offered("ann", desk.SwapOffer{Date: date(t, "2026-12-29"), Other: "bob", Back: date(t, "2027-01-05")})
	if s.Roster != december.ID || s.BackShift != "L" || !s.Expires.Equal(time.Date(2026, 12, 29, 6, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v, want it of December, until its duty begins at 09:00 in Moscow", s)
	}
	if _, err := o.AcceptSwap(o.bob, s.ID); err != nil {
		t.Fatal(err)
	}
	if got, want := o.inForce(december), "bob 2026-12-20 E, bob 2026-12-29 E"; got != want {
		t.Errorf("in December %s, want %s", got, want)
	}
	if got, want := o.inForce(january), "ann 2027-01-05 L, ann 2027-01-20 E"; got != want {
		t.Errorf("in January %s, want %s", got, want)
	}
	for _, before := range []desk.Roster{december, january} {
		after, err := o.Roster(o.planner, before.ID)
		if err != nil || after.Version != before.Version+1 || after.Changed {
			t.Errorf("%s went from version %d to %d, changed %v, %v", before.Month, before.Version, after.Version, after.Changed, err)
		}
		_, err = o.EditCell(o.planner, before.ID, before.Version, desk.Cell{Agent: "cyd", Date: before.Month.From + 20, Shift: "E"})
		wantKind(t, "an edit of what was read before the swap", err, roster.Conflict)
	}
	if n := o.audited("roster.swap"); n != 2 {
		t.Errorf("%d entries, want one a roster", n)
	}
}

// Publishing either month ends a swap whose duty is gone.
func TestSwapOverTheBorderIsOvertaken(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.published("ann 2026-12-29 E", "ann 2026-12-28 E")
	january := o.next("bob 2027-01-05 L", "bob 2027-01-10 L")
	gone := o.offered("ann", desk.SwapOffer{Date: date(t, "2026-12-29"), Other: "bob", Back: date(t, "2027-01-05")})
	stays := o.offered("ann", desk.SwapOffer{Date: date(t, "2026-12-28"), Other: "bob", Back: date(t, "2027-01-10")})
	edited, err := o.EditCell(o.planner, january.ID, january.Version, cell(t, "bob 2027-01-05 E"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Publish(o.planner, january.ID, edited.Version, "test"); err != nil {
		t.Fatal(err)
	}
	for s, want := range map[desk.Swap]roster.SwapState{gone: roster.Overtaken, stays: roster.Offered} {
		if s, err := o.Swap(o.ann, s.ID); err != nil || s.State != want {
			t.Errorf("%s, %v, want %s", s.State, err, want)
		}
	}
}

// Rests and runs do not end with the month: a swap in December is judged by
// what January holds already, and one in January by what December did.
func TestRestOverTheBorder(t *testing.T) {
	tests := map[string]struct {
		december, january []string
		offer             desk.SwapOffer
		broken            string // the rule, "" for none
		on                string
	}{
		"a night before an early shift of the next month": { // 21:00 to 07:00, then 09:00
			[]string{"ann 2026-12-31 N"}, []string{"bob 2027-01-01 E"},
			desk.SwapOffer{Date: roster.NewDate(2026, 12, 31), Other: "bob"}, "min-rest", "2027-01-01",
		},
		"a night before a late shift": { // 07:00, then 12:00: five hours
			[]string{"ann 2026-12-31 N"}, []string{"bob 2027-01-01 L"},
			desk.SwapOffer{Date: roster.NewDate(2026, 12, 31), Other: "bob"}, "min-rest", "2027-01-01",
		},
		"a late shift before a late one": { // 21:00, then 12:00: fifteen hours
			[]string{"ann 2026-12-31 L"}, []string{"bob 2027-01-01 L"},
			desk.SwapOffer{Date: roster.NewDate(2026, 12, 31), Other: "bob"}, "", "",
		},
		"an early shift behind a night of the month before": {
			[]string{"bob 2026-12-31 N"}, []string{"ann 2027-01-01 E"},
			desk.SwapOffer{Date: roster.NewDate(2027, 1, 1), Other: "bob"}, "min-rest", "2027-01-01",
		},
		"a sixth day in a row": {
			[]string{"ann 2026-12-31 E", "bob 2026-12-29 E", "bob 2026-12-30 E"}, []string{"bob 2027-01-01 E", "bob 2027-01-02 E", "bob 2027-01-03 E"},
			desk.SwapOffer{Date: roster.NewDate(2026, 12, 31), Other: "bob"}, "days-in-a-row", "2027-01-03",
		},
		"what is given away over the border makes room": { // the night goes as the early shift comes
			[]string{"bob 2026-12-31 N"}, []string{"ann 2027-01-01 E"},
			desk.SwapOffer{Date: roster.NewDate(2027, 1, 1), Other: "bob", Back: roster.NewDate(2026, 12, 31)}, "", "",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.published(tt.december...)
			o.next(tt.january...)
			s, err := o.OfferSwap(o.ann, tt.offer)
			if tt.broken != "" {
				if wantKind(t, "the offer", err, roster.Unlawful) {
					b := err.(*roster.Error).Breaches
					if b[0].Rule != tt.broken || b[0].Agent != "bob" || b[0].Date != date(t, tt.on) {
						t.Errorf("breaches %+v, want bob's %s on %s", b, tt.broken, tt.on)
					}
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if s, err = o.AcceptSwap(o.bob, s.ID); err != nil || s.State != roster.Applied {
				t.Errorf("%+v, %v", s, err)
			}
		})
	}
}

// January is planned but not published: what nobody was told binds nobody.
func TestSwapBeforeADraft(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.published("ann 2026-12-31 N")
	r, err := o.CreateRoster(o.planner, o.team, monthAfter())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.EditCell(o.planner, r.ID, r.Version, cell(t, "bob 2027-01-01 E")); err != nil {
		t.Fatal(err)
	}
	s := o.offered("ann", desk.SwapOffer{Date: date(t, "2026-12-31"), Other: "bob"})
	if s, err := o.AcceptSwap(o.bob, s.ID); err != nil || s.State != roster.Applied {
		t.Errorf("%+v, %v", s, err)
	}
	_, err = o.OfferSwap(o.bob, desk.SwapOffer{Date: date(t, "2027-01-01"), Other: "ann"})
	wantKind(t, "a duty of a draft", err, roster.NotFound)
}

// Who leaves with the year is judged in December alone.
func TestSwapOfWhoLeaves(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.published("ann 2026-12-31 N")
	o.next("ann 2027-01-20 E")
	bob, err := o.Agent(o.planner, o.team, "bob")
	if err != nil {
		t.Fatal(err)
	}
	bob.Terms[0].To = date(t, "2027-01-01")
	if _, err := o.PutAgent(o.planner, o.team, bob.Version, bob.Agent); err != nil {
		t.Fatal(err)
	}
	s := o.offered("ann", desk.SwapOffer{Date: date(t, "2026-12-31"), Other: "bob"})
	if s, err := o.AcceptSwap(o.bob, s.ID); err != nil || s.State != roster.Applied {
		t.Errorf("%+v, %v", s, err)
	}
	_, err = o.OfferSwap(o.ann, desk.SwapOffer{Date: date(t, "2027-01-20"), Other: "bob"})
	wantKind(t, "a duty after he left", err, roster.Invalid)
}

// Asking for a colleague's duty moves it to who asks, once they agree.
func TestAskForADuty(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.published("bob 2026-12-10 E", "bob 2026-12-12 N", "ann 2026-12-13 E")
	ask := func(day, other string) (desk.Swap, error) {
		return o.OfferSwap(o.ann, desk.SwapOffer{Other: other, Back: date(t, day), Note: "I could use the hours"})
	}
	for what, tt := range map[string]struct {
		day, other string
		kind       roster.Kind
	}{
		"of nobody":                 {"2026-12-10", "", roster.Invalid},
		"of oneself":                {"2026-12-13", "ann", roster.Invalid},
		"of who is free":            {"2026-12-11", "bob", roster.NotFound},
		"of a stranger":             {"2026-12-10", "dan", roster.NotFound},
		"before an early shift":     {"2026-12-12", "bob", roster.Unlawful}, // the night ends two hours before 09:00
		"of yesterday's colleagues": {"2026-11-23", "bob", roster.Conflict},
	} {
		_, err := ask(tt.day, tt.other)
		wantKind(t, "asking for a duty "+what, err, tt.kind)
	}
	_, err := o.OfferSwap(o.ann, desk.SwapOffer{Other: "bob"})
	wantKind(t, "asking for nothing", err, roster.Invalid)

	s, err := ask("2026-12-10", "bob")
	if err != nil || s.Kind != roster.Cover || s.Date != 0 || s.Shift != "" || s.BackShift != "E" || s.Roster != r.ID {
		t.Fatalf("%+v, %v", s, err)
	}
	_, err = ask("2026-12-10", "bob")
	wantKind(t, "asking twice", err, roster.Conflict)
	_, err = o.AcceptSwap(o.ann, s.ID)
	wantKind(t, "agreeing for bob", err, roster.Forbidden)
	if stands, err := o.TrySwap(o.bob, s.ID); err != nil || len(stands) != 0 {
		t.Errorf("in bob's way stand %v, %v", stands, err)
	}
	if s, err = o.AcceptSwap(o.bob, s.ID); err != nil || s.State != roster.Applied {
		t.Fatalf("%+v, %v", s, err)
	}
	if got, want := o.inForce(r), "ann 2026-12-10 E, ann 2026-12-13 E, bob 2026-12-12 N"; got != want {
		t.Errorf("in force %s, want %s", got, want)
	}
	if s, err = ask("2026-12-12", "bob"); err == nil {
		t.Errorf("%+v, want the rest rule to forbid it still", s)
	}
}

// A duty given away stays overtime.
func TestSwapKeepsTheKindOfDuty(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.draft()
	e, err := o.EditCell(o.planner, r.ID, r.Version, desk.Cell{Agent: "ann", Date: date(t, "2026-12-10"), Shift: "E", Kind: roster.Overtime})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.Publish(o.planner, r.ID, e.Version, "test"); err != nil {
		t.Fatal(err)
	}
	s := o.offered("ann", desk.SwapOffer{Date: date(t, "2026-12-10"), Other: "bob"})
	if _, err := o.AcceptSwap(o.bob, s.ID); err != nil {
		t.Fatal(err)
	}
	duties, err := o.Duties(o.planner, o.team, "bob", r.Month.From, r.Month.To)
	if err != nil || len(duties) != 1 || duties[0].Kind != roster.Overtime {
		t.Errorf("bob's duties %+v, %v, want one of overtime", duties, err)
	}
}
