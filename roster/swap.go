package roster

import (
	"slices"
	"time"
)

// Swap is a change of published duties that people agree on among themselves:
// an exchange of two duties, a duty given away or asked for, or an open shift
// taken.
//
//	            ┌──────────── decline ───────────────┐
//	            │                                    ▼
//	offer ─► offered ── accept ─► accepted ── decline ─► declined
//	            │                  │    │
//	            │                  │    ├─ approve ──────► approved ──────┐
//	            │                  │    └─ auto-approve ─► auto_approved ─┴─ apply ─► applied
//	            ├── withdraw ──────┴─► withdrawn
//	            ├── expire ────────┴─► expired     nobody decided before the duty began
//	            └── overtake ──────┴─► overtaken   the duties changed meanwhile
//
// Accepting checks the rules on both rows and so does applying; either is
// refused when somebody's row would break a hard rule by more than before.
type Swap struct {
	ID        int64     `json:"id"`
	Roster    int64     `json:"roster"`
	Team      int64     `json:"team"`
	Kind      SwapKind  `json:"kind"`
	State     SwapState `json:"state"`
	Agent     string    `json:"agent,omitempty"`      // who offers; "" for an open shift
	AgentName string    `json:"agent_name,omitempty"` // for people
	Date      Date      `json:"date,omitempty"`       // of the duty offered; 0 where only the other's is asked for
	Shift     string    `json:"shift,omitempty"`      // of the duty offered
	Other     string    `json:"other,omitempty"`      // who is to take it; "" for anybody
	OtherName string    `json:"other_name,omitempty"`
	Back      Date      `json:"back,omitempty"`       // of the other's duty: given for it, or asked for
	BackShift string    `json:"back_shift,omitempty"` // of the other's duty
	Note      string    `json:"note,omitempty"`       // of who offers
	Decision  SwapState `json:"decision,omitempty"`   // approved or auto_approved, once applied
	Answer    string    `json:"answer,omitempty"`     // of who declined or decided
	Expires   time.Time `json:"expires"`              // when the first of the duties begins
	Created   time.Time `json:"created"`
	Changed   time.Time `json:"changed"`
	Version   int       `json:"version"`
}

// SwapKind says what is swapped for what.
type SwapKind string

const (
	Exchange  SwapKind = "exchange"   // a duty for a duty
	GiveAway  SwapKind = "give_away"  // a duty for nothing, to one person or to anybody
	Cover     SwapKind = "cover"      // asks for somebody's duty, for nothing
	OpenShift SwapKind = "open_shift" // nobody's duty, for whoever takes it first
)

// Dates returns the dates of the duties, without those that there are not.
func (s Swap) Dates() []Date {
	return slices.DeleteFunc([]Date{s.Date, s.Back}, func(d Date) bool { return d == 0 })
}

// SwapState is where a swap stands.
type SwapState string

const (
	Offered      SwapState = "offered"
	Accepted     SwapState = "accepted"
	Approved     SwapState = "approved"
	AutoApproved SwapState = "auto_approved"
	Applied      SwapState = "applied"
	Declined     SwapState = "declined"
	Withdrawn    SwapState = "withdrawn"
	Expired      SwapState = "expired"
	Overtaken    SwapState = "overtaken"
)

// swapChart lists where each state may lead. States without an entry are final.
var swapChart = map[SwapState][]SwapState{
	Offered:      {Accepted, Declined, Withdrawn, Expired, Overtaken},
	Accepted:     {Approved, AutoApproved, Declined, Withdrawn, Expired, Overtaken},
	Approved:     {Applied},
	AutoApproved: {Applied},
}

// SwapStates lists every state, in the order of the chart.
var SwapStates = []SwapState{Offered, Accepted, Approved, AutoApproved, Applied, Declined, Withdrawn, Expired, Overtaken}

// Final reports whether nothing can happen to the swap any more.
func (s SwapState) Final() bool { return len(swapChart[s]) == 0 }

// To returns the next state. A step that is not in the chart is a Conflict
// that says where the swap stands.
func (s SwapState) To(next SwapState) (SwapState, error) {
	if slices.Contains(swapChart[s], next) {
		return next, nil
	}
	return s, Errorf(Conflict, "the swap is %s already and cannot become %s; reload it", s, next)
}
