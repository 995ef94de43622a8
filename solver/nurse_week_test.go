package solver

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
)

// The week of testdata/inrc-like.json says in our format what the second
// International Nurse Rostering Competition (Ceschia et al. 2015,
// arXiv:1501.04177) asks: minimal and optimal cover by skill, successions, runs
// of work, rest and single shift types with history, totals and weekends
// carried in, complete weekends, requests. Its prices are the competition's.
//
// A roster is a string a person, a letter a day: E, L, N, or - for a day off.
func TestNurseRosteringWeek(t *testing.T) {
	text, err := os.ReadFile("testdata/inrc-like.json")
	if err != nil {
		t.Fatal(err)
	}
	p, faults := ParseProblem("inrc-like.json", text)
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	tests := map[string]struct {
		rows map[string]string
		hard int
		cost map[string]float64 // by rule, or missing
	}{
		"lawful": {
			// Nobody can be the head on Early of Monday and Tuesday: twice 30. On
			// Wednesday Patrick is, beside one nurse of two: 30. He reaches 11+3
			// duties of 15 at least: 20. Andrea works on Tuesday and Late on Friday
			// against her wishes: 10 each; and on Saturday alone: 30. Stefaan's Late
			// of Sunday and Monday is long enough, his six days off of five are not.
			map[string]string{"Patrick": "--EEE--", "Andrea": "-EELLL-", "Stefaan": "L------"},
			0, map[string]float64{"missing": 90, "duties": 20, "wish": 20, "complete-weekends": 30, "days-off-in-a-row": 30},
		},
		"idle but for two nights": {
			// Nobody is on any Early or Late: 30 each for 7 wanted, and hard are the
			// nurse of Tuesday, the head and the nurse of Wednesday, that of Friday.
			// Patrick's nights on Monday and Tuesday are the 4th and, one too many,
			// the 5th: 15; five days of work he may do. Stefaan's Late of Sunday is
			// too short a run of Late, 15, and of work, 30. Of the days off are too
			// many: the 4th and 5th of Patrick; the 4th to 9th of Andrea, who comes
			// with two; the 6th and 7th of Stefaan, who may have five. Patrick has
			// 11+2 and Andrea 12 duties of 15 at least.
			map[string]string{"Patrick": "NN-----", "Andrea": "-------", "Stefaan": "-------"},
			4, map[string]float64{
				"missing": 7 * 30, "shifts-in-a-row": 15 + 15, "days-in-a-row": 30, "days-off-in-a-row": (2 + 6 + 2) * 30,
				"duties": 2*20 + 3*20,
			},
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := Check(p, letters(p, tt.rows))
			if err != nil {
				t.Fatal(err)
			}
			cost := map[string]float64{}
			for _, r := range got.ByRule {
				if r.Cost > 0 {
					cost[r.Rule] = r.Cost
				}
			}
			if diff := cmp.Diff(tt.cost, cost); diff != "" || got.Hard != tt.hard {
				t.Errorf("hard %d, want %d; costs differ (-want +got):\n%s", got.Hard, tt.hard, diff)
			}
		})
	}
}

// letters turns rows of letters into duties.
func letters(p *Problem, rows map[string]string) (out []Assigned) {
	for _, who := range p.People {
		for day, letter := range rows[who.ID] {
			for _, s := range p.Shifts {
				if strings.HasPrefix(s.ID, string(letter)) {
					out = append(out, Assigned{Person: who.ID, Date: p.Start + roster.Date(day), Shift: s.ID})
				}
			}
		}
	}
	return out
}

// The search finds a roster of the week that keeps every hard rule.
func TestNurseRosteringWeekIsSolved(t *testing.T) {
	text, err := os.ReadFile("testdata/inrc-like.json")
	if err != nil {
		t.Fatal(err)
	}
	p, err := ReadProblem("inrc-like.json", bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Solve(t.Context(), p, Options{Iterations: 20000, Seed: 1, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	if s.Hard != 0 {
		t.Errorf("hard is %d: %v %v", s.Hard, s.Breaches, s.Gaps)
	}
}
