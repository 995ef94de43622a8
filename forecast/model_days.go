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
	year        bool   // with waves of the year
	diary       *diary // shared by the models that read it
	slots, week int
	ahead       []outlook  // of each day from the first forecast one on
	volume      []float64  // what they come to, in weeks' shapes
	from        int        // the first day forecast
	shape       []float64  // by hour of the week; a day sums to its share of cells
	settings    []weighted // the likeliest, where the next search begins
	tunedOn     int        // days known when they were searched for
	regression  regression
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
	return m.volume[m.day(cell)] * m.shape[cell%m.week]
}

// day returns where the outlook of a cell's day stands, the last one's beyond the horizon.
func (m *days) day(cell int) int { return min(max(cell/m.slots-m.from, 0), len(m.ahead)-1) }

func (m *days) waves(cell int) (month, year float64) {
	o := m.ahead[m.day(cell)]
	return math.Exp(o.month), math.Exp(o.year)
}

func (m *days) Fit(p *Past) {
	m.slots, m.week, m.from = p.Slots, p.Week, p.Origin/p.Slots
	d := m.diary
	if d.write(p); d.known < daysLeast {
		plain := profile{shapeWeeks: diaryWeeks, levelWeeks: 8, shrink: true}
		plain.Fit(p)
		m.shape, m.ahead, m.volume = plain.shape, []outlook{{}}, []float64{plain.level}
		return
	}
	m.shape = d.shape
	r := &m.regression
	r.read(d, m.year)
	if float64(d.known) >= grown*float64(m.tunedOn) {
		m.settings, m.tunedOn = r.tune(m.settings), d.known
	}
	fitted, ahead := r.average(m.settings, p.Horizon/p.Slots+2)
	m.ahead, m.volume = ahead, m.volume[:0]
	for scale, i := d.unbias(fitted), 0; i < len(ahead); i++ {
		m.volume = append(m.volume, scale*math.Exp(ahead[i].log))
	}
}
