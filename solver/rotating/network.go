package rotating

// column is one way to spend some days: a block of work or a run of days off.
type column struct {
	from, to int
	day      int
	days     int
	work     block // nil for days off
	most     int
}

type network struct {
	p     *Problem
	nodes int
	cols  []column
}

func (p *Problem) classes() (in, out []int, nin, nout int) {
	ok := p.followsOff()
	m := len(p.Shifts)
	in, out = make([]int, m), make([]int, m)
	if p.Rest.Min > 1 || len(p.AfterOff) == 0 {
		return in, out, 1, 1
	}
	group := func(get func(a, b int) bool, cls []int) int {
		n := 0
		for x := range cls {
			cls[x] = -1
			for y := 0; y < x; y++ {
				same := true
				for z := 0; z < m; z++ {
					if get(x, z) != get(y, z) {
						same = false
					}
				}
				if same {
					cls[x] = cls[y]
				}
			}
			if cls[x] < 0 {
				cls[x] = n
				n++
			}
		}
		return n
	}
	nout = group(func(a, b int) bool { return ok[a][b] }, out)
	nin = group(func(a, b int) bool { return ok[b][a] }, in)
	return
}

func newNetwork(p *Problem, most int) (*network, bool) {
	bl, ok := p.blocks(most)
	if !ok {
		return nil, false
	}
	in, out, nin, nout := p.classes()
	D := p.Days
	nw := &network{p: p, nodes: D * (nin + nout)}
	S := func(d, c int) int { return (d%D)*nin + c }
	E := func(d, c int) int { return D*nin + (d%D)*nout + c }
	for d := 0; d < D; d++ {
		for _, b := range bl {
			nw.add(column{from: S(d, in[b.first()]), to: E(d+b.days(), out[b.last()]), day: d, days: b.days(), work: b})
		}
		fo := p.followsOff()
		allowed := make(map[[2]int]bool)
		for x := range p.Shifts {
			for y := range p.Shifts {
				if fo[x][y] {
					allowed[[2]int{out[x], in[y]}] = true
				}
			}
		}
		for l := p.Rest.Min; l <= p.Rest.Max && l < p.length(); l++ {
			for c := 0; c < nout; c++ {
				for e := 0; e < nin; e++ {
					if l == 1 && !allowed[[2]int{c, e}] {
						continue
					}
					nw.add(column{from: E(d, c), to: S(d+l, e), day: d, days: l})
				}
			}
		}
	}
	return nw, true
}

// cover calls f for each day of the column.
func (nw *network) cover(c *column, f func(shift, day int)) {
	d := c.day
	if c.work == nil {
		for i := 0; i < c.days; i++ {
			f(Off, (d+i)%nw.p.Days)
		}
		return
	}
	for _, r := range c.work {
		for i := 0; i < r.days; i++ {
			f(r.shift, d%nw.p.Days)
			d++
		}
	}
}

func (nw *network) add(c column) {
	p := nw.p
	cnt := map[[2]int]int{}
	nw.cover(&c, func(k, d int) { cnt[[2]int{k, d}]++ })
	c.most = p.Employees
	for kd, n := range cnt {
		need := p.free(kd[1])
		if kd[0] != Off {
			need = p.Demand[kd[0]][kd[1]]
		}
		c.most = min(c.most, need/n)
	}
	if c.most > 0 {
		nw.cols = append(nw.cols, c)
	}
}
