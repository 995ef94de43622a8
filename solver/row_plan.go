package solver

import "slices"

// planner finds one person's best row, given what every duty is worth: the
// cheapest path through the person's net whose sums obey the counters.
//
// The sums of the tightest resources are carried along in full. The others are priced at
// first: pricing one at λ a unit replaces its cost f(v) by λv − f*(λ), where
// f*(λ) is the largest of λv − f(v), which is never more than f(v) (Lagrangian
// relaxation; Geoffrion 1974, doi 10.1007/BFb0120690). Where the cheapest row so
// found pays more than that, labels that carry every sum decide, and only those
// that the relaxation cannot rule out are looked at.
type planner struct {
	m   *model
	who *person
	*plan
}

// plan is the tables of a planner. People who are alike share them.
type plan struct {
	net       *net
	start     int32
	resources []resource // those that can cost anything
	least     []int32    // by resource: the smallest sum of any lawful row
	most      []int32    // and the largest
	curves    []curve    // what they cost
	inner     int        // a resource carried in full, -1 for none
	clamps    bool       // its largest sum stands for all larger ones
	rise      int32      // what each unit of those costs
	fall      int32      // and each below the sums told apart
	lanes     []lane     // further ones
	outer     []int      // the others
	size      int        // sums of the inner resource
	combos    int        // of the further ones
	jumps     []jump     // of the combinations
	met       reach      // combinations worth looking at
	fixed     int64      // what counters cost that no planned day changes
	kinds     [][]int32  // by kind: what it adds to each outer resource
	layers    []planLayer
	strides   []uint64
	packs     bool  // the sums of all fit into one number
	work      int64 // inner steps of a solve
	feasible  bool
}

// planLayer is one day of a plan: by label, the branches a person has.
type planLayer struct {
	branches []branch
	first    []int32 // by label, and one more: where its branches begin
	begin    []int32 // by state, and one more: where its arcs begin
	// By state: the sums of the inner resource with which it can be passed.
	from, to []int32
}

// branch is the shifts of a label that add alike to all resources.
type branch struct {
	shifts []uint8
	add    int32 // to the inner resource
	jump   int32 // of what it does to the lanes
	kind   int32 // of what it adds to the outer ones
}

// rowLimits bounds the room and work of one dynamic program.
type rowLimits struct {
	values int   // kept
	work   int64 // inner steps
	slack  int32 // duties from the best sums within which sums are told apart
}

// amount is what a shift of a day, taken by a label, adds to a resource.
func (p *planner) amount(r *resource, day int, counts *joint, shift uint8) int32 {
	if r.amounts != nil {
		return r.amounts[day*p.m.shifts+int(shift)]
	}
	if day < r.from || day >= r.to {
		return 0
	}
	return int32(counts[r.tally.machine] >> r.tally.shift & 15)
}

// nowhere marks states from which no lawful end is reached.
const nowhere = -1 << 28

// reach returns, by day and state, the least and most that the days to come
// add to a resource.
func (p *planner) reach(r *resource) (least, most [][]int32) {
	days := len(p.net.layers)
	least, most = make([][]int32, days+1), make([][]int32, days+1)
	least[days], most[days] = make([]int32, len(p.net.ends)), make([]int32, len(p.net.ends))
	for q, e := range p.net.ends {
		if e < 0 {
			least[days][q], most[days][q] = -nowhere, nowhere
		}
	}
	for day := days - 1; day >= 0; day-- {
		least[day], most[day] = p.before(r, day, least[day+1], most[day+1])
	}
	return least, most
}

// span returns the least and most that each label of a day adds to a
// resource, most < 0 for one that the person may not take.
func (p *planner) span(r *resource, day int) (least, most []int32) {
	labels := p.net.layers[day].labels
	least, most = make([]int32, len(labels)), make([]int32, len(labels))
	for i := range labels {
		least[i], most[i] = -nowhere, nowhere
		for _, s := range labels[i].shifts {
			if p.lawful(day, s) {
				n := p.amount(r, day, &labels[i].counts, s)
				least[i], most[i] = min(least[i], n), max(most[i], n)
			}
		}
	}
	return least, most
}

// lawful reports whether a shift of a day breaks no hard rule by itself.
func (p *planner) lawful(day int, s uint8) bool {
	return p.who.free(day, int(s)).hard == 0
}

// tightness ranks resources by how much is lost when they are only priced.
func (p *planner) tightness(i int) int {
	c, score := &p.curves[i], 0
	if c.end() <= int(p.most[i]) {
		score += 4
	}
	if c.floor > p.least[i] {
		score += 5
	}
	if slices.Max(c.costs) > 0 {
		score += 2
	}
	return score*1000 - min(c.levels(), 999)
}
