package desk_test

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/desk/desktest"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres/pgtest"
)

// now is when the tests happen: a Saturday noon in Moscow.
var now = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

var december = plan.Month{From: roster.NewDate(2026, 12, 1), To: roster.NewDate(2027, 1, 1)}

// office is a service with one small team and a user of each role.
type office struct {
	*desk.Desk
	t     testing.TB
	team  int64
	clock *time.Time

	admin, planner, lead, payroll context.Context
	ann, bob, cyd                 context.Context // agents
	stranger                      context.Context // an agent of another team
	nobody                        context.Context
	other                         int64 // the other team
}

// newDesk returns a desk on a database of the test's own, with a clock that
// stands still.
func newDesk(t testing.TB) (*desk.Desk, *time.Time) {
	t.Helper()
	d := desk.New(pgtest.Store(t))
	clock := now
	d.Now = func() time.Time { return clock }
	d.Log = slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn}))
	d.PasswordCost = bcrypt.MinCost
	d.Version = "test"
	return d, &clock
}

func newOffice(t testing.TB) *office {
	t.Helper()
	d, clock := newDesk(t)
	o := &office{Desk: d, t: t, clock: clock, nobody: t.Context()}
	system := desk.System(t.Context())
	in, err := d.Import(system, desktest.SmallTeam("Small"))
	if err != nil {
		t.Fatal(err)
	}
	o.team = in.Team.ID
	if in, err = d.Import(system, desktest.SmallTeam("Other")); err != nil {
		t.Fatal(err)
	}
	o.other = in.Team.ID
	o.admin = o.user("admin", desk.NewUser{Roles: []roster.Role{roster.RoleAdmin}})
	o.planner = o.user("planner", desk.NewUser{Roles: []roster.Role{roster.RolePlanner}, Teams: []int64{o.team}})
	o.lead = o.user("lead", desk.NewUser{Roles: []roster.Role{roster.RoleTeamLead}, Teams: []int64{o.team}})
	o.payroll = o.user("payroll", desk.NewUser{Roles: []roster.Role{roster.RolePayroll}, Teams: []int64{o.team}})
	for name, ctx := range map[string]*context.Context{"ann": &o.ann, "bob": &o.bob, "cyd": &o.cyd} {
		*ctx = o.user(name, desk.NewUser{Roles: []roster.Role{roster.RoleAgent}, AgentTeam: o.team, Agent: name})
	}
	o.stranger = o.user("stranger", desk.NewUser{Roles: []roster.Role{roster.RoleAgent}, AgentTeam: o.other, Agent: "ann"})
	return o
}

// password is everybody's.
const password = "correct horse battery"

func (o *office) user(name string, u desk.NewUser) context.Context {
	o.t.Helper()
	u.Email, u.Name, u.Password = name+"@example.org", name, password
	made, err := o.CreateUser(desk.System(o.t.Context()), u)
	if err != nil {
		o.t.Fatal(err)
	}
	return desk.As(o.t.Context(), desk.Actor{User: made})
}

// december returns the draft of December with some duties, "ann 2026-12-01 E".
func (o *office) draft(duties ...string) desk.Roster {
	o.t.Helper()
	r, err := o.CreateRoster(o.planner, o.team, december)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, text := range duties {
		edited, err := o.EditCell(o.planner, r.ID, r.Version, cell(o.t, text))
		if err != nil {
			o.t.Fatalf("%s: %v", text, err)
		}
		r.Version = edited.Version
	}
	return r
}

// published is draft, published.
func (o *office) published(duties ...string) desk.Roster {
	o.t.Helper()
	r := o.draft(duties...)
	p, err := o.Publish(o.planner, r.ID, r.Version, "a month for a test, full of gaps")
	if err != nil {
		o.t.Fatal(err)
	}
	return p.Roster
}

func cell(t testing.TB, text string) desk.Cell {
	t.Helper()
	f := strings.Fields(text)
	c := desk.Cell{Agent: f[0], Date: date(t, f[1])}
	if len(f) > 2 && f[2] != "-" {
		c.Shift = f[2]
	}
	return c
}

func date(t testing.TB, text string) roster.Date {
	t.Helper()
	d, err := roster.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// wantKind checks what kind of error came back; it returns whether it did.
func wantKind(t testing.TB, what string, err error, kind roster.Kind) bool {
	t.Helper()
	if err == nil || roster.KindOf(err) != kind {
		t.Errorf("%s: error %v (kind %d), want kind %d", what, err, roster.KindOf(err), kind)
		return false
	}
	return true
}

// inForce tells what everybody does, "ann 2026-12-01 E", in order.
func (o *office) inForce(r desk.Roster) string {
	o.t.Helper()
	duties, err := o.Duties(o.planner, o.team, "", r.Month.From, r.Month.To)
	if err != nil {
		o.t.Fatal(err)
	}
	var out []string
	for _, d := range duties {
		out = append(out, fmt.Sprintf("%s %s %s", d.Agent, d.Date, d.Shift))
	}
	return strings.Join(out, ", ")
}

// audited counts the entries of an action.
func (o *office) audited(action string) int {
	o.t.Helper()
	all, err := o.Audit(o.admin, desk.AuditFilter{Page: desk.Page{Limit: 500}})
	if err != nil {
		o.t.Fatal(err)
	}
	n := 0
	for _, e := range all {
		if e.Action == action {
			n++
		}
	}
	return n
}

// monthAfter is the month after December.
func monthAfter() plan.Month {
	return plan.Month{From: december.To, To: december.To.NextMonth()}
}

// monthOf is the month that begins on a date.
func monthOf(from roster.Date) plan.Month { return plan.Month{From: from, To: from.NextMonth()} }
