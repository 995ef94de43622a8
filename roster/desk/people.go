package desk

import (
	"context"
	"strings"
	"time"

	"github.com/teambition/rrule-go"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

// longest is how many days a person may ask for at a time.
const longest = 400

// own returns the actor as an agent.
func own(ctx context.Context) (Actor, error) {
	a, err := signedIn(ctx)
	if err != nil {
		return a, err
	}
	if !a.may(beAgent, a.AgentTeam) {
		return a, roster.Errorf(roster.Forbidden, "you are no agent; ask an admin to say which agent you are")
	}
	return a, nil
}

// TeamMonth is a team's published roster as everybody in the team sees it:
// nobody's absences, wishes or pay.
type TeamMonth struct {
	Team   TeamView // without contracts and rules
	Roster Roster
	Agents []Agent // ids and names alone
	Duties []Duty  // published
}

// TeamMonth returns a published roster. NotFound when it is not published.
func (d *Desk) TeamMonth(ctx context.Context, id int64) (TeamMonth, error) {
	_, err := d.rosterFor(ctx, seeTeam, id)
	if err != nil {
		return TeamMonth{}, err
	}
	return read(ctx, d, func(tx *postgres.Tx) (m TeamMonth, err error) {
		if m.Roster, err = tx.Roster(ctx, id); err != nil {
			return m, err
		}
		if m.Roster.Published == 0 {
			return TeamMonth{}, roster.Errorf(roster.NotFound, "no published roster %d, or none you may see", id)
		}
		if m.Team, err = d.team(ctx, tx, m.Roster.Team); err != nil {
			return m, err
		}
		m.Team = m.Team.forActor(Actor{})
		all, err := tx.Agents(ctx, m.Roster.Team)
		if err != nil {
			return m, err
		}
		for _, agent := range all {
			if employed(agent.Agent, m.Roster.Month) {
				m.Agents = append(m.Agents, Agent{Agent: roster.Agent{ID: agent.ID, Name: agent.Name}, Team: agent.Team})
			}
		}
		m.Duties, err = tx.InForce(ctx, id)
		return m, err
	})
}

// Duties lists published duties of a team by agent and start. agent "" is
// everybody's. Who may see the team; at most 400 days.
func (d *Desk) Duties(ctx context.Context, team int64, agent string, from, to roster.Date) ([]Duty, error) {
	if _, err := allow(ctx, seeTeam, team); err != nil {
		return nil, err
	}
	if err := checkSpan(from, to, longest); err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]Duty, error) { return tx.Published(ctx, team, agent, from, to) })
}

// Wishes lists requests for shifts and days off of a span of dates. An agent
// gets their own.
func (d *Desk) Wishes(ctx context.Context, team int64, from, to roster.Date) ([]Wish, error) {
	_, agent, err := personal(ctx, team)
	if err != nil {
		return nil, err
	}
	if err := checkSpan(from, to, longest); err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]Wish, error) { return tx.Wishes(ctx, team, agent, from, to) })
}

// AddWish asks for a shift or a day off. An agent for themselves; planners for anybody.
// The same wish a second time replaces the first.
func (d *Desk) AddWish(ctx context.Context, team int64, q roster.Request) (Wish, error) {
	a, err := forAgent(ctx, team, q.Agent)
	if err != nil {
		return Wish{}, err
	}
	if q.Weight == 0 {
		q.Weight = 1
	}
	if q.Weight < 1 || q.Weight > 10 {
		return Wish{}, roster.Errorf(roster.Invalid, "the weight %d must lie between 1 and 10", q.Weight)
	}
	w := Wish{Team: team, Agent: q.Agent, Date: q.Date, Shift: q.Shift, On: q.On, Weight: q.Weight}
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		if err := d.wantShift(ctx, tx, team, q.Shift); err != nil {
			return err
		}
		w, err = tx.AddWish(ctx, w)
		return err
	})
	return w, err
}

// forAgent allows what agents do for themselves, and planners and leads for
// anybody.
func forAgent(ctx context.Context, team int64, agent string) (Actor, error) {
	a, only, err := personal(ctx, team)
	if err == nil && only != "" && only != agent {
		err = roster.Errorf(roster.Forbidden, "you can do this for yourself only")
	}
	return a, err
}

// wantShift refuses a code that the team does not have; "" is any.
func (d *Desk) wantShift(ctx context.Context, tx *postgres.Tx, team int64, code string) error {
	if code == "" {
		return nil
	}
	v, err := d.team(ctx, tx, team)
	if err != nil {
		return err
	}
	if _, ok := v.Definition.Shift(code); !ok {
		return roster.Errorf(roster.Invalid, "the team has no shift %q", code)
	}
	return nil
}

// RemoveWish takes a wish back.
func (d *Desk) RemoveWish(ctx context.Context, id int64) error {
	w, err := read(ctx, d, func(tx *postgres.Tx) (Wish, error) { return tx.Wish(ctx, id) })
	if err != nil {
		return err
	}
	a, err := forAgent(ctx, w.Team, w.Agent)
	if err != nil {
		return notMine(err, "wish", id)
	}
	return d.write(ctx, a, func(tx *postgres.Tx) error { return tx.RemoveWish(ctx, w) })
}

// notMine makes what belongs to another agent NotFound by its own name.
func notMine(err error, what string, id int64) error {
	if k := roster.KindOf(err); k == roster.Forbidden || k == roster.NotFound {
		return roster.Errorf(roster.NotFound, "no %s %d, or none you may see", what, id)
	}
	return err
}

// Absences lists absences that touch a span of dates. An agent gets their own.
func (d *Desk) Absences(ctx context.Context, team int64, from, to roster.Date) ([]Absence, error) {
	_, agent, err := personal(ctx, team)
	if err != nil {
		return nil, err
	}
	if err := checkSpan(from, to, longest); err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]Absence, error) { return tx.Absences(ctx, team, agent, from, to) })
}

// AddAbsence asks for an absence, when an agent does, or grants one, when a
// planner or lead does. One that overlaps another is a Conflict.
func (d *Desk) AddAbsence(ctx context.Context, team int64, b roster.Absence, note string) (Absence, error) {
	a, err := forAgent(ctx, team, b.Agent)
	if err != nil {
		return Absence{}, err
	}
	if err := checkSpan(b.From, b.To, 3*366); err != nil {
		return Absence{}, err
	}
	if b.Kind = strings.TrimSpace(b.Kind); b.Kind == "" {
		b.Kind = "leave"
	}
	if len(b.Kind) > 64 || len(note) > 500 {
		return Absence{}, roster.Errorf(roster.Invalid, "the kind or the note of the absence is too long")
	}
	out := Absence{Team: team, Agent: b.Agent, From: b.From, To: b.To, Kind: b.Kind, Note: note, State: postgres.AbsenceRequested}
	if a.may(doPlan, team) {
		out.State = postgres.AbsenceApproved
	}
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		out, err = tx.AddAbsence(ctx, out)
		return err
	})
	return out, err
}

// DecideAbsence grants or declines an absence that was asked for. Planners, leads.
func (d *Desk) DecideAbsence(ctx context.Context, id int64, decision Decision) (Absence, error) {
	b, _, err := d.absenceFor(ctx, id)
	if err != nil {
		return b, err
	}
	a, err := allow(ctx, doPlan, b.Team)
	if err != nil {
		return Absence{}, err
	}
	if b.State != postgres.AbsenceRequested {
		return Absence{}, roster.Errorf(roster.Conflict, "the absence is %s already", b.State)
	}
	state := postgres.AbsenceDeclined
	if decision.Approve {
		state = postgres.AbsenceApproved
	}
	return b, d.setAbsence(ctx, a, &b, state, decision.Note)
}

func (d *Desk) absenceFor(ctx context.Context, id int64) (Absence, Actor, error) {
	a, err := signedIn(ctx)
	if err != nil {
		return Absence{}, a, err
	}
	b, err := read(ctx, d, func(tx *postgres.Tx) (Absence, error) { return tx.Absence(ctx, id) })
	if err != nil {
		return b, a, err
	}
	if _, err := forAgent(ctx, b.Team, b.Agent); err != nil {
		return Absence{}, a, notMine(err, "absence", id)
	}
	return b, a, nil
}

func (d *Desk) setAbsence(ctx context.Context, a Actor, b *Absence, state, note string) error {
	return d.write(ctx, a, func(tx *postgres.Tx) error {
		after, err := tx.SetAbsence(ctx, *b, state, note)
		if err == nil {
			*b = after
		}
		return err
	})
}

// RemoveAbsence takes an absence back: an agent one that was not decided yet,
// planners and leads any.
func (d *Desk) RemoveAbsence(ctx context.Context, id int64) error {
	b, a, err := d.absenceFor(ctx, id)
	if err != nil {
		return err
	}
	switch {
	case b.State == postgres.AbsenceWithdrawn || b.State == postgres.AbsenceDeclined:
		return roster.Errorf(roster.Conflict, "the absence is %s already", b.State)
	case b.State == postgres.AbsenceApproved && !a.may(doPlan, b.Team):
		return roster.Errorf(roster.Forbidden, "the absence was granted; ask a planner to take it back")
	}
	return d.setAbsence(ctx, a, &b, postgres.AbsenceWithdrawn, b.Note)
}

// Availability lists the recurrences of a team's agents. An agent gets their own.
func (d *Desk) Availability(ctx context.Context, team int64) ([]Availability, error) {
	_, agent, err := personal(ctx, team)
	if err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]Availability, error) { return tx.Availability(ctx, team, agent) })
}

// AddAvailability adds a recurrence. Planners, leads.
func (d *Desk) AddAvailability(ctx context.Context, team int64, v roster.Availability) (Availability, error) {
	a, err := allow(ctx, doPlan, team)
	if err != nil {
		return Availability{}, err
	}
	v.Rule = strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(v.Rule)), "RRULE:")
	if err := checkAvailability(v); err != nil {
		return Availability{}, err
	}
	var out Availability
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		out, err = tx.AddAvailability(ctx, team, v)
		return err
	})
	return out, err
}

// checkAvailability asks what the reader of availability.csv asks.
func checkAvailability(v roster.Availability) error {
	const example = "write an RRULE of days such as FREQ=WEEKLY;BYDAY=MO,WE"
	o, err := rrule.StrToROption(v.Rule)
	if err == nil {
		_, err = rrule.NewRRule(*o)
	}
	switch {
	case err != nil || strings.Contains(v.Rule, "DTSTART"):
		return roster.Errorf(roster.Invalid, "%q is no recurrence rule; %s", v.Rule, example)
	case o.Freq > rrule.DAILY || o.Byhour != nil || o.Byminute != nil || o.Bysecond != nil || o.Interval > 1000 || o.Count > 100000:
		return roster.Errorf(roster.Invalid, "a rule says days, not hours, and not too far apart; %s", example)
	case v.From == 0 && (strings.Contains(v.Rule, "INTERVAL=") || strings.Contains(v.Rule, "COUNT=")):
		return roster.Errorf(roster.Invalid, "a rule with INTERVAL or COUNT needs a first day to count from")
	case v.To != 0 && v.To <= v.From:
		return roster.Errorf(roster.Invalid, "the availability ends before it begins")
	case v.Span.From < 0 || v.Span.From >= 24*60 || v.Span.To <= v.Span.From || v.Span.To-v.Span.From > 24*60:
		return roster.Errorf(roster.Invalid, "the hours %s to %s must be at most a day, and begin on it", v.Span.From, v.Span.To)
	}
	return nil
}

// RemoveAvailability removes a recurrence. Planners, leads.
func (d *Desk) RemoveAvailability(ctx context.Context, id int64) error {
	v, a, err := owned(ctx, d, doPlan, "availability", id, (*postgres.Tx).OneAvailability, func(v Availability) int64 { return v.Team })
	if err != nil {
		return err
	}
	return d.write(ctx, a, func(tx *postgres.Tx) error { return tx.RemoveAvailability(ctx, v) })
}

// Pins lists the cells of a span of dates that the solver must leave alone.
func (d *Desk) Pins(ctx context.Context, team int64, from, to roster.Date) ([]Pin, error) {
	if _, err := allow(ctx, seePlan, team); err != nil {
		return nil, err
	}
	if err := checkSpan(from, to, longest); err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]Pin, error) { return tx.Pins(ctx, team, from, to) })
}

// SetPin fixes a cell: the solver leaves it as it is. Planners, leads.
func (d *Desk) SetPin(ctx context.Context, team int64, p roster.Pin) error {
	a, err := allow(ctx, doPlan, team)
	if err != nil {
		return err
	}
	return d.write(ctx, a, func(tx *postgres.Tx) error {
		if err := d.wantShift(ctx, tx, team, p.Shift); err != nil {
			return err
		}
		return tx.SetPin(ctx, team, p)
	})
}

// RemovePin frees a cell that was fixed. Planners, leads.
func (d *Desk) RemovePin(ctx context.Context, team int64, agent string, date roster.Date) error {
	a, err := allow(ctx, doPlan, team)
	if err != nil {
		return err
	}
	return d.write(ctx, a, func(tx *postgres.Tx) error { return tx.RemovePin(ctx, team, agent, date) })
}

// current leaves out of swaps those whose time has passed while nobody ended
// them, which a worker does every few seconds.
func current(all []Swap, now time.Time) []Swap {
	for i, s := range all {
		if !s.State.Final() && !s.Expires.After(now) {
			all[i].State = roster.Expired
		}
	}
	return all
}
