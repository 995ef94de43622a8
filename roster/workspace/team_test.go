package workspace

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
)

// smallTeam is the least that makes a team; tests replace parts of it.
const smallTeam = `name: Small
zone: Europe/Berlin
country: DE
open: {every_day: 09:00-18:00}
queues:
  - {id: phone, channel: phone, aht: 5m, service_level: 80/20s, skills: [de]}
shifts:
  - {code: D, start: 09:00, end: 18:00, breaks: [{at: 13:00, minutes: 60}]}
contracts:
  - {id: full, hours_per_week: 40, pack: de}
`

func readSmall(t *testing.T, text string) (roster.Team, roster.Faults) {
	t.Helper()
	var faults roster.Faults
	team := ReadTeam("team.yaml", strings.NewReader(text), &faults)
	return team, faults
}

// A break may begin within a window, told like the break itself.
func TestBreakWindows(t *testing.T) {
	tests := map[string]struct {
		text string
		want roster.Break
	}{
		"by the clock":     {"{at: 13:00, minutes: 60, earliest: 11:30, latest: 15:00}", roster.Break{After: 240, Minutes: 60, Window: roster.Window{From: 150, To: 360}}},
		"after so long":    {"{after: 4h, minutes: 30, earliest: 3h, latest: 5h, every: 10m, apart: 45m}", roster.Break{After: 240, Minutes: 30, Window: roster.Window{From: 180, To: 300, Step: 10, Apart: 45}}},
		"earlier or never": {"{at: 13:00, minutes: 60, earliest: 12:00}", roster.Break{After: 240, Minutes: 60, Window: roster.Window{From: 180, To: 240}}},
		"apart alone":      {"{at: 13:00, minutes: 60, apart: 1h}", roster.Break{After: 240, Minutes: 60, Window: roster.Window{From: 240, To: 240, Apart: 60}}},
		"no window":        {"{at: 13:00, minutes: 60, earliest: 13:00, latest: 13:00}", roster.Break{After: 240, Minutes: 60}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			team, faults := readSmall(t, strings.Replace(smallTeam, "{at: 13:00, minutes: 60}", tt.text, 1))
			if diff := cmp.Diff([]roster.Break{tt.want}, team.Shifts[0].Breaks); diff != "" || len(faults) > 0 {
				t.Errorf("breaks differ (-want +got):\n%s%v", diff, faults)
			}
		})
	}
}

func TestReadTeamAll(t *testing.T) {
	text := `
name: "Support"
zone: Europe/Berlin
country: DE
region: BE
interval: 30
open:
  every_day: 08:00-20:00
  sat: [08:00-12:00, "13:00-16:00"]
  sun: closed
closed_on_holidays: yes
closed_days: [2026-12-24, 2026-12-31]
short_days: shorten
grounds: [g]
queues:
  - id: chat
    name: Chat
    channel: chat
    aht: 9m30s
    service_level: {share: 80%, within: 1m}
    patience: 3m
    concurrency: 3.5
    max_occupancy: 85%
    shrinkage: 0,12
    min_agents: 2
    skills: de ru
  - {id: mail, channel: email, aht: 300s, deadline: 1d}
shifts:
  - {code: "1", name: Late, start: "12:00", length: 8h30m, office: true, tags: [late], breaks: [{after: 4h, minutes: 15, paid: true}]}
  - {code: N, start: 22:00, end: 06:00, breaks: [{at: 02:00, minutes: 30}]}
contracts:
  - id: part
    hours_per_week: 37.5
    pack: de
    reference_months: 6
    shifts: [N]
    rotation: [N, "1"]
    office_days: 2
    days_off: 2
    nights: volunteers
    pay_type: hourly
    rules: [{rule: days-in-a-row, max: 5, weight: 7, source: contract 3}]
rules:
  - {rule: min-rest, minutes: 720}
overrides:
  - {contract: part, rule: min-rest, clause: {minutes: 600}, reason: agreement}
  - {rule: max-duty, drop: true, reason: agreement}
weights: {missing: 50, surplus: 0}
`
	got, faults := readSmall(t, text)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	half := []roster.ClockSpan{{From: 480, To: 1200}}
	clause := func(r roster.Rule, weight int, source string) roster.Clause {
		return roster.Clause{Rule: r, Hard: weight == 0, Weight: weight, Source: source}
	}
	rest := clause(&roster.MinRest{Minutes: 600}, 0, "")
	want := roster.Team{
		Name: "Support", Zone: place(t, "Europe/Berlin"), Country: "DE", Region: "BE", Interval: 30,
		Opening:        [7][]roster.ClockSpan{nil, half, half, half, half, half, {{From: 480, To: 720}, {From: 780, To: 960}}},
		ClosedHolidays: true, ClosedDays: []roster.Date{roster.NewDate(2026, 12, 24), roster.NewDate(2026, 12, 31)},
		ShortDays: "shorten",
		Grounds:   []string{"g"},
		Queues: []roster.Queue{
			{ID: "chat", Name: "Chat", Channel: "chat", AHT: 570 * time.Second, ServiceLevel: 0.8, Threshold: time.Minute, Patience: 3 * time.Minute,
				Concurrency: 3.5, MaxOccupancy: 0.85, Shrinkage: 0.12, MinAgents: 2, Skills: []string{"de", "ru"}},
			{ID: "mail", Name: "mail", Channel: "email", AHT: 5 * time.Minute, Deadline: 24 * time.Hour},
		},
		Shifts: []roster.ShiftType{
			{Code: "1", Name: "Late", Start: 720, Length: 510, Office: true, Tags: []string{"late"}, Breaks: []roster.Break{{After: 240, Minutes: 15, Paid: true}}},
			{Code: "N", Name: "N", Start: 1320, Length: 480, Breaks: []roster.Break{{After: 240, Minutes: 30}}},
		},
		Contracts: []roster.Contract{{ID: "part", WeeklyMinutes: 2250, Pack: "de", Reference: 6, Shifts: []string{"N"}, Rotation: []string{"N", "1"},
			OfficeDays: 2, DaysOff: 2, Nights: "volunteers", PayType: "hourly",
			Policy: roster.Policy{clause(&roster.DaysInARow{Max: 5}, 7, "contract 3")}}},
		Policy: roster.Policy{clause(&roster.MinRest{Minutes: 720}, 0, "")},
		Overrides: []roster.Override{
			{Contract: "part", Rule: "min-rest", Clause: &rest, Reason: "agreement"},
			{Rule: "max-duty", Drop: true, Reason: "agreement"},
		},
		Weights: roster.Weights{Missing: 50, Surplus: 2, Request: 20, Fairness: 15, Office: 30, Hours: 10},
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })); diff != "" {
		t.Errorf("team differs (-want +got):\n%s", diff)
	}
}

func TestReadTeamFaults(t *testing.T) {
	tests := map[string]struct {
		old, new string // what is replaced in smallTeam
		want     string // a part of the only fault
	}{
		"unknown key":                {"country: DE", "country: DE\nclosed_day: [2026-12-24]", `team.yaml:4: closed_day "[a list of 1]": unknown key; did you mean closed_days?`},
		"unknown key in a queue":     {"aht: 5m", "aht: 5m, shrinkige: 12%", `team.yaml:6: queues[0].shrinkige "12%": unknown key; did you mean shrinkage?`},
		"key twice":                  {"country: DE", "country: DE\ncountry: HU", `team.yaml:4: country "HU": stands on line 3 already`},
		"no name":                    {"name: Small\n", "", `name "": missing`},
		"empty name":                 {"name: Small", `name: ""`, `team.yaml:1: name "": empty`},
		"unknown zone":               {"Europe/Berlin", "Europe/Berlyn", `team.yaml:2: zone "Europe/Berlyn": unknown time zone; write an IANA name`},
		"the machine's zone":         {"Europe/Berlin", "Local", `zone "Local": unknown time zone`},
		"country in small letters":   {"country: DE", "country: de", `team.yaml:3: country "de": not a country code`},
		"interval":                   {"country: DE", "country: DE\ninterval: 20", `interval "20": not an interval; write 15, 30 or 60`},
		"open past midnight":         {"09:00-18:00}", "20:00-26:00}", `open.every_day "20:00-26:00": ends after midnight`},
		"open backwards":             {"09:00-18:00}", "18:00-09:00}", `ends before it begins`},
		"open is no time":            {"09:00-18:00}", "nine-to-five}", `not hours of a day`},
		"open overlap":               {"09:00-18:00}", "[09:00-12:00, 11:00-18:00]}", `spans overlap`},
		"never open":                 {"09:00-18:00}", "closed}", `the team is never open`},
		"no such weekday":            {"09:00-18:00}", "09:00-18:00, monday: closed}", `open.monday "closed": unknown key`},
		"closed day":                 {"country: DE", "country: DE\nclosed_days: [24.12.2026]", `closed_days "24.12.2026": not a date; write it as 2026-12-24`},
		"channel":                    {"channel: phone", "channel: phones", `queues[0].channel "phones": not one of the values it can have; did you mean phone?`},
		"no channel":                 {"channel: phone, ", "", `queues[0].channel "": missing; write phone, chat, email or ticket`},
		"aht without unit":           {"aht: 5m", "aht: 300", `queues[0].aht "300": not a length of time; write it with its unit`},
		"aht of a day":               {"aht: 5m", "aht: 1d", `longer than a working day`},
		"negative aht":               {"aht: 5m", "aht: -5m", `not a length of time`},
		"service level":              {"80/20s", "20s", `queues[0].service_level "20s": not a service level; write the share in percent and the time, as in 80/20s`},
		"service level of all":       {"80/20s", "100/20s", `not a service level`},
		"service level by half":      {"80/20s", "{share: 80%}", `write both`},
		"neither level nor deadline": {", service_level: 80/20s", "", `queues[0].service_level "": missing`},
		"both level and deadline":    {"80/20s", "80/20s, deadline: 8h", `queues[0].deadline "8h": work that may wait`},
		"shrinkage":                  {"aht: 5m", "aht: 5m, shrinkage: 12", `shrinkage "12": not a share; write 0.85 or 85%`},
		"shrinkage of all":           {"aht: 5m", "aht: 5m, shrinkage: 95%", `leaves hardly any time`},
		"concurrency":                {"aht: 5m", "aht: 5m, concurrency: 0.5", `concurrency "0.5": out of range; write a number from 1 to 20`},
		"negative min_agents":        {"aht: 5m", "aht: 5m, min_agents: -1", `min_agents "-1": out of range; write a number from 0`},
		"half an agent":              {"aht: 5m", "aht: 5m, min_agents: 1.5", `not a whole number`},
		"queue twice":                {"skills: [de]}", "skills: [de]}\n  - {id: phone, channel: email, aht: 1m, deadline: 1h}", `team.yaml:7: queues[1].id "phone": stands on line 6 already`},
		"id with a blank":            {"id: phone", "id: my phone", `queues[0].id "my phone": an id holds no blanks, commas or quotes; write my-phone`},
		"queue is no mapping":        {"  - {id: phone, channel: phone, aht: 5m, service_level: 80/20s, skills: [de]}", "  - phone", `team.yaml:6: queues[0] "phone": not a mapping`},
		"no queues":                  {"queues:\n  - {id: phone, channel: phone, aht: 5m, service_level: 80/20s, skills: [de]}\n", "", `queues "": missing; list at least one queue`},
		"queues not a list":          {"  - {id: phone, channel: phone, aht: 5m, service_level: 80/20s, skills: [de]}", "  {id: phone}", `queues "{a mapping}": not a list`},
		"empty list of shifts":       {"  - {code: D, start: 09:00, end: 18:00, breaks: [{at: 13:00, minutes: 60}]}", "  []", `shifts "[a list of 0]": empty; list at least one`},
		"skills not a list":          {"skills: [de]", "skills: {de: 1}", `queues[0].skills "{a mapping}": not a list`},
		"shift longer than a day":    {"end: 18:00", "end: 34:00", `shifts[0].end "34:00": longer than a day`},
		"length longer than a day":   {"end: 18:00", "length: 25h", `shifts[0].length "25h": longer than a day`},
		"length and end":             {"end: 18:00", "end: 18:00, length: 9h", `shifts[0].length "9h": stands beside an end`},
		"no end":                     {"end: 18:00, ", "", `shifts[0].end "": missing`},
		"no start":                   {"start: 09:00, ", "", `shifts[0].start "": missing`},
		"start tomorrow":             {"start: 09:00", "start: 25:00", `shifts[0].start "25:00": starts on the next day`},
		"start is no time":           {"start: 09:00", "start: 9 am", `shifts[0].start "9 am": not a clock time; write it as 09:30`},
		"shift twice":                {"minutes: 60}]}", "minutes: 60}]}\n  - {code: D, start: 10:00, end: 12:00}", `shifts[1].code "D": stands on line 8 already`},
		"shift called off":           {"code: D", "code: \"-\"", `shifts[0].code "-": means a day off`},
		"break outside":              {"at: 13:00", "at: 17:30", `shifts[0].breaks[0] "D": the break is not inside the shift; move it between 09:00 and 18:00`},
		"break of nothing":           {"minutes: 60", "minutes: 0", `minutes "0": out of range`},
		"break without length":       {", minutes: 60", "", `shifts[0].breaks[0].minutes "": missing`},
		"break without time":         {"at: 13:00, ", "", `shifts[0].breaks[0].at "": missing`},
		"break outside its window":   {"minutes: 60", "minutes: 60, earliest: 13:30, latest: 15:00", `shifts[0].breaks[0].earliest "13:30": the break itself is not between earliest and latest`},
		"window out of order":        {"minutes: 60", "minutes: 60, earliest: 14:00, latest: 12:00", `shifts[0].breaks[0].latest "12:00": before the earliest`},
		"window beyond the shift":    {"minutes: 60", "minutes: 60, latest: 17:15", `shifts[0].breaks[0].latest "17:15": the break would not be inside the shift; let it begin by 17:00`},
		"grid without a window":      {"minutes: 60", "minutes: 60, every: 15m", `shifts[0].breaks[0].every "15m": the break stays where it is`},
		"grid of nothing":            {"minutes: 60", "minutes: 60, latest: 14:00, every: 5s", `shifts[0].breaks[0].every "5s": less than a minute`},
		"breaks too near":            {"minutes: 60}", "minutes: 60}, {at: 14:30, minutes: 10, apart: 1h}", `breaks are nearer than apart asks`},
		"breaks overlap":             {"minutes: 60}", "minutes: 60}, {at: 13:30, minutes: 10}", `breaks overlap`},
		"contract twice":             {"pack: de}", "pack: de}\n  - {id: full, hours_per_week: 20, pack: de}", `contracts[1].id "full": stands on line 10 already`},
		"pack":                       {"pack: de", "pack: dk", `contracts[0].pack "dk": no such labour law; did you mean de?`},
		"no hours":                   {"hours_per_week: 40, ", "", `hours_per_week "": missing`},
		"unknown shift":              {"pack: de", "pack: de, shifts: [D, X]", `contracts[0].shifts "X": unknown shift`},
		"nights":                     {"pack: de", "pack: de, nights: volunteer", `nights "volunteer": not one of the values it can have; did you mean volunteers?`},
		"unknown rule":               {"pack: de", "pack: de, rules: [{rule: min-rests, minutes: 660}]", `contracts[0].rules[0].rule "min-rests": no such rule; did you mean min-rest?`},
		"unknown field of a rule":    {"pack: de", "pack: de, rules: [{rule: min-rest, minuts: 660}]", `did you mean minutes?`},
		"a rule's numbers":           {"pack: de", "pack: de, rules: [{rule: min-rest, minutes: 0}]", `correct the numbers; the fields are hard, minutes, source, spring_minutes, weight`},
		"a rule's shift":             {"pack: de", "pack: de, rules: [{rule: shifts-in-a-row, shifts: [Q], max: 3}]", `contracts[0].rules[0].shifts "Q": unknown shift`},
		"a rule's number for JSON":   {"pack: de", "pack: de, rules: [{rule: min-rest, minutes: .inf}]", `not a clause`},
		"a rule is a word":           {"pack: de", "pack: de, rules: [min-rest]", `contracts[0].rules[0] "min-rest": not a clause`},
		"rules not a list":           {"pack: de", "pack: de, rules: {rule: min-rest}", `contracts[0].rules "{a mapping}": not a list`},
		"override without reason":    {"name: Small", "name: Small\noverrides: [{rule: min-rest, drop: true}]", `overrides[0].reason "": missing`},
		"override of nothing":        {"name: Small", "name: Small\noverrides: [{rule: min-rest, reason: x}]", `overrides[0] "min-rest": an override drops a rule or puts a clause`},
		"override both ways":         {"name: Small", "name: Small\noverrides: [{rule: min-rest, reason: x, drop: true, clause: {minutes: 5}}]", `an override drops a rule or puts a clause`},
		"override of no rule":        {"name: Small", "name: Small\noverrides: [{rule: rest, reason: x, drop: true}]", `overrides[0].rule "rest": no such rule`},
		"override of no contract":    {"name: Small", "name: Small\noverrides: [{contract: fill, rule: min-rest, reason: x, drop: true}]", `overrides[0].contract "fill": no such contract; did you mean full?`},
		"override by another rule":   {"name: Small", "name: Small\noverrides: [{rule: min-rest, reason: x, clause: {rule: max-duty, minutes: 5}}]", `another rule than the one it replaces; write min-rest`},
		"weight":                     {"name: Small", "name: Small\nweights: {missing: -5}", `weights.missing "-5": out of range`},
		"unknown weight":             {"name: Small", "name: Small\nweights: {mising: 5}", `weights.mising "5": unknown key; did you mean missing?`},
		"flag":                       {"name: Small", "name: Small\nclosed_on_holidays: maybe", `closed_on_holidays "maybe": neither true nor false`},
		"alias":                      {"country: DE", "region: &r BE\ncountry: *r", "aliases are not supported"},
		"syntax":                     {"country: DE", "country: [DE", "not YAML"},
		"Windows-1251":               {"name: Small", "name: \xcf\xee\xe4\xe4\xe5\xf0\xe6\xea\xe0", "team.yaml:1: the text is not UTF-8; it looks like WINDOWS-1251; save it as UTF-8, or run: iconv"},
		"a list":                     {smallTeam, "- a\n- b\n", "not a mapping"},
		"empty":                      {smallTeam, "", "the file is empty"},
		"comments only":              {smallTeam, "# nothing\n", "the file is empty"},
		"two documents":              {"pack: de}\n", "pack: de}\n---\nname: x\n", "team.yaml:11: a second document begins here"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if !strings.Contains(smallTeam, tt.old) {
				t.Fatalf("%q is not in the team", tt.old)
			}
			_, faults := readSmall(t, strings.Replace(smallTeam, tt.old, tt.new, 1))
			found := false
			for _, f := range faults {
				found = found || strings.Contains(f.String(), tt.want)
				if f.Cure == "" {
					t.Errorf("no cure: %s", f)
				}
			}
			if !found || len(faults) > 2 {
				t.Errorf("want %s\n got %v", tt.want, faults)
			}
		})
	}
}

func TestSmallTeamIsGood(t *testing.T) {
	team, faults := readSmall(t, smallTeam)
	if len(faults) > 0 || team.Interval != 60 || team.Weights != roster.DefaultWeights || team.Shifts[0].PaidMinutes() != 480 {
		t.Errorf("team %+v, faults %v", team, faults)
	}
}

func TestShiftLengths(t *testing.T) {
	for times, want := range map[string]int{
		"start: 09:00, end: 18:00":   540,
		"start: 22:00, end: 06:00":   480,
		"start: 22:00, end: 30:00":   480,
		"start: 08:00, end: 08:00":   1440,
		"start: 08:00, length: 24h":  1440,
		"start: 23:30, length: 510m": 510,
	} {
		team, faults := readSmall(t, strings.Replace(smallTeam, "start: 09:00, end: 18:00, breaks: [{at: 13:00, minutes: 60}]", times, 1))
		if len(faults) > 0 || team.Shifts[0].Length != want {
			t.Errorf("%s: %d minutes, want %d; %v", times, team.Shifts[0].Length, want, faults)
		}
	}
}

func TestTeamFaultsComeAllAtOnce(t *testing.T) {
	text := strings.NewReplacer("Europe/Berlin", "Nowhere", "aht: 5m", "aht: x", "end: 18:00", "end: y", "pack: de", "pack: z").Replace(smallTeam)
	_, faults := readSmall(t, text)
	wantFaults(t, faults, []string{"team.yaml:2: zone", "team.yaml:6: queues[0].aht", "team.yaml:8: shifts[0].end", "team.yaml:10: contracts[0].pack"})
}

func TestDidYouMean(t *testing.T) {
	tests := map[string]struct {
		word    string
		choices []string
		want    string
	}{
		"one letter wrong":  {"skils", []string{"skills", "shifts"}, "did you mean skills?"},
		"two exchanged":     {"nmae", []string{"name", "zone"}, "did you mean name?"},
		"case":              {"NIGHT", []string{"day", "night"}, "did you mean night?"},
		"nothing is near":   {"weather", []string{"b", "a"}, "write one of a, b"},
		"nothing to choose": {"x", nil, ""},
		"short words":       {"E", []string{"L", "N"}, "write one of L, N"},
	}
	for name, tt := range tests {
		if got := didYouMean(tt.word, tt.choices); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

func FuzzReadTeam(f *testing.F) {
	f.Add(smallTeam)
	f.Add("a: &a [*a]\nrules: [*a, {rule: min-rest, minutes: 1e999}]\n<<: {x: 1}")
	f.Add("shifts: [{code: a, start: 23:59, end: 47:59, breaks: [{at: 00:00, minutes: 9999}]}]\nqueues: [{service_level: [1]}]")
	f.Fuzz(func(t *testing.T, text string) {
		var faults roster.Faults
		team := ReadTeam("team.yaml", strings.NewReader(text), &faults)
		if len(faults) == 0 && (team.Zone == nil || len(team.Shifts) == 0 || len(team.Queues) == 0) {
			t.Errorf("no fault, and no team: %+v", team)
		}
		for _, f := range faults {
			if strings.ContainsAny(f.String(), "\n\r") && !strings.ContainsAny(text, "\n\r") {
				t.Errorf("a fault of two lines: %q", f)
			}
		}
	})
}
