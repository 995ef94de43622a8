package api_test

import (
	"strings"
	"testing"
)

// A contract is made, read, changed, renamed, taken out and had back; each time
// the definition gets a version, whose comments stay.
func TestContracts(t *testing.T) {
	s := start(t)
	team := at("/teams/%d", s.team)
	path := team + "/contracts"
	first := s.planner.get(path).want(t, 200)
	if all := first.items(t); len(all) != 1 || all[0]["id"] != "full" || all[0]["weekly_minutes"] != 2400.0 || all[0]["pack"] != "de" {
		t.Fatalf("contracts %v", all)
	}
	half := map[string]any{
		"id": "half", "weekly_minutes": 1170, "pack": "de", "shifts": []string{"D"}, "nights": "never", "days_off": 3,
		"rules": []any{map[string]any{"rule": "days-in-a-row", "max": 4, "weight": 20, "source": "works agreement"}},
	}
	made := s.planner.post(path, half, "If-Match", first.etag()).want(t, 201)
	if m := made.json(t); m["weekly_minutes"] != 1170.0 || m["nights"] != "never" || m["rules"].([]any)[0].(map[string]any)["max"] != 4.0 {
		t.Errorf("made %v", m)
	}
	s.planner.post(path, half, "If-Match", first.etag()).want(t, 412)                                        // it has moved on
	s.planner.post(path, half, "If-Match", made.etag()).want(t, 422)                                         // there is such a contract
	s.planner.post(path, half).want(t, 428)                                                                  // which version?
	s.anna.get(path).want(t, 403)                                                                            // not for agents
	s.planner.put(path+"/none", half, "If-Match", made.etag()).want(t, 404)                                  // no such contract
	s.lead.put(path+"/half", half, "If-Match", made.etag()).want(t, 403)                                     // planners alone
	s.planner.put(path+"/full", contractCalled("other"), "If-Match", made.etag()).want(t, 422)               // people stand under it
	s.planner.send("DELETE", path+"/full", nil, "If-Match", made.etag()).want(t, 422)                        // the same
	s.planner.put(path+"/half", broken(half, "weekly_minutes", 30), "If-Match", made.etag()).want(t, 422)    // half an hour
	s.planner.put(path+"/half", broken(half, "pack", "mars"), "If-Match", made.etag()).want(t, 422)          // no such law
	s.planner.put(path+"/half", broken(half, "shifts", []string{"X"}), "If-Match", made.etag()).want(t, 422) // no such shift
	refused := s.planner.put(path+"/half", broken(half, "rules", []any{map[string]any{"rule": "days-in-a-row", "mux": 4}}), "If-Match", made.etag()).want(t, 422)
	if detail := refused.json(t)["detail"].(string); !strings.Contains(detail, "mux") {
		t.Errorf("a clause with an unknown field: %s", detail)
	}

	renamed := s.planner.put(path+"/half", broken(half, "id", "part"), "If-Match", made.etag()).want(t, 200)
	if source := s.planner.get(team).json(t)["source"].(string); !strings.Contains(source, "id: part") || strings.Contains(source, "id: half") {
		t.Errorf("after renaming it is\n%s", source)
	}
	gone := s.planner.send("DELETE", path+"/part", nil, "If-Match", renamed.etag()).want(t, 200)
	if all := gone.items(t); len(all) != 1 {
		t.Errorf("contracts %v, want the first alone", all)
	}
	back := s.planner.post(team+"/undo", nil, "If-Match", gone.etag()).want(t, 200)
	if all := s.planner.get(path).items(t); len(all) != 2 || all[1]["id"] != "part" {
		t.Errorf("after undo %v", all)
	}
	s.planner.post(team+"/undo", nil, "If-Match", gone.etag()).want(t, 412)
	s.planner.post(team+"/undo", nil, "If-Match", back.etag()).want(t, 200)
	if all := s.planner.get(path).items(t); len(all) != 1 {
		t.Errorf("after undoing the undo %v", all)
	}
}

// broken is a copy with another value.
func broken(body map[string]any, key string, value any) map[string]any {
	out := map[string]any{}
	for k, v := range body {
		out[k] = v
	}
	out[key] = value
	return out
}
