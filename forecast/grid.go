package forecast

import (
	"math"
	"time"
)

// grid lays a series out on the local calendar: one cell an interval of each
// civil day, whatever the clocks did. Cells count on from the first day's
// midnight, so that a week is always the same number of cells and the same
// hour of the week is always a whole number of weeks away.
type grid struct {
	zone   *time.Location
	step   int       // seconds a cell
	slots  int       // cells a day
	week   int       // cells a week
	first  int       // the day of cell 0, in days since 1970
	phase  int       // seconds by which intervals start after the round clock time
	y      []float64 // volume of one elapsed interval, NaN when absent
	aht    []float64 // seconds, 0 unknown
	autumn []int     // cells whose one point held two real intervals
}

// newGrid lays out the points before the instant from.
func newGrid(s Series, from time.Time) *grid {
	g := &grid{zone: s.Zone, step: int(s.Interval / time.Second), slots: int(day / s.Interval)}
	g.week = 7 * g.slots
	points := before(s.Points, from)
	if len(points) == 0 {
		return g
	}
	g.phase = g.phaseOf(points)
	g.first = floorDiv(g.wall(points[0].Start), 86400)
	size, last := 0, points[len(points)-1].Start
	for i := len(points) - 1; i >= 0 && last.Sub(points[i].Start) < 2*day; i-- { // a clock that goes back may end the series below its highest cell
		size = max(size, g.cell(points[i].Start)+1)
	}
	g.y, g.aht = nan(size), make([]float64, size)
	g.fill(points)
	return g
}

// before returns the points that start before the instant.
func before(points []Point, t time.Time) []Point {
	n := len(points)
	for n > 0 && !points[n-1].Start.Before(t) {
		n--
	}
	return points[:n]
}

// fill puts the points into their cells. Two points in one cell are the two
// real hours of a clock hour that comes twice: the cell keeps their mean. One
// point alone in such a cell is the sum of both hours, and is halved.
func (g *grid) fill(points []Point) {
	count, offsets := make([]float64, len(g.y)), make([]int, len(points))
	for i, p := range points {
		offsets[i] = g.offset(p.Start)
		c := g.cellAt(p.Start, offsets[i])
		if count[c]++; count[c] == 1 {
			g.y[c] = 0
		}
		g.y[c] += (p.Volume - g.y[c]) / count[c]
		if p.AHT > 0 {
			g.aht[c] = p.AHT
		}
	}
	for i := 1; i < len(points); i++ {
		back := offsets[i-1] - offsets[i]
		for j := i - 1; back > 0 && g.step <= 3600 && j >= 0 && j >= i-back/g.step; j-- {
			c := g.cell(points[j].Start)
			if count[c] == 1 && g.cell(points[j].Start.Add(time.Duration(back)*time.Second)) == c {
				g.y[c] /= 2
				g.autumn = append(g.autumn, c)
			}
		}
	}
}

// phaseOf returns the seconds after the round clock time at which most points
// start, such as 1800 for hours counted in UTC and read in India.
func (g *grid) phaseOf(points []Point) int {
	votes, best := map[int]int{}, 0
	for _, p := range points[max(0, len(points)-200):] {
		phase := floorMod(g.wall(p.Start), g.step)
		if votes[phase]++; votes[phase] > votes[best] {
			best = phase
		}
	}
	return best
}

// offset returns the seconds by which the local clock is ahead of UTC.
func (g *grid) offset(t time.Time) int {
	_, offset := t.In(g.zone).Zone()
	return offset
}

// wall returns what the local clock shows, in seconds since 1970, less the phase.
func (g *grid) wall(t time.Time) int { return int(t.Unix()) + g.offset(t) - g.phase }

// cell returns the cell in which an instant lies.
func (g *grid) cell(t time.Time) int { return g.cellAt(t, g.offset(t)) }

// cellAt is cell where the local clock is known to be so many seconds ahead of UTC.
func (g *grid) cellAt(t time.Time, offset int) int {
	return floorDiv(int(t.Unix())+offset-g.phase-g.first*86400, g.step)
}

// weekday returns the day of the week of a cell.
func (g *grid) weekday(cell int) time.Weekday {
	return time.Weekday(floorMod(g.first+floorDiv(cell, g.slots)+4, 7)) // 1970-01-01 was a Thursday
}

// date returns the civil date of a cell.
func (g *grid) date(cell int) string {
	return time.Unix(int64(g.first+floorDiv(cell, g.slots))*86400, 0).UTC().Format(time.DateOnly)
}

// start returns an instant in the cell: the one at which its clock time is first shown.
func (g *grid) start(cell int) time.Time {
	wall := time.Unix(int64(g.first*86400+cell*g.step+g.phase), 0).UTC()
	y, m, d := wall.Date()
	t := time.Date(y, m, d, wall.Hour(), wall.Minute(), 0, 0, g.zone)
	if earlier := t.Add(-time.Hour); g.cell(earlier) == cell && g.step <= 3600 {
		return earlier
	}
	return t
}

// until returns the volumes of the cells before one, unknown where history ends earlier.
func (g *grid) until(cell int) []float64 {
	if cell <= len(g.y) {
		return g.y[:cell]
	}
	return append(g.y[:len(g.y):len(g.y)], nan(cell-len(g.y))...)
}

func floorDiv(a, b int) int {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

func floorMod(a, b int) int { return a - b*floorDiv(a, b) }

func nan(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = math.NaN()
	}
	return out
}
