package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/plan"
)

// Forecast is a stored forecast of a month.
type Forecast struct {
	ID            int64           `json:"id"`
	Team          int64           `json:"team"`
	Month         string          `json:"month" example:"2026-12"`
	PolicyVersion int             `json:"policy_version"`
	Program       string          `json:"program" doc:"The version of the program that made it"`
	Created       time.Time       `json:"created"`
	HistoryUntil  time.Time       `json:"history_until" doc:"The last interval of history it knew"`
	Layers        []int64         `json:"layers" nullable:"false" doc:"The imports of history it was made from; none in one made before they were kept"`
	Changed       bool            `json:"changed,omitempty" doc:"The imports before the month that count are others now; not told in lists"`
	Queues        []QueueForecast `json:"queues,omitempty" doc:"Not in lists"`
}

// QueueForecast is the forecast of one queue, and how far to trust it.
type QueueForecast struct {
	Queue  string          `json:"queue"`
	Model  string          `json:"model" doc:"The one that did best on the past"`
	Why    string          `json:"why,omitempty" doc:"Why this one, in words"`
	Levels []float64       `json:"levels" doc:"The quantile levels of the values"`
	Values []ForecastValue `json:"values"`
	Scores []Score         `json:"scores" doc:"How each model did on the past"`
	Notes  []Note          `json:"notes" doc:"What was left out of the history or repaired"`
	Ahead  []AheadScore    `json:"ahead" doc:"How the model in use did, by the week of the horizon"`
	Sums   []ForecastSum   `json:"sums" doc:"Of days, weeks and months, with bands of their own"`
	Days   []DayPart       `json:"days,omitempty" doc:"What each day is made of"`
}

// AheadScore is how accurate the forecast was in one week of the horizon.
type AheadScore struct {
	Week     int     `json:"week" doc:"1 is the first seven days"`
	WAPE     float64 `json:"wape"`
	Daily    float64 `json:"daily_wape"`
	Coverage float64 `json:"coverage" doc:"Of the 80 % band"`
}

// ForecastSum is what comes on a day, in a week from Monday on, or in a month, as far as it is forecast.
type ForecastSum struct {
	Unit      string    `json:"unit" enum:"day,week,month"`
	From      time.Time `json:"from"`
	To        time.Time `json:"to"`
	Mean      float64   `json:"mean"`
	Quantiles []float64 `json:"quantiles" doc:"One a level; hours err together, so that they are not the sums of the hours'"`
}

// DayPart is what made one day: the mean is the product of the numbers from level on.
type DayPart struct {
	Date     string  `json:"date" format:"date"`
	Mean     float64 `json:"mean"`
	Level    float64 `json:"level" doc:"Contacts a day in the first week forecast"`
	Trend    float64 `json:"trend" doc:"How the level moves on from there"`
	Week     float64 `json:"week" doc:"The weekday"`
	Month    float64 `json:"month" doc:"Place in the month"`
	Year     float64 `json:"year" doc:"Place in the year"`
	Special  float64 `json:"special" doc:"A holiday or event, or a day beside one, as learnt"`
	Day      string  `json:"day,omitempty" doc:"Its name"`
	Override float64 `json:"override" doc:"By what the planner changed what the statistics say"`
	By       string  `json:"by,omitempty" doc:"The name the planner gave"`
}

func sumOf(s forecast.Sum) ForecastSum {
	return ForecastSum{Unit: s.Unit, From: s.From, To: s.To, Mean: s.Mean, Quantiles: some(s.Quantiles)}
}

// ForecastValue is the forecast of one interval.
type ForecastValue struct {
	Start     time.Time `json:"start"`
	Mean      float64   `json:"mean" doc:"Contacts expected"`
	Base      float64   `json:"base" doc:"The same before the planner's factors and targets"`
	Quantiles []float64 `json:"quantiles" doc:"One a level"`
	AHT       float64   `json:"aht" doc:"Average handle time in seconds; 0 where the history has none"`
	Unseen    bool      `json:"unseen,omitempty" doc:"The queue was never open at this hour: borrowed, with wide bands"`
}

// Score is how a model did on the past.
type Score struct {
	Model     string  `json:"model"`
	WAPE      float64 `json:"wape" doc:"Σ|error| ÷ Σ volume, by interval"`
	DailyWAPE float64 `json:"daily_wape" doc:"The same for sums of days"`
	MASE      float64 `json:"mase" doc:"Mean |error| ÷ that of last week's same hour"`
	Pinball   float64 `json:"pinball" doc:"Mean quantile loss over the levels, in contacts"`
	Coverage  float64 `json:"coverage" doc:"Share of intervals inside the 80 % band"`
	Origins   int     `json:"origins"`
	Chosen    bool    `json:"chosen"`
}

// Note says in words what was left out of the history or repaired.
type Note struct {
	Code  string    `json:"code" doc:"gap, outage, storm, dip, autumn, short, zeros, special, holiday, unseen, closed-hours, borrowed, left-out, kept; several counts earlier ones of the kind that name says"`
	Text  string    `json:"text"`
	From  time.Time `json:"from"`
	To    time.Time `json:"to"`
	Count int       `json:"count" doc:"Intervals concerned"`
	Seen  float64   `json:"seen,omitempty" doc:"Contacts, of outages, storms and dips"`
	Usual float64   `json:"usual,omitempty" doc:"The same, as expected"`
	Name  string    `json:"name,omitempty" doc:"Of the special day, or why the planner decided so"`
}

func scoreOf(v forecast.Score) Score { return Score(v) }
func noteOf(n forecast.Note) Note    { return Note(n) }

func valueOf(v forecast.Value) ForecastValue {
	return ForecastValue{Start: v.Start, Mean: v.Mean, Base: v.Base, Quantiles: some(v.Quantiles), AHT: v.AHT, Unseen: v.Unseen}
}

func queueForecastOf(queue string, f forecast.Forecast) QueueForecast {
	return QueueForecast{
		Queue: queue, Model: f.Model, Why: f.Why, Levels: some(f.Levels), Values: each(f.Values, valueOf),
		Scores: each(f.Scores, scoreOf), Notes: each(f.Notes, noteOf),
		Ahead: each(f.Ahead, func(a forecast.Ahead) AheadScore { return AheadScore(a) }), Sums: each(f.Sums, sumOf),
	}
}

func forecastOf(f desk.Forecast) Forecast {
	return Forecast{
		ID: f.ID, Team: f.Team, Month: f.Month.String(), PolicyVersion: f.PolicyVersion, Program: f.Program,
		Created: f.Created, HistoryUntil: f.HistoryUntil, Layers: some(f.Layers), Changed: f.Changed,
		Queues: each(f.Queues, func(q plan.QueueForecast) QueueForecast {
			out := queueForecastOf(q.Queue, q.Forecast)
			out.Days = each(q.Days, func(p forecast.DayPart) DayPart { return DayPart(p) })
			return out
		}),
	}
}

// month is a calendar month, "2026-12".
type month struct{ plan.Month }

// UnmarshalText reads a month.
func (m *month) UnmarshalText(b []byte) (err error) {
	m.Month, err = plan.ParseMonth(string(b))
	return err
}

// Schema says how a month is written.
func (month) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Pattern: "^[0-9]{4}-(0[1-9]|1[0-2])$", Examples: []any{"2026-12"}, Description: "A calendar month"}
}

type teamMonthInput struct {
	TeamInput
	Body struct {
		Month month `json:"month"`
	}
}

type teamPageInput struct {
	TeamInput
	PageInput
}

type forecastInput struct {
	Forecast int64 `path:"forecast" minimum:"1"`
}

func (s *server) registerForecasts(api huma.API) {
	const tag = "Forecasts"
	register(api, starting("start-forecast", "/teams/{team}/forecasts", tag, "Have a month forecast",
		"Answers with the job; its result is the forecast's id."), s.startForecast)
	register(api, op("list-forecasts", http.MethodGet, "/teams/{team}/forecasts", tag, "List a team's forecasts", ""), s.listForecasts)
	register(api, op("get-forecast", http.MethodGet, "/forecasts/{forecast}", tag, "Read a forecast with its values", ""), s.getForecast)
}

func (s *server) startForecast(ctx context.Context, in *teamMonthInput) (*made[Job], error) {
	job, err := s.desk.StartForecast(ctx, in.Team, in.Body.Month.Month)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return jobMade(job), nil
}

func (s *server) listForecasts(ctx context.Context, in *teamPageInput) (*answer[list[Forecast]], error) {
	found, err := s.desk.Forecasts(ctx, in.Team, in.page())
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return part(in.PageInput, found, forecastOf, func(f desk.Forecast) int64 { return f.ID }), nil
}

func (s *server) getForecast(ctx context.Context, in *forecastInput) (*answer[Forecast], error) {
	f, err := s.desk.Forecast(ctx, in.Forecast)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[Forecast]{forecastOf(f)}, nil
}
