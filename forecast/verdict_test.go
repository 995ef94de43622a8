package forecast

import (
	"math"
	"slices"
	"strings"
	"testing"
	"time"
)

func codes(notes []Note) []string {
	var out []string
	for _, n := range notes {
		out = append(out, n.Code)
	}
	return out
}

// The last week came at double the volume: taken for a storm it is cut back,
// kept it lifts the forecast, left out it does nothing at all.
func TestVerdictsOnAStorm(t *testing.T) {
	s, from := plain()
	storm := from.AddDate(0, 0, -2)
	for i, p := range s.Points {
		if !p.Start.Before(storm) {
			s.Points[i].Volume = 60
		}
	}
	monday := func(v []Verdict) (float64, []Note) {
		f, err := Run(s, from, 7*day, Options{Model: "snaive", Verdicts: v})
		if err != nil {
			t.Fatal(err)
		}
		return byDay(f.Values)[6], f.Notes // the Sunday to come, as the last one
	}
	cutBack, notes := monday(nil)
	if !slices.Contains(codes(notes), "storm") || cutBack > 300 {
		t.Errorf("%.0f contacts, %v", cutBack, codes(notes))
	}
	span := Verdict{From: storm, To: from, Keep: true, Reason: "new product"}
	kept, notes := monday([]Verdict{span})
	if slices.Contains(codes(notes), "storm") || !slices.Contains(codes(notes), "kept") || math.Abs(kept-600) > 1 {
		t.Errorf("kept: %.0f contacts, %v", kept, codes(notes))
	}
	span.Keep = false
	left, notes := monday([]Verdict{span})
	if !slices.Contains(codes(notes), "left-out") || slices.Contains(codes(notes), "gap") || slices.Contains(codes(notes), "storm") || math.Abs(left-100) > 1 {
		t.Errorf("left out: %.0f contacts, %v", left, codes(notes))
	}
	for _, n := range notes {
		if n.Code == "left-out" && (n.Count != 20 || !strings.Contains(n.Text, "20 intervals") || !strings.Contains(n.Text, "(new product)")) {
			t.Errorf("%+v", n)
		}
	}
}

// An outage that the planner believes was a quiet day.
func TestAnOutageThatWasNone(t *testing.T) {
	s, from := plain()
	quiet := from.AddDate(0, 0, -7)
	for i, p := range s.Points {
		if !p.Start.Before(quiet) && p.Start.Before(quiet.AddDate(0, 0, 1)) {
			s.Points[i].Volume = 0
		}
	}
	run := func(v ...Verdict) (float64, []string) {
		f, err := Run(s, from, day, Options{Model: "snaive", Verdicts: v})
		if err != nil {
			t.Fatal(err)
		}
		return byDay(f.Values)[0], codes(f.Notes)
	}
	if got, notes := run(); math.Abs(got-100) > 1 || !slices.Contains(notes, "outage") {
		t.Errorf("%.0f contacts, %v", got, notes)
	}
	if got, notes := run(Verdict{From: quiet, To: quiet.AddDate(0, 0, 1), Keep: true}); got > 50 || slices.Contains(notes, "outage") {
		t.Errorf("believed: %.0f contacts, %v", got, notes)
	}
	if got, notes := run(Verdict{Series: "chat", From: quiet, To: quiet.AddDate(0, 0, 1), Keep: true}); math.Abs(got-100) > 1 || slices.Contains(notes, "kept") {
		t.Errorf("of another queue: %.0f contacts, %v", got, notes)
	}
}

func TestVerdictsOnNothing(t *testing.T) {
	s, from := plain()
	if _, err := Run(s, from, day, Options{Verdicts: []Verdict{{From: from, To: from}}}); err == nil || !strings.Contains(err.Error(), "it must end behind its beginning") {
		t.Errorf("an empty span: %v", err)
	}
	years := Verdict{From: from.AddDate(-5, 0, 0), To: from.AddDate(-4, 0, 0)}
	f, err := Run(s, from, day, Options{Verdicts: []Verdict{years, {From: from, To: from.Add(time.Hour)}}})
	if err != nil || slices.Contains(codes(f.Notes), "left-out") {
		t.Errorf("spans without history: %v, %v", codes(f.Notes), err)
	}
	if _, err := Run(s, from, day, Options{Verdicts: []Verdict{{From: from.AddDate(-5, 0, 0), To: from}}}); err != nil {
		t.Errorf("all of the history left out: %v", err)
	}
}
