package solver

import (
	"math/bits"

	"github.com/smena-org/smena/roster"
)

// cover is the demand as cells, and what each duty adds to them.
//
// A cell is a span of time (or a shift of a day) with the demands of people
// who can stand in for one another; demands that share nobody are separate
// cells. Within a cell the shortage under the best assignment of people to
// demands is, by the deficiency version of Hall's theorem (Ore 1955,
// doi 10.1215/S0012-7094-55-02268-7), the largest shortage of any union of
// demands: what the union needs less the people who can serve any of it. So a
// cell counts people by union, and the search never solves an assignment.
type cover struct {
	lines  []line
	cells  []cell
	haves  int              // length of all cells' counts together
	groups []group          // of people who add alike
	adds   [][]contribution // by group, planned day and shift
	twins  []uint8          // likewise: the first shift that adds the same
	hits   []uint64         // by cell and group: the unions that the group counts for
	meets  []stretch        // by cell: the days whose duties add to it
	wide   bool             // some cell is touched by the duties of many days
	keeps  bool             // what a changed duty does to cells is worth keeping
	days   int
	shifts int
	past   []contribution // what the last duties of the history still add
}

// stretch is the days [from, to).
type stretch struct{ from, to int }

// line is a kind of demand: the skills that serving it takes.
type line struct {
	skills []string
	key    string
}

// group is the people who can serve the same lines and are present alike.
type group struct {
	lines    uint64 // by number of the line
	presence int
}

// contribution is what one duty adds to one cell.
type contribution struct {
	cell   int32
	amount int32  // in the cell's units
	hits   uint64 // the unions of the cell that it counts for
	offset int32  // of the cell's counts
}

// cell is one span's demand. Amounts are in units: people for shift demand,
// agent-minutes for intervals and windows.
type cell struct {
	slot   slot
	demand []demand // by line
	unit   int32    // units that one person present throughout adds
	offset int32    // of its counts, one a union
	unions []uint64 // sets of lines, by number
	all    int32    // the union of all lines, by index into unions
	need   int32    // of all lines together
	over   int64    // price of a unit too many
	terms  []term   // priced shortages; the last one is over all lines
	hard   *term    // shortage of the minima
	plain  bool     // one priced shortage, no minima
}

// demand is what a cell wants of one line, in units.
type demand struct {
	line             int
	min, target      int32
	missing, surplus int64 // price a unit
}

// term prices the largest shortage over a family of unions.
type term struct {
	price int64
	index []uint8 // into the cell's unions
	need  []int32 // by index
	first bool    // the index is that of the first unions in order
}

// slot says when a cell is.
type slot struct {
	kind    string // "shift", "interval" or "window"
	date    roster.Date
	shift   int
	from    roster.Minute
	minutes int
}

// short returns the largest shortage of the term's unions, in units.
func (t *term) short(have []int32) int32 {
	var most int32
	if t.first { // nearly always; it is what the search does most
		have = have[:len(t.need)]
		for i, n := range t.need {
			most = max(most, n-have[i])
		}
		return most
	}
	for i, u := range t.index {
		most = max(most, t.need[i]-have[u])
	}
	return most
}

// cost prices what a cell has, by union.
func (c *cell) cost(have []int32) (hard, soft int64) {
	var short int32
	for i := range c.terms {
		short = c.terms[i].short(have)
		soft += int64(short) * c.terms[i].price
	}
	if c.over > 0 { // people left over once all demands have been served
		if idle := have[c.all] - c.need + short; idle > 0 {
			soft += int64(idle) * c.over
		}
	}
	if c.hard != nil {
		hard = int64((c.hard.short(have) + c.unit - 1) / c.unit)
	}
	return hard, soft
}

// counts returns the part of all counts that belongs to a cell.
func (c *cell) counts(have []int32) []int32 {
	return have[c.offset : int(c.offset)+len(c.unions)]
}

// of returns what a group's duty adds.
func (c *cover) of(group, day, shift int) []contribution {
	return c.adds[(group*c.days+day)*c.shifts+shift]
}

// apply adds (or, with sign -1, takes away) contributions.
func (c *cover) apply(have []int32, adds []contribution, sign int32) {
	for i := range adds {
		a := &adds[i]
		amount := sign * a.amount
		for h := a.hits; h != 0; h &= h - 1 {
			have[int(a.offset)+bits.TrailingZeros64(h)] += amount
		}
	}
}
