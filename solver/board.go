package solver

import (
	"cmp"
	"slices"

	"github.com/smena-org/smena/roster"
)

// Board is a roster of a problem laid out for questions: what would a change
// cost, and which rule stands in its way? Every answer comes from the rules' own
// check and from the cells, not from the tables of the search.
type Board struct {
	m     *model
	rows  [][]uint8
	at    placing    // where breaks are
	cells *cellIndex // nil unless some are moved
	have  []int32    // counts of the cells
	found []judged   // by person; filled on demand
}

// judged is what the check said of a row.
type judged struct {
	done     bool
	breaches []roster.Breach
	cost     roster.Cost
}

// NewBoard lays out duties of a problem. Duties that do not fit the problem are
// an Invalid error.
func NewBoard(p *Problem, duties []Assigned) (*Board, error) {
	if err := p.Validate().Err(); err != nil {
		return nil, err
	}
	m, err := lay(p)
	if err != nil {
		return nil, err
	}
	rows, at, err := m.read(duties)
	if err != nil {
		return nil, err
	}
	return m.board(rows, at), nil
}

// board lays out rows, which it keeps.
func (m *model) board(rows [][]uint8, at placing) *Board {
	b := &Board{m: m, rows: rows, at: at, have: m.countWith(rows, at), found: make([]judged, len(rows))}
	if at != nil {
		b.cells = m.cover.index(m)
	}
	return b
}

// adds is what a person's duty adds to the cells, its breaks where they are.
func (b *Board) adds(person, day int) []contribution {
	shift := int(b.rows[person][day])
	if after := b.at.of(person, day); after != nil {
		return b.m.addsWith(b.cells, person, day, shift, after)
	}
	return b.m.cover.of(b.m.people[person].class, day, shift)
}

// movedTo reports whether a person serves a cell in a duty whose breaks were moved.
func (b *Board) movedTo(person, cell int) bool {
	s := b.m.cover.cells[cell].slot
	if s.kind == "shift" {
		return false // breaks are nothing to it
	}
	last := (int(s.from)+s.minutes)/1440 - b.m.lead + 1 // days are an hour longer or shorter when the clocks change
	for day := max(int(s.from)/1440-b.m.lead-1, 0); day <= last && day < b.m.days; day++ {
		if b.at.of(person, day) != nil && slices.ContainsFunc(b.adds(person, day), func(a contribution) bool { return int(a.cell) == cell }) {
			return true
		}
	}
	return false
}

// Effect is what a change does to a roster.
type Effect struct {
	Hard   int             `json:"hard,omitempty"`    // steps by which hard rules are broken more; less when negative
	Cost   float64         `json:"cost"`              // what the roster costs more; less when negative
	ByRule []RuleCost      `json:"by_rule,omitempty"` // the same by rule, dearest first: costs add up to Cost
	Breaks []roster.Breach `json:"breaks,omitempty"`  // of hard rules that are broken by more than before
}

// Try says what it would do to give people other duties: each stands in for
// what the person does on that day; one without shift is a day off.
func (b *Board) Try(changes ...Assigned) (Effect, error) {
	var moves []option
	for _, c := range changes {
		o, err := b.m.optionOf(c)
		if err != nil {
			return Effect{}, err
		}
		moves = append(moves, o)
	}
	return b.try(moves...), nil
}

// optionOf reads a duty, or a day off, of the problem.
func (m *model) optionOf(d Assigned) (option, error) {
	if d.Shift != "" {
		rows, err := m.rowsOf([]Assigned{d})
		if err != nil {
			return option{}, err
		}
		i := slices.IndexFunc(m.people, func(who *person) bool { return who.id == d.Person })
		day := int(d.Date - m.problem.Start)
		return option{i, day, int(rows[i][day])}, nil
	}
	i := slices.IndexFunc(m.people, func(who *person) bool { return who.id == d.Person })
	day := int(d.Date - m.problem.Start)
	switch {
	case i < 0:
		return option{}, roster.Errorf(roster.NotFound, "no person %q in the problem", d.Person)
	case day < 0 || day >= m.days:
		return option{}, roster.Errorf(roster.Invalid, "%s lies outside the planned days %s to %s", d.Date, m.problem.Start, m.problem.Start+roster.Date(m.days-1))
	}
	return option{i, day, 0}, nil
}

// judge returns what the check says of a person's row as it stands.
func (b *Board) judge(person int) *judged {
	j := &b.found[person]
	if !j.done {
		who := b.m.people[person]
		j.breaches, j.cost = who.judge.Check(who.row(b.rows[person]))
		j.done = true
	}
	return j
}

// try prices moves together. Later ones of the same person and day win.
func (b *Board) try(moves ...option) Effect {
	var e tallyOfCosts
	fresh := map[int][]uint8{}
	var order []int // of people: never the order of a map
	for _, o := range moves {
		if fresh[o.person] == nil {
			fresh[o.person] = slices.Clone(b.rows[o.person])
			order = append(order, o.person)
		}
		fresh[o.person][o.day] = uint8(o.shift)
	}
	for _, i := range order {
		b.tryRow(&e, i, fresh[i])
	}
	b.tryCells(&e, order, fresh)
	return e.effect()
}

// tryRow judges one person's new row.
func (b *Board) tryRow(e *tallyOfCosts, i int, fresh []uint8) {
	who, was := b.m.people[i], b.judge(i)
	after := who.row(fresh)
	breaches, cost := who.judge.Check(after)
	e.total = e.total.Add(cost).Add(roster.Cost{Hard: -was.cost.Hard, Soft: -was.cost.Soft})
	gone, come := difference(was.breaches, breaches)
	for _, x := range gone {
		e.add(x.Rule, -hardOf(x), -x.Cost, -1)
	}
	for _, x := range come {
		e.add(x.Rule, hardOf(x), x.Cost, 1)
	}
	if slices.ContainsFunc(come, func(x roster.Breach) bool { return x.Hard }) {
		// What the row broke before, and breaks no more than before, stops nobody.
		_, worse := difference(was.breaches, who.judge.Worsened(who.row(b.rows[i]), after))
		e.breaks = append(e.breaks, worse...)
	}
}

// hardOf counts a breach of a hard rule as one.
func hardOf(x roster.Breach) int { return btoi(x.Hard) }

// difference returns what stands in a and not in b, and the other way round.
func difference(a, b []roster.Breach) (gone, come []roster.Breach) {
	count := make(map[roster.Breach]int, len(a))
	for _, x := range a {
		count[x]++
	}
	for _, x := range b {
		if count[x] > 0 {
			count[x]--
		} else {
			come = append(come, x)
		}
	}
	for _, x := range a {
		if count[x] > 0 {
			count[x]--
			gone = append(gone, x)
		}
	}
	return gone, come
}

// tryCells counts the new rows into the cells, prices those that are touched,
// and counts them out again.
func (b *Board) tryCells(e *tallyOfCosts, order []int, fresh map[int][]uint8) {
	var touched []int32
	apply := func(sign int32) {
		for _, i := range order {
			for day := range fresh[i] {
				was, is := b.rows[i][day], fresh[i][day]
				if was == is {
					continue
				}
				out, in := b.adds(i, day), b.m.cover.of(b.m.people[i].class, day, int(is))
				if was != 0 {
					b.m.cover.apply(b.have, out, -sign)
				}
				if is != 0 {
					b.m.cover.apply(b.have, in, sign)
				}
				if sign > 0 {
					for _, a := range slices.Concat(out, in) {
						touched = append(touched, a.cell)
					}
				}
			}
		}
	}
	apply(1)
	slices.Sort(touched)
	touched = slices.Compact(touched)
	b.addCells(e, touched, 1)
	apply(-1)
	b.addCells(e, touched, -1)
}

// addCells adds the price of cells as they are counted now, times a sign.
func (b *Board) addCells(e *tallyOfCosts, cells []int32, sign int) {
	for _, i := range cells {
		c := &b.m.cover.cells[i]
		have := c.counts(b.have)
		hard, soft := c.cost(have)
		short := c.price(have)
		e.total = e.total.Add(roster.Cost{Hard: sign * int(hard), Soft: int64(sign) * soft})
		if hard > 0 {
			e.add("minimum", sign*int(hard), 0, sign)
		}
		if short > 0 {
			e.add("missing", 0, int64(sign)*short, sign)
		}
		if soft > short {
			e.add("surplus", 0, int64(sign)*(soft-short), sign)
		}
	}
}

// tallyOfCosts gathers an effect in whole cost units.
type tallyOfCosts struct {
	total  roster.Cost
	rules  []ruleUnits
	breaks []roster.Breach
}

type ruleUnits struct {
	rule           string
	hard, breaches int
	soft           int64
}

func (e *tallyOfCosts) add(rule string, hard int, soft int64, breaches int) {
	i := slices.IndexFunc(e.rules, func(r ruleUnits) bool { return r.rule == rule })
	if i < 0 {
		i = len(e.rules)
		e.rules = append(e.rules, ruleUnits{rule: rule})
	}
	r := &e.rules[i]
	r.hard, r.soft, r.breaches = r.hard+hard, r.soft+soft, r.breaches+breaches
}

func (e *tallyOfCosts) effect() Effect {
	out := Effect{Hard: e.total.Hard, Cost: units(e.total.Soft), Breaks: e.breaks}
	slices.SortStableFunc(e.rules, func(a, b ruleUnits) int {
		return cmp.Or(cmp.Compare(b.soft, a.soft), cmp.Compare(b.hard, a.hard), cmp.Compare(a.rule, b.rule))
	})
	for _, r := range e.rules {
		if r.hard != 0 || r.soft != 0 || r.breaches != 0 {
			out.ByRule = append(out.ByRule, RuleCost{Rule: r.rule, Hard: r.hard, Cost: units(r.soft), Breaches: r.breaches})
		}
	}
	return out
}
