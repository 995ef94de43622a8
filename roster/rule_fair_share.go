package roster

import (
	"fmt"
	"math"
)

// FairShare draws a person's nights, weekends, holidays or unpopular duties to
// a share computed beforehand; the price grows with the square of the distance.
type FairShare struct {
	Of     string   `json:"of"`               // nights, weekends, holidays, shifts
	Shifts []string `json:"shifts,omitempty"` // of "shifts"
	Target float64  `json:"target"`           // this period's fair number, carried-in history included
}

func (FairShare) Name() string      { return "fair-share" }
func (FairShare) Unit() Unit        { return Times }
func (r FairShare) codes() []string { return r.Shifts }

func (r FairShare) Validate() error {
	if math.IsNaN(r.Target) || r.Target < 0 || r.Target > mostSteps {
		return fmt.Errorf("target is %v; it must lie between 0 and %d", r.Target, mostSteps)
	}
	if r.Of == "shifts" {
		return given("shifts", len(r.Shifts))
	}
	return oneOf("of", r.Of, "nights", "weekends", "holidays", "shifts")
}

func (r FairShare) Terms(c *Calendar) []Term {
	b := Bounds{Min: int(math.Floor(r.Target)), Max: int(math.Ceil(r.Target)), Squared: true}
	bounds := func(window) Bounds { return b }
	switch r.Of {
	case "weekends":
		return c.tallied("weekends", ByBusy, PerHorizon, c.weekend, bounds, 0)
	case "holidays":
		return c.tallied("holidays", ByBusy, PerHorizon, c.holiday, bounds, 0)
	}
	count := Duties{Shifts: r.Shifts, Night: r.Of == "nights"}.counted(c)
	t := c.window(c.Lead, c.Days).counter(b)
	t.Quantity = count
	return []Term{{Counter: t}}
}

func (r FairShare) reason() string { return r.Of }
