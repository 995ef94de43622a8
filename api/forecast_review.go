package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// ForecastReview says how the kept forecasts of a queue did.
type ForecastReview struct {
	Queue string       `json:"queue"`
	Days  []ReviewDay  `json:"days" doc:"By the newest forecast made before the week began, or else before the day"`
	Weeks []ReviewWeek `json:"weeks" doc:"Every forecast's weeks"`
	Ahead []ReviewWeek `json:"ahead" doc:"The same pooled by how far ahead they were"`
	Drift []DriftStep  `json:"drift" doc:"The watch for drift; an alarm is raised when a sum reaches 5, falsely about once in nine years"`
}

// ReviewDay is one day of a review.
type ReviewDay struct {
	Date roster.Date `json:"date" format:"date"`
	Came float64     `json:"came" doc:"Contacts that arrived"`
	Said float64     `json:"said" doc:"The forecast for the same intervals"`
	Base float64     `json:"base" doc:"The same without the planner's factors, targets and caps"`
	Low  float64     `json:"low" doc:"The day's band; 0 and 0 where there is none"`
	High float64     `json:"high"`
	Made time.Time   `json:"made" doc:"When the forecast was made"`
	Late bool        `json:"late,omitempty" doc:"It was made when the day had begun"`
}

// ReviewWeek is how one forecast did in one week, or all did so far ahead.
type ReviewWeek struct {
	Week      roster.Date `json:"week,omitempty" format:"date" doc:"Its Monday; absent when pooled"`
	Made      *time.Time  `json:"made,omitempty" doc:"When the forecast was made; absent when pooled"`
	Ahead     int         `json:"ahead" doc:"1 is the first seven days behind what was known"`
	Intervals int         `json:"intervals" doc:"Of which it is known what came"`
	Came      float64     `json:"came"`
	Said      float64     `json:"said"`
	WAPE      float64     `json:"wape" doc:"Σ|error| ÷ Σ volume, by interval"`
	BaseWAPE  float64     `json:"base_wape" doc:"The same without the planner's factors, targets and caps"`
	Bias      float64     `json:"bias" doc:"(said − came) ÷ came: above 0 when too much was forecast"`
	Coverage  float64     `json:"coverage" doc:"Share of intervals inside the band"`
}

// DriftStep is one week of the watch.
type DriftStep struct {
	Week  roster.Date `json:"week" format:"date"`
	Error float64     `json:"error" doc:"(came − said) in units of the error to be expected"`
	High  float64     `json:"high" doc:"Sum on the side of more, after this week"`
	Low   float64     `json:"low" doc:"Sum on the side of less"`
}

// Alarm says that a queue's forecasts have erred in one direction for weeks.
type Alarm struct {
	ID     int64       `json:"id"`
	Team   int64       `json:"team"`
	Queue  string      `json:"queue"`
	Since  roster.Date `json:"since" format:"date" doc:"Monday of the first week it took"`
	Week   roster.Date `json:"week" format:"date" doc:"Monday of the last"`
	More   bool        `json:"more" doc:"More came than was forecast"`
	OffBy  float64     `json:"off_by" doc:"(came − said) ÷ said over these weeks"`
	Found  time.Time   `json:"found"`
	Seen   *time.Time  `json:"seen,omitempty"`
	SeenBy string      `json:"seen_by,omitempty"`
}

func reviewOf(r forecast.Review) ForecastReview {
	return ForecastReview{Queue: r.Series, Days: each(r.Days, reviewDayOf), Weeks: each(r.Weeks, reviewWeekOf), Ahead: each(r.Ahead, reviewWeekOf), Drift: each(r.Drift, driftStepOf)}
}

func reviewDayOf(d forecast.DayReview) ReviewDay {
	return ReviewDay{Date: roster.DateOf(d.Date), Came: d.Came, Said: d.Said, Base: d.Base, Low: d.Low, High: d.High, Made: d.Made, Late: d.Late}
}

func reviewWeekOf(w forecast.WeekReview) ReviewWeek {
	out := ReviewWeek{
		Ahead: w.Ahead, Intervals: w.Intervals, Came: w.Came, Said: w.Said,
		WAPE: w.WAPE(), BaseWAPE: w.BaseWAPE(), Bias: w.Bias(), Coverage: w.Coverage(), Made: when(w.Made),
	}
	if !w.Week.IsZero() {
		out.Week = roster.DateOf(w.Week)
	}
	return out
}

func driftStepOf(d forecast.DriftStep) DriftStep {
	return DriftStep{Week: roster.DateOf(d.Week), Error: d.Error, High: d.High, Low: d.Low}
}

func alarmOf(a desk.Alarm) Alarm {
	return Alarm{ID: a.ID, Team: a.Team, Queue: a.Queue, Since: a.Since, Week: a.Week, More: a.More, OffBy: a.OffBy, Found: a.Found, Seen: when(a.Seen), SeenBy: a.SeenBy}
}

type reviewInput struct {
	TeamInput
	From date `query:"from" doc:"The first date; absent with to is the last half year of history"`
	To   date `query:"to" doc:"The first date that no longer belongs"`
}

type alarmInput struct {
	Alarm int64 `path:"alarm" minimum:"1"`
}

func (s *server) registerForecastReview(api huma.API) {
	const tag = "Forecasts"
	register(api, op("review-forecasts", http.MethodGet, "/teams/{team}/forecast-review", tag, "Hold forecasts against what came",
		"By queue. Forecasts are kept as they were made; each counts for intervals it did not know."), s.reviewForecasts)
	register(api, op("list-alarms", http.MethodGet, "/teams/{team}/alarms", tag, "List alarms of drift",
		"Newest first. They are raised when history is imported or a forecast is made."), s.listAlarms)
	register(api, op("see-alarm", http.MethodPost, "/alarms/{alarm}/seen", tag, "Say that an alarm was seen", ""), s.seeAlarm)
}

func (s *server) reviewForecasts(ctx context.Context, in *reviewInput) (*answer[list[ForecastReview]], error) {
	found, err := s.desk.ForecastReview(ctx, in.Team, in.From.Date, in.To.Date)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, reviewOf), nil
}

func (s *server) listAlarms(ctx context.Context, in *teamPageInput) (*answer[list[Alarm]], error) {
	found, err := s.desk.Alarms(ctx, in.Team, in.page())
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return part(in.PageInput, found, alarmOf, func(a desk.Alarm) int64 { return a.ID }), nil
}

func (s *server) seeAlarm(ctx context.Context, in *alarmInput) (*answer[Alarm], error) {
	a, err := s.desk.SeeAlarm(ctx, in.Alarm)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[Alarm]{alarmOf(a)}, nil
}
