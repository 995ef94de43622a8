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
func Run(s Series, from time.Time, horizon time.Duration, o Options) (Forecast, error) {
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
	f := Forecast{Series: s.Name, Levels: e.levels, Scores: t.scores(), Notes: e.notes(k, t)}
	f.Model, f.Values = e.values(k, t, e.slots(k, from, horizon, o), o)
	return f, nil
}

// slots returns the open intervals of the horizon.
func (e *engine) slots(k knowledge, from time.Time, horizon time.Duration, o Options) []slot {
	var out []slot
	for _, s := range e.grid.horizonSlots(from, horizon) {
		open := e.open[floorMod(s.cell, e.grid.week)] && !k.effects.shutAt(s.cell)
		if o.OpenHours != nil {
			open = o.OpenHours(s.start)
		}
		if open && !e.calendar.closed(s.cell) {
			out = append(out, s)
		}
	}
	return out
}

// values forecasts the open intervals and returns the name of the model used.
func (e *engine) values(k knowledge, t *trial, slots []slot, o Options) (string, []Value) {
	cells := make([]int, len(slots))
	for i, s := range slots {
		cells[i] = s.cell
	}
	models, name, band := e.models(), plainest, wide(e.levels)
	var means []float64
	if len(t.folds) == 0 {
		models = models[indexOf(models, plainest):]
		name = models[0].Name()
		means = k.predict(models[:1], cells)[0]
	} else {
		name, band = t.names[t.chosen], t.bands(t.chosen, -1)
		all := k.predict(models, cells)
		means = append(all, mix(all, daysOf(cells, e.grid.slots), t.shares))[t.chosen]
	}
	k.fill(means, cells)
	aht := e.grid.handleTimes()
	out := make([]Value, len(slots))
	for i, s := range slots {
		out[i] = Value{Start: s.start, Mean: means[i], Quantiles: band.at(means[i]), AHT: aht[floorMod(s.cell, e.grid.week)]}
	}
	return name, out
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
