package desk

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
)

// mostEvents is how many special days a team may have.
const mostEvents = 2000

// Events lists the team's special days.
func (d *Desk) Events(ctx context.Context, team int64) ([]forecast.SpecialDay, error) {
	if _, err := allow(ctx, seePlan, team); err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]forecast.SpecialDay, error) { return tx.Events(ctx, team) })
}

// SetEvents replaces the team's special days.
func (d *Desk) SetEvents(ctx context.Context, team int64, events []forecast.SpecialDay) error {
	return d.changeEvents(ctx, team, func([]forecast.SpecialDay) ([]forecast.SpecialDay, error) { return events, nil })
}

// AddEvent adds a special day.
func (d *Desk) AddEvent(ctx context.Context, team int64, e forecast.SpecialDay) error {
	return d.changeEvents(ctx, team, func(all []forecast.SpecialDay) ([]forecast.SpecialDay, error) {
		if slices.Contains(all, e) {
			return nil, roster.Errorf(roster.Conflict, "%q on %s is there already", e.Name, e.Date)
		}
		return append(all, e), nil
	})
}

// ChangeEvent puts a special day in the place of another. It is a Conflict when
// the other is not there any more.
func (d *Desk) ChangeEvent(ctx context.Context, team int64, old, e forecast.SpecialDay) error {
	return d.changeEvents(ctx, team, func(all []forecast.SpecialDay) ([]forecast.SpecialDay, error) {
		at := slices.Index(all, old)
		if at < 0 {
			return nil, gone(old)
		}
		all[at] = e
		return all, nil
	})
}

// RemoveEvent removes a special day. It is a Conflict when it is not there any
// more.
func (d *Desk) RemoveEvent(ctx context.Context, team int64, e forecast.SpecialDay) error {
	return d.changeEvents(ctx, team, func(all []forecast.SpecialDay) ([]forecast.SpecialDay, error) {
		at := slices.Index(all, e)
		if at < 0 {
			return nil, gone(e)
		}
		return slices.Delete(all, at, at+1), nil
	})
}

func gone(e forecast.SpecialDay) error {
	return roster.Errorf(roster.Conflict, "somebody has changed %q on %s meanwhile; look at the list again", e.Name, e.Date)
}

// UndoEvents takes the last change of the special days back; once more, and it
// is done again.
func (d *Desk) UndoEvents(ctx context.Context, team int64) error {
	return undo(ctx, d, team, "event", func(tx *postgres.Tx, all []forecast.SpecialDay) error { return tx.SetEvents(ctx, team, all) })
}

// undo finds what a team's list was before its last change, and sets it.
func undo[T any](ctx context.Context, d *Desk, team int64, what string, set func(*postgres.Tx, []T) error) error {
	a, err := allow(ctx, setUp, team)
	if err != nil {
		return err
	}
	return d.write(ctx, a, func(tx *postgres.Tx) error {
		last, err := tx.Entries(ctx, team, what, "", 0, 1)
		if err != nil {
			return err
		}
		if len(last) == 0 {
			return roster.Errorf(roster.Conflict, "nothing was changed that could be undone")
		}
		var before []T
		if len(last[0].Before) > 0 {
			if err := json.Unmarshal(last[0].Before, &before); err != nil {
				return err
			}
		}
		return set(tx, before)
	})
}

// changeEvents changes the list of special days, checked.
func (d *Desk) changeEvents(ctx context.Context, team int64, change func([]forecast.SpecialDay) ([]forecast.SpecialDay, error)) error {
	a, err := allow(ctx, setUp, team)
	if err != nil {
		return err
	}
	return d.write(ctx, a, func(tx *postgres.Tx) error {
		all, err := tx.Events(ctx, team)
		if err != nil {
			return err
		}
		if all, err = change(all); err != nil {
			return err
		}
		queues, err := d.queues(ctx, tx, team)
		if err != nil {
			return err
		}
		if err := checkEvents(all, queues); err != nil {
			return err
		}
		return tx.SetEvents(ctx, team, all)
	})
}

// queues returns the ids of a team's queues.
func (d *Desk) queues(ctx context.Context, tx *postgres.Tx, team int64) ([]string, error) {
	v, err := d.team(ctx, tx, team)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, q := range v.Definition.Queues {
		out = append(out, q.ID)
	}
	return out, nil
}

// checkEvents refuses special days that make no sense.
func checkEvents(all []forecast.SpecialDay, queues []string) error {
	if len(all) > mostEvents {
		return roster.Errorf(roster.Invalid, "%d special days are more than can be meant", len(all))
	}
	for _, e := range all {
		if err := checkEvent(e, queues); err != nil {
			return err
		}
	}
	return nil
}

func checkEvent(e forecast.SpecialDay, queues []string) error {
	first, err := roster.ParseDate(e.Date)
	if err != nil {
		return err
	}
	last := first
	if e.Until != "" {
		if last, err = roster.ParseDate(e.Until); err != nil {
			return err
		}
	}
	bad := func(format string, args ...any) error {
		return roster.Errorf(roster.Invalid, format, append([]any{e.Name, e.Date}, args...)...)
	}
	switch {
	case strings.TrimSpace(e.Name) == "":
		return roster.Errorf(roster.Invalid, "the special day of %s needs a name; days of one name are taken to be alike", e.Date)
	case last < first || last-first > 366:
		return bad("the special day %q of %s ends on %s; write a later date within a year", e.Until)
	case e.Factor < 0 || e.Factor > 100 || e.Target < 0 || e.Cap < 0:
		return bad("the special day %q of %s needs a factor from 0 to 100, and a target and a cap of 0 or more")
	case e.Closed && (e.Factor > 0 || e.Target > 0 || e.Cap > 0):
		return bad("the special day %q of %s is closed, and yet contacts are said to come; keep one of the two")
	case e.Target > 0 && (e.Factor > 0 || e.Cap > 0):
		return bad("the special day %q of %s has a target besides a factor or a cap; keep one of them")
	case e.Series != "" && !slices.Contains(queues, e.Series):
		return bad("the special day %q of %s names the unknown queue %q; use one of %s", e.Series, strings.Join(queues, ", "))
	}
	for _, c := range []string{e.From, e.To} {
		if c == "" {
			continue
		}
		if at, err := roster.ParseClock(c); err != nil {
			return err
		} else if at > 24*60 {
			return bad("the special day %q of %s has the clock time %s; write 00:00 to 24:00", c)
		}
	}
	if e.From != "" && e.To != "" && e.To <= e.From {
		return bad("the special day %q of %s is from %s to %s; the end must come later on the same day", e.From, e.To)
	}
	return nil
}

// EventEffect is what special days do to one queue's forecast of a month.
type EventEffect struct {
	Queue string
	Days  []EffectDay
}

// EffectDay is one date: contacts by the statistics alone, as the newest
// forecast has them, and as it would have them.
type EffectDay struct {
	Date                roster.Date
	Base, Before, After float64
}

// EventEffect lays special days over the newest forecast of a month, NotFound if
// there is none. Only factors, targets, caps and closing have an effect before a
// new forecast is made: what is learnt must be learnt first.
func (d *Desk) EventEffect(ctx context.Context, team int64, month plan.Month, events []forecast.SpecialDay) ([]EventEffect, error) {
	if _, err := allow(ctx, seePlan, team); err != nil {
		return nil, err
	}
	type known struct {
		Forecast
		zone *time.Location
	}
	k, err := read(ctx, d, func(tx *postgres.Tx) (k known, err error) {
		v, err := d.team(ctx, tx, team)
		if err != nil {
			return k, err
		}
		queues, err := d.queues(ctx, tx, team)
		if err != nil {
			return k, err
		}
		if err := checkEvents(events, queues); err != nil {
			return k, err
		}
		k.zone = v.Definition.Zone
		k.Forecast, err = tx.LatestForecast(ctx, team, month)
		return k, err
	})
	if err != nil {
		return nil, err
	}
	out := []EventEffect{}
	for _, q := range k.Queues {
		after, err := forecast.Lay(q.Forecast, k.zone, events)
		if err != nil {
			return nil, roster.Errorf(roster.Invalid, "%w", err)
		}
		out = append(out, EventEffect{Queue: q.Queue, Days: effectDays(q.Forecast, after, k.zone)})
	}
	return out, nil
}

// effectDays adds values up by day.
func effectDays(f forecast.Forecast, after []forecast.Value, zone *time.Location) []EffectDay {
	out := []EffectDay{}
	for i, v := range f.Values {
		date := roster.DateOf(v.Start.In(zone))
		if n := len(out); n == 0 || out[n-1].Date != date {
			out = append(out, EffectDay{Date: date})
		}
		day := &out[len(out)-1]
		day.Base, day.Before, day.After = day.Base+v.Base, day.Before+v.Mean, day.After+after[i].Mean
	}
	return out
}
