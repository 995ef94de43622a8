package desk

import (
	"context"
	"slices"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

// mostCells is how many cells one change may hold: a month of 200 people.
const mostCells = 6200

// EditedCells is what a change of several cells did.
type EditedCells struct {
	Version  int             // of the roster, after it
	Changed  []Cell          // what stood there before, in the order given, without cells that did not change
	Worsened []roster.Breach // hard rules that the change breaks by more than before
}

// EditCells changes several cells of the draft at once, or none of them: a
// paste, a range that is filled or emptied, an undo. People are judged with all
// their changes made. Faults are those of EditCell; override is the reason for
// all of the cells. Planners, leads.
func (d *Desk) EditCells(ctx context.Context, id int64, version int, cells []Cell, override string) (EditedCells, error) {
	a, err := d.rosterFor(ctx, doPlan, id)
	if err != nil {
		return EditedCells{}, err
	}
	if len(cells) == 0 || len(cells) > mostCells {
		return EditedCells{}, roster.Errorf(roster.Invalid, "%d cells; give 1 to %d", len(cells), mostCells)
	}
	var out EditedCells
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		out = EditedCells{}
		r, err := d.editable(ctx, tx, id, version)
		if err != nil {
			return err
		}
		changes, err := d.judgeCells(ctx, tx, r, cells, &out)
		if err != nil {
			return err
		}
		if err := refuse(out.Worsened, override); err != nil {
			return err
		}
		for _, c := range changes {
			c.Why = override
			if r, err = tx.SetCell(ctx, r, r.Version, c); err != nil {
				return err
			}
		}
		out.Version = r.Version
		return nil
	})
	return out, err
}

// judgeCells works out what cells become and what that breaks.
func (d *Desk) judgeCells(ctx context.Context, tx *postgres.Tx, r Roster, cells []Cell, out *EditedCells) ([]postgres.CellChange, error) {
	var agents []string
	type at struct {
		agent string
		date  roster.Date
	}
	seen := map[at]bool{}
	for _, c := range cells {
		switch here := (at{c.Agent, c.Date}); {
		case !r.Month.Contains(c.Date):
			return nil, roster.Errorf(roster.Invalid, "%s lies outside of %s", c.Date, r.Month)
		case seen[here]:
			return nil, roster.Errorf(roster.Invalid, "%s stands twice on %s", c.Agent, c.Date)
		default:
			seen[here] = true
		}
		if !slices.Contains(agents, c.Agent) {
			agents = append(agents, c.Agent)
		}
	}
	b, err := d.bench(ctx, tx, r, agents...)
	if err != nil {
		return nil, err
	}
	var changes []postgres.CellChange
	for _, agent := range agents {
		c, err := d.judgeRow(ctx, tx, r, b, agent, cells, out)
		if err != nil {
			return nil, err
		}
		changes = append(changes, c...)
	}
	return changes, nil
}

// judgeRow does so for one person.
func (d *Desk) judgeRow(ctx context.Context, tx *postgres.Tx, r Roster, b *bench, agent string, cells []Cell, out *EditedCells) ([]postgres.CellChange, error) {
	draft, err := tx.DraftOf(ctx, r.ID, agent)
	if err != nil {
		return nil, err
	}
	before := b.row(agent, draft)
	var changes []postgres.CellChange
	after := slices.Clone(before)
	for _, c := range cells {
		if c.Agent != agent {
			continue
		}
		duty, err := b.put(after, c)
		if err != nil {
			return nil, err
		}
		if old := standing(draft, c.Date); old != c.Shift || c.Kind != "" {
			changes = append(changes, postgres.CellChange{Agent: agent, Date: c.Date, Duty: duty})
			out.Changed = append(out.Changed, Cell{Agent: agent, Date: c.Date, Shift: old})
		}
	}
	out.Worsened = append(out.Worsened, b.judges[agent].Worsened(before, after)...)
	return changes, nil
}

// standing is the shift of a date in a draft, "" for none.
func standing(draft []Duty, date roster.Date) string {
	for _, d := range draft {
		if d.Date == date {
			return d.Shift
		}
	}
	return ""
}
