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
	rows, ok := s.splits[key(part)]
	if !ok {
		for i, r := range s.nw.splitRows(part) {
			rows[i] = s.lp.addRow(r)
		}
		s.splits[key(part)] = rows
	}
	leaving, inside, outside := rows[0], rows[1], rows[2]
	none := func(v int) limit { return limit{v, 0, 0} }
	if s.lp.lo[leaving] < 0 { // slacks are minus the number of columns
		s.branch(limit{leaving, s.lp.lo[leaving], -1}, none(leaving))
		return
	}
	s.branch(none(inside), none(outside))
}

// splitRows counts the columns that leave the part, that start inside of it
// and that start outside of it.
func (nw *network) splitRows(part []bool) [3]row {
	var rows [3]row
	count := func(r *row, j int) {
		r.put(j, 1)
		r.lo -= nw.cols[j].most
	}
	for j := range nw.cols {
		c := &nw.cols[j]
		if part[c.from] && !part[c.to] {
			count(&rows[0], j)
		}
		if part[c.from] {
			count(&rows[1], j)
		} else {
			count(&rows[2], j)
		}
	}
	return rows
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
