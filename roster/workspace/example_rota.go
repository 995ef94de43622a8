package workspace

import (
	"slices"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

// rota is how people worked before the planned month: a rotation simple enough
// to be lawful everywhere, so that no rule is broken where the months meet.
type rota struct {
	// blocks are worked in turn, each followed by two days off: "E E E E E".
	// The last and the next may be a night and an early shift, with the two
	// days off between them.
	blocks []string
	// cycle, set instead, is repeated day by day from a Monday on, "-" being a
	// day off; each person is a week behind the one before.
	cycle string
	// weekly, set instead, are the shifts of the weeks in turn; Sunday and one
	// more day are free, or all but so many days.
	weekly string
	days   int // of the week, with weekly
}

// workBefore makes the previous roster: the two months before the planned one.
func (m *made) workBefore() {
	m.previous.From = (m.from - 1).MonthStart()
	m.previous.From = (m.previous.From - 1).MonthStart()
	m.previous.To = m.from
	for _, p := range m.people {
		codes := p.rota.walk(m, p)
		for i, code := range codes {
			d := m.previous.From + roster.Date(i)
			if code == "" || !m.open(d) {
				continue
			}
			s, _ := m.team.Shift(code)
			m.previous.Duties = append(m.previous.Duties, s.On(p.ID, d, m.team.Zone))
		}
	}
	slices.SortStableFunc(m.previous.Duties, func(a, b roster.Duty) int {
		if c := strings.Compare(a.Agent, b.Agent); c != 0 {
			return c
		}
		return int(a.Date - b.Date)
	})
}

// walk returns a code a day, "" for a day off.
func (r rota) walk(m *made, p person) []string {
	switch {
	case r.cycle != "":
		return r.walkCycle(m, p)
	case r.weekly != "":
		return r.walkWeeks(m, p)
	default:
		return r.walkBlocks(m, p)
	}
}

// walkCycle repeats the cycle from a week of the person's own. The first duty
// of a run is left out when the run would end more than a duty above the norm.
func (r rota) walkCycle(m *made, p person) []string {
	cycle := strings.Fields(r.cycle)
	out := make([]string, m.previous.To-m.previous.From)
	ahead := 0 // minutes worked above the norm so far
	for i := range out {
		at := (int(m.previous.From-m.previous.From.Monday()) + i + 7*p.place) % len(cycle)
		out[i] = strings.TrimPrefix(cycle[at], "-")
		starts := out[i] != "" && cycle[(at+len(cycle)-1)%len(cycle)] == "-"
		if starts && ahead+m.runAhead(p, m.previous.From+roster.Date(i), cycle[at:]) > m.paid(out[i]) {
			out[i] = ""
		}
		ahead += m.runAhead(p, m.previous.From+roster.Date(i), []string{out[i]})
	}
	return out
}

// runAhead is by how much a run of duties exceeds the norm of its days; it
// ends at the first day off, which is counted when it is the only one.
func (m *made) runAhead(p person, from roster.Date, codes []string) int {
	sum := 0
	for i, code := range codes {
		if i > 0 && (code == "" || code == "-") {
			break
		}
		sum += m.paid(code) - m.norm(p, from+roster.Date(i), from+roster.Date(i)+1)
	}
	return sum
}

// walkBlocks works blocks of five days with two days off between, or of four
// when five would end above the norm. The free pairs wander backwards through
// the week; one that falls on Sunday and Monday moves on at once, so that every
// calendar week holds a whole pair.
func (r rota) walkBlocks(m *made, p person) []string {
	out := make([]string, m.previous.To-m.previous.From)
	pair := m.previous.From - 7 + roster.Date(p.place%6) // the first free day
	if pair.Weekday() == time.Sunday {
		pair--
	}
	ahead := 0
	for block := p.place; pair < m.previous.To; block++ {
		codes := strings.Fields(r.blocks[block%len(r.blocks)])
		rest := m.norm(p, max(pair, m.previous.From), max(pair+2, m.previous.From))
		if pair.Weekday() == time.Sunday || ahead-rest+m.runAhead(p, pair+2, codes) > 0 {
			codes = codes[1:]
		}
		for i, code := range codes {
			if at := int(pair-m.previous.From) + 2 + i; at >= 0 && at < len(out) {
				out[at] = code
				ahead += m.runAhead(p, pair+2+roster.Date(i), []string{code})
			}
		}
		ahead -= rest
		pair += roster.Date(2 + len(codes))
	}
	return out
}

// walkWeeks works the weeks with Sundays free, and other days in turn until
// only so many are left.
func (r rota) walkWeeks(m *made, p person) []string {
	out := make([]string, m.previous.To-m.previous.From)
	shifts := strings.Fields(r.weekly)
	for i := range out {
		d := m.previous.From + roster.Date(i)
		week := int(d.Monday()-m.previous.From.Monday()) / 7
		weekday := (int(d.Weekday()) + 6) % 7              // Monday is 0
		free := (week + p.place) % 6                       // of Monday to Saturday
		if (weekday-free+6)%6 < 6-r.days || weekday == 6 { // free days stand together
			continue
		}
		out[i] = shifts[(week+p.place)%len(shifts)]
	}
	return out
}

// paid returns the paid minutes of a shift type.
func (m *made) paid(code string) int {
	s, _ := m.team.Shift(code)
	return s.PaidMinutes()
}

// dailyNorm is what a day adds to the norm of a contract: by the pack's own
// calendar, or Monday to Friday less holidays where it has none.
func (m *made) dailyNorm(c roster.Contract, d roster.Date) int {
	key := normKey{c.ID, d}
	norm, known := m.norms[key]
	if known {
		return norm
	}
	_, holiday := m.holidays[d]
	wd := d.Weekday()
	switch pack := m.packs[c.Pack]; {
	case pack != nil && pack.Country != "":
		norm = pack.Norm(m.team.Region, d, d+1, c.WeeklyMinutes/5)
	case wd != time.Saturday && wd != time.Sunday && !holiday:
		norm = c.WeeklyMinutes / 5
	}
	m.norms[key] = norm
	return norm
}

// normKey is what a daily norm depends on; it is asked for many times.
type normKey struct {
	contract string
	date     roster.Date
}

// findHolidays lists the holidays that the example's dates may meet.
func (m *made) findHolidays() map[roster.Date]string {
	out := map[roster.Date]string{}
	for _, h := range law.HolidaysOf(m.team.Country, m.team.Region, m.today-500, m.to) {
		out[h.Date] = h.Name
	}
	return out
}
