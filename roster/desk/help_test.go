package desk_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/solver"
)

// shortDecember is a draft in which ann works alone, with a demand of three all
// day, every day: nobody can cover that.
func (o *office) shortDecember() desk.Roster {
	o.t.Helper()
	r := o.draft("ann 2026-12-01 E", "ann 2026-12-02 E")
	moscow, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		o.t.Fatal(err)
	}
	view, err := o.Team(o.planner, o.team)
	if err != nil {
		o.t.Fatal(err)
	}
	err = o.Store.Write(o.t.Context(), postgres.By{Who: "test", Now: now}, func(tx *postgres.Tx) error {
		group := plan.Groups(view.Definition)[0].ID
		var needs []plan.Need
		for d := december.From; d < december.To; d++ {
			for hour := 9; hour < 21; hour++ {
				start := d.At(roster.Clock(hour*60), moscow)
				needs = append(needs, plan.Need{Group: group, Start: start, Agents: 3, Exact: 3})
			}
		}
		f, err := tx.AddForecast(o.t.Context(), desk.Forecast{Team: o.team, Month: december, PolicyVersion: 1, Queues: []plan.QueueForecast{}, Needs: needs})
		if err != nil {
			return err
		}
		head, err := tx.Roster(o.t.Context(), r.ID)
		if err != nil {
			return err
		}
		draft, err := tx.Draft(o.t.Context(), r.ID)
		if err != nil {
			return err
		}
		var duties []roster.Duty
		for _, d := range draft {
			duties = append(duties, d.Duty)
		}
		r, err = tx.SetDraft(o.t.Context(), r.ID, head.Version, duties, postgres.Made{PolicyVersion: 1, Forecast: f.ID, Program: "test"})
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return r
}

// A month that three people cannot cover: one more would help, counting proves
// how many are needed at least, and nothing changes by asking.
func TestHelp(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.shortDecember()
	few := desk.HelpOptions{Iterations: 2000}
	h, err := o.Help(o.planner, r.ID, few)
	if err != nil {
		t.Fatal(err)
	}
	// 31 days of 12 hours for 3 people, less what ann's two early shifts cover.
	if h.Missing < 1000 || h.Missing > 31*12*3 || len(h.Conflicts) != 0 {
		t.Errorf("%.1f hours open, conflicts %v", h.Missing, h.Conflicts)
	}
	if !slices.ContainsFunc(h.Relaxations, func(x solver.Relaxation) bool { return x.Kind == solver.MorePeople && x.Closes > 20 }) {
		t.Errorf("one person more does not help: %+v", h.Relaxations)
	}
	hiring, err := o.Hire(o.lead, r.ID, "ann", desk.HelpOptions{Iterations: 2000, Most: 4})
	if err != nil || hiring.AtLeast < 1 || hiring.Why == nil || hiring.Like != "ann" {
		t.Errorf("%+v, %v, want a proof that it takes more people", hiring.Hiring, err)
	}
	after, err := o.Roster(o.planner, r.ID)
	if err != nil || after.Version != r.Version {
		t.Errorf("the roster went from version %d to %d by being asked about", r.Version, after.Version)
	}

	_, err = o.Hire(o.planner, r.ID, "nobody", few)
	wantKind(t, "like nobody", err, roster.NotFound)
	for name, ctx := range map[string]context.Context{"an agent": o.ann, "payroll": o.payroll} {
		_, err = o.Help(ctx, r.ID, few)
		wantKind(t, name+" asking", err, roster.Forbidden)
	}
	_, err = o.Help(o.stranger, r.ID, few)
	wantKind(t, "a stranger asking", err, roster.NotFound)
	gone, hangUp := context.WithCancel(o.planner)
	hangUp()
	if _, err := o.Help(gone, r.ID, few); err == nil {
		t.Error("an answer for who has gone away")
	}
}
