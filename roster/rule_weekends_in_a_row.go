package roster

import "time"

// WeekendsInARow bounds how many weekends are worked one after another, by the
// dates duties start on. A weekend is worked when its Saturday or Sunday is.
// A stretch that reaches out of the known weeks is never too short.
type WeekendsInARow struct {
	Min int `json:"min,omitempty"`
	Max int `json:"max,omitempty"`
}

func (WeekendsInARow) Name() string      { return "weekends-in-a-row" }
func (WeekendsInARow) Unit() Unit        { return Times }
func (r WeekendsInARow) Validate() error { return bounded(r.Min, r.Max, mostSteps) }

// The state is that of a run over weekends, and whether this week's Saturday
// was worked.
func (r WeekendsInARow) Terms(c *Calendar) []Term {
	a := runs(r.Min, r.Max, func(_, worked int) bool { return worked != 0 })
	weekends := a.Step
	a.Step = func(s State, day, shift int) (State, int) {
		worked := 0
		if s%2 == 1 || shift != 0 {
			worked = 1
		}
		switch c.Weekday(day) {
		case time.Saturday:
			return s/2*2 + State(min(shift, 1)), 0
		case time.Sunday:
			next, excess := weekends(s/2, day, worked)
			return next * 2, excess
		}
		return s, 0
	}
	return []Term{{Automaton: a}}
}
