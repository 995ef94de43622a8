package forecast

import (
	"math"
	"time"
)

// A forecast drifts when its errors point the same way week after week. Each
// week's error is put in units of the error that was to be expected, and added
// up on either side as far as it exceeds half a unit (CUSUM; Page 1954): chance
// pulls the sums back to zero, and a level that moved drives one of them up.
//
// With driftAlarm at 5 an alarm is false about once in nine years of a queue
// (465 weeks on average, Siegmund's approximation; simulated in drift_test.go),
// where weeks err independently; a level that moved by one unit is told after
// ten weeks, by two units after four. One week counts at most driftMost units,
// so that no single one raises an alarm.
const (
	driftSlack = 0.5
	driftAlarm = 5.0
	driftMost  = 3.5
)

// Alarm says that a forecast has been off in one direction for some weeks.
type Alarm struct {
	Week  time.Time // the last week it took
	Since time.Time // the first
	More  bool      // more came than was forecast
	By    float64   // (came − said) ÷ said over these weeks
}

// DriftStep is one week of the watch.
type DriftStep struct {
	Week       time.Time
	Error      float64 // (came − said) in units of what was to be expected
	Came, Said float64
	High, Low  float64 // the sums after this week; an alarm is at 5
}

// cusum runs the sums on by one week's error.
func cusum(high, low, z float64) (float64, float64) {
	z = math.Max(-driftMost, math.Min(driftMost, z))
	return math.Max(0, high+z-driftSlack), math.Max(0, low-z-driftSlack)
}

// watch fills in the sums of the steps and returns the alarms raised. After an
// alarm both sums begin anew.
func watch(steps []DriftStep) []Alarm {
	var out []Alarm
	high, low := 0.0, 0.0
	up, down := 0, 0 // where the sums last left zero
	for i := range steps {
		s := &steps[i]
		if high == 0 {
			up = i
		}
		if low == 0 {
			down = i
		}
		high, low = cusum(high, low, s.Error)
		s.High, s.Low = high, low
		switch {
		case high >= driftAlarm:
			out = append(out, alarm(steps[up:i+1], true))
		case low >= driftAlarm:
			out = append(out, alarm(steps[down:i+1], false))
		default:
			continue
		}
		high, low = 0, 0
	}
	return out
}

// alarm describes the run of weeks that raised it.
func alarm(run []DriftStep, more bool) Alarm {
	came, said := 0.0, 0.0
	for _, s := range run {
		came += s.Came
		said += s.Said
	}
	a := Alarm{Week: run[len(run)-1].Week, Since: run[0].Week, More: more}
	if said > 0 {
		a.By = (came - said) / said
	}
	return a
}
