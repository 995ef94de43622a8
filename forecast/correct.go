package forecast

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"slices"
	"time"
)

// Correction says what later history of a queue does to what was known: whole
// intervals are replaced, the others stay.
type Correction struct {
	Series      string
	Interval    time.Duration
	From, Until time.Time // starts of the first and the last interval of the later history
	Rows        int       // of the later history: New + Changed + Same
	New         int       // were unknown
	Changed     int       // were known with other numbers
	Same        int
	Before      float64 // contacts in the intervals that were known
	After       float64 // the same, as the later history has them
	Largest     []Difference
	Doubts      []Doubt

	emptied, lost int
}

// Difference is one interval that later history changes.
type Difference struct {
	Start               time.Time
	Before, After       float64 // contacts
	BeforeAHT, AfterAHT float64 // seconds, 0 unknown
}

// largest is how many differences a correction tells.
const largest = 5

// Correct lays later history of a queue over what is known: of an interval that
// both have, the later one holds. It is an error when the two have different
// intervals, or intervals that begin at different minutes.
func Correct(known, later Series) (Series, Correction, error) {
	out := known
	if len(known.Points) == 0 {
		out = later
	} else if err := sameGrid(known, later); err != nil {
		return Series{}, Correction{}, err
	}
	out.Points = make([]Point, 0, len(known.Points)+len(later.Points))
	c := Correction{Series: later.Name, Interval: later.Interval, Rows: len(later.Points)}
	if c.Rows > 0 {
		c.From, c.Until = later.Points[0].Start, later.Points[c.Rows-1].Start
	}
	for before, after := range overlay(known.Points, later.Points) {
		c.add(before, after)
		if after == nil {
			after = before
		}
		out.Points = append(out.Points, *after)
	}
	c.Doubts = doubts(known, later, c)
	return out, c, nil
}

// sameGrid refuses intervals that would overlap.
func sameGrid(known, later Series) error {
	if known.Interval != later.Interval {
		return fmt.Errorf("the history of queue %s has intervals of %d minutes, this one of %d; export both at the same interval",
			later.Name, known.Interval/time.Minute, later.Interval/time.Minute)
	}
	if len(later.Points) == 0 || Phase(known) == Phase(later) {
		return nil
	}
	return fmt.Errorf("the intervals of queue %s begin %d minutes past the hour, those of its history %d; export both alike, with the offset of the clock",
		later.Name, Phase(later), Phase(known))
}

// Phase is by how many minutes the intervals of a series begin past the full
// hour, or past a whole interval where these are shorter. The clock may change
// by hours between two of them; so this is the same all year.
func Phase(s Series) int {
	if len(s.Points) == 0 {
		return 0
	}
	step := int64(min(s.Interval, time.Hour) / time.Second)
	return int((s.Points[0].Start.Unix()%step + step) % step / 60)
}

// overlay pairs the points of two histories by their starts, in order; nil
// stands for an interval that one of them has not.
func overlay(known, later []Point) iter.Seq2[*Point, *Point] {
	return func(yield func(before, after *Point) bool) {
		for i, j := 0, 0; i < len(known) || j < len(later); {
			order := 0
			switch {
			case i == len(known):
				order = 1
			case j == len(later):
				order = -1
			default:
				order = known[i].Start.Compare(later[j].Start)
			}
			var before, after *Point
			if order <= 0 {
				before = &known[i]
				i++
			}
			if order >= 0 {
				after = &later[j]
				j++
			}
			if !yield(before, after) {
				return
			}
		}
	}
}

// add counts one interval.
func (c *Correction) add(before, after *Point) {
	switch {
	case after == nil:
		return
	case before == nil:
		c.New++
		return
	}
	c.Before, c.After = c.Before+before.Volume, c.After+after.Volume
	if before.Volume == after.Volume && before.AHT == after.AHT {
		c.Same++
		return
	}
	c.Changed++
	if before.Volume > 0 && after.Volume == 0 {
		c.emptied++
	}
	if before.AHT > 0 && after.AHT == 0 && after.Volume > 0 {
		c.lost++
	}
	c.keep(Difference{after.Start, before.Volume, after.Volume, before.AHT, after.AHT})
}

// keep keeps the largest differences, by contacts and then by handle time; of
// equal ones the first.
func (c *Correction) keep(d Difference) {
	at, _ := slices.BinarySearchFunc(c.Largest, d, func(a, b Difference) int {
		return cmp.Or(-cmp.Compare(a.size(), b.size()), -cmp.Compare(a.sizeAHT(), b.sizeAHT()), -1)
	})
	if at < largest {
		c.Largest = slices.Insert(c.Largest, at, d)
		c.Largest = c.Largest[:min(len(c.Largest), largest)]
	}
}

func (d Difference) size() float64    { return math.Abs(d.After - d.Before) }
func (d Difference) sizeAHT() float64 { return math.Abs(d.AfterAHT - d.BeforeAHT) }
