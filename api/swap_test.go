package api_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
)

// published makes a roster in force: anna works late on Monday 7 December and
// by day on the 10th, ben by day on the 8th.
func (s *service) published() (path string) {
	s.t.Helper()
	path, tag := s.month()
	for _, c := range []map[string]any{cell("anna", "2026-12-07", "L"), cell("anna", "2026-12-10", "D"), cell("ben", "2026-12-08", "D")} {
		tag = s.edit(path, tag, c)
	}
	s.publish(path, tag)
	return path
}

func swapPath(r *reply, t testing.TB) string { return at("/swaps/%d", r.id(t)) }

func TestExchange(t *testing.T) {
	s := start(t)
	s.published()
	offer := s.anna.post("/swaps", map[string]any{"date": "2026-12-10", "other": "cleo", "note": "please"}).want(t, 201)
	if o := offer.json(t); o["kind"] != "give_away" || o["state"] != "offered" || o["agent"] != "anna" || o["shift"] != "D" {
		t.Errorf("offer %v", o)
	}
	s.anna.post("/swaps", map[string]any{"date": "2026-12-10"}).want(t, 409) // on offer already
	s.anna.post("/swaps", map[string]any{"date": "2026-12-11"}).want(t, 404) // no such duty
	s.stranger.get(swapPath(offer, t)).want(t, 404)
	s.anna.post(swapPath(offer, t)+"/withdraw", nil).want(t, 200)

	exchange := s.anna.post("/swaps", map[string]any{"date": "2026-12-10", "other": "ben", "back": "2026-12-08"})
	// Anna would go from the late of the 7th to the day of the 8th: ten hours.
	if exchange.want(t, 422).json(t)["type"] != "/docs#unlawful" {
		t.Errorf("refused with %s", exchange.body)
	}
	breach := exchange.json(t)["breaches"].([]any)[0].(map[string]any)
	if breach["rule"] != "min-rest" || breach["agent"] != "anna" || breach["have"] != 600.0 {
		t.Errorf("breach %v, want anna's rest of 600 minutes", breach)
	}

	lawful := s.ben.post("/swaps", map[string]any{"date": "2026-12-08", "other": "anna", "back": "2026-12-07"}).want(t, 201)
	if trial := s.anna.get(swapPath(lawful, t)+"/trial").want(t, 200).json(t); trial["possible"] != true {
		t.Errorf("trial %v", trial)
	}
	done := s.anna.post(swapPath(lawful, t)+"/accept", nil).want(t, 200).json(t)
	if done["state"] != "applied" || done["decision"] != "auto_approved" {
		t.Errorf("swap %v, want applied at once", done)
	}
	duties := s.ben.get(at("/teams/%d/duties", s.team) + december + "&agent=ben").items(t)
	if len(duties) != 1 || duties[0]["date"] != "2026-12-07" || duties[0]["shift"] != "L" {
		t.Errorf("ben's duties %v, want the late of the 7th", duties)
	}
	s.anna.post(swapPath(lawful, t)+"/accept", nil).want(t, 409)
}

// Anna asks Ben for a duty and gives nothing: refused with the rule where hers
// would break one, applied when Ben agrees.
func TestAskForADuty(t *testing.T) {
	s := start(t)
	s.published()
	s.anna.post("/swaps", map[string]any{"other": "ben"}).want(t, 422)
	s.anna.post("/swaps", map[string]any{"back": "2026-12-08"}).want(t, 422)
	s.anna.post("/swaps", map[string]any{"other": "ben", "back": "2026-12-09"}).want(t, 404)
	// From the late of the 7th to the day of the 8th: ten hours.
	refused := s.anna.post("/swaps", map[string]any{"other": "ben", "back": "2026-12-08"}).want(t, 422).json(t)
	if b := refused["breaches"].([]any)[0].(map[string]any); b["rule"] != "min-rest" || b["agent"] != "anna" {
		t.Errorf("breach %v, want anna's rest", b)
	}
	offer := s.planner.post("/swaps", map[string]any{"team": s.team, "agent": "cleo", "other": "ben", "back": "2026-12-08", "note": "hours"}).want(t, 201)
	o := offer.json(t)
	if _, has := o["date"]; has || o["kind"] != "cover" || o["back"] != "2026-12-08" || o["back_shift"] != "D" {
		t.Errorf("offer %v", o)
	}
	s.anna.post(swapPath(offer, t)+"/accept", nil).want(t, 404)
	if trial := s.ben.get(swapPath(offer, t)+"/trial").want(t, 200).json(t); trial["possible"] != true {
		t.Errorf("trial %v", trial)
	}
	if done := s.ben.post(swapPath(offer, t)+"/accept", nil).want(t, 200).json(t); done["state"] != "applied" {
		t.Errorf("swap %v, want applied at once", done)
	}
	duties := s.planner.get(at("/teams/%d/duties", s.team) + december + "&agent=cleo").items(t)
	if len(duties) != 1 || duties[0]["date"] != "2026-12-08" || duties[0]["shift"] != "D" {
		t.Errorf("cleo's duties %v, want the day shift of the 8th", duties)
	}
}

// Why something cannot be is said in the language of Accept-Language, and in
// English to who names none.
func TestRefusalsInTheReadersLanguage(t *testing.T) {
	s := start(t)
	s.published()
	offer := map[string]any{"date": "2026-12-10", "other": "anna"}
	for lang, want := range map[string]string{
		"": "a swap needs somebody else", "de-AT,de;q=0.9": "Ein Tausch braucht jemand anderen", "ru": "Для обмена нужен кто-то другой",
		"hu": "A cseréhez más személy kell", "fr": "a swap needs somebody else",
	} {
		var r *reply
		if lang == "" {
			r = s.anna.post("/swaps", offer)
		} else {
			r = s.anna.post("/swaps", offer, "Accept-Language", lang)
		}
		if got := r.want(t, 422).json(t)["detail"]; got != want {
			t.Errorf("%q: %v, want %s", lang, got, want)
		}
	}
	missing := s.anna.get("/swaps/999999", "Accept-Language", "de").want(t, 404).json(t)
	if got := missing["detail"]; got != "Das gibt es nicht, oder Sie dürfen es nicht sehen" {
		t.Errorf("what is not there: %v", got)
	}
}

func TestSwapThatALeadDecides(t *testing.T) {
	s := start(t)
	s.published()
	s.planner.put(at("/teams/%d/swap-approval", s.team), map[string]any{"approval": "lead"}).want(t, 200)
	offer := s.anna.post("/swaps", map[string]any{"date": "2026-12-10", "other": "ben"}).want(t, 201)
	if state := s.ben.post(swapPath(offer, t)+"/accept", nil).want(t, 200).json(t)["state"]; state != "accepted" {
		t.Errorf("state %v, want accepted", state)
	}
	if r := s.ben.post(swapPath(offer, t)+"/decision", map[string]any{"approve": true}); r.status != 403 {
		t.Errorf("ben decides himself: status %d", r.status)
	}
	if open := s.lead.get(at("/swaps?open=true&team=%d", s.team)).items(t); len(open) != 1 {
		t.Errorf("the lead has %d to decide, want 1", len(open))
	}
	done := s.lead.post(swapPath(offer, t)+"/decision", map[string]any{"approve": true, "note": "fine"}).want(t, 200)
	if d := done.json(t); d["state"] != "applied" || d["decision"] != "approved" || d["answer"] != "fine" {
		t.Errorf("swap %v", d)
	}
	other := s.anna.post("/swaps", map[string]any{"date": "2026-12-07", "other": "ben"})
	if other.status == 201 {
		s.ben.post(swapPath(other, t)+"/decline", map[string]any{"note": "no"}).want(t, 200)
	}
}

// Of two who take one open shift at the same time, one gets it and the other is told.
func TestTwoTakeOneOpenShift(t *testing.T) {
	s := start(t)
	roster := s.published()
	open := s.lead.post(roster+"/open-shifts", map[string]any{"date": "2026-12-15", "shift": "D"}).want(t, 201)
	if o := open.json(t); o["kind"] != "open_shift" || o["agent"] != nil {
		t.Errorf("open shift %v", o)
	}
	if r := s.anna.post(roster+"/open-shifts", map[string]any{"date": "2026-12-15", "shift": "D"}); r.status != 403 {
		t.Errorf("anna opens a shift: status %d", r.status)
	}
	var wg sync.WaitGroup
	got := make([]*reply, 2)
	for i, c := range []caller{s.anna, s.ben} {
		wg.Go(func() { got[i] = c.post(swapPath(open, t)+"/accept", nil) })
	}
	wg.Wait()
	slices.SortFunc(got, func(a, b *reply) int { return a.status - b.status })
	if got[0].status != 200 || got[1].status != 409 {
		t.Fatalf("statuses %d and %d, want one 200 and one 409", got[0].status, got[1].status)
	}
	// Whether the loser came a moment or a minute late.
	loser := s.anna
	if got[0].json(t)["other"] == "anna" {
		loser = s.ben
	}
	for _, late := range []*reply{got[1], loser.post(swapPath(open, t)+"/accept", nil)} {
		if detail, _ := late.want(t, 409).json(t)["detail"].(string); !strings.Contains(detail, "applied") {
			t.Errorf("the slower one is told %q, not that it is taken", detail)
		}
	}
	n := 0
	for _, d := range s.planner.get(at("/teams/%d/duties", s.team) + december).items(t) {
		if d["date"] == "2026-12-15" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d duties came of one open shift", n)
	}
}
