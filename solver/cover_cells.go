package solver

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/smena-org/smena/roster"
)

// mostLines bounds the demands of one cell: all their unions are looked at.
const mostLines = 12

// components splits a slot's demands into those that share people.
func (c *cover) components(ds []demand) [][]demand {
	var out [][]demand
	var sets []uint64
	for _, d := range ds {
		joined, set := []demand{d}, c.standIns(1<<d.line)
		for i := 0; i < len(out); {
			if sets[i]&set == 0 {
				i++
				continue
			}
			joined, set = append(out[i], joined...), set|sets[i]
			out, sets = slices.Delete(out, i, i+1), slices.Delete(sets, i, i+1)
		}
		out, sets = append(out, joined), append(sets, set)
	}
	return out
}

// standIns returns every line that somebody able to serve one of the lines can serve.
func (c *cover) standIns(lines uint64) uint64 {
	set := lines
	for _, g := range c.groups {
		if g.lines&lines != 0 {
			set |= g.lines
		}
	}
	return set
}

func (c *cover) addCell(s slot, ds []demand) error {
	if len(ds) > mostLines {
		return roster.Errorf(roster.Invalid, "%d demands of different skills share people in one span; at most %d can", len(ds), mostLines)
	}
	// The dearest first: whoever can serve several is given to the dearest
	// demand, which is optimal since the sets of demands that can be served
	// together form a matroid (Edmonds and Fulkerson 1965).
	slices.SortStableFunc(ds, func(a, b demand) int { return cmp.Compare(b.missing, a.missing) })
	n := cell{slot: s, demand: ds, unit: 1, offset: int32(c.haves)}
	if s.kind != "shift" {
		n.unit = int32(s.minutes)
	}
	for i, d := range ds {
		n.need += d.target
		if i == 0 || d.surplus < n.over {
			n.over = d.surplus
		}
		if last := i == len(ds)-1; last || ds[i+1].missing != d.missing {
			next := int64(0)
			if !last {
				next = ds[i+1].missing
			}
			t := c.term(&n, ds[:i+1], d.missing-next, func(d demand) int32 { return d.target })
			n.terms = append(n.terms, t)
		}
	}
	if slices.ContainsFunc(ds, func(d demand) bool { return d.min > 0 }) {
		t := c.term(&n, ds, 0, func(d demand) int32 { return d.min })
		n.hard = &t
	}
	n.plain = len(n.terms) == 1 && n.hard == nil
	n.all = int32(n.union(linesOf(ds)))
	if len(n.unions) > 64 {
		return roster.Errorf(roster.Invalid, "the skills demanded together in one span make %d combinations; at most 64 can be weighed", len(n.unions))
	}
	c.haves += len(n.unions)
	c.cells = append(c.cells, n)
	return nil
}

// term makes the priced shortage of demands over every union of them that can
// be the tightest: of unions served by the same people, only the largest can,
// and none with a demand of nothing, which only adds people.
func (c *cover) term(n *cell, ds []demand, price int64, want func(demand) int32) term {
	t := term{price: price}
	ds = slices.Clone(ds)
	ds = slices.DeleteFunc(ds, func(d demand) bool { return want(d) == 0 })
	largest := map[string]uint64{}
	var order []string
	for sub := uint64(1); sub < 1<<len(ds); sub++ {
		var u uint64
		for b := sub; b != 0; b &= b - 1 {
			u |= 1 << ds[bits.TrailingZeros64(b)].line
		}
		who := c.servedBy(u)
		if _, seen := largest[who]; !seen {
			order = append(order, who)
		}
		largest[who] |= u
	}
	for _, who := range order {
		u := largest[who]
		var need int32
		for _, d := range ds {
			if u&(1<<d.line) != 0 {
				need += want(d)
			}
		}
		t.index = append(t.index, uint8(n.union(u)))
		t.need = append(t.need, need)
	}
	t.first = true
	for i, u := range t.index {
		t.first = t.first && int(u) == i
	}
	return t
}

// union returns the index of a set of lines among the cell's unions.
func (n *cell) union(u uint64) int {
	if i := slices.Index(n.unions, u); i >= 0 {
		return i
	}
	n.unions = append(n.unions, u)
	return len(n.unions) - 1
}

func linesOf(ds []demand) (u uint64) {
	for _, d := range ds {
		u |= 1 << d.line
	}
	return u
}

// servedBy names the groups that can serve any of the lines.
func (c *cover) servedBy(lines uint64) string {
	key := make([]byte, len(c.groups))
	for i, g := range c.groups {
		if g.lines&lines != 0 {
			key[i] = 1
		}
	}
	return string(key)
}
