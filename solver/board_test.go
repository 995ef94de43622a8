package solver

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/smena-org/smena/roster"
)

// dutiesOf writes rows as duties.
func dutiesOf(m *model, rows [][]uint8) []Assigned {
	var out []Assigned
	for i, who := range m.people {
		for day, s := range rows[i] {
			if s != 0 {
				out = append(out, Assigned{Person: who.id, Date: m.problem.Start + roster.Date(day), Shift: who.cal.Codes[s]})
			}
		}
	}
	return out
}

// board lays out a random roster of a random problem.
func randomBoard(t testing.TB, seed uint64, people int) (*Problem, *Board, *rand.Rand) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 11))
	p := randomProblem(t, r, people)
	m, err := lay(p)
	if err != nil {
		t.Fatal(err)
	}
	rows := m.allFree()
	for i := range rows {
		for d := range rows[i] {
			if r.IntN(3) > 0 { // leave room, so that some duties break nothing
				rows[i][d] = 0
			} else {
				rows[i][d] = uint8(r.IntN(m.shifts))
			}
		}
	}
	return p, m.board(rows, nil), r
}

func check(t testing.TB, p *Problem, duties []Assigned) *Solution {
	t.Helper()
	s, err := Check(p, duties)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-6 }

// What Try says of changes is what the check says of the roster before and after.
func TestTryAgreesWithCheck(t *testing.T) {
	for seed := range uint64(40) {
		p, b, r := randomBoard(t, seed, 4)
		before := check(t, p, dutiesOf(b.m, b.rows))
		var moves []option
		for range 1 + r.IntN(3) {
			moves = append(moves, option{r.IntN(len(b.rows)), r.IntN(b.m.days), r.IntN(b.m.shifts)})
		}
		e := b.try(moves...)
		after := moved(b, moves)
		got := check(t, p, dutiesOf(b.m, after))
		if e.Hard != got.Hard-before.Hard || !near(e.Cost, got.Cost-before.Cost) {
			t.Errorf("seed %d: %+v; hard %d to %d, cost %v to %v", seed, e, before.Hard, got.Hard, before.Cost, got.Cost)
		}
		sum := 0.0
		for _, c := range e.ByRule {
			sum += c.Cost
		}
		if !near(sum, e.Cost) {
			t.Errorf("seed %d: the rules add up to %v, not to %v", seed, sum, e.Cost)
		}
	}
}

// moved makes moves.
func moved(b *Board, moves []option) [][]uint8 {
	out := b.m.allFree()
	for i := range out {
		copy(out[i], b.rows[i])
	}
	for _, o := range moves {
		out[o.person][o.day] = uint8(o.shift)
	}
	return out
}

// A board is as it was after any number of questions.
func TestTryChangesNothing(t *testing.T) {
	_, b, r := randomBoard(t, 3, 4)
	have := append([]int32(nil), b.have...)
	for range 50 {
		b.try(option{r.IntN(len(b.rows)), r.IntN(b.m.days), r.IntN(b.m.shifts)})
	}
	for i := range have {
		if have[i] != b.have[i] {
			t.Fatalf("count %d is %d, was %d", i, b.have[i], have[i])
		}
	}
}

func TestTryRefusesWhatIsNotThere(t *testing.T) {
	p, b, _ := randomBoard(t, 1, 2)
	first := p.Start
	for name, d := range map[string]Assigned{
		"a stranger":           {Person: "nobody", Date: first, Shift: "E"},
		"a stranger's day off": {Person: "nobody", Date: first},
		"an unknown shift":     {Person: "p0", Date: first, Shift: "Q"},
		"the day before":       {Person: "p0", Date: first - 1, Shift: "E"},
		"a day off too late":   {Person: "p0", Date: first + roster.Date(p.Days)},
	} {
		if _, err := b.Try(d); roster.KindOf(err) != roster.Invalid && roster.KindOf(err) != roster.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
}
