package solver

import (
	"cmp"
	"math/bits"
	"slices"
)

// sharpener lets a climb carry in full the sums that mislead it. A sum that is
// only priced does so where no price of a unit makes the best row lawful: of
// nights of three kinds, each with a bound, the relaxation takes all or none.
// Which sums do depends on prices, so a climb begins with few in full, counts
// which of the others went wrong, and takes those in, plan by plan (decremental
// state space relaxation; Righini and Salani 2008, doi 10.1002/net.20212).
type sharpener struct {
	limits rowLimits
	pool   int64          // inner steps that rows of everybody may take
	looks  int            // so far
	missed [][]int32      // by person and resource: answers in which its sum went wrong
	asked  []int32        // by person: answers
	wrong  int            // of the answers of a look
	all    int            // answers of a look
	share  float64        // of answers that went wrong in the last look
	final  map[*plan]bool // those that there is no room to sharpen further
}

// Pool and looks were tried on public instances of 28 to 364 days and a month of
// 48 people; the others are guesses.
const (
	poolOfSharp  = 6    // times the work of everybody's rows to begin with
	mostSharp    = 64   // times the work that a row is allowed to begin with
	looksInBlunt = 8    // before which prices are too far off to tell
	askedToTell  = 4    // answers that tell of a plan
	misleading   = 0.25 // of its answers that went wrong
	sharpEnough  = 0.2  // of everybody's answers
)

func newSharpener(d *dual, limits rowLimits) *sharpener {
	s := &sharpener{limits: limits, pool: poolOfSharp * limits.work * int64(len(d.planners)), share: 1, final: map[*plan]bool{}}
	for _, p := range d.planners {
		s.missed = append(s.missed, make([]int32, len(p.resources)))
	}
	s.asked = make([]int32, len(d.planners))
	return s
}

// enough reports whether nearly all rows are the cheapest there are.
func (s *sharpener) enough() bool { return s != nil && s.share < sharpEnough }

// note takes down which sums of an answer went wrong.
func (s *sharpener) note(p *planner, i int, missed uint64) {
	s.asked[i]++
	s.all++
	s.wrong += min(bits.OnesCount64(missed), 1)
	for ; missed != 0; missed &= missed - 1 {
		s.missed[i][p.outer[bits.TrailingZeros64(missed)]]++
	}
}

// forget begins to count anew for some people.
func (s *sharpener) forget(who ...int) {
	for _, i := range who {
		s.asked[i] = 0
		clear(s.missed[i])
	}
}

// endLook sums a look up, and reports whether prices tell by now what misleads.
func (s *sharpener) endLook() bool {
	if s.all > 0 {
		s.share = float64(s.wrong) / float64(s.all)
	}
	s.all, s.wrong = 0, 0
	if s.looks++; s.looks >= looksInBlunt {
		return true
	}
	for i := range s.asked {
		s.forget(i)
	}
	return false
}

// misled is a plan that misleads, with the people who share it.
type misled struct {
	who   []int
	times int32   // that its sums went wrong
	by    []int32 // the same, by resource
}

// sharpen ends a look of the climb: plans that mislead are made anew, the worst
// first, as far as the pool goes.
func (b *climber) sharpen() {
	s := b.sharpener
	if !s.endLook() {
		return
	}
	plans, left := s.misled(b.d.planners)
	for _, m := range plans {
		if b.d.stop() {
			return
		}
		p, n := b.d.planners[m.who[0]], int64(len(m.who))
		s.forget(m.who...)
		most := min(mostSharp*s.limits.work, p.work+left/n)
		if s.final[p.plan] || most < p.work*3/2 {
			continue
		}
		if fresh := p.sharper(m.by, rowLimits{values: s.limits.values, work: most}); fresh != nil {
			left -= (fresh.work - p.work) * n
			b.replan(m.who, fresh)
		} else {
			s.final[p.plan] = true
		}
	}
}

// misled lists the plans that mislead, the worst first, and what is left of the pool.
func (s *sharpener) misled(planners []*planner) (out []misled, left int64) {
	shared, all := map[*plan]int{}, []misled{}
	left = s.pool
	for i, p := range planners {
		n, seen := shared[p.plan]
		if !seen {
			n = len(all)
			shared[p.plan] = n
			all = append(all, misled{by: make([]int32, len(p.resources))})
		}
		all[n].who = append(all[n].who, i)
		left -= p.work
	}
	for _, m := range all {
		if s.counts(&m) {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(x, y misled) int { return cmp.Compare(y.times, x.times) })
	return out, left
}

// counts adds up what went wrong with a plan, and reports whether that is much.
func (s *sharpener) counts(m *misled) bool {
	asked := int32(0)
	for _, i := range m.who {
		asked += s.asked[i]
		for n, times := range s.missed[i] {
			m.by[n] += times
			m.times += times
		}
	}
	return asked >= askedToTell && float64(m.times) >= misleading*float64(asked)
}

// replan gives people who share a plan another, with the prices of what it only prices.
func (b *climber) replan(who []int, fresh *plan) {
	for _, i := range who {
		p, was := b.d.planners[i], b.tilts[i]
		before := p.outer
		p.plan = fresh
		b.tilts[i] = newTilt(p, b.d.fine)
		for k, n := range p.outer {
			if at := slices.Index(before, n); at >= 0 {
				b.tilts[i].keep(k, &was, at)
			}
		}
	}
}

// sharper returns a plan that carries in full what the planner's does, and the
// sum that went wrong most often; nil when that takes too much room or work.
func (p *planner) sharper(wrong []int32, limits rowLimits) *plan {
	worst := slices.MaxFunc(p.outer, func(x, y int) int { return cmp.Compare(wrong[x], wrong[y]) })
	tables := *p.plan
	fresh := &planner{p.m, p.who, &tables}
	fresh.fit(append(p.carried(), worst), limits)
	if len(fresh.outer) >= len(p.outer) || fresh.work > limits.work {
		return nil
	}
	return fresh.plan
}

// carried lists the resources whose sums are carried in full.
func (p *planner) carried() (out []int) {
	if p.inner >= 0 {
		out = append(out, p.inner)
	}
	for _, l := range p.lanes {
		out = append(out, l.resources...)
	}
	return out
}
