package api_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/api"
)

var parameter = regexp.MustCompile(`\{[^}]*\}`)

// TestNobodyGetsIn asks for every operation there is, and for what is not
// there, as nobody and with what is no token.
func TestNobodyGetsIn(t *testing.T) {
	s := bare(t)
	nobody, forged := caller{s: s}, caller{s: s, token: "forged"}
	for path, methods := range spec(t).Paths {
		for method := range methods {
			path := parameter.ReplaceAllString(strings.TrimPrefix(path, api.Prefix), "1")
			for _, c := range []caller{nobody, forged} {
				r := c.send(strings.ToUpper(method), path, nil).want(t, 401)
				if r.header.Get("WWW-Authenticate") == "" {
					t.Errorf("%s: no WWW-Authenticate", r.asked)
				}
				r.locations(t) // it is a problem
			}
		}
	}
	for _, path := range []string{"", "/", "/nothing", "/teams/1/nothing", "//api/v1"} {
		nobody.get(path).want(t, 401)
	}
	nobody.send("DELETE", "/teams", nil).want(t, 401) // where there is no such method
	s.admin.get("/nothing").want(t, 404)
	s.admin.send("DELETE", "/teams", nil).want(t, 405)
}

func TestTokens(t *testing.T) {
	s := bare(t)
	tokens := at("/users/%d/tokens", s.admin.id)
	made := s.admin.post(tokens, map[string]any{"name": "a day", "expires": s.clock.Now().Add(24 * time.Hour)}).want(t, 201)
	short := caller{s: s, id: s.admin.id, token: made.json(t)["secret"].(string)}
	short.get("/me").want(t, 200)

	for _, token := range s.admin.get(tokens).items(t) {
		if _, ok := token["secret"]; ok {
			t.Errorf("a list of tokens tells a secret: %v", token)
		}
	}
	s.clock.advance(25 * time.Hour)
	short.get("/me").want(t, 401)

	other := s.admin.post(tokens, map[string]any{"name": "to be revoked"}).want(t, 201)
	revoked := caller{s: s, token: other.json(t)["secret"].(string)}
	revoked.get("/me").want(t, 200)
	s.admin.remove(at("/tokens/%d", other.id(t))).want(t, 204)
	revoked.get("/me").want(t, 401)
}

func TestAuthorizationHeader(t *testing.T) {
	s := bare(t)
	tests := map[string]struct {
		header string
		status int
	}{
		"bearer":             {"Bearer " + s.admin.token, 200},
		"scheme in any case": {"bEARER " + s.admin.token, 200},
		"no scheme":          {s.admin.token, 401},
		"basic":              {"Basic " + s.admin.token, 401},
		"empty":              {"Bearer ", 401},
		"one letter more":    {"Bearer " + s.admin.token + "x", 401},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			caller{s: s}.get("/me", "Authorization", tt.header).want(t, tt.status)
		})
	}
}

// A session opens the API to the web's own scripts, and to nobody else's.
func TestSessions(t *testing.T) {
	s := bare(t)
	session, err := s.desk.SignIn(t.Context(), "admin@example.org", "correct horse battery")
	if err != nil {
		t.Fatal(err)
	}
	cookie := (&http.Cookie{Name: api.Cookie, Value: session.Secret}).String()
	web := caller{s: s}
	web.get("/me", "Cookie", cookie).want(t, 200)
	language := func(header ...string) *reply {
		return web.put("/me/language", map[string]any{"language": "ru"}, append(header, "Cookie", cookie)...)
	}
	language("Sec-Fetch-Site", "same-origin").want(t, 204)
	language("Sec-Fetch-Site", "cross-site").want(t, 403)
	language("Origin", "https://elsewhere.example").want(t, 403)
	web.remove("/session", "Cookie", cookie, "Sec-Fetch-Site", "same-origin").want(t, 204)
	web.get("/me", "Cookie", cookie).want(t, 401)
}

func TestDisabledUserIsNobody(t *testing.T) {
	s := start(t)
	user := s.admin.get(at("/users/%d", s.ben.id)).want(t, 200)
	s.admin.sendJSON("PATCH", at("/users/%d", s.ben.id), map[string]any{"disabled": true}, "If-Match", user.etag()).want(t, 200)
	s.ben.get("/me").want(t, 401)
}
