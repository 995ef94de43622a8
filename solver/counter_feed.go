package solver

// feed is what a shift of a day adds to one counter.
type feed struct{ counter, amount int32 }

// feeds lists, by day and shift, what goes to the counters of a person.
type feeds struct {
	starts []uint32 // in list, by day and shift; one more at the end
	list   []feed
}

// of returns what a shift of a day adds.
func (f *feeds) of(day, shifts int, shift uint8) []feed {
	at := day*shifts + int(shift)
	return f.list[f.starts[at]:f.starts[at+1]]
}

// listFeeds lists what the counters add up that no machine feeds.
func (who *person) listFeeds(m *model) (out feeds) {
	for day := range m.days {
		for s := range m.shifts {
			out.starts = append(out.starts, uint32(len(out.list)))
			for n := range who.counters {
				c := &who.counters[n]
				if c.amounts == nil || day < c.from || day >= c.to {
					continue
				}
				if amount := c.amount(day, m.shifts, uint8(s)); amount != 0 {
					out.list = append(out.list, feed{int32(n), amount})
				}
			}
		}
	}
	out.starts = append(out.starts, uint32(len(out.list)))
	return out
}
