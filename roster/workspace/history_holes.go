package workspace

import (
	"fmt"
	"time"

	"github.com/smena-org/smena/roster"
)

// mostHoles is how many holes of one series are listed; a calendar of closed
// days is expected and should not hide other faults.
const mostHoles = 20

// warnHoles warns of intervals that are absent although the same hour of the
// week usually has a row. They may be days closed or data lost: only the
// planner knows.
func (h *historyReader) warnHoles(name string, rows []historyRow, zone *time.Location) {
	const leastWeeks = 3
	if len(rows) == 0 || rows[len(rows)-1].at-rows[0].at < leastWeeks*7*86400 {
		return
	}
	usual := usualHours(rows, int64(h.interval/time.Minute))
	found := 0
	for i := 1; i < len(rows); i++ {
		if rows[i].wall-rows[i-1].wall <= int64(h.interval/time.Minute) {
			continue
		}
		if n, first := usual.missing(rows[i-1].wall, rows[i].wall); n > 0 {
			if found++; found <= mostHoles {
				h.warnHole(name, rows[i], n, first)
			}
		}
	}
	if found > mostHoles {
		h.log.add(roster.Fault{File: h.log.file, Warning: true,
			Problem: fmt.Sprintf("%d more holes%s are not listed", found-mostHoles, inQueue(name))})
	}
}

func (h *historyReader) warnHole(name string, after historyRow, n int, first int64) {
	from := time.Unix(first*60, 0).UTC().Format("2006-01-02T15:04")
	w := h.fault(after, fmt.Sprintf("%d intervals from %s on have no row%s; they count as closed", n, from, inQueue(name)), "add them if data was lost")
	w.Warning = true
	h.log.add(w)
}

// hoursOfWeek tells which intervals of the week usually have a row.
type hoursOfWeek struct {
	step  int64 // minutes
	usual []bool
}

func usualHours(rows []historyRow, step int64) hoursOfWeek {
	const week = 7 * 1440
	count := make([]int64, week/step)
	for _, r := range rows {
		count[(r.wall%week+week)%week/step]++
	}
	weeks := (rows[len(rows)-1].wall-rows[0].wall)/week + 1
	out := hoursOfWeek{step: step, usual: make([]bool, len(count))}
	for i, n := range count {
		out.usual[i] = 3*n >= 2*weeks // two weeks of three
	}
	return out
}

// missing counts the usual intervals strictly between two clock times and
// returns the first.
func (w hoursOfWeek) missing(after, before int64) (n int, first int64) {
	const week = 7 * 1440
	for m := after + w.step; m < before; m += w.step {
		if w.usual[(m%week+week)%week/w.step] {
			if n++; n == 1 {
				first = m
			}
		}
	}
	return n, first
}
