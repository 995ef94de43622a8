package solver

import (
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/smena-org/smena/roster"
)

// bundle is the people who share a machine: equal automata on one calendar.
type bundle struct {
	cal    *roster.Calendar
	parts  []*part
	people []*person
}

// buildMachines compiles the rules of all people, and their counters.
func (m *model) buildMachines() {
	limit := make(chan struct{}, runtime.GOMAXPROCS(0))
	var wg sync.WaitGroup
	for _, b := range m.bundles() { // no two hold the same person
		wg.Go(func() {
			limit <- struct{}{}
			defer func() { <-limit }()
			m.fuse(b)
		})
	}
	wg.Wait()
	for _, who := range m.people {
		who.buildCounters(m)
	}
	m.shareTables()
}

// bundles groups the people whose rules make the same machines, in order of
// their first member.
func (m *model) bundles() []*bundle {
	type key struct {
		cal   *roster.Calendar
		kinds string
	}
	index := map[key]*bundle{}
	var out []*bundle
	for _, who := range m.people {
		parts := who.parts()
		k := key{who.cal, kindsOf(parts)}
		if index[k] == nil {
			index[k] = &bundle{cal: who.cal, parts: parts}
			out = append(out, index[k])
		}
		index[k].people = append(index[k].people, who)
	}
	return out
}

// parts lists what goes into a person's machines: every rule, and each kind of
// tally once.
func (who *person) parts() []*part {
	var out []*part
	for i, clause := range who.judge.Policy {
		for _, t := range who.judge.Terms[i] {
			p := &part{clause: clause}
			switch {
			case t.Automaton != nil && !t.Automaton.Stateless:
				p.automaton, p.kind = t.Automaton, signature(clause)
			case t.Counter != nil && t.Counter.Tally != nil:
				p.tally, p.kind = t.Counter.Tally, t.Counter.Kind
			default:
				continue
			}
			// A clause that stands twice binds twice; a tally is only counted.
			if p.tally == nil || !slices.ContainsFunc(out, func(q *part) bool { return q.kind == p.kind }) {
				out = append(out, p)
			}
		}
	}
	return out
}

func kindsOf(parts []*part) string {
	kinds := make([]string, len(parts))
	for i, p := range parts {
		kinds[i] = p.kind
	}
	return strings.Join(kinds, "\n")
}

// fuse multiplies as many parts as fit into each machine.
func (m *model) fuse(b *bundle) {
	for rest := b.parts; len(rest) > 0; {
		take := min(len(rest), mostParts)
		var x *explored
		for ok := false; !ok; {
			take = fitTallies(rest, take)
			x, ok = explore(b.cal, rest[:take], m.startTuples(b, rest[:take]), limitFor(take))
			if !ok {
				take = max(1, take*2/3)
			}
		}
		m.install(b, rest[:take], x)
		rest = rest[take:]
	}
}

// limitFor lets a single part grow as it must: it cannot be split further.
func limitFor(parts int) int {
	if parts == 1 {
		return 1 << 16
	}
	return mostStates
}

// fitTallies returns how many of the first n parts hold no more tallies than a
// machine can carry.
func fitTallies(parts []*part, n int) int {
	tallies := 0
	for i, p := range parts[:n] {
		if p.tally != nil {
			if tallies++; tallies > mostTallies {
				return i
			}
		}
	}
	return n
}

// startTuples returns, by member of the bundle, the state after the history.
func (m *model) startTuples(b *bundle, parts []*part) []tuple {
	out := make([]tuple, len(b.people))
	for i, who := range b.people {
		for day := b.cal.Known; day < b.cal.Lead; day++ {
			out[i], _ = advance(parts, out[i], day, int(who.history[day]))
		}
	}
	return out
}

func (m *model) install(b *bundle, parts []*part, x *explored) {
	mach, start := x.minimise(m.shifts)
	for i, t := range m.startTuples(b, parts) {
		b.people[i].machines = append(b.people[i].machines, mach)
		b.people[i].starts = append(b.people[i].starts, start[t])
	}
}
