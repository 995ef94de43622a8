package solver

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
)

// Values that make no sense: found by Validate, with the line of the field.
// A want that begins with "warning" must be one; the problem then comes back.
func TestFaultsOfValues(t *testing.T) {
	tests := map[string]struct{ old, new, want string }{
		// The frame.
		"format":         {`smena/problem/1`, `smena/problem/2`, `x.json:2: format "smena/problem/2": is not a problem of this version; write smena/problem/1`},
		"too many days":  {`"days": 14`, `"days": 401`, `x.json:4: days "401": is out of range; write 1 to 400`},
		"unknown zone":   {`"zone": "Europe/Budapest"`, `"zone": "Europe/Budapesht"`, `x.json:5: zone "Europe/Budapesht": unknown time zone; write an IANA name such as Europe/Budapest`},
		"machine's zone": {`"zone": "Europe/Budapest"`, `"zone": "Local"`, `x.json:5: zone "Local": unknown time zone; write an IANA name such as Europe/Budapest`},

		// Shifts.
		"shift twice":      {`{"id": "N", "start"`, `{"id": "E", "start"`, `x.json:8: shifts[1].id "E": is the id of shifts[0] too; give each its own`},
		"shift without id": {`{"id": "N", "start"`, `{"id": "", "start"`, `x.json:8: shifts[1].id "": is missing; give it an id`},
		"id left out":      {`{"id": "N", "start"`, `{"start"`, `x.json:8: shifts[1].id "": is missing; give it an id`},
		"reserved id":      {`{"id": "N", "start"`, `{"id": "work", "start"`, `x.json:8: shifts[1].id "work": means something else in the rule pattern; call the shift otherwise`},
		"starts tomorrow":  {`"start": "22:00"`, `"start": "24:00"`, `x.json:8: shifts[1].start "24:00": a shift starts on its own date; write 00:00 to 23:59`},
		"no length":        {`"22:00", "minutes": 480}`, `"22:00", "minutes": 0}`, `x.json:8: shifts[1].minutes "0": a shift must last; write 1 to 1440`},
		"a day at most":    {`"22:00", "minutes": 480}`, `"22:00", "minutes": 1441}`, `x.json:8: shifts[1].minutes "1441": is longer than a day; split the shift`},
		"negative pay":     {`"22:00", "minutes": 480}`, `"22:00", "minutes": 480, "paid_minutes": -1}`, `x.json:8: shifts[1].paid_minutes "-1": is out of range; write 0 to 1440`},
		"break outside":    {`"after": 200, "minutes": 20`, `"after": 470, "minutes": 20`, `x.json:7: shifts[0].breaks[0] "470 to 490": lies outside the shift; end it by minute 480 of the shift`},
		"break before":     {`"after": 200, "minutes": 20`, `"after": -1, "minutes": 20`, `x.json:7: shifts[0].breaks[0] "-1 to 19": lies outside the shift; end it by minute 480 of the shift`},
		"break of nothing": {`"after": 200, "minutes": 20`, `"after": 200, "minutes": 0`, `x.json:7: shifts[0].breaks[0].minutes "0": a break must last; write 1 or more`},
		"breaks overlap":   {`{"after": 200, "minutes": 20}`, `{"after": 200, "minutes": 20}, {"after": 219, "minutes": 5}`, `x.json:7: shifts[0].breaks[1] "219": begins before the break before it has ended; put the breaks in order`},

		// Places.
		"place without zone": {`"zone": "Asia/Tbilisi", `, ``, `x.json:11: places[0].zone "": is missing; write an IANA name such as Europe/Budapest`},
		"place's zone":       {`Asia/Tbilisi`, `Asia/Tiflis`, `x.json:11: places[0].zone "Asia/Tiflis": unknown time zone; write an IANA name such as Europe/Budapest`},
		"night ends before":  {`"to": "30:00"`, `"to": "06:00"`, `x.json:11: places[0].night.to "06:00": does not end the night within a day of 22:00; count on past midnight: six in the morning is 30:00`},
		"night starts late":  {`"from": "22:00", "to": "30:00"`, `"from": "24:00", "to": "30:00"`, `x.json:11: places[0].night.from "24:00": the night must start before midnight; write 23:59 or earlier`},
		"night's percent":    {`"30:00", "minutes": 60`, `"30:00", "percent": 101`, `x.json:11: places[0].night.percent "101": is out of range; write 0 to 100`},
		"nothing is left":    {`"2026-03-25", "minutes": 60`, `"2026-03-25", "minutes": 480`, `x.json:11: places[0].shorter[0].minutes "480": leaves nothing of shift E; write less`},

		// Rules.
		"weight too large": {`"weight": 10`, `"weight": 100001`, `x.json:16: policies[0].rules[1].weight "100001": is so large that costs could overflow; scale all weights so that none is above 100000`},
		"rule's shift":     {`{"rule": "min-rest", "minutes": 660}`, `{"rule": "allowed-shifts", "shifts": ["E", "X"]}`, `x.json:15: policies[0].rules[0] "allowed-shifts": rule "allowed-shifts" names the shift "X", which the team does not have; the shifts are E, N`},
		"pattern's shift":  {`{"rule": "min-rest", "minutes": 660}`, `{"rule": "pattern", "days": ["D", "off"]}`, `x.json:15: policies[0].rules[0] "pattern": rule "pattern" names the shift "D", which the team does not have; the shifts are E, N`},
		"wish's date":      {`"date": "2026-03-24", "shift": "E", "weight"`, `"date": "2026-04-06", "shift": "E", "weight"`, `warning x.json:21: people[0].rules[0].date "2026-04-06": is not among the planned days, so it does nothing; they are 2026-03-23 to 2026-04-05`},
		"hard wish":        {`"shift": "E", "weight": 5}`, `"shift": "E"}`, `warning x.json:21: people[0].rules[0] "wish": a wish without weight is hard; give it a weight, or hard: true if that is meant`},

		// People.
		"person twice":       {`"id": "bob"`, `"id": "ann"`, `x.json:23: people[1].id "ann": is the id of people[0] too; give each its own`},
		"unknown place":      {`"place": "home"`, `"place": "hom"`, `x.json:20: people[0].place "hom": unknown place; did you mean home?`},
		"unknown policy":     {`["hu"], "policies": ["all"]`, `["hu"], "policies": ["all", "nights"]`, `x.json:23: people[1].policies[1] "nights": unknown policy; write one of all`},
		"policy twice":       {`["hu"], "policies": ["all"]`, `["hu"], "policies": ["all", "all"]`, `warning x.json:23: people[1].policies[1] "all": binds the person twice, and each breach costs twice; name it once`},
		"empty skill":        {`["hu", "en"]`, `["hu", ""]`, `x.json:20: people[0].skills[1] "": is empty; name the skill or leave it out`},
		"history's shift":    {`"2026-03-22", "shift": "E"`, `"2026-03-22", "shift": "e"`, `x.json:22: people[0].history[0].shift "e": unknown shift; did you mean E?`},
		"history is planned": {`"2026-03-22", "shift": "E"`, `"2026-03-23", "shift": "E"`, `x.json:22: people[0].history[0].date "2026-03-23": is not before the start; pin a planned day by the rule pinned`},
		"before history":     {`"2026-03-22", "shift": "E"`, `"2026-03-19", "shift": "E"`, `x.json:22: people[0].history[0].date "2026-03-19": is before the history begins; leave it out, or write an earlier history_from`},
		"history twice":      {`{"date": "2026-03-22", "shift": "E"}`, `{"date": "2026-03-22", "shift": "E"}, {"date": "2026-03-22", "shift": "N"}`, `x.json:22: people[0].history[1].date "2026-03-22": a second duty on this day; keep one`},
		"history from later": {`"history": [{"date": "2026-03-22", "shift": "E"}], "history_from": "2026-03-20"`, `"history_from": "2026-03-24"`, `x.json:22: people[0].history_from "2026-03-24": is after the start; write a day up to 2026-03-23`},
		"history for ages":   {`"history_from": "2026-03-20"`, `"history_from": "2006-03-20"`, `x.json:22: people[0].history_from "2006-03-20": is more than 400 days before the start; write a later day`},

		// Demand.
		"demand outside":   {`"date": "2026-03-23", "shift": "E", "skills"`, `"date": "2026-04-06", "shift": "E", "skills"`, `x.json:27: demand.shifts[0].date "2026-04-06": is not among the planned days; they are 2026-03-23 to 2026-04-05`},
		"demand's shift":   {`"date": "2026-03-23", "shift": "E", "skills"`, `"date": "2026-03-23", "shift": "D", "skills"`, `x.json:27: demand.shifts[0].shift "D": unknown shift; did you mean E?`},
		"nobody's skill":   {`"E", "skills": ["hu"]`, `"E", "skills": ["hu", "de"]`, `warning x.json:27: demand.shifts[0].skills "hu, de": nobody has all of these; give them to somebody, or the demand stays unmet`},
		"negative minimum": {`"min": 1`, `"min": -1`, `x.json:27: demand.shifts[0].min "-1": is out of range; write 0 to 100000`},
		"min above target": {`"min": 1`, `"min": 3`, `warning x.json:27: demand.shifts[0].min "3": is above the target 2; raise the target`},
		"negative price":   {`"surplus": 1`, `"surplus": -1`, `x.json:27: demand.shifts[0].surplus "-1": a price must not be negative; leave it out if it costs nothing`},
		"price too large":  {`"missing": 50`, `"missing": 100001`, `x.json:30: demand.intervals[0].missing "100001": is so large that costs could overflow; scale all weights so that none is above 100000`},
		"price forgotten":  {`"target": 1, "missing": 50`, `"target": 1`, `warning x.json:30: demand.intervals[0].target "1": costs nothing to miss; give a price for missing`},
		"no time":          {`2026-03-23T22:00`, `22:00`, `x.json:30: demand.intervals[0].start "22:00": is no time; write 2026-12-01T09:00 or 2026-12-01T09:00:00+01:00`},
		"no span":          {`"2026-03-23T22:00", "minutes": 60`, `"2026-03-23T22:00", "minutes": 0`, `x.json:30: demand.intervals[0].minutes "0": is out of range; write 1 to 1440`},
		"span before":      {`2026-03-23T22:00`, `2026-03-22T23:59`, `x.json:30: demand.intervals[0].start "2026-03-22T23:59": is not within the planned days and the night after; they are 2026-03-23 to 2026-04-05`},
		"span after":       {`2026-03-24T08:00`, `2026-04-07T00:00:00+02:00`, `x.json:33: demand.windows[0].start "2026-04-07T00:00:00+02:00": is not within the planned days and the night after; they are 2026-03-23 to 2026-04-05`},
		"skipped hour":     {`2026-03-23T22:00`, `2026-03-29T02:30`, `warning x.json:30: demand.intervals[0].start "2026-03-29T02:30": is skipped by the clocks in Europe/Budapest and read as 2026-03-29T03:30; write it with an offset`},
		"negative work":    {`"work": 120`, `"work": -1`, `x.json:33: demand.windows[0].work "-1": is out of range; write 0 to 144000000`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			want, warning := strings.CutPrefix(tt.want, "warning ")
			p, faults := ParseProblem("x.json", []byte(spoil(t, small(t), tt.old, tt.new)))
			if diff := cmp.Diff([]string{want}, lines(faults)); diff != "" {
				t.Fatalf("faults differ (-want +got):\n%s", diff)
			}
			if faults[0].Warning != warning || (p != nil) != warning {
				t.Errorf("warning is %v and the problem is there: %v; want %v", faults[0].Warning, p != nil, warning)
			}
		})
	}
}

// Limits of what is allowed, from the side that is.
func TestSensibleValues(t *testing.T) {
	tests := map[string]struct{ old, new string }{
		"a shift of a day":           {`"22:00", "minutes": 480}`, `"22:00", "minutes": 1440}`},
		"a break to the end":         {`"after": 200, "minutes": 20`, `"after": 460, "minutes": 20`},
		"breaks that touch":          {`{"after": 200, "minutes": 20}`, `{"after": 200, "minutes": 20}, {"after": 220, "minutes": 5}`},
		"a night of a day":           {`"to": "30:00"`, `"to": "46:00"`},
		"the largest weight":         {`"weight": 10`, `"weight": 100000`},
		"the largest price":          {`"missing": 50`, `"missing": 100000`},
		"a price for surplus alone":  {`"target": 1, "missing": 50`, `"target": 1, "surplus": 50`},
		"the last planned day":       {`"date": "2026-03-23", "shift": "E", "skills"`, `"date": "2026-04-05", "shift": "E", "skills"`},
		"the night after":            {`2026-03-23T22:00`, `2026-04-06T05:30`},
		"the first planned minute":   {`2026-03-23T22:00`, `2026-03-22T23:00:00Z`},
		"more people than there are": {`"target": 2,`, `"target": 2000,`},
		"a hard wish that says so":   {`"shift": "E", "weight": 5}`, `"shift": "E", "weight": 5, "hard": false}`},
		"history without its begin":  {`, "history_from": "2026-03-20"`, ``},
		"a free past":                {`"history": [{"date": "2026-03-22", "shift": "E"}], `, ``},
		"leave beyond the horizon":   {`{"rule": "min-rest", "minutes": 660}`, `{"rule": "unavailable", "from": "2020-01-01", "to": "2030-01-01"}`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if _, faults := ParseProblem("x.json", []byte(spoil(t, small(t), tt.old, tt.new))); len(faults) > 0 {
				t.Error(faults)
			}
		})
	}
}

// Without a start nothing is planned, and all dates are wrong as well: the
// cause comes first.
func TestMissingStart(t *testing.T) {
	_, faults := ParseProblem("x.json", []byte(spoil(t, small(t), `  "start": "2026-03-23",`+"\n", ``)))
	if got, want := faults[0].String(), `x.json:1: start "": is missing; write the first planned day, such as 2026-12-01`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestEmptyTeamIsNoError(t *testing.T) {
	p := &Problem{Format: Format, Start: 20000, Days: 7}
	want := []string{
		`problem: shifts "[]": there is no shift, so nobody can work; add the shifts people work`,
		`problem: people "[]": the team is empty, so the roster will be; add the people to be rostered`,
	}
	faults := p.Validate()
	if diff := cmp.Diff(want, lines(faults.Warnings())); diff != "" || len(faults.Errors()) > 0 {
		t.Errorf("warnings differ (-want +got):\n%s\nerrors: %v", diff, faults.Errors())
	}
}

func TestMostShifts(t *testing.T) {
	p := &Problem{Format: Format, Start: 20000, Days: 7, People: []Person{{ID: "ann"}}}
	for i := range 255 {
		p.Shifts = append(p.Shifts, Shift{ID: fmt.Sprint(i), Minutes: 60})
	}
	if faults := p.Validate(); len(faults) > 0 {
		t.Errorf("255 shifts: %v", faults)
	}
	p.Shifts = append(p.Shifts, Shift{ID: "one more", Minutes: 60})
	if got := lines(p.Validate()); len(got) != 1 || !strings.Contains(got[0], `shifts "256": more shifts than a roster can tell apart`) {
		t.Errorf("256 shifts: %v", got)
	}
}

func TestMostSkillSets(t *testing.T) {
	p := &Problem{Format: Format, Start: 20000, Days: 7, Shifts: []Shift{{ID: "E", Minutes: 60}}, People: []Person{{ID: "ann"}}}
	for i := range 65 {
		skill := fmt.Sprint(i)
		p.People[0].Skills = append(p.People[0].Skills, skill)
		p.Demand.Shifts = append(p.Demand.Shifts, ShiftDemand{Date: 20000, Shift: "E", Skills: []string{skill}, Target: 1, Missing: 1})
	}
	want := `problem: demand.shifts[64].skills "64": makes too many different sets of skills; demand at most 64`
	if got := lines(p.Validate()); len(got) != 1 || got[0] != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// Pins that contradict each other are named, wherever the two stand.
func TestContradictoryPins(t *testing.T) {
	pinned := func(shift string) roster.Clause {
		return roster.Clause{Rule: &roster.Pinned{Date: 20001, Shift: shift}, Hard: true}
	}
	p := &Problem{
		Format: Format, Start: 20000, Days: 7, Shifts: []Shift{{ID: "E", Minutes: 60}, {ID: "N", Minutes: 60}},
		Policies: []Policy{{ID: "all", Rules: roster.Policy{pinned("E")}}},
		People: []Person{
			{ID: "ann", Policies: []string{"all"}, Rules: roster.Policy{pinned("N")}},
			{ID: "bob", Policies: []string{"all"}, Rules: roster.Policy{pinned("E")}},
			{ID: "cid", Rules: roster.Policy{pinned(""), pinned("E")}},
		},
	}
	want := []string{
		`problem: people[0].rules[0] "N": 2024-10-05 is pinned to "E" by policies[0].rules[0]; keep one: the roster must break the other`,
		`problem: people[2].rules[1] "E": 2024-10-05 is pinned to "" by people[2].rules[0]; keep one: the roster must break the other`,
	}
	faults := p.Validate()
	if diff := cmp.Diff(want, lines(faults.Warnings())); diff != "" || len(faults.Errors()) > 0 {
		t.Errorf("warnings differ (-want +got):\n%s\nerrors: %v", diff, faults.Errors())
	}
}

// A problem made by a program is judged like one that was read.
func TestValidateClausesMadeInCode(t *testing.T) {
	p := &Problem{
		Format: Format, Start: 20000, Days: 7, Shifts: []Shift{{ID: "E", Minutes: 60}},
		People: []Person{{ID: "ann", Rules: roster.Policy{
			{},
			{Rule: &roster.Hours{Per: "weak", Min: 5, Max: 3}, Hard: true},
			{Rule: &roster.ForbiddenSuccession{Pairs: [][2]string{{"E", ""}}}, Hard: true},
			{Rule: &roster.Duties{Per: "horizon", Min: 1, Opening: 1 << 40}, Hard: true},
		}}},
	}
	want := []string{
		`problem: people[0].rules[0].rule "": is missing; name the rule, for instance min-rest`,
		`problem: people[0].rules[1] "hours": per is "weak"; it must be one of week, month, horizon, rolling`,
		`problem: people[0].rules[1] "hours": min 5 is above max 3`,
		`problem: people[0].rules[2] "forbidden-succession": a pair must name two shifts; use the rule pattern for days off ("off")`,
		`problem: people[0].rules[3] "duties": opening is 1099511627776; that is more than a year of minutes`,
	}
	if diff := cmp.Diff(want, lines(p.Validate())); diff != "" {
		t.Errorf("faults differ (-want +got):\n%s", diff)
	}
}

func TestParseStart(t *testing.T) {
	zone, err := loadZone("Europe/Budapest")
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]string{ // in UTC
		"2026-03-23T22:00":          "2026-03-23T21:00:00Z",
		"2026-07-01T00:00":          "2026-06-30T22:00:00Z",
		"2026-03-23T22:00:00+01:00": "2026-03-23T21:00:00Z",
		"2026-03-23T22:00:00Z":      "2026-03-23T22:00:00Z",
		"2026-03-29T02:30":          "2026-03-29T01:30:00Z", // skipped by the clocks: an hour later
		"2026-10-25T02:30":          "2026-10-25T00:30:00Z", // shown twice: the first
		"2026-10-25T02:30:00+01:00": "2026-10-25T01:30:00Z", // and the second
	}
	for text, want := range tests {
		got, err := parseStart(text, zone)
		if err != nil || got.UTC().Format("2006-01-02T15:04:05Z") != want {
			t.Errorf("%s is %v (%v), want %s", text, got.UTC(), err, want)
		}
	}
	for _, text := range []string{"", "2026-03-23", "22:00", "2026-03-23 22:00", "2026-13-23T22:00", "2026-03-23T22:00:"} {
		if got, err := parseStart(text, zone); err == nil {
			t.Errorf("%q is read as %v", text, got)
		}
	}
}

func TestSuggest(t *testing.T) {
	choices := []string{"min-rest", "max-duty", "hours"}
	tests := map[string]string{
		"min-rset": "did you mean min-rest?", "Hours": "did you mean hours?", "hour": "did you mean hours?",
		"xyz": "write one of min-rest, max-duty, hours",
	}
	for word, want := range tests {
		if got := suggest(word, choices); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
	if got := suggest("x", nil); got != "there is none to choose from" {
		t.Errorf("no choices: %q", got)
	}
}

func TestDistance(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"kitten", "sitting", 3}, {"ab", "ba", 2}, {"hours", "hour", 1}}
	for _, tt := range tests {
		if got, back := distance(tt.a, tt.b), distance(tt.b, tt.a); got != tt.want || back != tt.want {
			t.Errorf("%q to %q: %d and back %d, want %d", tt.a, tt.b, got, back, tt.want)
		}
	}
}
