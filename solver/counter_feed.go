package solver

import "slices"

// feed is what a shift of a day adds to one counter.
type feed struct{ counter, amount int32 }

// feeds lists, by day and shift, what goes to the counters of a person. Days
// that feed alike share their lists.
type feeds struct {
	shifts int
	days   []uint32 // by day: where its starts begin
	starts []uint32 // in list, by shift; one more at the end of each day's
	list   []feed
}

// of returns what a shift of a day adds.
func (f *feeds) of(day int, shift uint8) []feed {
	return f.at(int(f.days[day]) + int(shift))
}

func (f *feeds) at(start int) []feed { return f.list[f.starts[start]:f.starts[start+1]] }

// listFeeds lists what the counters add up that no machine feeds.
func (who *person) listFeeds(m *model) feeds {
	out := feeds{shifts: m.shifts}
	for day := range m.days {
		starts, list := len(out.starts), len(out.list)
		for s := range m.shifts {
			out.starts = append(out.starts, uint32(len(out.list)))
			out.list = who.appendFeeds(out.list, m, day, uint8(s))
		}
		out.starts = append(out.starts, uint32(len(out.list)))
		at := out.first(starts)
		if at < starts { // a day was like it
			out.starts, out.list = out.starts[:starts], out.list[:list]
		}
		out.days = append(out.days, uint32(at))
	}
	return out
}

func (who *person) appendFeeds(out []feed, m *model, day int, shift uint8) []feed {
	for n := range who.counters {
		c := &who.counters[n]
		if c.amounts == nil || day < c.from || day >= c.to {
			continue
		}
		if amount := c.amount(day, m.shifts, shift); amount != 0 {
			out = append(out, feed{int32(n), amount})
		}
	}
	return out
}

// first returns where the starts begin of the first day that feeds as the one at
// a place does.
func (f *feeds) first(at int) int {
	for before := 0; before < at; before += f.shifts + 1 {
		same := true
		for s := 0; s < f.shifts && same; s++ {
			same = slices.Equal(f.at(before+s), f.at(at+s))
		}
		if same {
			return before
		}
	}
	return at
}
