package forecast

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// special is a special day on the grid of a series.
type special struct {
	SpecialDay
	from, to int  // cells, half-open
	found    bool // not given but found in the history: nobody knows of it before it comes
}

// whole tells whether it takes the whole day.
func (s *special) whole() bool { return s.From == "" && s.To == "" }

// mark says what is special about a cell: a special day, or that it lies lag
// working days behind one, or before.
type mark struct {
	day *special
	lag int
}

// laid is a mark and its cell.
type laid struct {
	cell int
	mark
}

// calendar knows the special cells of one series.
type calendar struct {
	grid  *grid
	marks map[int]mark // by cell
	laid  []laid       // the same in order, once all are known
	days  []*special
	flags []bool // by cell, as far as history goes: whether it is marked
	known int    // marks when they were set
}

// newCalendar lays the special days that concern the series on its grid.
func newCalendar(g *grid, name string, given []SpecialDay) (*calendar, error) {
	k := &calendar{grid: g, marks: map[int]mark{}}
	for _, s := range given {
		if s.Series != "" && s.Series != name {
			continue
		}
		dates, err := s.dates()
		if err != nil {
			return nil, err
		}
		for _, s.Date = range dates {
			from, to, err := k.span(s)
			if err != nil {
				return nil, err
			}
			k.add(&special{SpecialDay: s, from: from, to: to})
		}
	}
	return k, nil
}

// dates returns the dates of a special day that lasts several.
func (s SpecialDay) dates() ([]string, error) {
	if s.Until == "" || s.Until == s.Date {
		return []string{s.Date}, nil
	}
	first, err := time.Parse(time.DateOnly, s.Date)
	last, errLast := time.Parse(time.DateOnly, s.Until)
	if err != nil || errLast != nil || last.Before(first) || last.Sub(first) > 366*day {
		return nil, fmt.Errorf("special day %q: from %q until %q; write two dates of one year, the earlier first", s.Name, s.Date, s.Until)
	}
	var out []string
	for d := first; !d.After(last); d = d.AddDate(0, 0, 1) {
		out = append(out, d.Format(time.DateOnly))
	}
	return out, nil
}

// add marks the cells of a special day. Closed wins over open, and a holiday
// stays one whatever is said of it: a campaign at Easter lifts an Easter day.
func (k *calendar) add(s *special) {
	k.days = append(k.days, s)
	for c := s.from; c < s.to; c++ {
		old, ok := k.marks[c]
		if ok && (old.day.Closed || old.day.Kind == "holiday" && s.said() && !s.Closed) {
			continue
		}
		k.marks[c] = mark{day: s}
	}
}

// span returns the cells of a special day, half-open.
func (k *calendar) span(s SpecialDay) (from, to int, err error) {
	date, err := time.Parse(time.DateOnly, s.Date)
	if err != nil {
		return 0, 0, fmt.Errorf("special day %q: %q is not a date; write it as 2026-12-25", s.Name, s.Date)
	}
	if s.Factor < 0 || math.IsNaN(s.Factor) || math.IsInf(s.Factor, 0) {
		return 0, 0, fmt.Errorf("special day %q on %s: a factor of %v; use more than 0, or 0 to learn it", s.Name, s.Date, s.Factor)
	}
	if s.Target < 0 || math.IsNaN(s.Target) || math.IsInf(s.Target, 0) {
		return 0, 0, fmt.Errorf("special day %q on %s: a target of %v contacts; use more than 0, or 0 for none", s.Name, s.Date, s.Target)
	}
	if s.Cap < 0 || math.IsNaN(s.Cap) || math.IsInf(s.Cap, 0) {
		return 0, 0, fmt.Errorf("special day %q on %s: a cap of %v contacts; use more than 0, or 0 for none", s.Name, s.Date, s.Cap)
	}
	start := (int(date.Unix()/86400) - k.grid.first) * k.grid.slots
	from, to = start, start+k.grid.slots
	for _, part := range []struct {
		text string
		cell *int
	}{{s.From, &from}, {s.To, &to}} {
		if part.text == "" {
			continue
		}
		at, err := clockSeconds(part.text)
		if err != nil {
			return 0, 0, fmt.Errorf("special day %q on %s: %w", s.Name, s.Date, err)
		}
		*part.cell = start + floorDiv(at-k.grid.phase+k.grid.step-1, k.grid.step)
	}
	return from, to, nil
}

func clockSeconds(s string) (int, error) {
	if s == "24:00" {
		return 86400, nil
	}
	t, err := time.Parse("15:04", s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a clock time; write it as 09:30", s)
	}
	return t.Hour()*3600 + t.Minute()*60, nil
}

// Days around a holiday or a closed day are marked too: those before, when
// people settle what cannot wait, and those behind, when contacts come that
// found the door closed.
const (
	lagsBefore = 1
	lagsBehind = 3
	farthest   = 5 // days to look for a working one: a holiday before a long weekend
)

// markAround marks the working days around each holiday and each closed day.
// Nearer ones win. Then all marks are known.
func (k *calendar) markAround(open []bool) {
	for n := 1; n <= max(lagsBefore, lagsBehind); n++ {
		for _, s := range k.days {
			if (s.Kind != "holiday" && !s.Closed) || !s.whole() {
				continue
			}
			if n <= lagsBehind {
				k.markNear(s, n, open)
			}
			if n <= lagsBefore {
				k.markNear(s, -n, open)
			}
		}
	}
	k.laid = k.laid[:0]
	for c, m := range k.marks {
		k.laid = append(k.laid, laid{c, m})
	}
	slices.SortFunc(k.laid, func(a, b laid) int { return a.cell - b.cell })
}

// before returns the marks of the cells from the first to one.
func (k *calendar) before(cell int) []laid {
	at := func(m laid, c int) int { return m.cell - c }
	from, _ := slices.BinarySearchFunc(k.laid, 0, at)
	to, _ := slices.BinarySearchFunc(k.laid, cell, at)
	return k.laid[from:max(from, to)]
}

// markNear marks the lag-th working day from a special one.
func (k *calendar) markNear(s *special, lag int, open []bool) {
	step := k.grid.slots
	if lag < 0 {
		step = -step
	}
	seen := 0
	for d := 1; d <= farthest; d++ {
		start := s.from + d*step
		if !k.usual(start, open) {
			continue
		}
		if seen++; seen < lag || seen < -lag {
			continue
		}
		if _, taken := k.marks[start]; !taken {
			for c := start; c < start+k.grid.slots; c++ {
				k.marks[c] = mark{s, lag}
			}
		}
		return
	}
}

// usual tells whether a day is open in the usual week and not special itself.
func (k *calendar) usual(start int, open []bool) bool {
	if m, marked := k.marks[start+k.grid.slots/2]; marked && m.lag == 0 {
		return false
	}
	for c := start; c < start+k.grid.slots; c++ {
		if open[floorMod(c, len(open))] {
			return true
		}
	}
	return false
}

// markClosures takes whole days without data, on which the queue is open in
// most weeks around, for closed days: nobody told of them, but the days behind
// show them. A stretch of more than four is rather lost data.
func (k *calendar) markClosures() {
	const most = 4
	g := k.grid
	has := make([]bool, len(g.y)/g.slots+1)
	first, last := -1, -1
	for c, v := range g.y {
		if known(v) {
			has[c/g.slots] = true
			last = c / g.slots
			if first < 0 {
				first = last
			}
		}
	}
	run := []int{}
	for d := first; d <= last; d++ {
		switch {
		case has[d]:
			if len(run) <= most {
				k.close(run)
			}
			run = run[:0]
		case usuallyHas(has, d, first, last):
			run = append(run, d)
		}
	}
}

// usuallyHas tells whether two of three of the same weekdays around have data.
func usuallyHas(has []bool, d, first, last int) bool {
	n, of := 0, 0
	for w := -4; w <= 4; w++ {
		if e := d + 7*w; w != 0 && e >= first && e <= last {
			of++
			if has[e] {
				n++
			}
		}
	}
	return of > 1 && 3*n >= 2*of
}

// close adds closed days that were found, unless they are given ones.
func (k *calendar) close(days []int) {
	for _, d := range days {
		from := d * k.grid.slots
		if _, given := k.marks[from]; !given {
			k.add(&special{SpecialDay{Date: k.grid.date(from), Name: "closed", Kind: "closed", Closed: true}, from, from + k.grid.slots, true})
		}
	}
}

// mask returns the history with special days unknown, and the first days
// around them, so that they do not pull at the usual week; in the room of others.
func (k *calendar) mask(y, room []float64) []float64 {
	out := append(room, y...)
	for _, m := range k.before(len(out)) {
		if m.lag <= 1 {
			out[m.cell] = math.NaN()
		}
	}
	return out
}

// marked tells of each of the first n cells whether it is marked. A list is
// quicker to ask than the map, and marks are only ever added.
func (k *calendar) marked(n int) []bool {
	if len(k.flags) < n || k.known != len(k.marks) {
		k.flags, k.known = make([]bool, max(n, len(k.grid.y))), len(k.marks)
		for c := range k.marks {
			if c >= 0 && c < len(k.flags) {
				k.flags[c] = true
			}
		}
	}
	return k.flags[:n]
}

// closed tells whether a special day closes the cell.
func (k *calendar) closed(cell int) bool {
	m, ok := k.marks[cell]
	return ok && m.lag == 0 && m.day.Closed
}
