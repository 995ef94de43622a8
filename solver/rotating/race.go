package rotating

import (
	"context"
	"sync"
	"sync/atomic"
)

const (
	chainCount = 4
	firstSlice = 600     // pivots a chain gets in the first round
	mostSlice  = 1 << 20 // and in the last
)

// race runs the chains in rounds. The winner is the chain of the least index
// that decides in the first round in which any does, and it is the same one
// whether the chains run one after the other or all at once.
type race struct {
	chains []*chain
	o      Options
}

func newRace(nw *network, o Options) *race {
	r := &race{o: o}
	rows := nw.rows()
	for i := range chainCount {
		r.chains = append(r.chains, &chain{nw: nw, rows: rows, seed: o.Seed*chainCount + uint64(i), prover: i%2 == 1})
	}
	return r
}

// run returns the winner, or nil when the search was stopped. It counts the
// iterations of what a single worker would have done.
func (r *race) run(ctx context.Context, res *Result) *chain {
	slice := int64(firstSlice)
	for round := 1; ctx.Err() == nil; round++ {
		if r.o.Iterations > 0 {
			slice = min(slice, (r.o.Iterations-res.Iterations)/chainCount)
		}
		if slice <= 0 {
			return nil
		}
		winner := r.round(ctx, slice)
		r.tally(res, winner)
		if winner < len(r.chains) {
			return r.chains[winner]
		}
		r.report(round, res)
		slice = min(2*slice, mostSlice)
	}
	return nil
}

// round gives each chain its slice and returns the index of the winner, or
// the number of chains. A chain stops early only when one before it has
// decided: then it cannot win.
func (r *race) round(ctx context.Context, slice int64) int {
	var winner atomic.Int64
	winner.Store(int64(len(r.chains)))
	var group sync.WaitGroup
	// Chains begin in the order of their index, so that one worker works
	// them off one after the other.
	slots := make(chan struct{}, max(1, r.o.Workers))
	for i, c := range r.chains {
		slots <- struct{}{}
		group.Go(func() {
			defer func() { <-slots }()
			stopped := func() bool { return ctx.Err() != nil || winner.Load() < int64(i) }
			if stopped() {
				return
			}
			c.run(slice, stopped)
			if c.state != open {
				lower(&winner, int64(i))
			}
		})
	}
	group.Wait()
	return int(winner.Load())
}

// lower makes v the value of a unless it is smaller already.
func lower(a *atomic.Int64, v int64) {
	for old := a.Load(); v < old && !a.CompareAndSwap(old, v); old = a.Load() {
	}
}

// tally adds up the pivots, up to the winner's.
func (r *race) tally(res *Result, winner int) {
	res.Iterations = 0
	for _, c := range r.chains[:min(winner+1, len(r.chains))] {
		res.Iterations += c.spent
	}
}

// report tells who asked how far the search has come.
func (r *race) report(round int, res *Result) {
	if r.o.Progress == nil {
		return
	}
	var nodes int64
	for _, c := range r.chains {
		nodes += c.nodes
	}
	r.o.Progress(Progress{Round: round, Iterations: res.Iterations, Nodes: nodes})
}
