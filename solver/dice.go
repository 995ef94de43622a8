package solver

import "math/bits"

// dice draws what proposals are made of. A proposal takes a dozen draws and a few
// hundred nanoseconds: math/rand's generators, behind an interface and exact to the
// last bit of the spread, took a twelfth of that. This is wyrand (Wang Yi 2019,
// github.com/wangyi-fudan/wyhash), which passes the usual batteries of tests.
type dice struct{ state uint64 }

// newDice returns dice of a seed and the number of whoever rolls them.
func newDice(seed, number uint64) *dice {
	d := &dice{seed}
	d.state = d.word() + number
	d.state = d.word()
	return d
}

func (d *dice) word() uint64 {
	d.state += 0xa0761d6478bd642f
	hi, lo := bits.Mul64(d.state, d.state^0xe7037ed1a0b428db)
	return hi ^ lo
}

// below draws one of 0 to n−1, n positive and below 2³².
func (d *dice) below(n int) int { return int(d.word() >> 32 * uint64(n) >> 32) }

// coin draws one of two.
func (d *dice) coin() bool { return d.word()>>63 == 0 }

// shuffle puts numbers into any order.
func (d *dice) shuffle(list []int) {
	for i := len(list) - 1; i > 0; i-- {
		j := d.below(i + 1)
		list[i], list[j] = list[j], list[i]
	}
}
