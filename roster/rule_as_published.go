package roster

import (
	"errors"
	"fmt"
	"slices"
)

// AsPublished keeps a person to what has been announced to them: its price is
// what a change costs, its hard form locks days. A repair is a solve of the same
// problem with this rule in it.
type AsPublished struct {
	From   Date     `json:"from"`           // the first day told of
	Shifts []string `json:"shifts"`         // by day: a code, "" for a day off, "*" for a day that may be anything
	Once   bool     `json:"once,omitempty"` // counts a changed person once and not every changed day
}

// AnyDuty in a list of published days leaves a day open.
const AnyDuty = "*"

func (AsPublished) Name() string { return "as-published" }
func (AsPublished) Unit() Unit   { return Times }

func (r AsPublished) codes() []string {
	return slices.DeleteFunc(slices.Clone(r.Shifts), func(s string) bool { return s == AnyDuty })
}

func (r AsPublished) Validate() error {
	if r.From == 0 {
		return errors.New("from is missing; write the first published day")
	}
	if len(r.Shifts) == 0 {
		return fmt.Errorf("shifts is empty; write the code of each day from %s on, \"\" for a day off", r.From)
	}
	return nil
}

func (r AsPublished) Terms(c *Calendar) []Term {
	want := make([]int, c.Days)
	for day := range want {
		want[day] = -1
		if i := int(c.Date(day) - r.From); day >= c.Lead && i >= 0 && i < len(r.Shifts) && r.Shifts[i] != AnyDuty {
			want[day] = c.Shift(r.Shifts[i])
		}
	}
	changed := func(day, shift int) bool { return want[day] >= 0 && shift != want[day] }
	if !r.Once {
		return whenever(changed)
	}
	return []Term{{Automaton: &Automaton{Step: func(s State, day, shift int) (State, int) {
		if s == 0 && changed(day, shift) {
			return 1, 1
		}
		return s, 0
	}}}}
}

func (r AsPublished) reason() string {
	if r.Once {
		return "person"
	}
	return "day"
}
