package solver

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
func (b *block) draw(r *dice) (person, day int) { return b.who(r), b.day(r) }

func (b *block) who(r *dice) int { return b.crew[r.below(len(b.crew))] }

func (b *block) day(r *dice) int { return b.from + r.below(b.to-b.from) }
