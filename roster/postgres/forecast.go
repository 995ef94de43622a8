package postgres

import (
	"time"

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
	Queues        []plan.QueueForecast // nil in lists
	Needs         []plan.Need          // nil in lists
}

// HistorySpan says what history of a queue there is.
type HistorySpan struct {
	Queue   string    `json:"queue"`
	Minutes int       `json:"minutes"` // of an interval
	Points  int       `json:"points"`
	From    time.Time `json:"from"`
	Until   time.Time `json:"until"` // start of the last interval
	Volume  float64   `json:"volume"`
}

// HistoryPoint is one interval of a queue's history, or what came in on a day.
type HistoryPoint struct {
	Start  time.Time   `json:"start"`
	Date   roster.Date `json:"date"` // the team's
	Volume float64     `json:"volume"`
	AHT    float64     `json:"aht"` // seconds, 0 unknown
}
