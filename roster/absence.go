package roster

// Absence is a span of days on which an agent does not work. Its kind is
// personal: only who must plan or pay sees it.
type Absence struct {
	Agent    string
	From, To Date   // half-open
	Kind     string // "leave", "sick", "training", "unpaid", …
}

// Availability says when an agent can or cannot work, as an RFC 5545
// recurrence read in the agent's zone.
type Availability struct {
	Agent    string
	Rule     string    // an RRULE, e.g. "FREQ=WEEKLY;BYDAY=MO,WE"
	From, To Date      // half-open validity; To is 0 when open-ended
	Span     ClockSpan // of the day; To may lie after 24:00
	Can      bool      // true: only then on the days of the rule; false: not then
}

// Request is a wish for or against a shift or a day off.
type Request struct {
	Agent  string
	Date   Date
	Shift  string // a code, or "" for any shift
	On     bool   // wants it; else wants it not
	Weight int    // 1 mild to 10 strong
}

// Pin fixes what an agent does on a date.
type Pin struct {
	Agent string
	Date  Date
	Shift string // a code, or "" for a day off
}
