package roster

import "errors"

// ShiftsInARow bounds how many days in a row are worked on certain shifts: at
// most five nights, at least two lates. Shifts named together count together.
type ShiftsInARow struct {
	Shifts []string `json:"shifts,omitempty"`
	Night  bool     `json:"night,omitempty"` // duties that count as nights, instead of Shifts
	Min    int      `json:"min,omitempty"`
	Max    int      `json:"max,omitempty"`
}

func (ShiftsInARow) Name() string      { return "shifts-in-a-row" }
func (ShiftsInARow) Unit() Unit        { return Times }
func (r ShiftsInARow) codes() []string { return r.Shifts }

func (r ShiftsInARow) Validate() error {
	if (len(r.Shifts) > 0) == r.Night {
		return errors.New("give either shifts or night: true")
	}
	return bounded(r.Min, r.Max, mostSteps)
}

func (r ShiftsInARow) Terms(c *Calendar) []Term {
	if r.Night {
		return []Term{{Automaton: runs(r.Min, r.Max, func(day, shift int) bool { return c.Work[day][shift].Night })}}
	}
	in := c.set(r.Shifts)
	return []Term{{Automaton: runs(r.Min, r.Max, func(_, shift int) bool { return in[shift] })}}
}
