package solver

import (
	"cmp"
	"slices"

	"github.com/smena-org/smena/roster"
)

// A search that begins with a roster goes on from it with the little warmth that
// leaves most of it as it is. Whether the roster is worth that is found out: every
// other chain begins afresh, and where the short annealing at the start makes
// more of nothing than of the roster, all go on from there, hot.

// begin sets up the chains, each with its rows.
func (r *run) begin(n int) error {
	for i := range n {
		rows := r.m.allFree()
		if r.o.Start != nil && i%2 == 0 {
			given, err := r.m.rowsOf(r.o.Start.Duties)
			if err != nil {
				return err
			}
			rows = given
		}
		k := newChain(r.m, rows, r.o.Seed, uint64(i))
		if r.o.Start != nil && i%2 == 0 && r.m.tolled(k.cost) < r.m.tolled(newState(r.m).price()) {
			k.keepWarm()
		}
		r.chains = append(r.chains, k)
	}
	return nil
}

// keepWarm lets a chain anneal with the warmth that leaves most as it is.
func (k *chain) keepWarm() {
	first, last := k.s.m.temperatures()
	k.warm, k.heat.first = true, max(first*warmth, last)
}

// tolled is a cost in one number, a step of a broken rule at the toll that chains
// begin with.
func (m *model) tolled(c roster.Cost) int64 {
	return delta{hard: int64(c.Hard), soft: c.Soft}.at(int64(m.firstToll()))
}

// choose lets all chains go on from what became of the given roster, or from what
// became of none.
func (r *run) choose() {
	if r.o.Start == nil || len(r.chains) == 0 {
		return
	}
	lead := slices.MinFunc(r.chains, func(a, b *chain) int {
		return cmp.Compare(r.m.tolled(a.s.price()), r.m.tolled(b.s.price()))
	})
	for _, k := range r.chains {
		if k.warm == lead.warm {
			continue
		}
		k.move(lead.s.rows)
		k.warm, k.heat = lead.warm, lead.heat
	}
}

// mend makes rows lawful: of the best roster, and of one that the search began
// with, where little may stand between it and being the best.
func (r *run) mend(lead *chain, stop func() bool) {
	for _, k := range r.chains {
		if k == lead || k.warm && r.o.Start != nil {
			r.lawful(k, stop)
		}
	}
}

// move goes on from a roster and keeps the best one met.
func (k *chain) move(rows [][]uint8) {
	k.settle()
	k.s, k.left = stateLike(k.s.m, rows), true
	if cost := k.s.price(); cost.Less(k.cost) {
		k.cost = cost
		k.save()
	}
}

// better returns the roster that the search began with where the one it found is
// dearer: the search sees breaks that move blurred.
func (r *run) better(found [][]uint8, at placing) ([][]uint8, placing) {
	if r.o.Start == nil || !r.m.problem.moves() {
		return found, at
	}
	rows, was, err := r.asked.read(r.o.Start.Duties)
	if err != nil {
		return found, at // breaks where they may not be
	}
	if r.asked.cost(rows, was).Less(r.asked.cost(found, at)) {
		return rows, was
	}
	return found, at
}

// cost prices rows with their breaks.
func (m *model) cost(rows [][]uint8, at placing) roster.Cost {
	total := m.priceCells(&Solution{}, m.countWith(rows, at))
	for i, who := range m.people {
		_, c := who.judge.Check(who.row(rows[i]))
		total = total.Add(c)
	}
	return total
}
