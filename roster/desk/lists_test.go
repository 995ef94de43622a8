package desk_test

import (
	"context"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// Lists that name no team are of those that the reader may see, and of nobody
// else's.
func TestListsOfEveryTeam(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.published("ann 2026-12-01 E")
	everywhere := o.user("everywhere", desk.NewUser{Roles: []roster.Role{roster.RolePlanner}})
	both := o.user("both", desk.NewUser{Roles: []roster.Role{roster.RolePlanner}, Teams: []int64{o.other, o.team}})
	for _, team := range []int64{o.team, o.other} {
		if _, err := o.StartForecast(everywhere, team, december); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := o.OfferSwap(o.ann, desk.SwapOffer{Date: date(t, "2026-12-01"), Other: "bob"}); err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		ctx         context.Context
		jobs, swaps int // -1 is Forbidden
	}{
		"admin":                 {o.admin, 2, 1},
		"planner of every team": {everywhere, 2, 1},
		"planner of two":        {both, 2, 1},
		"planner of one":        {o.planner, 1, 1},
		"lead of one":           {o.lead, 1, 1},
		"payroll":               {o.payroll, -1, -1},
		"who offers":            {o.ann, -1, 1},
		"to whom":               {o.bob, -1, 1},
		"a colleague":           {o.cyd, -1, 0},
		"an agent elsewhere":    {o.stranger, -1, 0},
		"nobody":                {o.nobody, -1, -1},
	} {
		count := func(what string, got int, err error, want int) {
			switch {
			case want < 0:
				wantKind(t, name+" lists "+what, err, roster.Forbidden)
			case err != nil || got != want:
				t.Errorf("%s sees %d %s, want %d; %v", name, got, what, want, err)
			}
		}
		jobs, err := o.Jobs(tt.ctx, 0, desk.Page{})
		count("jobs", len(jobs), err, tt.jobs)
		swaps, err := o.Swaps(tt.ctx, desk.SwapFilter{})
		count("swaps", len(swaps), err, tt.swaps)
	}
}
