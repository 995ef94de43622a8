package roster

// NoNights keeps a person from duties that count as nights: because the law
// protects them, or because they have not agreed.
// Source: HU Mt. 113; RU ТК 96; DE MuSchG 5, JArbSchG 14; contract.
type NoNights struct {
	Reason string `json:"reason,omitempty"` // "consent" or "protected"
}

func (NoNights) Name() string      { return "no-nights" }
func (NoNights) Unit() Unit        { return Times }
func (r NoNights) Validate() error { return oneOf("reason", r.Reason, "", "consent", "protected") }

func (NoNights) Terms(c *Calendar) []Term {
	return whenever(func(day, shift int) bool { return c.Work[day][shift].Night })
}

func (r NoNights) reason() string { return r.Reason }
