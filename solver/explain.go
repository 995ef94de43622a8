package solver

import (
	"cmp"
	"runtime"
	"slices"
	"sync"

	"github.com/smena-org/smena/roster"
)

// mostExplained bounds how many gaps are explained: the dearest ones.
const mostExplained = 300

// explainedAtOnce is how many gaps are explained between two looks at the clock.
const explainedAtOnce = 8

// explainGaps says of the gaps who could have filled each and what stopped them,
// the dearest gaps first, until it is told to stop.
func (m *model) explainGaps(sol *Solution, rows [][]uint8, at placing, stop func() bool) {
	x := m.explainer(rows, at)
	order := make([]int, len(sol.Gaps))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		ga, gb := &sol.Gaps[a], &sol.Gaps[b]
		return cmp.Or(cmp.Compare(btoi(gb.Hard), btoi(ga.Hard)), cmp.Compare(gb.Cost, ga.Cost))
	})
	order = order[:min(len(order), mostExplained)]
	x.covers = x.options(sol.Gaps, order)
	for part := range slices.Chunk(order, explainedAtOnce) {
		if stop() {
			return
		}
		x.look(sol.Gaps, part)
		for _, i := range part {
			sol.Gaps[i].Reasons = x.reasons(sol.Gaps[i].cell)
		}
	}
}

// look finds what stands between everybody and some gaps, side by side.
func (x *explainer) look(gaps []Gap, of []int) {
	var wg sync.WaitGroup
	for w := range x.hands {
		wg.Go(func() {
			hand := &explainer{b: x.hands[w], known: x.known, covers: x.covers}
			for i := w; i < len(x.known); i += len(x.hands) {
				for _, n := range of {
					hand.nearest(i, gaps[n].cell)
				}
			}
		})
	}
	wg.Wait()
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
	option       option
	effect       Effect // of taking it
	rules        int    // that forbid it; 0 when its price alone is in the way
	steps        int    // by which they are broken
}

// nearer orders obstacles: those of price first, by cost; then the ones that
// fewer rules, by fewer steps, make.
func (o *obstacle) nearer(other *obstacle) bool {
	if o.rules == 0 && other.rules == 0 {
		return o.effect.Cost < other.effect.Cost
	}
	return cmp.Or(cmp.Compare(o.rules, other.rules), cmp.Compare(o.steps, other.steps), cmp.Compare(o.effect.Cost, other.effect.Cost)) < 0
}

type explainer struct {
	b      *Board
	hands  []*Board           // one a thread
	known  [][]*obstacle      // by person, and by day and shift; nil while not known
	covers map[int][][]option // by cell and group: duties that make it less short; person unset
}

// explainer prepares explanations of a roster.
func (m *model) explainer(rows [][]uint8, at placing) *explainer {
	x := &explainer{b: m.board(rows, at), known: make([][]*obstacle, len(rows))}
	for i := range x.known {
		x.known[i] = make([]*obstacle, m.days*m.shifts)
	}
	for range runtime.GOMAXPROCS(0) {
		x.hands = append(x.hands, m.board(rows, at))
	}
	return x
}

// options finds, for the cells of gaps, the duties of each group that would
// make them less short.
func (x *explainer) options(gaps []Gap, of []int) map[int][][]option {
	m := x.b.m
	out := map[int][][]option{}
	for _, i := range of {
		out[gaps[i].cell] = make([][]option, len(m.cover.groups))
	}
	for g := range m.cover.groups {
		for day := range m.days {
			for s := 1; s < m.shifts; s++ {
				for _, a := range m.cover.of(g, day, s) {
					if by, wanted := out[int(a.cell)]; wanted && x.b.helps(int(a.cell), a.hits, a.amount) {
						by[g] = append(by[g], option{day: day, shift: s})
					}
				}
			}
		}
	}
	return out
}

// helps reports whether a cell is less short with so much more of some unions.
func (b *Board) helps(cell int, hits uint64, amount int32) bool {
	c := &b.m.cover.cells[cell]
	have := slices.Clone(c.counts(b.have))
	hard, _ := c.cost(have)
	soft := c.price(have)
	for i := range have {
		if hits&(1<<i) != 0 {
			have[i] += amount
		}
	}
	after, _ := c.cost(have)
	return after < hard || c.price(have) < soft
}

// reasons counts, by what stopped them, the people who do not serve a cell.
// What one number forbids is one reason: people may have different limits.
func (x *explainer) reasons(cell int) []Reason {
	var out []Reason
	var nearest []obstacle // by reason
	for i, who := range x.b.m.people {
		o, absent := x.nearest(i, cell)
		if !absent {
			continue
		}
		k := slices.IndexFunc(out, func(r Reason) bool { return r.Rule == o.rule && r.Reason == o.reason && r.Want == o.want })
		if k < 0 {
			k = len(out)
			out, nearest = append(out, Reason{Rule: o.rule, Reason: o.reason, Want: o.want}), append(nearest, o)
		} else if o.nearer(&nearest[k]) {
			nearest[k] = o
		}
		out[k].People = append(out[k].People, who.id)
		out[k].Alone += btoi(o.rules == 1)
	}
	for k := range out {
		x.tell(&out[k], &nearest[k])
	}
	slices.SortStableFunc(out, func(a, b Reason) int { return cmp.Compare(len(b.People), len(a.People)) })
	return out
}

// tell gives a reason the numbers of the one who comes nearest.
func (x *explainer) tell(r *Reason, o *obstacle) {
	if o.option.shift == 0 {
		return // there is no duty at all
	}
	m := x.b.m
	r.Have = o.have
	r.Nearest = &Assigned{Person: m.people[o.option.person].id, Date: m.problem.Start + roster.Date(o.option.day), Shift: m.problem.Shifts[o.option.shift-1].ID}
	if o.rules == 0 {
		r.Cost, r.ByRule = o.effect.Cost, o.effect.ByRule
	}
}

// nearest returns the least obstacle between a person and any duty that serves
// a cell, and false when they already work one.
func (x *explainer) nearest(person, cell int) (obstacle, bool) {
	m := x.b.m
	class := m.people[person].class
	c := &m.cover.cells[cell]
	if !x.b.helps(cell, c.hits(m.cover.groups[class].lines), c.unit) {
		return obstacle{rule: "skill"}, true
	}
	if x.b.at != nil && x.b.movedTo(person, cell) {
		return obstacle{}, false
	}
	best := obstacle{rule: "no-shift"} // a night that would have begun before the first day, for one
	for _, o := range x.covers[cell][class] {
		o.person = person
		if int(x.b.rows[person][o.day]) == o.shift {
			if x.b.at.of(person, o.day) == nil {
				return obstacle{}, false
			}
			continue // their break was put here
		}
		if o := x.obstacle(o); best.option.shift == 0 || o.nearer(&best) {
			best = o
		}
	}
	return best, true
}

// obstacle says what an option would break or cost.
func (x *explainer) obstacle(o option) obstacle {
	known := &x.known[o.person][o.day*x.b.m.shifts+o.shift]
	if *known == nil {
		b := x.b.obstacle(o, x.b.try(o))
		*known = &b
	}
	return **known
}

// obstacle names what stands in the way of an option: the rules that it breaks,
// or its price.
func (b *Board) obstacle(o option, e Effect) obstacle {
	out := obstacle{rule: "price", option: o, effect: e}
	if b.rows[o.person][o.day] != 0 {
		out.rule = "working"
	}
	if len(e.Breaks) == 0 {
		if e.Cost < 0 && e.Hard <= 0 {
			out.rule = "left" // nothing is in the way: the search did not get there
		}
		return out
	}
	out.rules = rulesOf(e.Breaks)
	for i := range e.Breaks {
		out.steps += stepsOf(&e.Breaks[i])
	}
	first := slices.MaxFunc(e.Breaks, func(a, b roster.Breach) int {
		return cmp.Or(cmp.Compare(plain[a.Rule], plain[b.Rule]), cmp.Compare(stepsOf(&a), stepsOf(&b)))
	})
	out.rule, out.reason, out.have, out.want = first.Rule, first.Reason, first.Have, first.Want
	return out
}

// rulesOf counts the rules that breaches are of. Who overlaps cannot rest
// between: that is one thing in the way and not two.
func rulesOf(breaches []roster.Breach) int {
	var names []string
	for i := range breaches {
		names = append(names, breaches[i].Rule+" "+breaches[i].Reason)
	}
	slices.Sort(names)
	n := len(slices.Compact(names))
	if slices.Contains(names, "no-overlap ") && slices.Contains(names, "min-rest ") {
		n--
	}
	return n
}

// plain are the rules that are facts of one day. Of several rules in the way
// they are named first: nobody asks how somebody on leave is resting.
var plain = map[string]int{
	"unavailable": 6, "pinned": 5, "no-nights": 4, "allowed-shifts": 3, "max-duty": 2, "no-overlap": 1,
}

// stepsOf is a breach's excess as the search counts it.
func stepsOf(b *roster.Breach) int { return unitOf[b.Rule].Steps(b.Excess) }

// unitOf tells, by rule, what an excess is counted in.
var unitOf = func() map[string]roster.Unit {
	out := map[string]roster.Unit{}
	for _, make := range roster.Catalogue {
		r := make()
		out[r.Name()] = r.Unit()
	}
	return out
}()
