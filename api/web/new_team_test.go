package web

import (
	"archive/zip"
	"bytes"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster/desk/desktest"
	"github.com/smena-org/smena/roster/workspace"
)

// packed is a small team's folder as an archive, its files in a folder of it.
func packed(t testing.TB, name, folder string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for file, f := range desktest.SmallTeam(name) {
		to, err := w.Create(folder + file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(f.Data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Who begins with nothing has examples to begin from: each can be made a team
// as it stands, and what was changed in it is kept when it has a fault.
func TestNewTeamFromAnExample(t *testing.T) {
	o := newOffice(t)
	p := o.signedIn("admin")
	page := p.get("/teams/new").want(http.StatusOK, "Begin from an example")
	for _, e := range workspace.Examples() {
		if !strings.Contains(page.body, "/teams/new?example="+e.Name) {
			t.Errorf("%s is not offered", e.Name)
		}
		var source string
		for _, n := range find(parse(t, p.get("/teams/new?example="+e.Name).want(http.StatusOK).body), tag("textarea")) {
			source = n.FirstChild.Data
		}
		name := "Of " + e.Name
		lines := strings.Split(source, "\n")
		for i, l := range lines {
			if strings.HasPrefix(l, "name:") {
				lines[i] = "name: " + name
			}
		}
		p.post("/teams", "source", strings.Join(lines, "\n")).want(http.StatusOK, "The team is made.", name)
	}
	faulty := p.post("/teams?example=travel-9-21", "source", "name: Half\nzone: Nowhere").want(http.StatusUnprocessableEntity, "Nowhere")
	if !strings.Contains(faulty.body, ">name: Half\nzone: Nowhere</textarea>") {
		t.Error("what was typed is gone")
	}
	p.get("/teams/new?example=none").want(http.StatusNotFound, "no example")
}

// A folder that was taken along becomes a team, wherever its files are in the
// archive; what is no such archive is refused with what to do.
func TestNewTeamFromAFolder(t *testing.T) {
	o := newOffice(t)
	p := o.signedIn("admin")
	for _, folder := range []string{"", "my team/"} {
		name := fmt.Sprintf("Packed %d", len(folder))
		p.upload("/teams/import", "team.zip", packed(t, name, folder)).want(http.StatusOK, name, "its people (3)", "history (504)")
	}
	tests := map[string]struct {
		data   string
		status int
		says   string
	}{
		"no archive":            {"team.yaml", http.StatusUnprocessableEntity, "no ZIP archive; pack the folder that holds team.yaml"},
		"half an archive":       {packed(t, "Half", "")[:400], http.StatusUnprocessableEntity, "no ZIP archive"},
		"a name that is taken":  {packed(t, "Small", ""), http.StatusConflict, "there is a team of this name already; choose another name"},
		"too deep in the tree":  {packed(t, "Deep", "a/b/"), http.StatusUnprocessableEntity, "team.yaml"},
		"a damaged file inside": {strings.Replace(packed(t, "Broken", ""), "PK\x03\x04", "PK\x03\x05", 1), http.StatusUnprocessableEntity, "pack the folder anew"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { p.upload("/teams/import", "team.zip", tt.data).want(tt.status, tt.says) })
	}
	p.post("/teams/import").want(http.StatusUnprocessableEntity, "Choose the archive first.")
	for _, who := range []string{"lead", "ann", "payroll", "planner"} { // a planner of one team makes no other
		o.signedIn(who).upload("/teams/import", "team.zip", packed(t, "Stolen", "")).want(http.StatusForbidden)
	}
	if body := p.get("/").body; strings.Contains(body, "Stolen") || strings.Contains(body, "Broken") {
		t.Error("a team was made of what was refused")
	}
}
