package workspace

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
)

// flexible is the small team with one more entry of several starts.
func flexible(entry, contract string) string {
	text := strings.Replace(smallTeam, "contracts:", "  - "+entry+"\ncontracts:", 1)
	return strings.Replace(text, "pack: de}", "pack: de"+contract+"}", 1)
}

// One entry stands for a shift at each of its starts, of each of its lengths,
// with the breaks at the same distance, and a contract names them all at once.
func TestShiftsOfSeveralStarts(t *testing.T) {
	tests := map[string]struct {
		entry string
		want  []string // code, name, start, minutes, break
	}{
		"of one length": {"{code: F, name: Flexible, starts: 07:00-08:00/30m, length: 8h30m, breaks: [{after: 4h, minutes: 30, earliest: 3h, latest: 5h}]}", []string{
			"F0700 Flexible 07:00–15:30 07:00 510 [{240 30 false {180 300 0 0}}]",
			"F0730 Flexible 07:30–16:00 07:30 510 [{240 30 false {180 300 0 0}}]",
			"F0800 Flexible 08:00–16:30 08:00 510 [{240 30 false {180 300 0 0}}]"}},
		"of two":              {"{code: F, starts: 22:00 - 22:45 / 1h, lengths: 6h 7h30m}", []string{"F2200-6h F 22:00–04:00 22:00 360 []", "F2200-7h30m F 22:00–05:30 22:00 450 []"}},
		"a list of lengths":   {"{code: F, starts: 09:00-10:00/1h, lengths: [4h, 4h]}", []string{"F0900 F 09:00–13:00 09:00 240 []", "F1000 F 10:00–14:00 10:00 240 []"}},
		"one start is a span": {"{code: F, starts: 09:00-09:00/1h, length: 4h}", []string{"F0900 F 09:00–13:00 09:00 240 []"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			team, faults := readSmall(t, flexible(tt.entry, ", shifts: [F, D]"))
			var got, codes []string
			for _, s := range team.Shifts[1:] {
				got = append(got, fmt.Sprint(s.Code, " ", s.Name, " ", s.Start, " ", s.Length, " ", s.Breaks))
				codes = append(codes, s.Code)
				if s.Family != "F" {
					t.Errorf("%s is of %q", s.Code, s.Family)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || len(faults) > 0 {
				t.Errorf("shifts differ (-want +got):\n%s%v", diff, faults)
			}
			if diff := cmp.Diff(append(codes, "D"), team.Contracts[0].Shifts); diff != "" {
				t.Errorf("the contract's shifts differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFaultsOfSeveralStarts(t *testing.T) {
	tests := map[string]struct{ entry, want string }{
		"no grid":           {"{code: F, starts: 07:00-11:00, length: 8h}", `shifts[1].starts "07:00-11:00": not a span of starts; write the first and last start`},
		"no span":           {"{code: F, starts: 07:00/30m, length: 8h}", `not a span of starts`},
		"a grid of nothing": {"{code: F, starts: 07:00-11:00/0m, length: 8h}", `not a span of starts`},
		"out of order":      {"{code: F, starts: 11:00-07:00/30m, length: 8h}", `does not end on the day, after it begins`},
		"on the next day":   {"{code: F, starts: 20:00-25:00/1h, length: 8h}", `does not end on the day, after it begins`},
		"too many":          {"{code: F, starts: 00:00-23:59/5m, length: 8h}", `shifts[1].starts "00:00-23:59/5m": makes 288 shifts; a team has at most 255; let it begin less often`},
		"no length":         {"{code: F, starts: 07:00-11:00/30m}", `shifts[1].lengths "": missing; write how long it may be`},
		"length of nothing": {"{code: F, starts: 07:00-11:00/30m, lengths: 8h 0m}", `not a length of up to a day`},
		"two ways to say":   {"{code: F, starts: 07:00-11:00/30m, length: 8h, lengths: 8h}", `shifts[1].lengths "8h": stands beside a length; remove one of the two`},
		"with an end":       {"{code: F, starts: 07:00-11:00/30m, end: 18:00}", `shifts[1].end "18:00": stands beside starts; write a length`},
		"with a start":      {"{code: F, starts: 07:00-11:00/30m, length: 8h, start: 07:00}", `shifts[1].start "07:00": unknown key`},
		"break by the clock": {"{code: F, starts: 07:00-11:00/30m, length: 8h, breaks: [{at: 12:00, minutes: 30}]}",
			`the shift has several starts; write after how long a break begins`},
		"break beyond the shortest": {"{code: F, starts: 07:00-11:00/30m, lengths: 4h 8h, breaks: [{after: 4h, minutes: 30}]}", `the break is not inside the shift`},
		"the same code twice":       {"{code: D, starts: 07:00-11:00/30m, length: 8h}", `D is a shift, and stands for several; choose another code for one of the two`},
		"no code":                   {"{starts: 07:00-11:00/30m, length: 8h}", `shifts[1].code "": missing`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, faults := readSmall(t, flexible(tt.entry, ""))
			if len(faults) != 1 || !strings.Contains(faults[0].String(), tt.want) {
				t.Errorf("faults %v, want one with %s", faults, tt.want)
			}
		})
	}
}

// Several entries that are each small enough can be too many together.
func TestTooManyShiftsTogether(t *testing.T) {
	text := flexible("{code: F, starts: 00:00-23:00/6m, length: 8h}", "")
	text = strings.Replace(text, "contracts:", "  - {code: G, starts: 00:00-23:00/30m, length: 6h}\ncontracts:", 1)
	team, faults := readSmall(t, text)
	if len(team.Shifts) != 1+231+47 || len(faults) != 1 || faults.Err() == nil || roster.KindOf(faults.Err()) != roster.Invalid {
		t.Errorf("%d shifts, %v", len(team.Shifts), faults)
	}
}
