package forecast

// overridden returns, for each cell, the planner's word on it: special days
// with a factor or a target. They are laid over what the statistics say and
// never learnt from, and each value keeps what it was without (Value.Base).
func (k *calendar) overridden(origin int) map[int]*special {
	out := map[int]*special{}
	for _, s := range k.days {
		if s.found || s.Factor == 0 && s.Target == 0 {
			continue
		}
		for c := max(s.from, origin); c < s.to; c++ {
			out[c] = s
		}
	}
	return out
}

// override lays the planner's factors and targets over the values. A target is
// what comes in all on the day, or in its part, spread as the forecast is.
func override(values []Value, cells []int, by map[int]*special) {
	said := map[*special]float64{}
	for i, c := range cells {
		if s := by[c]; s != nil {
			said[s] += values[i].Base
		}
	}
	for i, c := range cells {
		s := by[c]
		switch {
		case s == nil:
			continue
		case s.Target > 0 && said[s] > 0:
			values[i].Mean = values[i].Base / said[s] * s.Target
		case s.Target > 0:
			values[i].Mean = s.Target / float64(s.to-s.from)
		default:
			values[i].Mean = values[i].Base * s.Factor
		}
	}
}
