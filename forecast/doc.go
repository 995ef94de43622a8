// Package forecast says how much work will come: from the history of a queue
// to the volume of every open interval ahead, with bands, what it adds up to
// by day, week and month, and what each value is made of.
//
// Run does this, in order:
//
//   - lay the history on the local calendar (grid), where a week is always the
//     same number of cells, whatever the clocks did;
//   - mark special days: those given, days on which the queue was closed, days
//     that recur every year (special, recurring), and the days around them;
//   - learn what they do (effects), take it out, cut back storms and drop
//     outages (clean);
//   - fit every model of the list at several origins of the past (backtest);
//   - weigh the models, day sums and their spread over the day apart (combine);
//   - turn the errors made into quantiles of intervals (bands) and of sums
//     (sums), and lay the planner's word over it all (override).
//
// The models are averages of the last weeks, a shape of the week times a level
// (profile), the same with a trend (trend) or annual waves (season), and a
// dynamic regression of daily totals on level, weekday and month (days), and on the
// year and a slope too (year), which goes on from origin to origin (diary).
// A model is Fit and Predict; to add one, list it in Models.
//
// Hours at which the queue was never open, and queues without history, are
// borrowed (unseen) and marked as such.
//
// The package is pure: no clock, no log, no randomness; the same history gives
// the same forecast.
package forecast
