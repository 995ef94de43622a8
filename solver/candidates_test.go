package solver

import (
	"fmt"
	"slices"
	"testing"

	"github.com/smena-org/smena/roster"
)

// Of every candidate the same is true as of the roster in which they have the
// duty, checked anew.
func TestCandidatesAreWhatTheCheckSays(t *testing.T) {
	lawful, stopped := 0, 0
	for seed := range uint64(30) {
		p, b, r := randomBoard(t, seed, 6)
		day, shift := r.IntN(b.m.days), 1+r.IntN(b.m.shifts-1)
		o := Opening{Date: p.Start + roster.Date(day), Shift: p.Shifts[shift-1].ID}
		duties := dutiesOf(b.m, b.rows)
		if r.IntN(2) == 0 { // somebody falls ill
			if i := slices.IndexFunc(b.rows, func(row []uint8) bool { return int(row[day]) == shift }); i >= 0 {
				o.Giver = b.m.people[i].id
				duties = slices.DeleteFunc(duties, func(d Assigned) bool { return d.Person == o.Giver && d.Date == o.Date })
			}
		}
		before := account(t, p, duties)
		all, err := b.Candidates(o)
		if err != nil {
			t.Fatal(err)
		}
		for k, c := range all {
			if k > 0 && c.Lawful && (!all[k-1].Lawful || all[k-1].Cost > c.Cost) {
				t.Errorf("seed %d: %+v stands behind %+v", seed, c, all[k-1])
			}
			after := account(t, p, instead(duties, Assigned{Person: c.Person, Date: o.Date, Shift: o.Shift}))
			if !near(after.Cost-before.Cost, c.Cost) || after.Hard-before.Hard != c.Hard {
				t.Errorf("seed %d: %+v; the check says %v and %d", seed, c, after.Cost-before.Cost, after.Hard-before.Hard)
			}
			worse := func(b roster.Breach) bool {
				return b.Agent == c.Person && b.Hard && b.Rule == c.Rule && b.Reason == c.Reason && b.Have == c.Have && b.Want == c.Want
			}
			if c.Lawful {
				lawful++
			} else if stopped++; count(after.Breaches, worse) <= count(before.Breaches, worse) {
				t.Errorf("seed %d: nothing of %+v", seed, c)
			}
		}
	}
	if lawful < 20 || stopped < 20 {
		t.Errorf("%d candidates were lawful, %d not: the test says little", lawful, stopped)
	}
}

func TestCandidatesOfATwoPersonTeam(t *testing.T) {
	p := twoNights(t)
	p.People = append(p.People, Person{ID: "cili", Skills: []string{"de"}, Policies: []string{"all"}})
	first := p.Start
	b, err := NewBoard(p, []Assigned{{Person: "anna", Date: first, Shift: "N"}, {Person: "bela", Date: first + 1, Shift: "D"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name string
		o    Opening
		want []string
	}{
		// Anna's night ends at 6:00: two hours before the day. Bela has it.
		{"the day after her night", Opening{Date: first + 1, Shift: "D"}, []string{"cili ok +0", "anna min-rest +0"}},
		// Anna and Bela gain 100; Bela would leave his own day uncovered.
		{"the night after", Opening{Date: first + 1, Shift: "N"}, []string{"anna ok -100", "cili ok -100", "bela ok +0"}},
		{"in German", Opening{Date: first + 1, Shift: "N", Skills: []string{"de"}}, []string{"cili ok -100", "anna skill -100", "bela skill +0"}},
		{"instead of Bela", Opening{Date: first + 1, Shift: "D", Giver: "bela"}, []string{"cili ok -100", "anna min-rest -100"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			all, err := b.Candidates(tt.o)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, c := range all {
				rule := c.Rule
				if c.Lawful {
					rule = "ok"
				}
				got = append(got, fmt.Sprintf("%s %s %+.0f", c.Person, rule, c.Cost))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("%v, want %v", got, tt.want)
			}
		})
	}
	for name, o := range map[string]Opening{
		"a day too early": {Date: first - 1, Shift: "D"}, "no such shift": {Date: first, Shift: "X"},
		"who does not have it": {Date: first, Shift: "N", Giver: "bela"}, "a stranger": {Date: first, Shift: "N", Giver: "zoe"},
	} {
		if _, err := b.Candidates(o); roster.KindOf(err) != roster.Invalid && roster.KindOf(err) != roster.NotFound {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// centreOf is the service centre with so many people, and a roster of theirs
// that is lawful but for little.
func centreOf(t testing.TB, people int) (*Problem, []Assigned) {
	t.Helper()
	p := serviceCentre(t)
	all := p.People
	p.People = nil
	var duties []Assigned
	for i := range people {
		who := all[i%len(all)]
		who.ID = fmt.Sprintf("%s-%d", who.ID, i)
		p.People = append(p.People, who)
		shift := "E"
		if who.Policies[0] == "12h" {
			shift = "D12"
		}
		for d := i % 7; d < p.Days; d++ {
			if d%7 < 3+i%2 {
				duties = append(duties, Assigned{Person: who.ID, Date: p.Start + roster.Date(d), Shift: shift})
			}
		}
	}
	for i := range p.Demand.Intervals {
		p.Demand.Intervals[i].Target = p.Demand.Intervals[i].Target * people / len(all)
	}
	return p, duties
}

// BenchmarkCandidates asks who can take a duty, among 200 people in a month:
// laid out before, and with all that it takes from the problem on.
func BenchmarkCandidates(b *testing.B) {
	p, duties := centreOf(b, 200)
	o := Opening{Date: p.Start + 9, Shift: "L"}
	b.Run("laid out", func(b *testing.B) {
		board, err := NewBoard(p, duties)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if _, err := board.Candidates(o); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("from the problem", func(b *testing.B) {
		for b.Loop() {
			board, err := NewBoard(p, duties)
			if err != nil {
				b.Fatal(err)
			}
			if _, err := board.Candidates(o); err != nil {
				b.Fatal(err)
			}
		}
	})
}
