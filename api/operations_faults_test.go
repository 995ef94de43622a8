package api_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

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
