package api

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

// A client that hung up and a limit that passed stop the forecast itself, not
// only its answer; what is wrong with the history is still told from that.
func TestForecastStopsWithItsContext(t *testing.T) {
	s := forecast.Series{Name: "phone", Zone: time.UTC, Interval: time.Hour}
	first := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	for h := range 28 * 24 {
		s.Points = append(s.Points, forecast.Point{Start: first.Add(time.Duration(h) * time.Hour), Volume: 10})
	}
	from, week := first.AddDate(0, 0, 28), 7*24*time.Hour
	run := func(ctx context.Context, to *Loan, from time.Time) error {
		_, err := forecastOr(ctx, s, to, from, week, forecast.Options{})
		return err
	}
	gone, hangUp := context.WithCancel(t.Context())
	hangUp()
	late, cancel := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	loan := &Loan{Name: "chat", Weekly: 100}
	if err := run(t.Context(), nil, from); err != nil {
		t.Errorf("with a client that waits: %v", err)
	}
	for what, err := range map[string]error{"a forecast": run(gone, nil, from), "a borrowed one": run(gone, loan, from)} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s nobody waits for: %v", what, err)
		}
	}
	if err := run(late, nil, from); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a forecast past its limit: %v", err)
	}
	if err := run(t.Context(), nil, first); roster.KindOf(err) != roster.Invalid {
		t.Errorf("a forecast without history: %v, want it to be of the input", err)
	}
}
