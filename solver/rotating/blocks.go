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

// first and last are the shifts that the sequences around days off look at.
func (b block) first() int { return b[0].shift }
func (b block) last() int  { return b[len(b)-1].shift }

// runs lists, by shift, the legal runs of it that are shorter than the cycle.
// A shift that may not follow itself runs for one day.
func (p *Problem) runs() [][]run {
	all := make([][]run, len(p.Shifts))
	follows := p.follows()
	for k, s := range p.Shifts {
		most := min(s.Run.Max, p.Work.Max, p.length()-1)
		if !follows[k][k] {
			most = min(most, 1)
		}
		for n := s.Run.Min; n <= most; n++ {
			all[k] = append(all[k], run{k, n})
		}
	}
	return all
}

// blocks lists every legal block, or reports false when there are more than
// most. The published instances have about a hundred; without forbidden
// sequences the number grows like shifts to the power of days.
func (p *Problem) blocks(most int) ([]block, bool) {
	g := &blockGrower{p: p, runs: p.runs(), follows: p.follows(), most: most}
	ok := g.grow(nil, 0)
	return g.all, ok
}

// blockGrower enumerates blocks run by run, depth first, so that no word that
// breaks a rule of runs or pairs is ever formed.
type blockGrower struct {
	p       *Problem
	runs    [][]run
	follows [][]bool
	most    int
	steps   int
	all     []block
}

// grow keeps b if it is a block already and tries every run after it. It
// reports false when there are too many, or when looking for them takes too
// long: a long least work block hides a big tree behind few results.
func (g *blockGrower) grow(b block, days int) bool {
	if g.steps++; g.steps > 50*g.most {
		return false
	}
	if len(b) > 0 && days >= g.p.Work.Min {
		if len(g.all) == g.most {
			return false
		}
		// b shares its array with its siblings; what is kept must not.
		g.all = append(g.all, append(block(nil), b...))
	}
	longest := min(g.p.Work.Max, g.p.length()-1)
	for k := range g.p.Shifts {
		if len(b) > 0 && (b.last() == k || !g.follows[b.last()][k]) {
			continue
		}
		for _, r := range g.runs[k] {
			if days+r.days <= longest && !g.grow(append(b, r), days+r.days) {
				return false
			}
		}
	}
	return true
}
