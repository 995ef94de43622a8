package rotating

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

func quick(path string) *Problem {
	raw, _ := os.ReadFile(path)
	var L [][]string
	for _, l := range strings.Split(string(raw), "\n") {
		l = strings.TrimSpace(l)
		if l == "" || l[0] == '#' {
			continue
		}
		L = append(L, strings.Fields(l))
	}
	at := func(s string) int {
		n, e := strconv.Atoi(s)
		if e != nil {
			panic(path + s)
		}
		return n
	}
	p := &Problem{Days: at(L[0][0]), Employees: at(L[1][0])}
	m := at(L[2][0])
	L = L[3:]
	names := map[string]int{}
	for i := 0; i < m; i++ {
		var r []int
		for _, x := range L[i] {
			r = append(r, at(x))
		}
		p.Demand = append(p.Demand, r)
		f := L[m+i]
		p.Shifts = append(p.Shifts, Shift{f[0], at(f[1]), at(f[2]), Range{at(f[3]), at(f[4])}})
		names[f[0]] = i
	}
	L = L[2*m:]
	p.Rest = Range{at(L[0][0]), at(L[0][1])}
	p.Work = Range{at(L[1][0]), at(L[1][1])}
	for _, f := range L[3:] {
		if len(f) == 2 {
			p.After = append(p.After, [2]int{names[f[0]], names[f[1]]})
		} else {
			p.AfterOff = append(p.AfterOff, [2]int{names[f[0]], names[f[2]]})
		}
	}
	return p
}
func TestProto(t *testing.T) {
	lim, _ := time.ParseDuration(os.Getenv("LIM"))
	fs, _ := filepath.Glob("/work/shared/bench/solver/rotating/" + os.Getenv("PAT"))
	sum := map[string]int{}
	for _, f := range fs {
		p := quick(f)
		t0 := time.Now()
		nw, _ := newNetwork(p, 5000)
		s := newSearch(nw, 1)
		for s.state == 0 && time.Since(t0) < lim {
			s.step(500)
		}
		st := []string{"OPEN", "found", "infeasible"}[s.state]
		if s.state == 2 && s.unsure > 0 {
			st = "UNSURE"
		}
		sum[st]++
		fmt.Printf("%-28s n=%d cols=%d rows=%d->%d %s nodes=%d piv=%d leafs=%d unsure=%d weird=%d depth=%d %.3fs\n", strings.TrimPrefix(f, "/work/shared/bench/solver/rotating/"), p.Employees, len(nw.cols), nw.nodes+p.Days*(len(p.Shifts)+1), s.lp.m, st, s.nodes, s.lp.pivots, s.leafs, s.unsure, s.weird, s.maxDepth, time.Since(t0).Seconds())
	}
	fmt.Println(sum)
}
