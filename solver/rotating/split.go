package rotating

// component returns the nodes of one connected part of the columns in use, or
// nil when all hang together. A circulation that is connected is strongly so,
// therefore the direction of the columns does not matter here.
func (nw *network) component(counts []int) []bool {
	u := newUnion(nw.nodes)
	one := -1
	for j, n := range counts {
		if n > 0 {
			u.join(nw.cols[j].from, nw.cols[j].to)
			one = nw.cols[j].from
		}
	}
	all := true
	part := make([]bool, nw.nodes)
	for v := range part {
		part[v] = u.find(v) == u.find(one)
	}
	for j, n := range counts {
		all = all && (n == 0 || part[nw.cols[j].from])
	}
	if all {
		return nil
	}
	return part
}

// split branches after a circulation that falls into parts, one of which has
// exactly the given nodes. Every connected roster
//
//	leaves the set of nodes at least once,
//	or stays outside of it altogether,
//	or stays inside altogether.
//
// The present one does none of these, so each child cuts it off: the first
// fork parts leaving from not leaving, and once not leaving is imposed and the
// set shows up again, the second parts outside from inside.
func (s *tree) split(part []bool) {
	leaving, ok := s.splits[key(part)]
	if !ok {
		leaving = s.lp.addRow(s.nw.leavingRow(part))
		s.splits[key(part)] = leaving
	}
	if lo := s.lp.lo[leaving]; lo < 0 { // the slack is minus the number of columns
		s.branch([]limit{{leaving, lo, -1}}, []limit{{leaving, 0, 0}})
		return
	}
	var inside, outside []limit
	for j := range s.nw.cols {
		if s.lp.hi[j] == 0 {
			continue
		}
		// A lower bound above zero, which makes the child empty, is given up
		// here: the child has more in it than it must, which is no harm.
		if part[s.nw.cols[j].from] {
			inside = append(inside, limit{j, 0, 0})
		} else {
			outside = append(outside, limit{j, 0, 0})
		}
	}
	s.branch(inside, outside)
}

// leavingRow counts the columns that leave the part.
func (nw *network) leavingRow(part []bool) row {
	var r row
	for j := range nw.cols {
		if c := &nw.cols[j]; part[c.from] && !part[c.to] {
			r.put(j, 1)
			r.lo -= c.most
		}
	}
	return r
}

// key makes a set of nodes usable in a map.
func key(part []bool) string {
	b := make([]byte, len(part))
	for i, in := range part {
		if in {
			b[i] = 1
		}
	}
	return string(b)
}

// union is a forest of disjoint sets.
type union []int

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = i
	}
	return u
}

func (u union) find(v int) int {
	for u[v] != v {
		u[v] = u[u[v]]
		v = u[v]
	}
	return v
}

func (u union) join(v, w int) { u[u.find(v)] = u.find(w) }
