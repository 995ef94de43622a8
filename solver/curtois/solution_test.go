package curtois

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/solver"
)

// week is a problem of two people and seven days.
func week(t *testing.T) *solver.Problem {
	t.Helper()
	p, err := Read("week.txt", strings.NewReader(head+"B,D=7,480,0,5,1,1,1\n"))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestSolutionRoundTrip(t *testing.T) {
	p := week(t)
	const table = "A - D D - - - -\nB - - - - - - D\n"
	duties, err := ReadSolution("s.txt", strings.NewReader(table), p)
	if err != nil {
		t.Fatal(err)
	}
	want := []solver.Assigned{
		{Person: "A", Date: monday + 1, Shift: "D"}, {Person: "A", Date: monday + 2, Shift: "D"},
		{Person: "B", Date: monday + 6, Shift: "D"},
	}
	if diff := cmp.Diff(want, duties); diff != "" {
		t.Errorf("duties differ (-want +got):\n%s", diff)
	}
	var out strings.Builder
	if err := WriteSolution(&out, p, duties); err != nil {
		t.Fatal(err)
	}
	if out.String() != table {
		t.Errorf("wrote\n%swant\n%s", out.String(), table)
	}
}

func TestSolutionsOfOtherHands(t *testing.T) {
	tests := map[string]string{
		"commas and empty fields": "A,,D,,,,,\nB,,,,,,,\n",
		"semicolons, marks off":   "B;-;-;-;-;-;-;-\nA;.;D;OFF;off;_;0;x_off\n",
		"tabs, colon, comment":    "# mine\nA:\t-\tD\t-\t-\t-\t-\t-\n\nB:\t-\t-\t-\t-\t-\t-\t-\n",
		"a mark of byte order":    "\ufeffA - D - - - - -\nB - - - - - - -\r\n",
	}
	want := []solver.Assigned{{Person: "A", Date: monday + 1, Shift: "D"}}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := ReadSolution("s.txt", strings.NewReader(text), week(t))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("duties differ (-want +got):\n%s", diff)
			}
		})
	}
}

func TestFaultsOfASolution(t *testing.T) {
	text := "A - D Q - - - -\nA - - - - - - -\nC - - - - - - -\n"
	_, err := ReadSolution("s.txt", strings.NewReader(text), week(t))
	want := []string{
		`s.txt: employee "B": has no row; write one, all days off if need be`,
		`s.txt:1: day "Q": day 2 of A is neither a shift nor a day off; write - for a day off`,
		`s.txt:2: employee "A": has a second row; keep one`,
		`s.txt:3: employee "C": is not in the problem`,
	}
	if diff := cmp.Diff(want, faultLines(err)); diff != "" {
		t.Errorf("faults differ (-want +got):\n%s", diff)
	}
	_, err = ReadSolution("s.txt", strings.NewReader("A - D\nB - - - - - - - D"), week(t))
	want = []string{`s.txt:1: employee "A": has 2 days; write 7`, `s.txt:2: employee "B": has 8 days; write 7`}
	if diff := cmp.Diff(want, faultLines(err)); diff != "" {
		t.Errorf("faults differ (-want +got):\n%s", diff)
	}
}

func TestDutiesThatCannotBeWritten(t *testing.T) {
	tests := map[string][]solver.Assigned{
		`a duty of "Z", who is not in the problem`:          {{Person: "Z", Date: monday, Shift: "D"}},
		`a duty of "A" on 2026-01-12, which is not planned`: {{Person: "A", Date: monday + 7, Shift: "D"}},
		`two duties of "A" on 2026-01-05`:                   {{Person: "A", Date: monday, Shift: "D"}, {Person: "A", Date: monday, Shift: "D"}},
		`a duty of "B" on 2026-01-04, which is not planned`: {{Person: "B", Date: monday - 1, Shift: "D"}},
	}
	for want, duties := range tests {
		if err := WriteSolution(&strings.Builder{}, week(t), duties); err == nil || err.Error() != want {
			t.Errorf("error %v; want %s", err, want)
		}
	}
}
