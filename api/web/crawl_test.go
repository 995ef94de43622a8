package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster/desk"
)

// Whoever follows every link from their first page finds no dead end, no
// missing words and no fault, in any language.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 E", "ann 2026-12-02 N", "bob 2026-12-01 L", "bob 2026-12-03 E")
	o.publish()
	if _, err := o.CreatePayPeriod(desk.System(t.Context()), o.team, december.From, december.To); err != nil {
		t.Fatal(err)
	}
	for name, least := range map[string]int{"admin": 30, "planner": 25, "ann": 8, "payroll": 4} {
		for _, lang := range []string{"en", "ru"} {
			p := o.signedIn(name)
			p.header = http.Header{"Accept-Language": {lang}}
			if n := crawl(t, p, name); n < least {
				t.Errorf("%s found %d pages, want at least %d", name, n, least)
			}
		}
	}
}

// crawl follows links of one site, up to a number of pages; cells of a grid
// are all alike, and one stands for them.
func crawl(t *testing.T, p *person, name string) int {
	todo, seen := []string{"/"}, map[string]bool{"/": true}
	cells := 0
	for i := 0; i < len(todo) && i < 120; i++ {
		a := p.get(todo[i])
		if a.status != http.StatusOK {
			t.Errorf("%s: %s answers %d: %s", name, todo[i], a.status, a.words())
			continue
		}
		if strings.Contains(a.body, "web.") {
			t.Errorf("%s: %s has no words for something", name, todo[i])
		}
		if !strings.HasPrefix(a.header.Get("Content-Type"), "text/html") {
			continue
		}
		for _, link := range find(parse(t, a.body), tag("a")) {
			to, err := a.at.Parse(attr(link, "href"))
			if err != nil || to.Host != a.at.Host || to.Fragment != "" || to.Path == "/docs" { // of the API
				continue
			}
			if strings.Contains(to.Path, "/cells/") {
				if cells++; cells > 3 {
					continue
				}
			}
			if far(to) || seen[to.RequestURI()] {
				continue
			}
			seen[to.RequestURI()] = true
			todo = append(todo, to.RequestURI())
		}
	}
	return len(todo)
}

// far keeps a walk through the months from going on for ever.
func far(to *url.URL) bool {
	month := to.Query().Get("month")
	return month != "" && (month < "2026-11" || month > "2027-01")
}
