package rotating

// Off marks a day off in a row.
const Off = -1

// Problem is a cycle of Employees weeks of Days days. Employee e works week e
// of it first, then week e+1, and so on around.
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

// Shift is one kind of work. Start and Length are carried for whoever prints
// the roster; no rule of this problem reads them.
type Shift struct {
	Name   string
	Start  int   // minute of the day
	Length int   // minutes
	Run    Range // length of a run of this very shift
}

// Range is a pair of bounds, both allowed.
type Range struct{ Min, Max int }

// Contains says whether n lies within the bounds.
func (r Range) Contains(n int) bool { return r.Min <= n && n <= r.Max }

// length is the number of days of the whole cycle.
func (p *Problem) length() int { return p.Employees * p.Days }

// need is how often the shift, or Off, must stand in the column of a weekday.
func (p *Problem) need(shift, day int) int {
	if shift != Off {
		return p.Demand[shift][day]
	}
	n := p.Employees
	for k := range p.Shifts {
		n -= p.Demand[k][day]
	}
	return n
}

// total is how often the shift, or Off, must stand in the whole roster.
func (p *Problem) total(shift int) int {
	n := 0
	for d := range p.Days {
		n += p.need(shift, d)
	}
	return n
}

// follows returns a table: may y be worked the day after x?
func (p *Problem) follows() [][]bool { return p.allowed(p.After) }

// followsOff returns a table: may y come after x and exactly one day off?
func (p *Problem) followsOff() [][]bool { return p.allowed(p.AfterOff) }

// allowed is the table of what is not banned.
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
