package solver

import (
	"encoding/json"
	"time"

	"github.com/smena-org/smena/roster"
)

// model is a problem made ready for the search: rules as tables, demand as
// cells. It is not changed once built, and shared by all chains.
type model struct {
	problem *Problem
	zone    *time.Location
	lead    int // days of history before the first planned day
	days    int // planned
	shifts  int // the day off included
	people  []*person
	kinds   *kinds // of people's days
	cover   *cover
	gain    int64 // most that one new duty can gain in demand met
	minima  bool  // some demand has a hard minimum
}

// person is one row to fill.
type person struct {
	id       string
	spec     roster.CalendarSpec
	cal      *roster.Calendar
	judge    *roster.Judge
	history  roster.Row // the lead-in days
	class    int        // of people who cover the same demand
	kinds    *kinds
	days     []uint32 // by planned day: its kind
	machines []*machine
	starts   []uint16 // by machine: the state before the first planned day
	counters []counter
	feeds    feeds
	tallied  tallies
}

// price is what something costs: steps of broken hard rules, and money.
type price struct {
	hard int32
	soft int32
}

// compile prepares a valid problem for the search.
func compile(p *Problem) (*model, error) {
	m, err := lay(p)
	if err != nil {
		return nil, err
	}
	m.buildMachines()
	m.weigh()
	return m, nil
}

// lay prepares a valid problem as far as judging rosters takes: rules, cells
// and what duties add to them, without the tables of the search.
func lay(p *Problem) (*model, error) {
	m := &model{problem: p, days: p.Days, shifts: len(p.Shifts) + 1}
	m.kinds = newKinds(m.shifts)
	zone, err := time.LoadLocation(p.Zone)
	if err != nil {
		return nil, roster.Errorf(roster.Invalid, "zone %q: %w", p.Zone, err)
	}
	m.zone = zone
	m.lead = leadIn(p)
	cals := newCalendars(m)
	for i := range p.People {
		who, err := m.newPerson(cals, &p.People[i])
		if err != nil {
			return nil, err
		}
		m.people = append(m.people, who)
	}
	if m.cover, err = newCover(m); err != nil {
		return nil, err
	}
	return m, nil
}

// allFree returns rows without a duty.
func (m *model) allFree() [][]uint8 {
	rows := make([][]uint8, len(m.people))
	for i := range rows {
		rows[i] = make([]uint8, m.days)
	}
	return rows
}

// leadIn returns how many days before the start the rules look at.
func leadIn(p *Problem) int {
	const most = 62
	lead := 0
	for i := range p.People {
		if from := historyFrom(&p.People[i], p.Start); int(p.Start-from) > lead {
			lead = int(p.Start - from)
		}
	}
	return min(lead, most)
}

// historyFrom returns the first day of which a person's row is known.
func historyFrom(who *Person, start roster.Date) roster.Date {
	if who.HistoryFrom != 0 {
		return min(who.HistoryFrom, start)
	}
	from := start
	for _, w := range who.History {
		from = min(from, w.Date)
	}
	return from
}

func (m *model) newPerson(cals *calendars, in *Person) (*person, error) {
	who := &person{id: in.ID}
	known := max(m.lead-int(m.problem.Start-historyFrom(in, m.problem.Start)), 0)
	var err error
	if who.spec, who.cal, err = cals.get(in.Place, known); err != nil {
		return nil, err
	}
	who.history = make(roster.Row, m.lead)
	for _, w := range in.History {
		if day := m.lead - int(m.problem.Start-w.Date); day >= 0 && day < m.lead {
			who.history[day] = uint8(max(who.cal.Shift(w.Shift), 0))
		}
	}
	who.judge = m.policyOf(in, who.cal).Bind(who.cal, in.ID)
	who.tabulateFree(m)
	return who, nil
}

// policyOf joins a person's shared policies with their own rules, and what
// binds everybody.
func (m *model) policyOf(in *Person, cal *roster.Calendar) roster.Policy {
	var out roster.Policy
	if cal.Overlaps() {
		out = append(out, roster.Clause{Rule: roster.NoOverlap{}, Hard: true})
	}
	for _, id := range in.Policies {
		for i := range m.problem.Policies {
			if m.problem.Policies[i].ID == id {
				out = append(out, m.problem.Policies[i].Rules...)
			}
		}
	}
	return append(out, in.Rules...)
}

// tabulateFree prices every day and shift by the rules that judge a day by itself.
func (who *person) tabulateFree(m *model) {
	free := make([]price, m.days*m.shifts)
	who.eachAutomaton(func(clause roster.Clause, a *roster.Automaton) {
		if !a.Stateless {
			return
		}
		from, to := a.Days(m.lead, m.lead+m.days)
		for day := from; day < to; day++ {
			for s := range m.shifts {
				_, excess := a.Step(0, day, s)
				free[(day-m.lead)*m.shifts+s].add(clause, excess)
			}
		}
	})
	who.kinds, who.days = m.kinds, make([]uint32, m.days)
	for day := range m.days {
		who.days[day] = m.kinds.of(free[day*m.shifts:][:m.shifts])
	}
}

// add charges an excess, signed as automata report it.
func (p *price) add(clause roster.Clause, excess int) {
	if excess == 0 {
		return
	}
	c := clause.Price(max(excess, -excess))
	p.hard += int32(c.Hard)
	p.soft += int32(c.Soft)
}

func (who *person) eachAutomaton(f func(roster.Clause, *roster.Automaton)) {
	for i, clause := range who.judge.Policy {
		for _, t := range who.judge.Terms[i] {
			if t.Automaton != nil {
				f(clause, t.Automaton)
			}
		}
	}
}

// signature tells whether two clauses are the same rule with the same numbers.
func signature(c roster.Clause) string {
	b, err := json.Marshal(c)
	if err != nil {
		panic("solver: a clause that was read cannot be written: " + err.Error())
	}
	return string(b)
}
