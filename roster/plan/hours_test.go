package plan

import (
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/workspace"
)

// December 2026 has 22 workdays in Berlin: 23 from Monday to Friday less
// Christmas Day, a Friday. Boxing Day is a Saturday.
func TestAgreedHours(t *testing.T) {
	const hour = 60
	tests := map[string]struct {
		change             func(ws *workspace.Workspace)
		norm, target, most int
	}{
		"full time": {func(*workspace.Workspace) {}, 22 * 8 * hour, 22 * 8 * hour, 22*8*hour + overrun},
		"leave is credited": {func(ws *workspace.Workspace) { // Monday to Friday, five workdays
			ws.Absences = []roster.Absence{{Agent: "ann", From: day(7), To: day(12), Kind: "leave"}}
		}, 17 * 8 * hour, 17 * 8 * hour, 17*8*hour + overrun},
		"somebody else's leave is not": {func(ws *workspace.Workspace) {
			ws.Absences = []roster.Absence{{Agent: "bob", From: day(7), To: day(12)}}
		}, 22 * 8 * hour, 22 * 8 * hour, 22*8*hour + overrun},
		"a balance is worked off": {func(ws *workspace.Workspace) {
			ws.Balances = map[string]roster.Balance{"ann": {HoursBalance: 5 * hour}}
		}, 22 * 8 * hour, 22*8*hour - 5*hour, 22*8*hour - 5*hour + overrun},
		"a large one over months": {func(ws *workspace.Workspace) {
			ws.Balances = map[string]roster.Balance{"ann": {HoursBalance: -50 * hour}}
		}, 22 * 8 * hour, 22*8*hour + workOff, 22*8*hour + workOff + overrun},
		"joins on the 14th: 13 workdays": {func(ws *workspace.Workspace) {
			ws.Agents[0].Terms = []roster.Terms{{Contract: "full", From: day(14)}}
		}, 13 * 8 * hour, 13 * 8 * hour, 13*8*hour + overrun},
		"changes to half on the 14th": {func(ws *workspace.Workspace) { // 9 days of 8 h, 13 of 4 h
			ws.Agents[0].Terms = []roster.Terms{{Contract: "full", To: day(14)}, {Contract: "half", From: day(14)}}
		}, (9*8 + 13*4) * hour, (9*8 + 13*4) * hour, (9*8+13*4)*hour + overrun},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			ws := desk(t)
			tt.change(ws)
			_, b := enlisted(t, ws, nil)
			if m := b.members[0]; m.norm != tt.norm || m.target != tt.target || m.most != tt.most {
				t.Errorf("norm %d, target %d, most %d; want %d, %d, %d", m.norm, m.target, m.most, tt.norm, tt.target, tt.most)
			}
		})
	}
}

// 30 December 2026 is a workday before no holiday; Russia shortens the day
// directly before 1 January. A team that works the hour and makes it good may
// plan it; one that shortens the day may not.
func TestShortDayIsMadeGood(t *testing.T) {
	caps := map[string]int{}
	for _, mode := range []string{"compensate", "shorten"} {
		ws := desk(t)
		ws.Team.Country, ws.Team.Region, ws.Team.ShortDays = "RU", "", mode
		ws.Team.Contracts[0].Pack = "ru"
		_, b := enlisted(t, ws, nil)
		caps[mode] = b.members[0].most
	}
	if caps["compensate"] != caps["shorten"]+60 {
		t.Errorf("the most is %d when the hour is made good and %d when the day is shorter; want an hour between them",
			caps["compensate"], caps["shorten"])
	}
}

func TestNearest(t *testing.T) {
	tests := map[string]struct{ target, most, duty, want int }{
		"whole duties":               {10560, 11280, 480, 10560}, // 22 × 8 h
		"a little more is nearer":    {10500, 10560, 480, 10560}, // 175 h: 22 × 8 h
		"unless it is too much":      {10500, 10500, 480, 10080}, // 21 × 8 h
		"a little less is nearer":    {5001, 6000, 480, 4800},
		"duties of several lengths":  {5001, 6000, 0, 5001},
		"not even one":               {100, 400, 480, 0},
		"nothing is due":             {0, 720, 480, 0},
		"twelve hours under the cap": {11145, 11145, 675, 10800}, // 185:45 h: 16 × 11:15 h, 17 are too many
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := nearest(tt.target, tt.most, tt.duty); got != tt.want {
				t.Errorf("%d minutes, want %d", got, tt.want)
			}
		})
	}
}

func TestOverride(t *testing.T) {
	pack := roster.Policy{
		{Rule: &roster.MinRest{Minutes: 660}, Hard: true},
		{Rule: &roster.DaysInARow{Max: 6}, Hard: true},
	}
	tests := map[string]struct {
		override roster.Override
		want     []string
	}{
		"dropped":           {roster.Override{Rule: "min-rest", Drop: true}, []string{"days-in-a-row"}},
		"replaced":          {roster.Override{Rule: "min-rest", Clause: &roster.Clause{Rule: &roster.NoNights{}}}, []string{"no-nights", "days-in-a-row"}},
		"another contract":  {roster.Override{Contract: "half", Rule: "min-rest", Drop: true}, []string{"min-rest", "days-in-a-row"}},
		"this contract":     {roster.Override{Contract: "full", Rule: "days-in-a-row", Drop: true}, []string{"min-rest"}},
		"a rule not in use": {roster.Override{Rule: "weekends", Drop: true}, []string{"min-rest", "days-in-a-row"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, c := range override(pack, []roster.Override{tt.override}, "full") {
				got = append(got, c.Rule.Name())
			}
			if len(got) != len(tt.want) {
				t.Fatalf("%v, want %v", got, tt.want)
			}
			for i := range got {
				if got[i] != tt.want[i] {
					t.Fatalf("%v, want %v", got, tt.want)
				}
			}
		})
	}
}
