package plan

import (
	"fmt"
	"slices"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/workspace"
)

// Forecast forecasts the month for every queue that has history or borrows it, in
// the order of the team's queues. Only history before the month is used.
func Forecast(ws *workspace.Workspace, month Month, quantiles []float64, progress func(Event)) ([]QueueForecast, error) {
	if err := CheckHistory(ws, month); err != nil {
		return nil, err
	}
	open := openHours(ws.Team)
	var out []QueueForecast
	for _, q := range forecastable(ws) {
		notify(progress, Event{Stage: Forecasting, Queue: q.ID})
		f, err := forecastQueue(ws, q, month, quantiles, open)
		if err != nil {
			return nil, roster.Errorf(roster.Invalid, "forecast: %w", err)
		}
		f.Values = whileOpen(f.Values, open)
		f.Notes = append(f.Notes, closedHours(ws.Team, month, f, open)...)
		days := f.Days(ws.Team.Zone)
		f.Parts = nil // told by day: a quarter of an hour's would fill books
		out = append(out, QueueForecast{Queue: q.ID, Forecast: f, Days: days})
	}
	return out, nil
}

// forecastable are the queues with history, and those that borrow it. History
// of a queue that the team does not list is one too: nothing is known of it but
// its name.
func forecastable(ws *workspace.Workspace) []roster.Queue {
	var out []roster.Queue
	for _, q := range ws.Team.Queues {
		if historyOf(ws, q.ID) != nil || q.Weekly > 0 {
			out = append(out, q)
		}
	}
	for _, s := range ws.History {
		if queueOf(ws.Team, s.Name).ID == "" {
			out = append(out, roster.Queue{ID: s.Name})
		}
	}
	return out
}

// historyOf finds a queue's history, nil where there is none.
func historyOf(ws *workspace.Workspace, queue string) *forecast.Series {
	for i, s := range ws.History {
		if s.Name == queue {
			return &ws.History[i]
		}
	}
	return nil
}

// forecastQueue forecasts one queue: from its own history, or else from that of
// the queue it is like.
func forecastQueue(ws *workspace.Workspace, q roster.Queue, month Month, quantiles []float64, open func(time.Time) bool) (forecast.Forecast, error) {
	from := month.From.At(0, ws.Team.Zone)
	horizon := month.To.At(0, ws.Team.Zone).Sub(from)
	own, like := historyOf(ws, q.ID), historyOf(ws, q.Like)
	o := forecast.Options{Quantiles: quantiles, Verdicts: ws.LeftOut, Explain: true}
	if q.NewHours {
		o.OpenHours = open
	}
	teacher := own
	if own == nil {
		teacher = like
	}
	if teacher == nil {
		return forecast.Forecast{}, roster.Errorf(roster.Invalid, "queue %s: it is to be like %s, which has no history either; import some of one of them", q.ID, q.Like)
	}
	o.Special = append(holidaysOf(ws.Team, *teacher, month.To), specialOf(ws.Team, ws.Events)...)
	if own == nil {
		return forecast.Borrow(q.ID, *like, float64(q.Weekly), from, horizon, o)
	}
	if like != nil && like.Interval == own.Interval {
		o.Like = like
	}
	return forecast.Run(*own, from, horizon, o)
}

// closedHours says at how many open hours nothing is expected because the queue
// was never open then: they may be meant to be so, or new.
func closedHours(team roster.Team, month Month, f forecast.Forecast, open func(time.Time) bool) []forecast.Note {
	if len(f.Values) == 0 {
		return nil
	}
	type hour struct {
		day   time.Weekday
		clock int
	}
	of := func(t time.Time) hour {
		t = t.In(team.Zone)
		return hour{t.Weekday(), t.Hour()*60 + t.Minute()}
	}
	seen := map[hour]bool{}
	for _, v := range f.Values {
		seen[of(v.Start)] = true
	}
	width := QueueForecast{Forecast: f}.width()
	n := forecast.Note{Code: "closed-hours"}
	for t, end := f.Values[0].Start, month.To.At(0, team.Zone); t.Before(end); t = t.Add(width) {
		if open(t) && !seen[of(t)] {
			if n.Count++; n.Count == 1 {
				n.From = t
			}
			n.To = t.Add(width)
		}
	}
	if n.Count == 0 {
		return nil
	}
	n.Text = fmt.Sprintf("the team is open for %d intervals at hours of the week at which this queue never was, and nothing is forecast for them; if contacts will come then, set estimate_new_hours of the queue", n.Count)
	return []forecast.Note{n}
}

// farthest is how many days after the end of its history a queue is forecast.
// By then a year's pattern has been seen at most once since, and a trend may
// have gone anywhere.
const farthest = 366

// CheckHistory returns an Invalid error for a month that a queue's history
// cannot speak of: it begins too late, or ended long ago.
func CheckHistory(ws *workspace.Workspace, month Month) error {
	for _, s := range ws.History {
		if len(s.Points) == 0 {
			return roster.Errorf(roster.Invalid, "queue %s: its history is empty; import some weeks before the month to be planned", s.Name)
		}
		first, last := roster.DateOf(firstPoint(s).In(ws.Team.Zone)), roster.DateOf(s.Points[len(s.Points)-1].Start.In(ws.Team.Zone))
		switch {
		case first >= month.From:
			return roster.Errorf(roster.Invalid, "queue %s: its history begins on %s, not before %s; import some weeks before the month to be planned",
				s.Name, first, month.From)
		case month.From-last > farthest:
			return roster.Errorf(roster.Invalid, "queue %s: its history ends on %s, %d days before %s, and a forecast reaches %d; import newer history, or plan an earlier month",
				s.Name, last, month.From-last, month.From, farthest)
		}
	}
	return nil
}

// firstPoint is when a history begins, the zero time where it is empty.
func firstPoint(s forecast.Series) time.Time {
	if len(s.Points) == 0 {
		return time.Time{}
	}
	return s.Points[0].Start
}

// SpecialDays returns the public holidays of a place from the beginning of a
// series' history to a date: the past ones teach what the coming ones do.
func SpecialDays(country, region string, s forecast.Series, to roster.Date) []forecast.SpecialDay {
	if len(s.Points) == 0 {
		return nil
	}
	var out []forecast.SpecialDay
	for _, h := range law.HolidaysOf(country, region, roster.DateOf(firstPoint(s)), to) {
		out = append(out, forecast.SpecialDay{Date: h.Date.String(), Name: h.Name, Kind: "holiday"})
	}
	return out
}

// holidaysOf are the holidays of a team. Where it keeps closed on them, days
// without contacts are as they should be and nothing to learn from or warn of.
func holidaysOf(team roster.Team, s forecast.Series, to roster.Date) []forecast.SpecialDay {
	out := SpecialDays(team.Country, team.Region, s, to)
	for i := range out {
		d, err := roster.ParseDate(out[i].Date)
		out[i].Closed = err == nil && closedOn(team, d)
	}
	return out
}

// specialOf joins the workspace's events with the days on which the team is closed.
func specialOf(team roster.Team, events []forecast.SpecialDay) []forecast.SpecialDay {
	out := append([]forecast.SpecialDay(nil), events...)
	for _, d := range team.ClosedDays {
		out = append(out, forecast.SpecialDay{Date: d.String(), Name: fmt.Sprintf("closed %s", d), Kind: "event", Closed: true})
	}
	return out
}

// whileOpen keeps the values of the hours in which the team is open. A queue that
// was never open at night, in a team that is, gets no work at night.
func whileOpen(values []forecast.Value, open func(time.Time) bool) []forecast.Value {
	return slices.DeleteFunc(values, func(v forecast.Value) bool { return !open(v.Start) })
}

// openHours tells when the team takes contacts.
func openHours(team roster.Team) func(time.Time) bool {
	closed := map[roster.Date]bool{}
	return func(t time.Time) bool {
		t = t.In(team.Zone)
		d := roster.DateOf(t)
		shut, known := closed[d]
		if !known {
			shut = closedOn(team, d)
			closed[d] = shut
		}
		return !shut && team.Open(d.Weekday(), roster.Clock(t.Hour()*60+t.Minute()))
	}
}

// closedOn reports whether the team keeps closed all day, holidays included.
func closedOn(team roster.Team, d roster.Date) bool {
	if len(team.Opening[d.Weekday()]) == 0 || contains(team.ClosedDays, d) {
		return true
	}
	if !team.ClosedHolidays {
		return false
	}
	for _, h := range law.HolidaysOf(team.Country, team.Region, d, d+1) {
		if h.Kind == law.Public {
			return true
		}
	}
	return false
}
