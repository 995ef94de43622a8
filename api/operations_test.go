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

	"gopkg.in/yaml.v3"

	"github.com/smena-org/smena/api"
	"github.com/smena-org/smena/roster/desk"
)

// described is an operation as openapi.yaml has it.
type described struct {
	id, method, path string // below /api/v1
	params           []param
	body             *schema // of JSON, nil for none
	kind             string  // of the body's content, "" for none
}

type param struct {
	Name, In string
	Schema   schema
}

type schema struct {
	Ref                  string `yaml:"$ref"`
	Type                 any
	Format               string
	Enum                 []any
	Minimum, Maximum     *float64
	MinLength, MaxLength *int
	Required             []string
	Properties           map[string]schema
}

// operations reads them all from the specification.
func operations(t *testing.T) map[string]described {
	t.Helper()
	var doc struct {
		Paths map[string]map[string]struct {
			OperationID string `yaml:"operationId"`
			Parameters  []param
			RequestBody struct {
				Content map[string]struct{ Schema schema }
			} `yaml:"requestBody"`
		}
		Components struct{ Schemas map[string]schema }
	}
	if err := yaml.Unmarshal(api.Spec(), &doc); err != nil {
		t.Fatal(err)
	}
	out := map[string]described{}
	for path, methods := range doc.Paths {
		for method, o := range methods {
			d := described{id: o.OperationID, method: strings.ToUpper(method), path: strings.TrimPrefix(path, api.Prefix), params: o.Parameters}
			for kind, content := range o.RequestBody.Content {
				d.kind = kind
				if content.Schema.Ref != "" {
					s := doc.Components.Schemas[content.Schema.Ref[strings.LastIndex(content.Schema.Ref, "/")+1:]]
					d.body = &s
				}
			}
			out[o.OperationID] = d
		}
	}
	return out
}

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

// faults are what can be wrong with a request: each is refused and located.
func (y trial) faults() {
	before := y.entries()
	y.addressFaults()
	y.versionFaults()
	if y.d.body != nil {
		y.bodyFaults()
	}
	if after := y.entries(); len(after) != len(before) {
		y.t.Errorf("requests that were refused left in the audit %v", after[:len(after)-len(before)])
	}
}

// refused sends what is wrong and wants it located.
func (y trial) refused(what string, r request, status int, location string) {
	y.t.Helper()
	got := y.send(y.who(), r)
	if got.status != status {
		y.t.Errorf("%s: status %d, want %d\n%.300s", what, got.status, status, got.body)
		return
	}
	if at := got.locations(y.t); location != "" && !slices.ContainsFunc(at, func(l string) bool {
		return l == location || strings.HasPrefix(l, location+"[") || strings.HasPrefix(l, location+".")
	}) {
		y.t.Errorf("%s: located at %v, want %s\n%s", what, at, location, got.body)
	}
}

func (y trial) addressFaults() {
	with := func(name, value string) request {
		r := y.ask()
		path := strings.ReplaceAll(y.d.path, "{"+name+"}", value)
		r.path = y.fill(path) + y.fill(y.query)
		return r
	}
	r := y.ask()
	r.path += map[bool]string{true: "&", false: "?"}[strings.Contains(r.path, "?")] + "zzz=1"
	y.refused("an unknown parameter", r, 422, "query.zzz")
	for _, p := range y.d.params {
		number := p.Schema.Type == "integer"
		switch {
		case p.In == "path" && number:
			y.refused(p.Name+" that is no number", with(p.Name, "x"), 422, "path."+p.Name)
			y.refused(p.Name+" of 0", with(p.Name, "0"), 422, "path."+p.Name)
			y.refused("a foreign "+p.Name, with(p.Name, "999999"), 404, "")
		case p.In == "path" && p.Name == "date":
			y.refused("no date", with(p.Name, "2026-02-30"), 422, "path.date")
		case p.In == "path" && y.exempt != p.Name:
			y.refused("a foreign "+p.Name, with(p.Name, "nobody"), 404, "")
		case p.In == "query" && (number || p.Schema.Format == "date" || p.Schema.Type == "boolean" || p.Schema.Enum != nil):
			r := y.ask()
			base, query, _ := strings.Cut(r.path, "?")
			keep := slices.DeleteFunc(strings.Split(query, "&"), func(s string) bool { return s == "" || strings.HasPrefix(s, p.Name+"=") })
			r.path = base + "?" + strings.Join(append(keep, p.Name+"=zzz"), "&")
			y.refused("a wrong "+p.Name, r, 422, "query."+p.Name)
		}
	}
}

func (y trial) versionFaults() {
	if !y.parameter("If-Match") {
		return
	}
	r := y.ask()
	delete(r.header, "If-Match")
	y.refused("no version", r, 428, "header.If-Match")
	r.header["If-Match"] = `"999999"`
	y.refused("a version that moved", r, 412, "")
	r.header["If-Match"] = "zzz"
	y.refused("a version that is none", r, 422, "header.If-Match")
}

func (y trial) bodyFaults() {
	send := func(what string, body any, status int, location string) {
		y.t.Helper()
		r := y.ask()
		r.body = body
		y.refused(what, r, status, location)
	}
	good := func() map[string]any { return copied(y.t, y.use.body()) }
	send("half a body", `{"`, 400, "body")
	send("a list", `[]`, 422, "body")
	send("no body", ``, 400, "")
	r := y.ask()
	r.header["Content-Type"] = "text/plain"
	y.refused("another form", r, 415, "")
	if y.id != "forecast" { // which takes 16 MB
		send("too long a body", `{"zzz": "`+strings.Repeat("z", 1<<20)+`"}`, 413, "")
	}
	body := good()
	body["zzz"] = 1
	send("an unknown field", body, 422, "body.zzz")
	for _, name := range y.d.body.Required {
		body := good()
		delete(body, name)
		send("without "+name, body, 422, "body")
	}
	for name, s := range y.d.body.Properties {
		for what, bad := range wrong(s) {
			body := good()
			body[name] = bad
			send(name+" "+what, body, 422, "body."+name)
		}
	}
}

// copied is a body as it arrives.
func copied(t *testing.T, v any) map[string]any {
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// wrong returns values that a schema forbids, by what is wrong with them.
func wrong(s schema) map[string]any {
	out := map[string]any{"of another type": map[string]any{"zzz": 1}}
	if s.Enum != nil || s.Format == "date" || s.Format == "date-time" || s.Format == "email" {
		out["that is none"] = "zzz"
	}
	if s.MaxLength != nil {
		out["too long"] = strings.Repeat("z", *s.MaxLength+1)
	}
	if s.MinLength != nil && *s.MinLength > 0 {
		out["too short"] = strings.Repeat("z", *s.MinLength-1)
	}
	if s.Minimum != nil {
		out["too small"] = *s.Minimum - 1
	}
	if s.Maximum != nil {
		out["too large"] = *s.Maximum + 1
	}
	if s.Type == "integer" {
		out["between two"] = 0.5
	}
	return out
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
