package rotating

// runNetwork has a column for every legal run of a shift. Between the runs of
// a block stand nodes (weekday, days worked so far, last shift). The relaxation
// is as tight as that of blockNetwork, for every flow through the inner nodes
// is a sum of paths and every path is a block; but it has more rows.
func (p *Problem) runNetwork() *network {
	g := newGates(p)
	longest := min(p.Work.Max, p.length()-1)
	m := len(p.Shifts)
	inner := func(day, worked, last int) int {
		return g.nodes + ((day%p.Days)*(longest+1)+worked)*m + last
	}
	nw := &network{p: p, nodes: g.nodes + p.Days*(longest+1)*m}
	follows, runs := p.follows(), p.runs()
	for d := range p.Days {
		for k := range p.Shifts {
			for _, r := range runs[k] {
				nw.add(column{from: g.start(d, k), to: inner(d+r.days, r.days, k), day: d, work: block{r}, opens: true})
			}
		}
		for worked := 1; worked <= longest; worked++ {
			for last := range p.Shifts {
				// A block may end here: a column of no days that only changes node.
				if worked >= p.Work.Min {
					nw.add(column{from: inner(d, worked, last), to: g.end(d, last), day: d})
				}
				nw.continueBlock(inner, d, worked, last, follows, runs)
			}
		}
	}
	nw.addRest(g)
	return nw
}

// continueBlock adds the runs that may follow within a block.
func (nw *network) continueBlock(inner func(day, worked, last int) int, d, worked, last int, follows [][]bool, runs [][]run) {
	longest := min(nw.p.Work.Max, nw.p.length()-1)
	for k := range nw.p.Shifts {
		if k == last || !follows[last][k] {
			continue
		}
		for _, r := range runs[k] {
			if worked+r.days <= longest {
				nw.add(column{from: inner(d, worked, last), to: inner(d+r.days, worked+r.days, k), day: d, work: block{r}})
			}
		}
	}
}

// ringNetwork is for a cycle without a day off, in which nothing but the
// shift worked last matters: the whole cycle is one block.
func (p *Problem) ringNetwork() *network {
	m := len(p.Shifts)
	nw := &network{p: p, nodes: p.Days * m}
	node := func(day, last int) int { return (day%p.Days)*m + last }
	follows, runs := p.follows(), p.runs()
	for d := range p.Days {
		for last := range p.Shifts {
			for k := range p.Shifts {
				if k == last || !follows[last][k] {
					continue
				}
				for _, r := range runs[k] {
					nw.add(column{from: node(d, last), to: node(d+r.days, k), day: d, work: block{r}, opens: true})
				}
			}
		}
	}
	return nw
}
