package solver

import (
	"encoding/binary"

	"github.com/smena-org/smena/roster"
)

// verdict is what is known of whether a row exists.
type verdict uint8

const (
	unknown    verdict = iota // the search for one was given up
	possible                  // one was found
	impossible                // there is none: all were looked at
)

// mostLooks bounds the states that are looked at for one row.
const mostLooks = 400_000

// rowFor looks for a row that obeys a policy, all of it. It goes from day to day
// and remembers the states from which there is no way on: two beginnings that
// leave all automata and all sums alike have the same ends. A sum that can no
// longer break its bounds is forgotten, which makes most beginnings alike.
func (who *person) rowFor(m *model, p roster.Policy) (roster.Row, verdict) {
	w := &walker{m: m, cal: who.cal, row: append(append(roster.Row{}, who.history...), make(roster.Row, m.days)...), dead: map[string]bool{}, left: mostLooks}
	for _, clause := range p {
		for _, t := range clause.Rule.Terms(who.cal) {
			w.add(t)
		}
	}
	start := make([]int64, len(w.automata)+len(w.counters)*2)
	for i, k := range w.counters {
		start[len(w.automata)+2*i] = int64(k.Opening)
	}
	for day := who.cal.Known; day < m.lead; day++ {
		start, _ = w.step(start, day, int(w.row[day]), false)
	}
	switch {
	case w.walk(m.lead, start):
		return w.row, possible
	case w.left <= 0:
		return nil, unknown
	}
	return nil, impossible
}

// walker holds a row that is being looked for.
type walker struct {
	m        *model
	cal      *roster.Calendar
	automata []*roster.Automaton
	counters []*roster.Counter
	rest     [][][2]int64 // by counter and day: the least and most that the days from there on add
	row      roster.Row
	dead     map[string]bool // days and states from which there is no way on
	left     int
}

// add takes in a term.
func (w *walker) add(t roster.Term) {
	if t.Automaton != nil {
		w.automata = append(w.automata, t.Automaton)
		return
	}
	w.counters = append(w.counters, t.Counter)
	rest := make([][2]int64, w.cal.Days+1)
	for day := w.cal.Days - 1; day >= 0; day-- {
		rest[day] = rest[day+1]
		if day < t.Counter.From || day >= t.Counter.To {
			continue
		}
		least, most := w.amounts(t.Counter, day)
		rest[day][0] += least
		rest[day][1] += most
	}
	w.rest = append(w.rest, rest)
}

// mostTouched bounds what one day can add to a tally: the dates that a duty
// touches.
const mostTouched = 4

func (w *walker) amounts(k *roster.Counter, day int) (least, most int64) {
	if k.Tally != nil {
		return 0, mostTouched
	}
	for s := range w.cal.Codes {
		n := int64(k.Quantity(day, s))
		if s == 0 {
			least, most = n, n
		}
		least, most = min(least, n), max(most, n)
	}
	return least, most
}

// step reads a day; ok is false when that breaks an automaton that is judged. A
// state is those of the automata, then a sum and the state of the tally a counter.
func (w *walker) step(state []int64, day, shift int, judged bool) (next []int64, ok bool) {
	next = make([]int64, len(state))
	for i, a := range w.automata {
		s, excess := a.Step(roster.State(state[i]), day, shift)
		if excess != 0 && judged {
			return nil, false
		}
		next[i] = int64(s)
	}
	for i, k := range w.counters {
		at := len(w.automata) + 2*i
		n := int64(0)
		next[at+1] = state[at+1]
		if k.Tally != nil && day < k.To {
			s, count := k.Tally(roster.State(state[at+1]), day, shift)
			n, next[at+1] = int64(count), int64(s)
		} else if k.Tally == nil && day >= k.From && day < k.To {
			n = int64(k.Quantity(day, shift))
		}
		if day < k.From {
			n = 0
		}
		next[at] = state[at] + n
		if !w.settle(next, i, at, day+1) && judged {
			return nil, false
		}
	}
	return next, true
}

// settled stands for a sum that can no longer break its bounds.
const settled = -1 << 40

// settle forgets a sum that no longer matters; false when its bounds can no
// longer be kept.
func (w *walker) settle(state []int64, i, at, day int) bool {
	if state[at] < settled/2 {
		state[at], state[at+1] = settled, 0
		return true
	}
	k, rest := w.counters[i], w.rest[i][min(day, w.cal.Days)]
	lo, hi := int64(k.Bounds.Min), int64(k.Bounds.Max)
	if state[at]+rest[0] > hi || state[at]+rest[1] < lo {
		return false
	}
	if state[at]+rest[1] <= hi && state[at]+rest[0] >= lo {
		state[at], state[at+1] = settled, 0
	}
	return true
}

// walk looks for a lawful end of the row from a day on.
func (w *walker) walk(day int, state []int64) bool {
	if day == w.cal.Days {
		return w.ends(state)
	}
	key := w.key(day, state)
	if w.dead[key] {
		return false
	}
	if w.left--; w.left <= 0 {
		return false
	}
	for _, shift := range w.order(day) {
		if next, ok := w.step(state, day, shift, true); ok {
			w.row[day] = uint8(shift)
			if w.walk(day+1, next) {
				return true
			}
		}
		if w.left <= 0 {
			return false
		}
	}
	w.dead[key] = true
	return false
}

// ends judges the state after the last day.
func (w *walker) ends(state []int64) bool {
	for i, a := range w.automata {
		if a.End != nil && a.End(roster.State(state[i])) != 0 {
			return false
		}
	}
	return true
}

// order tries days off and duties in turns of three and two, which obeys most
// rules by itself; the rest of the shifts come after.
func (w *walker) order(day int) []int {
	out := make([]int, 0, len(w.cal.Codes))
	first := 0
	if day%5 < 3 {
		first = min(1, len(w.cal.Codes)-1)
	}
	out = append(out, first)
	for s := range w.cal.Codes {
		if s != first {
			out = append(out, s)
		}
	}
	return out
}

func (w *walker) key(day int, state []int64) string {
	b := binary.AppendVarint(make([]byte, 0, 2+3*len(state)), int64(day))
	for _, s := range state {
		b = binary.AppendVarint(b, s)
	}
	return string(b)
}
