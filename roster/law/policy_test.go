package law

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
)

// aroundTheClock is open 168 h a week, officeHours 40.
func aroundTheClock(country string) roster.Team {
	t := roster.Team{Country: country}
	for d := range t.Opening {
		t.Opening[d] = []roster.ClockSpan{{From: 0, To: 1440}}
	}
	return t
}

func officeHours(country string) roster.Team {
	t := roster.Team{Country: country}
	for d := 1; d <= 5; d++ {
		t.Opening[d] = []roster.ClockSpan{{From: 9 * 60, To: 17 * 60}}
	}
	return t
}

func december(team roster.Team) PolicyInput {
	return PolicyInput{
		Team: team, Contract: roster.Contract{ID: "full", WeeklyMinutes: 2400}, Agent: roster.Agent{ID: "a"},
		From: date("2026-12-01"), To: date("2027-01-01"),
	}
}

// clauses returns the clauses of a rule as JSON, hard and soft alike.
func clauses(t *testing.T, id string, in PolicyInput, rule string) []string {
	t.Helper()
	policy, _, err := pack(t, id).Policy(in)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, c := range policy {
		if c.Rule.Name() != rule {
			continue
		}
		data, err := json.Marshal(c.Rule)
		if err != nil {
			t.Fatal(err)
		}
		hard := "soft "
		if c.Hard {
			hard = "hard "
		}
		out = append(out, hard+string(data))
	}
	return out
}

func TestPolicy(t *testing.T) {
	with := func(in PolicyInput, change func(*PolicyInput)) PolicyInput {
		change(&in)
		return in
	}
	hu, hu5, ru, de, eu := december(aroundTheClock("HU")), december(officeHours("HU")), december(aroundTheClock("RU")), december(aroundTheClock("DE")), december(aroundTheClock("AT"))
	tests := map[string]struct {
		pack string
		in   PolicyInput
		rule string
		want []string
	}{
		"HU rests eleven hours even in shifts": {"hu", hu, "min-rest", []string{`hard {"minutes":660}`}},
		"HU in shifts: 40 h once a month":      {"hu", hu, "weekly-rest", []string{`hard {"minutes":2400,"per":"month"}`}},
		"HU in offices: 48 h a week":           {"hu", hu5, "weekly-rest", []string{`hard {"minutes":2880,"per":"week"}`}},
		"HU before the reform of 2023": {"hu", with(hu, func(in *PolicyInput) { in.From, in.To = date("2022-12-01"), date("2023-01-01") }),
			"weekly-rest", []string{`hard {"minutes":2400,"per":"week"}`}},
		"HU one Sunday a month": {"hu", hu, "free-sundays", []string{`hard {"per":"month","min":1}`}},
		// 31 days: 2880 × 31 / 7 = 12754. Norm: 23 weekdays − the 24th and 25th + Saturday the 12th = 22 × 8 h.
		"HU hours: 48 h on average, and the norm": {"hu", hu, "hours", []string{`hard {"per":"horizon","max":12754}`, `hard {"per":"horizon","max":10560}`}},
		"RU hours: the norm of 176 h":             {"ru", ru, "hours", []string{`hard {"per":"horizon","max":10560}`}},
		"RU: four hours owed make room for more": {"ru", with(ru, func(in *PolicyInput) { in.Balance = &roster.Balance{HoursBalance: -240} }),
			"hours", []string{`hard {"per":"horizon","max":10560,"opening":-240}`}},
		"RU: a period of one month carries nothing": {"ru", with(ru, func(in *PolicyInput) {
			in.Balance, in.Contract.Reference = &roster.Balance{HoursBalance: -240}, 1
		}), "hours", []string{`hard {"per":"horizon","max":10560}`}},
		// 1 to 7 December has five workdays: 176 h − 40 h = 136 h. Another's leave counts for nothing.
		"RU: leave reduces the norm": {"ru", with(ru, func(in *PolicyInput) {
			in.Absences = []roster.Absence{{Agent: "a", From: date("2026-12-01"), To: date("2026-12-08")}, {Agent: "b", From: date("2026-12-08"), To: date("2026-12-31")}}
		}), "hours", []string{`hard {"per":"horizon","max":8160}`}},
		"RU: half time has half the norm": {"ru", with(ru, func(in *PolicyInput) { in.Contract.WeeklyMinutes = 1200 }), "hours", []string{`hard {"per":"horizon","max":5280}`}},
		"RU: no agreed hours, no norm":    {"ru", with(ru, func(in *PolicyInput) { in.Contract.WeeklyMinutes = 0 }), "hours", nil},
		"RU weekly rest":                  {"ru", ru, "weekly-rest", []string{`hard {"minutes":2520,"per":"week"}`}},
		"DE ten hours a day":              {"de", de, "max-duty", []string{`hard {"minutes":600}`}},
		"DE: one free Sunday, better two": {"de", de, "free-sundays", []string{`hard {"per":"month","min":1}`, `soft {"per":"month","min":2}`}},
		"DE: pregnant, every Sunday free": {"de", with(de, func(in *PolicyInput) { in.Agent.Protected = []string{"pregnant"} }), "free-sundays",
			[]string{`hard {"per":"month","min":1}`, `soft {"per":"month","min":2}`, `hard {"per":"horizon","min":53}`}},
		"DE: nursing, by her own wish on Sundays": {"de", with(de, func(in *PolicyInput) {
			in.Agent.Protected, in.Agent.Consents = []string{"nursing"}, []string{"sunday"}
		}), "free-sundays", []string{`hard {"per":"month","min":1}`, `soft {"per":"month","min":2}`}},
		"DE hours":                       {"de", de, "hours", []string{`hard {"per":"week","max":3600}`, `hard {"per":"horizon","max":12754}`}},
		"EU: who opted out has no 48 h":  {"eu", with(eu, func(in *PolicyInput) { in.Agent.Consents = []string{"opt_out"} }), "hours", nil},
		"EU: nights of 8 h have a price": {"eu", eu, "max-duty", []string{`soft {"minutes":480,"night":true}`}},
		"nights are allowed":             {"hu", hu, "no-nights", nil},
		"HU: pregnant": {"hu", with(hu, func(in *PolicyInput) { in.Agent.Protected = []string{"pregnant"} }),
			"no-nights", []string{`hard {"reason":"protected"}`}},
		"RU: a single parent, unasked": {"ru", with(ru, func(in *PolicyInput) { in.Agent.Protected = []string{"single_parent"} }),
			"no-nights", []string{`hard {"reason":"consent"}`}},
		"RU: a single parent who consents": {"ru", with(ru, func(in *PolicyInput) {
			in.Agent.Protected, in.Agent.Consents = []string{"single_parent"}, []string{"night"}
		}), "no-nights", nil},
		"RU: consent does not help who is pregnant": {"ru", with(ru, func(in *PolicyInput) {
			in.Agent.Protected, in.Agent.Consents = []string{"pregnant"}, []string{"night"}
		}), "no-nights", []string{`hard {"reason":"protected"}`}},
		"a contract without nights": {"de", with(de, func(in *PolicyInput) { in.Contract.Nights = "never" }), "no-nights", []string{`hard {"reason":"consent"}`}},
		"volunteers, unasked":       {"de", with(de, func(in *PolicyInput) { in.Contract.Nights = "volunteers" }), "no-nights", []string{`hard {"reason":"consent"}`}},
		"a volunteer": {"de", with(de, func(in *PolicyInput) {
			in.Contract.Nights, in.Agent.Consents = "volunteers", []string{"night"}
		}), "no-nights", nil},
		"US: nothing but pay": {"us", december(aroundTheClock("US")), "min-rest", nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, clauses(t, tt.pack, tt.in, tt.rule)); diff != "" {
				t.Errorf("clauses differ (-want +got):\n%s", diff)
			}
		})
	}
}

// Every clause of every pack must parse, whoever it is for, and name its article.
func TestEveryClauseParses(t *testing.T) {
	for _, id := range Packs() {
		p := pack(t, id)
		for i, e := range slices.Concat(p.Clauses, contractNights) {
			c, err := e.clause(p, december(aroundTheClock(p.Country)))
			if err != nil {
				t.Errorf("%s policy[%d]: %v", id, i, err)
			} else if c.Source == "" {
				t.Errorf("%s policy[%d] %s names no source", id, i, c.Rule.Name())
			}
		}
	}
}

func TestFindings(t *testing.T) {
	tests := map[string]struct {
		pack    string
		team    roster.Team
		grounds []string
		want    []string // those that are forbidden
	}{
		"HU: open on Sundays and holidays on no ground":   {"hu", aroundTheClock("HU"), nil, []string{"HU_MT_101_GROUNDS", "HU_MT_102_3"}},
		"HU: multi-shift is no ground on holidays":        {"hu", aroundTheClock("HU"), []string{"d"}, []string{"HU_MT_102_3"}},
		"HU: a service provided abroad is":                {"hu", aroundTheClock("HU"), []string{"g"}, nil},
		"DE: no ground at all":                            {"de", aroundTheClock("DE"), nil, []string{"DE_ARBZG_10_GROUNDS", "DE_ARBZG_9_HOLIDAY"}},
		"DE: some ground":                                 {"de", aroundTheClock("DE"), []string{"13"}, nil},
		"DE: Monday to Friday is still open at Christmas": {"de", officeHours("DE"), nil, []string{"DE_ARBZG_9_HOLIDAY"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			in := december(tt.team)
			in.Team.Grounds = tt.grounds
			_, findings, err := pack(t, tt.pack).Policy(in)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range findings {
				if f.Severity == Forbidden {
					got = append(got, f.Rule)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("findings differ (-want +got):\n%s", diff)
			}
		})
	}
	closed := december(officeHours("DE"))
	closed.Team.ClosedHolidays = true
	_, findings, err := pack(t, "de").Policy(closed)
	if err != nil || slices.ContainsFunc(findings, func(f Finding) bool { return f.Severity == Forbidden }) {
		t.Errorf("a team closed on holidays is told %+v, %v", findings, err)
	}
}

func TestUnknownWordsAreRefused(t *testing.T) {
	tests := map[string]struct {
		agent roster.Agent
		want  string
	}{
		"consent": {roster.Agent{ID: "a7", Consents: []string{"nights"}}, `agent a7: unknown consent "nights"; write one of holiday, night, opt_out`},
		"group":   {roster.Agent{ID: "a7", Protected: []string{"pregant"}}, `agent a7: unknown protected group "pregant"; write one of carer`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			in := december(officeHours("HU"))
			in.Agent = tt.agent
			_, _, err := pack(t, "hu").Policy(in)
			if roster.KindOf(err) != roster.Invalid || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want an Invalid error saying %q", err, tt.want)
			}
		})
	}
}

func TestAPeriodMustHaveDays(t *testing.T) {
	in := december(officeHours("HU"))
	in.To = in.From
	if _, _, err := pack(t, "hu").Policy(in); roster.KindOf(err) != roster.Invalid {
		t.Errorf("%v, want an Invalid error", err)
	}
}

func TestMultiShift(t *testing.T) {
	team := roster.Team{}
	for d := 1; d <= 5; d++ {
		team.Opening[d] = []roster.ClockSpan{{From: 6 * 60, To: 22 * 60}} // 5 × 16 h = 80 h
	}
	if !MultiShift(team) {
		t.Error("80 h a week are multi-shift")
	}
	team.Opening[1][0].To-- // a minute less
	if MultiShift(team) {
		t.Error("79 h 59 min are not")
	}
}

func TestMalformedEntriesAreFound(t *testing.T) {
	good := Entry{Clause: map[string]any{"rule": "min-rest", "minutes": 660, "source": "x"}, Severity: Forbidden}
	if err := good.validate(); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Entry){
		"no source":       func(e *Entry) { e.Clause = map[string]any{"rule": "min-rest"} },
		"no severity":     func(e *Entry) { e.Severity = "" },
		"unknown group":   func(e *Entry) { e.When.Protected = []string{"tall"} },
		"unknown consent": func(e *Entry) { e.When.Without = "smile" },
		"unknown opening": func(e *Entry) { e.When.Open = "always" },
	} {
		e := good
		change(&e)
		if e.validate() == nil {
			t.Errorf("%s: the entry passes", name)
		}
	}
	if (Notice{Rule: "X", Text: "x", Severity: Forbidden}).validate() == nil {
		t.Error("a notice without a source passes")
	}
	if (Pay{Premiums: []Premium{{Category: "X"}}}).validate() == nil {
		t.Error("a premium without an article passes")
	}
	if (Pay{Checks: []Check{{Code: "X"}}}).validate() == nil {
		t.Error("a check without an article passes")
	}
}
