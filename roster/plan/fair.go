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
		claims := make([]claim, len(b.members))
		expected := 0.0
		for i, m := range b.members {
			if most := b.possible(m, kind); most > 0 {
				claims[i] = claim{float64(m.target), b.carried(m, kind), float64(most)}
				expected += b.expected(m, spread[i], kind)
			}
		}
		out[kind] = balance(expected, claims)
	}
	return out
}

// watched returns the shifts whose numbers are shared out: those tagged as
// unpopular.
func (b *builder) watched() []string {
	var out []string
	for _, s := range b.ws.Team.Shifts {
		if slices.Contains(s.Tags, Unpopular) {
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

// possible returns the most a member could have of a kind this month: duties,
// or for weekends and holidays how many there are.
func (b *builder) possible(m *member, kind string) int {
	seen := map[roster.Date]bool{}
	for day := range m.can {
		for s, may := range m.can[day] {
			if !may {
				continue
			}
			for _, d := range b.counts(m, day, s, kind) {
				seen[d] = true
			}
		}
	}
	return len(seen)
}

// counts returns what a duty counts as of a kind: its date, the Mondays of the
// weekends it touches, or the holidays; none when it is not of the kind.
func (b *builder) counts(m *member, day, shift int, kind string) []roster.Date {
	date, is := b.month.From+roster.Date(day), false
	switch kind {
	case weekends:
		return b.touches(m, day, shift, func(d roster.Date) bool { return d.Weekday()%6 == 0 }, roster.Date.Monday)
	case holidays:
		return b.touches(m, day, shift, m.place.holiday, func(d roster.Date) roster.Date { return d })
	case nights:
		is = m.place.cal.Work[day][shift+1].Night
	default:
		is = slices.Contains(alike(b.ws.Team, kind), b.ws.Team.Shifts[shift].Code)
	}
	if !is {
		return nil
	}
	return []roster.Date{date}
}

// touches returns the groups of the month's dates like that on which a duty is
// busy, by the member's own calendar.
func (b *builder) touches(m *member, day, shift int, like func(roster.Date) bool, group func(roster.Date) roster.Date) []roster.Date {
	var out []roster.Date
	for i := range 8 {
		d := b.month.From + roster.Date(day-1+i)
		if m.place.cal.Work[day][shift+1].Touches>>i&1 == 0 || !b.month.Contains(d) || !like(d) {
			continue
		}
		if g := group(d); !slices.Contains(out, g) {
			out = append(out, g)
		}
	}
	return out
}

// expected sums a member's expected duties of a kind. Whole weekends are
// counted, not their days: of two days on duty most share a weekend.
func (b *builder) expected(m *member, duties [][]float64, kind string) float64 {
	const daysToWeekends = 0.6
	sum := 0.0
	for day := range duties {
		for s, n := range duties[day] {
			if n > 0 {
				sum += n * float64(len(b.counts(m, day, s, kind)))
			}
		}
	}
	if kind == weekends {
		sum *= daysToWeekends
	}
	return sum
}

// claim is one member's part in a kind of work.
type claim struct {
	weight  float64 // shares go by it; 0 has no part
	carried float64 // done so far, by the ledger
	most    float64 // more is not possible this month
}

// makeUp is by how much of the plain share a month may differ to even out the
// past: a ledger far apart is evened out over months, not in one.
const makeUp = 0.5

// balance cuts the expected number into targets: everybody's number so far and
// this month's target together shall go by weight, within what one month makes
// up for, and the targets add up to what is expected. The level of that water
// is found by halving.
func balance(expected float64, claims []claim) []float64 {
	total, before := 0.0, 0.0
	for _, c := range claims {
		total += c.weight
		before += c.carried
	}
	out := make([]float64, len(claims))
	if total == 0 || expected <= 0 {
		return out
	}
	target := func(c claim, level float64) float64 {
		plain := expected * c.weight / total
		even := level*c.weight/total - c.carried
		return min(max(even, plain*(1-makeUp)), plain*(1+makeUp), c.most)
	}
	lo, hi := 0.0, expected+before
	for _, c := range claims { // up to where the neediest has all they can have
		if c.weight > 0 {
			hi = max(hi, (c.carried+expected*2)*total/c.weight)
		}
	}
	for range 60 {
		mid, sum := (lo+hi)/2, 0.0
		for _, c := range claims {
			sum += target(c, mid)
		}
		if sum < expected {
			lo = mid
		} else {
			hi = mid
		}
	}
	for i, c := range claims {
		out[i] = math.Round(target(c, hi)*100) / 100
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
		if b.possible(m, kind) == 0 || slices.Max(shares[kind]) == 0 {
			continue
		}
		rule := &roster.FairShare{Of: kind, Target: shares[kind][i]}
		if kind != nights && kind != weekends && kind != holidays {
			rule.Of, rule.Shifts = "shifts", alike(b.ws.Team, kind)
		}
		out = append(out, roster.Clause{Rule: rule, Weight: weight, Source: FromFairness})
	}
	return out
}
