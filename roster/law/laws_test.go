package law

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/smena-org/smena/roster"
)

// Laws that hold for every pack and calendar, whatever their numbers.

// someDays draws a span of up to two years between 1990 and 2060.
func someDays(t *rapid.T) (from, to roster.Date) {
	from = roster.NewDate(1990, 1, 1) + roster.Date(rapid.IntRange(0, 70*365).Draw(t, "from"))
	return from, from + roster.Date(rapid.IntRange(0, 730).Draw(t, "days"))
}

func anyOfThese(t *rapid.T, name string, words []string) string {
	return rapid.SampledFrom(words).Draw(t, name)
}

// Where a span is asked for in two halves, the holidays, the norm and the
// shortened days of both are those of the whole: a month may be worked out week
// by week.
func TestHalvesMakeTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, err := Load(anyOfThese(t, "pack", Packs()))
		if err != nil {
			t.Fatal(err)
		}
		region := anyOfThese(t, "region", append(Regions(p.Country), ""))
		from, to := someDays(t)
		mid := from + roster.Date(rapid.IntRange(0, int(to-from)).Draw(t, "mid"))
		whole := p.Holidays(region, from, to)
		if halves := slices.Concat(p.Holidays(region, from, mid), p.Holidays(region, mid, to)); !slices.Equal(whole, halves) {
			t.Errorf("holidays of the halves are %v, of the whole %v", halves, whole)
		}
		daily := rapid.IntRange(60, 720).Draw(t, "daily")
		if a, b, all := p.Norm(region, from, mid, daily), p.Norm(region, mid, to, daily), p.Norm(region, from, to, daily); a+b != all {
			t.Errorf("norms %d and %d of the halves, %d of the whole", a, b, all)
		}
	})
}

// Holidays stand in order, once a day, inside the span; and a holiday of the
// country as a whole is one of every region.
func TestHolidaysAreInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		country := anyOfThese(t, "country", Countries())
		region := anyOfThese(t, "region", append(Regions(country), ""))
		from, to := someDays(t)
		last := from - 1
		got := map[roster.Date]bool{}
		for _, h := range HolidaysOf(country, region, from, to) {
			if h.Date <= last || h.Date >= to || h.Name == "" {
				t.Errorf("%+v after %s in %s to %s", h, last, from, to)
			}
			last = h.Date
			got[h.Date] = true
		}
		for _, h := range HolidaysOf(country, "", from, to) {
			if !got[h.Date] {
				t.Errorf("%s is a holiday in %s and not in its region %q", h.Date, country, region)
			}
		}
	})
}

// A norm is never negative, never more than every day worked, and a day of
// leave takes off what the day had.
func TestNormIsBetweenNothingAndEverything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		country := anyOfThese(t, "country", append(Countries(), "AT"))
		from, to := someDays(t)
		daily := rapid.IntRange(0, 720).Draw(t, "daily")
		norm := normOf(country, "", from, to, daily, nil)
		if norm < 0 || norm > daily*int(to-from) {
			t.Errorf("a norm of %d in %d days of %d minutes", norm, to-from, daily)
		}
		away := from + roster.Date(rapid.IntRange(0, int(to-from)).Draw(t, "away"))
		rest := normOf(country, "", from, to, daily, func(d roster.Date) bool { return d == away })
		if own := normOf(country, "", away, min(away+1, to), daily, nil); rest != norm-own {
			t.Errorf("%d without %s, which has %d of %d", rest, away, own, norm)
		}
	})
}

// Easter is a Sunday between 22 March and 25 April; the Orthodox one is never
// earlier than the western one (both by the Gregorian calendar, 1900–2099).
func TestEasterIsASundayInSpring(t *testing.T) {
	for year := 1900; year < 2100; year++ {
		west, east := easter(year), orthodoxEaster(year)
		if west.Weekday() != time.Sunday || east.Weekday() != time.Sunday {
			t.Errorf("%d: Easter on a %s and a %s", year, west.Weekday(), east.Weekday())
		}
		if west < roster.NewDate(year, 3, 22) || west > roster.NewDate(year, 4, 25) || east < west || east > roster.NewDate(year, 5, 8) {
			t.Errorf("%d: Easter on %s and %s", year, west, east)
		}
	}
}

// A window and the rest of the day part the clock between them.
func TestAWindowAndItsRest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := roster.Clock(rapid.IntRange(0, 1439).Draw(t, "from"))
		b := roster.Clock(rapid.IntRange(0, 1439).Draw(t, "to"))
		if a == b {
			return // no such window in any pack
		}
		length := 0
		for c := roster.Clock(0); c < 1440; c++ {
			in, out := (Window{From: a, To: b}).Holds(c), (Window{From: b, To: a}).Holds(c)
			if in == out {
				t.Fatalf("%s is in both or neither of %s–%s and the rest", c, a, b)
			}
			if in {
				length++
			}
		}
		if want := (int(b-a) + 1440) % 1440; length != want {
			t.Errorf("%s–%s holds %d minutes, want %d", a, b, length, want)
		}
	})
}

// More of a night never makes it less of a night duty.
func TestMoreNightIsNoLessANight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, err := Load(anyOfThese(t, "pack", Packs()))
		if err != nil {
			t.Fatal(err)
		}
		paid := rapid.IntRange(1, 720).Draw(t, "paid")
		night := rapid.IntRange(0, paid).Draw(t, "night")
		more := rapid.IntRange(night, paid).Draw(t, "more")
		if p.IsNightDuty(night, paid) && !p.IsNightDuty(more, paid) {
			t.Errorf("%s: %d minutes of night in %d make one, %d do not", p.ID, night, paid, more)
		}
		if p.IsNightDuty(0, paid) {
			t.Errorf("%s: a duty without night is one", p.ID)
		}
	})
}

// The policy of an agent names sources, has each number within what its rule
// allows, and does not depend on anybody else's balance or leave.
func TestEveryPolicyIsSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := anyOfThese(t, "pack", Packs())
		p, err := Load(id)
		if err != nil {
			t.Fatal(err)
		}
		team := aroundTheClock(strings.ToUpper(id))
		if rapid.Bool().Draw(t, "office") {
			team = officeHours(strings.ToUpper(id))
		}
		from := roster.NewDate(rapid.IntRange(2020, 2030).Draw(t, "year"), time.Month(rapid.IntRange(1, 12).Draw(t, "month")), 1)
		in := PolicyInput{
			Team: team, Contract: roster.Contract{ID: "c", WeeklyMinutes: rapid.IntRange(0, 48).Draw(t, "hours") * 60},
			Agent: roster.Agent{ID: "a",
				Consents:  rapid.SliceOfN(rapid.SampledFrom(KnownConsents()), 0, 3).Draw(t, "consents"),
				Protected: rapid.SliceOfN(rapid.SampledFrom(KnownProtected()), 0, 2).Draw(t, "protected")},
			From: from, To: from.NextMonth(),
		}
		policy, findings, err := p.Policy(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range policy {
			if err := c.Rule.Validate(); err != nil || c.Source == "" || c.Hard == (c.Weight > 0) {
				t.Errorf("%s: %+v: %v", c.Rule.Name(), c, err)
			}
		}
		for _, f := range findings {
			if f.Text == "" || f.Source == "" || !f.Severity.known() {
				t.Errorf("finding %+v", f)
			}
		}
		in.Absences = []roster.Absence{{Agent: "b", From: from, To: from + 10}}
		again, _, err := p.Policy(in)
		if err != nil || len(again) != len(policy) {
			t.Errorf("another's leave makes %d clauses of %d: %v", len(again), len(policy), err)
		}
	})
}

// Whoever consents has no more rules to obey than before.
func TestConsentNeverBinds(t *testing.T) {
	for _, id := range Packs() {
		for _, group := range append(KnownProtected(), "") {
			in := december(aroundTheClock(strings.ToUpper(id)))
			if group != "" {
				in.Agent.Protected = []string{group}
			}
			before, _, err := pack(t, id).Policy(in)
			if err != nil {
				t.Fatal(err)
			}
			in.Agent.Consents = KnownConsents()
			after, _, err := pack(t, id).Policy(in)
			if err != nil || len(after) > len(before) {
				t.Errorf("%s, %q: %d clauses without a consent, %d with all: %v", id, group, len(before), len(after), err)
			}
		}
	}
}

// A finding about grounds names those that cure it, and is cured by each.
func TestGroundsCureTheirFinding(t *testing.T) {
	for _, id := range Packs() {
		in := december(aroundTheClock(strings.ToUpper(id)))
		for _, f := range findingsOf(t, id, in) {
			if f.Severity == Forbidden && f.Grounds == "" {
				t.Errorf("%s is forbidden and names no ground", f.Rule)
			}
			for _, ground := range strings.Split(f.Grounds, ", ") {
				if ground == "" {
					continue
				}
				in.Team.Grounds = []string{ground}
				if slices.ContainsFunc(findingsOf(t, id, in), func(g Finding) bool { return g.Rule == f.Rule }) {
					t.Errorf("%s asks for one of %s, and %s is not enough", f.Rule, f.Grounds, ground)
				}
				in.Team.Grounds = nil
			}
		}
	}
}

func findingsOf(t *testing.T, id string, in PolicyInput) []Finding {
	t.Helper()
	_, out, err := pack(t, id).Policy(in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// What a pack or a condition may not say, each with the word that is wrong.
func TestPacksRefuse(t *testing.T) {
	tests := map[string]struct {
		err  error
		want string
	}{
		"a group nobody knows":        {When{Protected: []string{"tall"}}.validate(), `"tall"`},
		"a consent nobody knows":      {When{Without: "cake"}.validate(), `"cake"`},
		"a day that is none":          {When{Open: "monday"}.validate(), `"monday"`},
		"another's id":                {(&Pack{ID: "xx"}).validate("de"), `"xx"`},
		"a clause without a source":   {(&Pack{ID: "de", Clauses: []Entry{{Clause: map[string]any{"rule": "min-rest"}, Severity: Forbidden}}}).validate("de"), "policy[0]: rule min-rest names no source"},
		"a clause of no severity":     {Entry{Clause: map[string]any{"rule": "min-rest", "source": "x"}, Severity: "bad"}.validate(), `severity "bad"`},
		"a notice without words":      {(&Pack{ID: "de", Notices: []Notice{{Rule: "X", Source: "x", Severity: Forbidden}}}).validate("de"), "notices[0]: "},
		"a premium of no article":     {Pay{Premiums: []Premium{{Category: "X"}}}.validate(), "pay.premiums[0] lacks"},
		"an entitlement of no rule":   {Pay{Premiums: []Premium{{Category: "X", Article: "x", Entitled: new(bool)}}}.validate(), "asks for an entitlement"},
		"a check of no text":          {Pay{Checks: []Check{{Code: "X", Article: "x", Severity: Forbidden}}}.validate(), "pay.checks[0] lacks"},
		"a period that ends too soon": {second(pack(t, "de").Policy(PolicyInput{From: date("2026-12-02"), To: date("2026-12-02")})), "the period ends on 2026-12-02"},
		"a consent of an agent":       {checkWords(roster.Agent{ID: "a", Consents: []string{"cake"}}), `agent a: unknown consent "cake"`},
		"a group of an agent":         {checkWords(roster.Agent{ID: "a", Protected: []string{"tall"}}), `agent a: unknown protected group "tall"`},
	}
	for name, tt := range tests {
		if tt.err == nil || !strings.Contains(tt.err.Error(), tt.want) {
			t.Errorf("%s: error %v, want %q", name, tt.err, tt.want)
		}
	}
}

func second(_ roster.Policy, _ []Finding, err error) error { return err }
