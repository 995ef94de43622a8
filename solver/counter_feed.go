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
	at := int(f.days[day]) + int(shift)
	return f.list[f.starts[at]:f.starts[at+1]]
}

// listFeeds lists what the counters add up that no machine feeds.
func (who *person) listFeeds(m *model) feeds {
	out := feeds{shifts: m.shifts}
	for day := range m.days {
		lists := make([][]feed, m.shifts)
		for s := range lists {
			lists[s] = who.feedsOf(m, day, uint8(s))
		}
		out.add(lists)
	}
	return out
}

func (who *person) feedsOf(m *model, day int, shift uint8) (out []feed) {
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

// add appends a day.
func (f *feeds) add(lists [][]feed) {
	if at, known := f.find(lists); known {
		f.days = append(f.days, at)
		return
	}
	f.days = append(f.days, uint32(len(f.starts)))
	for _, l := range lists {
		f.starts = append(f.starts, uint32(len(f.list)))
		f.list = append(f.list, l...)
	}
	f.starts = append(f.starts, uint32(len(f.list)))
}

// find looks for a day with the same lists.
func (f *feeds) find(lists [][]feed) (at uint32, known bool) {
	for first := 0; first < len(f.starts); first += f.shifts + 1 {
		same := true
		for s := 0; s < f.shifts && same; s++ {
			same = slices.Equal(lists[s], f.list[f.starts[first+s]:f.starts[first+s+1]])
		}
		if same {
			return uint32(first), true
		}
	}
	return 0, false
}
