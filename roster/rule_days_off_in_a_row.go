package roster

// DaysOffInARow bounds how many days off come together: at least two spares
// people single days off.
type DaysOffInARow struct {
	Min int `json:"min,omitempty"`
	Max int `json:"max,omitempty"`
}

func (DaysOffInARow) Name() string      { return "days-off-in-a-row" }
func (DaysOffInARow) Unit() Unit        { return Times }
func (r DaysOffInARow) Validate() error { return bounded(r.Min, r.Max, mostSteps) }

func (r DaysOffInARow) Terms(*Calendar) []Term {
	return []Term{{Automaton: runs(r.Min, r.Max, func(_, shift int) bool { return shift == 0 })}}
}
