package forecast

import (
	"strings"
	"testing"
	"time"
)

// told joins the codes of notes with the names in them.
func told(notes []Note) string {
	var out []string
	for _, n := range notes {
		out = append(out, strings.TrimSpace(n.Code+" "+n.Name))
	}
	return strings.Join(out, ", ")
}

// A special day to come of which nothing is known is told; not one that was seen,
// closed, or given a number, nor one that is past.
func TestDaysOfWhichNothingIsKnown(t *testing.T) {
	s, end := made(t, 60, time.Hour, 0)
	next, past := end.AddDate(0, 0, 3).Format(time.DateOnly), end.AddDate(0, 0, -10).Format(time.DateOnly)
	for _, tt := range []struct {
		name string
		days []SpecialDay
		want string
	}{
		{"a holiday", []SpecialDay{{Date: next, Name: "H", Kind: "holiday"}}, "holiday H"},
		{"an event", []SpecialDay{{Date: next, Name: "E", Kind: "event"}}, "special E"},
		{"both", []SpecialDay{{Date: next, Name: "H", Kind: "holiday"}, {Date: next, Name: "E", Kind: "event"}}, "holiday H, special E"},
		{"with a factor", []SpecialDay{{Date: next, Name: "E", Kind: "event", Factor: 2}}, ""},
		{"with a target", []SpecialDay{{Date: next, Name: "E", Kind: "event", Target: 2}}, ""},
		{"closed", []SpecialDay{{Date: next, Name: "H", Kind: "holiday", Closed: true}}, ""},
		{"past", []SpecialDay{{Date: past, Name: "H", Kind: "holiday"}}, ""},
		{"seen before", []SpecialDay{{Date: past, Name: "H", Kind: "holiday"}, {Date: next, Name: "H", Kind: "holiday"}}, ""},
		{"another seen before", []SpecialDay{{Date: past, Name: "I", Kind: "holiday"}, {Date: next, Name: "H", Kind: "holiday"}}, "holiday H"},
	} {
		e := engineOf(t, s, Options{Special: tt.days})
		if got := told(e.unknownDays(e.at(len(e.grid.y) / 24 * 24))); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

// Each stretch without data at open hours is told once, with how many hours it
// took; what is closed, left out or behind the history is none.
func TestGapsAreTold(t *testing.T) {
	s, _ := made(t, 42, time.Hour, 0)
	kept, missing := []Point(nil), 0
	for _, p := range s.Points {
		switch at := p.Start.Format("01-02 15"); {
		case at >= "02-04 10" && at < "02-04 14", at >= "02-05 18" && at < "02-06 11":
			missing++
		default:
			kept = append(kept, p)
		}
	}
	s.Points = kept
	notes := engineOf(t, s, Options{}).gaps()
	if told(notes) != "gap, gap" || notes[0].Count != 4 || notes[1].Count != missing-4 || missing != 4+2+3 {
		t.Fatalf("%+v of %d hours", notes, missing)
	}
	if from := notes[0].From.Format("01-02 15:04"); from != "02-04 10:00" || notes[0].To.Sub(notes[0].From) != 4*time.Hour {
		t.Errorf("the first from %s to %s", from, notes[0].To)
	}
	shut := engineOf(t, s, Options{Special: []SpecialDay{{Date: "2025-02-04", Name: "Move", Kind: "event", Closed: true}}}).gaps()
	if told(shut) != "gap" || shut[0].Count != missing-4 {
		t.Errorf("closed on the fourth: %+v", shut)
	}
}

// Anomalies of one kind and day are one note; another kind or another day is another,
// and outages come first.
func TestAnomaliesOfADayAreOneNote(t *testing.T) {
	s, _ := made(t, 21, time.Hour, 0)
	e := engineOf(t, s, Options{})
	notes := e.anomalyNotes([]anomaly{{"storm", 10, 12, 900, 200}, {"storm", 15, 16, 300, 100}, {"dip", 17, 18, 1, 90}, {"storm", 20, 21, 400, 100}, {"storm", 34, 35, 500, 100}, {"outage", 60, 70, 0, 800}})
	if got := told(notes); got != "outage, storm, storm, storm, dip" {
		t.Fatalf("%s: %+v", got, notes)
	}
	if n := notes[1]; n.Count != 6 || n.Seen != 1200 || n.Usual != 300 || !strings.Contains(n.Text, "1200 contacts on 2025-01-06 where 300 are usual") {
		t.Errorf("the first storm: %+v", n)
	}
	if n := notes[3]; n.Seen != 500 || !strings.Contains(n.Text, "2025-01-07") {
		t.Errorf("the storm of the day behind: %+v", n)
	}
}
