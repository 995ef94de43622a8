package solver

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
)

func TestCheckOfMovedBreaks(t *testing.T) {
	p := coffee(t)
	p.Shifts[0].Breaks = append(p.Shifts[0].Breaks, Break{After: 400, Minutes: 15, Paid: true, Window: roster.Window{From: 280, To: 460, Apart: 60}})
	p.Shifts = append(p.Shifts, Shift{ID: "F", Start: 600, Minutes: 480, Breaks: []Break{{After: 240, Minutes: 30}}})
	p.Places, p.People[0].Place = []Place{{ID: "home", Zone: "UTC", Unbroken: 240}}, "home"
	p.People[0].Rules, p.People[1].Rules = nil, nil
	tests := map[string]struct {
		person, shift string
		breaks        []int
		want          string
	}{
		"as the shift has them": {"ann", "D", []int{180, 400}, ""},
		"moved":                 {"ann", "D", []int{195, 385}, ""},
		"a fixed one repeated":  {"ann", "F", []int{240}, ""},
		"too early":             {"ann", "D", []int{75, 400}, "a break of shift D cannot begin at 10:15; it can at 10:30, 10:45, 11:00, …, 13:30"},
		"beside the grid":       {"ann", "D", []int{181, 400}, "a break of shift D cannot begin at 12:01"},
		"too near":              {"ann", "D", []int{270, 355}, "a break of shift D begins too soon after the one before it"},
		"too few":               {"ann", "D", []int{180}, "1 breaks, and shift D has 2"},
		"too long without one":  {"ann", "D", []int{90, 385}, "the breaks of shift D leave 265 minutes without one, and 240 are the most"},
		"nobody forbids that":   {"bob", "D", []int{90, 385}, ""},
		"a fixed one":           {"ann", "F", []int{255}, "the breaks of shift F cannot be moved on 2026-12-01"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			sol, err := Check(p, []Assigned{{Person: tt.person, Date: p.Start, Shift: tt.shift, Breaks: tt.breaks}})
			if tt.want == "" {
				usual := []int{180, 400}
				if tt.shift == "F" {
					usual = []int{240}
				}
				if err != nil || !slices.Equal(tt.breaks, usual) && !slices.Equal(sol.Duties[0].Breaks, tt.breaks) {
					t.Errorf("%v: %v", sol, err)
				}
				return
			}
			if roster.KindOf(err) != roster.Invalid || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want %q", err, tt.want)
			}
		})
	}
}

// Pauses reads breaks from instants as the solution gives them.
func TestPausesOfDuties(t *testing.T) {
	p := coffee(t)
	x, err := NewPauses(p)
	if err != nil {
		t.Fatal(err)
	}
	zone := time.UTC
	shift := p.Shifts[0].template()
	duty := func(after, minutes int) roster.Duty {
		d := shift.Placed([]int{after}).On("ann", p.Start, zone)
		d.Breaks[0].End = d.Breaks[0].Start.Add(time.Duration(minutes) * time.Minute)
		return d
	}
	none, other := duty(180, 30), duty(180, 30)
	none.Breaks = nil
	other.Span.End = other.Span.End.Add(time.Hour)
	tests := map[string]struct {
		duty roster.Duty
		want []int
		err  string
	}{
		"usual":             {duty(180, 30), nil, ""},
		"moved":             {duty(90, 30), []int{90}, ""},
		"none":              {none, nil, ""},
		"at other times":    {other, nil, ""},
		"longer":            {duty(90, 45), nil, "the break at 10:30 lasts 45 minutes, that of shift D lasts 30"},
		"beside the window": {duty(60, 30), []int{60}, "cannot begin at 10:00"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := x.Of(tt.duty)
			if (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) || tt.err == "" && !slices.Equal(got, tt.want) {
				t.Errorf("%v, %v", got, err)
			}
		})
	}
}
