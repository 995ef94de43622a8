package pay

import (
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
)

func TestStretchesOfALeapYearFarAhead(t *testing.T) {
	zone, err := time.LoadLocation("Europe/Budapest")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2040, 12, 30, 22, 0, 0, 0, zone)
	sum := 0
	for _, s := range stretches([]roster.Span{{Start: at, End: at.Add(36 * time.Hour)}}, zone) {
		sum += s.minutes
	}
	if sum != 36*60 {
		t.Errorf("%d minutes of 36 hours", sum)
	}
}
