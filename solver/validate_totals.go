package solver

import (
	"fmt"
	"math"
	"strconv"

	"github.com/smena-org/smena/roster"
)

// Numbers that are fine one by one can still be too much together. The search
// holds what a slot needs in 32 bits and costs in 64; beyond that a sum would
// turn over, and a roster that breaks everything would seem to cost nothing.
const (
	mostCost = 1e17 // in the problem's units; roster.Scale times that is a word's two thirds
	// worstBreach is how often a clause may at worst be broken: by the longest
	// minimum in each of the periods there can be.
	worstBreach = 1e7
)

// totals judges sums, once every number has been found to make sense.
func (v *validation) totals() {
	if len(v.faults.Errors()) > 0 {
		return
	}
	v.wantedTogether()
	v.workTogether()
	if cost := v.worstDemand() + v.worstRules(); cost > mostCost {
		v.fault("demand", fmt.Sprintf("%.0e", cost), "is what the worst roster would cost, and more than can be added up",
			"divide all weights and prices by "+strconv.Itoa(int(math.Ceil(cost/mostCost))))
	}
}

// wantedAt is where demands add up: the same shift, or the same span.
type wantedAt struct {
	kind, start string
	minutes     int
}

// wantedTogether complains of the demand with which a slot wants too many.
func (v *validation) wantedTogether() {
	sums := map[wantedAt]int{}
	add := func(at string, key wantedAt, least, target int) {
		before := sums[key]
		sums[key] += max(least, target)
		if before <= mostPeople && sums[key] > mostPeople {
			v.fault(at, strconv.Itoa(sums[key]), "is how many people are wanted here together with the demands before", fmt.Sprintf("keep to %d", mostPeople))
		}
	}
	for i, d := range v.p.Demand.Shifts {
		add(element("demand.shifts", i), wantedAt{d.Shift, d.Date.String(), 0}, d.Min, d.Target)
	}
	for i, d := range v.p.Demand.Intervals {
		add(element("demand.intervals", i), wantedAt{"", v.instant(d.Start), d.Minutes}, d.Min, d.Target)
	}
}

// instant writes a start that has been judged so that equal ones are equal.
func (v *validation) instant(start string) string {
	at, _ := parseStart(start, v.zone)
	return at.UTC().Format(wallTime)
}

// workTogether complains of windows that hold more work than fits. A window
// holds what the intervals in it take as well; here it holds all of them.
func (v *validation) workTogether() {
	if len(v.p.Demand.Windows) == 0 {
		return
	}
	held, sums := 0, map[wantedAt]int{}
	for _, d := range v.p.Demand.Intervals {
		held += d.Target * d.Minutes
	}
	for i, d := range v.p.Demand.Windows {
		key := wantedAt{"", v.instant(d.Start), d.Minutes}
		before := sums[key]
		sums[key] += d.Work + held
		if before <= math.MaxInt32 && sums[key] > math.MaxInt32 {
			v.fault(element("demand.windows", i), strconv.Itoa(sums[key]), "is how many minutes of work this window and the intervals want together",
				fmt.Sprintf("keep to %d", math.MaxInt32))
		}
	}
}

// worstDemand is what it costs when nobody works, or everybody all the time.
func (v *validation) worstDemand() (cost float64) {
	team := len(v.p.People)
	for _, d := range v.p.Demand.Shifts {
		cost += float64(d.Target)*float64(d.Missing) + float64(team)*float64(d.Surplus)
	}
	for _, d := range v.p.Demand.Intervals {
		cost += (float64(d.Target)*float64(d.Missing) + float64(team)*float64(d.Surplus)) * float64(d.Minutes) / 60
	}
	for _, d := range v.p.Demand.Windows {
		cost += float64(d.Work) * float64(d.Missing) / 60
	}
	return cost
}

// worstRules is more than all clauses can cost.
func (v *validation) worstRules() (cost float64) {
	policy := make([]float64, len(v.p.Policies))
	for i := range v.p.Policies {
		policy[i] = worstOf(v.p.Policies[i].Rules)
	}
	for i := range v.p.People {
		who := &v.p.People[i]
		cost += worstOf(who.Rules)
		for _, id := range who.Policies {
			cost += policy[v.policy[id]]
		}
	}
	return cost
}

func worstOf(rules roster.Policy) (cost float64) {
	for _, c := range rules {
		switch r := c.Rule.(type) {
		case *roster.FairShare:
			cost += float64(c.Weight) * max(r.Target, mostDays) * max(r.Target, mostDays)
		case *roster.Wish, *roster.Unavailable, *roster.Pinned:
			cost += float64(c.Weight) * mostDays
		default:
			cost += float64(c.Weight) * worstBreach
		}
	}
	return cost
}
