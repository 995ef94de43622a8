// Package forecast says how much work will come: from the history of a queue
// to the volume of every open interval ahead, with bands.
//
// Run lays the history on the local calendar (grid), cuts back storms and
// drops outages (clean), takes special days out and learns their effect
// (special), fits every model of the list at several origins of the past
// (backtest), mixes them by how they did (combine), and turns the errors they
// made into quantiles (bands).
//
// The package is pure: no clock, no log, no randomness; the same history gives
// the same forecast.
package forecast
