package desk

import (
	"context"
	"encoding/json"
	"slices"
	"sync"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
)

// Grid is a planner's month: who works when, and what is wrong with it.
type Grid struct {
	Roster     Roster
	Team       TeamView
	Agents     []Agent // who have a contract in the month
	Duties     []Duty  // of the draft, in order of agent and start
	Absences   []Absence
	Wishes     []Wish
	Pins       []Pin
	Assessment *Assessment
}

// Grid returns the draft of a roster with its assessment. Both are read and made
// anew only when the roster, the team or its people have changed. Planners, leads.
func (d *Desk) Grid(ctx context.Context, id int64) (Grid, error) {
	dr, a, err := d.draftFor(ctx, seePlan, id)
	if err != nil {
		return Grid{}, err
	}
	checked := dr.assessment
	return Grid{
		Roster: dr.roster, Team: dr.team.forActor(a), Agents: slices.Clone(dr.agents), Duties: slices.Clone(dr.duties),
		Absences: slices.Clone(dr.absences), Wishes: slices.Clone(dr.wishes), Pins: slices.Clone(dr.pins), Assessment: &checked,
	}, nil
}

// draft is a draft as it was seen in one state of things, and its check. Nobody
// changes one: many may look at it.
type draft struct {
	stamp      string
	roster     Roster
	team       TeamView
	agents     []Agent // who have a contract in the month
	duties     []Duty
	absences   []Absence
	wishes     []Wish
	pins       []Pin
	assessment Assessment
}

// draftFor returns a draft as it is now, if the actor may do something with it.
func (d *Desk) draftFor(ctx context.Context, what act, id int64) (*draft, Actor, error) {
	if _, err := signedIn(ctx); err != nil {
		return nil, Actor{}, err
	}
	stamp, err := d.Store.DraftStamp(ctx, id)
	if err != nil {
		return nil, Actor{}, err
	}
	a, err := allow(ctx, what, stamp.Team)
	if err != nil {
		return nil, a, hidden(err, "roster", id)
	}
	if dr, ok := d.drafts.get(id, d.stamped(stamp)); ok {
		return dr, a, nil
	}
	dr, err := d.draft(ctx, id)
	return dr, a, err
}

// stamped is the stamp of a check made by this program.
func (d *Desk) stamped(s postgres.DraftStamp) string { return s.String() + " " + d.Version }

// draft reads a draft and checks it, unless the check is kept already.
func (d *Desk) draft(ctx context.Context, id int64) (*draft, error) {
	var kept []byte
	var by func() (*problem, error)
	dr, err := read(ctx, d, func(tx *postgres.Tx) (*draft, error) {
		kept, by = nil, nil
		stored, of, now, err := tx.Assessment(ctx, id)
		if err != nil {
			return nil, err
		}
		dr := &draft{stamp: d.stamped(now)}
		if err := d.fill(ctx, tx, id, dr); err != nil {
			return nil, err
		}
		if of == dr.stamp {
			kept = stored
			return dr, nil
		}
		by, err = d.problem(ctx, tx, dr.roster, now.Around)
		return dr, err
	})
	if err != nil {
		return nil, err
	}
	if kept != nil {
		if err := json.Unmarshal(kept, &dr.assessment); err != nil {
			return nil, err
		}
	} else if p, err := by(); err != nil {
		return nil, err
	} else if err := d.check(ctx, dr, p); err != nil {
		return nil, err
	}
	d.drafts.put(id, dr.stamp, dr)
	return dr, nil
}

// check checks a draft and keeps what was found, for other processes too.
func (d *Desk) check(ctx context.Context, dr *draft, by *problem) (err error) {
	if dr.assessment, err = by.check(dr.duties); err != nil {
		return err
	}
	dr.assessment.Made = d.Now().UTC()
	text, err := json.Marshal(dr.assessment)
	if err != nil {
		return err
	}
	return d.Store.Write(ctx, postgres.By{Now: d.Now()}, func(tx *postgres.Tx) error {
		return tx.KeepAssessment(ctx, dr.roster.ID, dr.stamp, text)
	})
}

// problem returns what makes the problem that a roster's drafts are checked by
// in a state of things: it takes too long to hold a transaction for it.
func (d *Desk) problem(ctx context.Context, tx *postgres.Tx, r Roster, around string) (func() (*problem, error), error) {
	if p, ok := d.problems.get(r.ID, around); ok {
		return func() (*problem, error) { return p, nil }, nil
	}
	c := checking{roster: r}
	err := d.gatherAround(ctx, tx, &c)
	return func() (*problem, error) {
		p, err := c.problem()
		if err == nil {
			d.problems.put(r.ID, around, p)
		}
		return p, err
	}, err
}

func (d *Desk) fill(ctx context.Context, tx *postgres.Tx, id int64, dr *draft) (err error) {
	if dr.roster, err = tx.Roster(ctx, id); err != nil {
		return err
	}
	team, month := dr.roster.Team, dr.roster.Month
	if dr.team, err = d.team(ctx, tx, team); err != nil {
		return err
	}
	all, err := tx.Agents(ctx, team)
	if err != nil {
		return err
	}
	dr.agents = slices.DeleteFunc(all, func(a Agent) bool { return !employed(a.Agent, month) })
	if dr.duties, err = tx.Draft(ctx, id); err != nil {
		return err
	}
	if dr.absences, err = tx.Absences(ctx, team, "", month.From, month.To); err != nil {
		return err
	}
	if dr.wishes, err = tx.Wishes(ctx, team, "", month.From, month.To); err != nil {
		return err
	}
	dr.pins, err = tx.Pins(ctx, team, month.From, month.To)
	return err
}

// employed reports whether an agent has a contract on any day of a month.
func employed(a roster.Agent, m plan.Month) bool {
	return slices.ContainsFunc(a.Terms, func(t roster.Terms) bool { return t.From < m.To && (t.To == 0 || t.To > m.From) })
}

// seen keeps the last of a few things that were made in a state of things, by
// the roster they belong to.
type seen[T any] struct {
	mu   sync.Mutex
	kept map[int64]stamped[T]
}

type stamped[T any] struct {
	stamp string
	value T
}

// mostSeen bounds memory: the month of 200 people takes some megabytes.
const mostSeen = 8

func (s *seen[T]) get(roster int64, stamp string) (T, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	k, ok := s.kept[roster]
	return k.value, ok && k.stamp == stamp
}

func (s *seen[T]) put(roster int64, stamp string, value T) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept == nil {
		s.kept = map[int64]stamped[T]{}
	}
	for other := range s.kept {
		if len(s.kept) < mostSeen {
			break
		}
		delete(s.kept, other)
	}
	s.kept[roster] = stamped[T]{stamp, value}
}
