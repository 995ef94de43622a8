package desk

import (
	"context"
	"io"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
)

// ImportedHistory says what an import of history brought in.
type ImportedHistory struct {
	Queues   []HistorySpan // all of the team's, after the import
	Points   int           // written
	Warnings []roster.Fault
}

// ImportHistory reads contact history in the form of history/*.csv. What is
// there already for the same queue and interval is replaced. name is the
// file's, for the faults and for a file of one queue without a queue column.
func (d *Desk) ImportHistory(ctx context.Context, team int64, name string, r io.Reader) (ImportedHistory, error) {
	return ImportedHistory{}, errNotBuilt
}

// HistorySpans says what history there is, by queue.
func (d *Desk) HistorySpans(ctx context.Context, team int64) ([]HistorySpan, error) {
	return nil, errNotBuilt
}

// History returns a queue's history of a span of the team's dates, by interval.
func (d *Desk) History(ctx context.Context, team int64, queue string, from, to roster.Date) ([]HistoryPoint, error) {
	return nil, errNotBuilt
}

// Events lists the team's special days.
func (d *Desk) Events(ctx context.Context, team int64) ([]forecast.SpecialDay, error) {
	return nil, errNotBuilt
}

// SetEvents replaces the team's special days.
func (d *Desk) SetEvents(ctx context.Context, team int64, events []forecast.SpecialDay) error {
	return errNotBuilt
}

// StartForecast has a month forecast in the background.
func (d *Desk) StartForecast(ctx context.Context, team int64, month plan.Month) (Job, error) {
	return Job{}, errNotBuilt
}

// Forecasts lists a team's forecasts, newest first, without their values.
func (d *Desk) Forecasts(ctx context.Context, team int64, p Page) ([]Forecast, error) {
	return nil, errNotBuilt
}

// Forecast returns one forecast with its values and the requirement made from
// them.
func (d *Desk) Forecast(ctx context.Context, id int64) (Forecast, error) {
	return Forecast{}, errNotBuilt
}

// LatestForecast returns the newest forecast of a month, NotFound if there is none.
func (d *Desk) LatestForecast(ctx context.Context, team int64, month plan.Month) (Forecast, error) {
	return Forecast{}, errNotBuilt
}
