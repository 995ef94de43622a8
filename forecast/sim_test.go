package forecast

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

// queue is a recipe for a made history: what a queue may be like. The truth is
// known, so that tests can ask whether the forecast finds it.
type queue struct {
	weeks   int
	mean    float64 // contacts an hour
	drift   float64 // of the level in logs, standard deviation a day
	spell   float64 // of good and bad spells
	noise   float64 // of a day
	trend   float64 // of the level in logs, a week
	year    float64 // size of the annual wave
	month   float64 // size of the monthly wave
	over    float64 // contacts that one cause brings; above 1 counts vary more than chance has them
	dayTime bool    // open 7 to 20, Monday to Saturday
}

// anyQueue draws a recipe: rare and frequent contacts, calm and restless levels.
func anyQueue(rng *rand.Rand) queue {
	pick := func(v ...float64) float64 { return v[rng.IntN(len(v))] }
	return queue{
		mean:  0.7 * math.Exp(rng.Float64()*math.Log(500/0.7)),
		drift: pick(0, 0.002, 0.006, 0.015), spell: pick(0, 0.05, 0.12), noise: pick(0, 0.03, 0.1),
		trend: pick(0, 0, 0.003, -0.002), year: pick(0, 0, 0.1, 0.25), month: pick(0, 0, 0.08),
		over: pick(1, 1, 1.5, 2.5), dayTime: rng.IntN(2) == 0,
	}
}

// newRand is chance that comes out the same every time.
func newRand(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 2)) }

// history makes one of some weeks, from a Monday on, and the true rate of each point.
func (q queue) history(rng *rand.Rand) (Series, []float64) {
	s, rates := Series{Name: "made", Zone: time.UTC, Interval: time.Hour}, []float64(nil)
	start := time.Date(2021, 3, 1, 0, 0, 0, 0, time.UTC)
	weekday := [7]float64{0.7, 1.2, 1.1, 1, 1, 0.95, 0.8}
	level, spell, peak, phase := 0.0, 0.0, 9+6*rng.Float64(), 2*math.Pi*rng.Float64()
	for d := range 7 * q.weeks {
		date := start.AddDate(0, 0, d)
		level += q.drift * rng.NormFloat64()
		spell = 0.8*spell + 0.6*q.spell*rng.NormFloat64()
		log := level + spell + q.noise*rng.NormFloat64() + q.trend*float64(d)/7
		log += q.year*math.Sin(2*math.Pi*float64(date.YearDay())/365.25+phase) + q.month*math.Cos(2*math.Pi*float64(date.Day())/30.4)
		for h := range 24 {
			if q.dayTime && (h < 7 || h >= 20 || date.Weekday() == time.Sunday) {
				continue
			}
			rate := q.mean * math.Exp(log) * weekday[date.Weekday()] * (0.25 + 1.3*math.Exp(-math.Pow(float64(h)-peak, 2)/18))
			s.Points = append(s.Points, Point{Start: date.Add(time.Duration(h) * time.Hour), Volume: count(rng, rate, q.over)})
			rates = append(rates, rate)
		}
	}
	return s, rates
}

// count draws a whole number of contacts: Poisson, or with more variance than that.
func count(rng *rand.Rand, rate, over float64) float64 {
	if rate > 30 {
		return math.Max(0, math.Round(rate+math.Sqrt(rate*math.Max(1, over))*rng.NormFloat64()))
	}
	// A contact brings others: Poisson many causes, each of over contacts on average.
	over = math.Max(1, over)
	n, causes := 0.0, math.Exp(-rate/over)
	for p := rng.Float64(); p > causes; p *= rng.Float64() {
		n++
		for rng.Float64() > 1/over {
			n++
		}
	}
	return n
}

// The made counts have the mean that was asked for.
func TestCountHasItsMean(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 3))
	for _, tt := range []struct{ rate, over float64 }{{0.5, 1}, {4, 1}, {4, 2.5}, {80, 2}} {
		sum, n := 0.0, 20000
		for range n {
			sum += count(rng, tt.rate, tt.over)
		}
		if got := sum / float64(n); math.Abs(got/tt.rate-1) > 0.05 {
			t.Errorf("a rate of %v came out as %.3f", tt.rate, got)
		}
	}
}

// Bands of hours, days and weeks hold what they say, on average over queues of
// all kinds, from the first week of history on.
func TestBandsOfShortHistories(t *testing.T) {
	kinds := 24
	for _, weeks := range []int{1, 2, 4, 6, 10} {
		inside, n := map[string]float64{}, map[string]float64{}
		for i := range kinds {
			rng := rand.New(rand.NewPCG(3, uint64(i)))
			q := anyQueue(rng)
			q.weeks, q.mean = weeks+4, math.Max(q.mean, 5)
			s, _ := q.history(rng)
			from := s.Points[0].Start.Truncate(day).AddDate(0, 0, 7*weeks)
			f := run(t, s, from, 28, Options{})
			count := func(unit string, q []float64, came float64) {
				n[unit]++
				if q[0] <= came && came <= q[2] {
					inside[unit]++
				}
			}
			came := map[int64]float64{}
			for _, p := range s.Points {
				came[p.Start.Unix()] = p.Volume
			}
			for _, v := range f.Values {
				if v.Mean >= 2 {
					count("hour", v.Quantiles, came[v.Start.Unix()])
				}
			}
			for _, u := range f.Sums {
				sum := 0.0
				for _, p := range s.Points {
					if !p.Start.Before(u.From) && p.Start.Before(u.To) {
						sum += p.Volume
					}
				}
				if u.Unit != "month" {
					count(u.Unit, u.Quantiles, sum)
				}
			}
		}
		t.Logf("%d weeks: hours %.3f, days %.3f, weeks %.3f", weeks, inside["hour"]/n["hour"], inside["day"]/n["day"], inside["week"]/n["week"])
		for unit, tolerance := range map[string]float64{"hour": 0.07, "day": 0.09, "week": 0.14} {
			if share := inside[unit] / n[unit]; math.Abs(share-0.8) > tolerance {
				t.Errorf("%d weeks of history: %.3f of %ss in the 80 %% band", weeks, share, unit)
			}
		}
	}
}

// On queues of all kinds the forecast is better than any of five averages would
// be that was used for all of them: WAPE of the queues, added up.
func TestMadeQueuesAgainstAverages(t *testing.T) {
	kinds, ours, theirs := 24, 0.0, map[int]float64{}
	for i := range kinds {
		rng := rand.New(rand.NewPCG(21, uint64(i)))
		q := anyQueue(rng)
		q.weeks = []int{16, 30, 44, 70}[i%4]
		s, _ := q.history(rng)
		from := s.Points[0].Start.Truncate(day).AddDate(0, 0, 7*(q.weeks-4))
		g := newGrid(s, s.Points[len(s.Points)-1].Start.Add(1))
		came := sum(g.y[g.cell(from):])
		for _, v := range run(t, s, from, 28, Options{}).Values {
			c := g.cell(v.Start)
			ours += math.Abs(g.y[c]-v.Mean) / came
			for _, k := range []int{1, 4, 8, 26, 52} {
				theirs[k] += math.Abs(g.y[c]-naiveMean(g, g.cell(from), c, k)) / came
			}
		}
	}
	t.Logf("WAPE added up: %.3f, averages %v", ours, theirs)
	for k, w := range theirs {
		if ours > 0.97*w {
			t.Errorf("WAPE added up is %.3f, that of the mean of %d weeks %.3f", ours, k, w)
		}
	}
}
