package rotating

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// word writes a block as a letter a day.
func (b block) word() string {
	var s strings.Builder
	for _, r := range b {
		s.WriteString(strings.Repeat(string(rune('A'+r.shift)), r.days))
	}
	return s.String()
}

// The blocks are exactly the words over the shifts that break no rule.
func TestBlocksAgainstAllWords(t *testing.T) {
	for seed := range uint64(200) {
		p := tiny(rand.New(rand.NewPCG(seed, 5)))
		p.Employees = 20 // longer than any block
		got := make(map[string]bool)
		all, ok := p.blocks(mostBlocks)
		if !ok {
			t.Fatalf("seed %d: too many", seed)
		}
		for _, b := range all {
			if got[b.word()] {
				t.Errorf("seed %d: %s twice", seed, b.word())
			}
			got[b.word()] = true
		}
		want := 0
		for n := p.Work.Min; n <= p.Work.Max; n++ {
			words(len(p.Shifts), n, func(w []int) {
				if legal(p, w) {
					want++
					if s := (block(runsOf(w))).word(); !got[s] {
						t.Errorf("seed %d: %s is missing", seed, s)
					}
				}
			})
		}
		if len(got) != want {
			t.Errorf("seed %d: %d blocks, want %d", seed, len(got), want)
		}
	}
}

// words calls f with every word of n letters.
func words(letters, n int, f func(w []int)) {
	w := make([]int, n)
	for {
		f(w)
		i := 0
		for ; i < n && w[i] == letters-1; i++ {
			w[i] = 0
		}
		if i == n {
			return
		}
		w[i]++
	}
}

func runsOf(w []int) []run {
	var rs []run
	for i, k := range w {
		if i > 0 && w[i-1] == k {
			rs[len(rs)-1].days++
		} else {
			rs = append(rs, run{k, 1})
		}
	}
	return rs
}

// legal reads the rules of runs and of pairs on a single block.
func legal(p *Problem, w []int) bool {
	for i := 1; i < len(w); i++ {
		if slices.Contains(p.After, [2]int{w[i-1], w[i]}) {
			return false
		}
	}
	for _, r := range runsOf(w) {
		if !p.Shifts[r.shift].Run.Contains(r.days) {
			return false
		}
	}
	return true
}

func TestTooManyBlocks(t *testing.T) {
	p := free(5)
	if _, ok := p.blocks(100); ok {
		t.Error("blocks found fewer than 100 of 5 + 25 + ... + 5^7 blocks")
	}
	p.Work = Range{30, 30} // few results, if any, behind a big tree
	if _, ok := p.blocks(100); ok {
		t.Error("blocks finished a tree of 5^30 leaves")
	}
}

// free is a problem with so many shifts and hardly a rule.
func free(shifts int) *Problem {
	p := &Problem{Days: 7, Employees: 12, Rest: Range{1, 3}, Work: Range{1, 7}}
	for k := range shifts {
		p.Shifts = append(p.Shifts, Shift{Name: string(rune('A' + k)), Run: Range{1, 7}})
		p.Demand = append(p.Demand, []int{1, 1, 1, 1, 1, 1, 1})
	}
	return p
}

// Shifts with the same prohibitions around a day off share a node.
func TestGates(t *testing.T) {
	p := rules(3) // not N - D
	g := newGates(p)
	if len(g.firsts) != 2 || len(g.lasts) != 2 || g.nodes != 4*4 {
		t.Errorf("%d first, %d last classes, %d nodes, want 2, 2, 16", len(g.firsts), len(g.lasts), g.nodes)
	}
	p.Rest.Min = 2
	if g := newGates(p); g.nodes != 4*2 {
		t.Errorf("%d nodes without single days off, want 8", g.nodes)
	}
	p.Rest.Min, p.AfterOff = 1, nil
	if g := newGates(p); g.nodes != 4*2 {
		t.Errorf("%d nodes without forbidden sequences, want 8", g.nodes)
	}
}

// A column starts and ends on the weekdays of its nodes, fits the demand, and
// covers as many days as it has.
func TestColumns(t *testing.T) {
	for _, file := range []string{"testdata/bakery.txt", "testdata/ward.txt"} {
		p := load(t, file)
		nw := p.network()
		if len(nw.cols) == 0 {
			t.Fatalf("%s: no columns", file)
		}
		for _, c := range nw.cols {
			days := 0
			nw.cover(&c, func(shift, day int) {
				if want := (c.day + days) % p.Days; day != want {
					t.Errorf("%s: day %d of %+v is %d, want %d", file, days, c, day, want)
				}
				if (shift == Off) != (c.off > 0) || p.need(shift, day) < c.most {
					t.Errorf("%s: %+v covers (%d, %d) up to %d times", file, c, shift, day, c.most)
				}
				days++
			})
			if days != c.days() || c.most < 1 {
				t.Errorf("%s: %+v covers %d days", file, c, days)
			}
		}
	}
}

// A column that takes the same weekday twice counts twice.
func TestLongColumn(t *testing.T) {
	p := &Problem{Days: 2, Employees: 4, Shifts: []Shift{{Name: "A", Run: Range{1, 3}}},
		Demand: [][]int{{3, 3}}, Rest: Range{1, 2}, Work: Range{3, 3}}
	nw := p.network()
	for _, c := range nw.cols {
		if c.off == 0 && c.most != 1 {
			t.Errorf("three days in a week of two, three wanted a day: most = %d, want 1", c.most)
		}
	}
}

// When there are too many blocks, columns are runs, and what is found is as
// good a roster.
func TestRunNetwork(t *testing.T) {
	p := free(5)
	nw := p.network()
	if _, ok := p.blocks(mostBlocks); ok {
		t.Fatal("blocks can be listed: the test tests nothing")
	}
	res, err := Solve(t.Context(), p, Options{Seed: 1, Iterations: 200_000})
	if err != nil || !res.Feasible {
		t.Errorf("%d columns, %d nodes: %+v, %v", len(nw.cols), nw.nodes, res, err)
	}
}

// Counting the columns of a roster and walking them again gives a roster with
// the same days off and shifts on each weekday.
func TestWalk(t *testing.T) {
	for _, file := range []string{"testdata/bakery.txt", "testdata/ward.txt"} {
		p := load(t, file)
		for name, nw := range map[string]*network{"whole": p.network(), "runs": p.runNetwork()} {
			c := &chain{nw: nw, rows: nw.rows(), seed: 3}
			for c.state == open && c.round < 12 {
				c.run(10_000, never)
			}
			if c.state != found {
				t.Fatalf("%s, %s: outcome %d", file, name, c.state)
			}
			for _, r := range c.rows {
				if !r.holds(c.tree.counts) {
					t.Errorf("%s, %s: row %v does not hold", file, name, r)
				}
			}
			used := make([]int, len(nw.cols))
			for _, j := range nw.tour(c.tree.counts) {
				used[j]++
			}
			if !slices.Equal(used, c.tree.counts) {
				t.Errorf("%s, %s: the tour takes columns %v times, want %v", file, name, used, c.tree.counts)
			}
			if b := Check(p, nw.roster(c.tree.counts)); b != nil {
				t.Errorf("%s, %s: %v", file, name, b)
			}
		}
	}
}
