package api_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func TestTeamDefinition(t *testing.T) {
	s := start(t)
	path := at("/teams/%d", s.team)
	read := s.planner.get(path).want(t, 200)
	if read.etag() != `"1"` || read.json(t)["zone"] != "Europe/Berlin" || !strings.Contains(read.json(t)["source"].(string), "hours_per_week") {
		t.Errorf("ETag %s, team %s", read.etag(), read.body)
	}
	s.planner.get(path, "If-None-Match", read.etag()).want(t, 200) // the version is of the definition alone

	text := strings.Replace(fmt.Sprintf(teamYAML, "Small"), "  - {code: L", "  - {code: N, start: 22:00, end: 06:00}\n  - {code: L", 1)
	put := func(tag string) *reply {
		return s.planner.send("PUT", path, strings.NewReader(text), "Content-Type", "application/yaml", "If-Match", tag)
	}
	put(`"7"`).want(t, 412)
	if next := put(read.etag()).want(t, 200); next.etag() != `"2"` {
		t.Errorf("ETag %s after a change, want \"2\"", next.etag())
	}
	put(read.etag()).want(t, 412) // it has moved

	versions := s.planner.get(path + "/policies").items(t)
	if len(versions) != 2 || versions[0]["version"] != 2.0 || versions[0]["author"] != "planner@example.org" {
		t.Errorf("versions %v", versions)
	}
	old := s.planner.get(path+"/policies/1").want(t, 200).json(t)
	if strings.Contains(old["source"].(string), "22:00, end: 06:00") {
		t.Errorf("version 1 has changed: %v", old)
	}
	s.planner.get(path+"/policies/3").want(t, 404)

	shifts := s.anna.get(path + "/shift-types").items(t)
	if len(shifts) != 3 || shifts[1]["code"] != "N" || shifts[1]["start"] != "22:00" || shifts[0]["paid_minutes"] != 450.0 {
		t.Errorf("shift types %v", shifts)
	}
}

func TestSwapApproval(t *testing.T) {
	s := start(t)
	path := at("/teams/%d/swap-approval", s.team)
	if got := s.planner.put(path, map[string]any{"approval": "lead"}).want(t, 200).json(t)["swap_approval"]; got != "lead" {
		t.Errorf("swap approval %v, want lead", got)
	}
	s.planner.put(path, map[string]any{"approval": "nobody"}).want(t, 422)
}

// archive packs a workspace folder.
func archive(t testing.TB, files map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, text := range files {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestImportTeam(t *testing.T) {
	s := bare(t)
	files := map[string]string{
		"team.yaml":         fmt.Sprintf(teamYAML, "Imported"),
		"agents.csv":        "agent_id,name,contract,zone,skills,consents,protected,payroll_id,hourly_rate,valid_from,valid_to\na,Ann,full,,,,,,,,\nb,Bob,full,,,,,,,,\n",
		"history/phone.csv": "timestamp,queue,volume\n2026-11-02T09:00,phone,4\n2026-11-02T09:30,phone,6\n",
	}
	send := func(body []byte) *reply {
		return s.admin.send("POST", "/teams/import", bytes.NewReader(body), "Content-Type", "application/zip")
	}
	got := send(archive(t, files)).want(t, 201).json(t)
	if got["agents"] != 2.0 || got["points"] != 2.0 {
		t.Errorf("imported %v", got)
	}
	send(archive(t, files)).want(t, 409) // the name is taken
	send([]byte("no archive")).want(t, 422)
	whole := archive(t, files)
	send(whole[:len(whole)/2]).want(t, 422)
	whole[60] ^= 0xff // a letter of a file; its checksum notices
	if r := send(whole); r.status != 422 {
		t.Errorf("a broken archive: status %d\n%s", r.status, r.body)
	}
	delete(files, "team.yaml")
	send(archive(t, files)).want(t, 422)
}
