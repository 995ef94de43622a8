package solver

import (
	"cmp"
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
)

// Check judges given duties as a solve would: breaches, demand not met, and
// their price. It prices the roster from scratch, by the rules' own check and
// not by the tables of the search. Duties that do not fit the problem are an
// Invalid error.
func Check(p *Problem, duties []Assigned) (*Solution, error) {
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
	return m.report(rows, at, endless), nil
}

// endless never says stop.
func endless() bool { return false }

// report judges rows by the rules themselves and explains what is not covered,
// as much of it as there is time for.
func (m *model) report(rows [][]uint8, at placing, stop func() bool) *Solution {
	sol := m.account(rows, at)
	m.explainGaps(sol, rows, at, stop)
	m.assignSkills(sol, rows)
	return sol
}

// account judges rows by the rules themselves, and prices them.
func (m *model) account(rows [][]uint8, at placing) *Solution {
	sol := &Solution{Format: "smena/solution/1", Problem: m.problem.Name, Duties: []Assigned{}}
	var total roster.Cost
	for i, who := range m.people {
		breaches, cost := who.judge.Check(who.row(rows[i]))
		sol.Breaches = append(sol.Breaches, breaches...)
		total = total.Add(cost)
		for day, s := range rows[i] {
			if s != 0 {
				sol.Duties = append(sol.Duties, Assigned{Person: who.id, Date: m.problem.Start + roster.Date(day), Shift: who.cal.Codes[s], Breaks: at.of(i, day)})
			}
		}
	}
	sol.ByRule = byRule(sol.Breaches)
	total = total.Add(m.priceCells(sol, m.countWith(rows, at)))
	sol.Hard, sol.Cost = total.Hard, units(total.Soft)
	return sol
}

// units turns internal cost units into the problem's.
func units(soft int64) float64 { return float64(soft) / roster.Scale }

// row puts the history before the planned days.
func (who *person) row(planned []uint8) roster.Row {
	return append(slices.Clone(who.history), planned...)
}

// count counts all cells from rows.
func (m *model) count(rows [][]uint8) []int32 {
	have := make([]int32, m.cover.haves)
	m.cover.apply(have, m.cover.past, 1)
	for i, who := range m.people {
		for day, s := range rows[i] {
			if s != 0 {
				m.cover.apply(have, m.cover.of(who.class, day, int(s)), 1)
			}
		}
	}
	return have
}

// priceCells adds what the demand costs, and a gap for every cell that is short.
func (m *model) priceCells(sol *Solution, have []int32) (total roster.Cost) {
	missing, surplus, minimum := RuleCost{Rule: "missing"}, RuleCost{Rule: "surplus"}, RuleCost{Rule: "minimum"}
	for i := range m.cover.cells {
		cell := &m.cover.cells[i]
		hard, soft := cell.cost(cell.counts(have))
		total = total.Add(roster.Cost{Hard: int(hard), Soft: soft})
		short := cell.price(cell.counts(have))
		if hard > 0 {
			minimum.Hard, minimum.Breaches = minimum.Hard+int(hard), minimum.Breaches+1
		}
		if short > 0 || hard > 0 {
			missing.Cost, missing.Breaches = missing.Cost+units(short), missing.Breaches+1
			sol.Gaps = append(sol.Gaps, m.gap(i, cell, cell.counts(have), hard, short))
		}
		if soft > short {
			surplus.Cost, surplus.Breaches = surplus.Cost+units(soft-short), surplus.Breaches+1
		}
	}
	for _, r := range []RuleCost{minimum, missing, surplus} {
		if r.Breaches > 0 {
			sol.ByRule = append(sol.ByRule, r)
		}
	}
	return total
}

// price returns what the cell's shortage costs, people too many left out.
func (c *cell) price(have []int32) (soft int64) {
	for i := range c.terms {
		soft += int64(c.terms[i].short(have)) * c.terms[i].price
	}
	return soft
}

// missing returns how many people a cell is short of.
func (c *cell) missing(have []int32, hard int64) float64 {
	short := c.terms[len(c.terms)-1].short(have)
	if hard > 0 {
		short = max(short, c.hard.short(have))
	}
	return float64(short) / float64(c.unit)
}

// missingHours is what Solution.MissingHours says of rows, without the rest of
// a report.
func (m *model) missingHours(rows [][]uint8) (sum float64) {
	have := m.count(rows)
	for i := range m.cover.cells {
		c := &m.cover.cells[i]
		counts := c.counts(have)
		if hard, _ := c.cost(counts); hard > 0 || c.price(counts) > 0 {
			sum += c.missing(counts, hard) * float64(m.minutes(c.slot)) / 60
		}
	}
	return sum
}

// minutes is how long a slot lasts.
func (m *model) minutes(s slot) int {
	if s.kind == "shift" {
		return m.problem.Shifts[s.shift-1].Minutes
	}
	return s.minutes
}

// gap describes a cell that is short.
func (m *model) gap(i int, c *cell, have []int32, hard, soft int64) Gap {
	g := Gap{Hard: hard > 0, Cost: units(soft), Missing: c.missing(have, hard), cell: i}
	g.Skills = m.shortSkills(c, have)
	if c.slot.kind == "shift" {
		g.Start, g.Shift = c.slot.date.String(), m.problem.Shifts[c.slot.shift-1].ID
		return g
	}
	g.Start, g.Minutes = m.instant(c.slot.from).Format(time.RFC3339), c.slot.minutes
	return g
}

// shortSkills lists the skills of the smallest union that is as short as any.
func (m *model) shortSkills(c *cell, have []int32) []string {
	t := &c.terms[len(c.terms)-1]
	short := t.short(have)
	best := -1
	for i, u := range t.index {
		if t.need[i]-have[u] == short && (best < 0 || t.need[i] < t.need[best]) {
			best = i
		}
	}
	var out []string
	if best >= 0 {
		u := c.unions[t.index[best]]
		for n, l := range m.cover.lines {
			if u&(1<<n) != 0 {
				out = append(out, l.skills...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (m *model) instant(at roster.Minute) time.Time {
	return (m.problem.Start - roster.Date(m.lead)).At(0, m.zone).Add(time.Duration(at) * time.Minute)
}

// byRule adds up what breaches of each rule cost, dearest first.
func byRule(breaches []roster.Breach) []RuleCost {
	var out []RuleCost
	for _, b := range breaches {
		i := slices.IndexFunc(out, func(r RuleCost) bool { return r.Rule == b.Rule })
		if i < 0 {
			i = len(out)
			out = append(out, RuleCost{Rule: b.Rule})
		}
		out[i].Breaches++
		out[i].Cost += units(b.Cost)
		if b.Hard {
			out[i].Hard++
		}
	}
	slices.SortStableFunc(out, func(a, b RuleCost) int {
		return cmp.Or(cmp.Compare(b.Hard, a.Hard), cmp.Compare(b.Cost, a.Cost))
	})
	return out
}
