package roster

import "time"

// CompleteWeekends asks that a weekend be worked on both days or on none.
type CompleteWeekends struct{}

func (CompleteWeekends) Name() string    { return "complete-weekends" }
func (CompleteWeekends) Unit() Unit      { return Times }
func (CompleteWeekends) Validate() error { return nil }

func (CompleteWeekends) Terms(c *Calendar) []Term {
	const off, on State = 1, 2 // on Saturday; 0 is any other day, or not known
	step := func(s State, day, shift int) (State, int) {
		switch c.Weekday(day) {
		case time.Saturday:
			if shift != 0 {
				return on, 0
			}
			return off, 0
		case time.Sunday:
			if s == on && shift == 0 || s == off && shift != 0 {
				return 0, 1
			}
		}
		return 0, 0
	}
	return []Term{{Automaton: &Automaton{Step: step}}}
}
