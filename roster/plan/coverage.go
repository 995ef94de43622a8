package plan

import (
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
)

// Coverage counts how each interval of a requirement is staffed, from the
// instants of the duties alone: it shares nothing with the solver, so that each
// can be held against the other.
//
// An interval is cut wherever somebody comes, goes or takes a break. In each
// piece everybody present serves at most one group, and as many needs are
// served as any assignment of people to groups can serve.
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
	roster.Duty
	serves uint64
}

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
	for _, d := range duties {
		c.duties = append(c.duties, present{d, serves[d.Agent]})
	}
	slices.SortStableFunc(c.duties, func(a, b present) int { return a.Span.Start.Compare(b.Span.Start) })
	return c
}

// cover counts one interval, the mean over its pieces.
func (c *counting) cover(needs []Need, interval time.Duration) Cover {
	start := needs[0].Start
	out := Cover{Start: start, Minutes: int(interval / time.Minute)}
	required := make([]int, len(c.groups))
	for i, g := range c.groups {
		for _, n := range needs {
			if n.Group == g.ID {
				required[i] += n.Agents
			}
		}
		out.Required += required[i]
		out.Groups = append(out.Groups, GroupCover{Group: g.ID, Required: required[i]})
	}
	near := c.near(roster.Span{Start: start, End: start.Add(interval)})
	cuts := cutsOf(near, start, start.Add(interval))
	for i := 1; i < len(cuts); i++ {
		share := float64(cuts[i].Sub(cuts[i-1])) / float64(interval)
		out.add(share, required, presentAt(near, cuts[i-1]))
	}
	return out
}

// add counts a piece in which these people are present.
func (out *Cover) add(share float64, required []int, here []uint64) {
	served := assign(required, here)
	total := 0
	for i := range required {
		able := 0
		for _, who := range here {
			able += int(who >> i & 1)
		}
		out.Groups[i].Able += share * float64(able)
		out.Groups[i].Served += share * float64(served[i])
		total += served[i]
	}
	out.OnDuty += share * float64(len(here))
	out.Missing += share * float64(out.Required-total)
	out.Surplus += share * float64(len(here)-total)
}

// near returns the duties that touch a span.
func (c *counting) near(s roster.Span) []present {
	const longest = 26 * time.Hour
	from, _ := slices.BinarySearchFunc(c.duties, s.Start.Add(-longest), func(p present, t time.Time) int {
		return p.Span.Start.Compare(t)
	})
	var out []present
	for _, p := range c.duties[from:] {
		if !p.Span.Start.Before(s.End) {
			break
		}
		if p.Span.End.After(s.Start) {
			out = append(out, p)
		}
	}
	return out
}

// cutsOf returns the instants of a span at which somebody comes or goes.
func cutsOf(near []present, from, to time.Time) []time.Time {
	cuts := []time.Time{from, to}
	for _, p := range near {
		ends := []time.Time{p.Span.Start, p.Span.End}
		for _, b := range p.Breaks {
			ends = append(ends, b.Start, b.End)
		}
		for _, t := range ends {
			if t.After(from) && t.Before(to) {
				cuts = append(cuts, t)
			}
		}
	}
	slices.SortFunc(cuts, time.Time.Compare)
	return slices.CompactFunc(cuts, time.Time.Equal)
}

// presentAt returns what the people at work at an instant can serve.
func presentAt(near []present, at time.Time) []uint64 {
	var out []uint64
	for _, p := range near {
		if holds(p.Span, at) && !slices.ContainsFunc(p.Breaks, func(b roster.BreakSpan) bool { return holds(b.Span, at) }) {
			out = append(out, p.serves)
		}
	}
	return out
}

func holds(s roster.Span, t time.Time) bool { return !t.Before(s.Start) && t.Before(s.End) }

// assign returns by how many people each group is served at best: a matching
// of people to needs, grown by augmenting paths (Ford & Fulkerson 1956).
func assign(required []int, people []uint64) []int {
	served := make([]int, len(required))
	with := make([][]int, len(required)) // people by group
	var place func(who int, seen *uint64) bool
	place = func(who int, seen *uint64) bool {
		for g := range required {
			if people[who]>>g&1 == 0 || *seen>>g&1 == 1 || required[g] == 0 {
				continue
			}
			*seen |= 1 << g
			if served[g] < required[g] {
				served[g]++
				with[g] = append(with[g], who)
				return true
			}
			for i, other := range with[g] {
				if place(other, seen) {
					with[g][i] = who
					return true
				}
			}
		}
		return false
	}
	for who := range people {
		var seen uint64
		place(who, &seen)
	}
	return served
}
