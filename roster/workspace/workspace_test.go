package workspace

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

// smallFolder is a workspace without fault; tests replace files of it.
func smallFolder(change map[string]string) fstest.MapFS {
	files := map[string]string{
		"team.yaml":         smallTeam,
		"agents.csv":        "agent_id,name,contract,zone,skills\na1,Anna,full,,de\na2,Boris,full,Asia/Tbilisi,de\n",
		"history/phone.csv": "timestamp,queue,volume\n2026-11-02T09:00,phone,4\n2026-11-02T10:00,phone,6\n2026-11-02T11:00,phone,7\n",
	}
	for name, text := range change {
		files[name] = text
	}
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

func TestReadWorkspace(t *testing.T) {
	got, err := Read(smallFolder(map[string]string{
		"agents.csv": "agent_id;name;contract;zone;skills;consents;protected;payroll_id;hourly_rate;valid_from;valid_to\n" +
			"a1;Anna;full;;de;night overtime;pregnant;0017;19,25;2026-01-01;\n" +
			"a1;Anna;half;;de;night;;0017;20;2026-07-01;2026-12-31\n" +
			"a2;Boris;full;Asia/Tbilisi;de;;;;;;\n",
		"team.yaml":        smallTeam + "  - {id: half, hours_per_week: 20, pack: de, shifts: [D]}\n",
		"balances.csv":     "agent_id,as_of,hours_balance,overtime_year,nights,weekends,holidays,owed_rest_days\na1,2026-11-30,-2.5,12,3,4,1,2\n",
		"absences.csv":     "agent_id,from,to,kind\na1,2026-12-07,2026-12-07,sick\na2,2026-12-08,2026-12-11,\na2,2026-12-12,2026-12-12,unpaid\n",
		"availability.csv": "agent_id,rule,from,to,start,end,can_or_cannot\na1,\"RRULE:FREQ=WEEKLY;BYDAY=MO,WE\",2026-11-01,,18:00,02:00,cannot\na2,FREQ=DAILY,,,,,can\na2,FREQ=MONTHLY,,,08:00,08:00,can\n",
		"requests.csv":     "agent_id,date,shift,on_or_off,weight\na1,2026-12-24,,off,10\na2,2026-12-25,D,on,\n",
		"pins.csv":         "agent_id,date,shift\na1,2026-12-01,D\na1,2026-12-02,-\n",
		"previous.csv":     "agent_id,date,shift\na2,2026-11-30,D\na1,2026-11-29,D\n",
		"events.csv":       "date,name,kind,factor,closed,queue,from,to\n2026-11-27,Black Friday,event,1.8,,phone,10:00,16:00\n2026-12-24,Eve,holiday,,yes,,,\n",
	}))
	if err != nil || len(got.Faults) > 0 {
		t.Fatal(err, got.Faults)
	}
	day := func(m time.Month, d int) roster.Date { return roster.NewDate(2026, m, d) }
	berlin, tbilisi := place(t, "Europe/Berlin"), place(t, "Asia/Tbilisi")
	want := &Workspace{
		Team: got.Team,
		Agents: []roster.Agent{
			{ID: "a1", Name: "Anna", Zone: berlin, PayrollID: "0017", Skills: []string{"de"}, Consents: []string{"night"}, Protected: []string{}, HourlyRate: 2000,
				Terms: []roster.Terms{{Contract: "full", From: day(1, 1), To: day(7, 1)}, {Contract: "half", From: day(7, 1), To: day(12, 32)}}},
			{ID: "a2", Name: "Boris", Zone: tbilisi, Skills: []string{"de"}, Consents: []string{}, Protected: []string{}, Terms: []roster.Terms{{Contract: "full"}}},
		},
		Balances: map[string]roster.Balance{"a1": {Agent: "a1", AsOf: day(11, 30), HoursBalance: -150, OvertimeYear: 720, Nights: 3, Weekends: 4, Holidays: 1, OwedRestDays: 2}},
		History:  got.History,
		Absences: []roster.Absence{{Agent: "a1", From: day(12, 7), To: day(12, 8), Kind: "sick"}, {Agent: "a2", From: day(12, 8), To: day(12, 12), Kind: "leave"}, {Agent: "a2", From: day(12, 12), To: day(12, 13), Kind: "unpaid"}},
		Availability: []roster.Availability{
			{Agent: "a1", Rule: "FREQ=WEEKLY;BYDAY=MO,WE", From: day(11, 1), Span: roster.ClockSpan{From: 18 * 60, To: 26 * 60}},
			{Agent: "a2", Rule: "FREQ=DAILY", Span: roster.ClockSpan{From: 0, To: 24 * 60}, Can: true},
			{Agent: "a2", Rule: "FREQ=MONTHLY", Span: roster.ClockSpan{From: 8 * 60, To: 32 * 60}, Can: true},
		},
		Requests: []roster.Request{{Agent: "a1", Date: day(12, 24), Weight: 10}, {Agent: "a2", Date: day(12, 25), Shift: "D", On: true, Weight: 1}},
		Pins:     []roster.Pin{{Agent: "a1", Date: day(12, 1), Shift: "D"}, {Agent: "a1", Date: day(12, 2)}},
		Previous: roster.Roster{From: day(11, 29), To: day(12, 1), Duties: []roster.Duty{
			got.Team.Shifts[0].On("a1", day(11, 29), berlin), got.Team.Shifts[0].On("a2", day(11, 30), berlin)}},
		Events: []forecast.SpecialDay{
			{Date: "2026-11-27", Name: "Black Friday", Kind: "event", Factor: 1.8, Series: "phone", From: "10:00", To: "16:00"},
			{Date: "2026-12-24", Name: "Eve", Kind: "holiday", Closed: true},
		},
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b *time.Location) bool { return a.String() == b.String() })); diff != "" {
		t.Errorf("workspace differs (-want +got):\n%s", diff)
	}
	if len(got.History) != 1 || got.History[0].Name != "phone" || len(got.History[0].Points) != 3 {
		t.Errorf("history %v", got.History)
	}
}

func TestReadWorkspaceFaults(t *testing.T) {
	const people = "agent_id,name,contract,zone,skills,hourly_rate,valid_from,valid_to\na2,Boris,full,,de,,,\n"
	const duties = "agent_id,date,shift,start,end,breaks,break_minutes,paid_minutes\n"
	tests := map[string]struct{ file, text, want string }{
		"wrong header":                    {"agents.csv", "id,name,contract\na1,Anna,full\n", `agents.csv:1: column "id": unknown column`},
		"agent without contract":          {"agents.csv", people + "a1,Anna,,,de,,,\n", `agents.csv:3: contract "": the agent has no contract; write full, as in team.yaml`},
		"unknown contract":                {"agents.csv", people + "a1,Anna,ful,,de,,,\n", `agents.csv:3: contract "ful": unknown contract; did you mean full?`},
		"unknown zone":                    {"agents.csv", people + "a1,Anna,full,Europe/Moskow,de,,,\n", `agents.csv:3: zone "Europe/Moskow": unknown time zone; write an IANA name`},
		"duplicate agent":                 {"agents.csv", people + "a2,Boris,full,,de,,,\n", `agents.csv:3: agent_id "a2": stands on line 2 already`},
		"overlapping contracts":           {"agents.csv", people + "a1,A,full,,de,,2026-01-01,2026-07-01\na1,A,full,,de,,2026-07-01,\n", `agents.csv:4: valid_from "2026-07-01": overlaps line 3, valid to 2026-07-01`},
		"unknown skill":                   {"agents.csv", people + "a1,Anna,full,,de ed,,,\n", `agents.csv:3: skills "ed": no queue needs this skill; did you mean de?`},
		"negative rate":                   {"agents.csv", people + "a1,Anna,full,,de,-5,,\n", `agents.csv:3: hourly_rate "-5": negative`},
		"bad date":                        {"agents.csv", people + "a1,Anna,full,,de,,01.02.2026,\n", `agents.csv:3: valid_from "01.02.2026": not a date; write it as 2026-12-01`},
		"year of a slip":                  {"agents.csv", people + "a1,Anna,full,,de,,0206-01-01,\n", `a date in an unlikely year`},
		"ends before it begins":           {"agents.csv", people + "a1,Anna,full,,de,,2026-03-01,2026-02-01\n", `agents.csv:3: valid_to "2026-02-01": before valid_from 2026-03-01`},
		"agent id with a blank":           {"agents.csv", people + "a 1,Anna,full,,de,,,\n", `write a-1`},
		"no agents":                       {"agents.csv", "agent_id,name,contract\n", `agents.csv: no agents; add one row`},
		"Windows-1251":                    {"agents.csv", "agent_id,name,contract\na1,\xc0\xed\xed\xe0,full\n", `agents.csv:2: the text is not UTF-8; it looks like WINDOWS-1251`},
		"unknown consent":                 {"agents.csv", "agent_id,name,contract,skills,consents\na2,B,full,de,\na1,A,full,de,nihgt\n", `agents.csv:3: consents "nihgt": no such consent; did you mean night?`},
		"unknown protected group":         {"agents.csv", "agent_id,name,contract,skills,protected\na2,B,full,de,\na1,A,full,de,pregnat\n", `agents.csv:3: protected "pregnat": no such group; did you mean pregnant?`},
		"a skill nobody has":              {"agents.csv", "agent_id,name,contract\na1,A,full\na2,B,full\n", `team.yaml:6: queues[0].skills "de": no agent has this skill, so nobody can serve phone`},
		"balance of a stranger":           {"balances.csv", "agent_id,as_of\na9,2026-11-30\n", `balances.csv:2: agent_id "a9": unknown agent; did you mean a`},
		"balance twice":                   {"balances.csv", "agent_id,as_of\na1,2026-11-30\na1,2026-11-30\n", `balances.csv:3: agent_id "a1": stands on line 2 already`},
		"negative overtime":               {"balances.csv", "agent_id,as_of,overtime_year\na1,2026-11-30,-3\n", `overtime_year "-3": negative`},
		"half a night":                    {"balances.csv", "agent_id,as_of,nights\na1,2026-11-30,1.5\n", `nights "1.5": not a whole number`},
		"balance without a date":          {"balances.csv", "agent_id,as_of\na1,\n", `as_of "": empty`},
		"overlapping absences":            {"absences.csv", "agent_id,from,to,kind\na1,2026-12-05,2026-12-09,leave\na1,2026-12-01,2026-12-05,sick\n", `absences.csv:2: from "2026-12-05": overlaps line 3, which runs to 2026-12-05`},
		"an absence inside a longer one":  {"absences.csv", "agent_id,from,to\na1,2026-12-01,2026-12-20\na1,2026-12-03,2026-12-04\na1,2026-12-10,2026-12-11\n", `absences.csv:4: from "2026-12-10": overlaps`},
		"absence backwards":               {"absences.csv", "agent_id,from,to\na1,2026-12-05,2026-12-01\n", `absences.csv:2: to "2026-12-01": before from 2026-12-05; exchange the two`},
		"absence without an end":          {"absences.csv", "agent_id,from,to\na1,2026-12-05,\n", `to "": empty; write the last day`},
		"not a rule":                      {"availability.csv", "agent_id,rule,can_or_cannot\na1,every monday,can\n", `availability.csv:2: rule "every monday": not a recurrence rule`},
		"no such frequency":               {"availability.csv", "agent_id,rule,can_or_cannot\na1,FREQ=OFTEN,can\n", `not a recurrence rule`},
		"a rule of hours":                 {"availability.csv", "agent_id,rule,can_or_cannot\na1,FREQ=HOURLY,can\n", `a rule says days, not hours`},
		"an interval of ages":             {"availability.csv", "agent_id,rule,from,can_or_cannot\na1,FREQ=DAILY;INTERVAL=99999999999,2026-01-01,can\n", `INTERVAL or COUNT is too large`},
		"a rule with its own start":       {"availability.csv", "agent_id,rule,can_or_cannot\na1,DTSTART=20260101T000000Z;FREQ=DAILY,can\n", `a rule holds no DTSTART`},
		"an interval from when":           {"availability.csv", "agent_id,rule,can_or_cannot\na1,FREQ=WEEKLY;INTERVAL=2,can\n", `availability.csv:2: from "": a rule with INTERVAL or COUNT needs a day to count from`},
		"neither can nor cannot":          {"availability.csv", "agent_id,rule,can_or_cannot\na1,FREQ=DAILY,maybe\n", `can_or_cannot "maybe"`},
		"clock":                           {"availability.csv", "agent_id,rule,start,can_or_cannot\na1,FREQ=DAILY,25:00,can\n", `start "25:00": not a clock time`},
		"request of a stranger":           {"requests.csv", "agent_id,date,shift,on_or_off\na9,2026-12-01,D,on\n", `requests.csv:2: agent_id "a9": unknown agent`},
		"request for an unknown shift":    {"requests.csv", "agent_id,date,shift,on_or_off\na1,2026-12-01,Q,on\n", `requests.csv:2: shift "Q": unknown shift; write one of D`},
		"request neither on nor off":      {"requests.csv", "agent_id,date,shift,on_or_off\na1,2026-12-01,D,onn\n", `on_or_off "onn": not one of the values it can have; did you mean on?`},
		"request too heavy":               {"requests.csv", "agent_id,date,shift,on_or_off,weight\na1,2026-12-01,D,on,11\n", `weight "11": out of range; write a number from 1 to 10`},
		"request on and off":              {"requests.csv", "agent_id,date,shift,on_or_off\na1,2026-12-01,D,on\na1,2026-12-01,D,off\n", `requests.csv:3: date "2026-12-01": the same agent, date and shift stand on line 2 already`},
		"pin of an unknown shift":         {"pins.csv", "agent_id,date,shift\na1,2026-12-01,Q\n", `pins.csv:2: shift "Q": unknown shift`},
		"two pins on a day":               {"pins.csv", "agent_id,date,shift\na1,2026-12-01,D\na1,2026-12-01,-\n", `pins.csv:3: date "2026-12-01": the day is fixed on line 2 already`},
		"no such day":                     {"pins.csv", "agent_id,date,shift\na1,2026-11-31,D\n", `pins.csv:2: date "2026-11-31": not a date`},
		"previous with a strange shift":   {"previous.csv", "agent_id,date,shift\na1,2026-11-30,Q\n", `previous.csv:2: shift "Q": unknown shift`},
		"previous twice on a day":         {"previous.csv", "agent_id,date,shift\na1,2026-11-30,D\na1,2026-11-30,D\n", `previous.csv:3: date "2026-11-30": a1 has a duty on this date on line 2 already`},
		"previous overlapping":            {"previous.csv", duties + "a1,2026-11-29,D,2026-11-29T20:00:00+01:00,2026-11-30T06:00:00+01:00,,,\na1,2026-11-30,D,2026-11-30T05:00:00+01:00,2026-11-30T08:00:00+01:00,,,\n", `previous.csv:3: start "2026-11-30T05:00:00+01:00": begins before the duty on line 2 ends`},
		"a start without an offset":       {"previous.csv", duties + "a1,2026-11-29,D,2026-11-29T20:00:00,2026-11-30T06:00:00+01:00,,,\n", `start "2026-11-29T20:00:00": not a time with an offset`},
		"a duty backwards":                {"previous.csv", duties + "a1,2026-11-29,D,2026-11-29T20:00:00+01:00,2026-11-29T06:00:00+01:00,,,\n", `end "2026-11-29T06:00:00+01:00": not after the start`},
		"a duty longer than a day":        {"previous.csv", duties + "a1,2026-11-29,D,2026-11-29T08:00:00+01:00,2026-11-30T09:30:00+01:00,,,\n", `longer than a day`},
		"a duty on another date":          {"previous.csv", duties + "a1,2026-11-28,D,2026-11-29T08:00:00+01:00,2026-11-29T09:30:00+01:00,,,\n", `not on the row's date 2026-11-28 in Europe/Berlin`},
		"a break outside":                 {"previous.csv", duties + "a1,2026-11-29,D,2026-11-29T08:00:00+01:00,2026-11-29T16:00:00+01:00,2026-11-29T17:00:00+01:00/2026-11-29T17:30:00+01:00,,\n", `a break is not inside the duty`},
		"no pair":                         {"previous.csv", duties + "a1,2026-11-29,D,2026-11-29T08:00:00+01:00,2026-11-29T16:00:00+01:00,13:00-14:00,,\n", `not pairs of start/end`},
		"break minutes":                   {"previous.csv", duties + "a1,2026-11-29,D,2026-11-29T08:00:00+01:00,2026-11-29T16:00:00+01:00,,30,\n", `break_minutes "30": the breaks make 0`},
		"paid minutes":                    {"previous.csv", duties + "a1,2026-11-29,D,2026-11-29T08:00:00+01:00,2026-11-29T16:00:00+01:00,,,450\n", `paid_minutes "450": the duty lasts 480 minutes with 0 of breaks`},
		"event of an unknown queue":       {"events.csv", "date,name,queue\n2026-12-01,Sale,phon\n", `events.csv:2: queue "phon": unknown queue; did you mean phone?`},
		"negative factor":                 {"events.csv", "date,name,factor\n2026-12-01,Sale,-1\n", `factor "-1": negative`},
		"nameless event":                  {"events.csv", "date,name\n2026-12-01,\n", `name "": empty`},
		"event past midnight":             {"events.csv", "date,name,from,to\n2026-12-01,Sale,20:00,02:00\n", `to "02:00": ends after midnight`},
		"history of an unknown queue":     {"history/phone.csv", "timestamp,queue,volume\n2026-11-02T09:00,phon,4\n2026-11-02T10:00,phon,4\n2026-11-02T11:00,phon,4\n", `history/phone.csv:2: queue "phon": unknown queue; did you mean phone?`},
		"a negative count":                {"history/phone.csv", "timestamp,queue,volume\n2026-11-02T09:00,phone,-4\n2026-11-02T10:00,phone,4\n", `history/phone.csv:2: volume "-4": less than nothing`},
		"a file that is another":          {"absences.csv", "timestamp,queue,volume\n2026-11-02T09:00,phone,4\n", `absences.csv:1: header "timestamp,queue,volume": none of the columns that must be there; name another file, or start it with agent_id, from, to, [kind]`},
		"one Russian name in a file":      {"agents.csv", people + "a1,J\u00f6rg \u00c4rmel,full,,de,,,\na3,\xc8\xe2\xe0\xed,full,,de,,,\n", `agents.csv:4: the text is not UTF-8; it looks like WINDOWS-1251`},
		"one German name in a file":       {"agents.csv", people + "a1,J\xf6rg \xc4rmel,full,,de,,,\n", `agents.csv:3: the text is not UTF-8; it looks like WINDOWS-1252`},
		"no handle time":                  {"team.yaml", strings.Replace(smallTeam, "aht: 5m", "aht: 0m", 1), `team.yaml:6: queues[0].aht "0m": no time at all; write the average handle time`},
		"a country without its region":    {"team.yaml", strings.Replace(smallTeam, "country: DE", "country: DE\nregion: XX", 1), `team.yaml:4: region "XX": no region of DE; write one of BB, BE`},
		"a count in no hour":              {"history/phone.csv", "timestamp,queue,volume\n2026-03-29T01:00,phone,4\n2026-03-29T02:00,phone,4\n2026-03-29T03:00,phone,1\n", `history/phone.csv:3: timestamp "2026-03-29T02:00": the local clock skips this time`},
		"another interval in two files":   {"history/q.csv", "timestamp,queue,volume\n2026-11-01T09:00,phone,4\n2026-11-01T09:30,phone,4\n2026-11-01T10:00,phone,4\n", `has intervals of 60 minutes, this one of 30`},
		"a shift longer than a day":       {"team.yaml", strings.Replace(smallTeam, "end: 18:00", "end: 34:00", 1), `team.yaml:8: shifts[0].end "34:00": longer than a day`},
		"an agent's fault hides no other": {"agents.csv", people + "a1,Anna,full,Europe/Moskow,de,,,\n", `unknown time zone`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ws, err := Read(smallFolder(map[string]string{tt.file: tt.text}))
			if roster.KindOf(err) != roster.Invalid {
				t.Fatalf("error %v, warnings %v", err, ws.Faults)
			}
			e, _ := errors.AsType[*roster.Error](err)
			if !strings.Contains(err.Error(), tt.want) || len(e.Faults) > 2 {
				t.Errorf("want %s\n got %v", tt.want, err)
			}
			for _, f := range e.Faults {
				if f.Cure == "" {
					t.Errorf("no cure: %s", f)
				}
			}
		})
	}
}

// Some faults need more than one file to be other than in smallFolder.
func TestCrossChecks(t *testing.T) {
	people := "agent_id,name,contract,skills,valid_from,valid_to\na1,Anna,full,de,,2026-12-10\na2,Boris,half,de,,\n"
	team := smallTeam + "  - {id: half, hours_per_week: 20, pack: de, shifts: [D]}\n" +
		"overrides: [{rule: max-duty, drop: true, reason: x}]\n"
	team = strings.Replace(team, "contracts:", "  - {code: L, start: 10:00, end: 18:00}\ncontracts:", 1)
	_, err := Read(smallFolder(map[string]string{
		"team.yaml": team, "agents.csv": people,
		"absences.csv": "agent_id,from,to\na1,2026-12-03,2026-12-04\n",
		"requests.csv": "agent_id,date,shift,on_or_off\na1,2026-12-11,D,on\n",
		"pins.csv":     "agent_id,date,shift\na1,2026-12-12,D\na1,2026-12-04,D\na1,2026-12-03,-\na2,2026-12-04,L\n",
	}))
	e, _ := errors.AsType[*roster.Error](err)
	if e == nil {
		t.Fatal("no error")
	}
	wantFaults(t, e.Faults, []string{
		`pins.csv:2: date "2026-12-12": a1 has no contract on this date`,
		`pins.csv:3: date "2026-12-04": a1 is absent on this date; remove the pin`,
		`pins.csv:5: shift "L": contract half does not work this shift; choose one of D`,
		`requests.csv:2: date "2026-12-11": a1 has no contract on this date`,
	})
}

// One slip makes one fault: what other files say of an id that could not be
// read, or that stands twice, may well be right.
func TestOneSlipMakesOneFault(t *testing.T) {
	others := map[string]string{
		"absences.csv": "agent_id,from,to\na1,2026-12-05,2026-12-06\na2,2026-12-05,2026-12-06\n",
		"requests.csv": "agent_id,date,shift,on_or_off\na2,2026-12-01,D,on\n",
		"previous.csv": "agent_id,date,shift\na1,2026-11-29,D\na2,2026-11-30,D\na2,2026-11-29,L\n",
	}
	late := strings.Replace(smallTeam, "contracts:", "  - {code: L, start: 10:00, end: 18:00}\ncontracts:", 1)
	tests := map[string]struct{ file, text, want string }{
		"a row too short":        {"agents.csv", "agent_id,name,contract,skills\na1,Anna,full,de\na2,Boris,full\n", "agents.csv:3: the row has 3 fields"},
		"a quote left open":      {"agents.csv", "agent_id,name,contract,skills\na1,Anna,full,de\na2,\"Boris,full,de\n", "agents.csv:3: a quoted field"},
		"a column misspelt":      {"agents.csv", "agent,name,contract,skills\na1,Anna,full,de\n", ""},
		"a code twice":           {"team.yaml", strings.Replace(late, "code: L", "code: D", 1), "team.yaml:9: shifts[1].code \"D\": stands on line 8"},
		"a code missing":         {"team.yaml", strings.Replace(late, "code: L, ", "", 1), "team.yaml:9: shifts[1].code \"\": missing"},
		"a contract misnamed":    {"team.yaml", strings.Replace(late, "id: full", "name: full", 1), ""},
		"a queue that is double": {"team.yaml", strings.Replace(late, "shifts:", "  - {id: phone, channel: phone, aht: 5m, service_level: 80/20s, skills: [de]}\nshifts:", 1), "team.yaml:7: queues[1].id \"phone\""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"team.yaml": late, tt.file: tt.text}
			for f, text := range others {
				files[f] = text
			}
			_, err := Read(smallFolder(files))
			e, _ := errors.AsType[*roster.Error](err)
			if e == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("want %s, got %v", tt.want, err)
			}
			for _, f := range e.Faults {
				if f.File != tt.file {
					t.Errorf("a fault of another file: %s", f)
				}
			}
		})
	}
}

// History of several files: the last by name holds, and what it overrides is a
// warning.
func TestHistoryOfSeveralFiles(t *testing.T) {
	const head = "timestamp,queue,volume\n"
	tests := map[string]struct {
		files map[string]string
		want  []float64 // volumes from 9 o'clock on; the first file has 4, 6, 7
		warns []string
	}{
		"one behind the other":    {map[string]string{"history/q.csv": head + "2026-11-02T12:00,phone,8\n"}, []float64{4, 6, 7, 8}, nil},
		"the later name holds":    {map[string]string{"history/q.csv": head + "2026-11-02T10:00,phone,60\n2026-11-02T12:00,phone,8\n"}, []float64{4, 60, 7, 8}, []string{`history/q.csv: queue "phone": it overrides 1 interval of files before: 60 contacts instead of 6; most at 2026-11-02T10:00, 60 instead of 6`}},
		"the earlier name yields": {map[string]string{"history/a.csv": head + "2026-11-02T10:00,phone,60\n"}, []float64{4, 6, 7}, []string{`history/phone.csv: queue "phone": it overrides 1 interval`}},
		"the last of three holds": {map[string]string{"history/q.csv": head + "2026-11-02T09:00,phone,1\n", "history/r.csv": head + "2026-11-02T09:00,phone,2\n"}, []float64{2, 6, 7}, []string{"history/q.csv: ", "history/r.csv: "}},
		"the same twice":          {map[string]string{"history/q.csv": head + "2026-11-02T09:00,phone,4\n2026-11-02T10:00,phone,6\n"}, []float64{4, 6, 7}, []string{"2 intervals of a file before stand here again, with the same numbers"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ws, err := Read(smallFolder(tt.files))
			if err != nil {
				t.Fatal(err)
			}
			var got []float64
			for _, p := range ws.History[0].Points {
				got = append(got, p.Volume)
			}
			if len(ws.History) != 1 || !slices.Equal(got, tt.want) {
				t.Errorf("%d series, volumes %v, want %v", len(ws.History), got, tt.want)
			}
			var warned []string
			for _, w := range ws.Faults.Warnings() {
				if strings.Contains(w.Problem, "override") || strings.Contains(w.Problem, "stand here again") {
					warned = append(warned, w.String())
				}
			}
			if len(warned) != len(tt.warns) {
				t.Fatalf("warnings %q, want %q", warned, tt.warns)
			}
			for i, w := range tt.warns {
				if !strings.Contains(warned[i], w) {
					t.Errorf("warning %q, want %q", warned[i], w)
				}
			}
		})
	}
}

// A country whose holidays nobody has entered can be planned, and it is said.
func TestCountryWithoutCalendar(t *testing.T) {
	ws, err := Read(smallFolder(map[string]string{"team.yaml": strings.Replace(smallTeam, "country: DE", "country: AT", 1)}))
	if err != nil {
		t.Fatal(err)
	}
	wantFaults(t, ws.Faults.Warnings(), []string{`team.yaml:3: country "AT": no public holidays are known there`})
}

func TestFaultsOfAllFilesAtOnce(t *testing.T) {
	_, err := Read(smallFolder(map[string]string{
		"team.yaml":         strings.Replace(smallTeam, "country: DE", "country: de", 1),
		"agents.csv":        "agent_id,name,contract,zone\na1,Anna,fool,Nowhere\na2,Boris,full,\n",
		"absences.csv":      "agent_id,from,to\na1,2026-12-05,2026-12-01\na7,2026-12-05,2026-12-05\n",
		"history/phone.csv": "timestamp,queue,volume\n2026-11-02T09:00,phone,x\n",
	}))
	e, _ := errors.AsType[*roster.Error](err)
	wantFaults(t, e.Faults, []string{
		"absences.csv:2: to", `absences.csv:3: agent_id "a7"`, "agents.csv:2: zone", "agents.csv:2: contract", "history/phone.csv:2: volume", "team.yaml:3: country",
	})
}

func TestMissingFiles(t *testing.T) {
	for file, want := range map[string]string{
		"team.yaml":         "team.yaml: the file is missing; write it, or make an example with: smena init",
		"agents.csv":        "agents.csv: the file is missing",
		"history/phone.csv": "history: no history; put the contact history into history/*.csv",
	} {
		folder := smallFolder(nil)
		delete(folder, file)
		_, err := Read(folder)
		if e, _ := errors.AsType[*roster.Error](err); e == nil || len(e.Faults) != 1 || !strings.Contains(err.Error(), want) {
			t.Errorf("without %s: %v, want %s", file, err, want)
		}
	}
}

func TestUnreadableFile(t *testing.T) {
	folder := smallFolder(nil)
	folder["agents.csv"].Mode = fs.ModeDir
	if _, err := Read(folder); err == nil || !strings.Contains(err.Error(), "agents.csv: cannot be read") {
		t.Error(err)
	}
}

func TestWarnings(t *testing.T) {
	ws, err := Read(smallFolder(map[string]string{
		"abscences.csv": "x", "roster.csv": "a result", "notes.txt": "x", "budget.csv": "x",
		"team.yaml":     strings.Replace(smallTeam, "shifts:", "  - {id: mail, channel: email, aht: 5m, deadline: 8h, skills: [de]}\nshifts:", 1),
		"history/2.csv": "timestamp,queue,volume\n2026-11-03T09:00,phone,4\n2026-11-03T10:00,phone,6\n2026-11-03T11:00,phone,7\n",
	}))
	if err != nil {
		t.Fatal(err)
	}
	wantFaults(t, ws.Faults.Warnings(), []string{
		"abscences.csv: no part of a workspace, so not read; did you mean absences.csv?", "budget.csv: no part of a workspace, so not read", `history: queue "mail": no history`})
	if len(ws.History) != 1 || len(ws.History[0].Points) != 6 {
		t.Errorf("two files of a queue make %v", ws.History)
	}
}

func TestHistoryIsNamedByItsFile(t *testing.T) {
	ws, err := Read(smallFolder(map[string]string{"history/phone.csv": "timestamp,volume\n2026-11-02T09:00,4\n2026-11-02T10:00,6\n"}))
	if err != nil || ws.History[0].Name != "phone" {
		t.Errorf("%v, %v", ws.History, err)
	}
}

func TestReadDir(t *testing.T) {
	dir := t.TempDir()
	if _, err := ReadDir(filepath.Join(dir, "absent")); err == nil || !strings.Contains(err.Error(), "absent: no such folder; name a folder with a team.yaml") {
		t.Error(err)
	}
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ReadDir(file); err == nil || !strings.Contains(err.Error(), "it is a file") {
		t.Error(err)
	}
	if ws, err := ReadDir(dir); err == nil || ws.Dir != dir {
		t.Errorf("%v of an empty folder", err)
	}
}
