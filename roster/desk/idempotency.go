package desk

import "context"

// Answer is what a request was answered with.
type Answer struct {
	Status int
	Body   []byte
}

// Replay returns the answer that a key of the actor got before; ok is false
// for a new key, which is then taken: finish with Remember or Forget. The same
// key for another request is an Invalid error, and one whose request is still
// being answered a Conflict. request is what tells requests apart: method,
// path and body. Keys are kept for a day.
func (d *Desk) Replay(ctx context.Context, key string, request []byte) (a Answer, ok bool, err error) {
	who, err := signedIn(ctx)
	if err != nil {
		return a, false, err
	}
	a.Status, a.Body, ok, err = d.Store.TakeKey(ctx, who.ID, key, hashOf(string(request)), d.Now())
	return a, ok, err
}

// Remember keeps the answer of a key.
func (d *Desk) Remember(ctx context.Context, key string, a Answer) error {
	who, err := signedIn(ctx)
	if err != nil {
		return err
	}
	return d.Store.KeepAnswer(ctx, who.ID, key, a.Status, a.Body)
}

// Forget frees a key whose request failed for a reason that may pass.
func (d *Desk) Forget(ctx context.Context, key string) error {
	who, err := signedIn(ctx)
	if err != nil {
		return err
	}
	return d.Store.FreeKey(ctx, who.ID, key)
}
