package rotating

import (
	"math"
	"math/rand/v2"
)

const (
	hottest = 2.0 // in days of excess
	coldest = 0.1
)

// nearest returns a roster that meets the demand, as far as there are people,
// and breaks as little of the rest as a short annealing manages. A move swaps
// two cells of a weekday, so the demand stays met.
func (p *Problem) nearest(rng *rand.Rand, moves int, stopped func() bool) [][]int {
	days := p.scatter(rng)
	now := p.excess(days)
	best, least := append([]int(nil), days...), now
	for i := range moves {
		if least == 0 || i%256 == 0 && stopped() {
			break
		}
		d := rng.IntN(p.Days)
		a, b := d+p.Days*rng.IntN(p.Employees), d+p.Days*rng.IntN(p.Employees)
		if days[a] == days[b] {
			continue
		}
		heat := hottest * math.Pow(coldest/hottest, float64(i)/float64(moves))
		// Metropolis' rule, Kirkpatrick, Gelatt and Vecchi (Science 220, 1983).
		days[a], days[b] = days[b], days[a]
		next := p.excess(days)
		if float64(next-now) > -heat*math.Log(1-rng.Float64()) {
			days[a], days[b] = days[b], days[a]
			continue
		}
		if now = next; now < least {
			least = now
			copy(best, days)
		}
	}
	rows := make([][]int, p.Employees)
	for w := range rows {
		rows[w] = best[w*p.Days : (w+1)*p.Days]
	}
	return rows
}

// scatter deals the demand of each weekday out at random.
func (p *Problem) scatter(rng *rand.Rand) []int {
	days := make([]int, p.length())
	for d := range p.Days {
		var column []int
		for k := range p.Shifts {
			for range p.Demand[k][d] {
				column = append(column, k)
			}
		}
		for len(column) < p.Employees {
			column = append(column, Off)
		}
		rng.Shuffle(len(column), func(i, j int) { column[i], column[j] = column[j], column[i] })
		for w := range p.Employees {
			days[w*p.Days+d] = column[w]
		}
	}
	return days
}

// excess is by how many days the runs are too long or too short, plus one for
// every forbidden sequence. It measures like Check, but by size, so that the
// annealing sees where it is getting better.
func (p *Problem) excess(days []int) int {
	c := &checker{p: p, days: days}
	c.blocks()
	c.shiftRuns()
	c.sequences()
	sum := 0
	for _, b := range c.found {
		sum += max(b.Want.Min-b.Have, b.Have-b.Want.Max)
	}
	return sum
}
