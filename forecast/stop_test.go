package forecast_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/smena-org/smena/forecast"
)

// constant is a queue that gets 10 an hour from 9 to 17 for some weeks.
func constant(weeks int) (forecast.Series, time.Time) {
	s := forecast.Series{Name: "phone", Zone: time.UTC, Interval: time.Hour}
	from := time.Date(2026, 11, 2, 0, 0, 0, 0, time.UTC)
	for d := range weeks * 7 {
		for h := 9; h < 17; h++ {
			s.Points = append(s.Points, forecast.Point{Start: from.AddDate(0, 0, d).Add(time.Duration(h) * time.Hour), Volume: 10})
		}
	}
	return s, from.AddDate(0, 0, weeks*7)
}

// A forecast that is asked to stop fits no further model, and gives the error
// as it got it; a queue that borrows stops with the one it borrows from.
func TestStop(t *testing.T) {
	s, from := constant(12)
	asked := 0
	o := forecast.Options{Stop: func() error { asked++; return nil }}
	if _, err := forecast.Run(s, from, 28*24*time.Hour, o); err != nil {
		t.Fatal(err)
	}
	if asked < 2*len(forecast.Models()) {
		t.Fatalf("asked %d times, want it before every model at every origin", asked)
	}
	for _, at := range []int{1, 2, asked / 2, asked} {
		n := 0
		o.Stop = func() error {
			if n++; n >= at {
				return context.Canceled
			}
			return nil
		}
		if _, err := forecast.Run(s, from, 28*24*time.Hour, o); !errors.Is(err, context.Canceled) || n != at {
			t.Errorf("stopped at %d: %v after %d questions", at, err, n)
		}
		n = 0
		if _, err := forecast.Borrow("chat", s, 100, from, 28*24*time.Hour, o); !errors.Is(err, context.Canceled) {
			t.Errorf("a borrower stopped at %d: %v", at, err)
		}
	}
}
