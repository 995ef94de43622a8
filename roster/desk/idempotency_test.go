package desk_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// A key gets its answer again, for the same request of the same person, for a
// day; while the first is being answered the second waits.
func TestReplay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	request := []byte("POST /swaps {}")
	take := func(ctx context.Context, request []byte) (desk.Answer, bool, error) {
		return o.Replay(ctx, "key-1", request)
	}
	if _, ok, err := take(o.ann, request); ok || err != nil {
		t.Fatalf("a new key: %v, %v", ok, err)
	}
	_, _, err := take(o.ann, request)
	wantKind(t, "the same while it is answered", err, roster.Conflict)
	if err := o.Remember(o.ann, "key-1", desk.Answer{Status: 201, Body: []byte(`{"id":7}`)}); err != nil {
		t.Fatal(err)
	}
	if a, ok, err := take(o.ann, request); !ok || err != nil || a.Status != 201 || string(a.Body) != `{"id":7}` {
		t.Errorf("the answer again: %+v, %v, %v", a, ok, err)
	}
	_, _, err = take(o.ann, []byte("POST /swaps {other}"))
	wantKind(t, "the key of another request", err, roster.Invalid)
	if _, ok, err := take(o.bob, request); ok || err != nil {
		t.Errorf("somebody else's key of that name is theirs: %v, %v", ok, err)
	}
	*o.clock = now.Add(25 * time.Hour)
	if _, ok, err := take(o.ann, []byte("POST /swaps {next}")); ok || err != nil {
		t.Errorf("a day later the key is not new: %v, %v", ok, err)
	}
	if err := o.Forget(o.ann, "key-1"); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := take(o.ann, request); ok || err != nil {
		t.Errorf("a key that was let go: %v, %v", ok, err)
	}
	for what, f := range map[string]func() error{
		"taking":     func() error { _, _, err := take(o.nobody, request); return err },
		"keeping":    func() error { return o.Remember(o.nobody, "key-1", desk.Answer{}) },
		"forgetting": func() error { return o.Forget(o.nobody, "key-1") },
	} {
		wantKind(t, what+" a key as nobody", f(), roster.Forbidden)
	}
}

// Of many who send one request at the same time one does it.
func TestReplayAtTheSameTime(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var wg sync.WaitGroup
	results := make([]error, 8)
	for i := range results {
		wg.Go(func() {
			_, ok, err := o.Replay(o.ann, "key", []byte("x"))
			if ok {
				err = errors.New("there was an answer before anybody gave one")
			}
			results[i] = err
		})
	}
	wg.Wait()
	took := 0
	for _, err := range results {
		switch {
		case err == nil:
			took++
		case roster.KindOf(err) != roster.Conflict:
			t.Error(err)
		}
	}
	if took != 1 {
		t.Errorf("%d may do it, want one", took)
	}
}
