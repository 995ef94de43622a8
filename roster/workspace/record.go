package workspace

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/smena-org/smena/roster"
)

// record is one row being read. Like entry, its methods never fail: they add
// a fault, mark the row as bad and return the zero value.
type record struct {
	Row
	log *faultLog
	bad bool
}

// readRecords reads a table and keeps what the rows without fault gave.
func readRecords[T any](name string, r io.Reader, spec []Column, faults *roster.Faults, read func(*record) T) []T {
	table, log := ReadTable(name, r, spec, faults), newFaultLog(name, faults)
	defer log.close()
	return recordsOf(table, log, read)
}

// recordsOf is readRecords for a table that has been read already.
func recordsOf[T any](table *Table, log *faultLog, read func(*record) T) []T {
	var out []T
	for _, row := range table.Rows {
		rec := &record{Row: row, log: log}
		if v := read(rec); !rec.bad {
			out = append(out, v)
		}
	}
	return out
}

// fault adds a fault of a column and drops the row.
func (r *record) fault(column, problem, cure string) {
	r.bad = true
	r.log.add(r.Fault(column, problem, cure))
}

// need returns a field that must not be empty.
func (r *record) need(column, cure string) string {
	s := r.Get(column)
	if s == "" {
		r.fault(column, "empty", cure)
	}
	return s
}

// date reads a date; def stands for an empty field.
func (r *record) date(column string, def roster.Date) roster.Date {
	s := r.Get(column)
	if s == "" {
		return def
	}
	d, problem := parseDate(s)
	if problem != "" {
		r.fault(column, problem, "write it as 2026-12-01")
	}
	return d
}

// needDate reads a date that must be there.
func (r *record) needDate(column string) roster.Date {
	if r.need(column, "write a date such as 2026-12-01") == "" {
		return 0
	}
	return r.date(column, 0)
}

// dates reads a span of days, both included in the file, and returns it
// half-open. An empty end is 0, which means open.
func (r *record) dates(from, to string) (roster.Date, roster.Date) {
	a, b := r.date(from, 0), r.date(to, 0)
	if b == 0 {
		return a, 0
	}
	if b < a {
		r.fault(to, "before "+from+" "+a.String(), "exchange the two; both days are included")
	}
	return a, b + 1
}

// number reads a number between two bounds; def stands for an empty field.
func (r *record) number(column string, lo, hi, def float64) float64 {
	if r.Get(column) == "" {
		return def
	}
	v, err := r.Number(column)
	cure := fmt.Sprintf("write a number from %v to %v", lo, hi)
	switch {
	case err != nil:
		r.fault(column, err.Error(), cure)
	case v < 0 && lo >= 0:
		r.fault(column, "negative", cure)
	case v < lo || v > hi:
		r.fault(column, "out of range", cure)
	}
	return v
}

// whole reads a whole number.
func (r *record) whole(column string, lo, hi, def int) int {
	v := r.number(column, float64(lo), float64(hi), float64(def))
	if v != math.Trunc(v) {
		r.fault(column, "not a whole number", fmt.Sprintf("write a whole number from %d to %d", lo, hi))
	}
	return int(v)
}

// hours reads decimal hours as minutes.
func (r *record) hours(column string, lo, hi float64) int {
	return int(math.Round(60 * r.number(column, lo, hi, 0)))
}

// choice returns a field that must be one of the choices, the first when empty.
func (r *record) choice(column string, choices ...string) string {
	s := strings.ToLower(r.Get(column))
	switch {
	case s == "":
		return choices[0]
	case !slices.Contains(choices, s):
		r.fault(column, "not one of the values it can have", didYouMean(s, choices))
	}
	return s
}

// known returns a field that must be among the choices; nil choices could not
// be read and are not checked against.
func (r *record) known(column, noun string, choices []string) string {
	s := r.need(column, "write the "+noun+"'s id")
	if s != "" && choices != nil && !slices.Contains(choices, s) {
		r.fault(column, "unknown "+noun, didYouMean(s, choices))
	}
	return s
}

// shift returns a shift code, or "" where the field is empty or means a day off.
func (r *record) shift(column string, n *names) string {
	s := r.Get(column)
	if s == "" || slices.Contains(dayOff, s) {
		return ""
	}
	return r.known(column, "shift", n.shifts)
}

// agent returns a known agent's id.
func (r *record) agent(n *names) string {
	s := r.need("agent_id", "write the agent's id as in agents.csv")
	if s != "" && n.agents != nil && n.agents[s] == nil && !n.anybody {
		r.fault("agent_id", "unknown agent", didYouMean(s, n.agentIDs()))
	}
	return s
}

// employed checks that the agent has a contract on the date.
func (r *record) employed(id string, d roster.Date, n *names) {
	if a := n.agents[id]; a != nil && len(a.Terms) > 0 && d != 0 && a.ContractOn(d) == "" {
		r.fault("date", id+" has no contract on this date", "choose a date inside valid_from and valid_to in agents.csv")
	}
}

// words splits a field at blanks.
func (r *record) words(column string) []string { return strings.Fields(r.Get(column)) }
