package desk_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// What a planner's month shows must be what a desk that never looked before
// reads and checks, whatever has changed, and in whichever month.
func TestGridIsNeverStale(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	november, err := o.RosterOf(o.planner, o.team, monthOf(date(t, "2026-11-01")))
	if err != nil {
		t.Fatal(err)
	}
	r := o.draft("ann 2026-12-01 E", "bob 2026-12-02 L")
	look := func(d *desk.Desk) desk.Grid {
		t.Helper()
		g, err := d.Grid(o.planner, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		g.Assessment.Made = time.Time{}
		return g
	}
	version := func(id int64) int {
		head, err := o.Roster(o.planner, id)
		if err != nil {
			t.Fatal(err)
		}
		return head.Version
	}
	edit := func(id int64, text string) error {
		c := cell(t, text)
		c.Override = "for the test"
		_, err := o.EditCell(o.planner, id, version(id), c)
		return err
	}
	var absence desk.Absence
	changes := []struct {
		what string
		do   func() error
	}{
		{"a cell", func() error { return edit(r.ID, "ann 2026-12-03 E") }},
		{"a wish", func() error {
			_, err := o.AddWish(o.ann, o.team, roster.Request{Agent: "ann", Date: date(t, "2026-12-20"), Shift: "E", On: true})
			return err
		}},
		{"an absence", func() (err error) {
			absence, err = o.AddAbsence(o.lead, o.team, roster.Absence{Agent: "bob", From: date(t, "2026-12-02"), To: date(t, "2026-12-04")}, "")
			return err
		}},
		{"no absence", func() error { return o.RemoveAbsence(o.lead, absence.ID) }},
		{"a pin", func() error {
			return o.SetPin(o.planner, o.team, roster.Pin{Agent: "ann", Date: date(t, "2026-12-03"), Shift: "L"})
		}},
		{"no pin", func() error { return o.RemovePin(o.planner, o.team, "ann", date(t, "2026-12-03")) }},
		{"the rest before the month", func() error {
			if err := edit(november.ID, "ann 2026-11-30 N"); err != nil { // until seven; the next begins at nine
				return err
			}
			_, err := o.Publish(o.planner, november.ID, version(november.ID), "for the test")
			return err
		}},
		{"who approves swaps", func() error { _, err := o.SetSwapApproval(o.planner, o.team, "lead"); return err }},
		{"another rule", func() error {
			v, err := o.Team(o.planner, o.team)
			if err != nil {
				return err
			}
			_, err = o.UpdateTeam(o.planner, o.team, v.PolicyVersion, v.Source+"weights: {request: 7}\n")
			return err
		}},
		{"a publication", func() error { _, err := o.Publish(o.planner, r.ID, version(r.ID), "for the test"); return err }},
		{"a locked month", func() error {
			p, err := o.CreatePayPeriod(o.payroll, o.team, december.From, december.To)
			if err == nil {
				_, err = o.LockPayPeriod(o.payroll, p.ID, p.Version)
			}
			return err
		}},
	}
	opts := []cmp.Option{cmpopts.EquateEmpty(), cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })}
	before := look(o.Desk)
	for _, c := range changes {
		if err := c.do(); err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		got := look(o.Desk)
		fresh := desk.New(o.Store)
		fresh.Now, fresh.Version = o.Now, "another program, which trusts no check kept" // and so checks anew
		if diff := cmp.Diff(look(fresh), got, opts...); diff != "" {
			t.Fatalf("%s: what is shown differs from what is (-is +shown):\n%s", c.what, diff)
		}
		if cmp.Equal(before, got, opts...) {
			t.Errorf("%s changed nothing in the grid; the test shows nothing", c.what)
		}
		before = got
	}
}

// Readers get lists of their own.
func TestGridIsTheReadersOwn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.draft("ann 2026-12-01 E", "bob 2026-12-02 L")
	for range 2 {
		g, err := o.Grid(o.planner, r.ID)
		if err != nil {
			t.Fatal(err)
		}
		if g.Duties[0].Shift != "E" || g.Agents[0].Name != "Ann Able" || g.Assessment.Hard != 0 {
			t.Fatalf("%+v, %+v, %d", g.Duties[0], g.Agents[0], g.Assessment.Hard)
		}
		g.Duties[0].Shift, g.Agents[0].Name, g.Assessment.Hard = "?", "?", 99
	}
}
