package solver

// toll is the price a chain puts on one step of a broken hard rule. It moves
// with what the chain meets: while all rosters are lawful it falls, so that the
// search may pass through unlawful ones; while none is, it rises until breaking
// rules no longer pays (strategic oscillation; Glover and Hao 2011,
// doi 10.1007/s10479-009-0597-y).
type toll struct {
	price       float64
	least, most float64
	lawful      int // looks in a row that met a lawful roster
	unlawful    int // looks in a row that did not
}

// The figures of the oscillation come from trials on public instances.
const (
	patience = 12
	raise    = 1.25
	lower    = 0.85
)

func newToll(first float64) toll {
	return toll{price: first, least: first / 8, most: first * 64}
}

// look adjusts the price to a roster met.
func (t *toll) look(hard int64) {
	if hard > 0 {
		t.lawful, t.unlawful = 0, t.unlawful+1
	} else {
		t.lawful, t.unlawful = t.lawful+1, 0
	}
	switch {
	case t.unlawful >= patience:
		t.price, t.unlawful = min(t.price*raise, t.most), 0
	case t.lawful >= patience:
		t.price, t.lawful = max(t.price*lower, t.least), 0
	}
}
