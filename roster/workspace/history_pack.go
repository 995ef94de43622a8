package workspace

import (
	"cmp"
	"slices"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

// Packed is the history of many queues in little memory: 16 bytes a point, 24
// with a handle time, where a forecast.Point has 40. A series is unpacked when
// it is its turn.
type Packed struct {
	Names []string // of the series

	zone   *time.Location
	series []packedSeries
}

// packedSeries are the points of a series by column.
type packedSeries struct {
	interval time.Duration
	at       []int64 // Unix seconds
	volume   []float64
	aht      []float64 // nil where none is known
}

// add packs the rows of a series.
func (p *Packed) add(name string, interval time.Duration, rows []historyRow, start func(historyRow) int64) {
	s := newPacked(interval, len(rows))
	for i, r := range rows {
		s.set(i, start(r), r.volume, r.aht)
	}
	p.Names, p.series = append(p.Names, name), append(p.series, s)
}

func newPacked(interval time.Duration, n int) packedSeries {
	return packedSeries{interval: interval, at: make([]int64, n), volume: make([]float64, n)}
}

// set writes the i-th point.
func (s *packedSeries) set(i int, at int64, volume, aht float64) {
	s.at[i], s.volume[i] = at, volume
	if aht != 0 {
		if s.aht == nil {
			s.aht = make([]float64, len(s.at))
		}
		s.aht[i] = aht
	}
}

// Rows is the number of points of all series.
func (p *Packed) Rows() (n int) {
	for _, s := range p.series {
		n += len(s.at)
	}
	return n
}

// Usual is the interval of all the series, 0 when they have several.
func (p *Packed) Usual() time.Duration {
	for _, s := range p.series {
		if s.interval != p.series[0].interval {
			return 0
		}
	}
	if len(p.series) == 0 {
		return 0
	}
	return p.series[0].interval
}

// Lay lays the history of a later file over this: of an interval of a queue that
// both have, the later one holds. What is overridden is a warning, and so is
// what looks wrong about it; intervals that do not fit are a fault.
func (p *Packed) Lay(file string, later *Packed, faults *roster.Faults) {
	for i, name := range later.Names {
		at := slices.Index(p.Names, name)
		if at < 0 {
			p.Names, p.series = append(p.Names, name), append(p.series, later.series[i])
			continue
		}
		s, c, err := forecast.Correct(p.Series(at), later.Series(i))
		if err != nil {
			faults.Add(misfit(file, name, err))
			continue
		}
		overridden(file, c, faults)
		p.series[at] = newPacked(s.Interval, len(s.Points))
		for k, pt := range s.Points {
			p.series[at].set(k, pt.Start.Unix(), pt.Volume, pt.AHT)
		}
	}
}

// Series unpacks the i-th series.
func (p *Packed) Series(i int) forecast.Series {
	s := p.series[i]
	points := make([]forecast.Point, len(s.at))
	for k, at := range s.at {
		points[k] = forecast.Point{Start: time.Unix(at, 0).In(p.zone), Volume: s.volume[k]}
		if s.aht != nil {
			points[k].AHT = s.aht[k]
		}
	}
	return forecast.Series{Name: p.Names[i], Zone: p.zone, Interval: s.interval, Points: points}
}

// All unpacks every series, nil where there is none.
func (p *Packed) All() []forecast.Series {
	var out []forecast.Series
	for i := range p.series {
		out = append(out, p.Series(i))
	}
	return out
}

// rowStore keeps the rows of one series, as they come, at 24 bytes a row. It
// grows by chunks: to move millions of rows would take them twice.
type rowStore struct {
	n      int
	chunks []rowChunk
}

type rowChunk struct {
	rows  []packedRow
	aht   []float64 // nil while none is known
	parts []string  // nil while intervals are not split
}

type packedRow struct {
	at     int64 // Unix seconds
	volume float64
	line   int32
	clock  int32 // seconds by which the clock was ahead of UTC, twice; and one where it showed the time twice
}

// A chunk has room for as many rows as there are, within these bounds.
const leastChunk, mostChunk = 16, 512

func (s *rowStore) add(r historyRow) {
	if last := len(s.chunks) - 1; last < 0 || len(s.chunks[last].rows) == cap(s.chunks[last].rows) {
		s.chunks = append(s.chunks, rowChunk{rows: make([]packedRow, 0, min(mostChunk, max(leastChunk, s.n)))})
	}
	c := &s.chunks[len(s.chunks)-1]
	if r.aht != 0 && c.aht == nil {
		c.aht = make([]float64, cap(c.rows))
	}
	if r.part != "" && c.parts == nil {
		c.parts = make([]string, cap(c.rows))
	}
	if c.aht != nil {
		c.aht[len(c.rows)] = r.aht
	}
	if c.parts != nil {
		c.parts[len(c.rows)] = r.part
	}
	p := packedRow{at: r.at, volume: r.volume, line: int32(r.line), clock: int32(r.wall*60-r.at) << 1}
	if r.twice {
		p.clock |= 1
	}
	c.rows = append(c.rows, p)
	s.n++
}

// sorted returns the rows in order of time.
func (s *rowStore) sorted() []historyRow {
	out := make([]historyRow, 0, s.n)
	for _, c := range s.chunks {
		for i, p := range c.rows {
			r := historyRow{wall: (p.at + int64(p.clock>>1)) / 60, at: p.at, line: int(p.line), volume: p.volume, twice: p.clock&1 == 1}
			if c.aht != nil {
				r.aht = c.aht[i]
			}
			if c.parts != nil {
				r.part = c.parts[i]
			}
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b historyRow) int { return cmp.Compare(a.at, b.at) })
	return out
}
