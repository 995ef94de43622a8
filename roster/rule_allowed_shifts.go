package roster

// AllowedShifts names the only shifts a contract or a person may be rostered on.
type AllowedShifts struct {
	Shifts []string `json:"shifts"`
}

func (AllowedShifts) Name() string      { return "allowed-shifts" }
func (AllowedShifts) Unit() Unit        { return Times }
func (r AllowedShifts) Validate() error { return given("shifts", len(r.Shifts)) }
func (r AllowedShifts) codes() []string { return r.Shifts }

func (r AllowedShifts) Terms(c *Calendar) []Term {
	in := c.set(r.Shifts)
	return whenever(func(_, shift int) bool { return shift != 0 && !in[shift] })
}
