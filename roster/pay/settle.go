package pay

import (
	"slices"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

// settleNorm moves work beyond the norm of the accounting period from plain
// time to overtime: the last plain minutes of the period, of which the first
// two hours cost less than the rest. Hours already paid double, and overtime
// already paid by the day, are not counted twice (RU Art. 152 part 3).
func (e *engine) settleNorm(entries []entry) []entry {
	rule := e.in.Pack.Pay.Summarised
	if rule == nil || e.in.Flags.Norm == nil {
		return entries
	}
	rates := slices.Concat([]string{rule.Base, rule.First, rule.Then}, rule.Paid)
	total, plain := 0, 0
	for _, x := range entries {
		if slices.Contains(rates, x.category) {
			total += x.minutes
		}
		if x.category == rule.Base {
			plain += x.minutes
		}
	}
	beyond := total - *e.in.Flags.Norm
	if beyond > 0 {
		e.forbid(rule.Code, "law.ru.104", rule.Article, 0)
	}
	over := beyond - (total - plain)
	if over <= 0 {
		return entries
	}
	return e.overtime(entries, rule, max(0, plain-over))
}

// overtime leaves the first minutes of plain time as they are and pays the
// rest as overtime.
func (e *engine) overtime(entries []entry, rule *law.Summarised, keep int) []entry {
	var out []entry
	at := 0 // plain minutes seen
	for _, x := range entries {
		if x.category != rule.Base {
			out = append(out, x)
			continue
		}
		for _, part := range parts(x.stretch, keep-at, keep+rule.FirstMinutes-at) {
			y := x
			y.stretch = part
			switch {
			case at >= keep+rule.FirstMinutes:
				y.category, y.percent, y.rule = rule.Then, e.percent(rule.Then), rule.Article
			case at >= keep:
				y.category, y.percent, y.rule = rule.First, e.percent(rule.First), rule.Article
			}
			out = append(out, y)
			at += part.minutes
		}
	}
	return out
}

// parts cuts a stretch after the given minutes, where they lie inside it.
func parts(s stretch, after ...int) []stretch {
	var out []stretch
	done := 0
	for _, n := range after {
		if n > done && n-done < s.minutes {
			out = append(out, stretch{s.at, s.clock, n - done})
			s, done = s.from(n-done), n
		}
	}
	return append(out, s)
}

// percent is the rate of a category of the pack.
func (e *engine) percent(category string) int {
	for _, p := range e.premiums {
		if p.Category == category {
			return p.Percent
		}
	}
	return 0
}

// settleWeeks pays overtime by the week: in each, the last minutes beyond so
// many (29 U.S.C. 207). No week makes up for another.
func (e *engine) settleWeeks(duties []roster.Duty) []entry {
	rule := e.in.Pack.Pay.Weekly
	if rule == nil {
		return nil
	}
	var out []entry
	for _, week := range e.weeks() {
		at := 0
		for _, s := range e.inWeek(duties, week) {
			// The whole of it counts, at no rate: BASE pays it.
			out = append(out, entry{s, rule.Work, 0, rule.Article})
			for _, part := range parts(s, rule.Over-at) {
				if at >= rule.Over {
					out = append(out, entry{part, rule.Overtime, rule.Percent, rule.Article})
				}
				at += part.minutes
			}
		}
	}
	return out
}

// weeks are the employer's weeks, or those from Monday that end in the period. A
// week is paid where it ends, so that each is paid once.
func (e *engine) weeks() []roster.Span {
	if e.in.Flags.Weeks != nil {
		return e.in.Flags.Weeks
	}
	var out []roster.Span
	for m := e.in.From.Monday(); m+7 <= e.in.To; m += 7 {
		out = append(out, roster.Span{Start: m.At(0, e.place), End: (m + 7).At(0, e.place)})
	}
	return out
}

// inWeek returns the work of the duties inside a week, cut at midnights.
func (e *engine) inWeek(duties []roster.Duty, week roster.Span) []stretch {
	var spans []roster.Span
	for _, d := range duties {
		if d.Kind == roster.Standby {
			continue
		}
		for _, s := range worked(d, e.in.Pack.Pay.PaidBreaks) {
			if s.Start.Before(week.Start) {
				s.Start = week.Start
			}
			s.End = earlier(s.End, week.End)
			if s.Start.Before(s.End) {
				spans = append(spans, s)
			}
		}
	}
	var out []stretch
	for _, p := range (borders{}).cut(stretches(spans, e.place)) {
		out = append(out, p.stretch)
	}
	return out
}
