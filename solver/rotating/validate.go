package rotating

import (
	"fmt"
	"strconv"

	"github.com/smena-org/smena/roster"
)

// Limits of what is accepted. They are far beyond any roster people work by
// and keep a slip of the finger from asking for gigabytes.
const (
	mostDays      = 31
	mostEmployees = 5000
	mostShifts    = 26
	mostRun       = 1000
)

// Validate returns an Invalid error with every fault of the problem, or nil.
func (p *Problem) Validate() error { return p.faults().Err() }

// faults says what is wrong; Parse adds the file and, by the field, the line.
func (p *Problem) faults() roster.Faults {
	var fs roster.Faults
	within(&fs, "week", p.Days, 1, mostDays)
	within(&fs, "employees", p.Employees, 1, mostEmployees)
	within(&fs, "shifts", len(p.Shifts), 1, mostShifts)
	p.shiftFaults(&fs)
	p.demandFaults(&fs)
	bounds(&fs, "days off", p.Rest)
	bounds(&fs, "work block", p.Work)
	p.sequenceFaults(&fs, "forbidden 2", p.After)
	p.sequenceFaults(&fs, "forbidden 3", p.AfterOff)
	return fs
}

// field names the n-th of several things of a kind, counted from one.
func field(kind string, n int) string { return fmt.Sprintf("%s[%d]", kind, n+1) }

// within adds a fault when v is out of range.
func within(fs *roster.Faults, name string, v, lo, hi int) {
	if v >= lo && v <= hi {
		return
	}
	fs.Add(roster.Fault{Field: name, Value: strconv.Itoa(v),
		Problem: "out of range", Cure: fmt.Sprintf("write a number from %d to %d", lo, hi)})
}

// bounds adds a fault when r is no range of lengths of runs.
func bounds(fs *roster.Faults, name string, r Range) {
	if r.Min >= 1 && r.Max >= r.Min && r.Max <= mostRun {
		return
	}
	fs.Add(roster.Fault{Field: name, Value: fmt.Sprintf("%d %d", r.Min, r.Max),
		Problem: "no such range of lengths",
		Cure:    fmt.Sprintf("write the least, at least 1, then the most, at most %d", mostRun)})
}

// shiftFaults: names must tell shifts apart, and from a day off.
func (p *Problem) shiftFaults(fs *roster.Faults) {
	seen := make(map[string]bool)
	for k, s := range p.Shifts {
		bounds(fs, field("shift", k), s.Run)
		f := roster.Fault{Field: field("shift", k), Value: s.Name}
		switch {
		case s.Name == "" || s.Name == "-":
			f.Problem, f.Cure = "not a name for a shift, - is a day off", "write a short name such as D"
		case seen[s.Name]:
			f.Problem, f.Cure = "named twice", "give every shift a name of its own"
		default:
			seen[s.Name] = true
			continue
		}
		fs.Add(f)
	}
}

// demandFaults looks at the shape and the sign only. Asking for more than
// there are employees makes sense; it just cannot be had, and Solve says so.
func (p *Problem) demandFaults(fs *roster.Faults) {
	within(fs, "demand rows", len(p.Demand), len(p.Shifts), len(p.Shifts))
	for k, row := range p.Demand {
		if len(row) != p.Days {
			fs.Add(roster.Fault{Field: field("demand", k), Value: strconv.Itoa(len(row)) + " numbers",
				Problem: "not one number a day", Cure: fmt.Sprintf("write %d numbers", p.Days)})
		}
		for _, n := range row {
			within(fs, field("demand", k), n, 0, mostEmployees)
		}
	}
}

// sequenceFaults: a sequence may name only shifts there are.
func (p *Problem) sequenceFaults(fs *roster.Faults, name string, banned [][2]int) {
	for i, b := range banned {
		for _, k := range b {
			within(fs, field(name, i), k, 0, len(p.Shifts)-1)
		}
	}
}
