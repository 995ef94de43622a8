package desk

import (
	"context"
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

// Attendance lists corrections of a span of dates. An agent gets their own.
func (d *Desk) Attendance(ctx context.Context, team int64, from, to roster.Date) ([]Attendance, error) {
	a, err := allow(ctx, seeTeam, team)
	if err != nil {
		return nil, err
	}
	agent := ""
	if !a.may(correct, team) {
		agent = a.Agent
	}
	if err := checkSpan(from, to, longest); err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]Attendance, error) { return tx.Attendance(ctx, team, agent, from, to) })
}

// Correction is what was really worked on a date.
type Correction struct {
	Agent    string
	Date     roster.Date     // the date the work starts on
	Kind     roster.DutyKind // see postgres.Attendance: ordinary, absent, overtime, rest_day, standby
	From, To time.Time       // zero for absent
	Reason   string
}

// Correct enters what was really worked. "ordinary" and "absent" replace an
// earlier one of the date. Dates of a locked period are a Conflict. Payroll,
// planners, leads.
func (d *Desk) Correct(ctx context.Context, team int64, c Correction) (Attendance, error) {
	a, err := allow(ctx, correct, team)
	if err != nil {
		return Attendance{}, err
	}
	out := Attendance{Team: team, Agent: c.Agent, Date: c.Date, Kind: c.Kind, Reason: answer(c.Reason)}
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		v, err := d.team(ctx, tx, team)
		if err != nil {
			return err
		}
		if err := c.check(v.Definition.Zone); err != nil {
			return err
		}
		if c.Kind != postgres.Absent {
			out.Span = roster.Span{Start: c.From.UTC(), End: c.To.UTC()}
		}
		if err := wantUnlocked(ctx, tx, team, c.Date); err != nil {
			return err
		}
		out, err = tx.AddAttendance(ctx, out)
		return err
	})
	return out, err
}

// check says what is wrong with a correction.
func (c Correction) check(zone *time.Location) error {
	kinds := []roster.DutyKind{roster.Ordinary, postgres.Absent, roster.Overtime, roster.RestDayWork, roster.Standby}
	switch {
	case !slices.Contains(kinds, c.Kind):
		return roster.Errorf(roster.Invalid, "%q is no kind of attendance; the kinds are %v", c.Kind, kinds)
	case answer(c.Reason) == "":
		return roster.Errorf(roster.Invalid, "a correction needs a reason: payroll will be asked for it")
	case c.Kind == postgres.Absent && !(c.From.IsZero() && c.To.IsZero()):
		return roster.Errorf(roster.Invalid, "who was absent worked from no time to no time; leave both out")
	case c.Kind == postgres.Absent:
		return nil
	case !c.To.After(c.From) || c.To.Sub(c.From) > 24*time.Hour:
		return roster.Errorf(roster.Invalid, "work from %s to %s; it must end after it begins, and within a day", c.From.Format(time.RFC3339), c.To.Format(time.RFC3339))
	case roster.DateOf(c.From.In(zone)) != c.Date:
		return roster.Errorf(roster.Invalid, "work from %s does not begin on %s where the team is", c.From.In(zone).Format(time.RFC3339), c.Date)
	case c.From.Second() != 0 || c.To.Second() != 0 || c.From.Nanosecond() != 0 || c.To.Nanosecond() != 0:
		return roster.Errorf(roster.Invalid, "work is told in whole minutes")
	}
	return nil
}

// RemoveCorrection takes a correction back.
func (d *Desk) RemoveCorrection(ctx context.Context, id int64) error {
	c, a, err := owned(ctx, d, correct, "correction", id, (*postgres.Tx).OneAttendance, func(c Attendance) int64 { return c.Team })
	if err != nil {
		return err
	}
	return d.write(ctx, a, func(tx *postgres.Tx) error {
		if err := wantUnlocked(ctx, tx, c.Team, c.Date); err != nil {
			return err
		}
		return tx.RemoveAttendance(ctx, c)
	})
}
