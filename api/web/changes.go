package web

import (
	"cmp"
	"slices"

	"github.com/smena-org/smena/roster"
)

// change is a day on which two rosters differ.
type change struct {
	Agent, Name string
	Date        roster.Date
	Was, Is     string // codes, "" for a day off
}

// changesOf lists where two rosters differ, by date and name.
func changesOf(before, after []roster.Duty, names map[string]string) []change {
	was, is := shiftsOf(before), shiftsOf(after)
	var out []change
	for at, code := range was {
		if is[at] != code {
			out = append(out, change{at.agent, names[at.agent], at.date, code, is[at]})
		}
	}
	for at, code := range is {
		if _, both := was[at]; !both {
			out = append(out, change{at.agent, names[at.agent], at.date, "", code})
		}
	}
	slices.SortFunc(out, func(a, b change) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Agent, b.Agent))
	})
	return out
}

// shiftsOf returns the codes of a roster by day; two duties of a day stand together.
func shiftsOf(duties []roster.Duty) map[place]string {
	out := map[place]string{}
	for _, d := range duties {
		at := place{d.Agent, d.Date}
		out[at] = joined(out[at], "+", d.Shift)
	}
	return out
}
