package desk_test

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// events reads a feed with nothing but what RFC 5545 says: unfolded lines,
// properties by name.
func events(t *testing.T, ics []byte) (out []map[string]string) {
	t.Helper()
	if bytes.Contains(bytes.ReplaceAll(ics, []byte("\r\n"), nil), []byte("\n")) {
		t.Error("a line ends without a carriage return")
	}
	for _, line := range strings.Split(string(ics), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("a line of %d bytes: %q", len(line), line)
		}
	}
	var event map[string]string
	for _, line := range strings.Split(strings.ReplaceAll(string(ics), "\r\n ", ""), "\r\n") {
		name, value, _ := strings.Cut(line, ":")
		switch {
		case line == "BEGIN:VEVENT":
			event = map[string]string{}
		case line == "END:VEVENT":
			out = append(out, event)
			event = nil
		case event != nil:
			event[name] = value
		}
	}
	return out
}

func TestCalendar(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.published("ann 2026-12-01 E", "ann 2026-12-03 E", "bob 2026-12-01 L")
	f, secret, err := o.CreateFeed(o.ann)
	if err != nil {
		t.Fatal(err)
	}
	read := func() (desk.Calendar, []map[string]string) {
		t.Helper()
		c, err := o.Calendar(t.Context(), secret)
		if err != nil {
			t.Fatal(err)
		}
		all := events(t, c.ICS)
		return c, all[len(all)-2:] // what is left of November stands before
	}
	first, december := read()
	e := december[0]
	if e["DTSTART"] != "20261201T060000Z" || e["DTEND"] != "20261201T150000Z" || e["SUMMARY"] != "E Early · Small" || e["DESCRIPTION"] != "⏸ 13:00–14:00" || e["SEQUENCE"] != "0" || e["STATUS"] != "CONFIRMED" {
		t.Errorf("event %v", e)
	}
	if strings.Contains(string(first.ICS), "Ann") || strings.Contains(string(first.ICS), "example.org") {
		t.Error("the feed names somebody")
	}
	again, _ := read()
	if again.ETag != first.ETag || !bytes.Equal(again.ICS, first.ICS) {
		t.Error("the feed changed though nothing did")
	}

	*o.clock = now.Add(time.Hour)
	head, err := o.Roster(o.planner, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	publish := func(edits ...string) {
		t.Helper()
		for _, text := range edits {
			edited, err := o.EditCell(o.planner, r.ID, head.Version, cell(t, text))
			if err != nil {
				t.Fatal(err)
			}
			head.Version = edited.Version
		}
		p, err := o.Publish(o.planner, r.ID, head.Version, "test")
		if err != nil {
			t.Fatal(err)
		}
		head = p.Roster
	}
	publish("ann 2026-12-01 L", "ann 2026-12-03 -")
	changed, after := read()
	if changed.ETag == first.ETag || !changed.Modified.Equal(*o.clock) {
		t.Error("a change does not show in the ETag")
	}
	if a := after[0]; a["UID"] != december[0]["UID"] || a["SEQUENCE"] != "1" || a["DTSTART"] != "20261201T090000Z" {
		t.Errorf("the changed event is %v, was %v", a, december[0])
	}
	if a := after[1]; a["UID"] != december[1]["UID"] || a["STATUS"] != "CANCELLED" || a["SEQUENCE"] != "1" {
		t.Errorf("the cancelled event is %v, was %v", a, december[1])
	}
	publish("ann 2026-12-03 E")
	_, back := read()
	if b := back[1]; b["UID"] != december[1]["UID"] || b["STATUS"] != "CONFIRMED" || b["SEQUENCE"] != "2" {
		t.Errorf("the event that came back is %v", b)
	}

	// The same over swaps: away, and back again.
	give := func(from, to context.Context, other string) {
		t.Helper()
		s, err := o.OfferSwap(from, desk.SwapOffer{Date: date(t, "2026-12-03"), Other: other})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.AcceptSwap(to, s.ID); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{"CANCELLED 3", "CONFIRMED 4"} {
		if want == "CANCELLED 3" {
			give(o.ann, o.cyd, "cyd")
		} else {
			give(o.cyd, o.ann, "ann")
		}
		_, all := read()
		if e := all[1]; e["UID"] != december[1]["UID"] || e["STATUS"]+" "+e["SEQUENCE"] != want {
			t.Errorf("the event that was swapped is %v, want %s", e, want)
		}
	}

	if s := stored(t, o, `select encode(hash, 'escape') from feed`); strings.Contains(s, secret) {
		t.Error("the secret is stored")
	}
	wantKind(t, "revoking another's", o.RevokeFeed(o.bob, f.ID), roster.NotFound)
	wantKind(t, "revoking that of a namesake in another team", o.RevokeFeed(o.stranger, f.ID), roster.NotFound)
	if err := o.RevokeFeed(o.ann, f.ID); err != nil {
		t.Fatal(err)
	}
	_, err = o.Calendar(t.Context(), secret)
	wantKind(t, "a revoked address", err, roster.NotFound)
	if all, err := o.Feeds(o.ann); err != nil || len(all) != 1 || all[0].Revoked.IsZero() {
		t.Errorf("%+v, %v", all, err)
	}
}

// An address that somebody passed on tells nothing any more once its agent may
// not sign in.
func TestCalendarOfWhoIsDisabled(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	_, secret, err := o.CreateFeed(o.ann)
	if err != nil {
		t.Fatal(err)
	}
	ann, ok := desk.ActorOf(o.ann)
	if !ok {
		t.Fatal("ann is nobody")
	}
	version := ann.Version
	for _, disabled := range []bool{false, true, false} {
		after, err := o.UpdateUser(o.admin, ann.ID, version, desk.UserChange{Disabled: &disabled})
		if err != nil {
			t.Fatal(err)
		}
		version = after.Version
		if _, err := o.Calendar(t.Context(), secret); (roster.KindOf(err) == roster.NotFound) != disabled || !disabled && err != nil {
			t.Errorf("disabled %t: %v", disabled, err)
		}
	}
}
