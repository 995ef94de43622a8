package pay

import (
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

// work is one duty, cut into pieces, with what its premiums ask of it as a whole.
type work struct {
	kind   roster.DutyKind
	start  roster.Date // by the clock at the place of work
	plan   int
	pieces []piece
	inside []int // by premium: minutes of the duty inside its window
}

// read finds what premiums ask of the duty as a whole before any piece is judged:
// Hungary pays a night from more than one hour of it, and then from the first minute.
func (e *engine) read(d roster.Duty, pieces []piece, plan int) work {
	w := work{kind: d.Kind, start: wallOf(d.Span.Start.In(e.place)).date(), plan: plan, pieces: pieces}
	w.inside = make([]int, len(e.premiums))
	for i, r := range e.premiums {
		for _, p := range pieces {
			if e.within(r, p) {
				w.inside[i] += p.minutes
			}
		}
	}
	return w
}

// within reports whether a piece lies in the premium's hours. No border lies
// inside a piece, so its first minute speaks for all.
func (e *engine) within(r law.Premium, p piece) bool {
	window := e.in.window(r)
	return window == nil || window.Holds(p.clock.clock())
}

// earned returns the premiums of a piece: every one without a group, and of
// each group the highest; of two equal ones the pack's first.
func (e *engine) earned(w work, p piece) []law.Premium {
	var out []law.Premium
	for i, r := range e.premiums {
		if !e.earns(w, i, p) {
			continue
		}
		j := slices.IndexFunc(out, func(o law.Premium) bool { return r.Group != "" && o.Group == r.Group })
		switch {
		case j < 0:
			out = append(out, r)
		case out[j].Percent < r.Percent:
			out[j] = r
		}
	}
	return out
}

// earns reports whether a piece earns a premium: all conditions given must hold.
func (e *engine) earns(w work, i int, p piece) bool {
	r := e.premiums[i]
	return e.within(r, p) &&
		(r.Over == 0 || w.inside[i] > r.Over) &&
		(r.Entitled == nil || *r.Entitled == e.entitled) &&
		(len(r.GroundsOnly) == 0 || only(e.grounds, r.GroundsOnly)) &&
		ofKind(r.Kinds, w.kind) &&
		(r.Beyond == nil || w.plan != noPlan && p.index >= w.plan+*r.Beyond) &&
		e.onDays(w, r, p) &&
		(r.Begun == 0 || r.Tail > 0 || w.begunOnEve(p, r.Begun))
}

// ofKind reports whether a premium is for a kind of duty. Standby is not work,
// so it earns only what names it.
func ofKind(kinds []string, kind roster.DutyKind) bool {
	if len(kinds) == 0 {
		return kind != roster.Standby
	}
	return slices.Contains(kinds, string(kind))
}

// only reports whether there are grounds, and none but the allowed ones.
func only(grounds, allowed []string) bool {
	return len(grounds) > 0 && !slices.ContainsFunc(grounds, func(g string) bool { return !slices.Contains(allowed, g) })
}

// onDays reports whether a piece lies on a day of the premium, or in the tail
// of one: the small hours after it, for a duty that had begun on it.
func (e *engine) onDays(w work, r law.Premium, p piece) bool {
	if len(r.Days) == 0 {
		return true
	}
	at := p.clock - wall(e.dayStart)
	if e.anyDay(w, r.Days, at.date(), at.clock()) {
		return true
	}
	const lastMinute = day - 1
	return p.clock.clock() < r.Tail && w.begunOnEve(p, r.Begun) &&
		e.anyDay(w, r.Days, at.date()-1, lastMinute)
}

func (e *engine) anyDay(w work, days []law.DaySet, d roster.Date, c roster.Clock) bool {
	return slices.ContainsFunc(days, func(s law.DaySet) bool { return e.isDay(w, s, d, c) })
}

func (e *engine) isDay(w work, s law.DaySet, d roster.Date, c roster.Clock) bool {
	switch s.Word {
	case "holiday":
		return e.holidays[d]
	case "sunday":
		return d.Weekday() == time.Sunday
	case "rest-day":
		return e.restDays[d]
	case "start-date":
		return d == w.start
	}
	_, month, dom := d.Time().Date()
	return month == s.Month && dom == s.Day && c >= s.From
}

// begunOnEve reports whether the duty has work on the date before the piece,
// at or after a time of the clock: night work begun before midnight (EStG 3b(3)).
func (w work) begunOnEve(p piece, from roster.Clock) bool {
	eve := p.clock.date() - 1
	return slices.ContainsFunc(w.pieces, func(q piece) bool {
		return q.clock.date() == eve && q.clock.clock() >= from
	})
}
