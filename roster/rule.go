package roster

// Rule is one clause of law, contract or wish, written once and read by the
// checker, the search, the row optimiser and the bound. It says what it wants
// as terms: automata over the days of a row, and counters over spans of days.
type Rule interface {
	// Name is the rule's name in the catalogue, e.g. "min-rest".
	Name() string
	// Unit is what an excess of 1 means to a person, and how it is priced.
	Unit() Unit
	// Validate returns what is wrong with the rule's numbers, nil if nothing.
	Validate() error
	// Terms compiles the rule for one person.
	Terms(c *Calendar) []Term
}

// Unit is what an excess is counted in. A weight is the price of one whole
// unit; minutes are priced per hour, so that weights stay round numbers.
type Unit uint8

const (
	Times Unit = iota
	Minutes
)

// Scale is the number of internal cost units to one unit of cost. It lets a
// weight per hour be charged for single minutes without fractions.
const Scale = 60

// Price returns the internal cost units of an excess at a weight.
func (u Unit) Price(excess, weight int) int64 {
	if u == Minutes {
		return int64(excess) * int64(weight)
	}
	return int64(excess) * int64(weight) * Scale
}

// Steps returns the size of an excess as the search counts it when the rule is
// hard: whole hours for minutes, begun ones counted, else the number itself.
func (u Unit) Steps(excess int) int {
	if u == Minutes {
		return (excess + 59) / 60
	}
	return excess
}

// Term is one automaton or one counter; exactly one of the two is set.
type Term struct {
	Automaton *Automaton
	Counter   *Counter
}

// State is what an automaton remembers from one day to the next. 0 means that
// it knows nothing of the past, and is the state before the first known day.
type State uint32

// Automaton walks the days of a row. Its functions are pure and reach few
// states: they are tabulated once for all people who share policy, zone and
// calendar.
type Automaton struct {
	// Min and Max are the numbers the rule asks for. A positive excess is
	// above Max, a negative one below Min.
	Min, Max int
	// Step reads a day's shift in state s, and returns the next state and by
	// how much this step breaks the rule.
	Step func(s State, day, shift int) (next State, excess int)
	// End, if set, judges the state after the last day.
	End func(s State) (excess int)
	// Stateless says that Step ignores the state and returns 0.
	Stateless bool
	// From and To, of a stateless one, are the days [From, To) on which it can
	// break anything. To of 0 is every day.
	From, To int
}

// Days returns the days of a stateless automaton that have to be looked at,
// among the days [from, to).
func (a *Automaton) Days(from, to int) (int, int) {
	if a.To == 0 {
		return from, to
	}
	return max(from, a.From), min(to, a.To)
}

// Counter bounds a sum over the days [From, To) of a row.
type Counter struct {
	From, To int
	// Since and Until are the known days of the period it stands for. [From,
	// To) may reach beyond them, to duties that run into the period.
	Since, Until int
	Opening      int // carried in
	// Quantity is what a day's shift adds. Tally, set instead of it, also
	// remembers the days before: it tells a weekend worked twice from two
	// weekends. It walks the row from the first known day.
	Quantity func(day, shift int) int
	Tally    func(s State, day, shift int) (next State, count int)
	Kind     string // of the tally: two of one kind on one calendar are the same
	Bounds   Bounds
}

// Bounds price a sum that leaves [Min, Max]. Squared makes two units of excess
// cost four times one, which spreads what must be spread.
type Bounds struct {
	Min, Max int
	Squared  bool
}

// NoMax is a Max that never binds.
const NoMax = 1 << 30

// Excess returns by how much v leaves the bounds, never negative.
func (b Bounds) Excess(v int) int {
	e := max(b.Min-v, v-b.Max, 0)
	if b.Squared {
		return e * e
	}
	return e
}

// limits returns bounds from the optional min and max of a rule; a minimum is
// asked only of a whole window.
func limits(lo, hi int, whole bool) Bounds {
	b := Bounds{Min: -NoMax, Max: NoMax}
	if lo > 0 && whole {
		b.Min = lo
	}
	if hi > 0 {
		b.Max = hi
	}
	return b
}
