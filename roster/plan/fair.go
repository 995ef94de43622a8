package plan

import (
	"math"
	"slices"

	"github.com/smena-org/smena/roster"
)

// The kinds of work that nobody should have more of than is fair. Shift types
// are counted by their code.
const (
	nights   = "nights"
	weekends = "weekends"
	holidays = "holidays"
)

// Unpopular is the tag in team.yaml of shift types to be shared out fairly.
const Unpopular = "unpopular"

// fairness holds the fair number of each kind for each member.
type fairness map[string][]float64

// fairShares cuts the expected nights, weekends, holidays and unpopular duties
// into personal targets. Shares go by the minutes people have this month, among
// those who can do such work at all; what they did before is evened out as far
// as the month allows.
func (b *builder) fairShares() fairness {
	spread := b.spread()
	out := fairness{}
	for _, kind := range append([]string{nights, weekends, holidays}, b.watched()...) {
		weights, carried := make([]float64, len(b.members)), make([]float64, len(b.members))
		expected := 0.0
		for i, m := range b.members {
			if b.canDo(m, kind) {
				weights[i] = float64(m.target)
				carried[i] = b.carried(m, kind)
				expected += b.expected(m, spread[i], kind)
			}
		}
		out[kind] = balance(expected, weights, carried)
	}
	return out
}

// watched returns the shifts whose numbers are shared out: those tagged as
// unpopular, and those people rotate through.
func (b *builder) watched() []string {
	var out []string
	for _, s := range b.ws.Team.Shifts {
		rotates := func(c roster.Contract) bool { return slices.Contains(c.Rotation, s.Code) }
		if slices.Contains(s.Tags, Unpopular) || slices.ContainsFunc(b.ws.Team.Contracts, rotates) {
			out = append(out, s.Code)
		}
	}
	return out
}

// carried is what the ledger says a member has done of a kind before.
func (b *builder) carried(m *member, kind string) float64 {
	ledger := b.ws.Balances[m.ID]
	switch kind {
	case nights:
		return float64(ledger.Nights)
	case weekends:
		return float64(ledger.Weekends)
	case holidays:
		return float64(ledger.Holidays)
	}
	return 0
}

// canDo reports whether a member could do any work of the kind this month.
func (b *builder) canDo(m *member, kind string) bool {
	for day := range m.can {
		for s, may := range m.can[day] {
			if may && b.counts(m, day, s, kind) {
				return true
			}
		}
	}
	return false
}

// counts reports whether a duty is of the kind.
func (b *builder) counts(m *member, day, shift int, kind string) bool {
	switch kind {
	case nights:
		return m.place.cal.Work[day][shift+1].Night
	case weekends:
		return b.touches(m, day, shift, func(d roster.Date) bool { return d.Weekday()%6 == 0 })
	case holidays:
		return b.touches(m, day, shift, m.place.holiday)
	}
	return slices.Contains(alike(b.ws.Team, kind), b.ws.Team.Shifts[shift].Code)
}

// touches reports whether a duty is busy on a date of the month like that, by
// the member's own calendar.
func (b *builder) touches(m *member, day, shift int, like func(roster.Date) bool) bool {
	for i := range 8 {
		d := b.month.From + roster.Date(day-1+i)
		if m.place.cal.Work[day][shift+1].Touches>>i&1 == 1 && b.month.Contains(d) && like(d) {
			return true
		}
	}
	return false
}

// expected sums a member's expected duties of a kind. Whole weekends are
// counted, not their days: of two days on duty most share a weekend.
func (b *builder) expected(m *member, duties [][]float64, kind string) float64 {
	const daysToWeekends = 0.6
	sum := 0.0
	for day := range duties {
		for s, n := range duties[day] {
			if n > 0 && b.counts(m, day, s, kind) {
				sum += n
			}
		}
	}
	if kind == weekends {
		sum *= daysToWeekends
	}
	return sum
}

// balance cuts the expected number into targets: everybody's number so far and
// this month's target together shall go by weight, no target is negative, and
// the targets add up to what is expected. The level of that water is found by
// halving.
func balance(expected float64, weights, carried []float64) []float64 {
	total, before := 0.0, 0.0
	for i, w := range weights {
		total += w
		before += carried[i]
	}
	out := make([]float64, len(weights))
	if total == 0 || expected <= 0 {
		return out
	}
	target := func(i int, level float64) float64 {
		// Nobody makes up for the past with more than twice the plain share.
		most := 2 * expected * weights[i] / total
		return min(max(level*weights[i]/total-carried[i], 0), most)
	}
	lo, hi := 0.0, 2*expected+before*float64(len(weights))+expected*float64(len(weights))
	for range 60 {
		mid, sum := (lo+hi)/2, 0.0
		for i := range weights {
			sum += target(i, mid)
		}
		if sum < expected {
			lo = mid
		} else {
			hi = mid
		}
	}
	for i := range out {
		out[i] = math.Round(target(i, hi)*100) / 100
	}
	return out
}

// fairClauses price a member's distance from the fair shares.
func (b *builder) fairClauses(i int, shares fairness) roster.Policy {
	weight := b.ws.Team.Weights.Fairness
	if weight == 0 {
		return nil
	}
	var out roster.Policy
	for _, kind := range append([]string{nights, weekends, holidays}, b.watched()...) {
		m := b.members[i]
		if !b.canDo(m, kind) || slices.Max(shares[kind]) == 0 {
			continue
		}
		rule := &roster.FairShare{Of: kind, Target: shares[kind][i]}
		if kind != nights && kind != weekends && kind != holidays {
			rule.Of, rule.Shifts = "shifts", alike(b.ws.Team, kind)
		}
		out = append(out, roster.Clause{Rule: rule, Weight: weight, Source: "fairness"})
	}
	return out
}
