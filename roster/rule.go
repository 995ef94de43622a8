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
	Days Unit = iota
	Duties
	Minutes
	Weekends
	Times
)

// Scale is the number of internal cost units to one unit of cost. It lets a
// weight per hour be charged for single minutes without fractions.
const Scale = 60

// PerUnit returns the internal cost units that an excess of 1 costs at weight 1.
func (u Unit) PerUnit() int {
	if u == Minutes {
		return 1
	}
	return Scale
}

// Steps returns the size of an excess in steps that the search counts when the
// rule is hard: whole hours for minutes, begun ones counted, else the number itself.
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

// Automaton walks the days of a row. Step must be a pure function with few
// reachable states: its results are tabulated once for all people who share
// policy, zone and calendar.
type Automaton struct {
	// Limit is the number the rule asks for, and AtLeast its sense; a breach
	// reports Limit ± excess as what the row has.
	Limit   int
	AtLeast bool
	// Step reads day's shift (0 is a day off) in state s, and returns the next
	// state and by how much the rule is broken by this step.
	Step func(s State, day, shift int) (next State, excess int)
	// Stateless says that Step ignores and keeps the state.
	Stateless bool
}

// Counter bounds a sum over the days [From, To) of a row.
type Counter struct {
	From, To int
	Opening  int // carried in
	// Quantity is what a day's shift adds, 0 for a day off. Tally, set instead
	// of it, also remembers the days before: it tells a weekend worked twice
	// from two weekends. It walks the row from the first known day.
	Quantity func(day, shift int) int
	Tally    func(s State, day, shift int) (next State, count int)
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
