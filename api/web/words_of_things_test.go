package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// A clause's numbers are said in its own order, minutes as hours, lists with
// commas, in the reader's language.
func TestNumbersOfRules(t *testing.T) {
	tests := []struct {
		lang string
		rule roster.Rule
		want string
	}{
		{"en", &roster.DaysInARow{Max: 5}, "at most: 5"},
		{"en", &roster.MinRest{Minutes: 660}, "length: 11 h"},
		{"hu", &roster.MinRest{Minutes: 640}, "10 óra 40 perc"},
		{"de", &roster.Hours{Max: 48 * 60, Per: roster.PerWeek}, "48 Std."},
		{"en", &roster.Hours{Max: 48 * 60, Per: roster.PerWeek}, "in each: week · at most: 48 h"},
		{"en", &roster.ShiftsInARow{Max: 4, Night: true}, "nights only: yes"},
		{"en", &roster.ForbiddenSuccession{Pairs: [][2]string{{"N", "E"}, {"L", "E"}}}, "N → E, L → E"},
	}
	for _, tt := range tests {
		if got := strings.Join(numbersOf(tt.lang, roster.Clause{Rule: tt.rule}), " · "); !strings.Contains(got, tt.want) || strings.Contains(got, "web.") {
			t.Errorf("%s: %T is said as %q, want %q in it", tt.lang, tt.rule, got, tt.want)
		}
	}
}

// A token says whether it works still, to the instant.
func TestTokenState(t *testing.T) {
	tests := map[string]struct {
		token desk.Token
		want  string
	}{
		"for ever":             {desk.Token{}, ""},
		"till later":           {desk.Token{Expires: now.Add(time.Second)}, ""},
		"till now":             {desk.Token{Expires: now}, "expired"},
		"revoked":              {desk.Token{Revoked: now}, "revoked"},
		"revoked, then over":   {desk.Token{Revoked: now, Expires: now.Add(-time.Hour)}, "revoked"},
		"over before anything": {desk.Token{Expires: time.Time{}.Add(time.Second)}, "expired"},
	}
	for name, tt := range tests {
		if got := tokenState(tt.token, now); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// Instants are said by the clock of a place, and by UTC where the place is
// unknown, which is then said.
func TestStamps(t *testing.T) {
	at := time.Date(2026, 12, 31, 23, 30, 0, 0, time.UTC)
	for _, tt := range []struct{ lang, zone, short, long string }{
		{"en", "Europe/Budapest", "1 Jan 00:30", "1 Jan 2027 00:30"},
		{"en", "", "31 Dec 23:30 UTC", "31 Dec 2026 23:30 UTC"},
		{"ru", "Mars/Olympus", "31 дек. 23:30 UTC", "31 дек. 2026 23:30 UTC"},
		{"hu", "Asia/Tokyo", "jan. 1. 08:30", "2027. jan. 1. 08:30"},
	} {
		if got := stamp(tt.lang, at, tt.zone); got != tt.short {
			t.Errorf("stamp(%s, %s) = %q, want %q", tt.lang, tt.zone, got, tt.short)
		}
		if got := stampYear(tt.lang, at, tt.zone); got != tt.long {
			t.Errorf("stampYear(%s, %s) = %q, want %q", tt.lang, tt.zone, got, tt.long)
		}
	}
	if got := clock(at, nil); got != "23:30" {
		t.Errorf("a clock nowhere shows %q", got)
	}
}

// Each kind of effect of a special day has a sentence with its number.
func TestEffectsAreSaid(t *testing.T) {
	for want, e := range map[string]forecast.SpecialDay{
		"Closed":     {Closed: true},
		"500":        {Target: 500},
		"+25%":       {Factor: 1.25},
		"−40%":       {Factor: 0.6},
		"at most 90": {Cap: 90},
		"Learn it":   {},
	} {
		if got := effectWords("en", e); !strings.Contains(got, want) {
			t.Errorf("%+v is said as %q, want %q in it", e, got, want)
		}
	}
}

// People set their language and their password, make a token that works and take
// it back; each refusal says what to do instead and changes nothing.
func TestAccountForms(t *testing.T) {
	o := newOffice(t)
	ann := o.signedIn("ann")
	ann.post("/account/language", "language", "hu").want(http.StatusOK, "Nyelv")
	ann.post("/account/language", "language", strings.Repeat("x", 36)).want(http.StatusUnprocessableEntity)
	ann.get("/account").want(http.StatusOK, "Nyelv")
	ann.post("/account/language", "language", "tlh").want(http.StatusOK, "Language") // what we do not speak is English
	ann.post("/account/language", "language", "en").want(http.StatusOK, "Language")

	ann.post("/account/password", "old", "wrong", "new", "a new long password").want(http.StatusUnprocessableEntity, "an admin")
	ann.post("/account/password", "old", password, "new", "short").want(http.StatusUnprocessableEntity)
	ann.post("/account/password", "old", password, "new", "a new long password").want(http.StatusOK)
	o.visitor().post("/sign-in", "email", "ann@example.org", "password", password).want(http.StatusForbidden)
	o.visitor().post("/sign-in", "email", "ann@example.org", "password", "a new long password").want(http.StatusOK, "My shifts")

	for name, fields := range map[string][]string{
		"no name":         {"token", "", "expires", ""},
		"a date gone":     {"token", "old", "expires", "2026-11-20"},
		"no date":         {"token", "odd", "expires", "tomorrow"},
		"a name too long": {"token", strings.Repeat("x", 300), "expires", ""},
	} {
		if a := ann.post("/account/tokens", fields...); a.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", name, a.status)
		}
	}
	made := ann.post("/account/tokens", "token", "my script", "expires", "2026-11-21").want(http.StatusOK, "my script") // to the end of today
	if !strings.Contains(made.body, "smena_") {
		t.Error("the secret is not shown")
	}
	if again := ann.get("/account").want(http.StatusOK, "my script"); strings.Contains(again.body, "smena_") {
		t.Error("the secret is shown twice")
	}
	user, err := o.UserByEmail(desk.System(t.Context()), "ann@example.org")
	if err != nil {
		t.Fatal(err)
	}
	tokens, err := o.Tokens(desk.System(t.Context()), user.ID)
	if err != nil || len(tokens) != 1 {
		t.Fatalf("%d tokens, %v", len(tokens), err)
	}
	revoke := fmt.Sprintf("/tokens/%d/revoke", tokens[0].ID)
	o.signedIn("bob").post(revoke, "next", "/account").want(http.StatusNotFound)
	ann.post(revoke, "next", "/account").want(http.StatusOK, "revoked")
}
