package roster

// Weekends bounds how many weekends of a period are worked. A weekend with a
// duty on Saturday or Sunday, or on both, is worked once. Of a weekend over the
// border of two periods, each looks at its own days.
type Weekends struct {
	Per string `json:"per"`
	Max *int   `json:"max"`
	// By says when a weekend is worked: "start" (or ""): a duty starts on it;
	// "busy": a duty runs into it by the person's own clock.
	By      string `json:"by,omitempty"`
	Opening int    `json:"opening,omitempty"`
}

func (Weekends) Name() string { return "weekends" }
func (Weekends) Unit() Unit   { return Times }

func (r Weekends) Validate() error {
	if r.Max == nil {
		return given("max", 0)
	}
	return allOf(oneOf("per", r.Per, PerWeek, PerMonth, PerHorizon), inRange("max", *r.Max, 0, NoMax), oneOf("by", r.By, "", ByStart, ByBusy))
}

func (r Weekends) Terms(c *Calendar) []Term {
	return c.tallied("weekends", r.By, r.Per, c.weekend, func(window) Bounds {
		return Bounds{Min: -NoMax, Max: *r.Max}
	}, r.Opening)
}
