package roster

// Pinned fixes what a person does on a date.
type Pinned struct {
	Date  Date   `json:"date"`
	Shift string `json:"shift,omitempty"` // a code; "" is a day off
}

func (Pinned) Name() string      { return "pinned" }
func (Pinned) Unit() Unit        { return Times }
func (Pinned) Validate() error   { return nil }
func (r Pinned) codes() []string { return []string{r.Shift} }

func (r Pinned) Terms(c *Calendar) []Term {
	want := c.Shift(r.Shift)
	return onDate(c, r.Date, func(shift int) bool { return shift != want })
}
