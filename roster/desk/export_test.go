package desk_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/workspace"
)

// unzipped is an archive's files.
func unzipped(t *testing.T, data []byte) fstest.MapFS {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := fstest.MapFS{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = &fstest.MapFile{Data: text}
	}
	return out
}

// problem is what a plan of the folder would have to solve.
func problem(t *testing.T, folder fstest.MapFS) string {
	t.Helper()
	ws, err := workspace.Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	forecasts, err := plan.Forecast(ws, december, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	needs, err := plan.Requirement(ws.Team, december, forecasts)
	if err != nil {
		t.Fatal(err)
	}
	built, err := plan.Problem(ws, december, needs)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(built.Problem)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// A team that is exported, imported under another name and exported again is
// the same in every file, and poses the same problem.
func TestExportTeam(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	day := december.From
	if _, err := o.AddAbsence(o.planner, o.team, roster.Absence{Agent: "bob", From: day + 3, To: day + 5, Kind: "sick"}, "a broken leg"); err != nil {
		t.Fatal(err)
	}
	if err := o.PutBalance(o.planner, o.team, roster.Balance{Agent: "ann", AsOf: day - 1, HoursBalance: 95}); err != nil {
		t.Fatal(err)
	}
	first, err := o.ExportTeam(o.planner, o.team, december)
	if err != nil || first.Name != "Small-2026-12.zip" || first.Type != "application/zip" {
		t.Fatalf("%s %s: %v", first.Name, first.Type, err)
	}
	folder := unzipped(t, first.Data)
	for name, f := range folder {
		if strings.Contains(string(f.Data), "broken leg") {
			t.Errorf("%s tells why somebody is away", name)
		}
	}
	renamed := fstest.MapFS{}
	for name, f := range folder {
		renamed[name] = f
	}
	renamed["team.yaml"] = &fstest.MapFile{Data: bytes.Replace(folder["team.yaml"].Data, []byte("name: Small"), []byte("name: Again"), 1)}
	in, err := o.Import(o.admin, renamed)
	if err != nil {
		t.Fatal(err)
	}
	second, err := o.ExportTeam(o.admin, in.Team.ID, december)
	if err != nil {
		t.Fatal(err)
	}
	back := unzipped(t, second.Data)
	if diff := cmp.Diff(renamed, back); diff != "" {
		t.Errorf("the export of the import differs:\n%.2000s", diff)
	}
	back["team.yaml"] = folder["team.yaml"]
	if problem(t, folder) != problem(t, back) || !strings.Contains(problem(t, folder), "bob") {
		t.Error("the problem differs")
	}
	if len(folder) != 6 { // definition, people, balances, absences, previous, history
		t.Errorf("%d files", len(folder))
	}
	next, err := o.ExportTeam(o.planner, o.team, plan.Month{})
	if err != nil || next.Name != "Small-2026-12.zip" {
		t.Errorf("the next month is %s: %v", next.Name, err)
	}
}
