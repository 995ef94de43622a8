package solver

// straighten lets everybody whose row breaks a hard rule anneal it beside the
// rows of all others, from hot to cold, with so many proposals at most as a
// share of what a chain has. Of many people or long horizons a few
// rows stay broken when a roster cools: no small change mends them, and a
// roster hot enough for a large one breaks others. A row alone is quickly hot
// and quickly cold again.
func (k *chain) straighten(each int64, stop func() bool) {
	var broken []int
	for i := range k.s.own {
		if k.s.own[i].hard > 0 {
			broken = append(broken, i)
		}
	}
	if len(broken) == 0 || len(broken) > 1+len(k.s.rows)/4 {
		return // nothing to do, or annealing has hardly begun
	}
	k.settle()
	k.blind = true
	left := each / shareOfAlone
	n := min(turnsOfDay*int64(k.s.m.days), left/int64(len(broken)))
	for range triesOfAlone {
		for _, i := range broken {
			if k.s.own[i].hard > 0 && left >= n && !stop() {
				k.annealAlone(i, n)
				left -= n
			}
		}
		n *= 2
	}
	k.blind, k.s.block = false, everything(k.s.m)
	if k.yoke != nil {
		k.yoke.of = nil
	}
	if cost := k.s.price(); cost.Less(k.cost) {
		k.cost = cost
		k.save()
	}
}

const (
	lastRounds   = 3    // before the end when what is still broken is straightened
	turnsOfDay   = 1100 // proposals a day of a row that is annealed alone
	shareOfAlone = 25   // the part of a chain's budget that all such rows take at most
	tollOfAlone  = 4    // by how much a broken rule is dearer in the end than at first
	triesOfAlone = 3    // each twice as long as the last
)

// annealAlone anneals one row with n proposals.
func (k *chain) annealAlone(i int, n int64) {
	m := k.s.m
	k.s.block = block{crew: []int{i}, to: m.days}
	hot, cold := m.temperatures()
	heat := schedule{hot, cold}
	toll := schedule{strictToll * k.toll.first, strictToll * tollOfAlone * k.toll.first}
	for left := n; left > 0; left -= stride {
		share := float64(n-left) / float64(n)
		k.steps(min(left, stride), heat.at(share), int64(toll.at(share)))
	}
	k.done += n
}

// straighten lets the chains that have met no lawful roster straighten theirs,
// when it is time to be lawful, and holds them to it.
func (r *run) straighten(stop func() bool) {
	for _, k := range r.free() {
		if k.refine == nil && k.cost.Hard > 0 {
			k.straighten(r.proposals(), stop)
			k.toll = k.toll.strict()
		}
	}
}

// straightenAtLast lets the chains straighten the roster that they end with,
// where it would be the better one.
func (r *run) straightenAtLast(stop func() bool) {
	for _, k := range r.free() {
		if k.refine == nil && (k.cost.Hard > 0 || k.s.soft < k.cost.Soft) {
			k.straighten(r.proposals(), stop)
		}
	}
}
