package report

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/plan"
)

// queue shows the forecast of one queue.
type queue struct {
	Name, Model, Total string
	Band, WAPE         string // the levels of the bands; the error of the model in use
	Bars               []volumeBar
	Peak               string
	Week               []profileRow
	Hours              []int // columns of the week
	Scores             []scoreLine
	Notes              []string
}

// volumeBar is one day: the mean as a bar, the band as a line over it; all
// numbers are heights in percent.
type volumeBar struct {
	X                   int
	Mean, Low, High     int
	Label, Title, Class string
	Value               string
}

// profileRow is one weekday of the average week, a cell an hour.
type profileRow struct {
	Weekday string
	Cells   []heat
}

type scoreLine struct {
	Model, WAPE, Daily, MASE, Pinball, Coverage string
	Origins                                     int
	Chosen                                      bool
}

// queues shows the forecasts in the order of the team's queues.
func (v *view) queues() []queue {
	var out []queue
	for _, f := range v.Forecasts {
		q := queue{Name: v.queueName(f.Queue), Model: f.Model, Band: levels(f.Levels)}
		q.Bars, q.Peak, q.Total = v.volumeBars(f)
		q.Hours, q.Week = v.profile(f)
		for _, s := range f.Scores {
			q.Scores = append(q.Scores, v.scoreLine(s))
			if s.Chosen {
				q.WAPE = v.percent(s.WAPE)
			}
		}
		for _, n := range f.Notes {
			q.Notes = append(q.Notes, locale.Remark(n).Say(v.lang, v.Team.Zone))
		}
		out = append(out, q)
	}
	return out
}

func (v *view) queueName(id string) string {
	for _, q := range v.Team.Queues {
		if q.ID == id && q.Name != "" {
			return q.Name
		}
	}
	return id
}

func (v *view) scoreLine(s forecast.Score) scoreLine {
	return scoreLine{
		Model: s.Model, WAPE: v.percent(s.WAPE), Daily: v.percent(s.DailyWAPE),
		MASE: v.number(s.MASE, 2), Pinball: v.number(s.Pinball, 2), Coverage: v.percent(s.Coverage),
		Origins: s.Origins, Chosen: s.Chosen,
	}
}

// levels names the outermost quantiles: "p10–p90".
func levels(all []float64) string {
	if len(all) < 2 {
		return ""
	}
	return fmt.Sprintf("p%.0f–p%.0f", 100*all[0], 100*all[len(all)-1])
}

// volume is a day's contacts: the mean and the sums of the lowest and highest level.
type volume struct{ mean, low, high float64 }

// volumeBars draws the days of the month. The band of a day is the sum of its
// hours' bands, which is wide: hours do not all go wrong the same way.
func (v *view) volumeBars(f plan.QueueForecast) (bars []volumeBar, peak, total string) {
	days := make([]volume, len(v.dates))
	most, sum := 1.0, 0.0
	for _, x := range f.Values {
		d := roster.DateOf(x.Start.In(v.Team.Zone))
		if !v.Month.Contains(d) {
			continue
		}
		a := &days[d-v.Month.From]
		low, high := band(x)
		a.mean, a.low, a.high = a.mean+x.Mean, a.low+low, a.high+high
		most, sum = max(most, a.high, a.mean), sum+x.Mean
	}
	for i, a := range days {
		bars = append(bars, v.volumeBar(i, a, most))
	}
	return bars, v.number(most, 0), v.number(sum, 0)
}

// band returns the lowest and the highest quantile of an interval.
func band(x forecast.Value) (low, high float64) {
	if len(x.Quantiles) == 0 {
		return x.Mean, x.Mean
	}
	return x.Quantiles[0], x.Quantiles[len(x.Quantiles)-1]
}

func (v *view) volumeBar(i int, a volume, most float64) volumeBar {
	d := v.dates[i]
	scale := func(x float64) int { return int(100*x/most + 0.5) }
	return volumeBar{
		X: i * 10, Mean: scale(a.mean), Low: scale(a.low), High: scale(a.high),
		Label: strconv.Itoa(d.Time().Day()), Class: v.dayClass(d), Value: v.number(a.mean, 0),
		Title: fmt.Sprintf("%s: %s (%s–%s)", locale.Date(v.lang, d), v.number(a.mean, 0), v.number(a.low, 0), v.number(a.high, 0)),
	}
}

// Y is the top of the bar in a drawing 100 high.
func (b volumeBar) Y() int { return 100 - b.Mean }

// TextX is the middle of the bar, under which the day stands.
func (b volumeBar) TextX() int { return b.X + 4 }

// ValueX is the base line of the number that stands upright in the bar, left
// of the line of the band.
func (b volumeBar) ValueX() string { return num(float64(b.X) + 4.4) }

// Band is the path of the line from low to high.
func (b volumeBar) Band() string {
	return fmt.Sprintf("M%d %dV%dm-1.5 0h3m-3 %dh3", b.X+6, 100-b.Low, 100-b.High, b.High-b.Low)
}

// profile averages the month by weekday and hour, holidays left out.
func (v *view) profile(f plan.QueueForecast) (hours []int, rows []profileRow) {
	var sum [7][24]float64
	var days [7][24]map[roster.Date]bool
	from, to, most := 24, -1, 0.0
	for _, x := range f.Values {
		t := x.Start.In(v.Team.Zone)
		d := roster.DateOf(t)
		if v.holidays[d] != "" {
			continue
		}
		w, h := t.Weekday(), t.Hour()
		if days[w][h] == nil {
			days[w][h] = map[roster.Date]bool{}
		}
		days[w][h][d] = true
		sum[w][h] += x.Mean
		from, to = min(from, h), max(to, h)
	}
	for w := range sum {
		for h := range sum[w] {
			sum[w][h] /= float64(max(len(days[w][h]), 1))
			most = max(most, sum[w][h])
		}
	}
	for h := from; h <= to; h++ {
		hours = append(hours, h)
	}
	for i := range 7 {
		w := time.Weekday((i + 1) % 7)
		row := profileRow{Weekday: locale.Weekday(v.lang, w)}
		for _, h := range hours {
			row.Cells = append(row.Cells, v.profileCell(sum[w][h], most, len(days[w][h]) > 0))
		}
		rows = append(rows, row)
	}
	return hours, rows
}

// profileCell writes small volumes with a decimal: an hour of 0.4 contacts is
// not an hour without any. Hours at which the queue is closed stay empty.
func (v *view) profileCell(mean, most float64, open bool) heat {
	if !open {
		return heat{}
	}
	decimals := 0
	if mean < 9.95 && most < 100 {
		decimals = 1
	}
	text := v.number(mean, decimals)
	if mean < 0.05 {
		text = strings.TrimRight(text, ".,0") + "0"
	}
	return heat{Text: text, Level: 1 + int(7*share(mean, most))}
}
