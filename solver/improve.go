package solver

import (
	"context"
	"sync"
)

// improve anneals a roster with the little warmth that leaves most of it as it
// is, by the moves of the search, and returns the best rows met: never worse ones
// than given. The result depends on rows, seed and budget alone, unless ctx ends
// it before.
func (m *model) improve(ctx context.Context, rows [][]uint8, seed uint64, iterations int64) [][]uint8 {
	if len(m.people) == 0 {
		return rows
	}
	chains := make([]*chain, chainsOfBudget)
	var wg sync.WaitGroup
	for i := range chains {
		wg.Go(func() {
			fresh := m.allFree()
			for k := range fresh {
				copy(fresh[k], rows[k])
			}
			k := newChain(m, fresh, seed, uint64(i))
			k.keepWarm()
			k.runFor(iterations, 0, 1, func() bool { return ctx.Err() != nil })
			k.settle()
			chains[i] = k
		})
	}
	wg.Wait()
	best := chains[0]
	for _, k := range chains[1:] {
		if k.cost.Less(best.cost) {
			best = k
		}
	}
	return best.best
}
