package desk

import (
	"context"
	"strings"

	"github.com/teambition/rrule-go"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

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
