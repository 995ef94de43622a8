package plan

import (
	"cmp"
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/solver"
)

// place is where people work under one law: its clock, holidays and nights,
// and every shift of the month as it would be worked there.
type place struct {
	solver.Place
	pack *law.Pack
	zone *time.Location
	spec roster.CalendarSpec
	cal  *roster.Calendar // the month alone, without lead-in
}

// places makes one place for each pair of zone and pack, on first use.
type places struct {
	team  roster.Team
	month Month
	known map[string]*place
	order []*place
}

func newPlaces(team roster.Team, month Month) *places {
	return &places{team: team, month: month, known: map[string]*place{}}
}

// of returns the place of people in the zone under the pack.
func (ps *places) of(zone *time.Location, packID string) (*place, error) {
	id := zone.String() + " " + packID
	if p := ps.known[id]; p != nil {
		return p, nil
	}
	pack, err := law.Load(packID)
	if err != nil {
		return nil, err
	}
	p := &place{Place: solver.Place{ID: id, Zone: zone.String()}, pack: pack, zone: zone}
	ps.fill(p)
	ps.known[id] = p
	ps.order = append(ps.order, p)
	return p, nil
}

// leadIn is how many days of the previous roster rules may look back on; the
// longest memory is a month's window that began on a Monday before it.
const leadIn = 35

// fill works out the calendar of the place: every shift on every date as it would
// be worked there, with some days on either side for rules that look over the edge.
func (ps *places) fill(p *place) {
	from, to := ps.month.From-leadIn, ps.month.To+7
	for _, h := range ps.holidays(p.pack, from, to) {
		p.Holidays = append(p.Holidays, h.Date)
	}
	p.Night = nightOf(p.pack)
	if slices.ContainsFunc(ps.team.Shifts, roster.ShiftType.Moves) {
		p.Unbroken = p.pack.Unbroken()
	}
	p.spec = roster.CalendarSpec{
		First: ps.month.From, Days: ps.month.Days(),
		Zone: ps.team.Zone, Place: p.zone, Shifts: ps.team.Shifts,
		Holiday:   func(d roster.Date) bool { return contains(p.Holidays, d) },
		NightFrom: p.Night.From, NightTo: p.Night.To,
		IsNight: p.pack.IsNightDuty,
	}
	if ps.team.ShortDays == "shorten" {
		ps.shorten(p)
	}
	p.cal = roster.NewCalendar(p.spec)
}

// holidays returns the holidays of the pack's country, of the team's where the
// pack has none.
func (ps *places) holidays(pack *law.Pack, from, to roster.Date) []law.Holiday {
	return law.HolidaysOf(cmp.Or(pack.Country, ps.team.Country), ps.region(pack), from, to)
}

// region is the team's, where the pack is of the team's country.
func (ps *places) region(pack *law.Pack) string {
	if pack.Country == "" || pack.Country == ps.team.Country {
		return ps.team.Region
	}
	return ""
}

// shorten ends the duties of the days before holidays an hour early.
func (ps *places) shorten(p *place) {
	for d := ps.month.From; d < ps.month.To; d++ {
		if p.pack.ShortDay(ps.region(p.pack), d) {
			p.Shorter = append(p.Shorter, solver.Shorter{Date: d, Minutes: 60})
		}
	}
	p.spec.Shorter = func(d roster.Date) int {
		for _, s := range p.Shorter {
			if s.Date == d {
				return s.Minutes
			}
		}
		return 0
	}
}

// nightOf says in the solver's words what the pack counts as a night duty.
func nightOf(pack *law.Pack) *solver.Night {
	n := &solver.Night{From: pack.Night.From, To: pack.Night.To}
	if n.To <= n.From {
		n.To += 24 * 60
	}
	switch {
	case pack.Night.Half:
		n.Percent = 50
	case pack.Night.AtLeast > 0:
		n.Minutes = pack.Night.AtLeast
	default:
		n.Minutes = pack.Night.Over + 1
	}
	return n
}

func contains(dates []roster.Date, d roster.Date) bool {
	for _, e := range dates {
		if e == d {
			return true
		}
	}
	return false
}
