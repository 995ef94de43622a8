package workspace

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
)

// crew is a group of agents alike. Lists are dealt out in turn.
type crew struct {
	count     int
	contract  string
	next      string // the contract from the planned month on, for the first of the crew
	names     *namePool
	zones     []string // "" is the team's
	skills    []string // blanks between
	consents  []string
	protected []string // of the first of the crew
	rate      int      // cents an hour, before seniority
	rota      rota
}

// person is an agent and how they worked.
type person struct {
	roster.Agent
	rota  rota
	index int // among all
	place int // in the crew
}

// namePool deals out names: first and last in turn. Their numbers have no
// common divisor, so that no pair comes twice before all have come.
type namePool struct{ prefix, first, last string }

// name gives the i-th person first and last names that repeat as late as they can.
func (p *namePool) name(i int) string {
	first, last := strings.Fields(p.first), strings.Fields(p.last)
	return first[i%len(first)] + " " + last[i%len(last)]
}

// hire makes the agents of all crews.
func (m *made) hire() {
	for _, c := range m.crews {
		for i := range c.count {
			n := len(m.people)
			p := person{rota: c.rota, index: n, place: i, Agent: roster.Agent{
				ID:         fmt.Sprintf("%s%02d", c.names.prefix, n+1),
				Name:       c.names.name(n),
				Zone:       m.team.Zone,
				PayrollID:  fmt.Sprintf("%05d", 10100+7*n),
				Terms:      []roster.Terms{{Contract: c.contract}},
				Skills:     strings.Fields(deal(c.skills, i)),
				Consents:   strings.Fields(deal(c.consents, i)),
				HourlyRate: int64(c.rate + c.rate/100*m.rng.IntN(25)),
			}}
			if zone, ok := loadZone(deal(c.zones, i)); ok {
				p.Zone = zone
			}
			if i == 0 {
				p.Protected = c.protected
			}
			if i == 0 && c.next != "" {
				p.Terms = []roster.Terms{{Contract: c.contract, To: m.from}, {Contract: c.next, From: m.from}}
			}
			m.people = append(m.people, p)
		}
	}
}

// deal goes round a list, so that a crew is mixed and always in the same way.
func deal(list []string, i int) string {
	if len(list) == 0 {
		return ""
	}
	return list[i%len(list)]
}

func (m *made) agents() []roster.Agent {
	out := make([]roster.Agent, len(m.people))
	for i, p := range m.people {
		out[i] = p.Agent
	}
	return out
}

// contract returns a person's contract on a date.
func (m *made) contract(p person, d roster.Date) roster.Contract {
	c, _ := m.team.Contract(p.ContractOn(d))
	return c
}

// sendAway gives every fifth agent some days of leave in the planned month,
// and one a day of training.
func (m *made) sendAway() {
	days := int(m.to - m.from)
	for i := 2; i < len(m.people); i += 5 {
		length := 3 + m.rng.IntN(6)
		from := m.from + roster.Date(2+m.rng.IntN(days-length-3))
		m.absences = append(m.absences, roster.Absence{Agent: m.people[i].ID, From: from, To: from + roster.Date(length), Kind: "leave"})
	}
	from := m.from + roster.Date(8+m.rng.IntN(5))
	m.absences = append(m.absences, roster.Absence{Agent: m.people[1].ID, From: from, To: from + 1, Kind: "training"})
}

// writeAvailability gives two people an evening a week that is theirs.
func (m *made) writeAvailability(b *bytes.Buffer) error {
	out := newTableWriter(b, headers(availabilityColumns)...)
	out.row(m.people[3].ID, "FREQ=WEEKLY;BYDAY=TU", m.from.String(), "", "18:00", "22:00", "cannot")
	out.row(m.people[8].ID, "FREQ=WEEKLY;BYDAY=WE", m.from.String(), (m.to - 1).String(), "", "", "cannot")
	return out.close()
}

// writeRequests writes a wish or two of most people: days off around the
// month's holidays and elsewhere, and a shift that suits.
func (m *made) writeRequests(b *bytes.Buffer) error {
	out := newTableWriter(b, headers(requestColumns)...)
	days := int(m.to - m.from)
	for _, p := range m.people {
		if p.index%4 == 1 {
			continue
		}
		off := m.from + roster.Date(m.rng.IntN(days))
		if p.index%3 == 0 {
			off = m.to - roster.Date(1+m.rng.IntN(8))
		}
		if !absent(m.absences, p.ID, off) && m.open(off) {
			out.row(p.ID, off.String(), "", "off", fmt.Sprint(1+m.rng.IntN(5)))
		}
		on := m.from + roster.Date(m.rng.IntN(days))
		if p.index%3 != 1 || on == off || absent(m.absences, p.ID, on) || !m.open(on) {
			continue
		}
		out.row(p.ID, on.String(), m.dayShift(p, on), "on", fmt.Sprint(1+m.rng.IntN(3)))
	}
	return out.close()
}

// dayShift returns the first shift of the person's contract: an early one.
func (m *made) dayShift(p person, d roster.Date) string {
	if c := m.contract(p, d); len(c.Shifts) > 0 {
		return c.Shifts[0]
	}
	return m.team.Shifts[0].Code
}

// writePins fixes a day off and a working day of two people in mid-month.
func (m *made) writePins(b *bytes.Buffer) error {
	out := newTableWriter(b, headers(pinColumns)...)
	day := m.from.Monday() + 15 // the Tuesday of the third week
	for !m.open(day) {
		day++
	}
	free, busy := m.people[0], m.people[5]
	out.row(free.ID, day.String(), dayOff[0])
	out.row(busy.ID, day.String(), m.dayShift(busy, day))
	return out.close()
}

// open tells whether the team is open on a date at all.
func (m *made) open(d roster.Date) bool {
	_, holiday := m.holidays[d]
	return len(m.team.Opening[d.Weekday()]) > 0 && !(holiday && m.team.ClosedHolidays) && !slices.Contains(m.team.ClosedDays, d)
}

// writeBalances writes what the previous roster left: hours against the norm
// of the two months it covers, and the ledger of nights, weekends and holidays.
func (m *made) writeBalances(b *bytes.Buffer) error {
	out := newTableWriter(b, headers(balanceColumns)...)
	for _, p := range m.people {
		nights, holidays := 0, 0
		weekends := map[roster.Date]bool{}
		for _, d := range m.previous.Duties {
			if d.Agent != p.ID {
				continue
			}
			if d.Span.Start.Hour() >= 19 {
				nights++
			}
			if wd := d.Date.Weekday(); wd == time.Saturday || wd == time.Sunday {
				weekends[d.Date.Monday()] = true
			}
			if _, ok := m.holidays[d.Date]; ok {
				holidays++
			}
		}
		out.row(p.ID, (m.from - 1).String(), number(float64(m.balance(p))/60), fmt.Sprint(p.index*5%24),
			fmt.Sprint(nights), fmt.Sprint(len(weekends)), fmt.Sprint(holidays), "0")
	}
	return out.close()
}

// balance is the minutes a person has worked above the norm of the previous
// roster, in quarters of an hour as time sheets have them.
func (m *made) balance(p person) int {
	worked := 0
	for _, d := range m.previous.Duties {
		if d.Agent == p.ID {
			worked += d.PaidMinutes()
		}
	}
	return (worked - m.norm(p, m.previous.From, m.from)) / 15 * 15
}

// norm is what a contract asks for in a span, in minutes.
func (m *made) norm(p person, from, to roster.Date) int {
	sum := 0
	for d := from; d < to; d++ {
		sum += m.dailyNorm(m.contract(p, d), d)
	}
	return sum
}
