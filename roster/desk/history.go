package desk

import (
	"context"
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
)

// HistorySpans says what history there is, by queue.
func (d *Desk) HistorySpans(ctx context.Context, team int64) ([]HistorySpan, error) {
	if _, err := allow(ctx, seePlan, team); err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]HistorySpan, error) { return tx.HistorySpans(ctx, team) })
}

// History returns a queue's history of a span of the team's dates, by interval.
func (d *Desk) History(ctx context.Context, team int64, queue string, from, to roster.Date) ([]HistoryPoint, error) {
	if _, err := allow(ctx, seePlan, team); err != nil {
		return nil, err
	}
	if err := checkSpan(from, to, 800); err != nil {
		return nil, err
	}
	return read(ctx, d, func(tx *postgres.Tx) ([]HistoryPoint, error) {
		v, err := d.team(ctx, tx, team)
		if err != nil {
			return nil, err
		}
		zone := v.Definition.Zone
		series, err := tx.History(ctx, team, []string{queue}, zone, from.At(0, zone), to.At(0, zone))
		out := []HistoryPoint{}
		for _, s := range series {
			for _, p := range s.Points {
				out = append(out, HistoryPoint{Start: p.Start, Date: roster.DateOf(p.Start), Volume: p.Volume, AHT: p.AHT})
			}
		}
		return out, err
	})
}

// checkSpan refuses spans of dates that are empty or longer than most days.
func checkSpan(from, to roster.Date, most int) error {
	switch {
	case to <= from:
		return roster.Errorf(roster.Invalid, "the span ends on %s, not after it begins on %s", to, from)
	case int(to-from) > most:
		return roster.Errorf(roster.Invalid, "%s to %s is more than %d days; ask for less at a time", from, to, most)
	}
	return nil
}

// StartForecast has a month forecast in the background.
func (d *Desk) StartForecast(ctx context.Context, team int64, month plan.Month) (Job, error) {
	a, err := allow(ctx, doPlan, team)
	if err != nil {
		return Job{}, err
	}
	var j Job
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		if _, err := tx.Team(ctx, team); err != nil {
			return err
		}
		j, err = d.enqueue(ctx, tx, Job{Kind: postgres.ForecastJob, Team: team}, forecastArgs{Month: month})
		return err
	})
	return j, err
}

// Forecasts lists a team's forecasts, newest first, without their values.
func (d *Desk) Forecasts(ctx context.Context, team int64, p Page) ([]Forecast, error) {
	if _, err := allow(ctx, seePlan, team); err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]Forecast, error) { return tx.Forecasts(ctx, team, p.Before, p.limit()) })
}

// Forecast returns one forecast with its values and the requirement made from
// them.
func (d *Desk) Forecast(ctx context.Context, id int64) (Forecast, error) {
	f, err := read(ctx, d, func(tx *postgres.Tx) (Forecast, error) { return d.forecast(ctx, tx, id) })
	if err != nil {
		return f, err
	}
	if _, err := allow(ctx, seePlan, f.Team); err != nil {
		return Forecast{}, hidden(err, "forecast", id)
	}
	return f, nil
}

// hidden makes what belongs to a team that the actor may not see NotFound by
// its own name.
func hidden(err error, what string, id int64) error {
	if roster.KindOf(err) == roster.NotFound {
		return roster.Errorf(roster.NotFound, "no %s %d, or none you may see", what, id)
	}
	return err
}

// forecast reads a forecast, its instants in the team's zone.
func (d *Desk) forecast(ctx context.Context, tx *postgres.Tx, id int64) (Forecast, error) {
	f, err := tx.Forecast(ctx, id)
	if err != nil {
		return f, err
	}
	return d.inZone(ctx, tx, f)
}

// inZone puts a forecast's instants into the team's zone, and says whether its
// history has changed.
func (d *Desk) inZone(ctx context.Context, tx *postgres.Tx, f Forecast) (Forecast, error) {
	t, err := tx.Team(ctx, f.Team)
	if err != nil {
		return f, err
	}
	zone, err := time.LoadLocation(t.Zone)
	if err != nil {
		return f, err
	}
	layers, err := tx.LayersBefore(ctx, f.Team, f.Month.From.At(0, zone))
	if err != nil {
		return f, err
	}
	f.Changed = len(f.Layers) > 0 && !slices.Equal(f.Layers, layers)
	for i := range f.Needs {
		f.Needs[i].Start = f.Needs[i].Start.In(zone)
	}
	for _, q := range f.Queues {
		for i := range q.Values {
			q.Values[i].Start = q.Values[i].Start.In(zone)
		}
	}
	return f, nil
}

// LatestForecast returns the newest forecast of a month, NotFound if there is none.
func (d *Desk) LatestForecast(ctx context.Context, team int64, month plan.Month) (Forecast, error) {
	if _, err := allow(ctx, seePlan, team); err != nil {
		return Forecast{}, err
	}
	return read(ctx, d, func(tx *postgres.Tx) (Forecast, error) {
		f, err := tx.LatestForecast(ctx, team, month)
		if err != nil {
			return f, err
		}
		return d.inZone(ctx, tx, f)
	})
}
