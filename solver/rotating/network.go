package rotating

// column is one way to spend some days on end. A roster is a closed walk over
// columns; the model counts how often each is taken.
type column struct {
	from, to int   // nodes
	day      int   // weekday of the first day
	off      int   // so many days off, or
	work     block // these days of work; both empty for a mere change of node
	opens    bool  // a work block begins with this column
	most     int   // no roster can hold more of it
}

// days is the number of days the column takes.
func (c *column) days() int { return c.off + c.work.days() }

// network is the graph of all columns.
type network struct {
	p     *Problem
	nodes int
	cols  []column
}

// Sizes up to which whole blocks are columns. Beyond, a column is a single run
// and the nodes remember the length of the block so far: more nodes, but no
// explosion.
const mostBlocks = 2000

// newNetwork builds the graph for a problem with both work and days off.
func newNetwork(p *Problem) *network {
	if all, ok := p.blocks(mostBlocks); ok {
		return p.blockNetwork(all)
	}
	return p.runNetwork()
}

// blockNetwork has a column for every legal block from every weekday.
func (p *Problem) blockNetwork(all []block) *network {
	g := newGates(p)
	nw := &network{p: p, nodes: g.nodes}
	for d := range p.Days {
		for _, b := range all {
			nw.add(column{from: g.start(d, b.first()), to: g.end(d+b.days(), b.last()), day: d, work: b, opens: true})
		}
	}
	nw.addRest(g)
	return nw
}

// addRest adds the runs of days off. A run of one day must respect the
// forbidden sequences around it.
func (nw *network) addRest(g *gates) {
	p := nw.p
	for d := range p.Days {
		for n := p.Rest.Min; n <= min(p.Rest.Max, p.length()-1); n++ {
			for _, x := range g.lasts {
				for _, y := range g.firsts {
					if n > 1 || g.around[x][y] {
						nw.add(column{from: g.end(d, x), to: g.start(d+n, y), day: d, off: n})
					}
				}
			}
		}
	}
}

// add takes a column in unless no roster has room for it.
func (nw *network) add(c column) {
	covered := make(map[[2]int]int)
	nw.cover(&c, func(shift, day int) { covered[[2]int{shift, day}]++ })
	c.most = nw.p.Employees
	// A column longer than a week may need the same cell more than once.
	for cell, times := range covered {
		c.most = min(c.most, nw.p.need(cell[0], cell[1])/times)
	}
	if c.most > 0 {
		nw.cols = append(nw.cols, c)
	}
}

// cover calls f for each day of the column, in order.
func (nw *network) cover(c *column, f func(shift, day int)) {
	d := c.day
	step := func(shift, n int) {
		for range n {
			f(shift, d%nw.p.Days)
			d++
		}
	}
	step(Off, c.off)
	for _, r := range c.work {
		step(r.shift, r.days)
	}
}
