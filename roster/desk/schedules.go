package desk

import (
	"context"
	"strings"
	"time"

	"github.com/robfig/cron/v3"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
)

// NewSchedule is a schedule to be made or changed.
type NewSchedule struct {
	Kind    string // "forecast" or "solve", of the month after the one in which it fires
	Cron    string // five fields, e.g. "0 8 * * MON"
	Zone    string // IANA; "" is the team's
	Enabled bool
}

// Schedules lists a team's schedules. Planners.
func (d *Desk) Schedules(ctx context.Context, team int64) ([]Schedule, error) {
	if _, err := allow(ctx, setUp, team); err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]Schedule, error) { return tx.Schedules(ctx, team) })
}

// CreateSchedule makes a schedule. Planners.
func (d *Desk) CreateSchedule(ctx context.Context, team int64, n NewSchedule) (Schedule, error) {
	a, err := allow(ctx, setUp, team)
	if err != nil {
		return Schedule{}, err
	}
	var s Schedule
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		if s, err = d.schedule(ctx, tx, Schedule{Team: team}, n); err != nil {
			return err
		}
		s, err = tx.AddSchedule(ctx, s)
		return err
	})
	return s, err
}

// UpdateSchedule changes a schedule. Planners.
func (d *Desk) UpdateSchedule(ctx context.Context, id int64, version int, n NewSchedule) (Schedule, error) {
	s, a, err := d.scheduleFor(ctx, id)
	if err != nil {
		return s, err
	}
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		s.Version = version
		if s, err = d.schedule(ctx, tx, s, n); err != nil {
			return err
		}
		s, err = tx.UpdateSchedule(ctx, s)
		return err
	})
	return s, err
}

// DeleteSchedule removes a schedule. Planners.
func (d *Desk) DeleteSchedule(ctx context.Context, id int64) error {
	s, a, err := d.scheduleFor(ctx, id)
	if err != nil {
		return err
	}
	return d.write(ctx, a, func(tx *postgres.Tx) error { return tx.DeleteSchedule(ctx, s) })
}

func (d *Desk) scheduleFor(ctx context.Context, id int64) (Schedule, Actor, error) {
	return owned(ctx, d, setUp, "schedule", id, (*postgres.Tx).Schedule, func(s Schedule) int64 { return s.Team })
}

// schedule checks what is asked for and works out when it fires first.
func (d *Desk) schedule(ctx context.Context, tx *postgres.Tx, s Schedule, n NewSchedule) (Schedule, error) {
	t, err := tx.Team(ctx, s.Team)
	if err != nil {
		return s, err
	}
	if n.Zone == "" {
		n.Zone = t.Zone
	}
	if n.Kind != postgres.ForecastJob && n.Kind != postgres.SolveJob {
		return s, roster.Errorf(roster.Invalid, "%q cannot be scheduled; write forecast or solve", n.Kind)
	}
	s.Kind, s.Cron, s.Zone, s.Enabled = n.Kind, strings.TrimSpace(n.Cron), n.Zone, n.Enabled
	s.Next, err = nextAfter(s.Cron, s.Zone, d.Now())
	return s, err
}

// nextAfter returns when a cron expression fires next by the clock of a zone. A
// time that the clock skips in spring fires at the next that there is, one that
// it shows twice in autumn fires once.
func nextAfter(expression, zone string, now time.Time) (time.Time, error) {
	place, err := time.LoadLocation(zone)
	if err != nil || zone == "" || zone == "Local" {
		return time.Time{}, roster.Errorf(roster.Invalid, "unknown time zone %q; write an IANA name such as Europe/Berlin", zone)
	}
	fields := len(strings.Fields(expression))
	// A zone inside the expression would make two, and "TZ=0" panics the parser.
	if strings.Contains(expression, "=") || len(expression) > 200 || fields != 5 && !(fields == 1 && strings.HasPrefix(expression, "@") && !strings.HasPrefix(expression, "@every")) {
		return time.Time{}, roster.Errorf(roster.Invalid, "%q is no schedule; write minute, hour, day, month and weekday, such as 0 8 * * MON", expression)
	}
	s, err := cron.ParseStandard(expression)
	if err != nil {
		return time.Time{}, roster.Errorf(roster.Invalid, "%q is no schedule: %w; write minute, hour, day, month and weekday, such as 0 8 * * MON", expression, err)
	}
	// The expression is read on a clock that never changes, and what it says
	// is then looked up on the zone's.
	wall := wallClock(now.In(place))
	for range 5 {
		wall = s.Next(wall)
		if wall.IsZero() {
			break
		}
		at := roster.DateOf(wall).At(roster.Clock(wall.Hour()*60+wall.Minute()), place)
		if at.After(now) {
			return at.UTC(), nil
		}
	}
	return time.Time{}, roster.Errorf(roster.Invalid, "%q never comes", expression)
}

// wallClock returns what a clock shows, as if it were UTC.
func wallClock(t time.Time) time.Time {
	y, m, day := t.Date()
	return time.Date(y, m, day, t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

// fireSchedules starts the jobs whose time has come. Each is taken, started and
// set to its next time in one transaction, so that it fires once however many
// workers look.
func (d *Desk) fireSchedules(ctx context.Context) error {
	for {
		err := d.Store.Write(ctx, by{Who: "schedule", Now: d.Now()}, func(tx *postgres.Tx) error {
			s, err := tx.DueSchedule(ctx)
			if err != nil {
				return err
			}
			next, err := nextAfter(s.Cron, s.Zone, d.Now())
			if err != nil {
				next = d.Now().AddDate(0, 0, 1) // it was good when it was made; look again tomorrow
			}
			job, err := d.fire(ctx, tx, s)
			if err != nil {
				return err
			}
			return tx.Fired(ctx, s, next, job)
		})
		if roster.KindOf(err) == roster.NotFound {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// fire starts a schedule's job for the coming month, 0 when there is nothing to
// do: a roster that was published or is being solved is left alone.
func (d *Desk) fire(ctx context.Context, tx *postgres.Tx, s Schedule) (job int64, err error) {
	place, err := time.LoadLocation(s.Zone)
	if err != nil {
		return 0, err
	}
	from := roster.DateOf(d.Now().In(place)).NextMonth()
	month := plan.Month{From: from, To: from.NextMonth()}
	if s.Kind == postgres.ForecastJob {
		j, err := d.enqueue(ctx, tx, Job{Kind: s.Kind, Team: s.Team}, forecastArgs{month})
		return j.ID, err
	}
	r, err := tx.RosterOf(ctx, s.Team, from)
	if roster.KindOf(err) == roster.NotFound {
		t, err := tx.Team(ctx, s.Team)
		if err != nil {
			return 0, err
		}
		if r, err = tx.CreateRoster(ctx, s.Team, month, t.PolicyVersion); err != nil {
			return 0, err
		}
	} else if err != nil {
		return 0, err
	}
	if busy, err := tx.Solving(ctx, r.ID); err != nil || busy || r.Published > 0 {
		return 0, err
	}
	j, err := d.enqueue(ctx, tx, Job{Kind: s.Kind, Team: s.Team, Roster: r.ID}, solveArgs{Version: r.Version})
	return j.ID, err
}
