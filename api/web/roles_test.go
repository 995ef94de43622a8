package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// Every page, asked for by every role, answers 200 to those the table of routes
// names and 403 to the others.
func TestEveryPageForEveryRole(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 E")
	o.publish()
	period, err := o.CreatePayPeriod(desk.System(t.Context()), o.team, december.From, december.To)
	if err != nil {
		t.Fatal(err)
	}
	solve, err := o.StartSolve(desk.System(t.Context()), o.roster.ID, o.roster.Version, desk.SolveOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.CancelJob(desk.System(t.Context()), solve.ID); err != nil {
		t.Fatal(err)
	}
	who := map[string]roster.Role{"admin": roster.RoleAdmin, "planner": roster.RolePlanner, "lead": roster.RoleTeamLead, "ann": roster.RoleAgent, "payroll": roster.RolePayroll}
	for name, role := range who {
		p := o.signedIn(name)
		for _, r := range closed {
			path, page := addressOf(o, r.pattern, period.ID, solve.ID)
			if !page {
				continue
			}
			want := http.StatusForbidden
			if r.roles == nil || (roster.User{Roles: []roster.Role{role}}).Has(r.roles...) {
				want = http.StatusOK
			}
			if a := p.get(path); a.status != want {
				t.Errorf("%s: %s answers %d, want %d: %.200s", name, path, a.status, want, a.words())
			}
		}
	}
}

// addressOf fills the places of a pattern with things of the office. Streams,
// and what only writes, are no pages.
func addressOf(o *office, pattern string, period, job int64) (path string, page bool) {
	path, get := strings.CutPrefix(pattern, "GET ")
	if !get || strings.HasSuffix(path, "/events") || path == "/{$}" {
		return "", false
	}
	of := map[string]int64{"teams": o.team, "rosters": o.roster.ID, "jobs": job, "pay": period, "users": 1}
	kind := strings.Split(path, "/")[1]
	path = strings.NewReplacer(
		"{id}", fmt.Sprint(of[kind]), "{agent}", "ann", "{date}", "2026-12-01", "{number}", "1",
	).Replace(path)
	if strings.HasSuffix(path, "/candidates") {
		path += "?date=2026-12-02&shift=E"
	}
	if strings.HasSuffix(path, "/export") {
		path += "?format=csv"
	}
	return path, true
}

// Nobody who is not signed in sees a page; they are asked to sign in.
func TestEveryPageAsksToSignIn(t *testing.T) {
	o := newOffice(t)
	p := o.visitor()
	for _, r := range closed {
		if path, page := addressOf(o, r.pattern, 1, 1); page {
			if a := p.get(path); a.at.Path != "/sign-in" {
				t.Errorf("%s leads to %s, want to sign in", path, a.at.Path)
			}
		}
	}
}
