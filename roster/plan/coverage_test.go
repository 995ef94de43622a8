package plan

import (
	"math"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
)

func TestCoverageCountsMinutesThere(t *testing.T) {
	ten := time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC)
	groups := []Group{{ID: "de", Skills: []string{"de"}}, {ID: "ru", Skills: []string{"ru"}}}
	agents := []roster.Agent{
		{ID: "de", Skills: []string{"de"}}, {ID: "ru", Skills: []string{"ru"}}, {ID: "both", Skills: []string{"de", "ru"}},
	}
	// works returns a duty from so many minutes before ten to so many after.
	works := func(agent string, before, after int, breaks ...[2]int) roster.Duty {
		d := roster.Duty{Agent: agent, Span: roster.Span{
			Start: ten.Add(-time.Duration(before) * time.Minute), End: ten.Add(time.Duration(after) * time.Minute)}}
		for _, b := range breaks {
			d.Breaks = append(d.Breaks, roster.BreakSpan{Span: roster.Span{
				Start: ten.Add(time.Duration(b[0]) * time.Minute), End: ten.Add(time.Duration(b[1]) * time.Minute)}})
		}
		return d
	}
	tests := map[string]struct {
		de, ru                   int
		duties                   []roster.Duty
		onDuty, missing, surplus float64
	}{
		"nobody is there":                     {1, 0, nil, 0, 1, 0},
		"one is":                              {1, 0, []roster.Duty{works("de", 60, 60)}, 1, 0, 0},
		"ends as the interval begins":         {1, 0, []roster.Duty{works("de", 60, 0)}, 0, 1, 0},
		"leaves after a quarter":              {1, 0, []roster.Duty{works("de", 60, 15)}, 0.25, 0.75, 0},
		"on a break for half of it":           {1, 0, []roster.Duty{works("de", 60, 60, [2]int{0, 30})}, 0.5, 0.5, 0},
		"a break beside it":                   {1, 0, []roster.Duty{works("de", 60, 120, [2]int{60, 90})}, 1, 0, 0},
		"the wrong skill":                     {1, 0, []roster.Duty{works("ru", 60, 60)}, 1, 1, 1},
		"nobody serves two groups at once":    {1, 1, []roster.Duty{works("both", 60, 60)}, 1, 1, 0},
		"the one of both makes room":          {1, 1, []roster.Duty{works("both", 60, 60), works("de", 60, 60)}, 2, 0, 0},
		"the same in the other order":         {1, 1, []roster.Duty{works("both", 60, 60), works("ru", 60, 60)}, 2, 0, 0},
		"half a person of both serves either": {1, 1, []roster.Duty{works("both", 60, 30), works("de", 60, 60)}, 1.5, 0.5, 0},
		"too many":                            {1, 0, []roster.Duty{works("de", 60, 60), works("both", 60, 60)}, 2, 0, 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			needs := []Need{{Start: ten, Group: "de", Agents: tt.de}, {Start: ten, Group: "ru", Agents: tt.ru}}
			got := Coverage(groups, needs, time.Hour, agents, tt.duties)
			if len(got) != 1 {
				t.Fatalf("%d intervals, want 1", len(got))
			}
			c := got[0]
			if c.Required != tt.de+tt.ru || c.OnDuty != tt.onDuty || c.Missing != tt.missing || c.Surplus != tt.surplus {
				t.Errorf("required %d, on duty %v, missing %v, surplus %v; want %d, %v, %v, %v",
					c.Required, c.OnDuty, c.Missing, c.Surplus, tt.de+tt.ru, tt.onDuty, tt.missing, tt.surplus)
			}
			if s := c.OnDuty - c.Surplus + c.Missing; math.Abs(s-float64(c.Required)) > 1e-9 {
				t.Errorf("served and missing make %v of %d required", s, c.Required)
			}
		})
	}
}

// The largest flow is compared with the deficiency version of Hall's theorem on
// every choice of small numbers: what is missing is the largest shortage of any
// union of groups.
func TestAssignServesAllThatCanBe(t *testing.T) {
	want := make([]int, 3)
	for n := range 4096 {
		for g := range want {
			want[g] = n >> (2 * g) & 3
		}
		have := map[uint64]int{0b011: n >> 6 & 3, 0b110: n >> 8 & 3, 0b001: n >> 10 & 3}
		served := 0
		for g, s := range assign(want, have) {
			if served += s; s < 0 || s > want[g] {
				t.Fatalf("%v by %v: group %d is served %d", want, have, g, s)
			}
		}
		short := 0
		for union := range uint64(8) {
			need := 0
			for g, w := range want {
				need += w * int(union>>g&1)
			}
			for serves, m := range have {
				if serves&union != 0 {
					need -= m
				}
			}
			short = max(short, need)
		}
		if got := want[0] + want[1] + want[2] - served; got != short {
			t.Fatalf("%v by %v: %d missing, want %d", want, have, got, short)
		}
	}
}
