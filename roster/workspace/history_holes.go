package workspace

import (
	"fmt"
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
)

const (
	mostHoles = 5 // listed a series; a list of many says no more than their number
	nearWeeks = 4 // on either side, by which an hour counts as open
	longDays  = 7 // a stretch of closed days that is worth a word, whatever it is; it is not looked into
	day       = 1440
)

// hole is a run of intervals that are absent though their hour is usually there.
type hole struct {
	first int64 // minutes on the clock
	n     int   // intervals; 0 for a stretch of days without any row
	days  int   // dates without any row
	after historyRow
}

// warnHoles warns of intervals that are absent although the same hour of the
// week has a row in the weeks around: data lost, most likely. What is absent
// for a reason is not told: the hour that spring skips, nights and closed days
// of the week, opening hours that changed, and single dates without any row,
// which are holidays, unless the queue otherwise never closes.
func (h *historyReader) warnHoles(name string, rows []historyRow) {
	const leastWeeks = 3
	if len(rows) == 0 || rows[len(rows)-1].wall-rows[0].wall < leastWeeks*7*day {
		return
	}
	f := holeFinder{rows: rows, step: int64(h.interval / time.Minute), clock: h.clock}
	found := f.find()
	for _, o := range found[:min(len(found), mostHoles)] {
		h.warnHole(name, o)
	}
	if more := len(found) - mostHoles; more > 0 {
		h.log.add(roster.Fault{File: h.log.file, Warning: true, Problem: fmt.Sprintf("%d more holes%s are not listed", more, inQueue(name))})
	}
}

func (h *historyReader) warnHole(name string, o hole) {
	from := time.Unix(o.first*60, 0).UTC()
	text := fmt.Sprintf("%d intervals from %s on have no row%s; they count as closed", o.n, from.Format("2006-01-02T15:04"), inQueue(name))
	switch {
	case o.n == 0:
		text = fmt.Sprintf("%d days from %s on have no row%s; they count as closed", o.days, from.Format(time.DateOnly), inQueue(name))
	case o.n == 1:
		text = fmt.Sprintf("the interval of %s has no row%s; it counts as closed", from.Format("2006-01-02T15:04"), inQueue(name))
	}
	w := h.fault(o.after, text, "add them if data was lost")
	w.Warning = true
	h.log.add(w)
}

// holeFinder looks for holes in the rows of one series, sorted by clock time
// but for the autumn hour.
type holeFinder struct {
	rows  []historyRow
	step  int64 // minutes
	clock *wallClock
}

// find returns the holes in order of time. Whole days of a queue that never
// closes count only while they are few: many are its holidays.
func (f holeFinder) find() []hole {
	const fewDays = 2
	var out, days []hole
	for i := 1; i < len(f.rows); i++ {
		gap := f.rows[i].wall - f.rows[i-1].wall
		if gap <= f.step {
			continue
		}
		absent := int(floorDiv(f.rows[i].wall, day)-floorDiv(f.rows[i-1].wall, day)) - 1
		if absent >= longDays {
			out = append(out, hole{first: (floorDiv(f.rows[i-1].wall, day) + 1) * day, days: absent, after: f.rows[i]})
		} else if o := f.within(f.rows[i-1], f.rows[i]); o.days > 0 {
			days = append(days, o)
		} else if o.n > 0 {
			out = append(out, o)
		}
	}
	if len(days) <= fewDays {
		out = append(out, days...)
	}
	slices.SortStableFunc(out, func(a, b hole) int { return int(a.first - b.first) })
	return out
}

// within gathers the lost intervals strictly between two rows. A date without
// any row counts only if each of its hours is usually there.
func (f holeFinder) within(a, b historyRow) hole {
	o := hole{after: b}
	for from := a.wall + f.step; from < b.wall; {
		to := min(b.wall, (floorDiv(from, day)+1)*day)
		whole := from%day == 0 && to%day == 0
		lost, all, first := 0, true, int64(0)
		for m := from; m < to; m += f.step {
			switch {
			case f.skipped(m):
			case !f.usual(m):
				all = false
			default:
				if lost++; lost == 1 {
					first = m
				}
			}
		}
		if lost > 0 && (all || !whole) {
			if o.n += lost; o.n == lost {
				o.first = first
			}
			if whole {
				o.days++
			}
		}
		from = to
	}
	return o
}

// skipped tells whether the clock never shows a time. Daily rows mean the date.
func (f holeFinder) skipped(wall int64) bool {
	if f.step >= day {
		return false
	}
	_, hour := f.clock.instant(wall)
	return hour == hourSkipped
}

// usual tells whether the hour of the week has a row in three of four weeks
// before and in three of four after, as far as the history reaches.
func (f holeFinder) usual(wall int64) bool {
	const week = 7 * day
	possible := 0
	for _, side := range []int64{-week, week} {
		have, of := 0, 0
		for k := int64(1); k <= nearWeeks; k++ {
			at := wall + k*side
			if at < f.rows[0].wall || at > f.rows[len(f.rows)-1].wall {
				break
			}
			if of++; f.has(at) {
				have++
			} else if of-have > 1 {
				return false
			}
		}
		if 4*have < 3*of {
			return false
		}
		possible += of
	}
	return possible >= 3
}

// has tells whether a clock time has a row. A time that the clock skips is
// held to have one.
func (f holeFinder) has(wall int64) bool {
	_, found := slices.BinarySearchFunc(f.rows, wall, func(r historyRow, m int64) int { return int(r.wall - m) })
	return found || f.skipped(wall)
}
