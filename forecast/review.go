package forecast

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"
)

// Kept is a forecast as it was made.
type Kept struct {
	Made time.Time // when
	Knew time.Time // history from then on was not known
	Forecast
}

// Review says how forecasts of one queue did, once it is known what came.
type Review struct {
	Series string
	Days   []DayReview  // by the newest forecast there was
	Weeks  []WeekReview // every forecast's weeks, by week and then by forecast
	Ahead  []WeekReview // the same pooled by how far ahead they were
	Drift  []DriftStep  // by the newest forecast there was
	Alarms []Alarm
	Blind  bool // the forecasts carry no bands of weeks: there is no watch for drift
}

// DayReview is one day; of its intervals only those count of which it is known
// what came.
type DayReview struct {
	Date      time.Time // midnight
	Came      float64
	Said      float64
	Base      float64   // without the planner's factors and targets
	Low, High float64   // the band of the day, 0 and 0 where the forecast has none
	Made      time.Time // of the forecast
	Late      bool      // it was made when the day was over
}

// WeekReview is how one forecast did in one week, or all did so far ahead.
type WeekReview struct {
	Week      time.Time // Monday's midnight; zero when pooled
	Made      time.Time // zero when pooled
	Ahead     int       // 1: the first seven days behind what was known
	Intervals int
	Came      float64
	Said      float64
	Wrong     float64 // Σ|came − said|
	BaseWrong float64 // the same without the planner's factors and targets
	Inside    int     // intervals inside the outermost band
}

// WAPE returns Σ|error| ÷ Σ volume, 0 where nothing came.
func (w WeekReview) WAPE() float64 { return over(w.Wrong, w.Came) }

// BaseWAPE returns the same without the planner's factors and targets.
func (w WeekReview) BaseWAPE() float64 { return over(w.BaseWrong, w.Came) }

// Bias returns (said − came) ÷ came: above 0 when too much was forecast.
func (w WeekReview) Bias() float64 { return over(w.Said-w.Came, w.Came) }

// Coverage returns the share of intervals inside the band.
func (w WeekReview) Coverage() float64 { return over(float64(w.Inside), float64(w.Intervals)) }

func over(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// Compare sets forecasts of one queue against what came. A forecast counts for
// intervals it could not have known. Where several speak of an interval, days
// and drift are judged by the newest made before its week began, or else before
// the interval did, or else afterwards.
func Compare(kept []Kept, actual Series) (Review, error) {
	out := Review{Series: actual.Name}
	came, err := newActuals(kept, actual)
	if err != nil {
		return out, err
	}
	sorted := slices.Clone(kept)
	slices.SortStableFunc(sorted, func(a, b Kept) int {
		return cmp.Or(a.Made.Compare(b.Made), a.Knew.Compare(b.Knew))
	})
	r := &reviewing{came: came, kept: sorted, zone: actual.Zone, best: map[int64]judged{}}
	r.weeks(&out)
	r.days(&out)
	r.drift(&out)
	out.Alarms = watch(out.Drift)
	return out, nil
}

// actuals is what came, by start of the forecast's intervals.
type actuals struct {
	volume map[int64]float64
	width  time.Duration
}

// newActuals adds shorter intervals of history up to those of the forecasts.
func newActuals(kept []Kept, s Series) (actuals, error) {
	a := actuals{volume: map[int64]float64{}, width: s.Interval}
	if err := s.check(); err != nil {
		return a, err
	}
	for _, k := range kept {
		if w := k.width(); w > 0 {
			a.width = w
			break
		}
	}
	for _, k := range kept {
		if w := k.width(); w > 0 && w != a.width || a.width%s.Interval != 0 {
			return a, fmt.Errorf("series %q: a forecast by %v and history by %v; export the history at the forecast's interval or a shorter one", s.Name, w, s.Interval)
		}
	}
	starts := map[int64]bool{}
	for _, k := range kept {
		for _, v := range k.Values {
			starts[v.Start.Unix()] = true
		}
	}
	step := int64(s.Interval / time.Second)
	for _, p := range s.Points {
		for at := p.Start.Unix(); at > p.Start.Unix()-int64(a.width/time.Second); at -= step {
			if starts[at] {
				a.volume[at] += p.Volume
				break
			}
		}
	}
	return a, nil
}

// width returns the interval of a forecast: the shortest way between two values.
func (f Forecast) width() time.Duration {
	out := time.Duration(0)
	for i := 1; i < len(f.Values); i++ {
		if d := f.Values[i].Start.Sub(f.Values[i-1].Start); out == 0 || d < out {
			out = d
		}
	}
	return out
}

// reviewing holds what the parts of a review share.
type reviewing struct {
	came actuals
	kept []Kept // oldest first
	zone *time.Location
	best map[int64]judged // by start, see weeks
}

// judged is a value of a forecast of which it is known what came.
type judged struct {
	*Kept
	Value
	came float64
	rank int // how fair it is to judge by this forecast
}

// weeks judges every forecast by week, and finds for each interval the forecast
// by which days and drift are judged.
func (r *reviewing) weeks(out *Review) {
	pooled := map[int]*WeekReview{}
	for i := range r.kept {
		k := &r.kept[i]
		mine := map[time.Time]*WeekReview{}
		for _, v := range k.Values {
			came, ok := r.came.volume[v.Start.Unix()]
			if !ok || v.Start.Before(k.Knew) {
				continue
			}
			week := monday(v.Start.In(r.zone))
			w := mine[week]
			if w == nil {
				w = &WeekReview{Week: week, Made: k.Made, Ahead: aheadOf(k.Knew, v.Start)}
				mine[week] = w
			}
			j := judged{k, v, came, k.rank(week, v.Start)}
			w.add(j)
			far := aheadOf(k.Knew, v.Start)
			if pooled[far] == nil {
				pooled[far] = &WeekReview{Ahead: far}
			}
			pooled[far].add(j)
			if old, ok := r.best[v.Start.Unix()]; !ok || j.rank >= old.rank {
				r.best[v.Start.Unix()] = j
			}
		}
		for _, w := range mine {
			out.Weeks = append(out.Weeks, *w)
		}
	}
	for _, w := range pooled {
		out.Ahead = append(out.Ahead, *w)
	}
	slices.SortFunc(out.Weeks, func(a, b WeekReview) int { return cmp.Or(a.Week.Compare(b.Week), a.Made.Compare(b.Made)) })
	slices.SortFunc(out.Ahead, func(a, b WeekReview) int { return cmp.Compare(a.Ahead, b.Ahead) })
}

// rank says how fair it is to judge by the forecast: best by one that was there
// when the week began, least by one made when the interval had begun.
func (k *Kept) rank(week, start time.Time) int {
	switch {
	case !k.Made.After(week):
		return 2
	case !k.Made.After(start):
		return 1
	}
	return 0
}

// aheadOf counts weeks from what was known.
func aheadOf(knew, start time.Time) int {
	return 1 + int(start.Sub(knew)/(7*day))
}

func (w *WeekReview) add(j judged) {
	w.Intervals++
	w.Came += j.came
	w.Said += j.Mean
	w.Wrong += math.Abs(j.came - j.Mean)
	w.BaseWrong += math.Abs(j.came - j.Base)
	if q := j.Quantiles; len(q) > 1 && q[0] <= j.came && j.came <= q[len(q)-1] {
		w.Inside++
	}
}

// ranked returns the intervals to judge by, in order.
func (r *reviewing) ranked() []judged {
	out := make([]judged, 0, len(r.best))
	for _, j := range r.best {
		out = append(out, j)
	}
	slices.SortFunc(out, func(a, b judged) int { return a.Start.Compare(b.Start) })
	return out
}

// days sets the days side by side.
func (r *reviewing) days(out *Review) {
	said := map[time.Time]map[*Kept]float64{} // of which day's band counts how much
	for _, j := range r.ranked() {
		date := midnight(j.Start.In(r.zone))
		if n := len(out.Days); n == 0 || !out.Days[n-1].Date.Equal(date) {
			out.Days = append(out.Days, DayReview{Date: date})
			said[date] = map[*Kept]float64{}
		}
		d := &out.Days[len(out.Days)-1]
		d.Came, d.Said, d.Base = d.Came+j.came, d.Said+j.Mean, d.Base+j.Base
		d.Made, d.Late = j.Made, j.rank == 0
		said[date][j.Kept] += j.Mean
	}
	for i := range out.Days {
		d := &out.Days[i]
		for k, v := range said[d.Date] {
			if s, ok := k.sum("day", d.Date); ok && s.Mean > 0 && len(s.Quantiles) > 1 {
				d.Low += s.Quantiles[0] * v / s.Mean
				d.High += s.Quantiles[len(s.Quantiles)-1] * v / s.Mean
			}
		}
	}
}

// sum finds the sum of a day or week.
func (f Forecast) sum(unit string, from time.Time) (Sum, bool) {
	for _, s := range f.Sums {
		if s.Unit == unit && s.From.Equal(from) {
			return s, true
		}
	}
	return Sum{}, false
}

// drift puts the error of each week in units of what was to be expected. Weeks
// of which less than half is known are left for later; what was made afterwards
// tells nothing.
func (r *reviewing) drift(out *Review) {
	type part struct{ said, whole, variance float64 }
	var step *DriftStep
	parts := map[*Kept]*part{}
	finish := func() {
		if step == nil {
			return
		}
		said, whole, variance := 0.0, 0.0, 0.0
		for _, p := range parts {
			said, whole, variance = said+p.said, whole+p.whole, variance+p.variance*p.said*p.said
		}
		clear(parts)
		switch {
		case whole == 0:
			out.Blind = true
		case said >= whole/2:
			step.Error = (step.Came - step.Said) / math.Sqrt(math.Max(variance, said))
			out.Drift = append(out.Drift, *step)
		}
	}
	for _, j := range r.ranked() {
		if j.rank == 0 {
			continue
		}
		week := monday(j.Start.In(r.zone))
		if step == nil || !step.Week.Equal(week) {
			finish()
			step = &DriftStep{Week: week}
		}
		if parts[j.Kept] == nil {
			p := &part{}
			if s, ok := j.sum("week", week); ok && s.Mean > 0 {
				p.whole, p.variance = s.Mean, math.Pow(j.deviation(s)/s.Mean, 2)
			}
			parts[j.Kept] = p
		}
		if parts[j.Kept].whole > 0 {
			step.Came, step.Said = step.Came+j.came, step.Said+j.Mean
			parts[j.Kept].said += j.Mean
		}
	}
	finish()
}

// deviation returns the standard deviation that a sum's band stands for: of its
// upper half where the lower one ends at nothing.
func (f Forecast) deviation(s Sum) float64 {
	n := len(s.Quantiles)
	if n == 0 || n != len(f.Levels) {
		return math.Sqrt(s.Mean)
	}
	z := func(l float64) float64 { return math.Sqrt2 * math.Erfinv(2*l-1) }
	high := f.Levels[n-1]
	if s.Quantiles[0] > 0 && n > 1 {
		return (s.Quantiles[n-1] - s.Quantiles[0]) / (z(high) - z(f.Levels[0]))
	}
	if high > 0.5 {
		return math.Max(0, s.Quantiles[n-1]-s.Mean) / z(high)
	}
	return math.Sqrt(s.Mean)
}

func midnight(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

func monday(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d-(int(t.Weekday())+6)%7, 0, 0, 0, 0, t.Location())
}
