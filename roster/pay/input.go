package pay

import (
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

// Kinds of duty that only payroll tells apart, besides those of package roster.
// A plain roster.Overtime is overtime on a holiday where its minutes fall on
// one, and else daily overtime.
const (
	DailyOvertime     roster.DutyKind = "daily_overtime"      // beyond the day's schedule
	HolidayOvertime   roster.DutyKind = "holiday_overtime"    // ordered on a holiday
	RestDaySubstitute roster.DutyKind = "rest_day_substitute" // rest-day work with another rest day given
)

// Input is one agent's duties of one pay period.
type Input struct {
	Pack     *law.Pack
	Team     roster.Team
	Agent    roster.Agent
	Contract roster.Contract
	// Duties may hold more than the period: only those that start in it are
	// paid, whole, even where they run into the next month. Weekly overtime
	// also counts the days before that belong to the first week.
	Duties []roster.Duty
	// Holidays are the dates that count as holidays; nil takes the calendar of
	// the pack for the team's region, tax-only days included.
	Holidays []roster.Date
	From, To roster.Date // half-open
	Flags    Flags
}

// Flags are what the employer has settled, or knows, beyond pack and duties.
// The zero value lets the pack decide.
type Flags struct {
	// Entitled overrides whether the person's starts change regularly
	// (HU Mt. 141); nil judges it by the ordinary duties of the period.
	Entitled *bool
	// Grounds are the legal bases of Sunday work; nil takes the team's.
	Grounds []string
	// DayStart is when the employer's day begins, where the pack lets him say.
	DayStart *roster.Clock
	// Night is the employer's night window, where the pack lets him say.
	Night *law.Window
	// RestDays are the person's own days off, work on which is paid double (RU).
	RestDays []roster.Date
	// PlanPerShift is the planned minutes of a duty; what is beyond is daily
	// overtime (RU). 0: duties are worked as planned.
	PlanPerShift int
	// ShortenNights takes the hour of RU Art. 96 off the plan of a night duty.
	ShortenNights bool
	// Norm is the norm of the accounting period, to be settled with these
	// duties (RU); nil where the period runs on.
	Norm *int
	// Weeks are the weeks of weekly overtime (US); nil takes every week from
	// Monday that ends in the period.
	Weeks []roster.Span
	// NoTimes leaves out the checks of breaks and daily hours.
	NoTimes bool
}

// place is where the law reads the clock: the agent's zone, else the team's.
func (in Input) place() *time.Location {
	switch {
	case in.Agent.Zone != nil:
		return in.Agent.Zone
	case in.Team.Zone != nil:
		return in.Team.Zone
	}
	return time.UTC
}

// grounds are the period's own, where payroll settled them, else the team's.
func (in Input) grounds() []string {
	if in.Flags.Grounds != nil {
		return in.Flags.Grounds
	}
	return in.Team.Grounds
}

// dayStart is when a Sunday or holiday begins. An employer's own hour counts only
// under a law that leaves it to him (HU Mt. 87).
func (in Input) dayStart() roster.Clock {
	if in.Flags.DayStart != nil && in.Pack.Pay.OwnDayStart {
		return *in.Flags.DayStart
	}
	return in.Pack.Pay.DayStart
}

// window is when a premium is due; the employer's night replaces the pack's where
// the law lets it (PL 151-7).
func (in Input) window(p law.Premium) *law.Window {
	if in.Flags.Night != nil && p.OwnWindow {
		return in.Flags.Night
	}
	return p.Window
}

// holidays returns the set of dates that count as holidays. It reaches a few
// days over the period, for duties that do.
func (in Input) holidays() map[roster.Date]bool {
	set := map[roster.Date]bool{}
	if in.Holidays != nil {
		for _, d := range in.Holidays {
			set[d] = true
		}
		return set
	}
	from, to := in.From-8, in.To+3
	region := in.Team.Region
	for _, h := range slices.Concat(in.Pack.Holidays(region, from, to), in.Pack.TaxHolidays(region, from, to)) {
		set[h.Date] = true
	}
	return set
}

// own returns the agent's duties of [from, to) in order of time.
func (in Input) own(from, to roster.Date) []roster.Duty {
	var out []roster.Duty
	for _, d := range in.Duties {
		if d.Agent == in.Agent.ID && d.Date >= from && d.Date < to {
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b roster.Duty) int { return a.Span.Start.Compare(b.Span.Start) })
	return out
}

// check refuses what would give wrong pay in silence.
func (in Input) check() error {
	switch {
	case in.Pack == nil:
		return roster.Errorf(roster.Invalid, "agent %s: no labour-law pack; name one in the contract", in.Agent.ID)
	case in.To <= in.From:
		return roster.Errorf(roster.Invalid, "the pay period ends on %s, before it begins on %s", in.To, in.From)
	}
	for _, d := range in.Duties {
		if d.Span.End.Before(d.Span.Start) {
			return roster.Errorf(roster.Invalid, "the duty of %s on %s ends before it starts; correct its end", d.Agent, d.Date)
		}
	}
	return nil
}
