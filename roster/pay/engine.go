package pay

import (
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

// Categories that every pack has.
const (
	// Base is plain paid time, paid breaks included, whatever it earns besides.
	Base = "BASE"
	// StandbyTime is time on call for which the pack names no premium.
	StandbyTime = "STANDBY"
)

const noPlan = -1

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

// engine is one run of Lines: the input, and what is looked up once.
type engine struct {
	in       Input
	place    *time.Location
	premiums []law.Premium // those in force in the period
	dayStart roster.Clock
	holidays map[roster.Date]bool
	restDays map[roster.Date]bool
	grounds  []string
	entitled bool
	findings []law.Finding
}

// entry is pay for one piece of work, before lines are added up.
type entry struct {
	stretch
	category string
	percent  int
	rule     string
}

func newEngine(in Input) *engine {
	e := &engine{
		in: in, place: in.place(), dayStart: in.dayStart(),
		holidays: in.holidays(), restDays: map[roster.Date]bool{}, grounds: in.grounds(),
	}
	for _, d := range in.Flags.RestDays {
		e.restDays[d] = true
	}
	for _, p := range in.Pack.Pay.Premiums {
		if p.Valid(in.From) {
			e.premiums = append(e.premiums, p)
		}
	}
	e.entitled = Entitled(in)
	return e
}

// duty returns what one duty earns, in order of time.
func (e *engine) duty(d roster.Duty) []entry {
	pay := e.in.Pack.Pay
	work := stretches(worked(d, pay.PaidBreaks), e.place)
	plan := e.plan(d, work)
	w := e.read(d, e.borders(plan).cut(work), plan)
	var out []entry
	for _, p := range w.pieces {
		for _, r := range e.earned(w, p) {
			out = append(out, entry{p.stretch, r.Category, r.Percent, r.Article})
		}
	}
	e.check(d, work)
	return slices.Concat(out, e.base(d, len(out) > 0))
}

// base returns the plain time of a duty. Where the pack has a category of its
// own for it, only paid breaks are left, which nothing else pays. Standby is
// not work: it has a premium or none, but no base.
func (e *engine) base(d roster.Duty, paid bool) []entry {
	pay := e.in.Pack.Pay
	spans := worked(d, true)
	category, percent := Base, 100
	switch {
	case d.Kind == roster.Standby && paid:
		return nil
	case d.Kind == roster.Standby:
		category, percent = StandbyTime, 0
	case pay.OwnBase:
		spans = paidBreaks(d)
	}
	var out []entry
	for _, p := range (borders{}).cut(stretches(spans, e.place)) {
		out = append(out, entry{p.stretch, category, percent, "contract"})
	}
	return out
}

// paidBreaks returns the spans of a duty that are paid and not work.
func paidBreaks(d roster.Duty) []roster.Span {
	var out []roster.Span
	for _, b := range d.Breaks {
		if b.Paid {
			out = append(out, b.Span)
		}
	}
	return out
}

// plan returns the planned minutes of a duty, noPlan where it was worked as
// planned. Called in as overtime, nothing of it was planned. A night duty is
// planned an hour shorter (RU Art. 96), and a finding tells when it was not.
func (e *engine) plan(d roster.Duty, work []stretch) int {
	rule := e.in.Pack.Pay.Plan
	switch {
	case rule == nil:
		return noPlan
	case d.Kind == roster.Overtime || d.Kind == DailyOvertime:
		return 0
	case e.in.Flags.PlanPerShift == 0:
		return noPlan
	}
	plan := e.in.Flags.PlanPerShift
	total := sum(work)
	if e.in.Flags.ShortenNights && e.nightMinutes(work)*2 >= total {
		plan = max(0, plan-rule.NightLess)
		if total > plan {
			e.forbid(rule.Code, "law.ru.96", rule.Article, d.Date)
		}
	}
	return plan
}

// nightMinutes returns how much of the work lies in the pack's legal night.
func (e *engine) nightMinutes(work []stretch) int {
	night := e.in.Pack.Night.Window
	n := 0
	for _, p := range (borders{clocks: []roster.Clock{night.From, night.To}}).cut(work) {
		if night.Holds(p.clock.clock()) {
			n += p.minutes
		}
	}
	return n
}

// sum is the minutes of stretches; what the clocks do does not matter to it.
func sum(work []stretch) int {
	n := 0
	for _, s := range work {
		n += s.minutes
	}
	return n
}

// forbid adds a finding of what the law forbids; 0 is the period as a whole.
func (e *engine) forbid(code, text, source string, on roster.Date) {
	e.findings = append(e.findings, law.Finding{
		Severity: law.Forbidden, Rule: code, Text: text, Source: source, Agent: e.in.Agent.ID, Date: on,
	})
}
