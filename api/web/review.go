package web

import (
	"fmt"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
)

// reviewPage holds forecasts against what came.
type reviewPage struct {
	Team   desk.TeamView
	Alarms []alarmLine // not yet seen
	Seen   []alarmLine
	Queues []queueReview
}

// alarmLine is one alarm in words.
type alarmLine struct {
	desk.Alarm
	Text string
}

// queueReview is one queue.
type queueReview struct {
	Name  string
	Chart string
	Wide  bool // the planner's word made a difference
	Days  []reviewDay
	Ahead []reviewWeek
	Weeks []reviewWeek
}

type reviewDay struct {
	Date                        roster.Date
	Came, Said, Base, Low, High float64
	Off                         string
	Late                        bool
}

type reviewWeek struct {
	forecast.WeekReview
	Date roster.Date
	Bias string
}

// showReview shows how the kept forecasts did.
func (s *site) showReview(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	p := reviewPage{}
	if p.Team, err = s.desk.Team(v.ctx(), id); err != nil {
		return err
	}
	alarms, err := s.desk.Alarms(v.ctx(), id, desk.Page{Limit: 50})
	if err != nil {
		return err
	}
	for _, a := range alarms {
		line := alarmLine{a, alarmText(v.lang, p.Team, a)}
		if a.Seen.IsZero() {
			p.Alarms = append(p.Alarms, line)
		} else {
			p.Seen = append(p.Seen, line)
		}
	}
	all, err := s.desk.ForecastReview(v.ctx(), id, 0, 0)
	if err != nil {
		return err
	}
	for _, r := range all {
		q, err := newQueueReview(v.lang, p.Team, r)
		if err != nil {
			return err
		}
		p.Queues = append(p.Queues, q)
	}
	return s.render(v, "review", p)
}

// alarmText says what an alarm is about.
func alarmText(lang string, team desk.TeamView, a desk.Alarm) string {
	message := "review.alarm-less"
	if a.More {
		message = "review.alarm-more"
	}
	return words(lang, message, "Queue", queueName(team, a.Queue), "Since", locale.Day(lang, a.Since), "By", signedShare(lang, a.OffBy))
}

// queueName is a queue's name for people.
func queueName(team desk.TeamView, id string) string {
	for _, q := range team.Definition.Queues {
		if q.ID == id && q.Name != "" {
			return q.Name
		}
	}
	return id
}

// newQueueReview puts a review into rows and a chart.
func newQueueReview(lang string, team desk.TeamView, r forecast.Review) (queueReview, error) {
	q := queueReview{Name: queueName(team, r.Series)}
	for _, d := range r.Days {
		row := reviewDay{Date: roster.DateOf(d.Date), Came: d.Came, Said: d.Said, Base: d.Base, Low: d.Low, High: d.High, Late: d.Late}
		if d.Came > 0 {
			row.Off = signedShare(lang, (d.Said-d.Came)/d.Came)
		}
		q.Wide = q.Wide || differs(d.Base, d.Said)
		q.Days = append(q.Days, row)
	}
	for _, w := range r.Ahead {
		q.Ahead = append(q.Ahead, reviewWeek{WeekReview: w, Bias: signedShare(lang, w.Bias())})
	}
	for _, w := range r.Weeks {
		q.Weeks = append(q.Weeks, reviewWeek{w, roster.DateOf(w.Week), signedShare(lang, w.Bias())})
	}
	text, err := q.chart(lang).text()
	q.Chart = text
	return q, err
}

func differs(a, b float64) bool { return a-b > 0.05 || b-a > 0.05 }

// chart draws the days.
func (q queueReview) chart(lang string) chart {
	kinds := []string{"low", "high", "said", "came"}
	if q.Wide {
		kinds = append(kinds, "base")
	}
	c := chart{Label: words(lang, "review.day")}
	for _, k := range kinds {
		c.Series = append(c.Series, chartSeries{Kind: k, Label: words(lang, "review."+k)})
	}
	for i, d := range q.Days {
		if i > 0 { // days without history are gaps
			for gap := q.Days[i-1].Date + 1; gap < d.Date; gap++ {
				c.day(lang, gap)
				for k := range c.Series {
					c.Series[k].point(0, false)
				}
			}
		}
		c.day(lang, d.Date)
		for k, v := range []float64{d.Low, d.High, d.Said, d.Came, d.Base}[:len(c.Series)] {
			c.Series[k].point(v, k > 1 || d.High > 0)
		}
	}
	return c
}

// seeAlarm keeps that an alarm was seen.
func (s *site) seeAlarm(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	a, err := s.desk.SeeAlarm(v.ctx(), id)
	if err != nil {
		return err
	}
	return v.redirect(fmt.Sprintf("/teams/%d/forecast/review", a.Team), "")
}
