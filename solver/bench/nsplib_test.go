package bench

import (
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// Two nurses, three days, two shifts and the day off.
const (
	nsp = `2 3 3

1 1 0
1 0 0
0 1 0

1 2 3 	4 5 6 	7 8 9
2 2 2 	2 2 2 	2 2 0
`
	gen = `3 3

1 2
1 2

1 2 0 2
1 1 0 3
1 3 0 2
`
)

// judgeNSP prices rows by the library's description: what everybody minds, and
// 100 for every nurse missing. 0 is the day off.
func judgeNSP(rows [2][3]int) (cost float64, lawful bool) {
	minds := [2][3][3]float64{{{3, 1, 2}, {6, 4, 5}, {9, 7, 8}}, {{2, 2, 2}, {2, 2, 2}, {0, 2, 2}}} // the day off first
	want := [3][3]int{{0, 1, 1}, {0, 1, 0}, {0, 0, 1}}
	lawful = true
	for i, row := range rows {
		worked := [3]int{}
		for day, s := range row {
			cost += minds[i][day][s]
			want[day][s]--
			worked[s]++
			lawful = lawful && (day == 0 || s != 2 || row[day-1] != 2) // the second shift not twice in a row
		}
		lawful = lawful && worked[0] >= 1 && worked[0] <= 2 && worked[1] <= 2
	}
	for _, day := range want {
		cost += 100 * float64(max(day[1], 0)+max(day[2], 0))
	}
	return cost, lawful
}

// Every roster of the little instance costs and breaks what the description says.
func TestNSPLibAgreesWithItsDescription(t *testing.T) {
	p, err := NSPLib("little", strings.NewReader(nsp), strings.NewReader(gen))
	if err != nil {
		t.Fatal(err)
	}
	if faults := p.Validate(); len(faults) > 0 {
		t.Fatal(faults)
	}
	best := 1e9
	for n := range 729 {
		var rows [2][3]int
		var duties []solver.Assigned
		for i, rest := 0, n; i < 6; i, rest = i+1, rest/3 {
			rows[i/3][i%3] = rest % 3
			if rest%3 > 0 {
				duties = append(duties, solver.Assigned{Person: p.People[i/3].ID, Date: p.Start + roster.Date(i%3), Shift: p.Shifts[rest%3-1].ID})
			}
		}
		cost, lawful := judgeNSP(rows)
		got, err := solver.Check(p, duties)
		if err != nil {
			t.Fatal(err)
		}
		if got.Cost != cost || (got.Hard == 0) != lawful {
			t.Fatalf("%v: cost %v, hard %d; the description has %v, lawful %v", rows, got.Cost, got.Hard, cost, lawful)
		}
		if lawful {
			best = min(best, cost)
		}
	}
	s, err := solver.Solve(t.Context(), p, solver.Options{Seed: 1, Iterations: 20000})
	if err != nil {
		t.Fatal(err)
	}
	if s.Cost != best || s.Hard != 0 {
		t.Errorf("solved to %v, hard %d; the best of all rosters is %v", s.Cost, s.Hard, best)
	}
}

func TestNSPLibFaults(t *testing.T) {
	tests := map[string]struct{ nsp, gen, want string }{
		"a word":             {strings.Replace(nsp, "7", "x", 1), gen, `little.nsp: "x" is not a whole number`},
		"below nothing":      {strings.Replace(nsp, "7", "-7", 1), gen, `little.nsp: "-7" is not a whole number of 0 or more`},
		"too little":         {strings.TrimSuffix(nsp, "0\n"), gen, "little.nsp: holds 29 numbers, not the 30 of its size"},
		"too much":           {nsp, gen + " 1", "little.gen: holds 19 numbers, not the 18 of its size"},
		"a case of its own":  {nsp, strings.Replace(gen, "3 3", "7 4", 1), "not that of its case"},
		"nothing":            {"", "", "0 nurses"},
		"days without end":   {"2 9999999 3", "9999999 3", "not a size there is"},
		"nurses without end": {"99999999 3 3", "3 3", "not a size there is"},
	}
	for name, tt := range tests {
		_, err := NSPLib("little", strings.NewReader(tt.nsp), strings.NewReader(tt.gen))
		if roster.KindOf(err) != roster.Invalid || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error %v; want %q", name, err, tt.want)
		}
	}
}
