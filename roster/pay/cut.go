package pay

import (
	"slices"

	"github.com/smena-org/smena/roster"
)

// piece is a part of a stretch that lies on one side of every border: what
// holds for its first minute holds for all of it.
type piece struct {
	stretch
	index int // minutes of the duty worked before it
}

// borders are where a premium may begin or end: times of the clock, which
// return every day, and counts of minutes worked in the duty.
type borders struct {
	clocks []roster.Clock
	counts []int
}

// cut parts the stretches of one duty at every border.
func (b borders) cut(ss []stretch) []piece {
	var out []piece
	index := 0
	for _, s := range ss {
		for s.minutes > 0 {
			n := min(s.minutes, b.next(s.clock.clock()), b.nextCount(index))
			out = append(out, piece{stretch{s.at, s.clock, n}, index})
			s = s.from(n)
			index += n
		}
	}
	return out
}

// from returns the stretch without its first n minutes.
func (s stretch) from(n int) stretch {
	return stretch{s.at.Add(minutes(n)), s.clock + wall(n), s.minutes - n}
}

// next returns how many minutes after a time of day the next border stands.
func (b borders) next(at roster.Clock) int {
	first := day - int(at) // midnight always parts dates
	for _, c := range b.clocks {
		if c > at {
			first = min(first, int(c-at))
		}
	}
	return first
}

// nextCount returns how many minutes of work lie before the next border by count.
func (b borders) nextCount(index int) int {
	first := 1 << 30
	for _, n := range b.counts {
		if n > index {
			first = min(first, n-index)
		}
	}
	return first
}

// borders collects the borders of the pack's premiums for one duty, whose plan
// is noPlan where there is none.
func (e *engine) borders(plan int) borders {
	b := borders{clocks: []roster.Clock{e.dayStart}}
	for _, p := range e.premiums {
		if w := e.in.window(p); w != nil {
			b.clocks = append(b.clocks, w.From, w.To)
		}
		// The eve's work is asked for from a time of the clock on as well.
		b.clocks = append(b.clocks, p.Tail, p.Begun)
		for _, d := range p.Days {
			b.clocks = append(b.clocks, (d.From+e.dayStart)%day)
		}
		if p.Beyond != nil && plan != noPlan {
			b.counts = append(b.counts, plan+*p.Beyond)
		}
	}
	slices.Sort(b.clocks)
	b.clocks = slices.Compact(b.clocks)
	return b
}
