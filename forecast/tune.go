package forecast

import (
	"cmp"
	"math"
	"slices"
)

// belief in a setting of the hyperparameters.
type weighted struct {
	hyper
	weight float64
}

// mostLikely is how many settings are averaged, and lessLikely how much less
// likely, in logs, than the best they may be.
const (
	mostLikely = 3
	lessLikely = 4
)

// tune finds the likeliest hyperparameters: one at a time over a short list,
// twice round, or once round from where an earlier
// search ended. The first starts from a level that hardly moves. What other settings
// on the way are nearly as likely is kept with them and averaged (Hoeting et
// al. 1999): the likeliest alone would jump as days are added.
func (r *regression) tune(before []weighted) []weighted {
	h, rounds := hyper{drift: 0.0006, spell: 0.05, last: 0.8, noise: 0.05, weekday: 0.1, month: 0.03}, 2
	if len(before) > 0 {
		h, rounds = before[0].hyper, 1
	}
	if r.yearly && h.year == 0 {
		h.year = 0.03
	}
	tried, leader := map[hyper]float64{}, (*trail)(nil)
	best := math.Inf(-1)
	try := func() float64 {
		l, ok := tried[h]
		if !ok {
			l = math.Inf(-1)
			if c, whole := r.follow(h, leader); whole {
				if l = c.likelihood + h.prior(); l > best {
					leader = c
				}
			}
			tried[h] = l
		}
		return l
	}
	best = try()
	for range rounds {
		for _, knob := range r.knobs(&h) {
			was := *knob.value
			for _, v := range knob.tries {
				*knob.value = v
				if l := try(); l > best {
					best, was = l, v
				}
			}
			*knob.value = was
		}
	}
	return likeliest(tried)
}

// prior is how much likelier settings are beforehand, in logs: levels seldom
// move fast, and seldom keep on moving one way.
func (h hyper) prior() float64 {
	p := -0.5 * math.Abs(math.Log(h.drift/0.0006))
	if h.slope > 0 {
		p--
	}
	return p
}

// likeliest returns the best settings with their weights.
func likeliest(tried map[hyper]float64) []weighted {
	var out []weighted
	for h, l := range tried {
		out = append(out, weighted{h, l})
	}
	slices.SortFunc(out, func(a, b weighted) int { return cmp.Or(cmp.Compare(b.weight, a.weight), a.compare(b.hyper)) })
	best := out[0].weight
	for i := range out {
		if i == mostLikely || out[i].weight < best-lessLikely {
			out = out[:i]
			break
		}
	}
	return normal(out)
}

// normal turns weights in logs into shares.
func normal(out []weighted) []weighted {
	best, sum := math.Inf(-1), 0.0
	for _, s := range out {
		best = math.Max(best, s.weight)
	}
	for i := range out {
		out[i].weight = math.Exp(out[i].weight - best)
		sum += out[i].weight
	}
	for i := range out {
		out[i].weight /= sum
	}
	return out
}

// compare orders settings, so that equally likely ones come out the same way
// every time.
func (h hyper) compare(o hyper) int {
	return slices.Compare([]float64{h.drift, h.spell, h.last, h.noise, h.weekday, h.month, h.year, h.slope},
		[]float64{o.drift, o.spell, o.last, o.noise, o.weekday, o.month, o.year, o.slope})
}

// knob is one hyperparameter with the values to try.
type knob struct {
	value *float64
	tries []float64
}

func (r *regression) knobs(h *hyper) []knob {
	k := []knob{
		{&h.month, []float64{0, 0.03, 0.1}},
		{&h.noise, []float64{0.01, 0.03, 0.1, 0.2}},
		{&h.spell, []float64{0.02, 0.05, 0.1, 0.2}},
		{&h.last, []float64{0.5, 0.8, 0.95}},
		{&h.drift, []float64{0.0003, 0.001, 0.002, 0.005, 0.015}},
		{&h.weekday, []float64{0.02, 0.1, 0.3}},
	}
	if !r.yearly {
		return k
	}
	year := knob{&h.year, []float64{0, 0.03}}
	if len(r.log) > yearSeen {
		year.tries = []float64{0, 0.05, 0.15}
	}
	return append(k, knob{&h.slope, []float64{0, 0.0005, 0.001, 0.002}}, year)
}

// yearSeen is how many days show a year: from fewer, waves of it are guessed
// small, and only carry on what the last months did.
const yearSeen = 400
