package forecast

import (
	"fmt"
	"math"
	"time"
)

// Doubt is something about later history that looks like a mistake.
type Doubt struct {
	Code  string        // less, more, shifted, emptied, no-aht, gap
	Text  string        // in words
	Ratio float64       // less, more: of the contacts to what was known, or usual at these hours
	Shift time.Duration // shifted: by how much too late (or, below 0, too early) it seems to be
	Count int           // intervals concerned; gap: days without any
}

const (
	fewContacts  = 100 // of which nothing can be said
	someRows     = 24  // that can be compared one by one
	muchLess     = 0.6
	someEmptied  = 12                     // intervals
	longGap      = 7                      // days, between what is known and what comes
	lookBack     = 8 * 7 * day            // for what is usual
	farthestAway = 14 * time.Hour         // of two zones
	nearestAway  = 30 * time.Minute       // of two zones that differ
	weekOf       = 7 * 24 * time.Hour     // slots of a profile
	shiftedWrong = 0.1                    // share of the contacts at a wrong time, before a shift is looked for
	shiftedRight = 0.5                    // of which the shift explains
	dailyMinutes = int(day / time.Minute) // of a clock's day
)

// doubts looks at later history as a planner would.
func doubts(known, later Series, c Correction) []Doubt {
	if len(known.Points) == 0 || len(later.Points) == 0 {
		return nil
	}
	var out []Doubt
	p := usualOf(known, later)
	if r := ratioOf(p, later, c); r > 0 && r <= muchLess {
		out = append(out, Doubt{Code: "less", Ratio: r, Count: c.Rows})
	} else if r*muchLess >= 1 {
		out = append(out, Doubt{Code: "more", Ratio: r, Count: c.Rows})
	}
	if by := p.shift(later); by != 0 {
		out = append(out, Doubt{Code: "shifted", Shift: by, Count: c.Rows})
	}
	if c.emptied >= someEmptied {
		out = append(out, Doubt{Code: "emptied", Count: c.emptied})
	}
	if c.lost > 0 {
		out = append(out, Doubt{Code: "no-aht", Count: c.lost})
	}
	if n := p.daysBetween(known.Points[len(known.Points)-1].Start, later.Points[0].Start); n > longGap {
		out = append(out, Doubt{Code: "gap", Count: n})
	}
	for i := range out {
		out[i].Text = out[i].words()
	}
	return out
}

// words say what looks wrong.
func (d Doubt) words() string {
	switch d.Code {
	case "less", "more":
		return fmt.Sprintf("%.0f %% of the contacts that were known or usual at these hours", 100*d.Ratio)
	case "shifted":
		side := "later"
		if d.Shift < 0 {
			side = "earlier"
		}
		return fmt.Sprintf("the times of day lie %s %s than before, as if written in another time zone", clockText(d.Shift.Abs()), side)
	case "emptied":
		return fmt.Sprintf("%d intervals that had contacts have none", d.Count)
	case "no-aht":
		return fmt.Sprintf("%d intervals lose their handle time, which this history does not tell", d.Count)
	default:
		return fmt.Sprintf("%d days without any interval lie between what is known and this", d.Count)
	}
}

// clockText writes a length of time as hours and minutes.
func clockText(d time.Duration) string {
	return fmt.Sprintf("%d:%02d h", int(d.Hours()), int(d.Minutes())%60)
}

// ratioOf is the ratio of later history to what was known of the same
// intervals, or where that is too little to what was usual at their hours of the
// week; 0 when neither tells.
func ratioOf(p usual, later Series, c Correction) float64 {
	if c.Changed+c.Same >= someRows {
		if max(c.Before, c.After) < fewContacts {
			return 0
		}
		return c.After / math.Max(c.Before, 1)
	}
	came, expected := 0.0, 0.0
	for _, pt := range later.Points {
		came += pt.Volume
		expected += p.at(p.slot(pt.Start))
	}
	if len(later.Points) < someRows || expected == 0 || max(came, expected) < fewContacts {
		return 0
	}
	return came / expected
}

// usual is the mean of every interval of the week on the clock, of what was
// known shortly before later history begins and while it lasts.
type usual struct {
	zone *time.Location
	step int       // minutes
	mean []float64 // 0 where nothing was known
}

func usualOf(known, later Series) usual {
	p := usual{zone: known.Zone, step: int(known.Interval / time.Minute)}
	p.mean = make([]float64, int(weekOf/time.Minute)/p.step)
	counts := make([]int, len(p.mean))
	from, until := later.Points[0].Start.Add(-lookBack), later.Points[len(later.Points)-1].Start
	for _, pt := range known.Points {
		if pt.Start.Before(from) || pt.Start.After(until) {
			continue
		}
		i := p.slot(pt.Start)
		p.mean[i] += pt.Volume
		counts[i]++
	}
	for i, n := range counts {
		if n > 0 {
			p.mean[i] /= float64(n)
		}
	}
	return p
}

// slot is the interval of the week that the clock shows.
func (p usual) slot(t time.Time) int {
	t = t.In(p.zone)
	return (int(t.Weekday())*dailyMinutes + t.Hour()*60 + t.Minute()) / p.step
}

// daysBetween counts the dates between two instants, without theirs.
func (p usual) daysBetween(a, b time.Time) int {
	date := func(t time.Time) time.Time {
		y, m, d := t.In(p.zone).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(date(b).Sub(date(a))/day) - 1
}

func (p usual) at(slot int) float64 {
	n := len(p.mean)
	return p.mean[(slot%n+n)%n]
}

// shift tells by how much the hours of the day of later history lie too late,
// 0 when they do not. Its days are added up, so that chance evens out, and held
// against the usual ones of the same weekdays: a shift is told when much comes
// at unusual times and moving all of it explains most of that.
func (p usual) shift(later Series) time.Duration {
	if 60%p.step != 0 {
		return 0
	}
	came, weekdays := make([]float64, dailyMinutes/p.step), make([]int, 7)
	total, last := 0.0, 0
	for _, pt := range later.Points {
		t := pt.Start.In(p.zone)
		came[p.slot(t)%len(came)] += pt.Volume
		total += pt.Volume
		if date := t.Year()*1000 + t.YearDay(); date != last {
			last = date
			weekdays[t.Weekday()]++
		}
	}
	now := p.wrong(came, weekdays, total, 0)
	if total < fewContacts || now < shiftedWrong {
		return 0
	}
	step := int(nearestAway / time.Minute)
	if step%p.step != 0 {
		step = 60
	}
	best, by := now*shiftedRight, 0
	for s := step; s <= int(farthestAway/time.Minute); s += step {
		for _, signed := range []int{s, -s} {
			if w := p.wrong(came, weekdays, total, signed); w < best {
				best, by = w, signed
			}
		}
	}
	return time.Duration(by) * time.Minute
}

// wrong is the share of the contacts that came at another time of the day than
// usual, were the usual times later by some minutes. The level does not matter.
func (p usual) wrong(came []float64, weekdays []int, total float64, minutes int) float64 {
	expected, sum := make([]float64, len(came)), 0.0
	for d, n := range weekdays {
		for h := range expected {
			m := float64(n) * p.at(d*len(came)+h-minutes/p.step)
			expected[h] += m
			sum += m
		}
	}
	if sum == 0 || total == 0 {
		return 0
	}
	off := 0.0
	for h, c := range came {
		off += math.Abs(c - expected[h]*total/sum)
	}
	return off / total
}
