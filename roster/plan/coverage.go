package plan

import (
	"maps"
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
)

// Coverage counts how each interval of a requirement is staffed, from the
// instants of the duties alone: it shares nothing with the solver, so that each
// can be held against the other.
//
// People are counted by the minutes they are there, breaks left out: somebody
// on a break for half of an interval is half a person. Each minute serves one
// group, and as much is served as any way of sharing people out can serve.
func Coverage(groups []Group, needs []Need, interval time.Duration, agents []roster.Agent, duties []roster.Duty) []Cover {
	c := newCounting(groups, agents, duties)
	var out []Cover
	for i := 0; i < len(needs); {
		j := i
		for j < len(needs) && needs[j].Start.Equal(needs[i].Start) {
			j++
		}
		out = append(out, c.cover(needs[i:j], interval))
		i = j
	}
	return out
}

// counting holds the duties by start, each with the groups its agent serves.
type counting struct {
	groups []Group
	duties []present
}

// present is a duty of somebody who can serve a set of groups, a bit each.
type present struct {
	*roster.Duty
	serves uint64
}

// newCounting sorts the duties once, so that each interval looks at its own.
func newCounting(groups []Group, agents []roster.Agent, duties []roster.Duty) *counting {
	c := &counting{groups: groups}
	serves := map[string]uint64{}
	for _, a := range agents {
		for i, g := range groups {
			if g.serves(a.Skills) {
				serves[a.ID] |= 1 << i
			}
		}
	}
	for i := range duties {
		c.duties = append(c.duties, present{&duties[i], serves[duties[i].Agent]})
	}
	slices.SortStableFunc(c.duties, func(a, b present) int { return a.Span.Start.Compare(b.Span.Start) })
	return c
}

// cover counts one interval.
func (c *counting) cover(needs []Need, interval time.Duration) Cover {
	span := roster.Span{Start: needs[0].Start, End: needs[0].Start.Add(interval)}
	out := Cover{Start: span.Start, Minutes: span.Minutes()}
	have := map[uint64]int{} // minutes, by what their people can serve
	for _, p := range c.near(span) {
		if minutes := p.within(span); minutes > 0 {
			have[p.serves] += minutes
		}
	}
	want := make([]int, len(c.groups)) // minutes
	for i, g := range c.groups {
		required := 0
		for _, n := range needs {
			if n.Group == g.ID {
				required += n.Agents
			}
		}
		want[i] = required * out.Minutes
		out.Required += required
		out.Groups = append(out.Groups, GroupCover{Group: g.ID, Required: required})
	}
	out.share(want, have)
	return out
}

// share says how the minutes that are there serve the minutes wanted.
func (out *Cover) share(want []int, have map[uint64]int) {
	length := float64(out.Minutes)
	total := 0
	for i, m := range assign(want, have) {
		out.Groups[i].Served = float64(m) / length
		total += m
	}
	onDuty := 0
	for serves, m := range have {
		onDuty += m
		for i := range out.Groups {
			out.Groups[i].Able += float64(m) / length * float64(serves>>i&1)
		}
	}
	out.OnDuty = float64(onDuty) / length
	out.Missing = float64(out.Required*out.Minutes-total) / length
	out.Surplus = float64(onDuty-total) / length
}

// within returns the minutes of a duty inside a span, breaks left out.
func (p present) within(s roster.Span) int {
	minutes := overlap(p.Span, s)
	if minutes == 0 {
		return 0
	}
	for _, b := range p.Breaks {
		minutes -= overlap(b.Span, s)
	}
	return minutes
}

// overlap is how many minutes two spans share.
func overlap(a, b roster.Span) int {
	from, to := a.Start, a.End
	if b.Start.After(from) {
		from = b.Start
	}
	if b.End.Before(to) {
		to = b.End
	}
	return max(int(to.Sub(from)/time.Minute), 0)
}

// near returns the duties that may touch a span.
func (c *counting) near(s roster.Span) []present {
	const longest = 26 * time.Hour
	index := func(at time.Time) int {
		i, _ := slices.BinarySearchFunc(c.duties, at, func(p present, t time.Time) int { return p.Span.Start.Compare(t) })
		return i
	}
	return c.duties[index(s.Start.Add(-longest)):index(s.End)]
}

// assign returns by how many minutes each group is served at best: a largest
// flow from kinds of people to groups, along augmenting paths (Ford & Fulkerson
// 1956).
func assign(want []int, have map[uint64]int) []int {
	f := &flow{left: slices.Clone(want), kinds: slices.Sorted(maps.Keys(have))}
	f.sent = make([][]int, len(f.kinds))
	for k := range f.kinds {
		f.sent[k] = make([]int, len(want))
	}
	for k, serves := range f.kinds {
		for spare := have[serves]; spare > 0; {
			sent := f.push(k, spare, new(uint64))
			if sent == 0 {
				break
			}
			spare -= sent
		}
	}
	out := slices.Clone(want)
	for g := range out {
		out[g] -= f.left[g]
	}
	return out
}

// flow is how many minutes of each kind of people serve each group.
type flow struct {
	kinds []uint64 // what people can serve, a bit a group
	left  []int    // by group: minutes not served yet
	sent  [][]int  // by kind and group
}

// push finds work for some of a kind's spare minutes and returns how many. It
// gives them to a group that wants more, or to one whose people can be moved on.
func (f *flow) push(kind, spare int, seen *uint64) int {
	for g := range f.left {
		if f.kinds[kind]>>g&1 == 0 || *seen>>g&1 == 1 {
			continue
		}
		*seen |= 1 << g
		if n := min(spare, f.left[g]); n > 0 {
			f.left[g] -= n
			f.sent[kind][g] += n
			return n
		}
		for other := range f.kinds {
			if f.sent[other][g] == 0 || other == kind {
				continue
			}
			if n := f.push(other, min(spare, f.sent[other][g]), seen); n > 0 {
				f.sent[other][g] -= n
				f.sent[kind][g] += n
				return n
			}
		}
	}
	return 0
}
