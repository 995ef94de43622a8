package report

import (
	"fmt"

	"github.com/smena-org/smena/roster/plan"
)

// fairness compares what everybody carries.
type fairness struct {
	Unpopular []string // shift types watched besides nights, weekends, holidays
	Rows      []fairRow
}

type fairRow struct {
	Name, Contract string
	Hours, Target  string
	Diff           string
	Bar            int    // percent of target, at most 150
	Tone           string // of the difference
	Duties, Off    int
	Office         int
	Tallies        []fairTally // nights, weekends, holidays, unpopular
	Asked, Granted int
}

// fairTally is a count beside its fair share, as a tiny bar with a tick.
type fairTally struct {
	Count     int
	Fair      string
	Bar, Tick int // percent of the largest in the column
	Over      bool
}

// fairness makes the rows in the order of the agents, as the grid does, so that
// the two can be read side by side.
func (v *view) fairness() fairness {
	var f fairness
	most := v.largest()
	for i, s := range v.Fairness {
		if i == 0 {
			for _, u := range s.Unpopular {
				f.Unpopular = append(f.Unpopular, u.Of)
			}
		}
		row := fairRow{
			Name: s.Name, Contract: s.Contract, Duties: s.Duties, Off: s.DaysOff, Office: s.OfficeDays,
			Hours: v.hours(float64(s.Minutes)), Target: v.hours(float64(s.Target)), Diff: v.signed(s.Minutes - s.Target),
			Bar:   int(min(100*share(float64(s.Minutes), float64(s.Target)), 150)),
			Asked: s.WishesAsked, Granted: s.WishesGranted,
		}
		off := share(float64(max(s.Minutes-s.Target, s.Target-s.Minutes)), float64(s.Target))
		row.Tone = tone(off, 0.05, 0.10)
		for j, t := range tallies(s) {
			row.Tallies = append(row.Tallies, v.fairTally(t, most[j]))
		}
		f.Rows = append(f.Rows, row)
	}
	return f
}

// tallies lists a share's counts in the order of the columns.
func tallies(s plan.Share) []plan.Tally {
	return append([]plan.Tally{s.Nights, s.Weekends, s.Holidays}, s.Unpopular...)
}

// largest returns the largest number of each column, for the length of bars.
func (v *view) largest() []float64 {
	var out []float64
	for _, s := range v.Fairness {
		for j, t := range tallies(s) {
			if j == len(out) {
				out = append(out, 1)
			}
			out[j] = max(out[j], float64(t.Count), t.Fair)
		}
	}
	return out
}

// fairTally marks a count only when it is more than one above its share: a share
// is seldom whole, a count always.
func (v *view) fairTally(t plan.Tally, most float64) fairTally {
	return fairTally{
		Count: t.Count, Fair: v.number(t.Fair, 1), Over: float64(t.Count) > t.Fair+1,
		Bar: int(100 * float64(t.Count) / most), Tick: int(100 * t.Fair / most),
	}
}

// Ratio is what a screen reader says of a wish count.
func (r fairRow) Ratio() string { return fmt.Sprintf("%d/%d", r.Granted, r.Asked) }
