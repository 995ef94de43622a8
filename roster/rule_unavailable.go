package roster

import (
	"errors"
	"fmt"
	"slices"
)

// Unavailable keeps a person from duties on certain dates: leave, sickness, or
// times at which they have said they cannot work. It is the date on which a
// duty starts that counts. It holds no personal reason.
type Unavailable struct {
	Dates  []Date   `json:"dates,omitempty"`  // single dates
	From   Date     `json:"from,omitempty"`   // or a span, both ends included
	To     Date     `json:"to,omitempty"`     //
	Shifts []string `json:"shifts,omitempty"` // these alone; none means every duty
	// Reason is "absence" (or "") or "availability".
	Reason string `json:"reason,omitempty"`
}

func (Unavailable) Name() string      { return "unavailable" }
func (Unavailable) Unit() Unit        { return Times }
func (r Unavailable) codes() []string { return r.Shifts }

func (r Unavailable) Validate() error {
	if r.From == 0 && r.To == 0 {
		return allOf(given("dates", len(r.Dates)), oneOf("reason", r.Reason, "", "absence", "availability"))
	}
	if r.From == 0 || r.To == 0 {
		return errors.New("from and to belong together; write both, or dates")
	}
	if r.To < r.From {
		return fmt.Errorf("to %s is before from %s; write the first day, then the last", r.To, r.From)
	}
	return oneOf("reason", r.Reason, "", "absence", "availability")
}

func (r Unavailable) Terms(c *Calendar) []Term {
	var codes []string
	if len(r.Shifts) > 0 {
		codes = r.Shifts
	}
	in := c.set(codes)
	return whenever(func(day, shift int) bool {
		d := c.Date(day)
		span := (r.From != 0 || r.To != 0) && d >= r.From && d <= r.To
		return in[shift] && (span || slices.Contains(r.Dates, d))
	})
}

func (r Unavailable) reason() string { return r.Reason }
