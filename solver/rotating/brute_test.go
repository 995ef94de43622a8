package rotating

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
)

// tiny draws a problem small enough to try every roster. One demand in three
// is that of a random sequence, one that of a roster when a few tries find
// one, and one is like it but for a day of work that was moved: near misses
// are where the arguments have to be fine.
func tiny(rng *rand.Rand) *Problem {
	sizes := []Range{{2, 5}, {3, 3}, {3, 4}, {4, 3}, {7, 2}, {5, 3}, {1, 6}, {7, 1}}
	size := sizes[rng.IntN(len(sizes))]
	p := &Problem{Days: size.Min, Employees: size.Max}
	for k := range 1 + rng.IntN(2) {
		lo := 1 + rng.IntN(2)
		p.Shifts = append(p.Shifts, Shift{Name: string(rune('A' + k)), Run: Range{lo, lo + rng.IntN(3)}})
	}
	lo := 1 + rng.IntN(2)
	p.Rest = Range{lo, lo + rng.IntN(2)}
	lo = 1 + rng.IntN(3)
	p.Work = Range{lo, lo + rng.IntN(4)}
	for x := range p.Shifts {
		for y := range p.Shifts {
			if rng.IntN(4) == 0 {
				p.After = append(p.After, [2]int{x, y})
			}
			if rng.IntN(4) == 0 {
				p.AfterOff = append(p.AfterOff, [2]int{x, y})
			}
		}
	}
	p.Demand = demandOf(p, guess(rng, p))
	kind := rng.IntN(3)
	for try := 0; try < 200 && kind > 0; try++ {
		days := guess(rng, p)
		p.Demand = demandOf(p, days)
		if len(Check(p, table(p, days))) == 0 {
			break
		}
	}
	row := p.Demand[rng.IntN(len(p.Demand))]
	if from, to := rng.IntN(p.Days), rng.IntN(p.Days); kind == 2 && row[from] > 0 && p.need(Off, to) > 0 {
		row[from]--
		row[to]++
	}
	return p
}

// guess strings random runs together, with or without regard for the rules.
func guess(rng *rand.Rand, p *Problem) []int {
	days := make([]int, 0, 2*p.length())
	for len(days) < p.length() {
		for n := p.Work.Min + rng.IntN(p.Work.Max-p.Work.Min+1); n > 0; {
			k := rng.IntN(len(p.Shifts))
			r := p.Shifts[k].Run
			for range r.Min + rng.IntN(r.Max-r.Min+1) {
				days = append(days, k)
				n--
			}
		}
		for range p.Rest.Min + rng.IntN(p.Rest.Max-p.Rest.Min+1) {
			days = append(days, Off)
		}
	}
	return days[:p.length()]
}

func demandOf(p *Problem, days []int) [][]int {
	demand := make([][]int, len(p.Shifts))
	for k := range demand {
		demand[k] = make([]int, p.Days)
	}
	for i, k := range days {
		if k != Off {
			demand[k][i%p.Days]++
		}
	}
	return demand
}

// possible tries every way to deal the demand out, cell after cell.
func possible(p *Problem) bool {
	days := make([]int, p.length())
	left := make([][]int, p.Days)
	for d := range left {
		left[d] = []int{p.need(Off, d)}
		for k := range p.Shifts {
			left[d] = append(left[d], p.Demand[k][d])
		}
	}
	var try func(i int) bool
	try = func(i int) bool {
		if i == len(days) {
			return len(Check(p, table(p, days))) == 0
		}
		for k := range left[i%p.Days] {
			if left[i%p.Days][k] == 0 {
				continue
			}
			left[i%p.Days][k]--
			days[i] = k - 1
			ok := try(i + 1)
			left[i%p.Days][k]++
			if ok {
				return true
			}
		}
		return false
	}
	return try(0)
}

func table(p *Problem, days []int) [][]int {
	var rows [][]int
	for w := range p.Employees {
		rows = append(rows, days[w*p.Days:(w+1)*p.Days])
	}
	return rows
}

// Solve says what trying every roster says, and so does every part of it on
// its own: a wrong "impossible" is the worst this package can do.
func TestAgainstBruteForce(t *testing.T) {
	problems := 400
	if n, err := strconv.Atoi(os.Getenv("ROTATING_PROBLEMS")); err == nil {
		problems = n
	}
	count := make(map[bool]int)
	for seed := range uint64(problems) {
		p := tiny(rand.New(rand.NewPCG(seed, 1)))
		want := possible(p)
		count[want]++
		res, err := Solve(t.Context(), p, Options{Seed: seed})
		if err != nil {
			t.Fatalf("seed %d: %v\n%+v", seed, err, p)
		}
		if res.Feasible != want || res.Infeasible == want {
			t.Errorf("seed %d: feasible=%v infeasible=%v, want feasible=%v\n%+v", seed, res.Feasible, res.Infeasible, want, p)
		}
		everyPartAgrees(t, seed, p, want)
	}
	t.Logf("%d possible, %d impossible", count[true], count[false])
	if count[true] < problems/10 || count[false] < problems/10 {
		t.Errorf("%d possible and %d impossible problems: too few of a kind to mean anything", count[true], count[false])
	}
}

// everyPartAgrees runs both kinds of chain on both kinds of graph, without the
// arguments of counting to help them.
func everyPartAgrees(t *testing.T, seed uint64, p *Problem, want bool) {
	t.Helper()
	if off := p.total(Off); off == 0 || off == p.length() {
		return
	}
	blocks, ok := p.blocks(mostBlocks)
	if !ok {
		t.Fatalf("seed %d: too many blocks in a tiny problem", seed)
	}
	for name, nw := range map[string]*network{"blocks": p.blockNetwork(blocks), "runs": p.runNetwork()} {
		for _, prover := range []bool{false, true} {
			c := &chain{nw: nw, rows: nw.rows(), seed: seed, prover: prover, round: proveFrom - 1}
			for c.state == open && c.round < 10 {
				c.run(100_000, never)
			}
			if c.state == open || (c.state == found) != want {
				t.Errorf("seed %d, graph of %s, prover=%v: outcome %d, want feasible=%v\n%+v", seed, name, prover, c.state, want, p)
			}
			if c.state == found {
				if b := Check(p, nw.roster(c.tree.counts)); b != nil {
					t.Errorf("seed %d, graph of %s: %v", seed, name, b)
				}
			}
		}
	}
}

func never() bool { return false }
