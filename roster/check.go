package roster

// Judge is a policy compiled for one person's calendar, ready to check rows.
type Judge struct {
	Policy   Policy
	Calendar *Calendar
	Agent    string
	Terms    [][]Term // by clause
}

// Bind compiles the policy for one person.
func (p Policy) Bind(c *Calendar, agent string) *Judge {
	j := &Judge{Policy: p, Calendar: c, Agent: agent}
	for _, clause := range p {
		j.Terms = append(j.Terms, clause.Rule.Terms(c))
	}
	return j
}

// Check judges a row: every breach of the policy, in order of clause and day,
// and what they cost. It is a fold over the row, written once for all rules.
// What happened before the planned days is read, but not judged.
func (j *Judge) Check(row Row) ([]Breach, Cost) {
	var out []Breach
	var total Cost
	for i, clause := range j.Policy {
		j.walk(i, row, func(f finding) {
			out = append(out, clause.breach(j.Calendar, j.Agent, row, f))
			total = total.Add(clause.Price(f.excess))
		})
	}
	return out, total
}

// Worsened returns the hard breaches that stand in the way of turning before
// into after: those of every clause that after breaks by more in total than
// before did. A swap answers for what it does, not for what it found.
func (j *Judge) Worsened(before, after Row) []Breach {
	var out []Breach
	for i, clause := range j.Policy {
		if !clause.Hard || j.excess(i, after) <= j.excess(i, before) {
			continue
		}
		j.walk(i, after, func(f finding) {
			out = append(out, clause.breach(j.Calendar, j.Agent, after, f))
		})
	}
	return out
}

// excess returns the total excess of one clause.
func (j *Judge) excess(clause int, row Row) (sum int) {
	j.walk(clause, row, func(f finding) { sum += f.excess })
	return sum
}

// walk reports every finding of one clause.
func (j *Judge) walk(clause int, row Row, report func(finding)) {
	for _, term := range j.Terms[clause] {
		if term.Automaton != nil {
			term.Automaton.walk(j.Calendar, row, report)
		} else {
			term.Counter.walk(j.Calendar, row, report)
		}
	}
}

// Price returns what an excess of the clause costs.
func (cl Clause) Price(excess int) Cost {
	unit := cl.Rule.Unit()
	if cl.Hard {
		return Cost{Hard: unit.Steps(excess)}
	}
	return Cost{Soft: unit.Price(excess, cl.Weight)}
}

// finding is a broken term, in the rule's unit.
type finding struct {
	day, until int // until is -1 where the term judges single days
	have, want int
	excess     int // what is priced; squared where the bounds say so
}

func (a *Automaton) walk(c *Calendar, row Row, report func(finding)) {
	s, from, to := State(0), c.Known, c.Days
	if a.Stateless {
		from, to = a.Days(c.Lead, c.Days)
	}
	for day := from; day < to; day++ {
		next, excess := a.Step(s, day, int(row[day]))
		if excess != 0 && day >= c.Lead {
			report(a.finding(day, excess))
		}
		s = next
	}
	if a.End == nil {
		return
	}
	if excess := a.End(s); excess != 0 {
		report(a.finding(c.Days-1, excess))
	}
}

func (a *Automaton) finding(day, excess int) finding {
	if excess < 0 {
		return finding{day, -1, a.Min + excess, a.Min, -excess}
	}
	return finding{day, -1, a.Max + excess, a.Max, excess}
}

func (k *Counter) walk(c *Calendar, row Row, report func(finding)) {
	sum := k.Sum(c, row)
	excess := k.Bounds.Excess(sum)
	if excess == 0 {
		return
	}
	want := k.Bounds.Max
	if sum < k.Bounds.Min {
		want = k.Bounds.Min
	}
	report(finding{max(k.Since, c.Lead), k.Until - 1, sum, want, excess})
}

// Sum returns the counted sum of a row, opening included.
func (k *Counter) Sum(c *Calendar, row Row) int {
	sum, s := k.Opening, State(0)
	if k.Tally == nil {
		for day := k.From; day < k.To; day++ {
			sum += k.Quantity(day, int(row[day]))
		}
		return sum
	}
	for day := c.Known; day < k.To; day++ {
		next, count := k.Tally(s, day, int(row[day]))
		if day >= k.From {
			sum += count
		}
		s = next
	}
	return sum
}

func (cl Clause) breach(c *Calendar, agent string, row Row, f finding) Breach {
	b := Breach{
		Rule: cl.Rule.Name(), Agent: agent, Date: c.Date(f.day),
		Have: f.have, Want: f.want, Excess: f.excess,
		Hard: cl.Hard, Weight: cl.Weight, Source: cl.Source,
		Cost: cl.Price(f.excess).Soft,
	}
	if f.until >= 0 {
		b.Until = c.Date(f.until)
	} else {
		b.Shift = c.Codes[row[f.day]]
	}
	b.Reason = cl.Reason()
	return b
}
