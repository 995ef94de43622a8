package rotating

// gates numbers the nodes at which blocks of work start and end. A node is a
// weekday, and where sequences around a single day off are forbidden also the
// shift worked last or first, as far as it makes a difference: shifts with the
// same prohibitions share a node.
type gates struct {
	p             *Problem
	around        [][]bool // may y come after x and one day off
	firstOf       []int    // shift → class of first shifts
	lastOf        []int    // shift → class of last shifts
	firsts, lasts []int    // a shift for each class
	nodes         int
}

func newGates(p *Problem) *gates {
	g := &gates{p: p, around: p.followsOff()}
	// Without single days off no sequence around one can occur, and all
	// shifts are alike.
	same := func(a, b []bool) bool { return true }
	if p.Rest.Min == 1 {
		same = equal
	}
	g.lastOf, g.lasts = classes(g.around, same)
	g.firstOf, g.firsts = classes(transpose(g.around), same)
	g.nodes = p.Days * (len(g.firsts) + len(g.lasts))
	return g
}

// start is the node where a block that begins with the shift begins.
func (g *gates) start(day, shift int) int {
	return (day%g.p.Days)*len(g.firsts) + g.firstOf[shift]
}

// end is the node of the first day off after a block that ends with the shift.
func (g *gates) end(day, shift int) int {
	return g.p.Days*len(g.firsts) + (day%g.p.Days)*len(g.lasts) + g.lastOf[shift]
}

// classes groups the rows of a table. It returns the class of each row and a
// row for each class.
func classes(rows [][]bool, same func(a, b []bool) bool) (of, leads []int) {
	of = make([]int, len(rows))
next:
	for i := range rows {
		for c, lead := range leads {
			if same(rows[lead], rows[i]) {
				of[i] = c
				continue next
			}
		}
		of[i] = len(leads)
		leads = append(leads, i)
	}
	return of, leads
}

// equal: two shifts with the same prohibitions.
func equal(a, b []bool) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// transpose turns "what may come after x" into "after what may y come".
func transpose(rows [][]bool) [][]bool {
	out := make([][]bool, len(rows))
	for i := range out {
		out[i] = make([]bool, len(rows))
		for j := range rows {
			out[i][j] = rows[j][i]
		}
	}
	return out
}
