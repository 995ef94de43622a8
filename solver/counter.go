package solver

import (
	"slices"

	"github.com/smena-org/smena/roster"
)

// counter is a bounded sum over planned days.
type counter struct {
	from, to int // planned days; to is the day after the last
	opening  int32
	amounts  []int32 // by day from from, and shift; nil when a machine's tally feeds it
	bounds   roster.Bounds
	min, max int32
	hard     bool
	minutes  bool  // counts minutes: a hard excess is counted in hours
	price    int64 // of one excess, when soft
}

// tallyRef tells which counter a count of a machine goes to.
type tallyRef struct {
	machine int
	shift   uint // of the four bits in step.counts
	counter int32
}

// tallies tells, by planned day, where counts of machines go. Days that agree
// share their list.
type tallies struct {
	days  []uint32 // by day: its list
	lists [][]tallyRef
}

// of returns where the counts of a day go.
func (t *tallies) of(day int) []tallyRef { return t.lists[t.days[day]] }

// talliesOf lists where the counts of days go.
func talliesOf(days [][]tallyRef) (out tallies) {
	for _, refs := range days {
		n := slices.IndexFunc(out.lists, func(l []tallyRef) bool { return slices.Equal(l, refs) })
		if n < 0 {
			n = len(out.lists)
			out.lists = append(out.lists, refs)
		}
		out.days = append(out.days, uint32(n))
	}
	return out
}

// buildCounters compiles the person's counters, with what history adds to them.
func (who *person) buildCounters(m *model) {
	days := make([][]tallyRef, m.days)
	for i, clause := range who.judge.Policy {
		for _, t := range who.judge.Terms[i] {
			if t.Counter != nil {
				who.addCounter(m, clause, t.Counter, days)
			}
		}
	}
	who.tallied, who.feeds = talliesOf(days), who.listFeeds(m)
}

// addCounter compiles a counter, and notes by day which counts of machines go to it.
func (who *person) addCounter(m *model, clause roster.Clause, k *roster.Counter, days [][]tallyRef) {
	row := make(roster.Row, m.lead+m.days) // all planned days free
	copy(row, who.history)
	c := counter{
		from: max(k.From-m.lead, 0), to: k.To - m.lead, bounds: k.Bounds,
		min: int32(max(k.Bounds.Min, -roster.NoMax)), max: int32(min(k.Bounds.Max, roster.NoMax)),
		hard: clause.Hard, minutes: clause.Rule.Unit() == roster.Minutes, price: clause.Rule.Unit().Price(1, clause.Weight),
	}
	n := int32(len(who.counters))
	past := *k
	past.To = min(k.To, m.lead)
	c.opening = int32(past.Sum(who.cal, row))
	if k.Tally == nil {
		c.amounts = amounts(m, k, c.from, c.to)
	} else {
		ref := who.tallyOf(k.Kind)
		ref.counter = n
		for day := c.from; day < c.to; day++ {
			days[day] = append(days[day], ref)
		}
	}
	who.counters = append(who.counters, c)
}

func amounts(m *model, k *roster.Counter, from, to int) []int32 {
	out := make([]int32, 0, (to-from)*m.shifts)
	for day := from; day < to; day++ {
		for s := range m.shifts {
			out = append(out, int32(k.Quantity(m.lead+day, s)))
		}
	}
	return out
}

// tallyOf finds the machine that carries a kind of tally.
func (who *person) tallyOf(kind string) tallyRef {
	for i, mach := range who.machines {
		for j, k := range mach.kinds {
			if k == kind {
				return tallyRef{machine: i, shift: uint(4 * j)}
			}
		}
	}
	panic("solver: no machine carries the tally " + kind)
}

// cost prices a value of the counter.
func (c *counter) cost(v int32) (hard, soft int64) {
	if v >= c.min && v <= c.max {
		return 0, 0
	}
	e := int64(max(c.min-v, v-c.max))
	if c.bounds.Squared {
		e *= e
	}
	if c.hard {
		if c.minutes {
			e = (e + 59) / 60
		}
		return e, 0
	}
	return 0, e * c.price
}
