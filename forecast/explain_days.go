package forecast

import "time"

// DayPart is what made one day: its mean is the product of all numbers from
// Level on. Level is in contacts a day; the others are factors about 1.
type DayPart struct {
	Date     string // civil date at the series' place
	Mean     float64
	Level    float64 // of a day like the mean of the first week forecast
	Trend    float64 // how the level moves on from there
	Week     float64 // the weekday, as far as it is open
	Month    float64 // place in the month
	Year     float64 // place in the year
	Special  float64 // a holiday or event, or a day beside one, as learnt
	Day      string  // its name
	Override float64 // by what the planner changed what the statistics say
	By       string  // the name the planner gave
}

// Product returns the mean that the part explains.
func (p DayPart) Product() float64 {
	return p.Level * p.Trend * p.Week * p.Month * p.Year * p.Special * p.Override
}

// Days joins the parts of a forecast by day. Factors of a day are the means of
// its intervals', weighed by what comes in them; the weekday is what is left.
func (f Forecast) Days(zone *time.Location) []DayPart {
	if len(f.Parts) != len(f.Values) {
		return nil
	}
	var out []DayPart
	var levels []float64 // a day
	var weight float64
	for i, v := range f.Values {
		date := v.Start.In(zone).Format(time.DateOnly)
		if n := len(out); n == 0 || out[n-1].Date != date {
			out, weight = append(out, DayPart{Date: date, Trend: 1, Month: 1, Year: 1, Special: 1, Override: 1}), 0
			levels = append(levels, 0)
		}
		n := len(out) - 1
		p := f.Parts[i]
		out[n].Mean += v.Mean
		levels[n] += p.Level
		out[n].join(p, v.Mean, &weight)
	}
	level := daily(levels)
	for i := range out {
		p := &out[i]
		p.Level, p.Week = level, 1
		if q := p.Product(); q > 0 {
			p.Week = p.Mean / q
		}
	}
	return out
}

// daily returns the mean level of a day of the first week.
func daily(levels []float64) float64 {
	sum, n := 0.0, 0.0
	for _, s := range levels[:min(7, len(levels))] {
		sum += s
		n++
	}
	if n == 0 {
		return 0
	}
	return sum / n
}

// join takes one interval's part into the day's.
func (d *DayPart) join(p Part, mean float64, weight *float64) {
	*weight += mean
	share := 1.0
	if *weight > 0 {
		share = mean / *weight
	}
	for _, f := range []struct {
		to   *float64
		from float64
	}{{&d.Trend, p.Trend}, {&d.Month, p.Month}, {&d.Year, p.Year}, {&d.Special, p.Special}, {&d.Override, p.Override}} {
		*f.to += (f.from - *f.to) * share
	}
	if p.Day != "" {
		d.Day = p.Day
	}
	if p.By != "" {
		d.By = p.By
	}
}
