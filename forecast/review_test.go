package forecast

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// monday5 is the first Monday of 2026.
var monday5 = time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)

// saying is a forecast of one value a day from a date on, every one the same.
func saying(from time.Time, days int, mean, low, high float64) Forecast {
	f := Forecast{Series: "q", Levels: []float64{0.1, 0.5, 0.9}}
	for d := range days {
		at := from.AddDate(0, 0, d)
		q := []float64{low, mean, high}
		f.Values = append(f.Values, Value{Start: at, Mean: mean, Base: mean, Quantiles: q})
		f.Sums = append(f.Sums, Sum{Unit: "day", From: at, To: at.AddDate(0, 0, 1), Mean: mean, Quantiles: q})
	}
	for d := 0; d+7 <= days; d += 7 { // the band of a week: ±1.2816 deviations of 10 each
		at := from.AddDate(0, 0, d)
		f.Sums = append(f.Sums, Sum{Unit: "week", From: at, To: at.AddDate(0, 0, 7), Mean: 7 * mean, Quantiles: []float64{7*mean - 12.816, 7 * mean, 7*mean + 12.816}})
	}
	return f
}

// came is a history of one value a day.
func came(from time.Time, volumes ...float64) Series {
	s := Series{Name: "q", Zone: time.UTC, Interval: day}
	for d, v := range volumes {
		s.Points = append(s.Points, Point{Start: from.AddDate(0, 0, d), Volume: v})
	}
	return s
}

func TestCompareWeeks(t *testing.T) {
	k := Kept{Made: monday5, Knew: monday5, Forecast: saying(monday5, 14, 20, 15, 25)}
	k.Values[1].Base = 40 // the planner said 20
	// The first week: 20 a day but one of 26 and one of 10; the second is not known but for a day.
	r, err := Compare([]Kept{k}, came(monday5, 20, 20, 20, 26, 10, 20, 20, 30))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Weeks) != 2 || len(r.Ahead) != 2 || len(r.Days) != 8 || len(r.Drift) != 1 {
		t.Fatalf("%d weeks, %d ahead, %d days, %d steps", len(r.Weeks), len(r.Ahead), len(r.Days), len(r.Drift))
	}
	w := r.Weeks[0]
	if w.Came != 136 || w.Said != 140 || w.Wrong != 16 || w.BaseWrong != 36 || w.Inside != 5 || w.Intervals != 7 || w.Ahead != 1 || r.Weeks[1].Ahead != 2 {
		t.Errorf("the first week %+v", w)
	}
	if math.Abs(w.WAPE()-16.0/136) > 1e-9 || math.Abs(w.Bias()-4.0/136) > 1e-9 || math.Abs(w.Coverage()-5.0/7) > 1e-9 {
		t.Errorf("WAPE %v, bias %v, coverage %v", w.WAPE(), w.Bias(), w.Coverage())
	}
	if d := r.Drift[0]; math.Abs(d.Error+4/math.Sqrt(140)) > 1e-3 { // a deviation of 10 is less than Poisson's √140
		t.Errorf("error %v, want %v", d.Error, -4/math.Sqrt(140))
	}
	if d := r.Days[3]; d.Came != 26 || d.Said != 20 || d.Low != 15 || d.High != 25 || d.Late {
		t.Errorf("the fourth day %+v", d)
	}
}

// Days are judged by the newest forecast that was there when their week began.
func TestCompareJudgesByTheNewestFairForecast(t *testing.T) {
	old := Kept{Made: monday5.Add(-48 * time.Hour), Knew: monday5.Add(-48 * time.Hour), Forecast: saying(monday5, 14, 10, 5, 15)}
	midweek := Kept{Made: monday5.Add(50 * time.Hour), Knew: monday5.Add(48 * time.Hour), Forecast: saying(monday5, 14, 20, 15, 25)}
	late := Kept{Made: monday5.Add(900 * time.Hour), Knew: monday5, Forecast: saying(monday5, 14, 30, 25, 35)}
	r, err := Compare([]Kept{late, midweek, old}, came(monday5, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20))
	if err != nil {
		t.Fatal(err)
	}
	for i, d := range r.Days {
		want := 10.0
		if i >= 7 {
			want = 20
		}
		if d.Said != want || d.Late {
			t.Errorf("day %d is judged by the forecast of %v, want %v", i, d.Said, want)
		}
	}
	for _, w := range r.Weeks { // the midweek forecast is not judged on what it knew
		if w.Made.Equal(midweek.Made) && w.Week.Equal(monday5) && w.Intervals != 5 {
			t.Errorf("%+v: judged on %d days, want 5", w, w.Intervals)
		}
	}
	r, err = Compare([]Kept{late}, came(monday5, 20))
	if err != nil || len(r.Days) != 1 || !r.Days[0].Late {
		t.Errorf("made afterwards and not marked so: %+v, %v", r.Days, err)
	}
}

// A level that moves by 40 % raises an alarm within three weeks, one that stays
// none in four; the forecast is a real one.
func TestCompareTellsAMovedLevel(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	simulate := func(from, to int, level float64) (out []Point) {
		for h := from; h < to; h++ {
			if hour := h % 24; hour >= 9 && hour < 18 {
				mean := level * (1 + 0.3*math.Sin(float64(hour)))
				out = append(out, Point{Start: monday5.Add(time.Duration(h) * time.Hour), Volume: math.Max(0, math.Round(mean+math.Sqrt(mean)*rng.NormFloat64()))})
			}
		}
		return out
	}
	const weeks = 20
	s := Series{Name: "q", Zone: time.UTC, Interval: time.Hour, Points: simulate(0, weeks*168, 30)}
	from := monday5.AddDate(0, 0, 7*weeks)
	f, err := Run(s, from, 28*day, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, tt := range map[string]struct {
		level float64
		want  int
	}{"it stays": {30, 0}, "it rises": {42, 1}, "it falls": {18, 1}} {
		s.Points = simulate(weeks*168, (weeks+3)*168, tt.level)
		r, err := Compare([]Kept{{Made: from, Knew: from, Forecast: f}}, s)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Alarms) != tt.want {
			t.Errorf("%s: alarms %+v, steps %+v", name, r.Alarms, r.Drift)
		}
		for _, a := range r.Alarms {
			if a.More != (tt.level > 30) || math.Abs(a.By-(tt.level/30-1)) > 0.1 {
				t.Errorf("%s: %+v", name, a)
			}
		}
	}
}

// Quarters of an hour in history are added up to the hours of the forecast.
func TestCompareAddsQuartersUp(t *testing.T) {
	k := Kept{Forecast: Forecast{Series: "q", Values: []Value{{Start: monday5, Mean: 4}, {Start: monday5.Add(time.Hour), Mean: 4}}}}
	s := Series{Name: "q", Zone: time.UTC, Interval: 15 * time.Minute}
	for i := range 7 {
		s.Points = append(s.Points, Point{Start: monday5.Add(time.Duration(i) * 15 * time.Minute), Volume: 1})
	}
	r, err := Compare([]Kept{k}, s)
	if err != nil || len(r.Days) != 1 || r.Days[0].Came != 7 || !r.Blind || r.Drift != nil {
		t.Errorf("%+v, %v", r, err)
	}
	s.Interval, s.Points = 2*time.Hour, s.Points[:1]
	if _, err := Compare([]Kept{k}, s); err == nil || !strings.Contains(err.Error(), "a forecast by 1h0m0s and history by 2h0m0s") {
		t.Errorf("longer history: %v", err)
	}
}

// Weeks that two forecasts share are judged by both, each for its days.
func TestCompareAcrossTheMonthsEdge(t *testing.T) {
	first, second := saying(monday5, 14, 20, 15, 25), saying(monday5.AddDate(0, 0, 7), 14, 20, 15, 25)
	first.Values = first.Values[:10]
	first.Sums[len(first.Sums)-1].Mean = 60 // three days of the second week
	second.Values = second.Values[3:]
	second.Sums[14].Mean = 80 // its other four
	r, err := Compare([]Kept{{Made: monday5, Knew: monday5, Forecast: first}, {Made: monday5, Knew: monday5, Forecast: second}},
		came(monday5, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20, 30, 20, 20, 20))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Drift) != 2 || r.Drift[1].Came != 150 || r.Drift[1].Said != 140 || r.Drift[1].Error <= 0 {
		t.Errorf("%+v", r.Drift)
	}
}

// A band stands for the deviation that a normal one so wide has; one that begins
// at nothing for that of its upper half, and none for chance.
func TestDeviationsOfBands(t *testing.T) {
	const z = 1.2815515655446
	for _, tt := range []struct {
		name              string
		levels, quantiles []float64
		want              float64
	}{
		{"80 %", []float64{0.1, 0.5, 0.9}, []float64{100 - z*7, 101, 100 + z*7}, 7},
		{"skewed", []float64{0.1, 0.5, 0.9}, []float64{100 - z*4, 101, 100 + z*10}, 7},
		{"lopsided levels", []float64{0.5, 0.9}, []float64{100, 100 + z*5}, 5},
		{"from nothing", []float64{0.1, 0.9}, []float64{0, 100 + z*9}, 9},
		{"from nothing to less than the mean", []float64{0.1, 0.9}, []float64{0, 90}, 0},
		{"one level", []float64{0.9}, []float64{100 + z*3}, 3},
		{"the middle alone", []float64{0.5}, []float64{100}, 10},
		{"none", nil, nil, 10},
		{"of another forecast", []float64{0.1, 0.9}, []float64{1}, 10},
	} {
		got := Forecast{Levels: tt.levels}.deviation(Sum{Mean: 100, Quantiles: tt.quantiles})
		if math.Abs(got-tt.want) > 1e-6 {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// Shares of nothing are none, and what the planner made worse can be told.
func TestSharesOfAWeek(t *testing.T) {
	w := WeekReview{Intervals: 8, Came: 50, Said: 60, Wrong: 20, BaseWrong: 5, Inside: 6}
	if w.WAPE() != 0.4 || w.BaseWAPE() != 0.1 || w.Bias() != 0.2 || w.Coverage() != 0.75 {
		t.Errorf("WAPE %v, %v without words, bias %v, coverage %v", w.WAPE(), w.BaseWAPE(), w.Bias(), w.Coverage())
	}
	none := WeekReview{Said: 60, Wrong: 60, BaseWrong: 60}
	if none.WAPE() != 0 || none.BaseWAPE() != 0 || none.Bias() != 0 || none.Coverage() != 0 {
		t.Errorf("where nothing came: %v, %v, %v, %v", none.WAPE(), none.BaseWAPE(), none.Bias(), none.Coverage())
	}
}
