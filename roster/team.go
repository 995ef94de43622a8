package roster

import "time"

// Team is a group of agents planned together.
type Team struct {
	Name           string
	Zone           *time.Location // coverage, opening hours and shift types are read here
	Country        string         // ISO 3166-1 alpha-2, e.g. "HU"
	Region         string         // e.g. "BE" for Berlin; may be empty
	Opening        [7][]ClockSpan // by time.Weekday; empty means closed all day
	ClosedHolidays bool           // closed on the public holidays of Country and Region
	ClosedDays     []Date         // closed besides
	ShortDays      string         // the day before a holiday, where the pack shortens it: "compensate" (or "") or "shorten"
	Grounds        []string       // legal basis of Sunday and holiday work, in the pack's letters, e.g. "g"
	Interval       int            // minutes of a planning interval: 15, 30 or 60
	Queues         []Queue
	Shifts         []ShiftType
	Contracts      []Contract
	Policy         Policy // for everybody, on top of pack and contract
	Overrides      []Override
	Weights        Weights
}

// Override takes a clause of the pack out or replaces its numbers, for one
// contract or for all; reports name it.
type Override struct {
	Contract string // "" for all
	Rule     string // the name in the catalogue
	Drop     bool
	Clause   *Clause // what stands in its place
	Reason   string
}

// ClockSpan is a half-open span of wall time of one day.
type ClockSpan struct{ From, To Clock }

// Queue is a stream of contacts of one channel that needs certain skills.
type Queue struct {
	ID           string
	Name         string
	Channel      string        // "phone", "chat", "email", "ticket"
	AHT          time.Duration // average handle time, where the history has none
	ServiceLevel float64       // share answered within Threshold, 0 to 1
	Threshold    time.Duration
	Patience     time.Duration // mean time until a caller gives up; 0 never
	Concurrency  float64       // chats at once; 0 and 1 mean one
	MaxOccupancy float64       // 0 to 1; 0 means no limit
	Deadline     time.Duration // work that may wait is done within this; 0 cannot wait
	Shrinkage    float64       // share of paid time not available, 0 to less than 1
	MinAgents    int           // on duty whenever open, whatever the forecast
	Skills       []string      // all of which an agent must have

	Like     string // the queue whose shape hours, or all of it, are borrowed from that have no history
	Weekly   int    // contacts a week that are expected while there is no history at all
	NewHours bool   // contacts come at open hours too at which the queue was never open before
}

// Weights are the prices of what the roster should do and need not.
type Weights struct {
	Missing  int // one agent missing for an hour
	Surplus  int // one agent too many for an hour
	Request  int // a wish of weight 1 not granted
	Fairness int // the square of a deviation from the fair share of nights, weekends or unpopular duties
	Office   int // an office day short of the contract's number
	Hours    int // an hour above or below the contract's hours of the month
}

// DefaultWeights are used for every weight that is zero in team.yaml.
var DefaultWeights = Weights{Missing: 100, Surplus: 2, Request: 20, Fairness: 15, Office: 30, Hours: 10}

// Open reports whether the team is open at a clock time of a weekday.
func (t Team) Open(day time.Weekday, c Clock) bool {
	for _, s := range t.Opening[day] {
		if c >= s.From && c < s.To {
			return true
		}
	}
	return false
}

// Shift returns the shift type of a code.
func (t Team) Shift(code string) (ShiftType, bool) {
	for _, s := range t.Shifts {
		if s.Code == code {
			return s, true
		}
	}
	return ShiftType{}, false
}

// Contract returns the contract of an id.
func (t Team) Contract(id string) (Contract, bool) {
	for _, c := range t.Contracts {
		if c.ID == id {
			return c, true
		}
	}
	return Contract{}, false
}
