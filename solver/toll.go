package solver

// toll is the price a chain puts on one step of a broken hard rule. It moves
// with what the chain meets: while all rosters are lawful it falls, so that the
// search may pass through unlawful ones; while none is, it rises until breaking
// rules no longer pays (strategic oscillation; Glover and Hao 2011,
// doi 10.1007/s10479-009-0597-y).
//
// Until late it rises no further than to a little more than what a duty gains:
// then a gap may be closed by breaking a rule and the breach mended by opening
// another gap, and neither costs much on the way. Of many people or days some
// row is always broken while it is hot, and a higher toll would only freeze all
// others.
type toll struct {
	price    float64
	first    float64
	least    float64 // in firsts
	fair     float64 // the most until late, in firsts
	lawful   int     // looks in a row that met a lawful roster
	unlawful int     // looks in a row that did not
}

// The figures of the oscillation come from trials on public instances of 28 to
// 364 days and a month of teams round the clock.
const (
	patience   = 12
	raise      = 1.25
	lower      = 0.85
	leastToll  = 1.0 / 8 // in firsts, as all tolls here
	fairToll   = 1.05
	strictToll = 1.5
	mostToll   = 64
	shareOfLaw = 0.7 // of the way to cool, from which the toll rises as it must
)

func newToll(first float64) toll {
	return toll{price: first, first: first, least: leastToll, fair: fairToll}
}

// strict returns a toll for a chain that goes on from a lawful roster which
// sees far: what it breaks while it is hardly warm, it could not mend.
func (t toll) strict() toll {
	return toll{price: strictToll * t.first, first: t.first, least: strictToll, fair: strictToll}
}

// look adjusts the price to a roster met at a share of the way to cool.
func (t *toll) look(hard int64, share float64) {
	if hard > 0 {
		t.lawful, t.unlawful = 0, t.unlawful+1
	} else {
		t.lawful, t.unlawful = t.lawful+1, 0
	}
	most := t.fair
	if share >= shareOfLaw {
		most = mostToll
	}
	switch {
	case t.unlawful >= patience:
		t.price, t.unlawful = min(t.price*raise, most*t.first), 0
	case t.lawful >= patience:
		t.price, t.lawful = max(t.price*lower, t.least*t.first), 0
	}
}
