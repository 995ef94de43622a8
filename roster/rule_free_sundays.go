package roster

// FreeSundays asks that so many Sundays of a period be free of work from
// midnight to midnight where the person works.
// Source: HU Mt. 105(4) (one a month); DE ArbZG 11(1) (fifteen a year).
type FreeSundays struct {
	Per string `json:"per"`
	Min int    `json:"min"`
}

func (FreeSundays) Name() string { return "free-sundays" }
func (FreeSundays) Unit() Unit   { return Times }

func (r FreeSundays) Validate() error {
	return allOf(oneOf("per", r.Per, PerMonth, PerHorizon), inRange("min", r.Min, 1, 53))
}

// A minimum of free Sundays is a maximum of worked ones.
func (r FreeSundays) Terms(c *Calendar) []Term {
	return c.tallied("sundays", ByBusy, r.Per, c.sunday, func(w window) Bounds {
		sundays := 0
		for day := w.From; day < w.To; day++ {
			if c.sunday(day) >= 0 {
				sundays++
			}
		}
		if !w.Whole {
			return Bounds{Min: -NoMax, Max: NoMax}
		}
		return Bounds{Min: -NoMax, Max: max(sundays-r.Min, 0)}
	}, 0)
}
