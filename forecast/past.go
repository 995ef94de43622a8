package forecast

import "math"

// Past is what a model may learn from: the cleaned history before an origin.
// Cells are those of the grid; cell Origin is the first one to forecast.
type Past struct {
	Origin   int
	Slots    int       // cells a day
	Week     int       // cells a week
	Y        []float64 // volume, NaN where nothing is known; len(Y) = Origin
	FirstDay int       // the date of cell 0, in days since 1970
	Horizon  int       // cells that will be asked for, counted from the origin
}

// Model forecasts the usual volume of a cell: without special days, which are
// laid over all models alike.
type Model interface {
	Name() string
	Fit(p *Past)              // learns; called once an origin
	Predict(cell int) float64 // of a cell at or after the origin; never NaN or negative
}

// Models returns new models, one of each kind. The combination comes on top of
// them, see combine.go.
func Models() []Model {
	return []Model{
		&seasonalMean{name: "snaive", weeks: 1},
		&seasonalMean{name: "mean4", weeks: 4},
		&seasonalMean{name: "mean8", weeks: 8},
		&seasonalMean{name: "mean26", weeks: 26},
		&seasonalMean{name: "mean52", weeks: 52},
		&profile{name: "shape", shapeWeeks: 104, levelWeeks: 52},
		&profile{name: "rate", shapeWeeks: 52, levelWeeks: 8, shrink: true},
		&profile{name: "slow-rate", shapeWeeks: 104, levelWeeks: 52, shrink: true},
		&trend{profile: profile{name: "trend", shapeWeeks: 52, levelWeeks: 4, shrink: true}},
		&days{},
		&season{profile: profile{name: "season", shapeWeeks: 52, levelWeeks: 26, shrink: true}},
	}
}

func known(v float64) bool { return !math.IsNaN(v) }
