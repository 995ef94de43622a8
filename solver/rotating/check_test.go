package rotating

import (
	"slices"
	"strings"
	"testing"
)

// rules is the problem of the checks: D D runs of 2 to 3, N runs of 1 to 2,
// one or two days off, work blocks of 2 to 4; no D after N, and no N, off, D.
func rules(weeks int) *Problem {
	return &Problem{
		Days: 4, Employees: weeks,
		Shifts:   []Shift{{Name: "D", Run: Range{2, 3}}, {Name: "N", Run: Range{1, 2}}},
		Rest:     Range{1, 2},
		Work:     Range{2, 4},
		After:    [][2]int{{1, 0}},
		AfterOff: [][2]int{{1, 0}},
	}
}

// cells reads a roster from one letter a day, weeks parted by blanks.
func cells(p *Problem, text string) [][]int {
	var rows [][]int
	for _, week := range strings.Fields(text) {
		var row []int
		for _, c := range week {
			row = append(row, strings.IndexRune("-DN", c)-1)
		}
		rows = append(rows, row)
	}
	return rows
}

func TestCheck(t *testing.T) {
	tests := map[string]struct {
		roster string // its own demand is the demand
		want   []string
	}{
		"good":                    {"DDN- -DD-", nil},
		"runs go round the end":   {"DN-- DD-D", nil},
		"run too short":           {"D-DD -DD-", []string{"week 1, day 1: work block: have 1, want 2 to 4", "week 1, day 1: shift block D: have 1, want 2 to 3"}},
		"run too long":            {"DDDD -DD-", []string{"week 1, day 1: shift block D: have 4, want 2 to 3"}},
		"too long round the end":  {"NN-- DD-N", []string{"week 2, day 4: shift block N: have 3, want 1 to 2"}},
		"work block too long":     {"DDDN N-D-", []string{"week 1, day 1: work block: have 5, want 2 to 4", "week 2, day 3: work block: have 1, want 2 to 4", "week 2, day 3: shift block D: have 1, want 2 to 3", "week 2, day 1: forbidden 3 N - D: have 1, want 0"}},
		"too many days off":       {"DD-- -DD-", []string{"week 1, day 3: days off -: have 3, want 1 to 2"}},
		"day after night":         {"DDN- NDD-", []string{"week 2, day 1: forbidden 2 N D: have 1, want 0"}},
		"day after night and off": {"-DN- DD--", []string{"week 2, day 3: days off -: have 3, want 1 to 2", "week 1, day 2: shift block D: have 1, want 2 to 3", "week 1, day 3: forbidden 3 N - D: have 1, want 0"}},
		"nothing but work":        {"DDDD DDDD", []string{"week 1, day 1: work block: have 8, want 2 to 4", "week 1, day 1: shift block D: have 8, want 2 to 3"}},
		"nothing but rest":        {"---- ----", []string{"week 1, day 1: days off -: have 8, want 1 to 2"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := rules(2)
			rows := cells(p, tt.roster)
			p.Demand = demandOf(p, append(append([]int(nil), rows[0]...), rows[1]...))
			var got []string
			for _, b := range Check(p, rows) {
				got = append(got, b.String())
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("Check = %q\nwant    %q", got, tt.want)
			}
		})
	}
}

func TestCheckDemand(t *testing.T) {
	p := rules(2)
	p.Demand = [][]int{{1, 2, 2, 0}, {0, 0, 0, 0}}
	got := Check(p, cells(p, "DDN- -DD-"))
	want := []Breach{
		{"demand", -1, 2, "D", 1, Range{2, 2}},
		{"demand", -1, 2, "N", 1, Range{0, 0}},
	}
	if !slices.Equal(got, want) {
		t.Errorf("Check = %v, want %v", got, want)
	}
	if s := got[0].String(); s != "day 3: demand D: have 1, want 2" {
		t.Errorf("String = %q", s)
	}
}

// A table of the wrong shape gets one breach and is not looked into.
func TestCheckShape(t *testing.T) {
	p := rules(2)
	p.Demand = [][]int{{0, 0, 0, 0}, {0, 0, 0, 0}}
	for name, rows := range map[string][][]int{
		"no weeks":      nil,
		"a week short":  cells(p, "DDN-"),
		"a day short":   cells(p, "DDN- DD-"),
		"unknown shift": {{0, 0, 0, 0}, {0, 0, 0, 2}},
		"below off":     {{0, 0, 0, 0}, {0, 0, 0, -2}},
	} {
		if got := Check(p, rows); len(got) != 1 || got[0].Rule != "shape" {
			t.Errorf("%s: Check = %v, want one breach of shape", name, got)
		}
	}
}

// The nearest roster is judged by the same rules as Check uses, by size.
func TestExcess(t *testing.T) {
	tests := map[string]int{
		"DDN- -DD-": 0,
		"DDDD -DD-": 1,     // a run of four, three allowed
		"---- ----": 6,     // eight days off, two allowed
		"DDN- NDD-": 1,     // one forbidden pair
		"DDDD DDDD": 4 + 5, // block of eight, four allowed; run of eight, three allowed
	}
	for text, want := range tests {
		p := rules(2)
		rows := cells(p, text)
		if got := p.excess(append(append([]int(nil), rows[0]...), rows[1]...)); got != want {
			t.Errorf("excess of %s = %d, want %d", text, got, want)
		}
	}
}
