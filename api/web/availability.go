package web

import (
	"fmt"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
)

// weekday is a day of the week with its code in recurrence rules (RFC 5545).
type weekday struct{ Code, Name string }

var byDay = []string{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}

// weekdays lists the days of the week from Monday on.
func weekdays(lang string) []weekday {
	var out []weekday
	for i, code := range byDay {
		out = append(out, weekday{code, locale.Weekday(lang, time.Weekday((i+1)%7))})
	}
	return out
}

// availabilityWords says a recurrence to people: "cannot work Mon, Wed
// 08:00–12:00 until 31 Dec". A rule that is not weekly stands as it is written.
func availabilityWords(lang string, a desk.Availability) string {
	id := "availability.cannot"
	if a.Can {
		id = "availability.can"
	}
	days := a.Rule
	if list, ok := strings.CutPrefix(a.Rule, "FREQ=WEEKLY;BYDAY="); ok && !strings.Contains(list, ";") {
		days = list
		for _, d := range weekdays(lang) {
			days = strings.ReplaceAll(days, d.Code, d.Name)
		}
		days = strings.ReplaceAll(days, ",", ", ")
	}
	out := words(lang, id) + ": " + days
	if a.Span.From != 0 || a.Span.To != 24*60 {
		out += " " + a.Span.From.String() + "–" + a.Span.To.String()
	}
	if a.From != 0 {
		out += ", " + words(lang, "availability.since", "Date", locale.Day(lang, a.From))
	}
	if a.To != 0 {
		out += ", " + words(lang, "availability.till", "Date", locale.Day(lang, a.To-1))
	}
	return out
}

// addAvailability says when somebody can or cannot work.
func (s *site) addAvailability(v *visit) error {
	team, err := v.id("id")
	if err != nil {
		return err
	}
	agent := v.r.PathValue("agent")
	a, err := availabilityOf(v, agent)
	if err == nil {
		_, err = s.desk.AddAvailability(v.ctx(), team, a)
	}
	if err != nil {
		return s.again(v, err, (*site).showPerson)
	}
	return v.redirect(fmt.Sprintf("/teams/%d/people/%s#availability", team, agent), "saved")
}

// availabilityOf reads the form. An end that is not after the start is on the
// next day; midnight to midnight is the whole day.
func availabilityOf(v *visit, agent string) (roster.Availability, error) {
	if err := v.r.ParseForm(); err != nil {
		return roster.Availability{}, err
	}
	days := v.r.Form["day"]
	if len(days) == 0 {
		return roster.Availability{}, v.fault("days", "availability.no-days")
	}
	a := roster.Availability{Agent: agent, Rule: "FREQ=WEEKLY;BYDAY=" + strings.Join(days, ","), Can: v.text("can") == "yes"}
	var err error
	if a.Span.From, err = roster.ParseClock(v.text("start")); err != nil {
		return a, v.fault("days", "error.clock")
	}
	if a.Span.To, err = roster.ParseClock(v.text("end")); err != nil {
		return a, v.fault("days", "error.clock")
	}
	if a.Span.To <= a.Span.From {
		a.Span.To += 24 * 60
	}
	if a.From, err = v.date("first"); err != nil {
		return a, v.fault("days", "error.date")
	}
	last, err := v.date("last")
	if err != nil || last != 0 && last < a.From {
		return a, v.fault("days", "error.dates")
	}
	if last != 0 {
		a.To = last + 1
	}
	return a, nil
}

// removeAvailability takes it back.
func (s *site) removeAvailability(v *visit) error {
	return s.removeHere(v, s.desk.RemoveAvailability, "availability.removed")
}
