package api_test

import (
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
)

// feed makes anna's calendar address.
func (s *service) feed() (path string, id int64) {
	s.t.Helper()
	r := s.anna.post("/feeds", nil).want(s.t, 201)
	return "/" + r.json(s.t)["path"].(string), r.id(s.t)
}

// events reads a feed with a parser that is not ours, by UID.
func events(t *testing.T, r *reply) map[string]*ics.VEvent {
	t.Helper()
	cal, err := ics.ParseCalendar(strings.NewReader(string(r.body)))
	if err != nil {
		t.Fatalf("%v\n%s", err, r.body)
	}
	out := map[string]*ics.VEvent{}
	for _, e := range cal.Events() {
		if _, twice := out[e.Id()]; twice {
			t.Errorf("two events of UID %s", e.Id())
		}
		out[e.Id()] = e
	}
	return out
}

func property(e *ics.VEvent, name ics.ComponentProperty) string {
	if p := e.GetProperty(name); p != nil {
		return p.Value
	}
	return ""
}

func TestCalendarFeed(t *testing.T) {
	s := start(t)
	roster := s.published()
	path, id := s.feed()
	nobody := caller{s: s}
	first := nobody.get(path).want(t, 200)
	wellFormed(t, first)
	before := events(t, first)
	if len(before) != 2 {
		t.Fatalf("%d events, want anna's two\n%s", len(before), first.body)
	}
	var late *ics.VEvent
	for _, e := range before {
		if at, err := e.GetStartAt(); err == nil && at.Equal(time.Date(2026, 12, 7, 13, 0, 0, 0, time.UTC)) {
			late = e // 14:00 in Berlin
		}
		if property(e, "TRANSP") != "OPAQUE" || property(e, "LAST-MODIFIED") == "" || property(e, "DTSTAMP") == "" || property(e, "SEQUENCE") == "" {
			t.Errorf("event %s", e.Serialize(&ics.SerializationConfiguration{MaxLength: 75, NewLine: "\n"}))
		}
		if strings.Contains(e.Id(), "anna") {
			t.Errorf("UID %s holds a name", e.Id())
		}
	}
	if late == nil {
		t.Fatalf("no event begins at 14:00 in Berlin on the 7th\n%s", first.body)
	}

	nobody.get(path, "If-None-Match", first.etag()).want(t, 304)
	if again := nobody.get(path).want(t, 200); string(again.body) != string(first.body) {
		t.Error("the feed changes though nothing has changed")
	}

	// The late goes, the day of the 10th becomes a late.
	s.clock.advance(time.Hour)
	tag := s.planner.get(roster).etag()
	tag = s.edit(roster, tag, cell("anna", "2026-12-07", ""))
	tag = s.edit(roster, tag, cell("anna", "2026-12-10", "L"))
	s.publish(roster, tag)
	second := nobody.get(path, "If-None-Match", first.etag()).want(t, 200)
	wellFormed(t, second)
	after := events(t, second)
	if len(after) != 2 {
		t.Fatalf("%d events, want the changed one and the cancelled one\n%s", len(after), second.body)
	}
	for uid, e := range after {
		old, ok := before[uid]
		if !ok {
			t.Errorf("UID %s is new; a changed duty keeps its own", uid)
			continue
		}
		if a, b := property(old, "SEQUENCE"), property(e, "SEQUENCE"); b <= a {
			t.Errorf("SEQUENCE %s became %s", a, b)
		}
		if want := uid == late.Id(); (property(e, "STATUS") == "CANCELLED") != want {
			t.Errorf("event of %s: STATUS %q", uid, property(e, "STATUS"))
		}
	}

	s.ben.remove(at("/feeds/%d", id)).want(t, 404)
	s.anna.remove(at("/feeds/%d", id)).want(t, 204)
	nobody.get(path).want(t, 404)
	nobody.get("//calendar/guessed.ics").want(t, 404)
	nobody.get("//calendar/guessed").want(t, 404)
}

// wellFormed holds a feed to what calendar programs stumble over, by hand: one
// wrongly folded line makes some drop all of it.
func wellFormed(t *testing.T, r *reply) {
	t.Helper()
	text := string(r.body)
	if ct := r.header.Get("Content-Type"); ct != "text/calendar; charset=utf-8" {
		t.Errorf("Content-Type %q", ct)
	}
	if !strings.HasSuffix(text, "END:VCALENDAR\r\n") || strings.Count(text, "\n") != strings.Count(text, "\r\n") || strings.Contains(strings.ReplaceAll(text, "\r\n", ""), "\r") {
		t.Error("lines must end with CR LF, the last one too")
	}
	for _, line := range strings.Split(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || line == "" {
			t.Errorf("a line of %d octets: %q", len(line), line)
		}
	}
	for _, want := range []string{"VERSION:2.0", "PRODID:", "REFRESH-INTERVAL", "X-PUBLISHED-TTL", "X-WR-CALNAME"} {
		if !strings.Contains(text, "\r\n"+want) {
			t.Errorf("the feed lacks %s", want)
		}
	}
	if strings.Contains(text, "TZID=") && !strings.Contains(text, "BEGIN:VTIMEZONE") {
		t.Error("times name a zone that the feed does not define")
	}
}
