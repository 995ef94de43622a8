package bench

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// little is a problem that is solved at once: two people, one shift, a day.
func little(name string) *solver.Problem {
	return &solver.Problem{
		Format: solver.Format, Name: name, Start: monday, Days: 1,
		Shifts: []solver.Shift{{ID: "D", Minutes: 480}},
		People: []solver.Person{{ID: "ann"}, {ID: "bob"}},
		Demand: solver.Demand{Shifts: []solver.ShiftDemand{{Date: monday, Shift: "D", Target: 3, Missing: 7}}},
	}
}

// Teams are solved side by side; cost and bound are the sums of theirs.
func TestMeasureAddsTeamsUp(t *testing.T) {
	teams := []*solver.Problem{little("a"), little("b"), little("c")}
	r, sols, err := Measure(t.Context(), teams, solver.Options{Seed: 5, TimeLimit: 300 * time.Millisecond, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	if len(sols) != 3 || r.Cost == nil || *r.Cost != 21 || r.Hard != 0 {
		t.Fatalf("%d rosters, cost %v, hard %d; want three that are one short each, 21 in all", len(sols), r.Cost, r.Hard)
	}
	if r.Bound != nil && *r.Bound > 21 {
		t.Errorf("bound %v is above the cost", *r.Bound)
	}
	if r.Lawful == nil || *r.Lawful > r.Seconds {
		t.Errorf("lawful after %v of %v seconds", r.Lawful, r.Seconds)
	}
	if r.Seed != 5 || r.Workers != 2 || r.Limit != 0.3 || r.Method != "smena" {
		t.Errorf("the run forgets its conditions: %+v", r)
	}
}

func TestMeasureOfAnInvalidTeam(t *testing.T) {
	bad := little("bad")
	bad.Days = 0
	if _, _, err := Measure(t.Context(), []*solver.Problem{little("a"), bad}, solver.Options{Iterations: 10, Workers: 1}); roster.KindOf(err) != roster.Invalid {
		t.Errorf("error %v; want an Invalid one", err)
	}
}

// A team without a lawful roster is never lawful, and the whole is not either.
func TestMeasureOfAnUnlawfulTeam(t *testing.T) {
	none := little("none")
	none.Demand.Shifts[0].Min = 3
	r, _, err := Measure(t.Context(), []*solver.Problem{little("a"), none}, solver.Options{Seed: 1, Iterations: 100, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	if r.Hard != 1 || r.Lawful != nil {
		t.Errorf("hard %d, lawful after %v; want 1 and never", r.Hard, r.Lawful)
	}
}

// A search that misreports is found out.
func TestAgrees(t *testing.T) {
	p := little("a")
	s, err := solver.Solve(t.Context(), p, solver.Options{Seed: 1, Iterations: 100})
	if err != nil {
		t.Fatal(err)
	}
	high := s.Cost + 1
	tests := map[string]struct {
		change func(*solver.Solution)
		want   string
	}{
		"true":          {func(*solver.Solution) {}, ""},
		"cheaper":       {func(s *solver.Solution) { s.Cost-- }, "the search says cost 6 and hard 0, the check 7 and 0"},
		"lawful":        {func(s *solver.Solution) { s.Hard = 1 }, "the search says cost 7 and hard 1, the check 7 and 0"},
		"bound too far": {func(s *solver.Solution) { s.Bound = &high }, "the bound 8 is above the cost 7"},
		"no such duty":  {func(s *solver.Solution) { s.Duties = []solver.Assigned{{Person: "zoe", Date: monday, Shift: "D"}} }, "no such person"},
	}
	for name, tt := range tests {
		mine := *s
		tt.change(&mine)
		err := agrees(p, &mine)
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%s: error %v; want %q", name, err, tt.want)
		}
	}
}

// wardText is a public-format instance small enough to read.
const wardText = `SECTION_HORIZON
7
SECTION_SHIFTS
D,480,
SECTION_STAFF
A,D=7,2400,0,5,1,1,1
SECTION_DAYS_OFF
SECTION_SHIFT_ON_REQUESTS
SECTION_SHIFT_OFF_REQUESTS
SECTION_COVER
0,D,1,100,1
1,D,1,100,1
`

// folder holds Instance1.txt and a script in place of a solver or evaluator.
func folder(t *testing.T, script string) (Public, string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"Instance1.txt": wardText, "script": script} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return Public{dir}, filepath.Join(dir, "script")
}

func TestPublicFiles(t *testing.T) {
	p, _ := folder(t, "")
	if got, err := p.Read(1); err != nil || len(got.People) != 1 {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := p.Read(2); err == nil || roster.KindOf(err) != roster.NotFound || !strings.Contains(err.Error(), Where) {
		t.Errorf("error %v; want one that says where to get it", err)
	}
	inner := filepath.Join(p.Dir, "instances")
	if err := os.Mkdir(inner, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(inner, "Instance1.txt"), []byte(wardText), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, _ := p.File(1); got != filepath.Join(inner, "Instance1.txt") {
		t.Errorf("read from %s; the folder of instances comes first", got)
	}
}

func TestBestKnown(t *testing.T) {
	file := filepath.Join(t.TempDir(), "best.csv")
	tests := map[string]struct{ text, want string }{
		"columns by name":  {"instance,weeks,lb,ub_2026,ub_2023\n1,2,600,607,608\n24,52,1,40439,42463\n", ""},
		"best":             {"n,best\n1,607\n24,40439\n", ""},
		"no such column":   {"n,cost\n1,607\n", "no column of best known costs"},
		"not a number":     {"n,best\none,607\n", "best.csv:2:"},
		"nothing":          {"", "no table"},
		"ragged":           {"n,best\n1\n", "no table"},
		"cost not a price": {"n,best\n1,607\n2,?\n", "best.csv:3:"},
	}
	for name, tt := range tests {
		if err := os.WriteFile(file, []byte(tt.text), 0o600); err != nil {
			t.Fatal(err)
		}
		got, err := BestKnown(file)
		switch {
		case tt.want == "" && (err != nil || got[1] != 607 || got[24] != 40439):
			t.Errorf("%s: %v, %v", name, got, err)
		case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s: error %v; want %q", name, err, tt.want)
		}
	}
	if _, err := BestKnown(file + "x"); roster.KindOf(err) != roster.NotFound {
		t.Errorf("error %v; want NotFound", err)
	}
}

// What a peer says of its cost counts for nothing; its roster does.
func TestPeerIsJudgedByItsRoster(t *testing.T) {
	tests := map[string]struct {
		script string
		cost   float64
		hard   int
		failed string
	}{
		"a roster":    {"echo chatter\necho 'A D D - - - - -' > $2\necho '{\"objective\": 12, \"bound\": 3, \"lawful_seconds\": 0.5, \"seconds\": 9}'", 0, 0, ""},
		"a worse one": {"echo 'A D - - - - - -' > $2\necho '{\"bound\": 3, \"lawful_seconds\": 0.5, \"seconds\": 9}'", 100, 0, ""},
		"unlawful":    {"echo 'A D D D D D D D' > $2\necho '{\"bound\": 3, \"lawful_seconds\": 0.5, \"seconds\": 9}'", 0, 18, ""}, // 16 hours too many, and two days in a row
		"none":        {"echo '{\"bound\": 3, \"lawful_seconds\": 0.5, \"seconds\": 9}'", 0, 0, "no roster"},
		"a crash":     {"echo first >&2; echo out of memory >&2; exit 7", 0, 0, "exit status 7: out of memory"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p, script := folder(t, "#!/bin/sh\n"+tt.script+"\n")
			problem, err := p.Read(1)
			if err != nil {
				t.Fatal(err)
			}
			out := filepath.Join(p.Dir, "roster.txt")
			if err := os.WriteFile(out, []byte("A - - - - - - -\n"), 0o600); err != nil { // of an earlier run
				t.Fatal(err)
			}
			peer, err := ParsePeer("X=sh " + script)
			if err != nil {
				t.Fatal(err)
			}
			r, err := peer.Measure(t.Context(), filepath.Join(p.Dir, "Instance1.txt"), out, problem, 2, 1, 1)
			if err != nil || r.Failed != tt.failed {
				t.Fatalf("failed %q, error %v; want %q", r.Failed, err, tt.failed)
			}
			if tt.failed != "" {
				return
			}
			if *r.Cost != tt.cost || r.Hard != tt.hard || *r.Bound != 3 || *r.Lawful != 0.5 || r.Seconds != 9 {
				t.Errorf("%+v, cost %v; want cost %v, hard %d, bound 3", r, *r.Cost, tt.cost, tt.hard)
			}
		})
	}
}

func TestPeerIsToldTheConditions(t *testing.T) {
	p, script := folder(t, "#!/bin/sh\nshift 2\necho \"$@\" > "+"$0.said\n")
	problem, err := p.Read(1)
	if err != nil {
		t.Fatal(err)
	}
	peer := Peer{"X", []string{"sh", script}}
	if _, err := peer.Measure(t.Context(), "in", filepath.Join(p.Dir, "out"), problem, 2.5, 3, 4); err != nil {
		t.Fatal(err)
	}
	got, _ := os.ReadFile(script + ".said")
	if want := "--seconds 2.5 --workers 3 --seed 4\n"; string(got) != want {
		t.Errorf("told %q; want %q", got, want)
	}
}

func TestPeersThatCannotBe(t *testing.T) {
	for _, text := range []string{"", "x", "=python3 x.py", "X=", "X=  ", "smena=x"} {
		if _, err := ParsePeer(text); roster.KindOf(err) != roster.Invalid {
			t.Errorf("%q: %v", text, err)
		}
	}
	p, _ := folder(t, "")
	problem, err := p.Read(1)
	if err != nil {
		t.Fatal(err)
	}
	none := Peer{"X", []string{filepath.Join(p.Dir, "no-such-program")}}
	if _, err := none.Measure(t.Context(), "in", "out", problem, 1, 1, 1); roster.KindOf(err) != roster.Invalid {
		t.Errorf("error %v; want Invalid", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (Peer{"X", []string{"sleep"}}).Measure(ctx, "1000", "out", problem, 1, 1, 1); err == nil {
		t.Error("a cancelled run is a run")
	}
}

// The evaluator is asked, and believed against us.
func TestEvaluate(t *testing.T) {
	tests := map[string]struct {
		script string
		cost   float64
		hard   int
		want   string
	}{
		"the same":             {`echo '{"feasible": true, "objective": 607}'`, 607, 0, Agrees},
		"the same, unlawful":   {`echo '{"feasible": false, "objective": 607}'; exit 1`, 607, 4, Agrees},
		"another cost":         {`echo '{"feasible": true, "objective": 608}'`, 607, 0, "says 608, lawful true"},
		"not lawful after all": {`echo '{"feasible": false, "objective": 607}'; exit 1`, 607, 0, "says 607, lawful false"},
	}
	for name, tt := range tests {
		_, script := folder(t, "#!/bin/sh\n"+tt.script+"\n")
		got, err := Evaluate(t.Context(), script, "in", "out", tt.cost, tt.hard)
		if err != nil || got != tt.want {
			t.Errorf("%s: %q, %v; want %q", name, got, err, tt.want)
		}
	}
	for _, broken := range []string{"exit 2", "echo hello", ""} {
		_, script := folder(t, "#!/bin/sh\n"+broken+"\n")
		if got, err := Evaluate(t.Context(), script, "in", "out", 1, 0); err == nil {
			t.Errorf("%q: a verdict %q without one being spoken", broken, got)
		}
	}
}
