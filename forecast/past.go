package forecast

import "math"

// Past is what a model may learn from: the cleaned history before an origin.
// Cells are those of the grid; cell Origin is the first one to forecast.
type Past struct {
	Origin   int
	Slots    int       // cells a day
	Week     int       // cells a week
	Y        []float64 // volume, NaN where nothing is known; len(Y) = Origin
	FirstDay int       // the date of cell 0, in days since 1970
	Horizon  int       // cells that will be asked for, counted from the origin

	seen   []float64              // by day: what came in its known cells
	count  []int                  // by day: how many cells are known
	shapes map[float64]*weekShape // what several models need, worked out once
	based  map[*float64][]float64 // see bases, by where the shape begins
}

// sums adds up the known cells of each day, once.
func (p *Past) sums() (seen []float64, count []int) {
	if p.seen == nil {
		n := (p.Origin + p.Slots - 1) / p.Slots
		p.seen, p.count = make([]float64, n), make([]int, n)
		for d := range p.seen {
			for _, v := range p.Y[d*p.Slots : min(p.Origin, (d+1)*p.Slots)] {
				if known(v) {
					p.seen[d] += v
					p.count[d]++
				}
			}
		}
	}
	return p.seen, p.count
}

// bases adds up a shape over the known cells of each day from the first on, or
// earlier: of days that models look at once for all who ask.
func (p *Past) bases(shape []float64, first int) []float64 {
	seen, count := p.sums()
	if looked := max(0, len(seen)-max(daysMost, 7*weeksBack)-1); first >= looked {
		if out, ok := p.based[&shape[0]]; ok {
			return out
		}
		first = looked
	}
	whole := make([]float64, p.Week/p.Slots)
	for d := range whole {
		for _, v := range shape[d*p.Slots : (d+1)*p.Slots] {
			whole[d] += v
		}
	}
	out := make([]float64, len(seen))
	for d := max(0, first); d < len(out); d++ {
		switch count[d] {
		case 0:
		case p.Slots:
			out[d] = whole[d%len(whole)]
		default:
			lo := d % len(whole) * p.Slots
			for i, v := range p.Y[d*p.Slots : min(p.Origin, (d+1)*p.Slots)] {
				if known(v) {
					out[d] += shape[lo+i]
				}
			}
		}
	}
	if p.based == nil {
		p.based = map[*float64][]float64{}
	}
	p.based[&shape[0]] = out
	return out
}

// weeksAgo returns how many whole weeks a day lies before the last one known.
func (p *Past) weeksAgo(d int) int { return ((p.Origin-1)/p.Slots - d) / 7 }

// firstDay returns the first day that models look at.
func (p *Past) firstDay() int { return max(0, (p.Origin-weeksBack*p.Week)/p.Slots) }

// Model forecasts the usual volume of a cell: without special days, which are
// laid over all models alike.
type Model interface {
	Name() string
	Fit(p *Past)              // learns; called once an origin
	Predict(cell int) float64 // of a cell at or after the origin; never NaN or negative
}

// Models returns new models, one of each kind. The combination comes on top of
// them, see combine.go.
func Models() []Model {
	d := new(diary)
	return []Model{
		&seasonalMean{name: "snaive", weeks: 1},
		&seasonalMean{name: "mean4", weeks: 4},
		&seasonalMean{name: "mean8", weeks: 8},
		&seasonalMean{name: "mean26", weeks: 26},
		&seasonalMean{name: "mean52", weeks: 52},
		&profile{name: "shape", shapeWeeks: 104, levelWeeks: 52},
		&profile{name: "rate", shapeWeeks: 52, levelWeeks: 8, shrink: true},
		&profile{name: "slow-rate", shapeWeeks: 104, levelWeeks: 52, shrink: true},
		&trend{profile: profile{name: "trend", shapeWeeks: 52, levelWeeks: 4, shrink: true}},
		&days{name: "days", diary: d},
		&days{name: "year", year: true, diary: d},
		&season{profile: profile{name: "season", shapeWeeks: 52, levelWeeks: 26, shrink: true}},
	}
}

func known(v float64) bool { return !math.IsNaN(v) }
