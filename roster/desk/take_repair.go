package desk

import (
	"context"
	"slices"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/solver"
)

// TakeRepair makes the draft what people were told with a repair's changes in
// it; whatever else the draft had is gone. Publishing it is a step of its own.
// It is Unlawful when the changes break hard rules by more than what people
// were told does, and a Conflict when the version has moved. Planners, leads.
func (d *Desk) TakeRepair(ctx context.Context, id int64, version int, changes []solver.DutyChanges) (Roster, error) {
	a, err := d.rosterFor(ctx, doPlan, id)
	if err != nil {
		return Roster{}, err
	}
	var out Roster
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		r, err := d.editable(ctx, tx, id, version)
		if err != nil {
			return err
		}
		base, err := toldOf(ctx, tx, r)
		if err != nil {
			return err
		}
		duties, worsened, err := d.mended(ctx, tx, r, base, changes)
		if err != nil {
			return err
		}
		if err := refuse(worsened, ""); err != nil {
			return err
		}
		made := postgres.Made{PolicyVersion: r.PolicyVersion, Forecast: r.Forecast, Seed: r.Seed, Program: d.Version}
		out, err = tx.SetDraft(ctx, id, version, duties, made)
		return err
	})
	return out, err
}

// toldOf reads what people were told last.
func toldOf(ctx context.Context, tx *postgres.Tx, r Roster) ([]Duty, error) {
	if r.Published == 0 {
		return tx.Draft(ctx, r.ID)
	}
	return tx.InForce(ctx, r.ID)
}

// mended makes a repair's changes, person by person, and says which hard rules
// each breaks by more than before.
func (d *Desk) mended(ctx context.Context, tx *postgres.Tx, r Roster, base []Duty, changes []solver.DutyChanges) ([]roster.Duty, []roster.Breach, error) {
	agents, err := changedAgents(r, changes)
	if err != nil {
		return nil, nil, err
	}
	b, err := d.bench(ctx, tx, r, agents...)
	if err != nil {
		return nil, nil, err
	}
	var out []roster.Duty
	for _, duty := range base {
		if !changedOn(changes, duty.Agent, duty.Date) {
			out = append(out, duty.Duty)
		}
	}
	var worsened []roster.Breach
	for _, c := range changes {
		fresh, worse, err := b.change(base, c)
		if err != nil {
			return nil, nil, err
		}
		out, worsened = append(out, fresh...), append(worsened, worse...)
	}
	return out, worsened, nil
}

// changedAgents are those whose days change. A stranger to the month or a day
// twice is Invalid.
func changedAgents(r Roster, changes []solver.DutyChanges) (out []string, err error) {
	n := 0
	for _, c := range changes {
		if slices.Contains(out, c.Person) {
			return nil, roster.Errorf(roster.Invalid, "%s stands twice in the changes", c.Person)
		}
		out = append(out, c.Person)
		seen := map[roster.Date]bool{}
		for _, day := range c.Days {
			switch {
			case !r.Month.Contains(day.Date):
				return nil, roster.Errorf(roster.Invalid, "%s lies outside of %s", day.Date, r.Month)
			case seen[day.Date]:
				return nil, roster.Errorf(roster.Invalid, "%s stands twice on %s", c.Person, day.Date)
			}
			seen[day.Date] = true
			n++
		}
	}
	if n == 0 || n > mostCells {
		return nil, roster.Errorf(roster.Invalid, "%d changed days; give 1 to %d", n, mostCells)
	}
	return out, nil
}

func changedOn(changes []solver.DutyChanges, agent string, date roster.Date) bool {
	return slices.ContainsFunc(changes, func(c solver.DutyChanges) bool {
		return c.Person == agent && slices.ContainsFunc(c.Days, func(d solver.DayChange) bool { return d.Date == date })
	})
}

// change makes one person's changes, and judges their row. A day that is not
// what the repair was made from is a Conflict.
func (b *bench) change(base []Duty, c solver.DutyChanges) (fresh []roster.Duty, worsened []roster.Breach, err error) {
	mine := slices.DeleteFunc(slices.Clone(base), func(d Duty) bool { return d.Agent != c.Person })
	before := b.row(c.Person, mine)
	after := slices.Clone(before)
	for _, day := range c.Days {
		if was := standing(mine, day.Date); was != day.From {
			return nil, nil, roster.Movedf("%s has %q on %s, the repair was made from %q; ask for a repair again", c.Person, was, day.Date, day.From)
		}
		duty, err := b.put(after, Cell{Agent: c.Person, Date: day.Date, Shift: day.To})
		if err != nil {
			return nil, nil, err
		}
		if duty != nil {
			fresh = append(fresh, *duty)
		}
	}
	return fresh, b.judges[c.Person].Worsened(before, after), nil
}
