package roster

// eachDay is the term of a rule that judges every day by itself.
func eachDay(lo, hi int, excess func(day, shift int) int) []Term {
	return []Term{{Automaton: &Automaton{
		Min: lo, Max: hi, Stateless: true,
		Step: func(_ State, day, shift int) (State, int) { return 0, excess(day, shift) },
	}}}
}

// onDate is whenever for a rule of a single date.
func onDate(c *Calendar, d Date, broken func(shift int) bool) []Term {
	day := int(d - c.Date(0))
	if day < 0 || day >= c.Days {
		return nil
	}
	terms := whenever(func(at, shift int) bool { return at == day && broken(shift) })
	terms[0].Automaton.From, terms[0].Automaton.To = day, day+1
	return terms
}

// whenever is eachDay for a rule that a duty breaks or does not.
func whenever(broken func(day, shift int) bool) []Term {
	return eachDay(0, 0, func(day, shift int) int {
		if broken(day, shift) {
			return 1
		}
		return 0
	})
}
