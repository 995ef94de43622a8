package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// Every answer tells the browser what to refuse.
func TestHeaders(t *testing.T) {
	s := testSite(t)
	w := httptest.NewRecorder()
	s.guard(s.routes()).ServeHTTP(w, httptest.NewRequest("GET", "/sign-in", nil))
	if w.Code != http.StatusOK {
		t.Fatalf("status %d, want 200", w.Code)
	}
	csp := w.Header().Get("Content-Security-Policy")
	if !strings.Contains(csp, "script-src 'self'") || strings.Contains(csp, "script-src 'self' 'unsafe") || !strings.Contains(csp, "frame-ancestors 'none'") {
		t.Errorf("the content policy is %q", csp)
	}
	for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Content-Type": "text/html; charset=utf-8"} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

// Another site cannot make a browser change anything here.
func TestOtherSitesCannotPost(t *testing.T) {
	o := newOffice(t)
	p := o.signedIn("planner")
	for name, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"} {
		p.header = http.Header{name: {value}}
		p.post("/sign-out").want(http.StatusForbidden)
	}
	p.header = http.Header{}
	p.get("/").want(http.StatusOK, "Small") // still signed in
}

func TestUnknownPage(t *testing.T) {
	s := testSite(t)
	w := httptest.NewRecorder()
	s.guard(s.routes()).ServeHTTP(w, httptest.NewRequest("GET", "/no/such/page", nil))
	if w.Code != http.StatusNotFound {
		t.Errorf("status %d, want 404", w.Code)
	}
}

// Who is not signed in is asked to, and brought back to the page; a way to
// another site is not a way back.
func TestSignInFirst(t *testing.T) {
	o := newOffice(t)
	p := o.visitor()
	a := p.get("/my?month=2026-12")
	if a.at.Path != "/sign-in" || a.at.Query().Get("next") != "/my?month=2026-12" {
		t.Errorf("led to %s, want the sign-in with a way back", a.at)
	}
	if a := p.post("/sign-in", "email", "ann@example.org", "password", password, "next", "/my?month=2026-12"); a.at.RequestURI() != "/my?month=2026-12" {
		t.Errorf("led to %s, want the page asked for", a.at)
	}
	for _, next := range []string{"https://evil.example/", "//evil.example", `/\evil.example`, "javascript:alert(1)", "evil"} {
		if got := local(next); got != "/" {
			t.Errorf("local(%q) = %q, want /", next, got)
		}
	}
}

func TestSession(t *testing.T) {
	o := newOffice(t)
	p := o.visitor()
	p.post("/sign-in", "email", "ann@example.org", "password", "wrong").want(http.StatusForbidden, "The address or the password is wrong")
	p.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	a := p.post("/sign-in", "email", "ann@example.org", "password", password).want(http.StatusSeeOther)
	cookie := a.header.Get("Set-Cookie")
	for _, want := range []string{"smena_session=", "HttpOnly", "SameSite=Lax", "Path=/"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("the cookie %q lacks %s", cookie, want)
		}
	}
	p.client.CheckRedirect = nil
	p.get("/my").want(http.StatusOK, "My shifts")
	p.post("/sign-out").want(http.StatusOK, "You are signed out.")
	if a := p.get("/my"); a.at.Path != "/sign-in" {
		t.Errorf("still at %s after the sign-out", a.at.Path)
	}
}

// Over TLS cookies are for HTTPS alone.
func TestSecureCookie(t *testing.T) {
	s := testSite(t)
	plain, tls := httptest.NewRequest("GET", "http://x/", nil), httptest.NewRequest("GET", "https://x/", nil)
	if s.cookie(plain, "a", "b").Secure || !s.cookie(tls, "a", "b").Secure {
		t.Error("Secure does not follow TLS")
	}
	s.Secure = true
	if !s.cookie(plain, "a", "b").Secure {
		t.Error("Secure is not set behind a proxy")
	}
}

// People stay out of pages that are not theirs, whatever they type.
func TestPagesAreForTheirRoles(t *testing.T) {
	o := newOffice(t)
	ann, payroll, planner := o.signedIn("ann"), o.signedIn("payroll"), o.signedIn("planner")
	for _, path := range []string{"/rosters/1", "/rosters/1/publish", "/teams/1", "/teams/1/requests", "/pay", "/audit", "/users"} {
		ann.get(path).want(http.StatusForbidden, "This page is not for you")
	}
	ann.post("/rosters/1/publish", "version", "1").want(http.StatusForbidden)
	payroll.get("/rosters/1").want(http.StatusForbidden)
	planner.get("/users").want(http.StatusForbidden)
	planner.get("/my").want(http.StatusForbidden)
	planner.get("/rosters/999").want(http.StatusNotFound)
	planner.get("/rosters/x").want(http.StatusNotFound)
}
