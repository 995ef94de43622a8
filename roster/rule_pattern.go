package roster

import (
	"errors"
	"slices"
)

// Pattern forbids a sequence of days: each element is a shift's code, "off",
// "work" or "any". From, if set, is the weekday it must begin on. It says
// unwanted patterns that no other rule says: no night before a free weekend.
type Pattern struct {
	Days []string `json:"days"`           // two to eight
	From string   `json:"from,omitempty"` // mon, tue, …
}

func (Pattern) Name() string { return "pattern" }
func (Pattern) Unit() Unit   { return Times }

func (r Pattern) Validate() error {
	errs := []error{inRange("days", len(r.Days), 2, 8)}
	if r.From != "" {
		errs = append(errs, oneOf("from", r.From, weekdayNames...))
	}
	if slices.Contains(r.Days, "") {
		errs = append(errs, errors.New(`days has an empty element; write a shift code, "off", "work" or "any"`))
	}
	return allOf(errs...)
}

func (r Pattern) codes() (out []string) {
	for _, d := range r.Days {
		if !slices.Contains([]string{"off", "work", "any"}, d) {
			out = append(out, d)
		}
	}
	return out
}

// The state is the set of beginnings of the pattern that the last days match:
// bit i stands for the first i+1 elements.
func (r Pattern) Terms(c *Calendar) []Term {
	matches := func(i, shift int) bool {
		switch r.Days[i] {
		case "off":
			return shift == 0
		case "work":
			return shift != 0
		case "any":
			return true
		}
		return c.Codes[shift] == r.Days[i]
	}
	last := len(r.Days) - 1
	step := func(s State, day, shift int) (State, int) {
		var next State
		if (r.From == "" || weekdayName(c.Weekday(day)) == r.From) && matches(0, shift) {
			next = 1
		}
		for i := 1; i <= last; i++ {
			if s&(1<<(i-1)) != 0 && matches(i, shift) {
				next |= 1 << i
			}
		}
		if next&(1<<last) != 0 {
			return next &^ (1 << last), 1
		}
		return next, 0
	}
	return []Term{{Automaton: &Automaton{Step: step}}}
}
