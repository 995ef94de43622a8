package roster

// Wish is a request for or against a shift, any shift, or a day off.
type Wish struct {
	Date  Date   `json:"date"`
	Shift string `json:"shift,omitempty"` // a code; "" is any shift
	Off   bool   `json:"off,omitempty"`   // wants it not
}

func (Wish) Name() string      { return "wish" }
func (Wish) Unit() Unit        { return Times }
func (Wish) Validate() error   { return nil }
func (r Wish) codes() []string { return []string{r.Shift} }

func (r Wish) Terms(c *Calendar) []Term {
	want := c.Shift(r.Shift)
	return onDate(c, r.Date, func(shift int) bool {
		has := shift == want
		if r.Shift == "" {
			has = shift != 0
		}
		return has == r.Off
	})
}

func (r Wish) reason() string {
	if r.Off {
		return "off"
	}
	return "on"
}
