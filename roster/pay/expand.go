package pay

import (
	"slices"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

// caseKinds translates the words of the Hungarian cases; elsewhere flags say
// what a duty was, and every duty is an ordinary one.
var caseKinds = map[string]roster.DutyKind{
	"":                      roster.Ordinary,
	"ot_daily":              DailyOvertime,
	"ot_restday":            roster.RestDayWork,
	"ot_restday_substitute": RestDaySubstitute,
	"ot_holiday":            HolidayOvertime,
}

// duties expands the shift groups into duties, in order of time.
func (c workedCase) duties() []roster.Duty {
	var out []roster.Duty
	for _, g := range c.Groups {
		for _, d := range g.Dates {
			out = append(out, c.duty(g, d))
		}
	}
	slices.SortStableFunc(out, func(a, b roster.Duty) int { return a.Span.Start.Compare(b.Span.Start) })
	return out
}

// duty makes one duty of a shift group. Times without a date follow the start: an
// end at or before it is on the next day.
func (c workedCase) duty(g shiftGroup, d roster.Date) roster.Duty {
	end := g.End
	if end <= g.Start {
		end += day
	}
	duty := roster.Duty{Agent: c.ID, Date: d, Kind: c.kind(g.Kind), Span: roster.Span{Start: d.At(g.Start, c.place), End: d.At(end, c.place)}}
	for _, b := range g.Breaks {
		from, to, _ := breakClocks(b) // read once already
		if from < g.Start {
			from += day
		}
		if to <= g.Start {
			to += day
		}
		span := roster.Span{Start: d.At(from, c.place), End: d.At(to, c.place)}
		duty.Breaks = append(duty.Breaks, roster.BreakSpan{Span: span, Paid: c.BreaksPaid})
	}
	return duty
}

func (c workedCase) kind(word string) roster.DutyKind {
	if c.Jurisdiction != "HU" {
		return roster.Ordinary
	}
	if k, ok := caseKinds[word]; ok {
		return k
	}
	return roster.DutyKind(word)
}

func breakClocks(s string) (from, to roster.Clock, err error) {
	a, b, _ := strings.Cut(s, "-")
	if from, err = roster.ParseClock(a); err != nil {
		return 0, 0, err
	}
	to, err = roster.ParseClock(b)
	return from, to, err
}

// wallTime reads "2026-03-28T20:00", seconds allowed, or a date alone.
func wallTime(s string) (roster.Date, roster.Clock, error) {
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05", "2006-01-02 15:04", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return roster.DateOf(t), roster.Clock(t.Hour()*60 + t.Minute()), nil
		}
	}
	return 0, 0, roster.Errorf(roster.Invalid, "%q is no local time; write it as 2026-03-28T20:00", s)
}

// input is the case as payroll would be asked. The days of the case are its period.
func (c workedCase) input() Input {
	in := Input{Pack: c.pack, Duties: c.duties(), Flags: c.flags()}
	in.Agent = roster.Agent{ID: c.ID, Zone: c.place}
	in.Team = roster.Team{Zone: c.place, Country: c.pack.Country, Region: c.Region}
	for i, d := range in.Duties {
		if i == 0 || d.Date < in.From {
			in.From = d.Date
		}
		in.To = max(in.To, d.Date+1)
	}
	if len(in.Duties) == 0 {
		in.To = in.From + 1
	}
	if c.Holidays != nil {
		in.Holidays = append([]roster.Date{}, *c.Holidays...) // an empty list is not nil: no holidays
		if c.Jurisdiction == "DE" {                           // a tax rule: elsewhere it means nothing
			in.Holidays = append(in.Holidays, c.TaxOnly...)
		}
	}
	return in
}

// flags turns a case's settings into the engine's.
func (c workedCase) flags() Flags {
	f := c.Flags
	out := Flags{
		Grounds: append([]string{}, f.Grounds...), DayStart: f.DayStart, RestDays: f.RestDays,
		PlanPerShift: f.PlanPerShift, ShortenNights: f.Art96 == "shorten", Norm: f.Norm,
		NoTimes: f.CheckBreaks != nil && !*f.CheckBreaks,
	}
	if entitled, ok := f.ShiftEntitled.(bool); ok {
		out.Entitled = &entitled
	}
	if len(f.Night) == 2 {
		out.Night = &law.Window{From: f.Night[0], To: f.Night[1]}
	}
	if f.WeekStart != "" {
		d, clock, _ := wallTime(f.WeekStart)
		out.Weeks = []roster.Span{{Start: d.At(clock, c.place), End: (d + 7).At(clock, c.place)}}
	}
	return out
}
