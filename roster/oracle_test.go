package roster

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"
)

// The oracle decides every rule by another road: it lays a person's days out
// minute by minute, each with the date and clock the person sees, and then
// walks minutes and dates. It uses no automaton, counter, window, gap, tally or
// Work, and no At: only rows, rule parameters and package time.

func TestOracleKnowsTheCatalogue(t *testing.T) {
	for _, make := range Catalogue {
		name := make().Name()
		if decide[name] == nil {
			t.Errorf("the oracle cannot decide %q", name)
		}
		if randomRule[name] == nil {
			t.Errorf("no random parameters for %q", name)
		}
	}
}

func TestCheckAgreesWithOracle(t *testing.T) {
	starts := []Date{NewDate(2026, 3, 1), NewDate(2026, 3, 16), NewDate(2026, 10, 5), NewDate(2026, 10, 19), NewDate(2026, 1, 30)}
	for n, start := range starts {
		for _, zones := range [][2]string{
			{"Europe/Budapest", "Europe/Budapest"}, {"Europe/Budapest", "Asia/Tbilisi"}, {"Europe/Budapest", "America/New_York"},
			{"America/New_York", "Europe/Budapest"}, {"Europe/Moscow", "Asia/Vladivostok"},
		} {
			t.Run(fmt.Sprintf("%s %s %s", start, zones[0], zones[1]), func(t *testing.T) {
				t.Parallel()
				r := rand.New(rand.NewPCG(uint64(n), 7))
				built := map[string]*dial{}
				for range 6 {
					l := randomLife(r, start, place(t, zones[0]), place(t, zones[1]), built)
					for range 20 {
						agree(t, r, l)
					}
				}
			})
		}
	}
}

func agree(t *testing.T, r *rand.Rand, l *life) {
	t.Helper()
	row := randomRow(r, l)
	m := l.live(row)
	for _, make := range Catalogue {
		name := make().Name()
		rule := randomRule[name](r, l)
		if err := rule.Validate(); err != nil {
			t.Fatalf("%s %+v: %v", name, rule, err)
		}
		breaches, _ := Policy{{Rule: rule, Hard: true}}.Bind(l.cal, "a").Check(row)
		got := 0
		for _, b := range breaches {
			got += b.Excess
		}
		if want := decide[name](m, rule); got != want {
			t.Errorf("%s %+v\nfirst %s, %d days, planned from %d, known from %d\nrow %s\ncheck says %d: %+v\noracle says %d",
				name, rule, l.spec.First, l.spec.Days, l.spec.Lead, l.spec.Known, letters(m), got, breaches, want)
		}
	}
}

// letters shows a row a week at a time, from Monday.
func letters(m *month) (s string) {
	for day := range m.row {
		if day == m.spec.Lead {
			s += "|"
		}
		if m.date(day).Weekday() == time.Monday {
			s += " "
		}
		if m.row[day] == 0 {
			s += "-"
		} else {
			s += m.code(day)
		}
	}
	return s
}
