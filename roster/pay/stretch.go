package pay

import (
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
)

const day = 1440

// wall is a reading of the clock at the place of work: minutes since midnight
// of 1970-01-01 by that clock.
type wall int

func (w wall) date() roster.Date   { return roster.Date(floorDiv(int(w), day)) }
func (w wall) clock() roster.Clock { return roster.Clock(int(w) - floorDiv(int(w), day)*day) }

// floorDiv rounds down for negative numbers as well: dates before 1970 and zones
// west of Greenwich need it.
func floorDiv(a, b int) int {
	if a < 0 {
		return -((-a + b - 1) / b)
	}
	return a / b
}

// stretch is time worked without a break in which the clock runs evenly: both
// the instant and the clock move on by the same minutes.
type stretch struct {
	at      time.Time
	clock   wall
	minutes int
}

// stretches returns the time of the spans as stretches: each span is cut where
// the clocks change.
func stretches(spans []roster.Span, place *time.Location) []stretch {
	var out []stretch
	for _, s := range spans {
		for at := s.Start.In(place); at.Before(s.End); {
			end := s.End
			if _, change := at.ZoneBounds(); change.After(at) && change.Before(end) { // on the last day of 2040 it is not after, as of Go 1.26
				end = change
			}
			out = append(out, stretch{at, wallOf(at), int(end.Sub(at) / time.Minute)})
			at = end.In(place)
		}
	}
	return out
}

// wallOf reads the clock that the time's zone shows.
func wallOf(t time.Time) wall {
	_, offset := t.Zone()
	return wall(floorDiv(int(t.Unix())+offset, 60))
}

// worked returns the spans of a duty outside its breaks. keepPaid leaves paid
// breaks in: they are work then. A break that the clocks swallow in spring,
// so that it ends before it begins, is none.
func worked(d roster.Duty, keepPaid bool) []roster.Span {
	var out []roster.Span
	at := d.Span.Start
	for _, b := range inOrder(d.Breaks) {
		if b.Paid && keepPaid || !b.End.After(b.Start) {
			continue
		}
		if end := earlier(b.Start, d.Span.End); end.After(at) {
			out = append(out, roster.Span{Start: at, End: end})
		}
		if b.End.After(at) {
			at = b.End
		}
	}
	if at.Before(d.Span.End) {
		out = append(out, roster.Span{Start: at, End: d.Span.End})
	}
	return out
}

// inOrder returns the breaks by start; files need not list them so.
func inOrder(breaks []roster.BreakSpan) []roster.BreakSpan {
	out := slices.Clone(breaks)
	slices.SortStableFunc(out, func(a, b roster.BreakSpan) int { return a.Start.Compare(b.Start) })
	return out
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// minutesOf adds up elapsed minutes.
func minutesOf(spans []roster.Span) int {
	sum := 0
	for _, s := range spans {
		sum += s.Minutes()
	}
	return sum
}
