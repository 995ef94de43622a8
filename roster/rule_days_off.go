package roster

// DaysOff bounds how many days off a period holds: two a week, floating.
// Source: HU Mt. 105(1) (two a week); contract.
type DaysOff struct {
	Per  string `json:"per"`
	Days int    `json:"days,omitempty"`
	Min  int    `json:"min,omitempty"`
	Max  int    `json:"max,omitempty"`
}

func (DaysOff) Name() string { return "days-off" }
func (DaysOff) Unit() Unit   { return Times }
func (r DaysOff) Validate() error {
	return allOf(period(r.Per, r.Days), bounded(r.Min, r.Max, mostSteps))
}

func (r DaysOff) Terms(c *Calendar) []Term {
	var out []Term
	for _, w := range c.windows(r.Per, r.Days) {
		t := w.counter(limits(r.Min, r.Max, w.Whole))
		t.Quantity = dayOff
		out = append(out, Term{Counter: t})
	}
	return out
}

func dayOff(_, shift int) int {
	if shift == 0 {
		return 1
	}
	return 0
}
