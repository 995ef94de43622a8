package workspace

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
)

// findInterval takes the interval given, or finds it: the shortest step that
// at least one in fifty rows makes. A shorter one is a slip and falls off the
// grid later.
func (h *historyReader) findInterval() {
	if h.interval == 0 {
		steps, total := map[int64]int{}, 0
		for _, store := range h.rows {
			rows := store.sorted()
			for i := 1; i < len(rows); i++ {
				if step := (rows[i].at - rows[i-1].at) / 60; step > 0 {
					steps[step]++
					total++
				}
			}
		}
		h.interval = time.Duration(shortestStep(steps, total)) * time.Minute
		oneADay := h.interval == 24*time.Hour && h.midnights == 0
		if h.usual > 0 && h.interval%h.usual == 0 && (total == 0 || oneADay || !common(h.interval)) {
			h.interval = h.usual // a few rows of it
		} else if oneADay {
			h.interval = time.Hour // one hour a day, not the day
		}
	}
	if m := int64(h.interval / time.Minute); m < 5 || m > 1440 || 1440%m != 0 {
		h.log.add(roster.Fault{File: h.log.file, Problem: fmt.Sprintf("the rows are %s apart", minutesText(h.interval)),
			Cure: "give one row every 5 minutes to 1 day, by a step that divides a day"})
		h.interval = 0
	}
}

// common tells the lengths that intervals have from those that gaps make of a
// few rows.
func common(interval time.Duration) bool {
	return interval <= time.Hour || interval == 24*time.Hour
}

// shortestStep returns the interval in minutes; an hour when there is one row only.
func shortestStep(steps map[int64]int, total int) int64 {
	best := int64(0)
	for step, n := range steps {
		if 50*n >= total && (best == 0 || step < best) {
			best = step
		}
	}
	if best > 1440 || best == 0 {
		return 60
	}
	if best == 23*60 || best == 25*60 { // daily rows on either side of a change of the clock
		return 1440
	}
	return best
}

// inOrder returns the rows of one series, sorted by time, as the points they are.
func (h *historyReader) inOrder(name string, rows []historyRow) []historyRow {
	rows = h.onGrid(rows)
	rows = h.splitAutumn(name, rows)
	h.warnOrder(name, rows)
	rows = h.join(name, rows)
	h.checkMixed(name, rows)
	h.warnHoles(name, rows)
	return rows
}

// start returns the row's instant in Unix seconds. Daily rows of systems that
// write UTC mean the date, whatever the place.
func (h *historyReader) start(r historyRow, zone *time.Location) int64 {
	if h.form.utc && h.interval == 24*time.Hour {
		at, _ := newWallClock(zone).instant(r.wall)
		return at
	}
	return r.at
}

// onGrid drops rows whose clock time is not a whole number of intervals.
func (h *historyReader) onGrid(rows []historyRow) []historyRow {
	step := int64(h.interval / time.Minute)
	return slices.DeleteFunc(rows, func(r historyRow) bool {
		off := r.wall%step != 0
		if off {
			h.log.add(h.fault(r, fmt.Sprintf("not on the grid of %s", minutesText(h.interval)), "write the start of the interval, or put other intervals in a file of their own"))
		}
		return off
	})
}

// splitAutumn moves the second of two rows that share a doubled clock hour to
// the second real hour. One row alone stays; it holds the sum of both.
func (h *historyReader) splitAutumn(name string, rows []historyRow) []historyRow {
	moved, told := false, int64(-1)
	for i := 0; i < len(rows); i++ {
		r := rows[i]
		if !r.twice {
			continue
		}
		text := "the clock shows this hour twice; the one row is taken as the sum of both"
		if i+1 < len(rows) && rows[i+1].at == r.at && rows[i+1].part == r.part {
			rows[i+1].at = h.clock.second(r.at)
			text = "the clock shows this hour twice; the two rows are taken one after the other"
			moved = true
			i++
		}
		if date := floorDiv(r.wall, 1440); date != told && h.interval < 24*time.Hour {
			told = date
			w := h.fault(r, text+inQueue(name), "")
			w.Warning = true
			h.log.add(w)
		}
	}
	if moved {
		slices.SortStableFunc(rows, func(a, b historyRow) int { return cmp.Compare(a.at, b.at) })
	}
	return rows
}

// warnOrder says how many rows stand before an earlier one.
func (h *historyReader) warnOrder(name string, rows []historyRow) {
	n, first := 0, historyRow{}
	for i := 1; i < len(rows); i++ {
		if rows[i].line < rows[i-1].line && rows[i].at > rows[i-1].at {
			if n++; n == 1 {
				first = rows[i]
			}
		}
	}
	if n > 0 {
		w := h.fault(first, fmt.Sprintf("out of order%s, as are %d in all; they are sorted", inQueue(name), n), "")
		w.Warning = true
		h.log.add(w)
	}
}

// join adds up the parts of one interval and refuses two rows of the same part.
func (h *historyReader) join(name string, rows []historyRow) []historyRow {
	out := make([]historyRow, 0, len(rows))
	lines := map[string]int{} // line of each part of the interval being joined
	for _, r := range rows {
		last := len(out) - 1
		if last < 0 || out[last].at != r.at {
			out = append(out, r)
			if len(h.form.parts) > 0 {
				clear(lines)
				lines[r.part] = r.line
			}
			continue
		}
		earlier, seen := lines[r.part], false
		if len(h.form.parts) == 0 {
			earlier, seen = out[last].line, true
		} else if _, seen = lines[r.part]; !seen {
			lines[r.part] = r.line
		}
		if seen {
			h.log.add(h.fault(r, fmt.Sprintf("line %d has the same time%s", earlier, inQueue(name)), "keep one of the two"))
			continue
		}
		out[last].add(r)
	}
	return out
}

// add joins another part of the same interval; handle times weigh by volume.
func (r *historyRow) add(o historyRow) {
	if known := r.known() + o.known(); known > 0 {
		r.aht = (r.aht*r.known() + o.aht*o.known()) / known
	}
	r.volume += o.volume
}

// known returns the volume whose handle time is known.
func (r *historyRow) known() float64 {
	if r.aht == 0 {
		return 0
	}
	return r.volume
}

// checkMixed finds a stretch of rows with a longer interval than the file's:
// a day's worth of equal steps is no pattern of opening hours.
func (h *historyReader) checkMixed(name string, rows []historyRow) {
	const stretch = 24
	step, run := int64(h.interval/time.Second), 0
	for i := 1; i < len(rows); i++ {
		gap := rows[i].at - rows[i-1].at
		if i > 1 && gap == rows[i-1].at-rows[i-2].at && gap > step && gap < 86400 {
			run++
		} else {
			run = 0
		}
		if run == stretch {
			h.log.add(h.fault(rows[i-stretch], fmt.Sprintf("the file mixes intervals%s: rows of %s from here, others of %s", inQueue(name),
				minutesText(time.Duration(gap)*time.Second), minutesText(h.interval)), "put each interval length in a file of its own"))
			return
		}
	}
}

// fault returns a fault of the row's time.
func (h *historyReader) fault(r historyRow, problem, cure string) roster.Fault {
	at := time.Unix(r.wall*60, 0).UTC().Format("2006-01-02T15:04")
	return roster.Fault{File: h.log.file, Line: r.line, Field: h.form.time, Value: at, Problem: problem, Cure: cure}
}

func inQueue(name string) string {
	if name == "" {
		return ""
	}
	return " (queue " + name + ")"
}

func minutesText(d time.Duration) string {
	switch {
	case d == 24*time.Hour:
		return "1 day"
	case d%time.Hour == 0:
		return fmt.Sprintf("%d h", d/time.Hour)
	default:
		return fmt.Sprintf("%d min", d/time.Minute)
	}
}
