package desk_test

import (
	"bytes"
	"context"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

func TestSignIn(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	const refused = "the e-mail address or the password is wrong; after five wrong passwords, wait a minute and try again"
	for name, try := range map[string][2]string{
		"a wrong password": {"ann@example.org", "wrong"}, "a wrong address": {"zoe@example.org", password},
	} {
		_, err := o.SignIn(ctx, try[0], try[1])
		if wantKind(t, name, err, roster.Forbidden) && err.Error() != refused {
			t.Errorf("%s tells %v", name, err)
		}
	}
	s, err := o.SignIn(ctx, " Ann@Example.org", password)
	if err != nil || s.User.Agent != "ann" {
		t.Fatalf("%+v, %v", s, err)
	}
	a, err := o.BySession(ctx, s.Secret)
	if err != nil || a.Email != "ann@example.org" || !a.May("agent", o.team) || a.May("plan", o.team) {
		t.Errorf("%+v, %v", a, err)
	}
	if got := stored(t, o, `select encode(hash, 'escape') from session`); strings.Contains(got, s.Secret) {
		t.Error("the session's secret is stored")
	}
	other, err := o.SignIn(ctx, "ann@example.org", password)
	if err != nil {
		t.Fatal(err)
	}
	mine := desk.As(ctx, a)
	wantKind(t, "a wrong old password", o.ChangePassword(mine, "wrong", "a new long password"), roster.Invalid)
	wantKind(t, "a short password", o.ChangePassword(mine, password, "short"), roster.Invalid)
	if err := o.ChangePassword(mine, password, "a new long password"); err != nil {
		t.Fatal(err)
	}
	if _, err := o.BySession(ctx, s.Secret); err != nil {
		t.Errorf("the own session ended with the change: %v", err)
	}
	_, err = o.BySession(ctx, other.Secret)
	wantKind(t, "another session after the change", err, roster.NotFound)
	if err := o.SignOut(ctx, s.Secret); err != nil {
		t.Fatal(err)
	}
	_, err = o.BySession(ctx, s.Secret)
	wantKind(t, "after signing out", err, roster.NotFound)
	if err := o.SignOut(ctx, s.Secret); err != nil {
		t.Errorf("signing out twice: %v", err)
	}
	o.wantAudit("session.refuse nobody, session.refuse ann@example.org, session.create ann@example.org, session.create ann@example.org, "+
		"user.password ann@example.org, session.end ann@example.org", "session", "user.password")

	s, err = o.SignIn(ctx, "bob@example.org", password)
	if err != nil {
		t.Fatal(err)
	}
	*o.clock = o.clock.Add(15 * 24 * time.Hour)
	_, err = o.BySession(ctx, s.Secret)
	wantKind(t, "after a fortnight", err, roster.NotFound)

	for range 5 {
		_, err = o.SignIn(ctx, "bob@example.org", "guess")
		wantKind(t, "a guess", err, roster.Forbidden)
	}
	_, err = o.SignIn(ctx, "bob@example.org", password)
	if wantKind(t, "the right one after five guesses", err, roster.Forbidden) && err.Error() != refused {
		t.Errorf("an account that rests tells %v, and so that it is there", err)
	}
	*o.clock = o.clock.Add(2 * time.Minute)
	if _, err = o.SignIn(ctx, "bob@example.org", password); err != nil {
		t.Errorf("after a rest: %v", err)
	}
	if n := o.audited("session.refuse"); n != 2+5+1 { // the last while the account rested
		t.Errorf("%d refusals are audited, want 8", n)
	}
}

// However many guesses come at once, five are looked at.
func TestGuessesAtOnceAreCounted(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() { _, _ = o.SignIn(t.Context(), "bob@example.org", "guess") })
	}
	wg.Wait()
	all, err := o.Audit(o.admin, desk.AuditFilter{Page: desk.Page{Limit: 500}})
	if err != nil {
		t.Fatal(err)
	}
	why := map[string]int{}
	for _, e := range all {
		if e.Action == "session.refuse" {
			why[string(e.After)]++
		}
	}
	looked, refused := 0, 0
	for after, n := range why {
		if strings.Contains(after, "too many") {
			refused += n
		} else if strings.Contains(after, "wrong password") {
			looked += n
		}
	}
	if looked != 5 || refused != 15 {
		t.Errorf("of 20 guesses %d were looked at and %d refused: %v", looked, refused, why)
	}
}

// wantAudit checks who did what to some kinds of things, the in any
// order.
func (o *office) wantAudit(want string, kinds ...string) {
	o.t.Helper()
	all, err := o.Audit(o.admin, desk.AuditFilter{Page: desk.Page{Limit: 500}})
	if err != nil {
		o.t.Fatal(err)
	}
	var got []string
	for _, e := range all {
		if slices.Contains(kinds, e.What) || slices.Contains(kinds, e.Action) {
			got = append(got, e.Action+" "+e.Who)
		}
		if strings.Contains(string(e.Before)+string(e.After), password) || strings.Contains(string(e.After), "guess") {
			o.t.Errorf("the audit tells a password: %s", e.After)
		}
	}
	wanted := strings.Split(want, ", ")
	slices.Sort(got)
	slices.Sort(wanted)
	if !slices.Equal(got, wanted) {
		o.t.Errorf("audited %v, want %v", got, wanted)
	}
}

// stored joins the values of a column.
func stored(t *testing.T, o *office, sql string) (out string) {
	t.Helper()
	if err := o.Store.Pool().QueryRow(t.Context(), `select coalesce(string_agg(x, ' '), '') from (`+sql+`) as t (x)`).Scan(&out); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestSetup(t *testing.T) {
	t.Parallel()
	d, clock := newDesk(t)
	ctx := t.Context()
	old, err := d.SetupSecret(ctx)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := d.SetupSecret(ctx)
	if err != nil {
		t.Fatal(err)
	}
	first := desk.NewUser{Email: "boss@example.org", Name: "Boss", Password: password}
	_, err = d.Setup(ctx, old, first)
	wantKind(t, "the link before the last", err, roster.NotFound)
	*clock = clock.Add(25 * time.Hour)
	_, err = d.Setup(ctx, secret, first)
	wantKind(t, "a link of yesterday", err, roster.NotFound)
	if secret, err = d.SetupSecret(ctx); err != nil {
		t.Fatal(err)
	}
	s, err := d.Setup(ctx, secret, first)
	if err != nil || !s.User.Has(roster.RoleAdmin) {
		t.Fatalf("%+v, %v", s, err)
	}
	_, err = d.Setup(ctx, secret, desk.NewUser{Email: "thief@example.org", Name: "Thief", Password: password})
	wantKind(t, "a second time", err, roster.Conflict)
	_, err = d.SetupSecret(ctx)
	wantKind(t, "a link when there is a user", err, roster.Conflict)
	(&office{Desk: d, t: t, admin: desk.System(ctx)}).wantAudit("setup.create system, setup.create system, setup.create system, "+
		"setup.use boss@example.org, user.create boss@example.org, session.create boss@example.org", "setup", "user", "session")
}

func TestUsers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	good := desk.NewUser{Email: "New@example.org", Name: "New", Password: password, Roles: []roster.Role{roster.RolePayroll}}
	u, err := o.CreateUser(o.admin, good)
	if err != nil || u.Email != "new@example.org" || u.Version != 1 {
		t.Fatalf("%+v, %v", u, err)
	}
	_, err = o.CreateUser(o.admin, good)
	wantKind(t, "an address in use", err, roster.Conflict)
	for name, change := range map[string]func(*desk.NewUser){
		"no address":         func(n *desk.NewUser) { n.Email = "New <new@example.org>" },
		"no name":            func(n *desk.NewUser) { n.Name = " " },
		"no role":            func(n *desk.NewUser) { n.Roles = nil },
		"an unknown role":    func(n *desk.NewUser) { n.Roles = []roster.Role{"king"} },
		"an agent of nobody": func(n *desk.NewUser) { n.Roles = []roster.Role{roster.RoleAgent} },
		"a short password":   func(n *desk.NewUser) { n.Password = "short" },
		"a long password":    func(n *desk.NewUser) { n.Password = strings.Repeat("x", 73) },
	} {
		n := good
		change(&n)
		_, err := o.CreateUser(o.admin, n)
		wantKind(t, name, err, roster.Invalid)
	}
	name, off := "Newer", true
	changed, err := o.UpdateUser(o.admin, u.ID, u.Version, desk.UserChange{Name: &name})
	if err != nil || changed.Name != "Newer" || changed.Version != 2 {
		t.Errorf("%+v, %v", changed, err)
	}
	_, err = o.UpdateUser(o.admin, u.ID, u.Version, desk.UserChange{Name: &name})
	wantKind(t, "a version that has moved", err, roster.Conflict)
	admin, _ := desk.ActorOf(o.admin)
	_, err = o.UpdateUser(o.admin, admin.ID, admin.Version, desk.UserChange{Disabled: &off})
	wantKind(t, "the last admin", err, roster.Conflict)
	if all, err := o.Users(o.admin); err != nil || len(all) != 9 {
		t.Errorf("%d users, %v", len(all), err)
	}
	if err := o.SetLanguage(o.ann, "ru"); err != nil {
		t.Fatal(err)
	}
	if me, err := o.Me(o.ann); err != nil || me.Language != "ru" {
		t.Errorf("%+v, %v", me, err)
	}
}

func TestTokens(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	ctx := t.Context()
	ann, _ := desk.ActorOf(o.ann)
	k, secret, err := o.CreateToken(o.ann, ann.ID, "my script", now.Add(time.Hour))
	if err != nil || !strings.HasPrefix(secret, "smena_") {
		t.Fatalf("%+v, %s, %v", k, secret, err)
	}
	a, err := o.ByToken(ctx, secret)
	if err != nil || a.ID != ann.ID || a.Token != k.ID {
		t.Errorf("%+v, %v", a, err)
	}
	var hash []byte
	if err := o.Store.Pool().QueryRow(ctx, `select hash from token`).Scan(&hash); err != nil || len(hash) != 32 || bytes.Contains(hash, []byte(secret)) {
		t.Errorf("stored %x, %v", hash, err)
	}
	if s := stored(t, o, `select after::text from audit where after is not null`); strings.Contains(s, secret) || strings.Contains(s, password) {
		t.Error("the audit holds a secret")
	}
	all, err := o.Tokens(o.ann, ann.ID)
	if err != nil || len(all) != 1 || all[0].Used.IsZero() {
		t.Errorf("%+v, %v", all, err)
	}
	_, err = o.ByToken(ctx, secret+"x")
	wantKind(t, "a wrong token", err, roster.NotFound)
	wantKind(t, "revoking another's", o.RevokeToken(o.bob, k.ID), roster.NotFound)
	*o.clock = now.Add(2 * time.Hour)
	_, err = o.ByToken(ctx, secret)
	wantKind(t, "an expired token", err, roster.NotFound)
	k, secret, err = o.CreateToken(o.admin, ann.ID, "for ever", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	if err := o.RevokeToken(o.ann, k.ID); err != nil {
		t.Fatal(err)
	}
	_, err = o.ByToken(ctx, secret)
	wantKind(t, "a revoked token", err, roster.NotFound)
	_, secret, err = o.CreateToken(o.admin, ann.ID, "for ever", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	off := true
	if _, err := o.UpdateUser(o.admin, ann.ID, ann.Version, desk.UserChange{Disabled: &off}); err != nil {
		t.Fatal(err)
	}
	_, err = o.ByToken(ctx, secret)
	wantKind(t, "a token of who is disabled", err, roster.NotFound)
	_, err = o.SignIn(ctx, "ann@example.org", password)
	wantKind(t, "signing in when disabled", err, roster.Forbidden)
}

func TestIdempotency(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	take := func(ctx context.Context, key, request string) (desk.Answer, bool, error) {
		return o.Replay(ctx, key, []byte(request))
	}
	if _, ok, err := take(o.ann, "k", "POST /wishes 1"); ok || err != nil {
		t.Fatalf("a new key was known: %v", err)
	}
	_, _, err := take(o.ann, "k", "POST /wishes 1")
	wantKind(t, "while it is answered", err, roster.Conflict)
	if err := o.Remember(o.ann, "k", desk.Answer{Status: 201, Body: []byte("made")}); err != nil {
		t.Fatal(err)
	}
	a, ok, err := take(o.ann, "k", "POST /wishes 1")
	if err != nil || !ok || a.Status != 201 || string(a.Body) != "made" {
		t.Errorf("%+v, %v, %v", a, ok, err)
	}
	_, _, err = take(o.ann, "k", "POST /wishes 2")
	wantKind(t, "the key for another request", err, roster.Invalid)
	if _, ok, err := take(o.bob, "k", "POST /wishes 2"); ok || err != nil {
		t.Errorf("another's key: %v, %v", ok, err)
	}
	if err := o.Forget(o.bob, "k"); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := take(o.bob, "k", "POST /wishes 3"); ok || err != nil {
		t.Errorf("a key that was freed: %v, %v", ok, err)
	}
	*o.clock = now.Add(25 * time.Hour)
	if _, ok, err := take(o.ann, "k", "POST /wishes 2"); ok || err != nil {
		t.Errorf("a key of yesterday: %v, %v", ok, err)
	}
}
