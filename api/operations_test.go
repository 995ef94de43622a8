package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster/desk"
)

// TestEveryOperation uses every operation of the specification: as everybody,
// with whatever can be wrong with a request, and at last as it is meant. An
// operation without a row in the table of uses fails it.
func TestEveryOperation(t *testing.T) {
	w := newWorld(t)
	all := operations(t)
	for _, u := range uses(w) {
		d, ok := all[u.id]
		if !ok {
			t.Errorf("%s is in the table and not in the specification", u.id)
			continue
		}
		delete(all, u.id)
		t.Run(u.id, func(t *testing.T) {
			w.t, w.service.t = t, t
			for _, c := range w.callers {
				c.s.t = t
			}
			try := trial{w, u, d, t}
			try.prepare()
			try.nobody()
			try.others()
			try.faults()
			try.once()
			try.colleagues()
		})
	}
	for id := range all {
		t.Errorf("%s has no row in the table of uses: who may, what it leaves in the audit?", id)
	}
}

// trial tries one operation.
type trial struct {
	*world
	use
	d described
	t *testing.T
}

func (y trial) prepare() {
	y.cookie, y.tag = "", ""
	if y.prep != nil {
		y.prep()
	}
}

// request is a request to be changed before it is sent.
type request struct {
	path   string
	body   any
	header map[string]string
}

// ask returns the request as it is meant.
func (y trial) ask() request {
	r := request{path: y.fill(y.d.path) + y.fill(y.query), header: map[string]string{}}
	if y.use.body != nil {
		r.body = y.use.body()
		r.header["Content-Type"] = y.d.kind
	}
	if y.parameter("If-Match") {
		r.header["If-Match"] = y.tag
	}
	if y.cookie != "" {
		r.header["Cookie"] = y.cookie
	}
	return r
}

func (y trial) parameter(name string) bool {
	return slices.ContainsFunc(y.d.params, func(p param) bool { return p.Name == name })
}

func (y trial) send(c caller, r request) *reply {
	y.t.Helper()
	var header []string
	for _, name := range slices.Sorted(maps.Keys(r.header)) {
		header = append(header, name, r.header[name])
	}
	body := reader(r.body)
	if body == nil && r.body != nil {
		text, err := json.Marshal(r.body)
		if err != nil {
			y.t.Fatal(err)
		}
		body = bytes.NewReader(text)
	}
	return c.send(y.d.method, r.path, body, header...)
}

func (y trial) who() caller { return y.callers[rune(y.may[0])] }

// nobody gets in without a token, or with one that is over.
func (y trial) nobody() {
	for name, c := range map[string]caller{"nobody": {s: y.service}, "an expired token": y.expired, "a wrong token": {s: y.service, token: "smena_x"}} {
		r := y.ask()
		if name == "nobody" {
			delete(r.header, "Cookie")
		}
		if got := y.send(c, r); got.status != 401 {
			y.t.Errorf("%s: status %d, want 401\n%s", name, got.status, got.body)
		}
	}
}

// others may not; strangers are not told that there is such a thing.
func (y trial) others() {
	for _, letter := range everyone {
		if strings.ContainsRune(y.may, letter) {
			continue
		}
		got := y.send(y.callers[letter], y.ask())
		if got.status != 403 && got.status != 404 {
			y.t.Errorf("as %c: status %d, want a refusal\n%s", letter, got.status, got.body)
		}
		if letter == 's' && strings.Contains(y.d.path, "{") && !strings.HasPrefix(y.d.path, "/users") && got.status != 404 {
			y.t.Errorf("as a stranger: status %d, which tells that there is such a thing\n%s", got.status, got.body)
		}
	}
}

// once does it, a POST twice with one key: it happens once, and is audited.
func (y trial) once() {
	before := y.entries()
	r := y.ask()
	if y.d.method == http.MethodPost {
		y.n++
		r.header["Idempotency-Key"] = fmt.Sprint("key ", y.n)
	}
	got := y.send(y.who(), r).want(y.t, y.status)
	fresh := y.entries()
	fresh = fresh[:len(fresh)-len(before)]
	y.audited(fresh)
	if y.d.method != http.MethodPost {
		return
	}
	again := y.send(y.who(), r)
	if again.status != got.status || !bytes.Equal(again.body, got.body) || again.header.Get("Idempotency-Replayed") != "true" {
		y.t.Errorf("the same key again: status %d, want %d and the same answer\n%s\n%s", again.status, got.status, again.body, got.body)
	}
	if n := len(y.entries()) - len(before); n != len(fresh) {
		y.t.Errorf("the same key again: %d entries in the audit, want %d", n, len(fresh))
	}
	r.path += "#"
	r.header["If-Match"] = `"7"`
	y.refused("the key of another request", r, 422, "")
}

// audited checks that what was done is in the audit, and by whom: or that
// nothing was done.
func (y trial) audited(fresh []desk.Entry) {
	y.t.Helper()
	if y.audit == "" {
		if len(fresh) > 0 {
			y.t.Errorf("it only reads, and left in the audit %+v", fresh)
		}
		return
	}
	user, err := y.desk.User(desk.System(y.t.Context()), y.who().id)
	if err != nil {
		y.t.Fatal(err)
	}
	if y.id == "end-session" {
		user.Email = "ben@example.org" // whose session it was
	}
	for _, e := range fresh {
		if e.Action == y.audit && e.Who == user.Email && e.Thing != "" && !e.At.IsZero() {
			return
		}
	}
	y.t.Errorf("the audit has no %s of %s: %+v", y.audit, user.Email, fresh)
}

// entries is the audit, newest first.
func (y trial) entries() []desk.Entry {
	y.t.Helper()
	var out []desk.Entry
	for page := (desk.Page{Limit: 500}); ; page.Before = out[len(out)-1].ID {
		part, err := y.desk.Audit(desk.System(y.t.Context()), desk.AuditFilter{Page: page})
		if err != nil {
			y.t.Fatal(err)
		}
		out = append(out, part...)
		if len(part) < 500 {
			return out
		}
	}
}

// colleagues may do it as well: whatever they are told, it is not that they may
// not.
func (y trial) colleagues() {
	for _, letter := range y.may[1:] {
		y.prepare()
		if got := y.send(y.callers[letter], y.ask()); got.status == 401 || got.status == 403 || got.status == 404 || got.status >= 500 {
			y.t.Errorf("as %c: status %d\n%s", letter, got.status, got.body)
		}
	}
}
