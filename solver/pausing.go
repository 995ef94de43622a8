package solver

import (
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
)

// pausing is where the breaks of one duty may be: in their windows, in order,
// apart, with no stretch of work between them that the place forbids, and only
// where no rule can tell. Rules know a duty by its shift, so a break does not
// take paid time over a midnight, nor into the night or out of it.
type pausing struct {
	duty   roster.Duty // as the shift has it
	shift  roster.ShiftType
	places [][]int // by break: the minutes of the shift at which it may begin
	most   int     // minutes without a break; never less than as the shift has it
}

// pausingOf returns nil when no break of the shift may move on the day. That is
// so in the nights on which the clocks change, and when the day is so short
// that the duty ends in a break.
func pausingOf(spec *roster.CalendarSpec, unbroken int, shift int, date roster.Date) *pausing {
	p := pausingIn(spec, shift, date)
	if p == nil {
		return nil
	}
	for i := range p.places {
		p.places[i] = slices.DeleteFunc(p.places[i], func(after int) bool { return !unseen(spec, p.shift, date, i, after) })
	}
	if unbroken > 0 {
		p.most = max(unbroken, p.longest(p.usual()))
	}
	return p
}

// pausingIn asks neither after rules nor after long stretches of work.
func pausingIn(spec *roster.CalendarSpec, shift int, date roster.Date) *pausing {
	s := spec.Shifts[shift-1]
	if !s.Moves() || s.On("", date, spec.Zone).Span.Minutes() != s.Length {
		return nil
	}
	p := &pausing{duty: spec.Duty("", s, date), shift: s}
	if len(p.duty.Breaks) != len(s.Breaks) {
		return nil
	}
	length := p.duty.Span.Minutes()
	p.most = length
	for i, b := range s.Breaks {
		if p.duty.Breaks[i].Minutes() != b.Minutes {
			return nil
		}
		p.places = append(p.places, slices.DeleteFunc(b.Places(), func(after int) bool { return after+b.Minutes > length }))
	}
	return p
}

// unseen reports whether rules see no difference when a break begins elsewhere.
func unseen(spec *roster.CalendarSpec, s roster.ShiftType, date roster.Date, i, after int) bool {
	b := s.Breaks[i]
	if b.Paid || after == b.After {
		return true
	}
	s.Breaks = []roster.Break{b}
	return spec.Work(s, date) == spec.Work(s.Placed([]int{after}), date)
}

// usual is where the shift has its breaks.
func (p *pausing) usual() []int {
	out := make([]int, len(p.shift.Breaks))
	for i, b := range p.shift.Breaks {
		out[i] = b.After
	}
	return out
}

// longest is the longest stretch without a break.
func (p *pausing) longest(after []int) int {
	at, longest := 0, 0
	for i, b := range p.shift.Breaks {
		longest = max(longest, after[i]-at)
		at = after[i] + b.Minutes
	}
	return max(longest, p.duty.Span.Minutes()-at)
}

// allows reports whether breaks that are each in one of their places can be
// there together.
func (p *pausing) allows(after []int) bool {
	return !p.crowded(after) && p.longest(after) <= p.most
}

// crowded reports whether a break begins too soon after the one before.
func (p *pausing) crowded(after []int) bool {
	for i := 1; i < len(after); i++ {
		if after[i] < after[i-1]+p.shift.Breaks[i-1].Minutes+p.shift.Breaks[i].Window.Apart {
			return true
		}
	}
	return false
}

// begins is when the duty begins, in minutes of a calendar.
func (p *pausing) begins(spec *roster.CalendarSpec) roster.Minute {
	return roster.Minute(p.duty.Span.Start.Sub(spec.First.At(0, spec.Zone)) / time.Minute)
}

// span is when a break is that begins at a minute of a duty that begins at another.
func (p *pausing) span(begins roster.Minute, i, after int) []minuteSpan {
	from := begins + roster.Minute(after)
	return []minuteSpan{{from, from + roster.Minute(p.shift.Breaks[i].Minutes)}}
}
