package desk

import (
	"context"
	"slices"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/solver"
)

// TryCell says what a change would do, and changes nothing.
func (d *Desk) TryCell(ctx context.Context, id int64, c Cell) (Edited, error) {
	if _, err := d.rosterFor(ctx, doPlan, id); err != nil {
		return Edited{}, err
	}
	return read(ctx, d, func(tx *postgres.Tx) (Edited, error) {
		r, err := tx.Roster(ctx, id)
		if err != nil {
			return Edited{}, err
		}
		return d.tryCell(ctx, tx, r, c)
	})
}

// EditCell changes a cell of the draft. It is Unlawful, with the breaches,
// when a hard rule is broken by more than before and no reason to override is
// given; a day of absence cannot be overridden. It is a Conflict when the
// version has moved.
func (d *Desk) EditCell(ctx context.Context, id int64, version int, c Cell) (Edited, error) {
	a, err := d.rosterFor(ctx, doPlan, id)
	if err != nil {
		return Edited{}, err
	}
	var out Edited
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		r, err := d.editable(ctx, tx, id, version)
		if err != nil {
			return err
		}
		if out, err = d.tryCell(ctx, tx, r, c); err != nil {
			return err
		}
		if err := refuse(out.Worsened, c.Override); err != nil {
			return err
		}
		r, err = tx.SetCell(ctx, r, version, postgres.CellChange{Agent: c.Agent, Date: c.Date, Duty: out.Duty, Why: c.Override})
		out.Version = r.Version
		return err
	})
	return out, err
}

// editable locks a roster for a change, and refuses when it has moved or may
// not change any more.
func (d *Desk) editable(ctx context.Context, tx *postgres.Tx, id int64, version int) (Roster, error) {
	r, err := tx.LockRoster(ctx, id)
	switch {
	case err != nil:
		return r, err
	case r.State == postgres.Locked:
		return r, roster.Errorf(roster.Conflict, "the roster is locked: it has been paid; correct attendance instead")
	case r.Version != version:
		return r, roster.Movedf("the roster was changed by somebody else: it is at version %d, you read %d; reload it and try again", r.Version, version)
	}
	return r, nil
}

// refuse is the error for hard breaches that nobody takes upon themselves. A
// duty on a day of absence is refused whatever the reason.
func refuse(worsened []roster.Breach, override string) error {
	absent := slices.ContainsFunc(worsened, func(b roster.Breach) bool { return b.Rule == "unavailable" && b.Reason == "absence" })
	switch {
	case len(worsened) == 0 || override != "" && !absent:
		return nil
	case absent:
		return &roster.Error{Kind: roster.Unlawful, Message: "the agent is absent on this day; take the absence back first", Breaches: worsened}
	}
	return &roster.Error{Kind: roster.Unlawful, Message: "a rule forbids it; nothing was changed", Breaches: worsened}
}

// tryCell judges the change of a cell of the draft.
func (d *Desk) tryCell(ctx context.Context, tx *postgres.Tx, r Roster, c Cell) (Edited, error) {
	out := Edited{Version: r.Version}
	if !r.Month.Contains(c.Date) {
		return out, roster.Errorf(roster.Invalid, "%s lies outside of %s", c.Date, r.Month)
	}
	b, err := d.bench(ctx, tx, r, c.Agent)
	if err != nil {
		return out, err
	}
	draft, err := tx.DraftOf(ctx, r.ID, c.Agent)
	if err != nil {
		return out, err
	}
	before := b.row(c.Agent, draft)
	after := slices.Clone(before)
	if out.Duty, err = b.put(after, c); err != nil {
		return out, err
	}
	judge := b.judges[c.Agent]
	out.Worsened = none(judge.Worsened(before, after))
	out.Before, _ = judge.Check(before)
	out.After, _ = judge.Check(after)
	out.Before, out.After = none(out.Before), none(out.After)
	return out, nil
}

// bench is where the rows of a few people are judged, by the same rules as the
// whole roster.
type bench struct {
	built   *plan.Built
	judges  map[string]*roster.Judge
	history map[string]roster.Row
}

func (d *Desk) bench(ctx context.Context, tx *postgres.Tx, r Roster, agents ...string) (*bench, error) {
	for _, a := range agents {
		if _, err := tx.Agent(ctx, r.Team, a); err != nil {
			return nil, err
		}
	}
	ws, err := d.workspace(ctx, tx, r.Team, need{month: r.Month, agents: agents})
	if err != nil {
		return nil, err
	}
	b := &bench{judges: map[string]*roster.Judge{}, history: map[string]roster.Row{}}
	if b.built, err = plan.Problem(ws, r.Month, nil); err != nil {
		return nil, err
	}
	for _, a := range agents {
		judge, history, err := b.built.Problem.Judge(a)
		if roster.KindOf(err) == roster.NotFound {
			return nil, roster.Errorf(roster.Invalid, "%s has no contract in %s", a, r.Month)
		}
		if err != nil {
			return nil, err
		}
		b.judges[a], b.history[a] = judge, history
	}
	return b, nil
}

// row lays an agent's duties out day by day, behind the days of history. Shifts
// that the team no longer has count as free.
func (b *bench) row(agent string, duties []Duty) roster.Row {
	c := b.judges[agent].Calendar
	row := append(slices.Clone(b.history[agent]), make(roster.Row, c.Days-c.Lead)...)
	for _, d := range duties {
		day := int(d.Date - c.First)
		if d.Agent == agent && day >= c.Lead && day < c.Days {
			row[day] = uint8(max(c.Shift(d.Shift), 0))
		}
	}
	return row
}

// put writes a cell into a row and returns its duty, nil for a day off.
func (b *bench) put(row roster.Row, c Cell) (*roster.Duty, error) {
	cal := b.judges[c.Agent].Calendar
	day := int(c.Date - cal.First)
	if c.Shift == "" {
		row[day] = 0
		return nil, nil
	}
	shift := cal.Shift(c.Shift)
	if shift <= 0 {
		return nil, roster.Errorf(roster.Invalid, "the team has no shift %q; its shifts are %v", c.Shift, cal.Codes[1:])
	}
	row[day] = uint8(shift)
	return b.duty(c)
}

// duty is a cell with its instants and breaks.
func (b *bench) duty(c Cell) (*roster.Duty, error) {
	ro := b.built.Roster([]solver.Assigned{{Person: c.Agent, Date: c.Date, Shift: c.Shift}})
	if len(ro.Duties) != 1 {
		return nil, roster.Errorf(roster.Invalid, "%s has no contract on %s", c.Agent, c.Date)
	}
	duty := ro.Duties[0]
	switch c.Kind {
	case "":
	case roster.Ordinary, roster.Overtime, roster.RestDayWork, roster.Standby:
		duty.Kind = c.Kind
	default:
		return nil, roster.Errorf(roster.Invalid, "%q is no kind of duty; write ordinary, overtime, rest_day or standby", c.Kind)
	}
	return &duty, nil
}
