package plan

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/pay"
	"github.com/smena-org/smena/roster/workspace"
)

// said writes the clauses of a rule that bind ann: "hard unavailable source {…}".
func said(t *testing.T, ws *workspace.Workspace, rule string) []string {
	t.Helper()
	built, _ := enlisted(t, ws, nil)
	var out []string
	for _, c := range clauses(built, "ann", rule) {
		kind := "hard"
		if !c.Hard {
			kind = fmt.Sprint(c.Weight)
		}
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %+v (%s)", kind, c.Rule, c.Source)))
	}
	return out
}

func TestAbsenceClauses(t *testing.T) {
	away := func(from, to int) []roster.Absence {
		return []roster.Absence{{Agent: "ann", From: day(from), To: day(to)}}
	}
	tests := map[string]struct {
		absences []roster.Absence
		want     []string // first and last day
	}{
		"none":                          {nil, nil},
		"a day":                         {away(3, 4), []string{"3–3"}},
		"from the month before":         {away(-3, 4), []string{"1–3"}},
		"into the month after":          {away(30, 40), []string{"30–31"}},
		"the month before alone":        {away(-9, 1), nil},
		"the month after alone":         {away(32, 40), nil},
		"over the whole month and more": {away(-9, 50), []string{"1–31"}},
		"somebody else's":               {[]roster.Absence{{Agent: "bob", From: day(3), To: day(4)}}, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ws := desk(t)
			ws.Absences = tt.absences
			_, b := enlisted(t, ws, nil)
			var got []string
			for _, c := range b.members[0].absenceClauses(ws, december) {
				r := c.Rule.(*roster.Unavailable)
				if !c.Hard || c.Source != "absences.csv" {
					t.Errorf("clause %+v", c)
				}
				got = append(got, fmt.Sprintf("%d–%d", r.From-december.From+1, r.To-december.From+1))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("days differ (-want +got):\n%s", diff)
			}
		})
	}
}

// A wish of weight 3 costs three times the team's price of a request; wishes
// of other months, on days of leave or at no price are none.
func TestWishClauses(t *testing.T) {
	ws := desk(t)
	ws.Absences = []roster.Absence{{Agent: "ann", From: day(7), To: day(9)}}
	ws.Requests = []roster.Request{
		{Agent: "ann", Date: day(3), Weight: 3},
		{Agent: "ann", Date: day(4), Shift: "E", On: true},
		{Agent: "ann", Date: day(8), Weight: 5}, // on leave
		{Agent: "ann", Date: day(33), Weight: 5},
		{Agent: "bob", Date: day(3), Weight: 5},
	}
	want := []string{
		fmt.Sprintf("%d %+v (requests.csv)", 3*ws.Team.Weights.Request, &roster.Wish{Date: day(3), Off: true}),
		fmt.Sprintf("%d %+v (requests.csv)", ws.Team.Weights.Request, &roster.Wish{Date: day(4), Shift: "E"}),
	}
	if diff := cmp.Diff(want, said(t, ws, "wish")); diff != "" {
		t.Errorf("wishes differ (-want +got):\n%s", diff)
	}
	ws.Team.Weights.Request = 0
	if got := said(t, ws, "wish"); got != nil {
		t.Errorf("wishes at no price: %v", got)
	}
}

func TestPinClauses(t *testing.T) {
	ws := desk(t)
	ws.Pins = []roster.Pin{{Agent: "ann", Date: day(3), Shift: "E"}, {Agent: "ann", Date: day(4)}, {Agent: "ann", Date: day(33), Shift: "E"}, {Agent: "bob", Date: day(3)}}
	want := []string{
		fmt.Sprintf("hard %+v (pins.csv)", &roster.Pinned{Date: day(3), Shift: "E"}),
		fmt.Sprintf("hard %+v (pins.csv)", &roster.Pinned{Date: day(4)}),
	}
	if diff := cmp.Diff(want, said(t, ws, "pinned")); diff != "" {
		t.Errorf("pins differ (-want +got):\n%s", diff)
	}
}

// Office days are asked of each week, or of the month where leave makes weeks
// unequal: 2 a week in 31 − 10 = 21 days are 6.
func TestOfficeClauses(t *testing.T) {
	tests := map[string]struct {
		days, weight int
		away         roster.Date // days of leave from the 7th on
		want         string
	}{
		"two a week":                 {2, 30, 0, `week 2`},
		"none agreed":                {0, 30, 0, ""},
		"at no price":                {2, 0, 0, ""},
		"ten days of leave":          {2, 30, 10, "horizon 6"},
		"six days left of the month": {2, 30, 30, "horizon 1"}, // 2 × 6 ÷ 7, the rest of a day is not asked
		"and of one day a week none": {1, 30, 30, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ws := desk(t)
			ws.Team.Contracts[0].OfficeDays, ws.Team.Weights.Office = tt.days, tt.weight
			if tt.away > 0 {
				ws.Absences = []roster.Absence{{Agent: "ann", From: day(7), To: day(7) + tt.away}}
			}
			_, b := enlisted(t, ws, nil)
			got := ""
			for _, c := range b.members[0].officeClauses(december, ws.Team.Weights.Office) {
				r := c.Rule.(*roster.Duties)
				got = fmt.Sprintf("%s %d", r.Per, r.Min)
				if !r.Office || c.Hard || c.Weight != tt.weight {
					t.Errorf("clause %+v", c)
				}
			}
			if got != tt.want {
				t.Errorf("asks for %q, want %q", got, tt.want)
			}
		})
	}
}

// A change of contract within the month allows each contract's shifts on its
// own days, and none on the days of no contract.
func TestShiftClausesOfAChange(t *testing.T) {
	ws := desk(t)
	// Full to the 9th, nothing on the 10th, half from the 11th on: half has E alone.
	ws.Agents[0].Terms = []roster.Terms{{Contract: "full", To: day(10)}, {Contract: "half", From: day(11)}}
	_, b := enlisted(t, ws, nil)
	var got []string
	for _, c := range b.members[0].shiftClauses(ws.Team, december) {
		r := c.Rule.(*roster.Unavailable)
		got = append(got, fmt.Sprintf("%d–%d %v %s", r.From-december.From+1, r.To-december.From+1, r.Shifts, c.Source))
	}
	want := []string{"10–10 [] no contract", "11–31 [L N] contract half"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("clauses differ (-want +got):\n%s", diff)
	}
}

// A rotation goes forward, and stays at each step for two days; shifts with the
// same hours are the same step.
func TestRotationClauses(t *testing.T) {
	ws := desk(t)
	ws.Team.Shifts = append(ws.Team.Shifts, roster.ShiftType{Code: "EO", Start: 8 * 60, Length: 510, Office: true})
	ws.Team.Contracts[0].Rotation = []string{"E", "L", "N"}
	_, b := enlisted(t, ws, nil)
	m := b.members[0]
	got := m.rotationClauses(ws.Team, 15)
	back := got[len(got)-1].Rule.(*roster.ForbiddenSuccession)
	want := [][2]string{{"L", "E"}, {"L", "EO"}, {"N", "E"}, {"N", "EO"}, {"N", "L"}}
	if diff := cmp.Diff(want, back.Pairs); diff != "" {
		t.Errorf("steps back differ (-want +got):\n%s", diff)
	}
	if r := got[0].Rule.(*roster.ShiftsInARow); !slices.Equal(r.Shifts, []string{"E", "EO"}) || r.Min != 2 || got[0].Weight != 5 {
		t.Errorf("the first step is %+v at %d", r, got[0].Weight)
	}
	if m.rotationClauses(ws.Team, 0) != nil {
		t.Error("a rotation at no price")
	}
	m.contract.Rotation = []string{"E"}
	if m.rotationClauses(ws.Team, 15) != nil {
		t.Error("a rotation of one step")
	}
}

// Under a pack without a country (the EU's) a workday is Monday to Friday less
// the holidays of the team's country; all else follows the pack's own calendar.
func TestNormOfADay(t *testing.T) {
	ws := desk(t)
	ws.Team.Contracts[0].Pack = "eu"
	_, b := enlisted(t, ws, nil)
	m := b.members[0]
	for d, want := range map[int]float64{1: 480, 4: 480, 5: 0, 6: 0, 24: 480, 25: 0, 31: 480} { // the 25th is a Friday
		if got := m.normOf(b.places, day(d)); got != want {
			t.Errorf("the %d adds %v minutes, want %v", d, got, want)
		}
	}
}

// What the law says of everybody under a pack is said once, and what it says
// of some is said of each.
func TestFindingsAreSaidOnce(t *testing.T) {
	ws := desk(t)
	ws.Team.Opening[0], ws.Team.ClosedHolidays = ws.Team.Opening[1], false
	built, _ := enlisted(t, ws, nil)
	count := map[string]int{}
	for _, f := range built.Findings {
		count[f.Rule]++
		if f.Agent != "" {
			t.Errorf("%s is said of %s alone", f.Rule, f.Agent)
		}
	}
	if count["DE_ARBZG_10_GROUNDS"] != 1 || count["DE_ARBZG_9_HOLIDAY"] != 1 {
		t.Errorf("findings %v", count)
	}
}

// Duties of the month are paid, those of the week before it only tell how weeks
// began; whoever has no contract in the month is left out.
func TestPay(t *testing.T) {
	ws := desk(t)
	ws.Agents = append(ws.Agents, roster.Agent{ID: "old", Zone: ws.Team.Zone, Terms: []roster.Terms{{Contract: "full", To: day(1)}}})
	shift, _ := ws.Team.Shift("E")
	on := func(agent string, d int) roster.Duty { return shift.On(agent, day(d), ws.Team.Zone) }
	ws.Previous = roster.Roster{Duties: []roster.Duty{on("ann", 0), on("ann", -9), on("bob", 0)}}
	lines, _, err := Pay(ws, december, roster.Roster{Duties: []roster.Duty{on("ann", 1), on("bob", 2), on("old", 3), on("ann", 32)}})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, l := range lines {
		got = append(got, fmt.Sprintf("%s %s %s %d", l.Agent, l.Date, l.Category, l.Minutes))
	}
	want := []string{"ann 2026-12-01 " + pay.Base + " 480", "bob 2026-12-02 " + pay.Base + " 480"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("lines differ (-want +got):\n%s", diff)
	}
}

// Whether a day is closed: by its weekday, by a date of the team, or as a
// holiday where the team keeps those.
func TestClosedOn(t *testing.T) {
	team := desk(t).Team
	team.ClosedDays = []roster.Date{day(24)}
	open := team
	open.ClosedHolidays = false
	for d, want := range map[int][2]bool{ // closed on holidays, open on them
		3: {false, false}, 6: {true, true}, 24: {true, true}, 25: {true, false}, 26: {true, false}, 28: {false, false},
	} {
		if got := [2]bool{closedOn(team, day(d)), closedOn(open, day(d))}; got != want {
			t.Errorf("the %d is closed %v, want %v", d, got, want)
		}
	}
}

// The expected duties come to the hours that people should work, however much
// or little is asked; nobody is expected where they cannot be.
func TestEstimateComesToThePeoplesHours(t *testing.T) {
	for agents := range 3 {
		ws := desk(t)
		needs := ask(t, ws)
		for i := range needs {
			needs[i].Agents = agents
		}
		_, b := enlisted(t, ws, needs)
		minutes, want := 0.0, 0.0
		for i, m := range b.members {
			want += float64(m.target)
			for d, shifts := range b.spread()[i] {
				for s, n := range shifts {
					minutes += n * float64(ws.Team.Shifts[s].PaidMinutes())
					if n > 0 && !m.can[d][s] {
						t.Errorf("%s is expected on the %d and cannot be", m.ID, d+1)
					}
				}
			}
		}
		if agents == 0 {
			want = 0 // nothing asked, nothing expected
		}
		if diff := minutes - want; diff > 1 || diff < -1 {
			t.Errorf("%d asked: %v minutes expected, want %v", agents, minutes, want)
		}
	}
}

// Shares count each night, weekend and holiday once, whatever touches it: the
// Saturday night of the 5th touches one weekend, that of the 25th one holiday
// of two. Wishes count as granted by what was worked.
func TestShares(t *testing.T) {
	ws := desk(t)
	ws.Requests = []roster.Request{
		{Agent: "ann", Date: day(5), Shift: "N", On: true},
		{Agent: "ann", Date: day(7), On: true},   // free
		{Agent: "ann", Date: day(8), Shift: "E"}, // wishes not to work E, and works L
	}
	built, _ := enlisted(t, ws, nil)
	on := func(d int, code string) roster.Duty {
		s, _ := ws.Team.Shift(code)
		return s.On("ann", day(d), ws.Team.Zone)
	}
	got := built.Shares(roster.Roster{Duties: []roster.Duty{on(5, "N"), on(8, "L"), on(12, "E"), on(13, "E"), on(25, "E")}})[0]
	want := Share{
		Agent: "ann", Name: "ann", Contract: "full", Minutes: 5 * 480, Duties: 5, DaysOff: 26,
		Target: got.Target, Norm: got.Norm, Most: got.Most, // TestAgreedHours
		Nights: Tally{Of: "nights", Count: 1}, Weekends: Tally{Of: "weekends", Count: 2}, Holidays: Tally{Of: "holidays", Count: 1},
		Unpopular:   []Tally{{Of: "L", Count: 1}},
		WishesAsked: 3, WishesGranted: 2,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("share differs (-want +got):\n%s", diff)
	}
}

// The cover of a night of the month before that runs into it is counted.
func TestCoveringReachesBack(t *testing.T) {
	ws := desk(t)
	night, _ := ws.Team.Shift("N")
	early, _ := ws.Team.Shift("E")
	ws.Previous = roster.Roster{Duties: []roster.Duty{night.On("ann", day(0), ws.Team.Zone), early.On("bob", day(0), ws.Team.Zone), night.On("bob", day(-1), ws.Team.Zone)}}
	_, b := enlisted(t, ws, nil)
	got := b.covering(roster.Roster{Duties: []roster.Duty{early.On("bob", day(1), ws.Team.Zone)}})
	if len(got) != 2 || got[1].Agent != "ann" || !got[1].Span.End.After(december.From.At(0, ws.Team.Zone)) {
		t.Errorf("covered by %+v", got)
	}
}

// A group without skills is anybody's; one with several is named by them all.
func TestGroupID(t *testing.T) {
	for want, skills := range map[string][]string{"any": nil, "de": {"de"}, "chat+de": {"chat", "de"}} {
		if got := groupID(skills); got != want {
			t.Errorf("%v is %q, want %q", skills, got, want)
		}
	}
	g := Group{Skills: []string{"chat", "de"}}
	if g.serves([]string{"de"}) || !g.serves([]string{"de", "en", "chat"}) || !(Group{}).serves(nil) {
		t.Error("only who has all skills serves a group")
	}
}

func TestChosenAndDate(t *testing.T) {
	var f QueueForecast
	if _, ok := f.Chosen(); ok {
		t.Error("a score was chosen of none")
	}
	c := Cover{Start: time.Date(2026, 12, 1, 23, 30, 0, 0, zone(t, "Europe/Berlin"))}
	if c.Date() != day(1) {
		t.Errorf("the interval is of %s", c.Date())
	}
}
