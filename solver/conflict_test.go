package solver

import (
	"math/rand/v2"
	"testing"

	"github.com/smena-org/smena/roster"
)

// tinyPerson makes somebody of a five-day problem, with up to six hard rules.
func tinyPerson(t testing.TB, seed uint64) (*model, *person) {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 5))
	p := randomProblem(t, r, 1)
	p.Days, p.Demand = 5, Demand{}
	p.Policies[0].Rules, p.People[0].Rules = nil, nil
	for range 1 + r.IntN(6) {
		c := clause(t, anyClause[r.IntN(len(anyClause))])
		c.Hard = true
		switch x := c.Rule.(type) { // over five days, no more than chance would have it
		case *roster.Hours:
			x.Min = min(x.Min, 900)
			x.Max = min(x.Max, 1800)
			x.Min = min(x.Min, x.Max)
		case *roster.Duties:
			x.Min = min(x.Min, 3)
		case *roster.Pinned:
			x.Date = p.Start + roster.Date(r.IntN(5))
		case *roster.Wish:
			x.Date = p.Start + roster.Date(r.IntN(5))
		}
		p.People[0].Rules = append(p.People[0].Rules, c)
	}
	m, err := lay(p)
	if err != nil {
		t.Fatal(err)
	}
	return m, m.people[0]
}

// canAll tries every row.
func canAll(m *model, who *person, p roster.Policy) bool {
	judge := p.Bind(who.cal, who.id)
	row := make([]uint8, m.days)
	for n := 0; n < 1024; n++ { // four shifts to the fifth
		for i, k := 0, n; i < m.days; i, k = i+1, k/4 {
			row[i] = uint8(k % 4)
		}
		if _, cost := judge.Check(who.row(row)); cost.Hard == 0 {
			return true
		}
	}
	return false
}

// The search for a row agrees with trying all of them; a conflict is one, and
// without any of its rules it is none.
func TestConflictsAreTheSmallest(t *testing.T) {
	conflicts, larger := 0, 0
	for seed := range uint64(400) {
		m, who := tinyPerson(t, seed)
		policy := who.judge.Policy
		row, v := who.rowFor(m, policy)
		if can := canAll(m, who, policy); can != (v == possible) || v == unknown {
			t.Fatalf("seed %d: verdict %d, and a row is possible: %v", seed, v, can)
		}
		if v == possible {
			if _, cost := who.judge.Check(row); cost.Hard != 0 {
				t.Errorf("seed %d: the row found breaks rules by %d", seed, cost.Hard)
			}
		}
		c, found := who.conflict(m)
		if found != (v == impossible) {
			t.Fatalf("seed %d: a conflict is found: %v", seed, found)
		}
		if !found {
			continue
		}
		conflicts++
		var core roster.Policy
		for _, r := range c.Rules {
			core = append(core, r.Clause)
		}
		larger += btoi(len(core) > 1)
		if !c.Minimal || canAll(m, who, core) {
			t.Errorf("seed %d: %v is no proven conflict", seed, core)
		}
		for i := range core {
			rest := append(append(roster.Policy{}, core[:i]...), core[i+1:]...)
			if !canAll(m, who, rest) {
				t.Errorf("seed %d: %d of %v is not needed", seed, i, core)
			}
			if len(c.Rules[i].Gives) == 0 {
				t.Errorf("seed %d: not told how %v gives way", seed, core[i].Rule)
			}
		}
	}
	if conflicts < 50 || larger < 20 {
		t.Errorf("%d conflicts, %d of several rules: the test says little", conflicts, larger)
	}
}

func conflictOf(t testing.TB, clauses ...string) []string {
	t.Helper()
	p := twoNights(t)
	p.People = p.People[:1]
	p.People[0].Rules = roster.Policy{clause(t, `{"rule":"hours","per":"week","max":2880}`), clause(t, `{"rule":"unavailable","from":"2026-12-10","to":"2026-12-11"}`)}
	for _, c := range clauses {
		p.People[0].Rules = append(p.People[0].Rules, clause(t, c))
	}
	all, err := Conflicts(p)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range all {
		if !c.Minimal {
			t.Errorf("%v is not proven to be minimal", c)
		}
		for _, r := range c.Rules {
			out = append(out, r.Clause.Rule.Name())
		}
	}
	return out
}

func TestConflictsOfAMonth(t *testing.T) {
	for name, tt := range map[string]struct {
		clauses []string
		want    []string
	}{
		"none": {[]string{`{"rule":"pinned","date":"2026-12-03","shift":"N"}`}, nil},
		// The night of the 3rd ends at 6:00 on the 4th, two hours before the day.
		"two pins too near": {[]string{`{"rule":"pinned","date":"2026-12-03","shift":"N"}`, `{"rule":"pinned","date":"2026-12-04","shift":"D"}`, `{"rule":"pinned","date":"2026-12-07","shift":"D"}`},
			[]string{"min-rest", "pinned", "pinned"}},
		"two pins of a day":  {[]string{`{"rule":"pinned","date":"2026-12-03","shift":"N"}`, `{"rule":"pinned","date":"2026-12-03"}`}, []string{"pinned", "pinned"}},
		"a pin on leave":     {[]string{`{"rule":"pinned","date":"2026-12-10","shift":"D"}`}, []string{"unavailable", "pinned"}},
		"hours out of reach": {[]string{`{"rule":"hours","per":"horizon","min":99999}`}, []string{"hours"}},
		// Of 14 days two are leave, and of seven in a row at most six are worked:
		// 9 + 2 days at best; twelve duties cannot be.
		"duties out of reach": {[]string{`{"rule":"duties","per":"horizon","min":12}`}, []string{"days-in-a-row", "unavailable", "duties"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := conflictOf(t, tt.clauses...)
			if len(got) != len(tt.want) {
				t.Fatalf("%v, want %v", got, tt.want)
			}
			for i := range got {
				if got[i] != tt.want[i] {
					t.Errorf("%v, want %v", got, tt.want)
				}
			}
		})
	}
}
