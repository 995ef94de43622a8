package solver

import "slices"

// tilt is the prices of one person's outer resources while they are only
// priced. They do not change what a solve finds, only how fast: the nearer they
// are to what the sums are worth, the fewer labels are needed. Each follows the
// sums of the rows found, by steps that grow while they agree and shrink when
// they turn (Rprop; Riedmiller and Braun 1993, doi 10.1109/ICNN.1993.298623).
type tilt struct {
	price, step []int32
	used        []int32 // the prices before the last step
	last        []int8  // the direction of the last step
}

func newTilt(p *planner, fine int32) tilt {
	t := tilt{make([]int32, len(p.outer)), make([]int32, len(p.outer)), make([]int32, len(p.outer)), make([]int8, len(p.outer))}
	for i, n := range p.outer {
		duty := max(int64(p.most[n])/int64(max(p.m.days/2, 1)), 1)
		t.step[i] = int32(max(p.m.gain*int64(fine)/16/duty, 1))
	}
	return t
}

func (t *tilt) clone() tilt {
	return tilt{slices.Clone(t.price), slices.Clone(t.step), slices.Clone(t.used), slices.Clone(t.last)}
}

// keep takes over the price of one resource from another tilt.
func (t *tilt) keep(k int, other *tilt, at int) {
	t.price[k], t.step[k], t.used[k], t.last[k] = other.price[at], other.step[at], other.used[at], other.last[at]
}

// follow moves the prices towards those at which the sums would be the best,
// and reports whether any moved.
func (t *tilt) follow(p *planner, fine int32, sums []int32) (moved bool) {
	copy(t.used, t.price)
	for i, n := range p.outer {
		from, to := p.curves[n].slopes(sums[i], int64(fine))
		var way int8
		switch l := int64(t.price[i]); {
		case l < from:
			way = 1
		case l > to:
			way = -1
		}
		if way == 0 {
			continue
		}
		if way == t.last[i] {
			t.step[i] = min(t.step[i]+t.step[i]/4, 1<<18)
		} else if t.last[i] != 0 {
			t.step[i] = max(t.step[i]/2, 1)
		}
		t.last[i] = way
		next := int64(t.price[i]) + int64(way)*int64(t.step[i])
		if way > 0 && int64(t.price[i]) <= to {
			next = min(next, max(to, int64(t.price[i])))
		} else if way < 0 {
			next = max(next, from)
		}
		t.price[i] = int32(max(min(next, 1<<20), -1<<20))
		moved = true
	}
	return moved
}
