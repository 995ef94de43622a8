package desk

import (
	"context"
	"slices"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

// Alarm says that a queue's forecasts have erred in one direction for weeks.
type Alarm = postgres.Alarm

// watched is how far back forecasts are held against what came when nobody says
// otherwise.
const watched = 26 * 7

// ForecastReview holds the forecasts of a span of the team's dates against what
// came, by queue. Zero dates are the last half year of history.
func (d *Desk) ForecastReview(ctx context.Context, team int64, from, to roster.Date) ([]forecast.Review, error) {
	if _, err := allow(ctx, seePlan, team); err != nil {
		return nil, err
	}
	if from != 0 || to != 0 {
		if err := checkSpan(from, to, 800); err != nil {
			return nil, err
		}
	}
	all, err := read(ctx, d, func(tx *postgres.Tx) ([]forecast.Review, error) { return d.review(ctx, tx, team, from, to) })
	return none(all), err
}

// review compares what is stored.
func (d *Desk) review(ctx context.Context, tx *postgres.Tx, team int64, from, to roster.Date) ([]forecast.Review, error) {
	v, err := d.team(ctx, tx, team)
	if err != nil {
		return nil, err
	}
	zone := v.Definition.Zone
	if from == 0 && to == 0 {
		if from, to, err = d.lastHalfYear(ctx, tx, team, zone); err != nil || to == 0 {
			return nil, err
		}
	}
	kept, err := d.kept(ctx, tx, team, from, to)
	if err != nil || len(kept) == 0 {
		return nil, err
	}
	queues, err := d.queues(ctx, tx, team)
	if err != nil {
		return nil, err
	}
	history, err := tx.History(ctx, team, queues, zone, from.At(0, zone), to.At(0, zone))
	if err != nil {
		return nil, err
	}
	var out []forecast.Review
	for _, s := range history {
		r, err := forecast.Compare(keptOf(kept, s.Name), s)
		if err != nil {
			return nil, roster.Errorf(roster.Invalid, "%w", err)
		}
		if len(r.Days) > 0 {
			out = append(out, r)
		}
	}
	return out, nil
}

// lastHalfYear ends where the history does; to is 0 where there is none.
func (d *Desk) lastHalfYear(ctx context.Context, tx *postgres.Tx, team int64, zone *time.Location) (from, to roster.Date, err error) {
	spans, err := tx.HistorySpans(ctx, team)
	for _, s := range spans {
		to = max(to, roster.DateOf(s.Until.In(zone))+1)
	}
	return to - watched, to, err
}

// kept reads the forecasts by which a span is judged.
func (d *Desk) kept(ctx context.Context, tx *postgres.Tx, team int64, from, to roster.Date) ([]Forecast, error) {
	all, err := tx.ForecastsOf(ctx, team, from, to)
	if err != nil {
		return nil, err
	}
	return tx.ForecastQueues(ctx, decisive(all))
}

// decisive picks of each month's forecasts, oldest first, those that were the
// newest when a week of it began, the first and the last: a forecast that was
// made anew an hour later tells nothing.
func decisive(all []Forecast) []int64 {
	keep := map[int64]bool{}
	for _, f := range all {
		same := slices.DeleteFunc(slices.Clone(all), func(o Forecast) bool { return o.Month != f.Month })
		keep[same[0].ID], keep[same[len(same)-1].ID] = true, true
		for week := f.Month.From; week < f.Month.To; week += 7 {
			newest := int64(0)
			for _, o := range same {
				if roster.DateOf(o.Created) < week {
					newest = o.ID
				}
			}
			keep[newest] = true
		}
	}
	var out []int64
	for _, f := range all {
		if keep[f.ID] {
			out = append(out, f.ID)
		}
	}
	return out
}

// keptOf takes one queue's forecasts out of those of the team.
func keptOf(all []Forecast, queue string) []forecast.Kept {
	var out []forecast.Kept
	for _, f := range all {
		for _, q := range f.Queues {
			if q.Queue == queue {
				out = append(out, forecast.Kept{Made: f.Created, Knew: f.HistoryUntil.Add(time.Second), Forecast: q.Forecast})
			}
		}
	}
	return out
}

// watch looks for drift when a forecast or history is new, and keeps the alarms.
func (d *Desk) watch(ctx context.Context, tx *postgres.Tx, team int64) error {
	reviews, err := d.review(ctx, tx, team, 0, 0)
	if roster.KindOf(err) == roster.Invalid { // intervals that do not fit: nothing can be compared
		d.Log.Warn("holding forecasts against history", "team", team, "error", err)
		return nil
	}
	if err != nil {
		return err
	}
	for _, r := range reviews {
		for _, a := range r.Alarms {
			if err := tx.AddAlarm(ctx, Alarm{
				Team: team, Queue: r.Series, Week: roster.DateOf(a.Week), Since: roster.DateOf(a.Since), More: a.More, OffBy: a.By,
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

// Alarms lists a team's alarms, newest first.
func (d *Desk) Alarms(ctx context.Context, team int64, p Page) ([]Alarm, error) {
	if _, err := allow(ctx, seePlan, team); err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]Alarm, error) { return tx.Alarms(ctx, team, p.Before, p.limit()) })
}

// SeeAlarm keeps that a planner has seen an alarm.
func (d *Desk) SeeAlarm(ctx context.Context, id int64) (Alarm, error) {
	al, a, err := owned(ctx, d, doPlan, "alarm", id, (*postgres.Tx).Alarm, func(al Alarm) int64 { return al.Team })
	if err != nil {
		return al, err
	}
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		al, err = tx.SeeAlarm(ctx, al)
		return err
	})
	return al, err
}
