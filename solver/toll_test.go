package solver

import "testing"

// looks lets a toll look so often at a roster.
func (t *toll) looks(n int, hard int64, share float64) float64 {
	for range n {
		t.look(hard, share)
	}
	return t.price
}

// at is a toll that has come to a price.
func (t toll) at(price float64) toll {
	t.price = price
	return t
}

func TestTollFollowsTheLaw(t *testing.T) {
	const many = 100 * patience
	for _, c := range []struct {
		name  string
		toll  toll
		hard  int64
		share float64
		looks int
		want  float64
	}{
		{"not before it has been patient", newToll(100), 1, 0.9, patience - 1, 100},
		{"up when it has", newToll(100), 1, 0.9, patience, 100 * raise},
		{"down when all are lawful", newToll(100), 0, 0, patience, 100 * lower},
		{"hardly up until late", newToll(100), 5, shareOfLaw - 0.01, many, 100 * fairToll},
		{"as far as it must, late", newToll(100), 5, shareOfLaw, many, 100 * mostToll},
		{"down to an eighth", newToll(100), 0, 0.3, many, 100 * leastToll},
		{"above what is fair, until it has been patient", newToll(100).at(1000), 1, 0, patience - 1, 1000},
		{"down to what is fair then", newToll(100).at(1000), 1, shareOfLaw - 0.01, patience, 100 * fairToll},
		{"above what is fair, late: up", newToll(100).at(1000), 1, shareOfLaw, patience, 1000 * raise},
		{"above what is fair, lawful: down by steps", newToll(100).at(1000), 0, 0, patience, 1000 * lower},
		{"strict: above what is fair, down to it", newToll(100).strict().at(1000), 1, 0, patience, 100 * strictToll},
		{"strict: no further up until late", newToll(100).strict(), 5, 0, many, 100 * strictToll},
		{"strict: no further down", newToll(100).strict(), 0, 0, many, 100 * strictToll},
		{"strict: up, late", newToll(100).strict(), 1, 1, many, 100 * mostToll},
	} {
		if got := c.toll.looks(c.looks, c.hard, c.share); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestTollForgetsAfterALook(t *testing.T) {
	k := newToll(100)
	for range 10 {
		k.looks(patience-1, 1, 1)
		k.looks(1, 0, 1)
	}
	if k.price != 100 {
		t.Errorf("a toll that met lawful rosters in between moved to %v", k.price)
	}
}
