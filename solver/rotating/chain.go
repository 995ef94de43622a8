package rotating

import (
	"fmt"
	"math/rand/v2"
)

// A chain is one line of search with a seed of its own. What it does depends
// on nothing but the problem, the seed and the pivots it is given, never on
// other chains or the clock; only being stopped can cut it short.
//
// Divers start over every round, with twice the patience and other random
// costs: a search that went wrong early is cheaper left than finished (Gomes,
// Selman and Kautz, "Boosting combinatorial search through randomization",
// AAAI 1998). Provers tighten the root first and never start over; since to
// tighten costs more than most problems take, they dive in the first rounds.
type chain struct {
	nw     *network
	rows   []row
	seed   uint64
	prover bool

	tree  *tree
	spent int64 // pivots
	nodes int64
	round uint64
	state outcome
	proof string
}

// proveFrom is the round from which provers do what they are called.
const proveFrom = 3

// run spends about so many pivots.
func (c *chain) run(pivots int64, stopped func() bool) {
	c.round++
	if c.round <= proveFrom || !c.prover || c.tree.state == unclear {
		c.begin(stopped)
	}
	if c.state != open {
		return
	}
	t := c.tree
	t.lp.stopped = stopped
	before, nodes := t.lp.pivots, t.nodes
	t.explore(pivots)
	c.spent += t.lp.pivots - before
	c.nodes += t.nodes - nodes
	if t.state != unclear {
		c.state = t.state
	}
	if c.state == refuse {
		c.proof = exhausted(t.nodes)
	}
}

// exhausted words the proof of a tree that was searched to the end.
func exhausted(nodes int64) string {
	const none = "no choice of work blocks and runs of days off meets the demand of every weekday"
	if nodes == 1 {
		return none + ", not even in fractions: a sum of multiples of the requirements contradicts itself in whole numbers"
	}
	return fmt.Sprintf(none+" and forms one cycle: all %d cases of a complete search end in a contradiction in whole numbers", nodes)
}

// begin builds a new tree.
func (c *chain) begin(stopped func() bool) {
	rng := rand.New(rand.NewPCG(c.seed, c.round))
	rows := c.rows
	if c.prover && c.round >= proveFrom {
		root := newLP(c.nw, rows, rng)
		root.stopped = stopped
		tight, refuted := tighten(c.nw, root)
		c.spent += root.pivots
		c.nodes++
		if refuted {
			c.state = refuse
			c.proof = fmt.Sprintf("%s (%d of the requirements were derived from the others by rounding)", exhausted(1), root.m-len(rows))
		}
		rows = tight
	}
	c.tree = newTree(c.nw, rows, rng)
}
