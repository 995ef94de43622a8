package forecast

import "math"

// days forecasts the volume of whole days by a dynamic regression and lays the
// clock shape of the weekday over it. The logarithm of a day is
//
//	level (random walk) + good and bad spells (AR 1) + weekday
//	+ place in the month + noise
//
// and, where asked for, the place in the year and a slope of the level. What a
// year does is hard to tell from less than two of it, so that both are in the
// list, and the backtest weighs them. The days are
// filtered day by day (Kalman 1960; Harvey 1989, ch. 3; the two time scales of
// the level are those of Ibrahim & L'Ecuyer 2013 for call centres). A month
// matters where people are paid or billed by it, a year nearly everywhere; how
// much either does, and how fast the level moves, is what the history makes
// most likely, see tune.
type days struct {
	name        string
	year        bool // with waves of the year
	slots, week int
	ahead       []outlook // of each day from the first forecast one on
	from        int       // the first day forecast
	shape       []float64 // by hour of the week; a day sums to its share of cells
	scale       float64
	settings    []weighted // the likeliest, where the next search begins
	tunedOn     int        // days known when they were searched for
	dates       almanac
}

func (m *days) Name() string { return m.name }

// daysLeast is the history below which days tell too little; daysMost is how
// many are filtered.
const (
	daysLeast = 28
	daysMost  = 3 * 365
)

// grown is by how much the history must have grown for settings to be searched
// again; until then those found are weighed anew.
const grown = 1.25

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
	s := p.daySeries(base.shape, &m.dates)
	if s.known < daysLeast {
		m.ahead = []outlook{{}}
		return
	}
	r := s.regression(m.year)
	if float64(s.known) >= grown*float64(m.tunedOn) {
		m.settings, m.tunedOn = r.tune(m.settings), s.known
	}
	fitted, ahead := r.average(m.settings, p.Horizon/p.Slots+2)
	m.ahead, m.scale = ahead, s.unbias(fitted)
}

// daySeries is the log ratio of each day to the shape, and how exact it is.
type daySeries struct {
	first int       // day since 1970 of the first
	ratio []float64 // volume ÷ shape, NaN unknown
	log   []float64
	noise []float64 // variance of the log by counting alone
	known int
	x     [][]float64 // regressors of these days and those to forecast
}

// daySeries gathers the last days of a past, once: all models that ask lay the
// same shape over them.
func (p *Past) daySeries(shape []float64, dates *almanac) daySeries {
	if p.days == nil {
		s := daySums(p, shape)
		s.x = dates.from(p.FirstDay, s.first, len(s.log)+p.Horizon/p.Slots+2)
		p.days = &s
	}
	return *p.days
}

// daySums gathers the last days of a past.
func daySums(p *Past, shape []float64) daySeries {
	seen, _ := p.sums()
	whole := p.Origin / p.Slots // a day cut short is left to the next origin
	skip := max(0, whole-daysMost)
	bases := p.bases(shape, skip)
	s := daySeries{first: p.FirstDay + skip, ratio: nan(whole - skip), log: nan(whole - skip), noise: make([]float64, whole-skip)}
	phi := withinDayDispersion(p, shape)
	for i := range s.ratio {
		base := bases[skip+i]
		if base > 0 {
			r := seen[skip+i] / base
			s.ratio[i] = r
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
