package forecast

import "math"

// days forecasts the volume of whole days by a dynamic regression and lays the
// clock shape of the weekday over it. The logarithm of a day is
//
//	level (random walk) + good and bad spells (AR 1) + weekday
//	+ place in the month + place in the year + noise
//
// filtered day by day (Kalman 1960; Harvey 1989, ch. 3; the two time scales of
// the level are those of Ibrahim & L'Ecuyer 2013 for call centres). A month
// matters where people are paid or billed by it, a year nearly everywhere; how
// much either does, and how fast the level moves, is what the history makes
// most likely, see tune.
type days struct {
	slots, week int
	ahead       []outlook // of each day from the first forecast one on
	from        int       // the first day forecast
	shape       []float64 // by hour of the week; a day sums to its share of cells
	scale       float64
	tuned       hyper // where the next search begins
}

func (m *days) Name() string { return "days" }

// daysLeast is the history below which days tell too little; daysMost is how
// many are filtered.
const (
	daysLeast = 28
	daysMost  = 3 * 365
)

func (m *days) Predict(cell int) float64 {
	return m.scale * math.Exp(m.day(cell).log) * m.shape[cell%m.week]
}

// day returns the outlook of a cell's day, the last one's beyond the horizon.
func (m *days) day(cell int) outlook {
	return m.ahead[min(max(cell/m.slots-m.from, 0), len(m.ahead)-1)]
}

func (m *days) waves(cell int) (month, year float64) {
	o := m.day(cell)
	return math.Exp(o.month), math.Exp(o.year)
}

func (m *days) Fit(p *Past) {
	base := profile{shapeWeeks: 52, levelWeeks: 8, shrink: true}
	base.Fit(p)
	m.slots, m.week = p.Slots, p.Week
	m.shape, m.scale = base.shape, base.level
	m.from = p.Origin / p.Slots
	s := daySums(p, base.shape)
	if s.known < daysLeast {
		m.ahead = []outlook{{}}
		return
	}
	r := s.regression()
	settings := r.tune(m.tuned)
	fitted, ahead := r.average(settings, p.Horizon/p.Slots+2)
	m.tuned = settings[0].hyper
	m.ahead, m.scale = ahead, s.unbias(fitted)
}

// daySeries is the log ratio of each day to the shape, and how exact it is.
type daySeries struct {
	first   int       // day since 1970 of the first
	ratio   []float64 // volume ÷ shape, NaN unknown
	log     []float64
	noise   []float64 // variance of the log by counting alone
	weekday []int     // 0 for the weekday of cell 0
	known   int
}

// daySums gathers the last days of a past.
func daySums(p *Past, shape []float64) daySeries {
	all := dayRatios(p.Y, shape, p.Slots)
	if p.Origin%p.Slots != 0 {
		all = all[:len(all)-1] // a day cut short is left to the next origin
	}
	skip := max(0, len(all)-daysMost)
	s := daySeries{first: p.FirstDay + skip, ratio: all[skip:]}
	phi := withinDayDispersion(p, shape)
	for i, r := range s.ratio {
		base := 0.0
		for c := (skip + i) * p.Slots; c < (skip+i+1)*p.Slots; c++ {
			if known(p.Y[c]) {
				base += shape[c%p.Week]
			}
		}
		s.log, s.noise = append(s.log, math.NaN()), append(s.noise, 0)
		s.weekday = append(s.weekday, (skip+i)%7)
		if known(r) && base > 0 {
			// log(x+½) of a count is nearly free of bias (Anscombe 1948).
			s.log[i] = math.Log(r + 0.5/base)
			s.noise[i] = phi / (math.Max(r, 0.1)*base + 0.5)
			s.known++
		}
	}
	return s
}

// unbias returns the factor that makes fitted days add up to what came: the
// exponential of a mean logarithm is too low.
func (s daySeries) unbias(fitted []float64) float64 {
	seen, said := 0.0, 0.0
	for i := max(len(fitted)/4, len(fitted)-365); i < len(fitted); i++ {
		if known(s.ratio[i]) {
			seen += s.ratio[i]
			said += math.Exp(fitted[i])
		}
	}
	if said == 0 {
		return 1
	}
	return math.Min(1.5, math.Max(0.8, seen/said))
}
