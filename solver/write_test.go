package solver

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/smena-org/smena/roster"
)

func TestProblemRoundTrip(t *testing.T) {
	for name, text := range map[string]string{"small": small(t), "example": string(Example())} {
		t.Run(name, func(t *testing.T) {
			p, err := ReadProblem(name, strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := WriteProblem(&out, p); err != nil {
				t.Fatal(err)
			}
			again, err := ReadProblem("again.json", bytes.NewReader(out.Bytes()))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(p, again); diff != "" {
				t.Errorf("the problem differs (-before +after):\n%s", diff)
			}
			var twice bytes.Buffer
			if err := WriteProblem(&twice, again); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(out.String(), twice.String()); diff != "" {
				t.Errorf("the text differs (-once +twice):\n%s", diff)
			}
		})
	}
}

// The layout is for people: a row a line, short lists in one.
func TestProblemLayout(t *testing.T) {
	p := &Problem{
		Format: Format, Start: roster.NewDate(2026, 1, 5), Days: 7,
		Shifts:   []Shift{{ID: "E", Start: 360, Minutes: 480}, {ID: "<N> & \"Ñ\"", Minutes: 600}},
		Policies: []Policy{{ID: "none"}},
		People:   []Person{{ID: "ann", Skills: []string{"hu", "en"}}, {ID: "bob"}},
		Demand:   Demand{Shifts: []ShiftDemand{{Date: roster.NewDate(2026, 1, 5), Shift: "E", Target: 1, Missing: 100}}},
	}
	want := `{
  "format": "smena/problem/1",
  "start": "2026-01-05",
  "days": 7,
  "shifts": [
    {"id": "E", "start": "06:00", "minutes": 480},
    {"id": "<N> & \"Ñ\"", "minutes": 600}
  ],
  "policies": [
    {"id": "none", "rules": []}
  ],
  "people": [
    {"id": "ann", "skills": ["hu", "en"]},
    {"id": "bob"}
  ],
  "demand": {"shifts": [{"date": "2026-01-05", "shift": "E", "target": 1, "missing": 100}]}
}
`
	var out strings.Builder
	if err := WriteProblem(&out, p); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("layout differs (-want +got):\n%s", diff)
	}
	if p.Policies[0].Rules != nil {
		t.Error("writing changed the problem")
	}
}

func TestWriteEmptyProblem(t *testing.T) {
	var out strings.Builder
	if err := WriteProblem(&out, &Problem{Format: Format, Start: 1, Days: 1}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "null") {
		t.Errorf("absent lists are written as null:\n%s", out.String())
	}
	if _, err := ReadProblem("empty.json", strings.NewReader(out.String())); err != nil {
		t.Error(err)
	}
}

func TestSolutionRoundTrip(t *testing.T) {
	bound := 12.5
	s := &Solution{
		Format: SolutionFormat, Problem: "p", Seed: 1 << 63, Iterations: 1000, Seconds: 1.25, Cost: 13, Hard: 1, Bound: &bound,
		Duties:   []Assigned{{Person: "ann", Date: 20000, Shift: "E", Skill: "hu"}, {Person: "bob", Date: 20001, Shift: "E"}},
		Breaches: []roster.Breach{{Rule: "hours", Agent: "ann", Date: 20000, Until: 20006, Have: 5, Want: 3, Excess: 2, Hard: true}},
		Gaps:     []Gap{{Start: "2024-10-04", Shift: "E", Missing: 1, Cost: 100, Reasons: []Reason{{Rule: "min-rest", People: []string{"bob"}, Have: 1, Want: 2}}}},
		ByRule:   []RuleCost{{Rule: "hours", Hard: 1, Breaches: 1}},
	}
	var out bytes.Buffer
	if err := WriteSolution(&out, s); err != nil {
		t.Fatal(err)
	}
	got, err := ReadSolution("s.json", &out)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(s, got, cmpopts.IgnoreUnexported(Gap{})); diff != "" {
		t.Errorf("the solution differs (-before +after):\n%s", diff)
	}
}

// Rosters made by other programs need say no more than who works when.
func TestReadBareSolution(t *testing.T) {
	s, err := ReadSolution("s.json", strings.NewReader(`{"format": "smena/solution/1", "duties": [{"person": "ann", "date": "2026-01-05", "shift": "E"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]Assigned{{Person: "ann", Date: roster.NewDate(2026, 1, 5), Shift: "E"}}, s.Duties); diff != "" {
		t.Errorf("duties differ (-want +got):\n%s", diff)
	}
}

// A writer that fails is reported, however late.
func TestWriteFails(t *testing.T) {
	if err := WriteProblem(broken{}, &Problem{}); err == nil {
		t.Error("no error from a writer that fails")
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, bytes.ErrTooLarge }
