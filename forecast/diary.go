package forecast

import "math"

// diary is the days of a series as regressions see them. From one origin to the
// next, days are added to it: those before stay as they were written, so that
// filters go on from where they stopped. It is begun anew when the shape of the
// week, or what holidays and storms are held to have done, is no longer what it was.
type diary struct {
	of    *Past     // the last one written down
	begun int       // how often
	first int       // day since 1970 of the first
	base  []float64 // by weekday: what a day is held against
	shape []float64 // by hour of the week, adding up to that
	ratio []float64 // volume ÷ base, NaN unknown
	log   []float64
	noise []float64 // variance of the log by counting alone
	known int
	x     [][]float64 // regressors of these days and those to forecast
	dates almanac
}

// diaryWeeks is the half-life of the memory of the week.
const diaryWeeks = 52

// unlike is by how much of its noise a day may be other than it was written
// before the diary is begun anew.
const unlike = 0.25

// write adds the days of a past, once.
func (d *diary) write(p *Past) {
	if d.of == p {
		return
	}
	now := read(p)
	if d.of = p; d.goesOn(now) {
		d.add(now)
		d.shape = d.scaled(now.shape)
	} else {
		d.begun++
		d.first, d.base, d.shape = now.first, now.base, now.shape
		d.ratio, d.log, d.noise, d.known = now.ratio, now.log, now.noise, now.known
	}
	d.x = d.dates.from(p.FirstDay, d.first, len(d.log)+p.Horizon/p.Slots+2)
}

// read returns the last days of a past.
func read(p *Past) *diary {
	whole := p.Origin / p.Slots // a day cut short is left to the next origin
	skip := max(0, whole-daysMost)
	shape := p.weekShape(diaryWeeks).shrunk(p)
	d := &diary{first: p.FirstDay + skip, shape: shape, base: weekdayTotals(shape, p.Slots)}
	d.ratio, d.log, d.noise = nan(whole-skip), nan(whole-skip), make([]float64, whole-skip)
	seen, _ := p.sums()
	bases, phi := p.bases(shape, skip), withinDayDispersion(p, shape)
	for i := range d.log {
		if base := bases[skip+i]; base > 0 {
			r := seen[skip+i] / base
			d.ratio[i] = r
			// log(x+½) of a count is nearly free of bias (Anscombe 1948).
			d.log[i] = math.Log(r + 0.5/base)
			d.noise[i] = phi / (math.Max(r, 0.1)*base + 0.5)
			d.known++
		}
	}
	return d
}

// weekdayTotals adds up a shape by the seven days from that of cell 0 on.
func weekdayTotals(shape []float64, slots int) []float64 {
	out := make([]float64, len(shape)/slots)
	for h, v := range shape {
		out[h/slots] += v
	}
	return out
}

// add writes down what is new, held against the base that the diary began with.
func (d *diary) add(now *diary) {
	for i := d.first + len(d.log) - now.first; i < len(now.log); i++ {
		day := (now.first - d.of.FirstDay + i) % len(d.base)
		scale := now.base[day] / d.base[day]
		d.ratio, d.log = append(d.ratio, now.ratio[i]*scale), append(d.log, now.log[i]+math.Log(scale))
		d.noise = append(d.noise, now.noise[i])
		if known(now.log[i]) {
			d.known++
		}
	}
}

// goesOn tells whether the days are as they were written, but for less than
// their noise, and no weekday was closed before that is open now.
func (d *diary) goesOn(now *diary) bool {
	past := now.first - d.first // so many days are too old by now
	if d.begun == 0 || past < 0 || len(d.log) > past+len(now.log) {
		return false
	}
	for day, base := range d.base {
		if (base > 0) != (now.base[day] > 0) {
			return false
		}
	}
	for i := max(0, past); i < len(d.log); i++ {
		v, w := d.log[i], now.log[i-past]
		if known(v) != known(w) || math.Abs(v-w) > unlike*math.Sqrt(d.noise[i]) {
			return false
		}
	}
	return true
}

// scaled returns a shape that adds up to the base of each weekday.
func (d *diary) scaled(shape []float64) []float64 {
	slots := len(shape) / len(d.base)
	now, out := weekdayTotals(shape, slots), make([]float64, len(shape))
	for h, v := range shape {
		if day := h / slots; now[day] > 0 {
			out[h] = v * d.base[day] / now[day]
		}
	}
	return out
}

// unbias returns the factor that makes fitted days add up to what came: the
// exponential of a mean logarithm is too low.
func (d *diary) unbias(fitted []float64) float64 {
	seen, said := 0.0, 0.0
	for i := max(len(fitted)/4, len(fitted)-365); i < len(fitted); i++ {
		if known(d.ratio[i]) {
			seen += d.ratio[i]
			said += math.Exp(fitted[i])
		}
	}
	if said == 0 {
		return 1
	}
	return math.Min(1.5, math.Max(0.8, seen/said))
}
