package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"github.com/smena-org/smena/api"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/postgres/pgtest"
)

// teamYAML is a team small enough to be checked by hand: days from 8 to 16,
// lates from 14 to 22.
const teamYAML = `name: %s
zone: Europe/Berlin
country: DE
open: {every_day: 08:00-22:00}
queues:
  - {id: phone, channel: phone, aht: 5m, service_level: 80/20s}
shifts:
  - {code: D, start: 08:00, end: 16:00, breaks: [{at: 12:00, minutes: 30}]}
  - {code: L, start: 14:00, end: 22:00, breaks: [{at: 18:00, minutes: 30}]}
contracts:
  - {id: full, hours_per_week: 40, pack: de}
`

// service is the whole thing, on a database of its own.
type service struct {
	t     testing.TB
	desk  *desk.Desk
	url   string
	clock *clock
	log   *bytes.Buffer
	team  int64

	admin, planner, lead, payroll caller
	anna, ben                     caller // agents of the team
	stranger                      caller // planner of another team
	otherTeam                     int64
}

// clock is the desk's; it stands still unless it is moved.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// caller asks as somebody.
type caller struct {
	s     *service
	id    int64
	token string
}

// bare returns a service with an admin and nothing else.
func bare(t testing.TB) *service {
	t.Helper()
	d := desk.New(pgtest.Store(t))
	s := &service{t: t, desk: d, clock: &clock{now: time.Date(2026, 11, 10, 9, 0, 0, 0, time.UTC)}, log: new(bytes.Buffer)}
	d.Now, d.PasswordCost = s.clock.Now, bcrypt.MinCost
	d.Log = slog.New(slog.NewTextHandler(&locked{w: s.log}, nil))
	server := httptest.NewServer(api.New(d, api.Options{Log: d.Log}))
	t.Cleanup(server.Close)
	s.url = server.URL
	s.admin = s.user(desk.NewUser{Email: "admin@example.org", Roles: []roster.Role{roster.RoleAdmin}})
	return s
}

// start returns a service with two teams and somebody of every role.
func start(t testing.TB) *service {
	t.Helper()
	s := bare(t)
	s.team, s.otherTeam = s.makeTeam("Small"), s.makeTeam("Other")
	s.planner = s.user(desk.NewUser{Email: "planner@example.org", Roles: []roster.Role{roster.RolePlanner}, Teams: []int64{s.team}})
	s.lead = s.user(desk.NewUser{Email: "lead@example.org", Roles: []roster.Role{roster.RoleTeamLead}, Teams: []int64{s.team}})
	s.payroll = s.user(desk.NewUser{Email: "pay@example.org", Roles: []roster.Role{roster.RolePayroll}, Teams: []int64{s.team}})
	s.stranger = s.user(desk.NewUser{Email: "stranger@example.org", Roles: []roster.Role{roster.RolePlanner}, Teams: []int64{s.otherTeam}})
	for _, id := range []string{"anna", "ben", "cleo"} {
		s.admin.post(at("/teams/%d/agents", s.team), newAgent(id)).want(t, 201)
	}
	s.anna = s.user(desk.NewUser{Email: "anna@example.org", Roles: []roster.Role{roster.RoleAgent}, AgentTeam: s.team, Agent: "anna"})
	s.ben = s.user(desk.NewUser{Email: "ben@example.org", Roles: []roster.Role{roster.RoleAgent}, AgentTeam: s.team, Agent: "ben"})
	return s
}

func newAgent(id string) map[string]any {
	return map[string]any{"id": id, "name": strings.ToUpper(id[:1]) + id[1:], "terms": []any{map[string]any{"contract": "full", "from": "2026-01-01"}}}
}

func (s *service) makeTeam(name string) int64 {
	s.t.Helper()
	r := s.admin.send("POST", "/teams", strings.NewReader(fmt.Sprintf(teamYAML, name)), "Content-Type", "application/yaml").want(s.t, 201)
	return int64(r.json(s.t)["id"].(float64))
}

// user makes a user and a token behind the API's back.
func (s *service) user(u desk.NewUser) caller {
	s.t.Helper()
	ctx := desk.System(context.Background())
	u.Name, u.Password = u.Email, "correct horse battery"
	made, err := s.desk.CreateUser(ctx, u)
	if err != nil {
		s.t.Fatal(err)
	}
	_, secret, err := s.desk.CreateToken(ctx, made.ID, "test", time.Time{})
	if err != nil {
		s.t.Fatal(err)
	}
	return caller{s, made.ID, secret}
}

// at is a path below /api/v1.
func at(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// reply is what was answered.
type reply struct {
	asked  string
	status int
	header http.Header
	body   []byte
}

func (c caller) get(path string, header ...string) *reply { return c.send("GET", path, nil, header...) }

func (c caller) post(path string, body any, header ...string) *reply {
	return c.sendJSON("POST", path, body, header...)
}

func (c caller) put(path string, body any, header ...string) *reply {
	return c.sendJSON("PUT", path, body, header...)
}

func (c caller) remove(path string, header ...string) *reply {
	return c.send("DELETE", path, nil, header...)
}

func (c caller) sendJSON(method, path string, body any, header ...string) *reply {
	c.s.t.Helper()
	text, ok := body.(string)
	if !ok && body != nil {
		b, err := json.Marshal(body)
		if err != nil {
			c.s.t.Fatal(err)
		}
		text = string(b)
	}
	return c.send(method, path, strings.NewReader(text), append([]string{"Content-Type", "application/json"}, header...)...)
}

// send asks for a path below /api/v1, or for any that begins with "//".
func (c caller) send(method, path string, body io.Reader, header ...string) *reply {
	c.s.t.Helper()
	url := c.s.url + api.Prefix + path
	if strings.HasPrefix(path, "//") {
		url = c.s.url + path[1:]
	}
	req, err := http.NewRequest(method, url, body)
	if err != nil {
		c.s.t.Fatal(err)
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		c.s.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		c.s.t.Fatal(err)
	}
	return &reply{method + " " + path, resp.StatusCode, resp.Header, text}
}

// want ends the test when the status is another.
func (r *reply) want(t testing.TB, status int) *reply {
	t.Helper()
	if r.status != status {
		t.Fatalf("%s: status %d, want %d\n%s", r.asked, r.status, status, r.body)
	}
	return r
}

func (r *reply) json(t testing.TB) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(r.body, &v); err != nil {
		t.Fatalf("%s: %v\n%s", r.asked, err, r.body)
	}
	return v
}

// items returns the items of a list.
func (r *reply) items(t testing.TB) []map[string]any {
	t.Helper()
	list, ok := r.want(t, 200).json(t)["items"].([]any)
	if !ok {
		t.Fatalf("%s: items is no list\n%s", r.asked, r.body)
	}
	out := make([]map[string]any, len(list))
	for i, v := range list {
		out[i] = v.(map[string]any)
	}
	return out
}

func (r *reply) id(t testing.TB) int64 {
	t.Helper()
	id, ok := r.json(t)["id"].(float64)
	if !ok {
		t.Fatalf("%s: no id\n%s", r.asked, r.body)
	}
	return int64(id)
}

func (r *reply) etag() string { return r.header.Get("ETag") }

// locations returns where a problem locates its faults.
func (r *reply) locations(t testing.TB) []string {
	t.Helper()
	if ct := r.header.Get("Content-Type"); ct != "application/problem+json" {
		t.Errorf("%s: Content-Type %q, want a problem\n%s", r.asked, ct, r.body)
	}
	var out []string
	faults, _ := r.json(t)["errors"].([]any)
	for _, f := range faults {
		location, _ := f.(map[string]any)["location"].(string)
		out = append(out, location)
	}
	return out
}

// locked lets several goroutines write to one buffer.
type locked struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *locked) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(b)
}

func itoa(n int64) string { return strconv.FormatInt(n, 10) }
