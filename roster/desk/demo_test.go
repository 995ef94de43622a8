package desk_test

import (
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

func TestDemo(t *testing.T) {
	t.Parallel()
	d, _ := newDesk(t)
	ctx := desk.System(t.Context())
	demo, err := d.Demo(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(demo.Jobs) != 2 {
		t.Errorf("%d jobs, want one a team", len(demo.Jobs))
	}
	for _, l := range []desk.Login{demo.Planner, demo.Agent, demo.Payroll} {
		if _, err := d.SignIn(t.Context(), l.User.Email, l.Password); err != nil {
			t.Errorf("%s: %v", l.User.Email, err)
		}
	}
	again, err := d.Demo(ctx)
	if err != nil || len(again.Jobs) != 0 || again.Agent.User.ID != demo.Agent.User.ID {
		t.Fatalf("a second time: %+v, %v", again, err)
	}
	_, err = d.SignIn(t.Context(), demo.Planner.User.Email, demo.Planner.Password)
	wantKind(t, "the password of the first time", err, roster.Forbidden)
	if _, err := d.SignIn(t.Context(), again.Planner.User.Email, again.Planner.Password); err != nil {
		t.Error(err)
	}
	if _, err := d.CreateUser(ctx, desk.NewUser{Email: "x@example.org", Name: "X", Password: password, Roles: []roster.Role{roster.RoleAdmin}}); err != nil {
		t.Fatal(err)
	}
	_, err = d.Demo(ctx)
	wantKind(t, "in a service that is in use", err, roster.Conflict)
}
