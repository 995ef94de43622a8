package postgres

import (
	"context"
	"math"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
)

// Forecast is a stored forecast of a month with the requirement made from it.
type Forecast struct {
	ID            int64
	Team          int64
	Month         plan.Month
	PolicyVersion int
	Program       string // the version of the program that made it
	Created       time.Time
	HistoryUntil  time.Time            // the last interval of history it knew
	Layers        []int64              // of history that it was made from; none in those made before it was kept
	Changed       bool                 // other layers would make it now; set where one is read for people
	Queues        []plan.QueueForecast // nil in lists
	Needs         []plan.Need          // nil in lists
}

// AddForecast keeps a forecast.
func (t *Tx) AddForecast(ctx context.Context, f Forecast) (Forecast, error) {
	const sql = `
		insert into forecast (team_id, from_date, to_date, policy_version, program, created, history_until, layers, queues, needs)
		values (@team, @from, @to, @policy, @program, @now, @until, coalesce(@layers, '{}'::bigint[]), @queues, @needs)
		returning id`
	f.Created = t.Now
	queues, err := marshal(finite(f.Queues))
	if err != nil {
		return f, err
	}
	needs, err := marshal(f.Needs)
	if err != nil {
		return f, err
	}
	err = t.tx.QueryRow(ctx, sql, args{
		"team": f.Team, "from": f.Month.From, "to": f.Month.To, "policy": f.PolicyVersion, "program": f.Program,
		"now": t.Now, "until": instant(f.HistoryUntil), "layers": f.Layers, "queues": queues, "needs": needs,
	}).Scan(&f.ID)
	if err != nil {
		return f, err
	}
	return f, t.note(ctx, f.Team, "forecast.create", f.ID, nil, map[string]any{"month": f.Month.String(), "policy_version": f.PolicyVersion})
}

// finite leaves out scores that are no numbers, which JSON cannot hold.
func finite(all []plan.QueueForecast) []plan.QueueForecast {
	clean := func(x *float64) {
		if math.IsNaN(*x) || math.IsInf(*x, 0) {
			*x = 0
		}
	}
	for _, f := range all {
		for i := range f.Scores {
			s := &f.Scores[i]
			for _, x := range []*float64{&s.WAPE, &s.DailyWAPE, &s.MASE, &s.Pinball, &s.Coverage} {
				clean(x)
			}
		}
	}
	return all
}

// Forecasts lists a team's forecasts, newest first, without what they say.
func (t *Tx) Forecasts(ctx context.Context, team, before int64, limit int) ([]Forecast, error) {
	const sql = `
		select id, team_id, from_date, to_date, policy_version, program, created, history_until, layers, null::jsonb, null::jsonb
		  from forecast
		 where team_id = @team and (@before::bigint = 0 or id < @before)
		 order by id desc
		 limit @limit`
	return list(ctx, t, sql, args{"team": team, "before": before, "limit": limit}, scanForecast)
}

// ForecastsOf lists the forecasts of the months that a span touches, oldest
// first, without what they say.
func (t *Tx) ForecastsOf(ctx context.Context, team int64, from, to roster.Date) ([]Forecast, error) {
	const sql = `
		select id, team_id, from_date, to_date, policy_version, program, created, history_until, layers, null::jsonb, null::jsonb
		  from forecast
		 where team_id = @team and from_date < @to and to_date > @from
		 order by created, id`
	return list(ctx, t, sql, args{"team": team, "from": from, "to": to}, scanForecast)
}

// ForecastQueues returns what some forecasts say of queues, in the order of their ids.
func (t *Tx) ForecastQueues(ctx context.Context, ids []int64) ([]Forecast, error) {
	const sql = `
		select id, team_id, from_date, to_date, policy_version, program, created, history_until, layers, queues, null::jsonb
		  from forecast
		 where id = any (@ids)
		 order by id`
	return list(ctx, t, sql, args{"ids": ids}, scanForecast)
}

const forecasts = `
	select id, team_id, from_date, to_date, policy_version, program, created, history_until, layers, queues, needs
	  from forecast`

// Forecast returns one forecast.
func (t *Tx) Forecast(ctx context.Context, id int64) (Forecast, error) {
	f, err := one(ctx, t, forecasts+` where id = @id`, args{"id": id}, scanForecast)
	return f, found(err, "forecast %d", id)
}

// LatestForecast returns the newest forecast of a month.
func (t *Tx) LatestForecast(ctx context.Context, team int64, month plan.Month) (Forecast, error) {
	const sql = forecasts + ` where team_id = @team and from_date = @from and to_date = @to order by id desc limit 1`
	f, err := one(ctx, t, sql, args{"team": team, "from": month.From, "to": month.To}, scanForecast)
	return f, found(err, "forecast of %s", month)
}

func scanForecast(row pgx.CollectableRow) (f Forecast, err error) {
	var until *time.Time
	err = row.Scan(&f.ID, &f.Team, &f.Month.From, &f.Month.To, &f.PolicyVersion, &f.Program, &f.Created, &until, &f.Layers, &f.Queues, &f.Needs)
	f.HistoryUntil = when(until)
	return f, err
}
