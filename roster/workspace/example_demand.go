package workspace

import (
	"bytes"
	"fmt"
	"math"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

// demand is what comes in on one queue, before it is scaled to the people.
type demand struct {
	queue  string
	share  float64     // of the contacts, against the other queues
	hours  [24]float64 // by hour of the day
	days   [7]float64  // by time.Weekday
	growth float64     // a year
}

// campaign is a mailing that brings more work: on the second Tuesday of every
// month, known beforehand, its effect to be learnt.
type campaign struct {
	name   string
	effect float64
}

const historyWeeks = 56

// rate is the expected number of contacts of an hour on a date, without noise.
func (m *made) rate(d demand, date roster.Date, hour int) float64 {
	if !m.open(date) || !m.team.Open(date.Weekday(), roster.Clock(60*hour)) {
		return 0
	}
	v := d.share * d.hours[hour] * d.days[date.Weekday()] * m.seasonOn(date)
	v *= math.Exp(math.Log1p(d.growth) * float64(date-m.from) / 365.25)
	if _, holiday := m.holidays[date]; holiday {
		v *= m.holiday
	}
	if m.campaignOn(date) {
		v *= m.effect
	}
	return v * m.multiplier
}

// seasonOn goes smoothly from the middle of one month to that of the next.
func (m *made) seasonOn(d roster.Date) float64 {
	_, month, day := d.Time().Date()
	at := float64(month-1) + (float64(day)-15)/30.5
	low := math.Floor(at)
	a, b := m.season[(int(low)+12)%12], m.season[(int(low)+13)%12]
	return a + (b-a)*(at-low)
}

// campaignOn is the second Tuesday of a month: often enough for half a year of
// history to show what a campaign does, and known beforehand (events.csv).
func (m *made) campaignOn(d roster.Date) bool {
	day := d.Time().Day()
	return d.Weekday() == time.Tuesday && day > 7 && day <= 14
}

// writeHistory writes a queue's hours up to yesterday: the expected volume with
// good and bad days, an outage and a storm.
func (m *made) writeHistory(b *bytes.Buffer, d demand) error {
	out := newTableWriter(b, "timestamp", "queue", "volume", "aht_seconds", "abandoned")
	queue := m.queue(d.queue)
	first := m.today.Monday() - 7*historyWeeks
	mood, on := 1.0, roster.Date(0)
	end := m.today.At(0, m.team.Zone)
	for t := first.At(0, m.team.Zone); t.Before(end); t = t.Add(time.Hour) {
		date := roster.DateOf(t)
		if date != on {
			mood, on = math.Exp(0.07*m.rng.NormFloat64()), date
		}
		rate := m.rate(d, date, t.Hour())
		if rate == 0 {
			continue
		}
		n := m.poisson(rate * mood * math.Exp(0.08*m.rng.NormFloat64()) * m.disturbance(date, t.Hour()))
		aht, lost := "", ""
		if n > 0 {
			aht = fmt.Sprint(math.Round(queue.AHT.Seconds() * math.Exp(0.25*m.rng.NormFloat64()/math.Sqrt(float64(n))-0.01)))
		}
		if queue.Channel == "phone" {
			lost = fmt.Sprint(min(n, m.poisson(0.03*float64(n))))
		}
		out.row(m.historyStamp(t), d.queue, fmt.Sprint(n), aht, lost)
	}
	return out.close()
}

// historyStamp writes local wall time, as most call systems do, or with the offset
// where the example says so: then the doubled hour of autumn is two rows.
func (m *made) historyStamp(t time.Time) string {
	if m.offsets {
		return stamp(t, m.team.Zone)
	}
	return t.Format("2006-01-02T15:04")
}

// disturbance makes two days of the last weeks odd: an outage, after which
// people try again, and a storm.
func (m *made) disturbance(d roster.Date, hour int) float64 {
	outage, storm := m.today.Monday()-5*7+2, m.today.Monday()-9*7+3 // a Wednesday and a Thursday
	switch {
	case d == outage && hour >= 11 && hour < 15:
		return 0
	case d == outage && hour >= 15 && hour < 17:
		return 1.7
	case d == storm && hour >= 10:
		return 2.4
	}
	return 1
}

// poisson draws a count of the given mean.
func (m *made) poisson(mean float64) int {
	if mean > 200 {
		return max(0, int(math.Round(mean+math.Sqrt(mean)*m.rng.NormFloat64())))
	}
	n, p, limit := 0, m.rng.Float64(), math.Exp(-mean)
	for ; p > limit; n++ {
		p *= m.rng.Float64()
	}
	return n
}

// writeEvents writes the campaign's past and coming days.
func (m *made) writeEvents(b *bytes.Buffer) error {
	var out []forecast.SpecialDay
	for d := m.today.Monday() - 7*historyWeeks; d < m.to; d++ {
		if m.campaignOn(d) && m.open(d) {
			out = append(out, forecast.SpecialDay{Date: d.String(), Name: m.name, Kind: "event"})
		}
	}
	return WriteEvents(b, out)
}

func (m *made) queue(id string) roster.Queue {
	for _, q := range m.team.Queues {
		if q.ID == id {
			return q
		}
	}
	return roster.Queue{}
}
