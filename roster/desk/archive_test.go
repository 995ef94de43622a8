package desk_test

import (
	"archive/zip"
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk/desktest"
)

// zipped packs files in order of their names.
func zipped(t testing.TB, files map[string][]byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		to, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(files[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// bomb unpacks to more than it may, of which nobody needs to have the memory.
func bomb(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	to, err := w.Create("team.yaml")
	if err != nil {
		t.Fatal(err)
	}
	blank := make([]byte, 1<<20)
	for range 257 {
		if _, err := to.Write(blank); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// folder is a small team's workspace, its files in a folder of the archive.
func folder(name, in string) map[string][]byte {
	out := map[string][]byte{}
	for file, f := range desktest.SmallTeam(name) {
		out[in+file] = f.Data
	}
	return out
}

// A team is made of an archive with its files at the top or one level down, also
// where a program has packed its own beside them.
func TestImportArchive(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	tests := map[string]struct {
		in     string
		beside map[string][]byte
	}{
		"Top":     {in: ""},
		"Inside":  {in: "my team/"},
		"Mac":     {in: "team/", beside: map[string][]byte{"__MACOSX/team/._team.yaml": []byte("\x00\x05")}},
		"Old one": {in: "", beside: map[string][]byte{"backup/old/team.yaml": []byte("name: no longer")}},
	}
	for name, tt := range tests {
		files := folder(name, tt.in)
		maps.Copy(files, tt.beside)
		got, err := o.ImportArchive(o.admin, zipped(t, files))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got.Team.Name != name || got.Agents != 3 || got.Points != 42*12 || got.Duties != 6 {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// What is no such archive makes nothing, and it is said what to do.
func TestImportArchiveRefuses(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	whole := zipped(t, folder("Whole", ""))
	many := map[string][]byte{"team.yaml": []byte("name: Many")}
	for i := range 10_001 {
		many["x/"+strings.Repeat("y", i/100)+"/"+strings.Repeat("z", i%100)] = nil
	}
	tests := map[string]struct {
		data []byte
		says string
	}{
		"nothing":         {nil, "no ZIP archive"},
		"a text":          {[]byte("name: Small"), "no ZIP archive"},
		"half":            {whole[:len(whole)/2], "no ZIP archive"},
		"a damaged file":  {bytes.Replace(whole, []byte("PK\x03\x04"), []byte("PK\x03\x05"), 1), "pack the folder anew"},
		"too many files":  {zipped(t, many), "10,000 files"},
		"a bomb":          {bomb(t), "256 MB"},
		"no team":         {zipped(t, map[string][]byte{"agents.csv": []byte("agent_id\n")}), "team.yaml"},
		"two levels down": {zipped(t, folder("Deep", "a/b/")), "team.yaml"},
	}
	for name, tt := range tests {
		_, err := o.ImportArchive(o.admin, tt.data)
		if wantKind(t, name, err, roster.Invalid) && !strings.Contains(said(err), tt.says) {
			t.Errorf("%s: %q does not say %q", name, said(err), tt.says)
		}
	}
	if teams, err := o.Teams(o.admin); err != nil || len(teams) != 2 {
		t.Errorf("%d teams after nothing but refusals, %v", len(teams), err)
	}
}
