package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// Every form, sent by every role that the table of routes does not name and by
// nobody, is refused before anything is read of it, and leaves no trace.
func TestEveryFormForEveryRole(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 E", "bob 2026-12-02 E")
	o.publish()
	system := desk.System(t.Context())
	period, err := o.CreatePayPeriod(system, o.team, december.From, december.To)
	if err != nil {
		t.Fatal(err)
	}
	who := map[string]roster.Role{"planner": roster.RolePlanner, "lead": roster.RoleTeamLead, "ann": roster.RoleAgent, "payroll": roster.RolePayroll, "admin": roster.RoleAdmin}
	people := map[string]*person{"": o.visitor()}
	for name := range who {
		people[name] = o.signedIn(name)
	}
	before := o.entries(t)
	forms, refused := 0, 0
	for _, r := range closed {
		path, ok := strings.CutPrefix(r.pattern, "POST ")
		if !ok {
			continue
		}
		forms++
		path = o.placed(path, period.ID)
		if a := people[""].post(path, "version", "1"); a.at.Path != "/sign-in" {
			t.Errorf("a visitor sends %s and is at %s, want to sign in", path, a.at.Path)
		}
		for name, role := range who {
			if r.roles == nil || (roster.User{Roles: []roster.Role{role}}).Has(r.roles...) {
				continue
			}
			refused++
			if a := people[name].post(path, "version", "1"); a.status != http.StatusForbidden || !strings.Contains(a.words(), "Ask an administrator for the role you need") {
				t.Errorf("%s sends %s and gets %d, want 403: %.120s", name, path, a.status, a.words())
			}
		}
	}
	if after := o.entries(t); after != before {
		t.Errorf("what was refused left %d entries in the audit", after-before)
	}
	if forms < 60 || refused < 150 {
		t.Errorf("%d forms, %d refusals: the table of routes was not read", forms, refused)
	}
}

// placed fills the places of a form's address.
func (o *office) placed(pattern string, period int64) string {
	of := map[string]int64{"teams": o.team, "rosters": o.roster.ID, "pay": period}
	id := of[strings.Split(pattern, "/")[1]]
	return strings.NewReplacer(
		"{id}", fmt.Sprint(max(id, 1)), "{agent}", "ann", "{date}", "2026-12-01", "{schedule}", "1", "{correction}", "1",
	).Replace(pattern)
}

// entries counts what the audit holds, but for people signing in.
func (o *office) entries(t *testing.T) (n int) {
	t.Helper()
	all, err := o.Audit(desk.System(t.Context()), desk.AuditFilter{Page: desk.Page{Limit: 500}})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if e.Action != "session.create" {
			n++
		}
	}
	return n
}

// Addresses with no number where one belongs, or with one of something that
// there is not, are no pages and no faults of ours, for forms and pages alike.
func TestWrongAddresses(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 E")
	admin, ann := o.signedIn("admin"), o.signedIn("ann")
	for _, r := range closed {
		method, path, _ := strings.Cut(r.pattern, " ")
		if !strings.Contains(path, "{") || strings.HasSuffix(path, "{$}") {
			continue
		}
		p := admin
		if strings.HasPrefix(path, "/my") {
			p = ann
		}
		for _, id := range []string{"0", "-1", "x", "99999999"} {
			at := strings.NewReplacer("{id}", id, "{agent}", "nobody", "{date}", "2026-13-01", "{schedule}", id, "{correction}", id, "{number}", id).Replace(path)
			a := p.send(method, at, "version=1&date=2026-12-01&shift=E")
			if a.status >= 500 || a.status == http.StatusOK && method == http.MethodGet {
				t.Errorf("%s %s answers %d: %.200s", method, at, a.status, a.words())
			}
		}
	}
}
