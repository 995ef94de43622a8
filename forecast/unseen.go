package forecast

import (
	"fmt"
	"time"
)

// course is how contacts of the public come over a day, and week how over a
// week, Sunday first: the rough common shape of service lines, used for hours
// at which a queue was never open and nothing better is known. It is an
// assumption: values made of it are marked and their bands are wide.
var (
	course = [24]float64{.12, .08, .06, .05, .06, .10, .22, .45, .80, 1, 1.05, 1.05, 1, .95, .95, .95, .92, .88, .78, .68, .58, .45, .30, .20}
	week   = [7]float64{.45, 1.1, 1, 1, 1, .95, .55}
)

// reference returns the rough common shape by hour of the week.
func (g *grid) reference() []float64 {
	out := make([]float64, g.week)
	for h := range out {
		seconds := (h%g.slots)*g.step + g.phase
		out[h] = course[seconds/3600%24] * week[g.weekday(h)]
		if g.slots == 1 {
			out[h] = week[g.weekday(h)]
		}
	}
	return out
}

// pattern returns the shape from which unseen hours are taken: that of the
// sibling queue where it is known, else the common one, made to agree with it.
func (e *engine) pattern(like *Series) ([]float64, error) {
	out := e.grid.reference()
	if like == nil {
		return out, nil
	}
	if err := like.check(); err != nil {
		return nil, err
	}
	if like.Interval != time.Duration(e.grid.step)*time.Second {
		return nil, fmt.Errorf("series %q: intervals of %v, unlike those of %q; give a series of equal ones", like.Name, like.Interval, e.name)
	}
	g := newGrid(*like, e.until)
	if len(g.y) == 0 {
		return nil, fmt.Errorf("series %q has no history to borrow from", like.Name)
	}
	theirs, shift := medianShape(g.y, g.week), (e.grid.first-g.first)*g.slots
	aligned := nan(len(out))
	for h := range aligned {
		aligned[h] = theirs[floorMod(h+shift, g.week)]
	}
	agree(out, aligned)
	for h, v := range aligned {
		if known(v) {
			out[h] = v
		}
	}
	return out, nil
}

// agree scales a pattern to add up to what is known of another.
func agree(pattern, other []float64) {
	sum, base := 0.0, 0.0
	for h, v := range other {
		if known(v) {
			sum += v
			base += pattern[h]
		}
	}
	for h := range pattern {
		if base > 0 {
			pattern[h] *= sum / base
		}
	}
}

// fallback returns for hours of the week without history what to expect there:
// the pattern's share, scaled to the hours known. Without a sibling, a clock
// time known on other days is taken from them, corrected for the day.
func (e *engine) fallback(shape []float64) []float64 {
	scaled := append([]float64(nil), e.like...)
	agree(scaled, shape)
	out := nan(len(shape))
	for h, v := range shape {
		if known(v) {
			continue
		}
		out[h] = scaled[h]
		if e.sibling {
			continue
		}
		sum, n := 0.0, 0.0
		for o := h % e.grid.slots; o < len(shape); o += e.grid.slots {
			if known(shape[o]) {
				sum += shape[o] / week[e.grid.weekday(o)]
				n++
			}
		}
		if n > 0 {
			out[h] = sum / n * week[e.grid.weekday(h)]
		}
	}
	return out
}

// unseenNote says how many of the values stand for hours never open before.
func (e *engine) unseenNote(values []Value) []Note {
	n, first, last := 0, 0, 0
	for i, v := range values {
		if v.Unseen {
			if n++; n == 1 {
				first = i
			}
			last = i
		}
	}
	if n == 0 {
		return nil
	}
	from := "from other days at this hour, and from the usual course of a day where there are none"
	if e.sibling {
		from = "from the sibling queue"
	}
	return []Note{{Code: "unseen", Name: e.lender, From: values[first].Start, To: values[last].Start.Add(time.Duration(e.grid.step) * time.Second), Count: n,
		Text: fmt.Sprintf("%d intervals lie at hours of the week at which the queue was never open; they are taken %s, with wide bands", n, from)}}
}

// Borrow forecasts a queue that has no history yet: the shape of another, at
// the level that the planner expects, in contacts a week. Its bands are wide:
// nothing is known of how true that level is. What special days do is learnt
// from the other queue; what the planner says of them is laid over at the end.
func Borrow(name string, like Series, weekly float64, from time.Time, horizon time.Duration, o Options) (Forecast, error) {
	if !(weekly > 0 && weekly < mostVolume) {
		return Forecast{}, fmt.Errorf("series %q: a level of %v contacts a week; give more than 0", name, weekly)
	}
	if err := like.check(); err != nil {
		return Forecast{}, fmt.Errorf("series %q, which borrows: %w", name, err)
	}
	words := o.Special
	o.Special = learntFrom(o.Special, name, like.Name, from.In(like.Zone).Format(time.DateOnly))
	f, err := Run(like, from, horizon, o)
	if err != nil {
		return Forecast{}, fmt.Errorf("series %q, which borrows: %w", name, err)
	}
	sum := 0.0
	for _, v := range f.Values {
		if v.Start.Before(from.Add(28 * day)) {
			sum += v.Base
		}
	}
	weeks := min(horizon, 28*day).Hours() / (7 * 24)
	if sum == 0 {
		return Forecast{}, fmt.Errorf("series %q: nothing is forecast for %q, from which it borrows", name, like.Name)
	}
	f.scale(weekly * weeks / sum)
	f.Series, f.Model, f.Scores, f.Ahead = name, "borrowed", nil, nil
	f.Why = fmt.Sprintf("without history of its own it has the shape of %s and the level given, %.0f a week", like.Name, weekly)
	f.Notes = append(f.Notes, Note{Code: "borrowed", Text: f.Why + "; bands are wide", From: from, To: from.Add(horizon), Count: len(f.Values), Name: like.Name, Usual: weekly})
	return f, f.lay(like.Zone, words)
}

// learntFrom returns the special days that teach a borrower what comes: all of
// the other queue's but what the planner says of days to come, and the days on
// which the borrower is closed.
func learntFrom(given []SpecialDay, name, like, from string) []SpecialDay {
	var out []SpecialDay
	for _, s := range given {
		if s.said() && max(s.Date, s.Until) >= from {
			continue
		}
		if s.Series == name {
			s.Series = like
		} else if s.Series == like && s.Closed && s.Date >= from {
			continue
		}
		out = append(out, s)
	}
	return out
}

// lay lays the planner's words over a finished forecast, its sums and its parts.
func (f *Forecast) lay(zone *time.Location, words []SpecialDay) error {
	values, err := Lay(*f, zone, words)
	if err != nil {
		return err
	}
	for i, s := range f.Sums {
		before, after := 0.0, 0.0
		for j, v := range f.Values {
			if !v.Start.Before(s.From) && v.Start.Before(s.To) {
				before, after = before+v.Mean, after+values[j].Mean
			}
		}
		if before > 0 {
			s.Mean *= after / before
			for k := range s.Quantiles {
				s.Quantiles[k] *= after / before
			}
			f.Sums[i] = s
		}
	}
	for i := range f.Parts {
		if f.Values[i].Mean > 0 {
			f.Parts[i].Override *= values[i].Mean / f.Values[i].Mean
		}
	}
	f.Values = values
	return nil
}

// scale multiplies a forecast and gives it the bands of one that is untested.
func (f *Forecast) scale(by float64) {
	band, sums := wide(f.Levels, unknownShare), sumErrors{levels: f.Levels, share: unknownShare / 2}
	for i := range f.Values {
		v := &f.Values[i]
		v.Mean, v.Base, v.Unseen = v.Mean*by, v.Base*by, true
		v.Quantiles = band.at(v.Mean)[0]
	}
	for i := range f.Sums {
		f.Sums[i].Mean *= by
		f.Sums[i].Quantiles = sums.quantiles(f.Sums[i].Mean, 1)
	}
	for i := range f.Parts {
		f.Parts[i].Level *= by
	}
}
