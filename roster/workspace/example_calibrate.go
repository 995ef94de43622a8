package workspace

import (
	"math"
	"strings"

	"github.com/smena-org/smena/roster"
)

// calibrate finds the volume at which the work of the planned month needs the
// example's share of the hours that the people can deliver.
func (m *made) calibrate() {
	target := m.load * m.capacity()
	lo, hi := 0.0, 1.0
	for m.multiplier = hi; m.needed() < target; m.multiplier = hi {
		lo, hi = hi, 2*hi
	}
	for range 30 {
		m.multiplier = (lo + hi) / 2
		if m.needed() > target {
			hi = m.multiplier
		} else {
			lo = m.multiplier
		}
	}
}

// capacity is what the people can give in the planned month, in hours: the
// norm outside of their absences, less what they have worked ahead.
func (m *made) capacity() float64 {
	sum := 0
	for _, p := range m.people {
		sum -= m.balance(p)
		for d := m.from; d < m.to; d++ {
			if !absent(m.absences, p.ID, d) {
				sum += m.dailyNorm(m.contract(p, d), d)
			}
		}
	}
	return float64(sum) / 60
}

// needed is the agent-hours that the planned month asks for, shrinkage
// included: whole agents an hour for each set of skills, as a plan pools them.
func (m *made) needed() float64 {
	sum := 0.0
	for d := m.from; d < m.to; d++ {
		for hour := range 24 {
			groups := map[string]float64{}
			for _, dem := range m.demand {
				rate := m.rate(dem, d, hour)
				q := m.queue(dem.queue)
				if n := agentsFor(q, rate); n > 0 {
					groups[strings.Join(q.Skills, " ")] += n / (1 - q.Shrinkage)
				}
			}
			for _, n := range groups {
				sum += math.Ceil(n - 1e-9)
			}
		}
	}
	return sum
}

// agentsFor is how many agents an hour of a queue keeps busy: as many as reach
// the service level (Erlang C) and stay under the highest occupancy. Work that
// may wait needs its handling time alone.
func agentsFor(q roster.Queue, rate float64) float64 {
	if rate == 0 {
		return 0
	}
	limit := q.MaxOccupancy
	if limit == 0 {
		limit = 1
	}
	aht, slots := q.AHT.Hours(), max(q.Concurrency, 1)
	if q.Deadline > 0 {
		return rate * aht / limit
	}
	aht *= 1 + slowerBy*(slots-1)
	load, n := rate*aht, 1.0
	for n*slots*limit < load || answered(int(n*slots), load, aht, q.Threshold.Hours()) < q.ServiceLevel {
		n++
	}
	return n
}

// slowerBy is how much longer a chat takes for each other one at the same time.
const slowerBy = 0.1

// answered is the share of contacts answered within the threshold by n slots
// under the load: 1 − C·exp(−(n−a)·T/AHT), with C by the recurrence of Erlang
// B; 0 where the queue grows for ever.
func answered(n int, load, aht, threshold float64) float64 {
	if float64(n) <= load {
		return 0
	}
	blocked := 1.0
	for k := 1; k <= n; k++ {
		blocked = load * blocked / (float64(k) + load*blocked)
	}
	wait := blocked / (1 - load/float64(n)*(1-blocked))
	return 1 - wait*math.Exp(-(float64(n)-load)*threshold/aht)
}
