package bench

import (
	"fmt"
	"math/rand/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// monday is the first day of all problems that are drawn: a Monday, with a
// clock change in the horizon of those that last four weeks and more.
var monday = roster.NewDate(2027, 3, 1)

// draw makes what is random of a problem.
type draw struct{ *rand.Rand }

func newDraw(seed uint64, family uint64) draw {
	return draw{rand.New(rand.NewPCG(seed, family))}
}

// between draws a number of [lo, hi].
func (d draw) between(lo, hi int) int { return lo + d.IntN(hi-lo+1) }

// near draws around a mean with the spread of a count, never below 0.
func (d draw) near(mean float64) int {
	return int(max(mean+d.NormFloat64()*0.25*float64(min(mean, 4))+0.5, 0))
}

// rules reads clauses; the ones here are written by us, and are right.
func rules(clauses ...string) (out roster.Policy) {
	for _, text := range clauses {
		c, err := roster.ParseClause([]byte(text))
		if err != nil {
			panic(fmt.Sprintf("%s: %v", text, err))
		}
		out = append(out, c)
	}
	return out
}

// wishes draws wishes for days off and leave of some days.
func (d draw) wishes(p *solver.Problem, who *solver.Person, n, leave int) {
	for range n {
		day := p.Start + roster.Date(d.IntN(p.Days))
		who.Rules = append(who.Rules, rules(fmt.Sprintf(`{"rule":"wish","date":"%s","off":true,"weight":%d}`, day, 10*d.between(1, 4)))...)
	}
	if leave > 0 && d.IntN(4) == 0 {
		from := p.Start + roster.Date(d.IntN(p.Days))
		to := from + roster.Date(d.between(2, leave))
		who.Rules = append(who.Rules, rules(fmt.Sprintf(`{"rule":"unavailable","from":"%s","to":"%s"}`, from, to))...)
	}
}

// at writes wall time of a planned day.
func at(p *solver.Problem, day, minute int) string {
	return fmt.Sprintf("%sT%02d:%02d", p.Start+roster.Date(day), minute/60, minute%60)
}
