package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// The panel beside the grid keeps its margins when a day is in it.
func TestPanelKeepsItsMargins(t *testing.T) {
	server := serveGallery(t, "en")
	for _, width := range []int{1440, 390} {
		b := browser(t, width, 900)
		b.open(server.URL + "/page/month")
		margin := b.js(`getComputedStyle(document.querySelector("#panel")).paddingLeft`)
		b.js(`document.querySelector('a[href$="/cells/a002/2026-12-02"]').click()`)
		b.until(`document.querySelector("#panel #cell-form")`)
		if got := b.js(`getComputedStyle(document.querySelector("#panel")).paddingLeft`); got != margin || got == "0px" {
			t.Errorf("at %d: a day stands %s from the edge, want %s", width, got, margin)
		}
	}
}

// People whom the same stops are named together, so that their number is right.
func TestStoppedPeopleAreGathered(t *testing.T) {
	p := &candidatesPage{Names: map[string]string{"a": "Ann", "b": "Bob"}}
	p.rank("en", []solver.Candidate{
		{Person: "a", Rule: "unavailable"}, {Person: "c", Rule: "min-rest", Have: 580, Want: 660},
		{Person: "b", Rule: "unavailable"}, {Person: "f", Rule: "skill", Have: 1}, {Person: "g", Rule: "skill", Have: 2}, {Person: "d", Rule: "min-rest", Have: 600, Want: 660}, {Person: "e", Lawful: true},
	})
	var got []string
	for _, s := range p.Stopped {
		var who []string
		for _, l := range s.People {
			who = append(who, l.Name)
		}
		got = append(got, s.Words+": "+strings.Join(who, ", "))
	}
	want := "2 are away: Ann, Bob|1 is resting: 11 h are due between duties, there would be 9 h 40 min: c|2 lack the skills: f, g|1 is resting: 11 h are due between duties, there would be 10 h: d"
	if strings.Join(got, "|") != want || p.Count != 6 || len(p.Lawful) != 1 {
		t.Errorf("stopped: %q, %d of them; want %q", got, p.Count, want)
	}
}

// Lists that reach over a year say which year they mean.
func TestYearsAreSaid(t *testing.T) {
	team := sampleTeam()
	event := forecast.SpecialDay{Date: "2025-12-09", Name: "Sale"}
	if line, err := eventLineOf("en", team, event); err != nil || line.Dates != "Tue 9 Dec 2025" {
		t.Errorf("a special day is on %q, %v", line.Dates, err)
	}
	from := time.Date(2025, 10, 14, 9, 0, 0, 0, budapest)
	for lang, want := range map[string]string{"en": "14 Oct 2025 09:00 – 13:00", "hu": "2025. okt. 14. 09:00 – 13:00"} {
		if got := spanWords(lang, "Europe/Budapest", from, from.Add(4*time.Hour)); got != want {
			t.Errorf("%s: a span that was left out is %q, want %q", lang, got, want)
		}
	}
	if got := stampYear("de", time.Time{}, ""); got != "–" {
		t.Errorf("no time is %q", got)
	}
}

// A day's page says when each person's break is.
func TestDayNamesBreaks(t *testing.T) {
	g := sampleGrid(4)
	date := g.Duties[0].Date
	start := g.Duties[0].Span.Start.Add(4 * time.Hour)
	g.Duties[0].Breaks = []roster.BreakSpan{{Span: roster.Span{Start: start, End: start.Add(30 * time.Minute)}}}
	named := 0
	for _, l := range newDayPage("en", g, date).OnDuty {
		if l.Breaks == "break "+clock(start, budapest)+"–"+clock(start.Add(30*time.Minute), budapest) && l.Agent == g.Duties[0].Agent {
			named++
		}
	}
	if named != 1 {
		t.Errorf("%d duties of the day say that break, want 1", named)
	}
}

// Where no repair would be better than leaving the month, the page says so.
func TestRepairWithoutAnswers(t *testing.T) {
	s, g := testSite(t), sampleGrid(4)
	for lang, want := range map[string]string{"en": "better than leaving it", "ru": "оставить как есть", "hu": "minden maradjon így", "de": "alles so zu lassen"} {
		p := &repairPage{Roster: g.Roster, Team: g.Team}
		found := sampleRepairs(g.Roster)
		found.Answers = nil
		p.show(lang, found, agentNames(g.Agents))
		if got := show(t, s, lang, "repair", shown{"repair", p, roster.RolePlanner}); !strings.Contains(got, want) {
			t.Errorf("%s: the page says\n%s", lang, got)
		}
	}
}

// Who is about to publish reads beforehand whose consent that needs, in words.
func TestPublishTellsOfShortNotice(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 E", "bob 2026-12-02 E")
	p := o.signedIn("planner")
	at := fmt.Sprintf("/rosters/%d/publish", o.roster.ID)
	p.get(at).want(http.StatusOK, "at shorter notice than the law asks for", "people: 2")
	p.post(at, "version", fmt.Sprint(o.roster.Version)).want(http.StatusOK, "The month is published.", "people: 2")
	page := p.get(at).want(http.StatusOK, "there is nothing to publish")
	if strings.Contains(page.words(), "at shorter notice") || strings.Contains(page.body, `action="`+at) {
		t.Error("nothing is changed, and short notice is spoken of, or it can be published")
	}
	p.post(at, "version", fmt.Sprint(o.roster.Version+1)).want(http.StatusConflict, "published as version 1; change it first")
}

// The day whose duties can be corrected is one of the month that is shown.
func TestAttendanceShowsADayOfItsMonth(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 E", "bob 2026-12-09 L")
	o.publish()
	p := o.signedIn("lead")
	at := fmt.Sprintf("/teams/%d/attendance", o.team)
	for query, want := range map[string]string{
		"":                               "Published for Sat 21 Nov",
		"?month=2026-12":                 "Published for Tue 1 Dec",
		"?date=2026-12-09":               "Published for Wed 9 Dec",
		"?month=2026-12&date=2026-12-09": "Published for Wed 9 Dec",
		"?month=2026-12&date=2026-11-09": "Published for Tue 1 Dec",
		"?date=never":                    "Published for Sat 21 Nov",
	} {
		p.get(at+query).want(http.StatusOK, want)
	}
	p.get(at+"?date=2026-12-09").want(http.StatusOK, "Bob Best", "December 2026")
	p.get(at + "?month=never").want(http.StatusUnprocessableEntity)
}
