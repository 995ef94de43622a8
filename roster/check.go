package roster

// Check judges a row: every breach of the policy, in order of clause and day,
// and what they cost. It is a fold over the row, written once for all rules.
// What happened before the planned days is read, but not judged.
func (p Policy) Check(c *Calendar, agent string, row Row) ([]Breach, Cost) {
	var out []Breach
	var total Cost
	for _, clause := range p {
		for _, term := range clause.Rule.Terms(c) {
			term.walk(c, row, func(f finding) {
				b := clause.breach(c, agent, row, f)
				out = append(out, b)
				total = total.Add(clause.Price(f.excess))
			})
		}
	}
	return out, total
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

// walk reports every day or span on which the term is broken.
func (t Term) walk(c *Calendar, row Row, report func(finding)) {
	if t.Automaton != nil {
		t.Automaton.walk(c, row, report)
		return
	}
	t.Counter.walk(c, row, report)
}

func (a *Automaton) walk(c *Calendar, row Row, report func(finding)) {
	s := State(0)
	for day := c.Known; day < c.Days; day++ {
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
	report(finding{max(k.From, c.Lead), k.To - 1, sum, want, excess})
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
	if r, ok := cl.Rule.(interface{ reason() string }); ok {
		b.Reason = r.reason()
	}
	return b
}

// Worsened returns the hard breaches that stand in the way of turning before
// into after: those of every clause that after breaks by more in total than
// before did. A swap answers for what it does, not for what it found.
func (p Policy) Worsened(c *Calendar, agent string, before, after Row) []Breach {
	var out []Breach
	for _, clause := range p {
		if !clause.Hard {
			continue
		}
		_, was := Policy{clause}.Check(c, agent, before)
		breaches, is := Policy{clause}.Check(c, agent, after)
		if is.Hard > was.Hard {
			out = append(out, breaches...)
		}
	}
	return out
}
