package solver

import (
	"context"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smena-org/smena/roster"
)

func mend(t testing.TB, p *Problem, published []Assigned, terms RepairTerms, o RepairOptions) *Repairs {
	t.Helper()
	r, err := Mend(context.Background(), p, published, terms, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// away gives a person leave.
func away(t testing.TB, p *Problem, person string, from, to roster.Date) {
	t.Helper()
	for i := range p.People {
		if p.People[i].ID == person {
			p.People[i].Rules = append(slices.Clone(p.People[i].Rules), roster.Clause{Rule: &roster.Unavailable{From: from, To: to, Reason: "absence"}, Hard: true})
			return
		}
	}
	t.Fatalf("no %s", person)
}

// team is four people who share a fortnight of days and nights, as published.
func team(t testing.TB) (*Problem, []Assigned) {
	p := twoNights(t)
	p.People = append(p.People, Person{ID: "cili", Policies: []string{"all"}}, Person{ID: "dora", Policies: []string{"all"}})
	var out []Assigned
	for d := range p.Days {
		date := p.Start + roster.Date(d)
		day, night := "anna", "bela" // turn about after a week
		if d >= 6 && d < 12 {
			day, night = "cili", "dora"
		} else if d >= 12 {
			day, night = "bela", "anna"
		}
		out = append(out, Assigned{Person: day, Date: date, Shift: "D"}, Assigned{Person: night, Date: date, Shift: "N"})
	}
	return p, out
}

// Bela falls ill for three nights. One person can take them all.
func TestMendWithOnePerson(t *testing.T) {
	p, published := team(t)
	first := p.Start
	away(t, p, "bela", first+2, first+4)
	r := mend(t, p, published, RepairTerms{From: first + 2, Notice: 2, Change: 10, Short: 50}, RepairOptions{Iterations: 30_000})
	if got := r.Unrepaired.MissingHours(p); got != 24 {
		t.Fatalf("%v hours are open, want three nights of 8", got)
	}
	a := r.Answers[0]
	if !slices.Contains(a.Goals, FewestPeople) || len(a.Touched) != 1 || a.Days != 3 || a.Short != 2 {
		t.Errorf("%v: %v, %d days, %d at short notice; want one person, 3 and 2", a.Goals, a.Touched, a.Days, a.Short)
	}
	for _, a := range r.Answers {
		if a.Solution.Hard != 0 || a.Solution.MissingHours(p) != 0 {
			t.Errorf("%v: hard %d, missing %v", a.Goals, a.Solution.Hard, a.Solution.MissingHours(p))
		}
		// Three changed days, two of them at short notice: 10 + 50 + 50.
		if i := slices.IndexFunc(a.Solution.ByRule, func(c RuleCost) bool { return c.Rule == "as-published" }); i < 0 || a.Solution.ByRule[i].Cost < 110 {
			t.Errorf("%v: changes cost %v", a.Goals, a.Solution.ByRule)
		}
	}
}

// A change that costs more than it gains is not made, except for coverage.
func TestMendLeavesWhatIsDearToChange(t *testing.T) {
	p, published := team(t)
	away(t, p, "bela", p.Start+2, p.Start+2)
	r := mend(t, p, published, RepairTerms{From: p.Start, Notice: 14, Short: 300}, RepairOptions{Iterations: 20_000})
	if len(r.Answers) != 2 {
		t.Fatalf("%d answers", len(r.Answers))
	}
	if a := r.Answers[0]; !slices.Equal(a.Goals, []string{FewestPeople, Cheapest}) || len(a.Touched) != 0 || a.Solution.MissingHours(p) != 8 {
		t.Errorf("%+v", a)
	}
	if a := r.Answers[1]; !slices.Equal(a.Goals, []string{BestCoverage}) || a.Solution.MissingHours(p) != 0 || a.Short != 1 {
		t.Errorf("%+v", a)
	}
}

func TestMendRefusesWhatDoesNotFit(t *testing.T) {
	p, _ := team(t)
	if _, err := Mend(context.Background(), p, []Assigned{{Person: "zoe", Date: p.Start, Shift: "D"}}, RepairTerms{}, RepairOptions{}); roster.KindOf(err) != roster.Invalid {
		t.Error(err)
	}
	p.Days = 0
	if _, err := Mend(context.Background(), p, nil, RepairTerms{}, RepairOptions{}); roster.KindOf(err) != roster.Invalid {
		t.Error(err)
	}
}

// On random problems: days that are over stay as they were; nobody on leave
// works; each goal is served best by its answer; costs are what the check says;
// and a second run gives the same.
func TestMendsAreWhatTheySay(t *testing.T) {
	for seed := range uint64(5) {
		p, b, r := randomBoard(t, seed, 5)
		published := dutiesOf(b.m, b.rows)
		over := p.Start + roster.Date(r.IntN(10))
		away(t, p, "p0", over, over+roster.Date(r.IntN(6)))
		terms := RepairTerms{From: over, Notice: 5, Change: 3, Short: 20}
		got := mend(t, p, published, terms, RepairOptions{Iterations: 4000, Seed: seed})
		if again := mend(t, p, published, terms, RepairOptions{Iterations: 4000, Seed: seed}); !cmp.Equal(got.Answers, again.Answers, cmp.AllowUnexported(Gap{})) {
			t.Errorf("seed %d: another run, another answer", seed)
		}
		least := map[string]*Repair{}
		for i := range got.Answers {
			a := &got.Answers[i]
			for _, goal := range a.Goals {
				least[goal] = a
			}
			if s := account(t, got.Problem, a.Solution.Duties); !near(s.Cost, a.Solution.Cost) || s.Hard != a.Solution.Hard {
				t.Errorf("seed %d: %v %d, check %v %d", seed, a.Solution.Cost, a.Solution.Hard, s.Cost, s.Hard)
			}
			for _, d := range notIn(published, a.Solution.Duties) {
				locked := d.Date < over
				if i := slices.IndexFunc(got.Answers[i].Changes, func(c DutyChanges) bool { return c.Person == d.Person }); i < 0 {
					t.Errorf("seed %d: %v is not told of", seed, d)
				}
				if locked && slices.ContainsFunc(a.Touched, func(who string) bool { return who == d.Person }) && keepable(b.m, d) {
					t.Errorf("seed %d: %v is over and was changed", seed, d)
				}
			}
		}
		if len(least) != 3 {
			t.Fatalf("seed %d: goals %v", seed, least)
		}
		for _, a := range got.Answers {
			c, q := least[Cheapest].Solution, a.Solution
			if q.Hard < c.Hard || q.Hard == c.Hard && q.Cost < c.Cost-1e-9 {
				t.Errorf("seed %d: %v costs %v, the cheapest %v", seed, a.Goals, q.Cost, c.Cost)
			}
		}
	}
}

// keepable reports whether a published duty broke no rule by itself.
func keepable(m *model, d Assigned) bool {
	o, err := m.optionOf(d)
	return err == nil && m.people[o.person].free(o.day, o.shift).hard == 0
}

// notIn returns the duties of a that are not in b.
func notIn(a, b []Assigned) (out []Assigned) {
	for _, d := range a {
		if !slices.ContainsFunc(b, func(x Assigned) bool { return x.Person == d.Person && x.Date == d.Date && x.Shift == d.Shift }) {
			out = append(out, d)
		}
	}
	return out
}

// BenchmarkMend repairs a month after two absences of four days.
func BenchmarkMend(b *testing.B) {
	for name, people := range map[string]int{"48 people": 48, "200 people": 200} {
		b.Run(name, func(b *testing.B) {
			p, published := centreOf(b, people)
			s, err := Solve(context.Background(), p, Options{Seed: 1, Iterations: 2_000_000, Start: &Solution{Duties: published}})
			if err != nil {
				b.Fatal(err)
			}
			for _, i := range []int{0, 5} {
				away(b, p, p.People[i].ID, p.Start+9, p.Start+12)
			}
			for b.Loop() {
				r := mend(b, p, s.Duties, RepairTerms{From: p.Start + 9, Notice: 4}, RepairOptions{})
				b.ReportMetric(r.Unrepaired.MissingHours(p), "hours-open")
				for _, a := range r.Answers {
					for _, goal := range a.Goals {
						b.ReportMetric(a.Solution.MissingHours(p), goal+"-hours")
						b.ReportMetric(float64(len(a.Touched)), goal+"-people")
					}
				}
			}
		})
	}
}
