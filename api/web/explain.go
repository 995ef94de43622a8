package web

import (
	"cmp"
	"fmt"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/plan"
)

// explainPage says of a month's forecast what made it.
type explainPage struct {
	monthForecast
	Queues []explained
}

// explained is one queue: why this model, how good it is, what each day is of.
type explained struct {
	Name, Why string
	Chart     string
	Ahead     []forecast.Ahead
	Days      []explainedDay
	AHT       []ahtRow
	Remarks   []string // on the history
}

// explainedDay is one day with its factors as changes: +12 %, "" for none.
type explainedDay struct {
	Date                                   roster.Date
	Mean, Level                            float64
	Trend, Week, Month, Year, Special, Day string
	Override, By                           string
}

// ahtRow is the handle time to expect at one hour of the day, in minutes.
type ahtRow struct {
	Hour         int
	Weekday, Off float64 // Monday to Friday, Saturday and Sunday
}

// showExplain takes the newest forecast of a month apart.
func (s *site) showExplain(v *visit) error {
	m, err := s.monthForecast(v)
	if err != nil {
		return err
	}
	p := explainPage{monthForecast: m}
	if p.Forecast != nil {
		for _, q := range p.Forecast.Queues {
			e, err := explainQueue(v.lang, p.Team, q)
			if err != nil {
				return err
			}
			p.Queues = append(p.Queues, e)
		}
	}
	return s.render(v, "explain", p)
}

// explainQueue puts one queue's forecast into words, rows and a chart.
func explainQueue(lang string, team desk.TeamView, q plan.QueueForecast) (explained, error) {
	e := explained{Name: queueName(team, q.Queue), Why: whyWords(lang, q), Ahead: q.Ahead, AHT: ahtRows(q)}
	for _, n := range q.Notes {
		e.Remarks = append(e.Remarks, locale.Remark(n).Say(lang, cmp.Or(team.Definition.Zone, time.UTC)))
	}
	base := chartSeries{Kind: "base", Label: words(lang, "review.base")}
	mean := chartSeries{Kind: "said", Label: words(lang, "review.said")}
	c := chart{Label: words(lang, "review.day")}
	for _, d := range q.Days {
		date, err := roster.ParseDate(d.Date)
		if err != nil {
			return e, err
		}
		e.Days = append(e.Days, explainedDay{
			Date: date, Mean: d.Mean, Level: d.Level, Trend: moved(lang, d.Trend), Week: moved(lang, d.Week), Month: moved(lang, d.Month),
			Year: moved(lang, d.Year), Special: moved(lang, d.Special), Day: besideWords(lang, d.Day), Override: moved(lang, d.Override), By: d.By,
		})
		c.day(lang, date)
		mean.point(d.Mean, true)
		if d.Override > 0 {
			base.point(d.Mean/d.Override, true)
		} else {
			base.point(0, false)
		}
	}
	c.Series = []chartSeries{mean, base}
	text, err := c.text()
	e.Chart = text
	return e, err
}

// moved writes a factor as a change, nothing where it changes nothing.
func moved(lang string, factor float64) string {
	if factor > 0.995 && factor < 1.005 {
		return ""
	}
	return signedShare(lang, factor-1)
}

// besideWords names a special day, or says how a day lies to one.
func besideWords(lang, day string) string {
	name, lag := forecast.Beside(day)
	return locale.Beside(lang, name, lag)
}

// whyWords says why this model was taken, from the scores.
func whyWords(lang string, q plan.QueueForecast) string {
	chosen, ok := q.Chosen()
	switch {
	case q.Model == "borrowed":
		return words(lang, "explain.borrowed")
	case !ok || len(q.Scores) < 2:
		return words(lang, "explain.short", "Model", q.Model)
	}
	other := forecast.Score{}
	for _, s := range q.Scores { // the best but the one in use
		if !s.Chosen && (other.Model == "" || s.WAPE < other.WAPE) {
			other = s
		}
	}
	share := func(x float64) string { return locale.Percent(lang, x, 1) }
	return words(lang, "explain.why", "Model", chosen.Model, "Own", share(chosen.WAPE), "N", fmt.Sprint(chosen.Origins), "Best", other.Model, "Other", share(other.WAPE))
}

// ahtRows averages the handle times of the forecast by hour, nil where the
// history has none.
func ahtRows(q plan.QueueForecast) []ahtRow {
	var work, volume [2][24]float64
	for _, v := range q.Values {
		if v.AHT == 0 {
			continue
		}
		weekend := 0
		if d := v.Start.Weekday(); d == 0 || d == 6 {
			weekend = 1
		}
		weight := v.Mean + 1e-9
		work[weekend][v.Start.Hour()] += weight * v.AHT / 60
		volume[weekend][v.Start.Hour()] += weight
	}
	var out []ahtRow
	for h := range 24 {
		row := ahtRow{Hour: h}
		for i, to := range []*float64{&row.Weekday, &row.Off} {
			if volume[i][h] > 0 {
				*to = work[i][h] / volume[i][h]
			}
		}
		if row.Weekday > 0 || row.Off > 0 {
			out = append(out, row)
		}
	}
	return out
}
