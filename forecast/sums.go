package forecast

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// Sum is the forecast of a day, a calendar week (Monday to Sunday) or a month,
// as far as it lies within the horizon. Its quantiles are not the sums of the
// quantiles of its intervals: hours of one day err together, and days of one
// week do, so that errors even out less than chance would have them, and more
// than not at all.
type Sum struct {
	Unit      string // day, week, month
	From, To  time.Time
	Mean      float64
	Quantiles []float64 // one a level of Forecast.Levels
}

// sumErrors holds the daily errors that the chosen model made in the backtest,
// one path an origin: what follows each other stays together (a block bootstrap
// whose blocks are whole paths; Künsch 1989).
type sumErrors struct {
	levels []float64
	paths  [][]dayError
	share  float64           // how unsure an untested sum is, as a share of it; 0: that of a short history
	spans  float64           // how many stretches of a path's length they cover: paths overlap
	ranked map[int][]float64 // see relative: by n, rising; nil to work them out each time
}

type dayError struct{ said, came float64 }

// sumErrors gathers the paths of a model.
func (t *trial) sumErrors(model int) sumErrors {
	s := sumErrors{levels: t.levels}
	for _, f := range t.folds {
		said, came := f.daily(model)
		path := make([]dayError, len(said))
		for i := range path {
			path[i] = dayError{said[i], came[i]}
		}
		s.paths = append(s.paths, path)
	}
	if n := len(t.folds); n > 0 {
		last, whole := t.folds[n-1], len(s.paths[n-1])*t.slots
		s.spans = 1 + float64(last.origin-t.folds[0].origin)/float64(max(whole, last.cells[len(last.cells)-1]+1-last.origin))
	}
	return s
}

// untested gathers, where nothing can be tested, how far the last week's days
// were from those of the week before: a poor forecast, but one that was made of
// what lay before it. Days that are not wholly known say nothing.
func untested(levels []float64, p *Past) sumErrors {
	s, path := sumErrors{levels: levels, spans: 1}, []dayError(nil)
	seen, count := p.sums()
	for d := max(7, len(seen)-7); d < len(seen); d++ {
		if count[d] > 0 && count[d] == count[d-7] {
			path = append(path, dayError{said: seen[d-7], came: seen[d]})
		}
	}
	if len(path) >= untestedLeast {
		s.paths = [][]dayError{path}
	}
	return s
}

// untestedLeast is how many days make a week that can be held against another.
const untestedLeast = 3

// relative returns (came − said) ÷ spread of every run of n days, rising. Paths
// shorter than n give their whole length.
func (s sumErrors) relative(n int) (errors []float64) {
	if errors, ok := s.ranked[n]; ok {
		return errors
	}
	for _, p := range s.paths {
		m := min(n, len(p))
		for i := 0; i+m <= len(p); i++ {
			said, came := 0.0, 0.0
			for _, d := range p[i : i+m] {
				said += d.said
				came += d.came
			}
			errors = append(errors, (came-said)/sumSpread(said))
		}
	}
	slices.Sort(errors)
	if s.ranked != nil {
		s.ranked[n] = errors
	}
	return errors
}

// apart returns how many runs of n days there are that do not overlap.
func (s sumErrors) apart(n int) float64 {
	if len(s.paths) == 0 {
		return 0
	}
	return s.spans * math.Max(1, float64(len(s.paths[0])/n))
}

// alike is how much of the variance of a day's error the days of one path are
// believed to have in common.
const alike = 0.2

// evidence returns what the errors of n-day sums tell, in independent ones: the
// runs of one path err together, so that many of them count as few (Kish 1965,
// the design effect of clusters).
func (s sumErrors) evidence(n int) float64 {
	if len(s.paths) == 0 {
		return 0
	}
	runs := math.Max(1, float64(len(s.paths[0])/n))
	return s.spans * runs / (1 + (runs-1)*alike)
}

// sumSpread is the unit of the error of a sum: Poisson's, or a twentieth.
func sumSpread(f float64) float64 { return math.Sqrt(f + 0.25 + 0.0025*f*f) }

// What is believed of the error of a sum before any test, as a share of it, and
// how many independent paths' worth that belief is. Levels wander by a few per
// cent in a month (see the drift of the days model).
const (
	sumShare  = 0.08
	sumBelief = 3.0
)

// quantiles returns those of a sum of n days: by rank where enough runs do not
// overlap, and else by a Student distribution of what spread there is, which
// few paths know badly: days of one path err together, so that a path counts once.
func (s sumErrors) quantiles(mean float64, n int) []float64 {
	const enough = 40
	errors, apart := s.relative(n), s.apart(n)
	out := make([]float64, len(s.levels))
	size := s.size(errors, mean, n)
	for i, l := range s.levels {
		z := student(l, s.evidence(n)+sumBelief) * size
		if apart >= enough {
			z = conformal(errors, l) * heavier(l, s.evidence(n)+sumBelief)
		}
		out[i] = math.Max(0, mean+z*sumSpread(mean))
		if mean < wholeBelow {
			out[i] = math.Round(out[i])
		}
		if i > 0 {
			out[i] = math.Max(out[i], out[i-1])
		}
	}
	return out
}

// size returns the root mean square of the errors and of what was believed.
func (s sumErrors) size(errors []float64, mean float64, n int) float64 {
	if len(errors) == 0 {
		return math.Hypot(1, cmp.Or(s.share, shortShare)*mean/sumSpread(mean)) // nothing was tested
	}
	square := 0.0
	for _, e := range errors {
		square += e * e / float64(len(errors))
	}
	before := (mean + math.Pow(sumShare*mean, 2)) / math.Pow(sumSpread(mean), 2)
	told := s.evidence(n)
	return math.Sqrt((told*square + sumBelief*before) / (told + sumBelief))
}

// student returns the quantile of Student's distribution by the expansion of
// Fisher & Cornish (1960) about the normal one.
func student(level, freedom float64) float64 {
	return normalQuantile(level) * heavier(level, freedom)
}

func normalQuantile(level float64) float64 { return math.Sqrt2 * math.Erfinv(2*level-1) }

// heavier returns by how much farther out Student's quantile lies than the normal one.
func heavier(level, freedom float64) float64 {
	square := math.Pow(normalQuantile(level), 2)
	return 1 + (square+1)/(4*freedom) + (5*square*square+16*square+3)/(96*freedom*freedom)
}

// sumUp returns the sums of days, weeks and months of a forecast.
func (e *engine) sumUp(values []Value, errors sumErrors) []Sum {
	var out []Sum
	errors.ranked = map[int][]float64{} // all days are one day long
	for _, unit := range []string{"day", "week", "month"} {
		var s *Sum
		days := map[int]bool{}
		finish := func() {
			if s != nil {
				s.Quantiles = errors.quantiles(s.Mean, len(days))
			}
		}
		for _, v := range values {
			from := e.begin(unit, v.Start)
			if s == nil || !from.Equal(s.From) {
				finish()
				clear(days)
				out = append(out, Sum{Unit: unit, From: from, To: e.next(unit, from)})
				s = &out[len(out)-1]
			}
			s.Mean += v.Mean
			days[e.grid.cell(v.Start)/e.grid.slots] = true
		}
		finish()
	}
	return out
}

// begin returns the first instant of the day, week or month of an instant.
func (e *engine) begin(unit string, t time.Time) time.Time {
	t = t.In(e.grid.zone)
	y, m, d := t.Date()
	switch unit {
	case "week":
		d -= (int(t.Weekday()) + 6) % 7
	case "month":
		d = 1
	}
	return time.Date(y, m, d, 0, 0, 0, 0, e.grid.zone)
}

// next returns the first instant behind it.
func (e *engine) next(unit string, from time.Time) time.Time {
	switch unit {
	case "week":
		return from.AddDate(0, 0, 7)
	case "month":
		return from.AddDate(0, 1, 0)
	default:
		return from.AddDate(0, 0, 1)
	}
}
