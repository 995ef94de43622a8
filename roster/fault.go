package roster

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Fault is one thing wrong with an input document: where it stands, what
// stands there, why that cannot be, and what to write instead.
type Fault struct {
	File    string // as the person named it, relative to the workspace
	Line    int    // from 1; 0 when the fault is of the whole file
	Field   string // column or key, e.g. "zone" or "queues[2].aht"
	Value   string // what stands there
	Problem string // why it cannot be, without a full stop
	Cure    string // what to do, in the imperative
	Warning bool   // true when the program can go on without a change
}

// String returns the fault on one line:
//
//	agents.csv:7: zone "Europe/Moskow": unknown time zone; write an IANA name such as Europe/Moscow
func (f Fault) String() string {
	var b strings.Builder
	b.WriteString(f.File)
	if f.Line > 0 {
		b.WriteString(":" + strconv.Itoa(f.Line))
	}
	b.WriteString(": ")
	if f.Field != "" {
		b.WriteString(f.Field + " ")
		fmt.Fprintf(&b, "%q: ", shorten(f.Value))
	}
	b.WriteString(f.Problem)
	if f.Cure != "" {
		b.WriteString("; " + f.Cure)
	}
	return b.String()
}

// shorten keeps a faulty value from flooding the line it is reported on.
func shorten(s string) string {
	const most = 80
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// Faults collects what is wrong with a set of documents, so that a person
// sees everything at once and not one thing a run.
type Faults []Fault

// Add records a fault.
func (fs *Faults) Add(f Fault) { *fs = append(*fs, f) }

// Errors returns the faults that are not warnings, in order of file and line.
func (fs Faults) Errors() Faults { return fs.only(false) }

// Warnings returns the faults the program can live with, in order of file and line.
func (fs Faults) Warnings() Faults { return fs.only(true) }

func (fs Faults) only(warning bool) Faults {
	var out Faults
	for _, f := range fs {
		if f.Warning == warning {
			out = append(out, f)
		}
	}
	slices.SortStableFunc(out, func(a, b Fault) int {
		if c := strings.Compare(a.File, b.File); c != 0 {
			return c
		}
		return a.Line - b.Line
	})
	return out
}

// Err returns an Invalid error holding every fault that is not a warning, or
// nil when there is none.
func (fs Faults) Err() error {
	bad := fs.Errors()
	if len(bad) == 0 {
		return nil
	}
	noun := "faults"
	if len(bad) == 1 {
		noun = "fault"
	}
	return &Error{Kind: Invalid, Message: fmt.Sprintf("%d %s in the input", len(bad), noun), Faults: bad}
}
