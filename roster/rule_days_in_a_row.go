package roster

// DaysInARow bounds how many days are worked without a free one.
// Source: HU Mt. 105(3) (six days); contract.
type DaysInARow struct {
	Min int `json:"min,omitempty"`
	Max int `json:"max,omitempty"`
}

func (DaysInARow) Name() string      { return "days-in-a-row" }
func (DaysInARow) Unit() Unit        { return Times }
func (r DaysInARow) Validate() error { return bounded(r.Min, r.Max, mostSteps) }

func (r DaysInARow) Terms(*Calendar) []Term {
	return []Term{{Automaton: runs(r.Min, r.Max, func(_, shift int) bool { return shift != 0 })}}
}
