package solver

import (
	"context"
	"slices"
	"testing"

	"github.com/smena-org/smena/roster"
)

func relaxations(t testing.TB, p *Problem, duties []Assigned, o RelaxOptions) []Relaxation {
	t.Helper()
	out, err := Relaxations(context.Background(), p, duties, o)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Two people share 14 days and nights of one each, at most six in a row and
// eleven hours of rest. What would help?
func TestRelaxationsOfTwoPeople(t *testing.T) {
	p := twoNights(t)
	p.People[0].Rules = roster.Policy{clause(t, `{"rule":"no-nights","reason":"consent","source":"contract"}`)}
	out := relaxations(t, p, nil, RelaxOptions{Iterations: 20_000})
	kinds := map[string]Relaxation{}
	for i, r := range out {
		kinds[r.Kind+" "+r.Rule] = r
		if i > 0 && r.Closes > out[i-1].Closes {
			t.Errorf("%v closes more than %v before it", r, out[i-1])
		}
	}
	// Each has two days off in the fortnight; one may go when seven in a row are
	// allowed: a duty of 8 h for each who uses it.
	if r := kinds["rule days-in-a-row"]; r.Limit != 6 || r.Closes < 8 || len(r.Users) == 0 {
		t.Errorf("days in a row: %+v", r)
	}
	// A third person takes the four duties that are left, one of which
	// would be the second of its day: at least two duties.
	if r := kinds["hire "]; r.Contract != "all" || r.Closes < 16 {
		t.Errorf("one more: %+v", r)
	}
	for _, r := range out {
		if slices.Contains([]string{"unavailable", "wish", "pinned"}, r.Rule) {
			t.Errorf("nobody can give way on %s", r.Rule)
		}
	}
}

// What a relaxation is said to give is what the check finds of its roster, under
// rules that differ by it alone; its users break the rule as it is now.
func TestRelaxationsAreWhatTheCheckSays(t *testing.T) {
	tried := 0
	for seed := range uint64(6) {
		p, b, _ := randomBoard(t, seed, 4)
		duties := dutiesOf(b.m, b.rows)
		m, err := compile(p)
		if err != nil {
			t.Fatal(err)
		}
		o := RelaxOptions{Iterations: 2000, Seed: seed, Most: 4}
		base := m.account(m.improve(context.Background(), b.rows, o.Seed, o.Iterations), nil)
		for _, r := range relaxations(t, p, duties, o) {
			tried++
			loose := p.copied()
			r.make(loose)
			s := account(t, loose, r.Roster)
			if !near(base.Cost-s.Cost, r.Saves) || !near(base.MissingHours(p)-s.MissingHours(loose), r.Closes) || s.Hard > base.Hard {
				t.Errorf("seed %d: %+v; the check says %v and %v", seed, r, base.Cost-s.Cost, base.MissingHours(p)-s.MissingHours(loose))
			}
		}
		if again := account(t, p, duties); again.Cost != check(t, p, duties).Cost {
			t.Error("the problem was changed")
		}
	}
	if tried < 5 {
		t.Errorf("%d relaxations helped: the test says little", tried)
	}
}

func TestHiresAreLikeTheirModel(t *testing.T) {
	p := twoNights(t)
	p.People[0].Skills = []string{"de"}
	p.People[0].Rules = roster.Policy{
		clause(t, `{"rule":"wish","date":"2026-12-03","off":true,"weight":20}`), clause(t, `{"rule":"unavailable","from":"2026-12-03","to":"2026-12-04"}`),
		clause(t, `{"rule":"hours","per":"horizon","max":2880}`),
	}
	p.People[0].HistoryFrom = p.Start - 5
	p.hire(p.People[0], 2)
	if err := p.Validate().Err(); err != nil || len(p.People) != 4 {
		t.Fatalf("%d people, %v", len(p.People), err)
	}
	for _, who := range p.People[2:] {
		if len(who.Rules) != 1 || who.Rules[0].Rule.Name() != "hours" || who.HistoryFrom != 0 || !slices.Equal(who.Skills, []string{"de"}) {
			t.Errorf("%+v", who)
		}
	}
	if len(p.People[0].Rules) != 3 {
		t.Error("the model was changed")
	}
}
