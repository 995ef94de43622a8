package roster

// MaxDuty bounds the paid minutes of a single duty.
// Source: HU Mt. 99(2) (12 h); DE ArbZG 3 (10 h).
type MaxDuty struct {
	Minutes int  `json:"minutes"`
	Night   bool `json:"night,omitempty"` // of duties that count as nights only
}

func (MaxDuty) Name() string      { return "max-duty" }
func (MaxDuty) Unit() Unit        { return Minutes }
func (r MaxDuty) Validate() error { return inRange("minutes", r.Minutes, 1, 1500) }

func (r MaxDuty) Terms(c *Calendar) []Term {
	return eachDay(0, r.Minutes, func(day, shift int) int {
		w := c.Work[day][shift]
		if r.Night && !w.Night {
			return 0
		}
		return max(w.Paid-r.Minutes, 0)
	})
}
