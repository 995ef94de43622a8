package rotating

// roster turns counts of columns, a connected circulation, into rows: it walks
// every column as often as it counts and writes down the days on the way.
func (nw *network) roster(counts []int) [][]int {
	p := nw.p
	days := make([]int, p.length())
	tour := nw.tour(counts)
	// The tour begins on the weekday of its first column, in the first week,
	// and goes around the end of the table like any run does.
	at := nw.cols[tour[0]].day
	for _, j := range tour {
		nw.cover(&nw.cols[j], func(shift, _ int) {
			days[at%len(days)] = shift
			at++
		})
	}
	rows := make([][]int, p.Employees)
	for w := range rows {
		rows[w] = days[w*p.Days : (w+1)*p.Days]
	}
	return rows
}

// tour is Hierholzer's algorithm: follow columns until the walk is back where
// it began, then make detours from nodes that have columns left. Done with a
// stack, the tour comes out backwards.
func (nw *network) tour(counts []int) []int {
	// What is still to be taken, by the node it leaves from.
	leaving := make([][]int, nw.nodes)
	start := 0
	for j, n := range counts {
		from := nw.cols[j].from
		for range n {
			leaving[from] = append(leaving[from], j)
			start = from
		}
	}
	var out []int
	type step struct{ node, by int }
	stack := []step{{start, -1}}
	for len(stack) > 0 {
		top := stack[len(stack)-1]
		if left := leaving[top.node]; len(left) > 0 {
			j := left[len(left)-1]
			leaving[top.node] = left[:len(left)-1]
			stack = append(stack, step{nw.cols[j].to, j})
			continue
		}
		stack = stack[:len(stack)-1]
		if top.by >= 0 {
			out = append(out, top.by)
		}
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return out
}
