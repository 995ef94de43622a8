package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

// Series is the history of one queue.
type Series struct {
	Name    string        `json:"name,omitempty" maxLength:"100"`
	Zone    string        `json:"zone" maxLength:"64" doc:"IANA" example:"Europe/Budapest"`
	Minutes int           `json:"minutes" minimum:"5" maximum:"1440" doc:"Of an interval; a number that divides a day"`
	Points  []SeriesPoint `json:"points" minItems:"1" maxItems:"400000" nullable:"false" doc:"Starts increase strictly. An absent interval means closed or no data, a volume of 0 that nothing came"`
}

// SeriesPoint is what one interval of the history held.
type SeriesPoint struct {
	Start  time.Time `json:"start"`
	Volume float64   `json:"volume" minimum:"0" doc:"Contacts that arrived"`
	AHT    float64   `json:"aht,omitempty" minimum:"0" doc:"Average handle time in seconds"`
}

type runForecastInput struct {
	Body struct {
		Series    Series            `json:"series"`
		From      time.Time         `json:"from" doc:"The first instant to forecast; only points before it are used"`
		Days      int               `json:"days" minimum:"1" maximum:"400" doc:"How far"`
		Quantiles []float64         `json:"quantiles,omitempty" maxItems:"19" doc:"Levels of the bands, rising, between 0 and 1; absent is 0.1, 0.5, 0.9"`
		Special   []SpecialDay      `json:"special_days,omitempty" maxItems:"2000" doc:"Past ones to learn from and future ones to apply"`
		LeftOut   []HistoryDecision `json:"left_out,omitempty" maxItems:"1000" doc:"Spans of the history to leave out, or to keep whatever they look like"`
		Like      *Series           `json:"like,omitempty" doc:"A queue like this one: hours at which it was never open have its shape"`
		Lend      *Loan             `json:"lend,omitempty" doc:"Forecast a queue without history instead: it has the course of series, at a level of its own"`
		NewHours  bool              `json:"new_hours,omitempty" doc:"Estimate hours too at which the queue was never open, with wide bands"`
	}
}

// Resolve refuses levels that are none.
func (in *runForecastInput) Resolve(huma.Context) []error {
	last := 0.0
	for _, q := range in.Body.Quantiles {
		if q <= last || q >= 1 {
			return []error{&huma.ErrorDetail{Location: "body.quantiles", Value: q, Message: "levels must rise and lie between 0 and 1"}}
		}
		last = q
	}
	return nil
}

func (s *server) registerForecast(api huma.API) {
	o := op("forecast", http.MethodPost, "/forecast", "Stateless", "Forecast a history of your own", "Nothing is stored. The models, bands and scores of the service, for one queue.")
	o.MaxBodyBytes = problemBody
	o.Errors = []int{http.StatusTooManyRequests, http.StatusServiceUnavailable}
	register(api, o, s.forecast)
}

func (s *server) forecast(ctx context.Context, in *runForecastInput) (*answer[QueueForecast], error) {
	series, err := in.Body.Series.series()
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	b := in.Body
	o := forecast.Options{Quantiles: b.Quantiles, Special: specialDays(b.Special), Verdicts: each(b.LeftOut, HistoryDecision.verdict), Explain: true}
	if b.NewHours {
		o.OpenHours = func(time.Time) bool { return true }
	}
	if b.Like != nil {
		like, err := b.Like.series()
		if err != nil {
			return nil, s.problem(ctx, err)
		}
		o.Like = &like
	}
	f, err := compute(ctx, s, longest, func(ctx context.Context) (forecast.Forecast, error) {
		return forecastOr(ctx, series, b.Lend, b.From, time.Duration(b.Days)*24*time.Hour, o)
	})
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	out := queueForecastOf(f.Series, f)
	out.Days = each(f.Days(series.Zone), func(p forecast.DayPart) DayPart { return DayPart(p) })
	return &answer[QueueForecast]{out}, nil
}

// Loan is a queue without history that is to have the course of another.
type Loan struct {
	Name   string  `json:"name" minLength:"1" maxLength:"100" doc:"Of the new queue; special days may name it"`
	Weekly float64 `json:"weekly" exclusiveMinimum:"0" maximum:"100000000" doc:"Contacts a week it is expected to have"`
}

// forecastOr forecasts a queue from its history, or another that borrows it. It
// gives up when nobody waits any more.
func forecastOr(ctx context.Context, s forecast.Series, to *Loan, from time.Time, horizon time.Duration, o forecast.Options) (f forecast.Forecast, err error) {
	o.Stop = ctx.Err
	if to == nil {
		f, err = forecast.Run(s, from, horizon, o)
	} else {
		f, err = forecast.Borrow(to.Name, s, to.Weekly, from, horizon, o)
	}
	switch {
	case err == nil:
		return f, nil
	case ctx.Err() != nil:
		return f, ctx.Err()
	}
	return f, roster.Errorf(roster.Invalid, "%w", err) // the package's only other errors are of its input
}

func (in Series) series() (forecast.Series, error) {
	zone, err := placeOf("body.series.zone", in.Zone)
	if err != nil {
		return forecast.Series{}, err
	}
	if zone == nil {
		zone = time.UTC
	}
	points := each(in.Points, func(p SeriesPoint) forecast.Point { return forecast.Point(p) })
	return forecast.Series{Name: in.Name, Zone: zone, Interval: time.Duration(in.Minutes) * time.Minute, Points: points}, nil
}
