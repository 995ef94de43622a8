package rotating

import (
	"fmt"
	"strings"
)

// Breach is one rule broken in one place.
type Breach struct {
	Rule  string // demand, days off, work block, shift block, forbidden 2, forbidden 3, shape
	Week  int    // row, from 0; -1 when the breach is of a whole column or table
	Day   int    // weekday on which it begins, from 0
	Shift string // the shift, or the sequence, concerned
	Have  int
	Want  Range
}

// String says it in words.
func (b Breach) String() string {
	where := fmt.Sprintf("week %d, day %d", b.Week+1, b.Day+1)
	if b.Week < 0 {
		where = fmt.Sprintf("day %d", b.Day+1)
	}
	want := fmt.Sprintf("%d to %d", b.Want.Min, b.Want.Max)
	if b.Want.Min == b.Want.Max {
		want = fmt.Sprint(b.Want.Min)
	}
	what := strings.TrimSpace(b.Rule + " " + b.Shift)
	return fmt.Sprintf("%s: %s: have %d, want %s", where, what, b.Have, want)
}

// Check returns every breach of the rules in a roster, nil for a good one. It
// reads the cycle day by day as the rules are worded and shares nothing with
// the search, so that a mistake there cannot hide here.
func Check(p *Problem, rows [][]int) []Breach {
	if b := p.shape(rows); b != nil {
		return b
	}
	var days []int
	for _, row := range rows {
		days = append(days, row...)
	}
	c := &checker{p: p, days: days}
	c.demand(rows)
	c.blocks()
	c.shiftRuns()
	c.sequences()
	return c.found
}

// shape returns a breach when rows is not a table of known shifts.
func (p *Problem) shape(rows [][]int) []Breach {
	if len(rows) != p.Employees {
		return []Breach{{Rule: "shape", Week: -1, Have: len(rows), Want: Range{p.Employees, p.Employees}}}
	}
	for w, row := range rows {
		if len(row) != p.Days {
			return []Breach{{Rule: "shape", Week: w, Have: len(row), Want: Range{p.Days, p.Days}}}
		}
		for d, k := range row {
			if k < Off || k >= len(p.Shifts) {
				return []Breach{{Rule: "shape", Week: w, Day: d, Have: k, Want: Range{Off, len(p.Shifts) - 1}}}
			}
		}
	}
	return nil
}

// checker walks around the cycle and collects what it finds.
type checker struct {
	p     *Problem
	days  []int // the whole cycle
	found []Breach
}

// at records a breach that begins on day i of the cycle.
func (c *checker) at(i int, rule, shift string, have int, want Range) {
	d := c.p.Days
	c.found = append(c.found, Breach{rule, i / d, i % d, shift, have, want})
}

// demand: each weekday has exactly the required number of each shift.
func (c *checker) demand(rows [][]int) {
	for k, s := range c.p.Shifts {
		for d, want := range c.p.Demand[k] {
			have := 0
			for _, row := range rows {
				if row[d] == k {
					have++
				}
			}
			if have != want {
				c.found = append(c.found, Breach{"demand", -1, d, s.Name, have, Range{want, want}})
			}
		}
	}
}

// blocks: every run of working days and of days off has a legal length.
func (c *checker) blocks() {
	works := func(i int) int { return min(c.days[i], 0) } // Off or 0
	c.runs(works, func(start, kind, n int) {
		if kind == Off && !c.p.Rest.Contains(n) {
			c.at(start, "days off", "-", n, c.p.Rest)
		}
		if kind != Off && !c.p.Work.Contains(n) {
			c.at(start, "work block", "", n, c.p.Work)
		}
	})
}

// shiftRuns: every run of one shift has a legal length.
func (c *checker) shiftRuns() {
	c.runs(func(i int) int { return c.days[i] }, func(start, k, n int) {
		if k != Off && !c.p.Shifts[k].Run.Contains(n) {
			c.at(start, "shift block", c.p.Shifts[k].Name, n, c.p.Shifts[k].Run)
		}
	})
}

// runs calls f for every maximal run of equal kinds around the cycle.
func (c *checker) runs(kind func(i int) int, f func(start, kind, n int)) {
	n := len(c.days)
	first := 0
	for first < n && kind(first) == kind((first+n-1)%n) {
		first++
	}
	if first == n { // one kind all the way round
		f(0, kind(0), n)
		return
	}
	for i := first; i < first+n; {
		j := i
		for j < first+n && kind(j%n) == kind(i%n) {
			j++
		}
		f(i%n, kind(i%n), j-i)
		i = j
	}
}

// sequences: no forbidden pair on two days, nor around a single day off.
func (c *checker) sequences() {
	n := len(c.days)
	none := Range{0, 0}
	for i, x := range c.days {
		y, z := c.days[(i+1)%n], c.days[(i+2)%n]
		for _, b := range c.p.After {
			if b == [2]int{x, y} {
				c.at(i, "forbidden 2", c.p.token(x)+" "+c.p.token(y), 1, none)
			}
		}
		for _, b := range c.p.AfterOff {
			if y == Off && b == [2]int{x, z} {
				c.at(i, "forbidden 3", c.p.token(x)+" - "+c.p.token(z), 1, none)
			}
		}
	}
}
