package solver

import (
	"github.com/smena-org/smena/roster"
)

// Format names the version of the problem's JSON form.
const Format = "smena/problem/1"

// Problem is everything the solver is told. Its JSON form is public: other
// planning problems are converted to it. `smena schema problem` prints the
// JSON Schema with an example.
type Problem struct {
	Format   string      `json:"format"`
	Name     string      `json:"name,omitempty"`
	Start    roster.Date `json:"start"`          // the first planned day
	Days     int         `json:"days"`           // how many are planned
	Zone     string      `json:"zone,omitempty"` // IANA; whose clock shifts follow; "" is UTC
	Shifts   []Shift     `json:"shifts"`
	Places   []Place     `json:"places,omitempty"`
	Policies []Policy    `json:"policies,omitempty"`
	People   []Person    `json:"people"`
	Demand   Demand      `json:"demand"`
}

// Shift is a template of a duty in wall time.
type Shift struct {
	ID      string       `json:"id"`
	Name    string       `json:"name,omitempty"`
	Start   roster.Clock `json:"start,omitempty"`        // default 00:00
	Minutes int          `json:"minutes"`                // wall minutes from start to end, breaks included
	Paid    *int         `json:"paid_minutes,omitempty"` // instead of minutes less unpaid breaks
	Breaks  []Break      `json:"breaks,omitempty"`
	Night   *bool        `json:"night,omitempty"` // instead of asking the place
	Office  bool         `json:"office,omitempty"`
}

// Break is a pause inside a shift, during which nobody is served.
type Break struct {
	After   int           `json:"after"` // wall minutes from the shift's start
	Minutes int           `json:"minutes"`
	Paid    bool          `json:"paid,omitempty"`
	Window  roster.Window `json:"window,omitzero"` // where else it may begin
}

// Place is where people work: its clock, holidays, and what a night is there.
type Place struct {
	ID       string        `json:"id"`
	Zone     string        `json:"zone"`
	Holidays []roster.Date `json:"holidays,omitempty"`
	Night    *Night        `json:"night,omitempty"`
	Shorter  []Shorter     `json:"shorter,omitempty"`
	// Unbroken is how many elapsed minutes moved breaks may leave without one; 0 is no limit.
	Unbroken int `json:"unbroken,omitempty"`
}

// Night says which duties count as nights: those with at least Minutes, or at
// least the share Percent of their paid time, in the window.
type Night struct {
	From    roster.Clock `json:"from"`
	To      roster.Clock `json:"to"` // past 24:00 when after midnight, e.g. 30:00
	Minutes int          `json:"minutes,omitempty"`
	Percent int          `json:"percent,omitempty"`
}

// Shorter ends the duties of a date early (RU ТК 95).
type Shorter struct {
	Date    roster.Date `json:"date"`
	Minutes int         `json:"minutes"`
}

// Policy is a named list of clauses that people share.
type Policy struct {
	ID    string        `json:"id"`
	Rules roster.Policy `json:"rules"`
}

// Person is somebody to be rostered.
type Person struct {
	ID       string        `json:"id"`
	Name     string        `json:"name,omitempty"`
	Place    string        `json:"place,omitempty"` // "" follows the problem's zone
	Skills   []string      `json:"skills,omitempty"`
	Policies []string      `json:"policies,omitempty"`
	Rules    roster.Policy `json:"rules,omitempty"` // their own, wishes and leave among them
	// History is what was worked before Start, from HistoryFrom on; days not
	// listed were free. Without either nothing is known, and no rule judges it.
	History     []Worked    `json:"history,omitempty"`
	HistoryFrom roster.Date `json:"history_from,omitempty"`
}

// Worked is one day of history, or of a solution.
type Worked struct {
	Date  roster.Date `json:"date"`
	Shift string      `json:"shift"`
}

// Demand is what the roster must cover.
type Demand struct {
	Shifts    []ShiftDemand    `json:"shifts,omitempty"`
	Intervals []IntervalDemand `json:"intervals,omitempty"`
	Windows   []WindowDemand   `json:"windows,omitempty"`
}

// ShiftDemand wants people on one shift of one day. One person serves one
// demand of the same date and shift at a time.
type ShiftDemand struct {
	Date    roster.Date `json:"date"`
	Shift   string      `json:"shift"`
	Skills  []string    `json:"skills,omitempty"`  // all of which a person needs to serve it
	Min     int         `json:"min,omitempty"`     // hard
	Target  int         `json:"target,omitempty"`  // wanted
	Missing int         `json:"missing,omitempty"` // price a person short of the target
	Surplus int         `json:"surplus,omitempty"` // price a person above it
}

// IntervalDemand wants people present in a span of time. One person serves one
// demand of the same span at a time; a break is not presence.
type IntervalDemand struct {
	Start   string   `json:"start"`             // wall time 2026-12-01T09:00, or RFC 3339 with offset
	Minutes int      `json:"minutes"`           // elapsed
	Skills  []string `json:"skills,omitempty"`  // all of which a person needs to serve it
	Min     int      `json:"min,omitempty"`     // hard
	Target  int      `json:"target,omitempty"`  // wanted
	Missing int      `json:"missing,omitempty"` // price an hour of one person short
	Surplus int      `json:"surplus,omitempty"` // price an hour of one person too many
}

// WindowDemand wants work of so many agent-minutes done in a span of time, on
// top of what the interval demands of the same skills in the span take.
type WindowDemand struct {
	Start   string   `json:"start"`
	Minutes int      `json:"minutes"` // elapsed length of the span
	Skills  []string `json:"skills,omitempty"`
	Work    int      `json:"work"`              // agent-minutes
	Missing int      `json:"missing,omitempty"` // price an hour of work not done
}
