package api_test

import (
	"bytes"
	"strings"
	"sync"
	"testing"
)

func TestSameKeyHappensOnce(t *testing.T) {
	s := start(t)
	agents := at("/teams/%d/agents", s.team)
	first := s.planner.post(agents, newAgent("dora"), "Idempotency-Key", "k1").want(t, 201)
	again := s.planner.post(agents, newAgent("dora"), "Idempotency-Key", "k1").want(t, 201)
	if !bytes.Equal(first.body, again.body) || first.etag() != again.etag() || first.header.Get("Location") != again.header.Get("Location") {
		t.Errorf("first %s, then %s", first.body, again.body)
	}
	if again.header.Get("Idempotency-Replayed") != "true" || first.header.Get("Idempotency-Replayed") != "" {
		t.Error("only the second answer is a repetition, and says so")
	}
	if n := len(s.planner.get(agents).items(t)); n != 4 {
		t.Errorf("%d agents, want 4", n)
	}
	// Without the key it is a second request.
	s.planner.post(agents, newAgent("dora")).want(t, 409)
	// The same key for something else is a mistake.
	s.planner.post(agents, newAgent("emil"), "Idempotency-Key", "k1").want(t, 422)
	// Keys are each caller's own.
	s.admin.post(agents, newAgent("emil"), "Idempotency-Key", "k1").want(t, 201)
}

func TestKeyOfRefusedRequest(t *testing.T) {
	s := start(t)
	agents := at("/teams/%d/agents", s.team)
	bad := map[string]any{"id": "dora"}
	first := s.planner.post(agents, bad, "Idempotency-Key", "k").want(t, 422)
	again := s.planner.post(agents, bad, "Idempotency-Key", "k").want(t, 422)
	if !bytes.Equal(first.body, again.body) {
		t.Errorf("first %s, then %s", first.body, again.body)
	}
	// What was refused for a reason that may pass can be tried again.
	s.planner.post(agents, newAgent("anna"), "Idempotency-Key", "k2").want(t, 409)
	s.planner.post(agents, newAgent("dora"), "Idempotency-Key", "k2").want(t, 201)
	s.planner.post(agents, newAgent("emil"), "Idempotency-Key", strings.Repeat("k", 256)).want(t, 422)
}

// A new token's secret is told again to who lost the answer, and to nobody
// who has the database: there it is sealed.
func TestSecretsAreKeptSealed(t *testing.T) {
	s := bare(t)
	tokens := at("/users/%d/tokens", s.admin.id)
	first := s.admin.post(tokens, map[string]any{"name": "x"}, "Idempotency-Key", "k").want(t, 201)
	secret := first.json(t)["secret"].(string)
	again := s.admin.post(tokens, map[string]any{"name": "x"}, "Idempotency-Key", "k").want(t, 201)
	if again.json(t)["secret"] != secret {
		t.Error("the second answer has another secret")
	}
	other := caller{s: s, id: s.admin.id, token: secret}
	other.post(tokens, map[string]any{"name": "x"}, "Idempotency-Key", "k").want(t, 409)
}

// Of many at the same time one has the effect, and no other does.
func TestSameKeyAtTheSameTime(t *testing.T) {
	s := start(t)
	agents := at("/teams/%d/agents", s.team)
	var wg sync.WaitGroup
	status := make([]int, 10)
	for i := range status {
		wg.Go(func() { status[i] = s.planner.post(agents, newAgent("dora"), "Idempotency-Key", "k").status })
	}
	wg.Wait()
	made := 0
	for _, code := range status {
		switch code {
		case 201:
			made++
		case 409: // the first is still being answered
		default:
			t.Errorf("status %d", code)
		}
	}
	if n := len(s.planner.get(agents).items(t)); made == 0 || n != 4 {
		t.Errorf("%d answers of 201, %d agents, want at least one and 4", made, n)
	}
}
