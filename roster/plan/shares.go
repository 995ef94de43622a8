package plan

import (
	"github.com/smena-org/smena/roster"
)

// Shares counts what each agent carries in a roster of the month, in the order
// of the workspace's agents.
func (bt *Built) Shares(ro roster.Roster) []Share {
	b := bt.builder
	duties := map[string][]roster.Duty{}
	for _, d := range ro.Duties {
		duties[d.Agent] = append(duties[d.Agent], d)
	}
	var out []Share
	for i, m := range b.members {
		out = append(out, b.shareOf(i, m, duties[m.ID]))
	}
	return out
}

// shareOf counts what one member carries. A night, weekend or holiday counts once
// however many duties touch it, by the clock where the member works.
func (b *builder) shareOf(i int, m *member, duties []roster.Duty) Share {
	s := Share{
		Agent: m.ID, Name: m.Name, Contract: m.contract.ID,
		Target: m.target, Norm: m.norm, Balance: m.balance, Most: m.most,
		Duties: len(duties), DaysOff: b.month.Days() - len(duties),
		Nights:   Tally{Of: nights, Fair: b.fair(i, nights)},
		Weekends: Tally{Of: weekends, Fair: b.fair(i, weekends)},
		Holidays: Tally{Of: holidays, Fair: b.fair(i, holidays)},
	}
	codes := map[string]int{}
	seen := map[string]map[roster.Date]bool{nights: {}, weekends: {}, holidays: {}}
	for _, d := range duties {
		s.Minutes += d.PaidMinutes()
		codes[d.Shift]++
		shift := b.shift(d.Shift)
		if shift < 0 || !b.month.Contains(d.Date) {
			continue
		}
		if b.ws.Team.Shifts[shift].Office {
			s.OfficeDays++
		}
		for kind, dates := range seen {
			for _, date := range b.counts(m, int(d.Date-b.month.From), shift, kind) {
				dates[date] = true
			}
		}
	}
	s.Nights.Count, s.Weekends.Count, s.Holidays.Count = len(seen[nights]), len(seen[weekends]), len(seen[holidays])
	for _, code := range b.watched() {
		t := Tally{Of: code, Fair: b.fair(i, code)}
		for _, same := range alike(b.ws.Team, code) {
			t.Count += codes[same]
		}
		s.Unpopular = append(s.Unpopular, t)
	}
	s.WishesAsked, s.WishesGranted = b.granted(m, duties)
	return s
}

// fair is a member's fair number of a kind, 0 where no demand told it.
func (b *builder) fair(i int, kind string) float64 {
	if b.shares == nil {
		return 0
	}
	return b.shares[kind][i]
}

func (b *builder) shift(code string) int {
	for i, s := range b.ws.Team.Shifts {
		if s.Code == code {
			return i
		}
	}
	return -1
}

// granted counts a member's wishes and those that the duties fulfil.
func (b *builder) granted(m *member, duties []roster.Duty) (asked, granted int) {
	worked := map[roster.Date]string{}
	for _, d := range duties {
		worked[d.Date] = d.Shift
	}
	for _, q := range m.wishes(b.ws, b.month) {
		asked++
		shift, on := worked[q.Date]
		if has := on && (q.Shift == "" || q.Shift == shift); has == q.On {
			granted++
		}
	}
	return asked, granted
}
