package roster

import "time"

// Agent is one person who works duties.
type Agent struct {
	ID         string
	Name       string
	Zone       *time.Location // place of work: law, rest, nights and Sundays are read here
	PayrollID  string
	Terms      []Terms // in order of validity, not overlapping, at least one
	Skills     []string
	Consents   []string // e.g. "night", "overtime", "holiday": signed, in the words of the pack
	Protected  []string // e.g. "pregnant", "minor": groups the pack shields
	HourlyRate int64    // cents per hour; 0 unknown
}

// Terms says under which contract an agent stands from one date to another.
type Terms struct {
	Contract string
	From, To Date // half-open; To is 0 when open-ended
}

// ContractOn returns the agent's contract on a date, "" when there is none.
func (a Agent) ContractOn(d Date) string {
	for _, t := range a.Terms {
		if d >= t.From && (t.To == 0 || d < t.To) {
			return t.Contract
		}
	}
	return ""
}

// Contract is what a group of agents has agreed to.
type Contract struct {
	ID            string
	WeeklyMinutes int      // agreed working time a week on average, e.g. 2400
	Pack          string   // the labour-law pack: "hu", "ru", "de", "eu"
	Reference     int      // averaging period in months; 0 means the pack's own
	Shifts        []string // codes it may be rostered on; empty means all
	Rotation      []string // shift codes in the order people rotate through, may be empty
	OfficeDays    int      // office days wanted a week; 0 none
	DaysOff       int      // days off a week, floating; 0 leaves it to the rules
	Nights        string   // "allowed" (or ""), "volunteers" (consent "night" needed), "never"
	PayType       string   // "monthly" (or "") or "hourly"
	Policy        Policy   // clauses of the contract, on top of the pack's
}

// Balance is what a person carries into the month.
type Balance struct {
	Agent        string
	AsOf         Date
	HoursBalance int // minutes worked above (+) or below (−) the norm of the reference period so far
	OvertimeYear int // minutes of overtime since 1 January
	Nights       int // worked since the fairness ledger began
	Weekends     int
	Holidays     int
	OwedRestDays int
}
