package web

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/desk/desktest"
	"github.com/smena-org/smena/roster/postgres/pgtest"
)

const password = "correct horse battery"

// office is the pages over a real desk and database: a small team, a user of
// each role, an empty December.
type office struct {
	*desk.Desk
	t      testing.TB
	server *httptest.Server
	team   int64
	roster desk.Roster
}

func newOffice(t testing.TB) *office {
	t.Helper()
	d := desk.New(pgtest.Store(t))
	d.Now = func() time.Time { return time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC) }
	d.Log = slog.New(slog.DiscardHandler)
	d.PasswordCost, d.Version = bcrypt.MinCost, "test"
	o := &office{Desk: d, t: t, server: httptest.NewServer(New(d, Options{Log: slog.New(slog.NewTextHandler(t.Output(), nil))}))}
	t.Cleanup(o.server.Close)
	system := desk.System(t.Context())
	in, err := d.Import(system, desktest.SmallTeam("Small"))
	if err != nil {
		t.Fatal(err)
	}
	o.team = in.Team.ID
	for name, u := range map[string]desk.NewUser{
		"admin":   {Roles: []roster.Role{roster.RoleAdmin}},
		"planner": {Roles: []roster.Role{roster.RolePlanner}, Teams: []int64{o.team}},
		"lead":    {Roles: []roster.Role{roster.RoleTeamLead}, Teams: []int64{o.team}},
		"payroll": {Roles: []roster.Role{roster.RolePayroll}, Teams: []int64{o.team}},
		"ann":     {Roles: []roster.Role{roster.RoleAgent}, AgentTeam: o.team, Agent: "ann"},
		"bob":     {Roles: []roster.Role{roster.RoleAgent}, AgentTeam: o.team, Agent: "bob"},
	} {
		u.Email, u.Name, u.Password = name+"@example.org", name, password
		if _, err := d.CreateUser(system, u); err != nil {
			t.Fatal(err)
		}
	}
	if o.roster, err = d.CreateRoster(system, o.team, december); err != nil {
		t.Fatal(err)
	}
	return o
}

// put writes duties into the draft, "ann 2026-12-01 N".
func (o *office) put(duties ...string) {
	o.t.Helper()
	for _, text := range duties {
		f := strings.Fields(text)
		d, err := roster.ParseDate(f[1])
		if err != nil {
			o.t.Fatal(err)
		}
		done, err := o.EditCell(desk.System(o.t.Context()), o.roster.ID, o.roster.Version, desk.Cell{Agent: f[0], Date: d, Shift: f[2]})
		if err != nil {
			o.t.Fatalf("%s: %v", text, err)
		}
		o.roster.Version = done.Version
	}
}

// publish puts the draft in force.
func (o *office) publish() {
	o.t.Helper()
	p, err := o.Publish(desk.System(o.t.Context()), o.roster.ID, o.roster.Version, "a month for a test, full of gaps")
	if err != nil {
		o.t.Fatal(err)
	}
	o.roster = p.Roster
}

// person is somebody with a browser that runs no scripts.
type person struct {
	t      testing.TB
	base   string
	client *http.Client
	header http.Header
}

// visitor is somebody who is not signed in.
func (o *office) visitor() *person {
	jar, err := cookiejar.New(nil)
	if err != nil {
		o.t.Fatal(err)
	}
	return &person{o.t, o.server.URL, &http.Client{Jar: jar}, http.Header{}}
}

// signedIn is a user of the office, through the form.
func (o *office) signedIn(name string) *person {
	o.t.Helper()
	p := o.visitor()
	if a := p.post("/sign-in", "email", name+"@example.org", "password", password); a.status != http.StatusOK {
		o.t.Fatalf("%s cannot sign in: %d\n%s", name, a.status, a.words())
	}
	return p
}

// answer is a page that came back, redirects followed.
type answer struct {
	t      testing.TB
	status int
	at     *url.URL
	header http.Header
	body   string
}

func (p *person) get(path string) answer {
	p.t.Helper()
	return p.send(http.MethodGet, path, "")
}

// post sends a form of names and values.
func (p *person) post(path string, fields ...string) answer {
	p.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return p.send(http.MethodPost, path, form.Encode())
}

func (p *person) send(method, path, body string) answer {
	p.t.Helper()
	r, err := http.NewRequest(method, p.base+path, strings.NewReader(body))
	if err != nil {
		p.t.Fatal(err)
	}
	for k, v := range p.header {
		r.Header[k] = v
	}
	if method == http.MethodPost && r.Header.Get("Content-Type") == "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	res, err := p.client.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	page, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return answer{p.t, res.StatusCode, res.Request.URL, res.Header, string(page)}
}

// words are those of the page's body.
func (a answer) words() string { return text(parse(a.t, a.body)) }

// want checks the status and that the page says something.
func (a answer) want(status int, says ...string) answer {
	a.t.Helper()
	if a.status != status {
		a.t.Errorf("%s: status %d, want %d\n%s", a.at.Path, a.status, status, a.words())
	}
	for _, s := range says {
		if words := a.words(); !strings.Contains(words, s) {
			a.t.Errorf("%s does not say %q:\n%s", a.at.Path, s, words)
		}
	}
	return a
}

// version returns the version in the page's form.
func (a answer) version() string {
	for _, n := range find(parse(a.t, a.body), tag("input")) {
		if attr(n, "name") == "version" {
			return attr(n, "value")
		}
	}
	a.t.Fatalf("%s has no version", a.at.Path)
	return ""
}
