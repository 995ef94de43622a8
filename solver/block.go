package solver

import "math/rand/v2"

// block is the part of a roster that proposals change: some people's rows, on
// the days [from, to).
type block struct {
	crew     []int
	from, to int
}

func everything(m *model) block {
	b := block{crew: make([]int, len(m.people)), to: m.days}
	for i := range b.crew {
		b.crew[i] = i
	}
	return b
}

// draw draws a person and a day.
func (b *block) draw(r *rand.Rand) (person, day int) { return b.who(r), b.day(r) }

func (b *block) who(r *rand.Rand) int { return b.crew[intn(r, len(b.crew))] }

func (b *block) day(r *rand.Rand) int { return b.from + intn(r, b.to-b.from) }
