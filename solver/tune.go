package solver

import "slices"

// weigh finds the figures that the search steers by.
func (m *model) weigh() {
	if gains := m.dutyGains(); len(gains) > 0 {
		m.gain = gains[len(gains)-1]
	}
	m.minima = slices.ContainsFunc(m.cover.cells, func(c cell) bool { return c.hard != nil })
}

// firstToll is what one step of a broken hard rule costs a chain at first:
// about what a duty can gain.
func (m *model) firstToll() float64 {
	dearest, _ := m.rulePrices()
	return float64(max(m.gain, dearest, 600))
}

// dutyGains returns what each kind of duty would gain were all its cells short.
func (m *model) dutyGains() []int64 {
	var out []int64
	for _, adds := range m.cover.adds {
		if sum := m.gainOf(adds); sum > 0 {
			out = append(out, sum)
		}
	}
	slices.Sort(out)
	return out
}

// cellGains returns what each kind of duty would gain were one of its cells
// short, on average: moves mostly change a duty's hours by a few.
func (m *model) cellGains() []int64 {
	var out []int64
	for _, adds := range m.cover.adds {
		if sum := m.gainOf(adds); sum > 0 {
			out = append(out, sum/int64(len(adds)))
		}
	}
	slices.Sort(out)
	return out
}

// gainOf is what contributions would gain were all their cells short.
func (m *model) gainOf(adds []contribution) (sum int64) {
	for _, a := range adds {
		var price int64
		for _, t := range m.cover.cells[a.cell].terms {
			price += t.price
		}
		sum += price * int64(a.amount)
	}
	return sum
}

// rulePrices returns the dearest and cheapest prices of a soft excess of one.
func (m *model) rulePrices() (dearest, cheapest int64) {
	for _, who := range m.people {
		for _, cl := range who.judge.Policy {
			if cl.Hard {
				continue
			}
			p := cl.Rule.Unit().Price(1, cl.Weight)
			if cl.Rule.Unit().Steps(60) == 1 { // minutes: duties differ by about an hour
				p *= 60
			}
			dearest = max(dearest, p)
			if cheapest == 0 || p < cheapest {
				cheapest = p
			}
		}
	}
	return dearest, cheapest
}

// temperatures returns the first and last temperature of a chain: from one at
// which half a cell's demand is given up readily to one at which the cheapest
// wish is not.
func (m *model) temperatures() (hot, cold float64) {
	dearest, cheapest := m.rulePrices()
	typical := dearest
	if gains := m.cellGains(); len(gains) > 0 {
		typical = max(typical/4, gains[len(gains)/2])
		if cheapest == 0 {
			cheapest = typical / 10
		}
	}
	typical, cheapest = max(typical, 60), max(cheapest, 20)
	return float64(typical) * 0.4, min(float64(cheapest)*0.12, float64(typical)*0.05)
}
