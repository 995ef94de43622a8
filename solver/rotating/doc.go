// Package rotating solves the rotating workforce problem: one cycle of weeks
// that every employee walks through, each a week behind the last.
//
// Musliu, Gärtner and Slany ("Efficient generation of rotating workforce
// schedules", Discrete Applied Mathematics 118, 2002) ask for a cyclic
// sequence of n×7 days in which every weekday has exactly its demand of every
// shift, and every run of a shift, of working days and of days off has a legal
// length. There is nothing to minimise: a roster exists or it does not.
//
// # The model
//
// The sequence alternates blocks of work and runs of days off. Think of a
// directed graph whose nodes are the weekdays on which a block may start or
// end, and whose arcs, called columns here, are the legal blocks and the legal
// runs of days off, each from each weekday. A roster is a closed walk in that
// graph, and what a walk covers depends only on how often it takes each arc.
// So the question becomes one of integers:
//
//	as many arcs enter a node as leave it           (a circulation)
//	each (weekday, shift) is covered by its demand  (21 to 28 equations)
//	the arcs in use hang together                   (then Euler's walk exists)
//
// The size of the model does not grow with the number of employees, and no two
// solutions of it differ by symmetry only; both are what makes models with a
// variable per day of the cycle slow (Musliu, Schutt and Stuckey, "Solver
// independent rotating workforce scheduling", CPAIOR 2018).
//
// # The search
//
// Branch and bound over a linear relaxation that has a few dozen rows:
//
//	blocks, network    the graph
//	lp, basis, dual    a bounded dual simplex with a random objective
//	cut                Chvátal-Gomory rounding cuts at the root
//	quantity, tree     branching on sums of columns, coarse before fine
//	split              branching on connectedness
//	walk               Hierholzer's walk through the arcs in use
//	chain, solve       several seeded searches side by side
//	nearest            the least bad roster when there is no good one
//
// # The proofs
//
// "Infeasible" is a promise, so floating point has no part in it. A leaf of
// the tree is closed only when integer multipliers of the equations show a
// contradiction in integer arithmetic (Farkas' lemma; farkas.go), a cut is
// derived from equations in integers only, and the two children of a branching
// always cover the parent. A leaf that cannot be closed so leaves the whole
// tree unproved. What is found is checked by Check, which knows nothing of all
// this.
package rotating
