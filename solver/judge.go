package solver

import (
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
)

// Judge returns what judges one person's row in the problem, and the days of
// history that stand before the planned days in it. Who changes a published
// roster by hand asks it what a change makes worse.
func (p *Problem) Judge(person string) (*roster.Judge, roster.Row, error) {
	if err := p.Validate().Err(); err != nil {
		return nil, nil, err
	}
	i := slices.IndexFunc(p.People, func(who Person) bool { return who.ID == person })
	if i < 0 {
		return nil, nil, roster.Errorf(roster.NotFound, "no person %q in the problem", person)
	}
	zone, err := time.LoadLocation(p.Zone)
	if err != nil {
		return nil, nil, roster.Errorf(roster.Invalid, "zone %q: %w", p.Zone, err)
	}
	m := &model{problem: p, days: p.Days, shifts: len(p.Shifts) + 1, zone: zone, lead: leadIn(p), kinds: newKinds(len(p.Shifts) + 1)}
	who, err := m.newPerson(newCalendars(m), &p.People[i])
	if err != nil {
		return nil, nil, err
	}
	return who.judge, who.history, nil
}
