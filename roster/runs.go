package roster

// runs is the automaton of all rules on how long something goes on, day after
// day: a stretch of days of which in is true has a length in [lo, hi]; 0 asks
// nothing. Every day beyond hi is one excess. A stretch that is too short is
// judged when it ends; one that reaches out of the known days never is.
func runs(lo, hi int, in func(day, shift int) bool) *Automaton {
	most := State(max(lo, hi, 1)) // the longest that need be told apart
	// 0: unknown. 1: outside a stretch. 2…: in a stretch of known start, day
	// 1…most. 2+most…: in one that began before the first known day.
	known, open := State(1), 1+most
	step := func(s State, day, shift int) (State, int) {
		if !in(day, shift) {
			if s > known && s <= open && int(s-known) < lo {
				return known, int(s-known) - lo
			}
			return known, 0
		}
		switch {
		case s == 0:
			return open + 1, over(1, hi)
		case s <= open:
			length := s - known + 1
			return known + min(length, most), over(int(length), hi)
		default:
			length := s - open + 1
			return open + min(length, most), over(int(length), hi)
		}
	}
	return &Automaton{Min: lo, Max: hi, Step: step}
}

// over is 1 for a day beyond the limit. Lengths are capped one day past the
// limit at the most, so a longer stretch goes on costing one a day.
func over(length, hi int) int {
	if hi > 0 && length > hi {
		return 1
	}
	return 0
}
