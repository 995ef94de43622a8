package desk

import (
	"context"
	"slices"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
)

// TrySwap says what would stand in the way of the actor taking a swap: nil is
// nothing.
func (d *Desk) TrySwap(ctx context.Context, id int64) ([]roster.Breach, error) {
	s, a, err := d.swapFor(ctx, id)
	if err != nil {
		return nil, err
	}
	if s.Other == "" {
		if a, err = own(ctx); err != nil {
			return nil, err
		}
		s.Other = a.Agent
	}
	_, err = read(ctx, d, func(tx *postgres.Tx) (bool, error) { return true, d.judgeSwap(ctx, tx, s) })
	if e, ok := err.(*roster.Error); ok && e.Kind == roster.Unlawful {
		return e.Breaches, nil
	}
	return nil, err
}

// judgeSwap is Unlawful, with the breaches of everybody concerned, when a swap
// would break a hard rule by more than now.
func (d *Desk) judgeSwap(ctx context.Context, tx *postgres.Tx, s Swap) error {
	w, err := d.swapping(ctx, tx, s)
	if err != nil {
		return err
	}
	return w.judge()
}

// swapping is a swap with the months whose rows it changes, or whose rules look
// back on what it changes, in order.
type swapping struct {
	Swap
	months []*swapMonth
}

// swapMonth is one of the months: what is in force in it and by which rules,
// and what the swap makes of it.
type swapMonth struct {
	roster  Roster
	bench   *bench
	duties  []Duty // in force
	changes []postgres.CellChange
}

// swapping looks up what a swap touches. A rest or a run of days does not end
// with a month: the months that follow look back on the dates, and so judge
// the swap as well where they are published.
func (d *Desk) swapping(ctx context.Context, tx *postgres.Tx, s Swap) (*swapping, error) {
	all, err := tx.Rosters(ctx, s.Team) // newest first
	if err != nil {
		return nil, err
	}
	out := &swapping{Swap: s}
	for _, r := range slices.Backward(all) {
		if r.Published == 0 || !touches(r.Month, s) {
			continue
		}
		m, err := d.swapMonth(ctx, tx, s, r)
		if err != nil {
			return nil, err
		}
		out.months = append(out.months, m)
	}
	return out, nil
}

// touches reports whether a swap changes a month, or what its rules look back on.
func touches(m plan.Month, s Swap) bool {
	return slices.ContainsFunc(s.Dates(), func(date roster.Date) bool { return date < m.To && m.From <= date+leadIn })
}

func (d *Desk) swapMonth(ctx context.Context, tx *postgres.Tx, s Swap, r Roster) (*swapMonth, error) {
	agents, err := d.concerned(ctx, tx, s, r)
	if err != nil {
		return nil, err
	}
	m := &swapMonth{roster: r, bench: &bench{}}
	if len(agents) > 0 {
		if m.bench, err = d.bench(ctx, tx, r, agents...); err != nil {
			return nil, err
		}
	}
	m.duties, err = tx.InForce(ctx, r.ID)
	return m, err
}

// concerned names who of a swap is judged in a month: everybody in a month
// that it changes, and in a later one who is still there.
func (d *Desk) concerned(ctx context.Context, tx *postgres.Tx, s Swap, r Roster) (out []string, err error) {
	changed := slices.ContainsFunc(s.Dates(), r.Month.Contains)
	for _, id := range []string{s.Agent, s.Other} {
		if id == "" {
			continue
		}
		a, err := tx.Agent(ctx, s.Team, id)
		if err != nil {
			return nil, err
		}
		works := func(t roster.Terms) bool { return t.From < r.Month.To && (t.To == 0 || t.To > r.Month.From) }
		if changed || slices.ContainsFunc(a.Terms, works) {
			out = append(out, id)
		}
	}
	return out, nil
}

// judge works out the changes that a swap makes to each month, if the rules
// allow them.
func (s *swapping) judge() error {
	cells, err := s.cells()
	if err != nil {
		return err
	}
	var worsened []roster.Breach
	for _, m := range s.months {
		for _, agent := range []string{s.Agent, s.Other} {
			if m.bench.judges[agent] == nil {
				continue
			}
			worse, err := m.judge(agent, cells)
			if err != nil {
				return err
			}
			worsened = append(worsened, worse...)
		}
	}
	if len(worsened) > 0 {
		return &roster.Error{Kind: roster.Unlawful, Message: "a rule forbids the swap; choose another day or another person", Breaches: worsened}
	}
	return nil
}

// judge says what cells worsen in the month of one person. Those of an earlier
// month change what the rules look back on.
func (m *swapMonth) judge(agent string, cells []Cell) ([]roster.Breach, error) {
	before := m.bench.row(agent, m.duties)
	after := slices.Clone(before)
	cal := m.bench.judges[agent].Calendar
	for _, c := range cells {
		day := int(c.Date - cal.First)
		switch {
		case c.Agent != agent:
		case m.roster.Month.Contains(c.Date):
			duty, err := m.bench.put(after, c)
			if err != nil {
				return nil, err
			}
			m.changes = append(m.changes, postgres.CellChange{Agent: c.Agent, Date: c.Date, Duty: duty})
		case day >= 0 && day < cal.Lead:
			after[day] = uint8(max(cal.Shift(c.Shift), 0))
		}
	}
	return m.bench.judges[agent].Worsened(before, after), nil
}

// cells returns what a swap puts into which cells. The kind of a duty goes with
// it; instants follow from who works it. A duty must not push out another that
// is not part of the swap.
func (s *swapping) cells() ([]Cell, error) {
	var out []Cell
	leaves := s.Kind == roster.Exchange && s.Date == s.Back
	move := func(from, to string, date roster.Date, shift string) error {
		if _, busy := s.duty(to, date); busy && !leaves {
			return roster.Errorf(roster.Conflict, "%s works on %s already; offer it to somebody else, or swap it for that duty", to, date)
		}
		given, _ := s.duty(from, date)
		out = append(out, Cell{Agent: to, Date: date, Shift: shift, Kind: given.Kind})
		if from != "" && !leaves {
			out = append(out, Cell{Agent: from, Date: date})
		}
		return nil
	}
	if s.Date != 0 {
		if err := move(s.Agent, s.Other, s.Date, s.Shift); err != nil {
			return nil, err
		}
	}
	if s.Back != 0 {
		if err := move(s.Other, s.Agent, s.Back, s.BackShift); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// duty finds what somebody has to do on a date.
func (s *swapping) duty(agent string, date roster.Date) (Duty, bool) {
	for _, m := range s.months {
		for _, d := range m.duties {
			if d.Agent == agent && d.Date == date {
				return d, true
			}
		}
	}
	return Duty{}, false
}

// stands checks that the duties are still what was offered.
func (s *swapping) stands() error {
	mine, _ := s.duty(s.Agent, s.Date)
	theirs, _ := s.duty(s.Other, s.Back)
	if s.Agent != "" && s.Date != 0 && mine.Shift != s.Shift || s.Back != 0 && theirs.Shift != s.BackShift {
		return roster.Errorf(roster.Conflict, "the roster has changed since the swap was offered; offer it anew")
	}
	return nil
}
