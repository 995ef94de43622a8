package solver

import (
	"slices"
	"testing"

	"github.com/smena-org/smena/roster"
)

// Every obstacle that an explanation names is there: the roster with the duty in
// it, checked anew, breaks that rule by those numbers and did not before; where
// price alone is in the way, it costs so much more.
func TestExplanationsAreTrue(t *testing.T) {
	met := map[string]int{}
	for seed := range uint64(20) {
		p, b, r := randomBoard(t, seed, 4)
		duties := dutiesOf(b.m, b.rows)
		before := check(t, p, duties)
		for range 6 {
			g := before.Gaps[r.IntN(len(before.Gaps))]
			for _, r := range g.Reasons {
				met[r.Rule]++
				switch {
				case r.Rule == "skill" || r.Rule == "no-shift":
					cannotHelp(t, p, duties, g, r.People[0])
				default:
					nearestMiss(t, p, duties, before, g, r)
				}
			}
		}
	}
	for _, rule := range []string{"skill", "no-shift", "left", "min-rest", "unavailable"} {
		if met[rule] == 0 {
			t.Errorf("no gap was explained by %s: the test says little", rule)
		}
	}
	if len(met) < 10 {
		t.Errorf("gaps were explained by %v alone", met)
	}
}

// nearestMiss puts the nearest miss into the roster and has it checked.
func nearestMiss(t *testing.T, p *Problem, duties []Assigned, before *Solution, g Gap, r Reason) {
	t.Helper()
	if r.Nearest == nil || !slices.Contains(r.People, r.Nearest.Person) {
		t.Fatalf("%s %s: the nearest of %v is %v", g.Start, r.Rule, r.People, r.Nearest)
	}
	after := account(t, p, instead(duties, *r.Nearest))
	h0, s0 := shortage(t, p, duties, g.cell)
	if h1, s1 := shortage(t, p, instead(duties, *r.Nearest), g.cell); h1 >= h0 && s1 >= s0 {
		t.Errorf("%v does not help the gap of %s", *r.Nearest, g.Start)
	}
	if r.Rule == "working" || r.Rule == "price" || r.Rule == "left" {
		if (r.Cost < 0) != (r.Rule == "left") && after.Hard <= before.Hard {
			t.Errorf("%v is in the way by %s, and costs %v", *r.Nearest, r.Rule, r.Cost)
		}
		sum := 0.0
		for _, c := range r.ByRule {
			sum += c.Cost
		}
		if !near(sum, r.Cost) || !near(after.Cost-before.Cost, r.Cost) {
			t.Errorf("%v costs %v more, by rule %v; the explanation says %v", *r.Nearest, after.Cost-before.Cost, sum, r.Cost)
		}
		if n, m := hardRules(before), hardRules(after); m > n {
			t.Errorf("%v breaks hard rules: %d, before %d", *r.Nearest, m, n)
		}
		return
	}
	same := func(b roster.Breach) bool {
		return b.Agent == r.Nearest.Person && b.Hard && b.Rule == r.Rule && b.Reason == r.Reason && b.Have == r.Have && b.Want == r.Want
	}
	if n, m := count(before.Breaches, same), count(after.Breaches, same); m <= n {
		t.Errorf("%v should break %s by %d instead of %d: %d such breaches, before %d", *r.Nearest, r.Rule, r.Have, r.Want, m, n)
	}
}

// cannotHelp gives a person every duty near a gap: none makes it smaller.
func cannotHelp(t *testing.T, p *Problem, duties []Assigned, g Gap, person string) {
	t.Helper()
	day, err := roster.ParseDate(g.Start[:10])
	if err != nil {
		t.Fatal(err)
	}
	for d := max(day-1, p.Start); d <= min(day+1, p.Start+roster.Date(p.Days-1)); d++ {
		for _, s := range p.Shifts {
			is := gapAt(account(t, p, instead(duties, Assigned{Person: person, Date: d, Shift: s.ID})), g)
			if is == nil || is.Cost < g.Cost-1e-9 {
				t.Errorf("%s on %s by %s helps the gap of %s %v", s.ID, d, person, g.Start, g.Skills)
			}
		}
	}
}

func instead(duties []Assigned, d Assigned) []Assigned {
	out := slices.DeleteFunc(slices.Clone(duties), func(x Assigned) bool { return x.Person == d.Person && x.Date == d.Date })
	return append(out, d)
}

// shortage prices what a cell lacks.
func shortage(t *testing.T, p *Problem, duties []Assigned, cell int) (hard, soft int64) {
	t.Helper()
	b, err := NewBoard(p, duties)
	if err != nil {
		t.Fatal(err)
	}
	c := &b.m.cover.cells[cell]
	hard, _ = c.cost(c.counts(b.have))
	return hard, c.price(c.counts(b.have))
}

// gapAt finds the gap of the same cell.
func gapAt(s *Solution, g Gap) *Gap {
	for i := range s.Gaps {
		if s.Gaps[i].cell == g.cell {
			return &s.Gaps[i]
		}
	}
	return nil
}

// account is check without explanations, which take most of its time.
func account(t *testing.T, p *Problem, duties []Assigned) *Solution {
	t.Helper()
	m, err := lay(p)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := m.rowsOf(duties)
	if err != nil {
		t.Fatal(err)
	}
	return m.account(rows, nil)
}

// minima counts the people missing to hard minima.
func minima(s *Solution) int {
	for _, c := range s.ByRule {
		if c.Rule == "minimum" {
			return c.Hard
		}
	}
	return 0
}

func hardRules(s *Solution) (steps int) {
	for i := range s.Breaches {
		if s.Breaches[i].Hard {
			steps += stepsOf(&s.Breaches[i])
		}
	}
	return steps
}

func count(breaches []roster.Breach, is func(roster.Breach) bool) (n int) {
	for _, b := range breaches {
		n += btoi(is(b))
	}
	return n
}

// Who breaks a rule already is not told that the old breach is in the way.
func TestAnOldBreachStopsNobody(t *testing.T) {
	p := twoNights(t)
	// Seven days in a row are worked, where six are allowed. A duty three
	// days later breaks nothing more.
	var duties []Assigned
	for d := range 7 {
		duties = append(duties, Assigned{Person: "anna", Date: p.Start + roster.Date(d), Shift: "D"})
	}
	b, err := NewBoard(p, duties)
	if err != nil {
		t.Fatal(err)
	}
	e, err := b.Try(Assigned{Person: "anna", Date: p.Start + 9, Shift: "D"})
	if err != nil || len(e.Breaks) > 0 || e.Hard != 0 {
		t.Errorf("%+v %v", e, err)
	}
	e, err = b.Try(Assigned{Person: "anna", Date: p.Start + 7, Shift: "D"})
	if err != nil || len(e.Breaks) != 1 || e.Breaks[0].Date != p.Start+7 || e.Hard != 1 {
		t.Errorf("%+v %v", e, err)
	}
}

// twoNights is a fortnight of two people on days and nights, one of each wanted.
func twoNights(t testing.TB) *Problem {
	t.Helper()
	p := &Problem{
		Format: Format, Start: roster.NewDate(2026, 12, 1), Days: 14,
		Shifts:   []Shift{{ID: "D", Start: 8 * 60, Minutes: 480}, {ID: "N", Start: 22 * 60, Minutes: 480}},
		Policies: []Policy{{ID: "all", Rules: roster.Policy{clause(t, `{"rule":"min-rest","minutes":660}`), clause(t, `{"rule":"days-in-a-row","max":6}`)}}},
		People:   []Person{{ID: "anna", Policies: []string{"all"}}, {ID: "bela", Policies: []string{"all"}}},
	}
	for d := range p.Days {
		for _, s := range p.Shifts {
			p.Demand.Shifts = append(p.Demand.Shifts, ShiftDemand{Date: p.Start + roster.Date(d), Shift: s.ID, Target: 1, Missing: 100})
		}
	}
	return p
}

// Who has no time left explains nothing, and says the rest all the same.
func TestReportStops(t *testing.T) {
	for seed := range uint64(20) {
		m, err := compile(mildProblem(t, seed))
		if err != nil {
			t.Fatal(err)
		}
		full, short := m.report(m.allFree(), nil, endless), m.report(m.allFree(), nil, func() bool { return true })
		if len(full.Gaps) != len(short.Gaps) || full.Cost != short.Cost {
			t.Errorf("seed %d: %d gaps at %v, stopped %d at %v", seed, len(full.Gaps), full.Cost, len(short.Gaps), short.Cost)
		}
		for i := range short.Gaps {
			if short.Gaps[i].Reasons != nil || len(full.Gaps) <= mostExplained && full.Gaps[i].Reasons == nil {
				t.Errorf("seed %d, gap %d: reasons %v, stopped %v", seed, i, full.Gaps[i].Reasons, short.Gaps[i].Reasons)
			}
		}
	}
}
