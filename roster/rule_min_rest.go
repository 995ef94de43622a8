package roster

// MinRest asks for an unbroken rest between two duties, in elapsed minutes.
// Source: Directive 2003/88/EC Art. 3; HU Mt. 104; DE ArbZG 5.
type MinRest struct {
	Minutes int `json:"minutes"`
	// Spring, if set, is what suffices when the clocks go forward in the rest
	// (HU Mt. 104(3): seven hours instead of eight).
	Spring int `json:"spring_minutes,omitempty"`
}

// Name implements Rule.
func (MinRest) Name() string { return "min-rest" }

// Unit implements Rule.
func (MinRest) Unit() Unit { return Minutes }

// Validate implements Rule.
func (r MinRest) Validate() error {
	return allOf(inRange("minutes", r.Minutes, 1, 7*1440), inRange("spring_minutes", r.Spring, 0, r.Minutes))
}
