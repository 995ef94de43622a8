package desk

import (
	"context"
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/solver"
)

// Assessment is what a check of a roster found.
type Assessment struct {
	Hard     int               `json:"hard"` // steps by which hard rules are broken; 0 is lawful
	Cost     float64           `json:"cost"`
	Breaches []roster.Breach   `json:"breaches"`   // of personal rules: hard ones first, then by cost
	Gaps     []solver.Gap      `json:"gaps"`       // demand not met, and why
	ByRule   []solver.RuleCost `json:"by_rule"`    // what each rule costs
	Coverage []Cover           `json:"coverage"`   // one an open interval; empty without a forecast
	Days     []DayCover        `json:"days"`       // the same by day
	Fairness []plan.Share      `json:"fairness"`   // one an agent; empty without a forecast
	Findings []law.Finding     `json:"findings"`   // what the law has to say besides
	Notes    []string          `json:"notes"`      // decisions of the planner, in plain words
	Override []string          `json:"overridden"` // clauses of a pack that the team replaced or dropped
	Made     time.Time         `json:"made"`
}

// Cover says how one interval is staffed.
type Cover struct {
	Start    time.Time `json:"start"`
	Minutes  int       `json:"minutes"`
	Required int       `json:"required"`
	OnDuty   float64   `json:"on_duty"`
	Missing  float64   `json:"missing"`
	Surplus  float64   `json:"surplus"`
}

// DayCover adds up the intervals of one of the team's dates, in hours of people.
type DayCover struct {
	Date     roster.Date `json:"date"`
	Required float64     `json:"required"`
	OnDuty   float64     `json:"on_duty"`
	Missing  float64     `json:"missing"`
	Surplus  float64     `json:"surplus"`
}

// Cell is a change of what one agent does on one date.
type Cell struct {
	Agent    string
	Date     roster.Date
	Shift    string          // a code, "" for a day off
	Kind     roster.DutyKind // "" is ordinary
	Override string          // the reason why a hard breach is accepted; "" accepts none
}

// Edited is what a change of a cell did, or would do.
type Edited struct {
	Version  int             // of the roster, after it
	Duty     *roster.Duty    // what stands in the cell now; nil is a day off
	Worsened []roster.Breach // hard rules that the change breaks by more than before
	Before   []roster.Breach // all breaches of the agent's row before
	After    []roster.Breach // and after
}

// Published is what publishing did.
type Published struct {
	Roster      Roster
	Publication Publication
	Assessment  Assessment
}

// SolveOptions steer a solve. The zero value searches for 20 seconds.
type SolveOptions struct {
	Seconds    int    `json:"seconds,omitempty"`    // at most 3600
	Iterations int64  `json:"iterations,omitempty"` // of each chain, instead of seconds
	Seed       uint64 `json:"seed,omitempty"`
	Warm       bool   `json:"warm,omitempty"`     // improve the draft instead of beginning afresh
	Forecast   int64  `json:"forecast,omitempty"` // cover this one; 0 is the newest, made if there is none
}

// rosterFor allows what an actor wants to do with a roster. A roster of a team
// that they may not see is NotFound.
func (d *Desk) rosterFor(ctx context.Context, what act, id int64) (Actor, error) {
	_, a, err := owned(ctx, d, what, "roster", id, (*postgres.Tx).Roster, func(r Roster) int64 { return r.Team })
	return a, err
}

// Rosters lists a team's rosters, the newest month first. Agents see those
// that are published.
func (d *Desk) Rosters(ctx context.Context, team int64) ([]Roster, error) {
	a, err := allow(ctx, seeTeam, team)
	if err != nil {
		return nil, err
	}
	all, err := listOf(ctx, d, team, func(tx *postgres.Tx) ([]Roster, error) { return tx.Rosters(ctx, team) })
	if !a.may(seePlan, team) {
		all = slices.DeleteFunc(all, func(r Roster) bool { return r.Published == 0 })
	}
	return none(all), err
}

// Roster returns one roster's head, under the rules of Rosters.
func (d *Desk) Roster(ctx context.Context, id int64) (Roster, error) {
	r, err := read(ctx, d, func(tx *postgres.Tx) (Roster, error) { return tx.Roster(ctx, id) })
	if err != nil {
		return r, err
	}
	return visible(ctx, r)
}

// RosterOf returns the head of the roster that a month has, NotFound if none.
func (d *Desk) RosterOf(ctx context.Context, team int64, month plan.Month) (Roster, error) {
	if _, err := allow(ctx, seeTeam, team); err != nil {
		return Roster{}, err
	}
	r, err := read(ctx, d, func(tx *postgres.Tx) (Roster, error) { return tx.RosterOf(ctx, team, month.From) })
	if err != nil {
		return r, err
	}
	return visible(ctx, r)
}

// visible hides a roster from those who may not see it yet.
func visible(ctx context.Context, r Roster) (Roster, error) {
	a, err := allow(ctx, seeTeam, r.Team)
	if err == nil && r.Published == 0 && !a.may(seePlan, r.Team) {
		err = roster.Errorf(roster.NotFound, "no roster %d, or none you may see", r.ID)
	}
	if err != nil {
		return Roster{}, hidden(err, "roster", r.ID)
	}
	return r, nil
}

// CreateRoster begins an empty draft of a month. A month that has a roster is
// a Conflict.
func (d *Desk) CreateRoster(ctx context.Context, team int64, month plan.Month) (Roster, error) {
	a, err := allow(ctx, doPlan, team)
	if err != nil {
		return Roster{}, err
	}
	if month.Days() < 1 || month.From.MonthStart() != month.From || month.From.NextMonth() != month.To {
		return Roster{}, roster.Errorf(roster.Invalid, "a roster is of a calendar month, not from %s to %s", month.From, month.To)
	}
	var r Roster
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		t, err := tx.Team(ctx, team)
		if err != nil {
			return err
		}
		r, err = tx.CreateRoster(ctx, team, month, t.PolicyVersion)
		return err
	})
	return r, err
}

// DiscardDraft sets the draft back to what is published, or to nothing.
func (d *Desk) DiscardDraft(ctx context.Context, id int64, version int) (Roster, error) {
	a, err := d.rosterFor(ctx, doPlan, id)
	if err != nil {
		return Roster{}, err
	}
	var r Roster
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		if r, err = d.editable(ctx, tx, id, version); err != nil {
			return err
		}
		inForce, err := tx.InForce(ctx, id)
		if err != nil {
			return err
		}
		var duties []roster.Duty
		for _, duty := range inForce {
			duties = append(duties, duty.Duty)
		}
		made := postgres.Made{PolicyVersion: r.PolicyVersion, Forecast: r.Forecast, Seed: r.Seed, Program: r.Program}
		if r, err = tx.SetDraft(ctx, id, version, duties, made); err != nil {
			return err
		}
		r, err = tx.Unchanged(ctx, r)
		return err
	})
	return r, err
}

// StartSolve has the draft made in the background. Only one job at a time can
// solve a roster: a second is a Conflict. The result is thrown away when the
// roster's version moved meanwhile.
func (d *Desk) StartSolve(ctx context.Context, id int64, version int, o SolveOptions) (Job, error) {
	a, err := d.rosterFor(ctx, doPlan, id)
	if err != nil {
		return Job{}, err
	}
	if o.Seconds < 0 || o.Seconds > 3600 || o.Iterations < 0 {
		return Job{}, roster.Errorf(roster.Invalid, "a solve takes 1 to 3600 seconds, or a number of iterations")
	}
	var j Job
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		r, err := d.editable(ctx, tx, id, version)
		if err != nil {
			return err
		}
		if o.Forecast != 0 {
			f, err := tx.Forecast(ctx, o.Forecast)
			if err != nil {
				return err
			}
			if f.Team != r.Team || f.Month != r.Month {
				return roster.Errorf(roster.Invalid, "forecast %d is not of this team and month", o.Forecast)
			}
		}
		j, err = d.enqueue(ctx, tx, Job{Kind: postgres.SolveJob, Team: r.Team, Roster: id}, solveArgs{version, o})
		return err
	})
	return j, err
}
