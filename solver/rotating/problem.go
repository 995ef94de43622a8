package rotating

// Off marks a day off in a row.
const Off = -1

// Problem is a rotating workforce problem as Musliu, Gärtner and Slany (2002)
// state it. One cyclic sequence of Employees×Days days is looked for; employee
// e works week e of it, then moves on to week e+1.
type Problem struct {
	Days      int      // days of a week, 7 in every published instance
	Employees int      // weeks of the cycle
	Shifts    []Shift  // the kinds of work
	Demand    [][]int  // [shift][weekday]: exactly so many must work
	Rest      Range    // length of a run of days off
	Work      Range    // length of a run of working days
	After     [][2]int // {x, y}: shift y may not follow shift x the next day
	AfterOff  [][2]int // {x, y}: not x, exactly one day off, y
}

// Shift is one kind of work.
type Shift struct {
	Name   string
	Start  int   // minute of the day; no rule uses it
	Length int   // minutes; no rule uses it
	Run    Range // length of a run of this very shift
}

// Range is a pair of bounds, both allowed.
type Range struct{ Min, Max int }

// Contains says whether n lies within the bounds.
func (r Range) Contains(n int) bool { return r.Min <= n && n <= r.Max }

// length is the number of days of the whole cycle.
func (p *Problem) length() int { return p.Employees * p.Days }

// free is the number of employees who must be off on a weekday.
func (p *Problem) free(day int) int {
	n := p.Employees
	for k := range p.Shifts {
		n -= p.Demand[k][day]
	}
	return n
}

// follows returns a table: may y be worked the day after x?
func (p *Problem) follows() [][]bool { return p.allowed(p.After) }

// followsOff returns a table: may y come after x and exactly one day off?
func (p *Problem) followsOff() [][]bool { return p.allowed(p.AfterOff) }

func (p *Problem) allowed(banned [][2]int) [][]bool {
	ok := make([][]bool, len(p.Shifts))
	for x := range ok {
		ok[x] = make([]bool, len(p.Shifts))
		for y := range ok[x] {
			ok[x][y] = true
		}
	}
	for _, b := range banned {
		ok[b[0]][b[1]] = false
	}
	return ok
}
