package desk

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/roster/workspace"
	"github.com/smena-org/smena/solver"
)

// Assess checks the draft and returns what is wrong with it, as Grid does.
func (d *Desk) Assess(ctx context.Context, id int64) (Assessment, error) {
	dr, _, err := d.draftFor(ctx, seePlan, id)
	if err != nil {
		return Assessment{}, err
	}
	return dr.assessment, nil
}

// checking is a draft with all that a check of it reads.
type checking struct {
	roster Roster
	ws     *workspace.Workspace
	needs  []plan.Need
	duties []Duty
}

func (d *Desk) gather(ctx context.Context, tx *postgres.Tx, id int64, c *checking) (err error) {
	if c.roster, err = tx.Roster(ctx, id); err != nil {
		return err
	}
	if c.duties, err = tx.Draft(ctx, id); err != nil {
		return err
	}
	return d.gatherAround(ctx, tx, c)
}

// gatherAround reads all but the roster and its duties.
func (d *Desk) gatherAround(ctx context.Context, tx *postgres.Tx, c *checking) (err error) {
	if c.ws, err = d.workspace(ctx, tx, c.roster.Team, need{month: c.roster.Month}); err != nil || c.roster.Forecast == 0 {
		return err
	}
	f, err := d.forecast(ctx, tx, c.roster.Forecast)
	c.needs = f.Needs
	return err
}

// problem is what drafts are checked by. It stays the same while only the
// draft changes, and takes longer to build than to check a draft by.
type problem struct {
	mu    sync.Mutex // what is built learns while it is used
	ws    *workspace.Workspace
	built *plan.Built
}

func (c checking) problem() (*problem, error) {
	if len(c.ws.Agents) == 0 {
		return &problem{}, nil
	}
	built, err := plan.Problem(c.ws, c.roster.Month, known(c.ws.Team, c.needs))
	return &problem{ws: c.ws, built: built}, err
}

// check judges a draft by the rules, and counts how it covers the forecast.
func (p *problem) check(duties []Duty) (Assessment, error) {
	if p.built == nil {
		return Assessment{Breaches: []roster.Breach{}, Notes: []string{"the team has no agents"}}, nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	assigned, left := assignable(p.built.Problem, duties)
	sol, err := solver.Check(p.built.Problem, assigned)
	if err != nil {
		return Assessment{}, err
	}
	r, err := plan.Assess(p.ws, p.built, sol)
	if err != nil {
		return Assessment{}, err
	}
	a := assessmentOf(r)
	a.Notes = append(a.Notes, left...)
	return a, nil
}

// known keeps the needs of groups that the team still has: its queues may have
// changed since the forecast.
func known(team roster.Team, needs []plan.Need) []plan.Need {
	groups := plan.Groups(team)
	return slices.DeleteFunc(slices.Clone(needs), func(n plan.Need) bool {
		return !slices.ContainsFunc(groups, func(g plan.Group) bool { return g.ID == n.Group })
	})
}

// assignable turns duties into those the problem can judge, and says which it
// cannot: of people without a contract, and shifts the team no longer has. Breaks
// that their shifts no longer have so are taken where the shifts have them.
func assignable(p *solver.Problem, duties []Duty) (out []solver.Assigned, left []string) {
	people, shifts := map[string]bool{}, map[string]bool{}
	for i := range p.People {
		people[p.People[i].ID] = true
	}
	for _, s := range p.Shifts {
		shifts[s.ID] = true
	}
	pauses, err := solver.NewPauses(p)
	if err != nil {
		return nil, []string{err.Error()}
	}
	misplaced := 0
	for _, d := range duties {
		switch {
		case !people[d.Agent]:
			left = append(left, fmt.Sprintf("%s works on %s without a contract; the duty was not checked", d.Agent, d.Date))
		case !shifts[d.Shift]:
			left = append(left, fmt.Sprintf("%s works %s on %s, which the team has no longer; the duty was not checked", d.Agent, d.Shift, d.Date))
		default:
			after, err := pauses.Of(d.Duty)
			if err != nil {
				after = nil
				misplaced++
			}
			out = append(out, solver.Assigned{Person: d.Agent, Date: d.Date, Shift: d.Shift, Breaks: after})
		}
	}
	if misplaced > 0 {
		left = append(left, fmt.Sprintf("%d duties have breaks where their shifts no longer may; they were checked with the breaks of the shifts", misplaced))
	}
	return out, left
}

func assessmentOf(r *plan.Result) Assessment {
	a := Assessment{
		Hard: r.Solution.Hard, Cost: r.Solution.Cost,
		Breaches: none(r.Breaches), Gaps: none(r.Gaps), ByRule: none(r.Costs), Fairness: none(r.Fairness),
		Findings: none(r.Findings), Notes: none(r.Notes), Override: []string{}, Coverage: []Cover{}, Days: []DayCover{},
	}
	for _, o := range r.Overridden {
		a.Override = append(a.Override, o.Rule)
	}
	for _, c := range r.Coverage {
		a.Coverage = append(a.Coverage, Cover{c.Start, c.Minutes, c.Required, c.OnDuty, c.Missing, c.Surplus})
		if n := len(a.Days); n == 0 || a.Days[n-1].Date != c.Date() {
			a.Days = append(a.Days, DayCover{Date: c.Date()})
		}
		day, hours := &a.Days[len(a.Days)-1], float64(c.Minutes)/60
		day.Required += float64(c.Required) * hours
		day.OnDuty += c.OnDuty * hours
		day.Missing += c.Missing * hours
		day.Surplus += c.Surplus * hours
	}
	return a
}
