package bench

import (
	"math"
	"slices"
	"time"

	"github.com/smena-org/smena/forecast"
)

// history answers "the last values at this hour of the week", by clock time,
// from raw data: nothing of package forecast but the series is used, so that
// the baselines are an opinion of their own.
type history struct {
	zone   *time.Location
	volume map[int64]float64 // by minute on the clock
	first  int64
}

func newHistory(s forecast.Series) history {
	h := history{zone: s.Zone, volume: map[int64]float64{}, first: math.MaxInt64}
	for _, p := range s.Points {
		w := h.wall(p.Start)
		h.volume[w] += p.Volume // the doubled autumn hour is one clock hour
		h.first = min(h.first, w)
	}
	return h
}

// wall returns the minute that the local clock shows.
func (h history) wall(t time.Time) int64 {
	_, offset := t.In(h.zone).Zone()
	return (t.Unix() + int64(offset)) / 60
}

const week = 7 * 24 * 60 // minutes

// last returns up to k values at the hour of the week of a clock minute, before
// the origin, newest first, no more than 60 weeks back.
func (h history) last(wall, origin int64, k int) []float64 {
	const farthest = 60
	at := wall
	for at >= origin {
		at -= week
	}
	var out []float64
	for range farthest {
		if v, ok := h.volume[at]; ok {
			out = append(out, v)
		}
		if at -= week; len(out) == k || at < h.first {
			break
		}
	}
	return out
}

// baselines are the historical averages that every forecast must beat: the
// mean of the last k values at the same hour of the week.
var baselines = []struct {
	name  string
	weeks int
}{{"snaive", 1}, {"mean4", 4}, {"mean8", 8}, {"mean26", 26}, {"mean52", 52}}

func mean(v []float64) float64 {
	sum := 0.0
	for _, x := range v {
		sum += x
	}
	return sum / float64(max(1, len(v)))
}

// quantiles returns the empirical quantiles of values, interpolated between
// ranks (Hyndman & Fan 1996, type 7, as R and NumPy do).
func quantiles(v, levels []float64) []float64 {
	sorted := slices.Sorted(slices.Values(v))
	out := make([]float64, len(levels))
	for i, l := range levels {
		if len(sorted) == 0 {
			continue
		}
		at := l * float64(len(sorted)-1)
		lo := int(at)
		hi := min(lo+1, len(sorted)-1)
		out[i] = sorted[lo] + (at-float64(lo))*(sorted[hi]-sorted[lo])
	}
	return out
}
