package solver

import (
	"cmp"
	"slices"

	"github.com/smena-org/smena/roster"
)

// mostExplained bounds how many gaps are explained: the dearest ones.
const mostExplained = 300

// explainGaps says of every gap who could have filled it and what stopped each.
func (m *model) explainGaps(sol *Solution, rows [][]uint8) {
	x := &explainer{m: m, rows: rows, known: map[option]obstacle{}, covers: m.coverOptions(sol.Gaps)}
	order := make([]int, len(sol.Gaps))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		ga, gb := &sol.Gaps[a], &sol.Gaps[b]
		return cmp.Or(cmp.Compare(btoi(gb.Hard), btoi(ga.Hard)), cmp.Compare(gb.Cost, ga.Cost))
	})
	for _, i := range order[:min(len(order), mostExplained)] {
		sol.Gaps[i].Reasons = x.reasons(sol.Gaps[i].cell)
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// option is a duty that somebody might take.
type option struct{ person, day, shift int }

// obstacle is what stands in the way of an option.
type obstacle struct {
	rule, reason string
	have, want   int
	far          int // how far away the option is; people are counted by their nearest one
}

type explainer struct {
	m      *model
	rows   [][]uint8
	known  map[option]obstacle
	covers map[int][][]option // by cell and group: duties that would serve it; person unset
}

// coverOptions finds, for the cells of gaps, the duties of each group that
// would add to them.
func (m *model) coverOptions(gaps []Gap) map[int][][]option {
	out := map[int][][]option{}
	for _, g := range gaps {
		out[g.cell] = make([][]option, len(m.cover.groups))
	}
	for g := range m.cover.groups {
		for day := range m.days {
			for s := 1; s < m.shifts; s++ {
				for _, a := range m.cover.of(g, day, s) {
					if by, wanted := out[int(a.cell)]; wanted {
						by[g] = append(by[g], option{day: day, shift: s})
					}
				}
			}
		}
	}
	return out
}

// reasons counts, by what stopped them, the people who do not serve a cell.
func (x *explainer) reasons(cell int) []Reason {
	var out []Reason
	for i, who := range x.m.people {
		o, absent := x.nearest(i, cell, x.covers[cell][who.class])
		if !absent {
			continue
		}
		k := slices.IndexFunc(out, func(r Reason) bool { return r.Rule == o.rule && r.Reason == o.reason })
		if k < 0 {
			k = len(out)
			out = append(out, Reason{Rule: o.rule, Reason: o.reason, Have: o.have, Want: o.want})
		}
		out[k].People = append(out[k].People, who.id)
	}
	slices.SortStableFunc(out, func(a, b Reason) int { return cmp.Compare(len(b.People), len(a.People)) })
	return out
}

// nearest returns the least obstacle between a person and any of the duties,
// and false when they already work one.
func (x *explainer) nearest(person, cell int, options []option) (obstacle, bool) {
	best := obstacle{rule: "skill", far: 1 << 30}
	if x.m.cover.groups[x.m.people[person].class].lines&linesOf(x.m.cover.cells[cell].demand) != 0 {
		best.rule = "no-shift" // a night that would have begun before the first day, for one
	}
	for _, o := range options {
		o.person = person
		if int(x.rows[person][o.day]) == o.shift {
			return obstacle{}, false
		}
		if b := x.obstacle(o); b.far < best.far {
			best = b
		}
	}
	return best, true
}

// obstacle says what an option would break.
func (x *explainer) obstacle(o option) obstacle {
	if b, seen := x.known[o]; seen {
		return b
	}
	b := x.judge(o)
	x.known[o] = b
	return b
}

func (x *explainer) judge(o option) obstacle {
	who := x.m.people[o.person]
	before := who.row(x.rows[o.person])
	after := slices.Clone(before)
	after[x.m.lead+o.day] = uint8(o.shift)
	breaches := who.judge.Worsened(before, after)
	if len(breaches) == 0 {
		if x.rows[o.person][o.day] != 0 {
			return obstacle{rule: "working", far: 2}
		}
		return obstacle{rule: "price", far: 1}
	}
	b := slices.MinFunc(breaches, func(a, b roster.Breach) int { return cmp.Compare(a.Excess, b.Excess) })
	return obstacle{b.Rule, b.Reason, b.Have, b.Want, 3 + len(breaches)}
}
