package forecast

import (
	"errors"
	"fmt"
	"math"
	"time"
)

// Point is what one interval of a queue's history held.
type Point struct {
	Start  time.Time
	Volume float64 // contacts that arrived
	AHT    float64 // mean handle time in seconds, 0 when unknown
}

// Series is the history of one queue. Starts increase strictly. An absent
// interval means closed, or no data; a volume of 0 means open and nothing came.
//
// In a zone whose clocks go back, one clock hour holds two real ones. Its
// history may be two points, one an hour, or one at the first of them that
// holds both, as call systems write that keep local time.
type Series struct {
	Name     string
	Zone     *time.Location
	Interval time.Duration // 5 minutes to 1 day
	Points   []Point
}

// check returns what makes the series unfit to be forecast, with the cure.
func (s Series) check() error {
	switch {
	case s.Zone == nil:
		return fmt.Errorf("series %q: no time zone; set Zone", s.Name)
	case s.Interval < 5*time.Minute || s.Interval > day || day%s.Interval != 0:
		return fmt.Errorf("series %q: an interval of %v; use 5 minutes to 1 day, and one that divides a day", s.Name, s.Interval)
	case len(s.Points) == 0:
		return errors.New("series \"" + s.Name + "\": no history; import at least a week")
	}
	for i, p := range s.Points {
		if math.IsNaN(p.Volume) || math.IsInf(p.Volume, 0) || p.Volume < 0 {
			return fmt.Errorf("series %q: %v contacts at %v; a volume is 0 or more", s.Name, p.Volume, p.Start)
		}
		if p.Volume > mostVolume {
			return fmt.Errorf("series %q: %v contacts at %v; that is no count of an interval", s.Name, p.Volume, p.Start)
		}
		if math.IsNaN(p.AHT) || math.IsInf(p.AHT, 0) || p.AHT < 0 {
			return fmt.Errorf("series %q: a handle time of %v at %v; it is 0 (unknown) or more", s.Name, p.AHT, p.Start)
		}
		if i > 0 && !p.Start.After(s.Points[i-1].Start) {
			return fmt.Errorf("series %q: %v does not come after %v; sort the points and join equal ones", s.Name, p.Start, s.Points[i-1].Start)
		}
		if i > 0 && s.Interval <= time.Hour && p.Start.Sub(s.Points[i-1].Start) < s.Interval {
			return fmt.Errorf("series %q: %v comes less than %v after the point before; give every interval length a series of its own", s.Name, p.Start, s.Interval)
		}
	}
	return nil
}

// mostVolume is more than any queue gets in an interval; beyond lies a fault of
// the export, and sums that lose digits.
const mostVolume = 1e9

const day = 24 * time.Hour

// SpecialDay is a date, or a part of one, on which the queue is not as usual.
type SpecialDay struct {
	Date     string  // civil date at the series' place, "2006-01-02"
	Until    string  // the last date of several days that are alike; "" = Date
	Name     string  // "Christmas Day"; the effect is learnt from days of the same name
	Kind     string  // "holiday" or "event"
	Factor   float64 // times the usual volume; 0 = learn it from history
	Target   float64 // contacts in all on each day, whatever history says; 0 = none
	Cap      float64 // the most that come in all on each day; 0 = none
	Closed   bool    // nothing is forecast
	Series   string  // "" = all
	From, To string  // clock "15:04", the part of the day; "" = all of it
}

// Options shape a forecast. The zero value is the usual one.
type Options struct {
	Quantiles []float64              // levels of the bands, rising; default .1 .5 .9
	Special   []SpecialDay           // past ones to learn from and future ones to apply
	Verdicts  []Verdict              // the planner's word on spans of the history
	OpenHours func(t time.Time) bool // nil: open when the history shows it
	Like      *Series                // a queue like this one, whose shape hours never open before have
	Explain   bool                   // fill Forecast.Parts
	Model     string                 // use this one; "" = the one the backtest finds best
	Stop      func() error           // asked before each model is fitted: an error gives up with it; nil never stops
}

// Value is the forecast of one interval.
type Value struct {
	Start     time.Time
	Mean      float64
	Base      float64   // the mean before the planner's factors and targets
	Quantiles []float64 // one a level of Forecast.Levels, never falling
	AHT       float64   // seconds, 0 when history has none
	Unseen    bool      // the queue was never open at this hour: borrowed, with wide bands
}

// Score is how a model did on the past, from forecasts made with nothing but
// what was known at each origin.
type Score struct {
	Model     string
	WAPE      float64 // Σ|error| ÷ Σ volume, by interval
	DailyWAPE float64 // the same for sums of days
	MASE      float64 // mean |error| ÷ that of last week's same hour within the history (Hyndman & Koehler 2006)
	Pinball   float64 // mean quantile loss over the levels, in contacts
	Coverage  float64 // share of intervals inside the 80 % band
	Origins   int
	Chosen    bool
}

// Note says in words what was left out of the history or repaired.
type Note struct {
	Code     string // gap, outage, storm, dip, autumn, short, zeros, special, holiday, unseen, closed-hours, borrowed, left-out, kept, several
	Text     string
	From, To time.Time // half-open
	Count    int       // intervals concerned
	Seen     float64   // contacts, of outages, storms and dips; of several, how many notes
	Usual    float64   // contacts expected, of outages, storms and dips; a week's, of borrowed
	Name     string    // of the special day or the queue borrowed from, or why the planner decided so
}

// Forecast is the answer: values, and how far to trust them.
type Forecast struct {
	Series string
	Model  string  // the one chosen
	Why    string  // in words
	Ahead  []Ahead // accuracy by the week of the horizon
	Sums   []Sum   // of days, weeks and months
	Parts  []Part  // one a value, when Options.Explain asks for them
	Values []Value
	Scores []Score
	Notes  []Note
	Levels []float64 // the quantile levels of the values
}
