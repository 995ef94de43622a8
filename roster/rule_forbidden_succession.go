package roster

import (
	"errors"
	"fmt"
)

// ForbiddenSuccession forbids a shift on the day after another, or, with one
// day off between, on the day after that.
type ForbiddenSuccession struct {
	Pairs [][2]string `json:"pairs"` // first, then the one that may not follow
	// DaysOffBetween is 0 for the next day, 1 for "first, day off, second".
	DaysOffBetween int `json:"days_off_between,omitempty"`
}

func (ForbiddenSuccession) Name() string { return "forbidden-succession" }
func (ForbiddenSuccession) Unit() Unit   { return Times }

func (r ForbiddenSuccession) Validate() error {
	errs := []error{given("pairs", len(r.Pairs)), inRange("days_off_between", r.DaysOffBetween, 0, 1)}
	for _, p := range r.Pairs {
		if p[0] == "" || p[1] == "" {
			errs = append(errs, errors.New(`a pair must name two shifts; use the rule pattern for days off ("off")`))
		}
	}
	return allOf(errs...)
}

func (r ForbiddenSuccession) Terms(c *Calendar) []Term {
	g := gap{shifts: len(c.Codes), reach: r.DaysOffBetween + 1}
	forbidden := map[[2]int]bool{}
	for _, p := range r.Pairs {
		forbidden[[2]int{c.Shift(p[0]), c.Shift(p[1])}] = true
	}
	step := func(s State, _, shift int) (State, int) {
		before, ago, ok := g.last(s)
		if ok && ago == g.reach && forbidden[[2]int{before, shift}] {
			return g.after(s, shift), 1
		}
		return g.after(s, shift), 0
	}
	return []Term{{Automaton: &Automaton{Step: step}}}
}

// codes lists the shifts a rule names, so that an unknown one can be reported.
func (r ForbiddenSuccession) codes() (out []string) {
	for _, p := range r.Pairs {
		out = append(out, p[0], p[1])
	}
	return out
}

// named is implemented by rules that name shift types.
type named interface{ codes() []string }

// UnknownShift returns an error naming the first shift of the rule that the
// team does not have, or nil.
func UnknownShift(r Rule, known func(code string) bool) error {
	n, ok := r.(named)
	if !ok {
		return nil
	}
	for _, code := range n.codes() {
		if code != "" && !known(code) {
			return fmt.Errorf("rule %q names the shift %q, which the team does not have", r.Name(), code)
		}
	}
	return nil
}
