package plan

import (
	"github.com/smena-org/smena/solver"
)

// Options steer a plan. The zero value plans with the solver's defaults.
type Options struct {
	Version   string    // of the program, kept in the result
	Quantiles []float64 // levels of the forecast's bands; nil is .1 .5 .9
	Solver    solver.Options
	// Review sees the forecasts before the search begins; its error ends the
	// plan. Nil accepts them all.
	Review func([]QueueForecast) error
}

// Stage is a step of the pipeline.
type Stage string

// The stages in their order.
const (
	Forecasting Stage = "forecast"
	Staffing    Stage = "requirement"
	Building    Stage = "problem"
	Solving     Stage = "solve"
	Paying      Stage = "pay"
)

// Event tells how far a plan is.
type Event struct {
	Stage Stage
	Queue string        // being forecast
	Solve *solver.Event // set while solving
}

// notify calls progress, if there is one.
func notify(progress func(Event), e Event) {
	if progress != nil {
		progress(e)
	}
}
