package workspace

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

// planningDay is a day on which December 2026 is planned.
var planningDay = roster.NewDate(2026, 11, 21)

// recipe returns an example made for a day and a seed, with its workspace.
func recipe(t *testing.T, name string, today roster.Date, seed uint64) (files []file, ws *Workspace) {
	t.Helper()
	i := slices.IndexFunc(examples, func(e example) bool { return e.Name == name })
	files, err := examples[i].files(today, seed)
	if err != nil {
		t.Fatal(err)
	}
	folder := fstest.MapFS{}
	for _, f := range files {
		folder[f.name] = &fstest.MapFile{Data: f.data}
	}
	ws, err = Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	return files, ws
}

// What the four examples promise, counted.
func TestExamplesAreAsDescribed(t *testing.T) {
	type facts struct {
		agents, zones, queues, volunteers, parts int
		channels                                 string
	}
	want := map[string]facts{
		"travel-9-21":   {agents: 16, zones: 4, queues: 3, channels: "chat phone ticket"},
		"budapest-24x7": {agents: 48, zones: 1, queues: 5, parts: 7, channels: "chat phone ticket"},
		"chat-remote":   {agents: 30, zones: 4, queues: 3, volunteers: 12, parts: 8, channels: "chat"},
		"berlin-desk":   {agents: 12, zones: 1, queues: 4, parts: 2, channels: "email phone ticket"},
	}
	for _, info := range Examples() {
		t.Run(info.Name, func(t *testing.T) {
			t.Parallel()
			_, ws := recipe(t, info.Name, planningDay, 1)
			got := facts{agents: len(ws.Agents), queues: len(ws.History)}
			zones, channels, names := map[string]bool{}, []string{}, map[string]bool{}
			for _, a := range ws.Agents {
				zones[a.Zone.String()] = true
				names[a.Name] = true
				c, _ := ws.Team.Contract(a.ContractOn(planningDay.NextMonth()))
				if c.WeeklyMinutes < 40*60 {
					got.parts++
				}
				if c.Nights == "volunteers" && slices.Contains(a.Consents, "night") {
					got.volunteers++
				}
			}
			for _, q := range ws.Team.Queues {
				channels = append(channels, q.Channel)
			}
			slices.Sort(channels)
			got.zones, got.channels = len(zones), strings.Join(slices.Compact(channels), " ")
			if got != want[info.Name] {
				t.Errorf("%+v, want %+v", got, want[info.Name])
			}
			if len(names) != len(ws.Agents) {
				t.Errorf("%d names for %d agents", len(names), len(ws.Agents))
			}
			if len(ws.Absences) < 3 || len(ws.Requests) < 8 || len(ws.Pins) != 2 || len(ws.Availability) != 2 || len(ws.Balances) != len(ws.Agents) {
				t.Errorf("%d absences, %d requests, %d pins, %d availabilities, %d balances",
					len(ws.Absences), len(ws.Requests), len(ws.Pins), len(ws.Availability), len(ws.Balances))
			}
		})
	}
}

func TestExampleHistory(t *testing.T) {
	for _, info := range Examples() {
		t.Run(info.Name, func(t *testing.T) {
			t.Parallel()
			_, ws := recipe(t, info.Name, planningDay, 1)
			for _, s := range ws.History {
				first, last := s.Points[0].Start, s.Points[len(s.Points)-1].Start
				if weeks := last.Sub(first).Hours() / 24 / 7; weeks < 52 || weeks > 60 {
					t.Errorf("%s: %.1f weeks", s.Name, weeks)
				}
				// The last opening hour lies on the day before, or, where that is closed, earlier.
				if d := roster.DateOf(last); d >= planningDay || d < planningDay-2 {
					t.Errorf("%s: ends on %v", s.Name, d)
				}
			}
			checkShape(t, ws)
		})
	}
}

// checkShape looks for the storm and the outage.
func checkShape(t *testing.T, ws *Workspace) {
	t.Helper()
	storm, outage := planningDay.Monday()-9*7+3, planningDay.Monday()-5*7+2
	byDay := map[roster.Date]float64{}
	for _, s := range ws.History {
		for _, p := range s.Points {
			byDay[roster.DateOf(p.Start)] += p.Volume
			if roster.DateOf(p.Start) == outage && p.Start.Hour() >= 11 && p.Start.Hour() < 15 && p.Volume != 0 {
				t.Errorf("%s: no outage at %v", s.Name, p.Start)
			}
		}
	}
	usual := (byDay[storm-7] + byDay[storm+7] + byDay[storm-14] + byDay[storm+14]) / 4
	if byDay[storm] < 1.5*usual {
		t.Errorf("no storm: %v on %v, usually %v", byDay[storm], storm, usual)
	}
	for d, v := range byDay {
		if v < 0.2*usual {
			t.Errorf("%v on %v, usually %v", v, d, usual)
		}
	}
}

// The volumes are such that the people can just do the work.
func TestExampleLoad(t *testing.T) {
	for _, e := range examples {
		var faults roster.Faults
		text, err := exampleTeams.ReadFile("example/" + e.Name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		m, err := e.make(text, planningDay, 1, &faults)
		if err != nil {
			t.Fatal(err)
		}
		if load := m.needed() / m.capacity(); load < 0.8 || load > 0.95 {
			t.Errorf("%s: needs %.0f of %.0f hours, %.1f %%", e.Name, m.needed(), m.capacity(), 100*load)
		}
	}
}

// The previous roster breaks no hard rule of law or contract in its second
// month, read by the same rules that judge the next one.
func TestExamplePreviousIsLawful(t *testing.T) {
	for _, info := range Examples() {
		for _, today := range []roster.Date{planningDay, roster.NewDate(2026, 5, 3), roster.NewDate(2027, 2, 28)} {
			t.Run(info.Name+" "+today.String(), func(t *testing.T) {
				t.Parallel()
				_, ws := recipe(t, info.Name, today, 1)
				month := today.NextMonth()
				if ws.Previous.To != month && len(ws.Team.Opening[(month-1).Weekday()]) > 0 && ws.Previous.To < month-3 {
					t.Errorf("ends on %v", ws.Previous.To)
				}
				for _, a := range ws.Agents {
					for _, b := range judgePrevious(t, ws, a, month) {
						t.Errorf("%s %s on %v (%s): %d, want %d; %s", b.Agent, b.Rule, b.Date, b.Shift, b.Have, b.Want, b.Source)
					}
				}
			})
		}
	}
}

// judgePrevious returns the hard breaches of one agent in the month before.
func judgePrevious(t *testing.T, ws *Workspace, a roster.Agent, month roster.Date) []roster.Breach {
	t.Helper()
	lead := (month - 1).MonthStart()
	contract, _ := ws.Team.Contract(a.ContractOn(lead))
	pack, err := law.Load(contract.Pack)
	if err != nil {
		t.Fatal(err)
	}
	balance := ws.Balances[a.ID]
	balance.HoursBalance = 0 // the second month's hours are judged with the first month's
	policy, _, err := pack.Policy(law.PolicyInput{Team: ws.Team, Contract: contract, Agent: a, From: lead, To: month, Balance: &balance})
	if err != nil {
		t.Fatal(err)
	}
	policy = slices.Concat(policy, contract.Policy)
	policy = slices.DeleteFunc(policy, func(c roster.Clause) bool { return c.Rule.Name() == "hours" }) // balances.csv holds what is owed
	from, to := pack.NightWindow()
	cal := roster.NewCalendar(roster.CalendarSpec{
		First: ws.Previous.From, Days: int(month - ws.Previous.From), Lead: int(lead - ws.Previous.From),
		Zone: ws.Team.Zone, Place: a.Zone, Shifts: ws.Team.Shifts, NightFrom: from, NightTo: to, IsNight: pack.IsNightDuty,
	})
	row := make(roster.Row, cal.Days)
	for _, d := range ws.Previous.Duties {
		if d.Agent == a.ID {
			row[d.Date-ws.Previous.From] = uint8(slices.Index(cal.Codes, d.Shift))
		}
	}
	found, _ := policy.Bind(cal, a.ID).Check(row)
	return slices.DeleteFunc(found, func(b roster.Breach) bool { return !b.Hard })
}

func TestExamplesAreDeterministic(t *testing.T) {
	same := func(a, b []file) bool {
		return slices.EqualFunc(a, b, func(x, y file) bool { return x.name == y.name && bytes.Equal(x.data, y.data) })
	}
	a, _ := recipe(t, "chat-remote", planningDay, 7)
	b, _ := recipe(t, "chat-remote", planningDay, 7)
	c, _ := recipe(t, "chat-remote", planningDay, 8)
	if !same(a, b) || same(a, c) {
		t.Errorf("the same seed gives the same files: %v; another seed: %v", same(a, b), same(a, c))
	}
}

func TestExamplesOnAnyDay(t *testing.T) {
	for d := roster.NewDate(2026, 1, 1); d < roster.NewDate(2027, 3, 1); d += 97 {
		for _, info := range Examples() {
			_, ws := recipe(t, info.Name, d, uint64(d))
			for _, p := range ws.Pins {
				if absent(ws.Absences, p.Agent, p.Date) {
					t.Errorf("%s on %v: pin on a day of absence", info.Name, d)
				}
			}
			for _, q := range ws.Requests {
				if absent(ws.Absences, q.Agent, q.Date) {
					t.Errorf("%s on %v: a wish for a day of absence", info.Name, d)
				}
			}
			if got := ws.History[0].Points[len(ws.History[0].Points)-1].Start; !got.Before(d.At(0, ws.Team.Zone)) {
				t.Errorf("%s on %v: history ends at %v", info.Name, d, got)
			}
		}
	}
}

// Whoever works in blocks has two days off together in every calendar week.
func TestBlocksLeavePairsFree(t *testing.T) {
	_, ws := recipe(t, "travel-9-21", planningDay, 1)
	works := map[string]map[roster.Date]bool{}
	for _, d := range ws.Previous.Duties {
		if works[d.Agent] == nil {
			works[d.Agent] = map[roster.Date]bool{}
		}
		works[d.Agent][d.Date] = true
	}
	for agent, days := range works {
		for monday := ws.Previous.From.Monday() + 7; monday+7 <= ws.Previous.To; monday += 7 {
			pair := false
			for d := monday; d < monday+6; d++ {
				pair = pair || !days[d] && !days[d+1]
			}
			if !pair {
				t.Errorf("%s has no two days off together in the week of %v", agent, monday)
			}
		}
	}
}

func TestWriteExample(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "folder")
	if err := WriteExample("travel-9-21", dir, planningDay, 1); err != nil {
		t.Fatal(err)
	}
	if ws, err := ReadDir(dir); err != nil || ws.Dir != dir {
		t.Error(err)
	}
	err := WriteExample("travel-9-21", dir, planningDay, 1)
	if roster.KindOf(err) != roster.Conflict || !strings.Contains(err.Error(), "is not empty") {
		t.Errorf("a second time: %v", err)
	}
	err = WriteExample("travel", t.TempDir(), planningDay, 1)
	if roster.KindOf(err) != roster.NotFound || !strings.Contains(err.Error(), "berlin-desk") {
		t.Errorf("an unknown example: %v", err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := WriteExample("travel-9-21", file, planningDay, 1); roster.KindOf(err) != roster.Conflict {
		t.Errorf("into a file: %v", err)
	}
}

// Worked examples: of two slots under one erlang a third must wait, so that
// with threshold and handling equal 1 − 1/3·e^(−1) are answered in time.
func TestAgentsFor(t *testing.T) {
	if got, want := answered(2, 1, 1, 1), 1-0.36787944/3; got < want-1e-6 || got > want+1e-6 {
		t.Errorf("%v, want %v", got, want)
	}
	q := roster.Queue{AHT: 6 * time.Minute, ServiceLevel: 0.8, Threshold: 20 * time.Second}
	tests := map[string]struct {
		change func(*roster.Queue)
		rate   float64
		want   float64
	}{
		"nothing comes":       {func(*roster.Queue) {}, 0, 0},
		"one erlang":          {func(*roster.Queue) {}, 10, 3},
		"a busy queue":        {func(*roster.Queue) {}, 100, 14},
		"not above 60 % busy": {func(q *roster.Queue) { q.MaxOccupancy = 0.6 }, 100, 17},
		"three chats at once": {func(q *roster.Queue) { q.Concurrency = 3 }, 100, 6},
		"work that may wait":  {func(q *roster.Queue) { q.Deadline = time.Hour }, 25, 2.5},
		"the same, 80 % busy": {func(q *roster.Queue) { q.Deadline, q.MaxOccupancy = time.Hour, 0.8 }, 20, 2.5},
	}
	for name, tt := range tests {
		queue := q
		tt.change(&queue)
		if got := agentsFor(queue, tt.rate); got < tt.want-1e-9 || got > tt.want+1e-9 {
			t.Errorf("%s: %v agents, want %v", name, got, tt.want)
		}
	}
}
