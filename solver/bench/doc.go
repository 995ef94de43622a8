// Package bench measures how good the solver's rosters are, how soon they are
// there, and what is proven of them.
//
// A run is one problem solved once. It is judged by solver.Check, which shares
// nothing with the search, and public instances by their own evaluator as well.
// Runs are kept in a book, a file with a JSON line each, so that a series that
// was interrupted goes on where it stopped.
//
// Problems that nobody publishes are drawn from a seed: service centres of any
// size, an organisation of many teams, and families of different structure.
package bench
