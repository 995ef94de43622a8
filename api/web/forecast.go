package web

import (
	"fmt"
	"html/template"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/report"
)

// forecastPage is what is expected of a month, and whom that needs.
type forecastPage struct {
	monthForecast
	Charts  template.HTML
	Needs   []needChart
	History []desk.HistorySpan
	Jobs    []desk.Job
}

// monthForecast is a month of a team and the newest forecast of it.
type monthForecast struct {
	Team                 desk.TeamView
	Month, Before, After plan.Month
	Forecast             *desk.Forecast // nil when there is none
}

// needChart is the requirement of one group, a chart a day.
type needChart struct {
	Group string
	Peak  int
	Hours float64 // of people, in the month
	Lead  int     // columns before the first day
	Days  []report.DayChart
}

// QueueName is what people call a queue.
func (p forecastPage) QueueName(id string) string { return queueName(p.Team, id) }

// showForecast shows the newest forecast of a month and its requirement.
func (s *site) showForecast(v *visit) error {
	m, err := s.monthForecast(v)
	if err != nil {
		return err
	}
	p := forecastPage{monthForecast: m}
	if p.Forecast != nil {
		if err := p.draw(v.lang); err != nil {
			return err
		}
	}
	if p.History, err = s.desk.HistorySpans(v.ctx(), p.Team.ID); err != nil {
		return err
	}
	if p.Jobs, err = s.running(v, p.Team.ID); err != nil {
		return err
	}
	return s.render(v, "forecast", p)
}

// monthForecast reads what the address asks for: next month if it names none.
func (s *site) monthForecast(v *visit) (m monthForecast, err error) {
	id, err := v.id("id")
	if err != nil {
		return m, err
	}
	if m.Team, err = s.desk.Team(v.ctx(), id); err != nil {
		return m, err
	}
	if m.Month, err = v.month(s.today(m.Team.Zone).NextMonth()); err != nil {
		return m, err
	}
	m.Before, m.After = around(m.Month)
	f, err := s.desk.LatestForecast(v.ctx(), id, m.Month)
	if roster.KindOf(err) == roster.NotFound {
		return m, nil
	}
	m.Forecast = &f
	return m, err
}

// around returns the months before and after one.
func around(m plan.Month) (before, after plan.Month) {
	first := (m.From - 1).MonthStart()
	return plan.Month{From: first, To: m.From}, plan.Month{From: m.To, To: m.To.NextMonth()}
}

// draw makes the charts of queues and of the requirement.
func (p *forecastPage) draw(lang string) error {
	team := p.Team.Definition
	var err error
	p.Charts, err = report.Section(&plan.Result{Team: team, Month: p.Month, Forecasts: p.Forecast.Queues}, lang, "forecast")
	if err != nil {
		return err
	}
	for _, g := range plan.Groups(team) {
		p.Needs = append(p.Needs, needChartOf(lang, team, p.Month, g.ID, p.Forecast.Needs))
	}
	return nil
}

// needChartOf draws what one group needs.
func needChartOf(lang string, team roster.Team, month plan.Month, group string, needs []plan.Need) needChart {
	r := &plan.Result{Team: team, Month: month}
	c := needChart{Group: group, Lead: (int(month.From.Weekday())+6)%7 + 1}
	for _, n := range needs {
		if n.Group != group {
			continue
		}
		r.Coverage = append(r.Coverage, plan.Cover{Start: n.Start, Minutes: team.Interval, Required: n.Agents})
		c.Hours += float64(n.Agents*team.Interval) / 60
	}
	c.Days, c.Peak = report.DayCharts(r, lang)
	return c
}

// startForecast has the month forecast in the background.
func (s *site) startForecast(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	month, err := plan.ParseMonth(v.text("month"))
	if err == nil {
		_, err = s.desk.StartForecast(v.ctx(), id, month)
	}
	if err != nil {
		return s.again(v, err, (*site).showForecast)
	}
	return v.redirect(fmt.Sprintf("/teams/%d/forecast?month=%s", id, month), "")
}
