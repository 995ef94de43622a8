package desk

import (
	"context"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/solver"
)

// laid is a roster laid out for a planner's questions: the problem that it is
// checked by, and its duties.
type laid struct {
	roster  Roster
	team    roster.Team
	agents  []Agent
	problem *solver.Problem
	draft   []Duty
	inForce []Duty // of what is published, nil if nothing is
}

// layOut reads a roster for a question of somebody who may do something with it.
func (d *Desk) layOut(ctx context.Context, what act, id int64) (*laid, error) {
	if _, err := d.rosterFor(ctx, what, id); err != nil {
		return nil, err
	}
	stamp, err := d.Store.DraftStamp(ctx, id)
	if err != nil {
		return nil, err
	}
	l := &laid{}
	by, err := read(ctx, d, func(tx *postgres.Tx) (func() (*problem, error), error) {
		if err := d.read(ctx, tx, id, l); err != nil {
			return nil, err
		}
		return d.problem(ctx, tx, l.roster, stamp.Around)
	})
	if err != nil {
		return nil, err
	}
	p, err := by()
	switch {
	case err != nil:
		return nil, err
	case p.built == nil:
		return nil, roster.Errorf(roster.Invalid, "the team has no agents")
	}
	l.problem = p.built.Problem
	return l, nil
}

func (d *Desk) read(ctx context.Context, tx *postgres.Tx, id int64, l *laid) (err error) {
	if l.roster, err = tx.Roster(ctx, id); err != nil {
		return err
	}
	v, err := d.team(ctx, tx, l.roster.Team)
	if err != nil {
		return err
	}
	l.team = v.Definition
	if l.agents, err = tx.Agents(ctx, l.roster.Team); err != nil {
		return err
	}
	if l.draft, err = tx.Draft(ctx, id); err != nil {
		return err
	}
	l.inForce, err = tx.InForce(ctx, id)
	return err
}

// assigned are the duties that the problem can judge.
func (l *laid) assigned(duties []Duty) []solver.Assigned {
	out, _ := assignable(l.problem, duties)
	return out
}

// told is what people were told last: what is published, else the draft.
func (l *laid) told() []Duty {
	if l.roster.Published == 0 {
		return l.draft
	}
	return l.inForce
}
