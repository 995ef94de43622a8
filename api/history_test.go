package api_test

import (
	"strings"
	"testing"
)

func TestHistory(t *testing.T) {
	s := start(t)
	path := at("/teams/%d/history", s.team)
	send := func(text string) *reply {
		return s.planner.send("POST", path+"?name=calls.csv", strings.NewReader(text), "Content-Type", "text/csv")
	}
	// 9:00 in Berlin is 8:00 UTC in November.
	got := send("timestamp,queue,volume,aht_seconds\n2026-11-02T09:00,phone,4,300\n2026-11-02T09:30,phone,6,310\n").want(t, 200).json(t)
	if got["points"] != 2.0 {
		t.Errorf("imported %v", got)
	}
	spans := s.planner.get(path).items(t)
	if len(spans) != 1 || spans[0]["queue"] != "phone" || spans[0]["volume"] != 10.0 || spans[0]["minutes"] != 30.0 {
		t.Errorf("spans %v", spans)
	}
	points := s.planner.get(path + "/phone?from=2026-11-02&to=2026-11-03").items(t)
	if len(points) != 2 || !strings.HasPrefix(points[0]["start"].(string), "2026-11-02T0") || points[1]["aht"] != 310.0 {
		t.Errorf("points %v", points)
	}
	bad := send("timestamp,queue,volume\n2026-11-02T09:00,phone,many\n2026-11-02T09:30,fax,1\n").want(t, 422)
	if n := len(bad.locations(t)); n < 2 {
		t.Errorf("%d faults, want both\n%s", n, bad.body)
	}
	if v := s.planner.get(path).items(t)[0]["volume"]; v != 10.0 {
		t.Errorf("a refused import left a volume of %v", v)
	}
}

// Late corrections lie over what was imported before, are looked at first, and
// can be undone and done again.
func TestHistoryLayers(t *testing.T) {
	s := start(t)
	path := at("/teams/%d/history", s.team)
	send := func(c caller, to, text string) *reply {
		return c.send("POST", to, strings.NewReader(text), "Content-Type", "text/csv")
	}
	const first = "timestamp,queue,volume,aht_seconds\n2026-11-02T09:00,phone,4,300\n2026-11-02T09:30,phone,6,310\n"
	const late = "timestamp,queue,volume,aht_seconds\n2026-11-02T09:30,phone,60,310\n2026-11-02T10:00,phone,7,290\n"
	send(s.planner, path+"?name=first.csv", first).want(t, 200)
	tried := send(s.planner, path+"-layers/try?name=late.csv", late).want(t, 200).json(t)
	change := tried["changes"].([]any)[0].(map[string]any)
	if change["new"] != 1.0 || change["changed"] != 1.0 || change["same"] != 0.0 || change["before"] != 6.0 || change["after"] != 60.0 || tried["layer"] != nil {
		t.Errorf("tried %v", tried)
	}
	if largest := change["largest"].([]any)[0].(map[string]any); largest["before"] != 6.0 || largest["after"] != 60.0 || largest["queue"] != "phone" {
		t.Errorf("the largest difference is %v", largest)
	}
	volume := func() any { t.Helper(); return s.planner.get(path).items(t)[0]["volume"] }
	if v := volume(); v != 10.0 {
		t.Errorf("trying left a volume of %v", v)
	}
	done := send(s.planner, path+"?name=late.csv", late).want(t, 200).json(t)
	layer := at("/history-layers/%v", done["layer"].(map[string]any)["id"])
	again := send(s.planner, path+"?name=copy.csv", late).want(t, 200).json(t)
	if again["layer"] != nil || again["same"].(map[string]any)["name"] != "late.csv" {
		t.Errorf("the same file again is %v", again)
	}
	layers := s.lead.get(path+"-layers?limit=1").want(t, 200)
	if got := layers.items(t); len(got) != 1 || got[0]["name"] != "late.csv" || got[0]["author"] != "planner@example.org" || layers.json(t)["next"] == nil {
		t.Errorf("layers %s", layers.body)
	}
	if found := s.planner.get(layer + "/differences?queue=phone").items(t); len(found) != 1 || found[0]["after"] != 60.0 || found[0]["overridden"] != false {
		t.Errorf("differences %v", found)
	}
	read := s.planner.get(layer).want(t, 200)
	undone := s.planner.send("POST", layer+"/undo", nil, "If-Match", read.etag()).want(t, 200)
	if undone.json(t)["active"] != false || volume() != 10.0 {
		t.Errorf("undone %s, volume %v", undone.body, volume())
	}
	s.planner.send("POST", layer+"/redo", nil, "If-Match", read.etag()).want(t, 412)
	send(s.planner, path, late).want(t, 409)
	s.planner.send("POST", layer+"/undo", nil, "If-Match", undone.etag()).want(t, 409)
	s.planner.send("POST", layer+"/redo", nil, "If-Match", undone.etag()).want(t, 200)
	if v := volume(); v != 71.0 {
		t.Errorf("done again the volume is %v, want 4 + 60 + 7", v)
	}
	meant := send(s.planner, path+"?name=first.csv&again=true", first).want(t, 200).json(t)
	if meant["layer"] == nil || volume() != 17.0 {
		t.Errorf("meant so: %v, volume %v", meant, volume())
	}
}

// A key makes an import happen once, and an undo.
func TestHistoryOnce(t *testing.T) {
	s := start(t)
	path := at("/teams/%d/history", s.team)
	const text = "timestamp,queue,volume\n2026-11-02T09:00,phone,4\n"
	var ids []any
	for range 2 {
		got := s.planner.send("POST", path+"?again=true", strings.NewReader(text), "Content-Type", "text/csv", "Idempotency-Key", "k1").want(t, 200).json(t)
		ids = append(ids, got["layer"].(map[string]any)["id"])
	}
	if n := len(s.planner.get(path + "-layers").items(t)); ids[0] != ids[1] || n != 1 {
		t.Errorf("layers %v, %d in all", ids, n)
	}
	for range 2 {
		s.planner.send("POST", at("/history-layers/%v/undo", ids[0]), nil, "If-Match", `"1"`, "Idempotency-Key", "k2").want(t, 200)
	}
}

func TestSpecialDays(t *testing.T) {
	s := start(t)
	path := at("/teams/%d/special-days", s.team)
	day := map[string]any{"date": "2026-12-24", "name": "Christmas Eve", "kind": "event", "factor": 0.5, "from": "14:00", "to": "20:00"}
	s.planner.put(path, map[string]any{"items": []any{day}}).want(t, 200)
	got := s.planner.get(path).items(t)
	if len(got) != 1 || got[0]["name"] != "Christmas Eve" || got[0]["from"] != "14:00" {
		t.Errorf("special days %v", got)
	}
	day["from"] = "25:00"
	s.planner.put(path, map[string]any{"items": []any{day}}).want(t, 422)
	s.planner.put(path, map[string]any{"items": []any{}}).want(t, 200)
	if n := len(s.planner.get(path).items(t)); n != 0 {
		t.Errorf("%d special days left", n)
	}
}
