package roster

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// someLives calls f with random people's months, over both changes of clocks.
func someLives(t *testing.T, n int, f func(r *rand.Rand, l *life)) {
	t.Helper()
	starts := []Date{NewDate(2026, 3, 9), NewDate(2026, 10, 12)}
	zones := []string{"Europe/Budapest", "Asia/Tbilisi", "America/New_York"}
	for seed := range n {
		r := rand.New(rand.NewPCG(uint64(seed), 3))
		spec := CalendarSpec{
			First: starts[seed%2], Days: 2 + r.IntN(44), Zone: place(t, zones[seed%3]), Place: place(t, zones[r.IntN(3)]),
			Shifts: oracleShifts, Holiday: func(d Date) bool { return d%9 == 0 },
			NightFrom: 22 * 60, NightTo: 30 * 60, IsNight: func(night, _ int) bool { return night > 60 },
		}
		spec.Lead = r.IntN(spec.Days)
		spec.Known = r.IntN(spec.Lead + 1)
		f(r, &life{spec: spec, cal: NewCalendar(spec)})
	}
}

// policy draws one clause of every rule, hard or soft.
func (l *life) policy(r *rand.Rand) (p Policy) {
	for _, make := range Catalogue {
		cl := Clause{Rule: randomRule[make().Name()](r, l), Hard: true, Source: "contract"}
		if r.IntN(2) == 0 {
			cl.Hard, cl.Weight = false, 1+r.IntN(9)
		}
		p = append(p, cl)
	}
	return p
}

func TestBreachesMakeSense(t *testing.T) {
	someLives(t, 300, func(r *rand.Rand, l *life) {
		j := l.policy(r).Bind(l.cal, "a")
		row := randomRow(r, l)
		before := slices.Clone(row)
		got, cost := j.Check(row)
		if !slices.Equal(row, before) {
			t.Fatal("Check changed the row")
		}
		var sum Cost
		for _, b := range got {
			i := slices.IndexFunc(j.Policy, func(c Clause) bool { return c.Rule.Name() == b.Rule })
			size := max(b.Have-b.Want, b.Want-b.Have)
			if b.Rule == "fair-share" {
				size *= size
			}
			first, last := l.cal.Date(l.cal.Lead), l.cal.Date(l.cal.Days-1)
			switch {
			case b.Excess <= 0, size != b.Excess:
				t.Fatalf("have, want and excess: %+v of %+v", b, j.Policy[i].Rule)
			case b.Date < first, b.Date > last, b.Until != 0 && (b.Until < b.Date || b.Until > last):
				t.Fatalf("dates outside %s to %s: %+v", first, last, b)
			case b.Hard != j.Policy[i].Hard, b.Weight != j.Policy[i].Weight, b.Source != "contract", b.Hard && b.Cost != 0, !b.Hard && b.Cost <= 0:
				t.Fatalf("%+v of %+v", b, j.Policy[i])
			case b.Until == 0 && b.Shift != l.cal.Codes[row[b.Date-l.cal.First]]:
				t.Fatalf("shift of %+v", b)
			}
			sum = sum.Add(j.Policy[i].Price(b.Excess))
		}
		if sum != cost {
			t.Fatalf("breaches cost %+v, Check says %+v", sum, cost)
		}
	})
}

// Who does nothing breaks minima, wishes to work and pins, and nothing else.
func TestIdleRow(t *testing.T) {
	someLives(t, 300, func(r *rand.Rand, l *life) {
		j := l.policy(r).Bind(l.cal, "a")
		for _, cl := range j.Policy {
			switch r := cl.Rule.(type) { // nothing carried in, which may exceed by itself
			case *Hours:
				r.Opening = 0
			case *Duties:
				r.Opening = 0
			case *Weekends:
				r.Opening = 0
			case *DaysOff:
				r.Min = min(r.Min, 1) // a period may be a single day
			}
		}
		got, _ := j.Policy.Bind(l.cal, "a").Check(make(Row, l.cal.Days))
		for _, b := range got {
			switch {
			case b.Have < b.Want && slices.Contains([]string{"hours", "duties", "fair-share"}, b.Rule):
			case b.Have > b.Want && slices.Contains([]string{"days-off", "days-off-in-a-row"}, b.Rule):
			case b.Rule == "wish" && b.Reason == "on", b.Rule == "pinned", b.Rule == "as-published":
			case b.Rule == "pattern" && !slices.Contains(patternOf(j.Policy).Days, "work"):
			default:
				t.Fatalf("an idle row breaks %+v", b)
			}
		}
	})
}

func patternOf(p Policy) *Pattern {
	for _, cl := range p {
		if r, ok := cl.Rule.(*Pattern); ok {
			return r
		}
	}
	return &Pattern{}
}

func TestAutomataAreSmall(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 4))
	spec := CalendarSpec{
		First: NewDate(2026, 3, 2), Days: 45, Zone: place(t, "Europe/Budapest"), Place: place(t, "Asia/Tbilisi"), Shifts: slices.Clone(oracleShifts),
		NightFrom: 22 * 60, NightTo: 30 * 60, IsNight: func(night, _ int) bool { return night > 60 },
	}
	spec.Shifts = append(spec.Shifts, ShiftType{Code: "A", Start: 7 * 60, Length: 300}, ShiftType{Code: "C", Start: 11 * 60, Length: 600})
	l := &life{spec: spec, cal: NewCalendar(spec)}
	most := map[string]int{}
	for range 40 {
		for _, cl := range l.policy(r) {
			for _, term := range cl.Rule.Terms(l.cal) {
				n := 0
				if a := term.Automaton; a != nil {
					n = reachable(l.cal, a.Step)
				} else if term.Counter.Tally != nil {
					n = reachable(l.cal, term.Counter.Tally)
				}
				most[cl.Rule.Name()] = max(most[cl.Rule.Name()], n)
			}
		}
	}
	for name, n := range most {
		if n >= 2000 {
			t.Errorf("%s reaches %d states", name, n)
		}
	}
	t.Logf("states: %v", most)
}

func reachable(c *Calendar, step func(s State, day, shift int) (State, int)) int {
	all, layer := map[State]bool{0: true}, map[State]bool{0: true}
	for day := range c.Days {
		next := map[State]bool{}
		for s := range layer {
			for shift := range c.Codes {
				to, _ := step(s, day, shift)
				next[to], all[to] = true, true
			}
		}
		layer = next
	}
	return len(all)
}

func TestClausesRoundTrip(t *testing.T) {
	someLives(t, 60, func(r *rand.Rand, l *life) {
		for _, cl := range l.policy(r) {
			if r.IntN(3) == 0 {
				cl.Hard = !cl.Hard // hard with a weight, soft without
			}
			data, err := json.Marshal(cl)
			if err != nil {
				t.Fatal(err)
			}
			got, err := ParseClause(data)
			if err != nil {
				t.Fatalf("%s: %v", data, err)
			}
			if diff := cmp.Diff(cl, got, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%s (-want +got):\n%s", data, diff)
			}
		}
	})
}

func TestClausesRefused(t *testing.T) {
	for data, want := range map[string]string{
		`{"minutes": 660}`:                                 `unknown rule ""; the rules are no-overlap, min-rest, `,
		`{"rule": "min-rset"}`:                             `unknown rule "min-rset"; the rules are no-overlap, min-rest, `,
		`{"rule": "min-rest", "minuts": 660}`:              `rule "min-rest": unknown field "minuts"; its fields are minutes, spring_minutes, besides hard, weight and source`,
		`{"rule": "complete-weekends", "max": 1}`:          `rule "complete-weekends": unknown field "max"; it has no fields besides hard, weight and source`,
		`{"rule": "min-rest", "minutes": "11 h"}`:          `rule "min-rest": minutes is given as string; write a whole number`,
		`{"rule": "min-rest", "minutes": 1.5}`:             `rule "min-rest": minutes is given as number 1.5; write a whole number`,
		`{"rule": "min-rest", "minutes": 0}`:               `rule "min-rest": minutes is 0; it must lie between 1 and 10080`,
		`{"rule": "min-rest", "minutes": 9, "weight": -1}`: `rule "min-rest": weight -1 is negative; leave it out to make the rule hard`,
		`{"rule": 7}`: `not a clause: rule is given as number; write a text`,
		`[]`:          `not a clause: it is given as array; write an object`,
		`{`:           `not a clause: unexpected end of JSON input`,
		`{"rule": "hours", "per": "wek", "max": 1}`:                              `rule "hours": per is "wek"; it must be one of week, month, horizon, rolling`,
		`{"rule": "hours", "per": "week", "days": 3, "max": 1}`:                  `rule "hours": days is 3; leave it out, or write per: rolling`,
		`{"rule": "hours", "per": "rolling", "max": 1}`:                          `rule "hours": days is 0; it must lie between 1 and 366`,
		`{"rule": "hours", "per": "rolling", "days": 7, "max": 1, "opening": 9}`: `rule "hours": opening is 9; leave it out of rolling days`,
		`{"rule": "hours", "per": "week"}`:                                       `rule "hours": neither min nor max is set`,
		`{"rule": "hours", "per": "week", "min": 3, "max": 2}`:                   `rule "hours": min 3 is above max 2`,
		`{"rule": "hours", "per": "week", "min": 1000001}`:                       `rule "hours": min is 1000001; it must lie between 0 and 1000000`,
		`{"rule": "duties", "per": "week", "min": 10001}`:                        `rule "duties": min is 10001; it must lie between 0 and 10000`,
		`{"rule": "days-in-a-row", "min": 10001}`:                                `rule "days-in-a-row": min is 10001; it must lie between 0 and 10000`,
		`{"rule": "days-off-in-a-row", "max": 1073741825}`:                       `rule "days-off-in-a-row": max is 1073741825; it must lie between 0 and 1073741824`,
		`{"rule": "fair-share", "of": "nights", "target": 10000.5}`:              `rule "fair-share": target is 10000.5; it must lie between 0 and 10000`,
		`{"rule": "duties", "per": "week"}`:                                      `rule "duties": neither min nor max is set`,
		`{"rule": "duties", "per": "week", "max": 1, "weekdays": ["Mon"]}`:       `rule "duties": weekdays is "Mon"; it must be one of sun, mon`,
		`{"rule": "weekends", "per": "rolling", "max": 1}`:                       `rule "weekends": per is "rolling"; it must be one of week, month, horizon`,
		`{"rule": "weekends", "per": "month"}`:                                   `rule "weekends": max is missing`,
		`{"rule": "weekly-rest", "minutes": 5041}`:                               `rule "weekly-rest": minutes is 5041; it must lie between 1 and 5040`,
		`{"rule": "fair-share", "of": "nights", "target": -0.5}`:                 `rule "fair-share": target is -0.5; it must lie between 0 and 10000`,
		`{"rule": "fair-share", "of": "shifts"}`:                                 `rule "fair-share": shifts is missing`,
		`{"rule": "pattern", "days": ["off", ""]}`:                               `rule "pattern": days has an empty element; write a shift code`,
		`{"rule": "pattern", "days": ["off"]}`:                                   `rule "pattern": days is 1; it must lie between 2 and 8`,
		`{"rule": "forbidden-succession", "pairs": [["N", ""]]}`:                 `rule "forbidden-succession": a pair must name two shifts`,
		`{"rule": "shifts-in-a-row", "max": 2}`:                                  `rule "shifts-in-a-row": give either shifts or night: true`,
		`{"rule": "unavailable", "from": "2026-03-02"}`:                          `rule "unavailable": from and to belong together; write both, or dates`,
		`{"rule": "unavailable", "from": "2026-03-02", "to": "2026-03-01"}`:      `rule "unavailable": to 2026-03-01 is before from 2026-03-02; write the first day`,
		`{"rule": "unavailable"}`:                                                `rule "unavailable": dates is missing`,
		`{"rule": "wish", "date": "2 March"}`:                                    `rule "wish": "2 March" is not a date; write it as 2026-12-01`,
		`{"rule": "no-nights", "reason": "mood"}`:                                `rule "no-nights": reason is "mood"; it must be one of `,
		`{"rule": "free-sundays", "per": "week", "min": 1}`:                      `rule "free-sundays": per is "week"; it must be one of month, horizon`,
	} {
		c, err := ParseClause([]byte(data))
		if KindOf(err) != Invalid || !strings.HasPrefix(fmt.Sprint(err), want) || c.Rule != nil {
			t.Errorf("%s\n got %v\nwant %s", data, err, want)
		}
	}
}

func TestUnknownShift(t *testing.T) {
	known := func(code string) bool { return code == "E" }
	for want, rule := range map[string]Rule{
		"": &AllowedShifts{Shifts: []string{"E"}},
		`rule "allowed-shifts" names the shift "Q", which the team does not have`:       &AllowedShifts{Shifts: []string{"E", "Q"}},
		`rule "forbidden-succession" names the shift "Q", which the team does not have`: &ForbiddenSuccession{Pairs: [][2]string{{"E", "Q"}}},
		`rule "pattern" names the shift "Q", which the team does not have`:              &Pattern{Days: []string{"off", "work", "any", "Q"}},
		`rule "pinned" names the shift "Q", which the team does not have`:               &Pinned{Shift: "Q"},
	} {
		if err := UnknownShift(rule, known); err == nil && want != "" || err != nil && err.Error() != want {
			t.Errorf("%+v: %v", rule, err)
		}
	}
	if err := UnknownShift(&MinRest{}, known); err != nil {
		t.Error(err)
	}
}

// An edit answers for what it makes worse.
func TestWorsened(t *testing.T) {
	someLives(t, 200, func(r *rand.Rand, l *life) {
		j := l.policy(r).Bind(l.cal, "a")
		before, after := randomRow(r, l), randomRow(r, l)
		if got := j.Worsened(before, slices.Clone(before)); got != nil {
			t.Fatalf("nothing changed, yet %+v", got)
		}
		total := func(row Row) map[string]int {
			sum := map[string]int{}
			breaches, _ := j.Check(row)
			for _, b := range breaches {
				sum[b.Rule] += b.Excess
			}
			return sum
		}
		was, is := total(before), total(after)
		var want []Breach
		breaches, _ := j.Check(after)
		for _, b := range breaches {
			if b.Hard && is[b.Rule] > was[b.Rule] {
				want = append(want, b)
			}
		}
		if diff := cmp.Diff(want, j.Worsened(before, after)); diff != "" {
			t.Fatalf("worsened (-want +got):\n%s", diff)
		}
	})
}

func TestCost(t *testing.T) {
	if (Cost{1, 0}).Less(Cost{0, 9}) || !(Cost{0, 9}).Less(Cost{1, 0}) || !(Cost{1, 1}).Less(Cost{1, 2}) || (Cost{1, 1}).Less(Cost{1, 1}) {
		t.Error("what is less unlawful comes first, then what is cheaper")
	}
	rest := Clause{Rule: &MinRest{Minutes: 660}, Hard: true}
	for excess, want := range map[int]int{1: 1, 60: 1, 61: 2} {
		if got := rest.Price(excess); got != (Cost{Hard: want}) {
			t.Errorf("%d minutes hard: %+v", excess, got)
		}
	}
	if got := (Clause{Rule: &MinRest{}, Weight: 7}).Price(90); got != (Cost{Soft: 7 * 90}) {
		t.Errorf("an hour and a half at 7 an hour: %+v", got)
	}
	if got := (Clause{Rule: &Pinned{}, Weight: 7}).Price(2); got != (Cost{Soft: 14 * Scale}) {
		t.Errorf("two at 7: %+v", got)
	}
}
