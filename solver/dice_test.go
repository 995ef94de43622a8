package solver

import (
	"slices"
	"testing"
)

// Draws below seven are all there and come about as often, with neighbours as seeds
// too, and what follows one draw is as even.
func TestDiceAreFair(t *testing.T) {
	const n, draws = 7, 200_000
	for seed := range uint64(4) {
		var one [n]int
		var two [n * n]int
		d := newDice(seed, seed%2)
		last := d.below(n)
		for range draws {
			x := d.below(n)
			one[x]++
			two[last*n+x]++
			last = x
		}
		for x, got := range one {
			if want := draws / n; got < want*97/100 || got > want*103/100 {
				t.Errorf("seed %d: %d came %d times of about %d", seed, x, got, want)
			}
		}
		for pair, got := range two {
			if want := draws / n / n; got < want*9/10 || got > want*11/10 {
				t.Errorf("seed %d: %d after %d came %d times of about %d", seed, pair%n, pair/n, got, want)
			}
		}
	}
}

// Seeds and numbers each make draws of their own; the same make the same.
func TestDiceFollowTheirSeed(t *testing.T) {
	known := map[uint64]bool{}
	for seed := range uint64(100) {
		for number := range uint64(10) {
			first := newDice(seed, number).word()
			if known[first] {
				t.Errorf("seed %d, number %d begin as others do", seed, number)
			}
			if known[first] = true; newDice(seed, number).word() != first {
				t.Errorf("seed %d, number %d do not begin as before", seed, number)
			}
		}
	}
}

func TestShuffleKeepsAll(t *testing.T) {
	list, moved := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 0
	d := newDice(1, 1)
	for range 100 {
		before := slices.Clone(list)
		if d.shuffle(list); !slices.Equal(before, list) {
			moved++
		}
		if sorted := slices.Sorted(slices.Values(list)); !slices.Equal(sorted, []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}) {
			t.Fatalf("%v became %v", before, list)
		}
	}
	if moved < 99 {
		t.Errorf("order changed %d times of 100", moved)
	}
}
