package solver

// price returns what a row costs by a person's rules.
func (who *person) price(m *model, row []uint8) (hard, soft int64) {
	var room [32]int32
	values := room[:0]
	for k := range who.counters {
		values = append(values, who.counters[k].opening)
	}
	for day, shift := range row {
		f := who.free(day, int(shift))
		hard, soft = hard+int64(f.hard), soft+int64(f.soft)
		for _, f := range who.feeds.of(day, shift) {
			values[f.counter] += f.amount
		}
	}
	for j, mach := range who.machines {
		at := who.starts[j]
		for day, shift := range row {
			e := &mach.layers[day][int(at)*mach.shifts+int(shift)]
			hard, soft = hard+int64(e.hard), soft+int64(e.soft)
			if e.counts != 0 {
				for _, t := range who.tallied.of(day) {
					if t.machine == j {
						values[t.counter] += int32(e.counts >> t.shift & 15)
					}
				}
			}
			at = e.next
		}
		hard, soft = hard+int64(mach.end[at].hard), soft+int64(mach.end[at].soft)
	}
	for k := range who.counters {
		h, f := who.counters[k].cost(values[k])
		hard, soft = hard+h, soft+f
	}
	return hard, soft
}
