package forecast

import (
	"fmt"
	"time"
)

// Run forecasts a series from an instant on. Only points before it are used.
//
// Every model is tried at several origins of the past at the horizon asked for;
// their combination is taken unless one model is clearly better; its errors
// make the bands. The result has one value an elapsed interval in which the
// queue is open.
func Run(s Series, from time.Time, horizon time.Duration, o Options) (_ Forecast, err error) {
	defer stopping(&err)
	if horizon <= 0 || horizon > 2*366*day {
		return Forecast{}, fmt.Errorf("series %q: a horizon of %v; use more than nothing and at most two years", s.Name, horizon)
	}
	e, err := newEngine(s, from, o)
	if err != nil {
		return Forecast{}, err
	}
	cells := max(1, int(horizon/time.Second)/e.grid.step)
	e.horizon = e.grid.cell(from.Add(horizon)) - min(e.grid.cell(from), e.grid.lastKnown()) + e.grid.slots
	t := e.trial(e.plan(cells))
	k := e.at(e.grid.cell(from.Add(time.Duration(e.grid.step-1) * time.Second)))
	e.overrides = e.calendar.overridden(k.past.Origin)
	f := Forecast{Series: s.Name, Levels: e.levels, Scores: t.scores(), Ahead: t.ahead(), Why: t.why(), Notes: e.notes(k, t)}
	e.forecast(&f, k, t, e.slots(k, from, horizon, o), o)
	return f, nil
}

// slots returns the open intervals of the horizon.
func (e *engine) slots(k knowledge, from time.Time, horizon time.Duration, o Options) []slot {
	var out []slot
	for _, s := range e.grid.horizonSlots(from, horizon) {
		open := e.open[floorMod(s.cell, e.grid.week)] && (!k.effects.shutAt(s.cell) || e.targeted(s.cell))
		if o.OpenHours != nil {
			open = o.OpenHours(s.start)
		}
		if open && !e.calendar.closed(s.cell) {
			out = append(out, s)
		}
	}
	return out
}

// forecast fills in the values of the open intervals, what they add up to and,
// if asked for, what they are made of.
func (e *engine) forecast(f *Forecast, k knowledge, t *trial, slots []slot, o Options) {
	cells := make([]int, len(slots))
	for i, s := range slots {
		cells[i] = s.cell
	}
	models, band, errors := t.models, wide(e.levels, shortShare/e.weeks()), untested(e.levels, k.past)
	var means, share []float64
	if len(t.folds) == 0 {
		at := indexOf(models, plainest)
		f.Model, share = models[at].Name(), one(len(models), at)
		means = k.predict(models[at:at+1], cells)[0]
	} else {
		all := k.predict(models, cells)
		f.Model, band, errors = t.names[t.chosen], t.allBands(), t.sumErrors(t.chosen)
		means, share = append(all, mix(all, daysOf(cells, e.grid.slots), t.shares))[t.chosen], t.shares.days
		if t.chosen < len(models) {
			share = one(len(models), t.chosen)
		}
	}
	k.fill(means, cells)
	f.Values = e.values(k, slots, cells, means, band)
	f.Notes = append(f.Notes, e.unseenNote(f.Values)...)
	f.Sums = e.sumUp(f.Values, errors)
	if o.Explain && len(cells) > 0 {
		f.Parts = e.explain(k, models, share, cells, f.Values)
	}
}

// values lays the planner's overrides and the bands over the means.
func (e *engine) values(k knowledge, slots []slot, cells []int, means []float64, band bands) []Value {
	aht := e.grid.handleTimes()
	out := make([]Value, len(slots))
	for i, s := range slots {
		out[i] = Value{Start: s.start, Mean: means[i], Base: means[i], AHT: aht[floorMod(s.cell, e.grid.week)]}
	}
	override(out, cells, e.overrides)
	said := make([]float64, len(cells))
	for i, v := range out {
		said[i] = v.Mean
	}
	quantiles, never := band.at(said...), wide(e.levels, unknownShare)
	for i, c := range cells {
		out[i].Quantiles = quantiles[i]
		if known(k.fallback[c%k.past.Week]) {
			out[i].Unseen = true
			out[i].Quantiles = never.at(out[i].Mean)[0]
		}
	}
	return out
}

// one returns weights that are all on one of n.
func one(n, at int) []float64 {
	out := make([]float64, n)
	out[at] = 1
	return out
}

// plainest is the model for a history too short to try any.
const plainest = "rate"

func indexOf(models []Model, name string) int {
	for i, m := range models {
		if m.Name() == name {
			return i
		}
	}
	return 0 // one model was asked for, and it is another
}
