package web

import (
	"strconv"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/report"
)

// myPage is an agent's own month.
type myPage struct {
	desk.MyMonth
	Month         plan.Month
	Before, After plan.Month
	Today         roster.Date
	Next          *desk.Duty // the duty that is on or comes next
	Weeks         [][]myDay
	Minutes       int
	Zone          *time.Location // the agent's clock
	classes       map[string]string
}

// myDay is a day of the agent's calendar; the zero value fills a week.
type myDay struct {
	Date   roster.Date
	Day    string
	Class  string // "we", "hol", "today"
	Title  string
	Duty   *desk.Duty
	Shift  string // the colour of the duty
	Away   string
	Wishes []string
}

// showMyMonth is the agent's first page.
func (s *site) showMyMonth(v *visit) error {
	month, err := v.month(roster.DateOf(s.desk.Now()))
	if err != nil {
		return err
	}
	mine, err := s.desk.MyMonth(v.ctx(), month.From, month.To)
	if err != nil {
		return err
	}
	p := newMyPage(v.lang, mine, month, s.today(mine.Team.Zone), s.desk.Now())
	if p.Next == nil { // it may lie beyond the month that is shown
		coming, err := s.desk.MyMonth(v.ctx(), p.Today, p.Today+60)
		if err != nil {
			return err
		}
		p.Next = nextDuty(coming.Duties, s.desk.Now())
	}
	return s.render(v, "my", p)
}

// clockOf is where an agent's clock is.
func clockOf(mine desk.MyMonth) *time.Location {
	if mine.Agent.Zone != nil {
		return mine.Agent.Zone
	}
	return mine.Team.Definition.Zone
}

func newMyPage(lang string, mine desk.MyMonth, month plan.Month, today roster.Date, now time.Time) *myPage {
	p := &myPage{MyMonth: mine, Month: month, Today: today, Zone: clockOf(mine), classes: map[string]string{}}
	p.Before, p.After = around(month)
	for _, s := range mine.Team.Definition.Shifts {
		p.classes[s.Code] = report.ShiftClass(s)
	}
	if now.After(month.From.At(0, time.UTC)) || today.NextMonth() == month.From {
		p.Next = nextDuty(mine.Duties, now)
	}
	p.lay(lang)
	return p
}

// nextDuty returns the first duty that is not over.
func nextDuty(duties []desk.Duty, now time.Time) *desk.Duty {
	for i, d := range duties {
		if d.Span.End.After(now) && !d.Cancelled {
			return &duties[i]
		}
	}
	return nil
}

// lay puts the days into weeks from Monday to Sunday.
func (p *myPage) lay(lang string) {
	days := make([]myDay, p.Month.Days())
	for i := range days {
		days[i] = p.day(p.Month.From + roster.Date(i))
	}
	for _, h := range law.HolidaysOf(p.Team.Definition.Country, p.Team.Definition.Region, p.Month.From, p.Month.To) {
		d := &days[h.Date-p.Month.From]
		d.Class, d.Title = joined("hol", " ", d.Class), h.Local
	}
	p.fill(lang, days)
	week := make([]myDay, (int(p.Month.From.Weekday())+6)%7)
	for _, d := range days {
		if week = append(week, d); len(week) == 7 {
			p.Weeks, week = append(p.Weeks, week), nil
		}
	}
	if len(week) > 0 {
		p.Weeks = append(p.Weeks, append(week, make([]myDay, 7-len(week))...))
	}
}

func (p *myPage) day(d roster.Date) myDay {
	out := myDay{Date: d, Day: strconv.Itoa(d.Time().Day())}
	if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
		out.Class = "we"
	}
	if d == p.Today {
		out.Class = joined(out.Class, " ", "today")
	}
	return out
}

// fill puts duties, absences and wishes on their days.
func (p *myPage) fill(lang string, days []myDay) {
	at := func(d roster.Date) *myDay {
		if !p.Month.Contains(d) {
			return new(myDay)
		}
		return &days[d-p.Month.From]
	}
	for i, d := range p.Duties {
		if d.Cancelled || !p.Month.Contains(d.Date) {
			continue
		}
		day := at(d.Date)
		day.Duty, day.Shift = &p.Duties[i], p.Class(d.Shift)
		p.Minutes += d.PaidMinutes()
	}
	for _, a := range p.Absences {
		for d := a.From; d < a.To; d++ {
			if a.State == "approved" || a.State == "requested" {
				at(d).Away = absenceKind(lang, a.Kind)
			}
		}
	}
	for _, w := range p.Wishes {
		day := at(w.Date)
		day.Wishes = append(day.Wishes, wishWords(lang, w))
	}
}

// Offers counts the swaps of others that the agent may look at.
func (p *myPage) Offers() (n int) {
	for _, x := range p.Swaps {
		if x.State == roster.Offered && x.Agent != p.Agent.ID {
			n++
		}
	}
	return n
}

// Coming are the duties of the month from today on.
func (p *myPage) Coming() []desk.Duty { return p.listed(true) }

// Past are the duties of the month before today.
func (p *myPage) Past() []desk.Duty { return p.listed(false) }

func (p *myPage) listed(coming bool) (out []desk.Duty) {
	for _, d := range p.Duties {
		if !d.Cancelled && (d.Date >= p.Today) == coming {
			out = append(out, d)
		}
	}
	return out
}

// Class is the colour of a shift type.
func (p *myPage) Class(code string) string {
	if c := p.classes[code]; c != "" {
		return c
	}
	return "k-other"
}

// Weekdays are the heads of the calendar's columns.
func (p *myPage) Weekdays(lang string) []string {
	var out []string
	for i := range 7 {
		out = append(out, locale.Weekday(lang, time.Weekday((i+1)%7)))
	}
	return out
}
