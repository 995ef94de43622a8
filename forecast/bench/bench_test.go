package bench

import (
	"encoding/csv"
	"math"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/forecast"
)

func place(t testing.TB, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// counted is a series whose volume is the number of the week, from 1 on.
func counted(t testing.TB, weeks int) forecast.Series {
	t.Helper()
	s := forecast.Series{Name: "counted", Zone: place(t, "UTC"), Interval: time.Hour}
	start := time.Date(2025, 1, 6, 0, 0, 0, 0, s.Zone)
	for at := start; at.Before(start.AddDate(0, 0, 7*weeks)); at = at.Add(time.Hour) {
		_, week := at.ISOWeek()
		s.Points = append(s.Points, forecast.Point{Start: at, Volume: float64(week - 1)})
	}
	return s
}

func TestLastValues(t *testing.T) {
	s := counted(t, 8)
	h := newHistory(s)
	at := time.Date(2025, 2, 26, 9, 0, 0, 0, s.Zone) // the eighth week
	tests := map[string]struct {
		origin time.Time
		k      int
		want   []float64
	}{
		"the week before":       {at, 1, []float64{7}},
		"three weeks":           {at, 3, []float64{7, 6, 5}},
		"as far as there is":    {at, 99, []float64{7, 6, 5, 4, 3, 2, 1}},
		"a fortnight ahead":     {at.AddDate(0, 0, -14), 2, []float64{5, 4}},
		"from within this week": {at.AddDate(0, 0, 1), 2, []float64{8, 7}},
	}
	for name, tt := range tests {
		if got := h.last(h.wall(at), h.wall(tt.origin), tt.k); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}

// As R and NumPy have it: quantile([1,2,3,4,10], .1) = 1.4.
func TestQuantiles(t *testing.T) {
	tests := map[string]struct{ v, want []float64 }{
		"five":    {[]float64{10, 1, 3, 2, 4}, []float64{1.4, 3, 7.6}},
		"one":     {[]float64{6}, []float64{6, 6, 6}},
		"nothing": {nil, []float64{0, 0, 0}},
	}
	for name, tt := range tests {
		for i, q := range quantiles(tt.v, levels) {
			if math.Abs(q-tt.want[i]) > 1e-9 {
				t.Errorf("%s: quantile %v is %v, want %v", name, levels[i], q, tt.want[i])
			}
		}
	}
}

// 0.1·4, 0.5·2 and 0.1·2 (above the ninetieth from below), a third of each.
func TestPinball(t *testing.T) {
	if got, want := pinball([]float64{6, 8, 12}, 10), (0.1*4+0.5*2+0.1*2)/3; math.Abs(got-want) > 1e-12 {
		t.Errorf("pinball %v, want %v", got, want)
	}
}

// The averages of a series that counts weeks are wrong by what arithmetic says:
// 12 weeks, 28 days ahead of week 9: the last value is 8, and 9 to 12 come.
func TestCompareByHand(t *testing.T) {
	results, err := Compare(counted(t, 12), Params{Origins: 1, Models: []string{"mean4"}})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]float64{
		"avg snaive": (1 + 2 + 3 + 4) / 42.0,
		"avg mean4":  (9 + 10 + 11 + 12 - 4*6.5) / 42,
		"avg mean52": (9 + 10 + 11 + 12 - 4*4.5) / 42,
	}
	methods := []string{}
	for _, r := range results {
		methods = append(methods, r.Method)
		if w, ok := want[r.Method]; ok && (math.Abs(r.WAPE-w) > 1e-9 || math.Abs(r.Daily-w) > 1e-9) {
			t.Errorf("%s: WAPE %v, daily %v, want %v of both", r.Method, r.WAPE, r.Daily, w)
		}
		if math.IsNaN(r.Pinball) != (strings.HasPrefix(r.Method, "avg ") && r.Method != "avg mean26") {
			t.Errorf("%s: pinball %v", r.Method, r.Pinball)
		}
	}
	if got := strings.Join(methods, ", "); got != "smena, mean4, avg snaive, avg mean4, avg mean8, avg mean26, avg mean52" {
		t.Errorf("methods %s", got)
	}
}

// The published figures of the bank's calls: last week's value .086, the mean
// of eight weeks .063, of 52 .058; without the file, a made series is compared.
func TestPublishedFigures(t *testing.T) {
	s := forecast.Series{Name: "bank", Zone: time.UTC, Interval: time.Hour}
	file, err := os.Open("../../../shared/bench/forecast/bank_calls_hourly.csv")
	if err != nil {
		if results, err := Compare(noise(t), Params{Origins: 2, Models: []string{}}); err != nil || len(results) != 6 {
			t.Errorf("%d results, %v", len(results), err)
		}
		return
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows[1:] {
		at, err := time.Parse("2006-01-02T15:04:05", r[0])
		v, err2 := strconv.ParseFloat(r[1], 64)
		if err != nil || err2 != nil {
			t.Fatal(r)
		}
		s.Points = append(s.Points, forecast.Point{Start: at, Volume: v})
	}
	results, err := Compare(s, Params{Models: []string{}})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]float64{"avg snaive": 0.086, "avg mean4": 0.063, "avg mean8": 0.063, "avg mean26": 0.057, "avg mean52": 0.058}
	for _, r := range results {
		if w, ok := want[r.Method]; ok && math.Abs(r.WAPE-w) > 0.0006 {
			t.Errorf("%s: WAPE %.4f, published %.3f", r.Method, r.WAPE, w)
		}
	}
}

// noise is half a year of a level of 50 with Poisson's noise.
func noise(t testing.TB) forecast.Series {
	rng := rand.New(rand.NewPCG(1, 1))
	s := counted(t, 26)
	for i := range s.Points {
		s.Points[i].Volume = math.Max(0, math.Round(50+7*rng.NormFloat64()))
	}
	return s
}

// On a level with noise no average of fewer weeks can beat the forecast, and
// its band is right.
func TestForecastBeatsShortAverages(t *testing.T) {
	results, err := Compare(noise(t), Params{Models: []string{}})
	if err != nil {
		t.Fatal(err)
	}
	ours := results[0]
	for _, r := range results[1:4] {
		if ours.WAPE >= r.WAPE {
			t.Errorf("%s has WAPE %.4f, the forecast %.4f", r.Method, r.WAPE, ours.WAPE)
		}
	}
	if ours.Coverage < 0.75 || ours.Coverage > 0.85 {
		t.Errorf("the 80 %% band covers %.3f", ours.Coverage)
	}
}

// An origin with too little before it is left out.
func TestShortSeries(t *testing.T) {
	results, err := Compare(counted(t, 8), Params{Origins: 3, Models: []string{}})
	if err != nil || len(results) != 6 {
		t.Fatalf("%d results, %v", len(results), err)
	}
	none, err := Compare(counted(t, 4), Params{Models: []string{}})
	if err != nil || len(none) != 0 {
		t.Errorf("%d results of four weeks, %v; want none", len(none), err)
	}
}
