package rotating

// A run is so many days of one shift in a row.
type run struct{ shift, days int }

// A block is a maximal stretch of working days: the runs it is made of. It
// says nothing yet about the weekday on which it starts.
type block []run

// days is the length of the block.
func (b block) days() int {
	n := 0
	for _, r := range b {
		n += r.days
	}
	return n
}

func (b block) first() int { return b[0].shift }
func (b block) last() int  { return b[len(b)-1].shift }

// blocks lists every legal block, or reports false when there are more than
// most. The published instances have about a hundred; without forbidden
// sequences the number grows like shifts^days.
func (p *Problem) blocks(most int) ([]block, bool) {
	var all []block
	follows := p.follows()
	longest := min(p.Work.Max, p.length()-1)
	var grow func(b block, days int) bool
	grow = func(b block, days int) bool {
		if days >= p.Work.Min && len(b) > 0 {
			all = append(all, append(block(nil), b...))
		}
		if len(all) > most {
			return false
		}
		for k := range p.Shifts {
			if len(b) > 0 && (b.last() == k || !follows[b.last()][k]) {
				continue
			}
			for _, n := range p.runLengths(k, longest-days) {
				if !grow(append(b, run{k, n}), days+n) {
					return false
				}
			}
		}
		return true
	}
	ok := grow(nil, 0)
	return all, ok
}

// runLengths lists how long a run of the shift may be, at most longest. A
// shift that may not follow itself runs for one day.
func (p *Problem) runLengths(shift, longest int) []int {
	r := p.Shifts[shift].Run
	if !p.follows()[shift][shift] {
		r.Max = min(r.Max, 1)
	}
	var ns []int
	for n := max(r.Min, 1); n <= min(r.Max, longest); n++ {
		ns = append(ns, n)
	}
	return ns
}
