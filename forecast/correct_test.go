package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// byHour makes a series by the hour from a Monday on; a negative volume is an
// absent interval.
func byHour(volumes ...float64) Series {
	s := Series{Name: "phone", Zone: time.UTC, Interval: time.Hour}
	for i, v := range volumes {
		if v >= 0 {
			s.Points = append(s.Points, Point{Start: aMonday.Add(time.Duration(i) * time.Hour), Volume: v})
		}
	}
	return s
}

var aMonday = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)

func TestCorrect(t *testing.T) {
	aht := func(s Series, seconds ...float64) Series {
		for i := range s.Points {
			s.Points[i].AHT = seconds[i]
		}
		return s
	}
	tests := map[string]struct {
		known, later Series
		want         Series
		new, changed int
		same         int
		largest      string // "hour:before>after"
	}{
		"nothing was known":             {Series{}, byHour(1, 2), byHour(1, 2), 2, 0, 0, ""},
		"nothing comes":                 {byHour(1, 2), byHour(), byHour(1, 2), 0, 0, 0, ""},
		"behind":                        {byHour(1, 2), byHour(-1, -1, 3), byHour(1, 2, 3), 1, 0, 0, ""},
		"before":                        {byHour(-1, 2), byHour(1), byHour(1, 2), 1, 0, 0, ""},
		"into a gap":                    {byHour(1, -1, 3), byHour(-1, 2), byHour(1, 2, 3), 1, 0, 0, ""},
		"the later one holds":           {byHour(1, 2, 3), byHour(-1, 5), byHour(1, 5, 3), 0, 1, 0, "1:2>5"},
		"zero is a number":              {byHour(1, 2), byHour(0), byHour(0, 2), 0, 1, 0, "0:1>0"},
		"the same again":                {byHour(1, 2), byHour(1, 2), byHour(1, 2), 0, 0, 2, ""},
		"handle time alone":             {aht(byHour(4), 100), aht(byHour(4), 120), aht(byHour(4), 120), 0, 1, 0, "0:4>4"},
		"the whole interval is another": {aht(byHour(4), 100), byHour(5), byHour(5), 0, 1, 0, "0:4>5"},
		"largest first":                 {byHour(1, 1, 1, 1), byHour(2, 9, 1, 0), byHour(2, 9, 1, 0), 0, 3, 1, "1:1>9 0:1>2 3:1>0"},
		"five of six":                   {byHour(1, 1, 1, 1, 1, 1), byHour(2, 3, 4, 5, 6, 7), byHour(2, 3, 4, 5, 6, 7), 0, 6, 0, "5:1>7 4:1>6 3:1>5 2:1>4 1:1>3"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, c, err := Correct(tt.known, tt.later)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want.Points, got.Points); diff != "" && len(tt.want.Points)+len(got.Points) > 0 {
				t.Errorf("points differ (-want +got):\n%s", diff)
			}
			if c.New != tt.new || c.Changed != tt.changed || c.Same != tt.same || c.Rows != len(tt.later.Points) {
				t.Errorf("new %d, changed %d, same %d of %d, want %d, %d, %d", c.New, c.Changed, c.Same, c.Rows, tt.new, tt.changed, tt.same)
			}
			var largest []string
			for _, d := range c.Largest {
				largest = append(largest, fmt.Sprintf("%d:%v>%v", d.Start.Hour(), d.Before, d.After))
			}
			if text := strings.Join(largest, " "); text != tt.largest {
				t.Errorf("largest %q, want %q", text, tt.largest)
			}
		})
	}
}

// Intervals that would overlap are refused, wherever the clocks change between.
func TestCorrectRefuses(t *testing.T) {
	half := byHour(1, 2)
	half.Interval = 30 * time.Minute
	off := byHour(1, 2)
	for i := range off.Points {
		off.Points[i].Start = off.Points[i].Start.Add(30 * time.Minute)
	}
	for name, later := range map[string]Series{"intervals": half, "minutes past": off} {
		if _, _, err := Correct(byHour(1, 2), later); err == nil || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "phone") {
			t.Errorf("%s: %v", name, err)
		}
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	days := func(month time.Month) Series {
		return Series{Name: "phone", Zone: berlin, Interval: day, Points: []Point{{Start: time.Date(2026, month, 1, 0, 0, 0, 0, berlin), Volume: 1}}}
	}
	if _, _, err := Correct(days(1), days(7)); err != nil {
		t.Errorf("days of winter and summer: %v", err)
	}
}

// Any order of histories, laid one over another, is what a table by interval
// holds; and the counts are of it.
func TestCorrectIsATable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		table := map[time.Time]Point{}
		known := Series{Name: "phone", Zone: time.UTC, Interval: time.Hour}
		for range rapid.IntRange(1, 6).Draw(t, "files") {
			volumes := rapid.SliceOfN(rapid.SampledFrom([]float64{-1, 0, 1, 2}), 0, 12).Draw(t, "volumes")
			later := byHour(volumes...)
			want := Correction{}
			for _, p := range later.Points {
				switch old, ok := table[p.Start]; {
				case !ok:
					want.New++
				case old == p:
					want.Same++
				default:
					want.Changed++
				}
				table[p.Start] = p
			}
			next, c, err := Correct(known, later)
			if err != nil {
				t.Fatal(err)
			}
			if c.New != want.New || c.Same != want.Same || c.Changed != want.Changed {
				t.Fatalf("counts %+v, want %+v", c, want)
			}
			known = next
		}
		if len(known.Points) != len(table) {
			t.Fatalf("%d points, want %d", len(known.Points), len(table))
		}
		for i, p := range known.Points {
			if table[p.Start] != p || i > 0 && !p.Start.After(known.Points[i-1].Start) {
				t.Fatalf("point %d is %v, want %v", i, p, table[p.Start])
			}
		}
	})
}

// officeHours makes weeks of a desk that is open from 9 to 17 on weekdays and busiest
// at 10, with chance where there is some; hours that are closed have no row.
func officeHours(weeks int, random *rand.Rand, level float64, from time.Time) Series {
	shape := []float64{4, 9, 8, 6, 4, 5, 6, 3}
	s := Series{Name: "phone", Zone: time.UTC, Interval: time.Hour}
	for d := range 7 * weeks {
		for h, v := range shape {
			at := from.Add(time.Duration(24*d+9+h) * time.Hour)
			if at.Weekday() != time.Saturday && at.Weekday() != time.Sunday {
				v *= level
				if random != nil {
					v += math.Sqrt(v) * random.NormFloat64()
				}
				s.Points = append(s.Points, Point{Start: at, Volume: math.Round(math.Max(0, v)), AHT: 200})
			}
		}
	}
	return s
}

// movedBy is a series whose every interval is later.
func movedBy(s Series, by time.Duration) Series {
	s.Points = append([]Point(nil), s.Points...)
	for i := range s.Points {
		s.Points[i].Start = s.Points[i].Start.Add(by)
	}
	return s
}

// scaled is a series with every volume multiplied.
func scaled(s Series, by float64) Series {
	s.Points = append([]Point(nil), s.Points...)
	for i := range s.Points {
		s.Points[i].Volume = math.Round(s.Points[i].Volume * by)
	}
	return s
}

func TestDoubts(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	known := officeHours(8, random, 1, aMonday)
	next := officeHours(1, nil, 1, aMonday.Add(8*7*day))
	last := Series{Name: known.Name, Zone: known.Zone, Interval: known.Interval, Points: known.Points[len(known.Points)-80:]}
	silent := scaled(last, 1)
	for i := range silent.Points {
		silent.Points[i].AHT, silent.Points[i].Volume = 0, max(1, silent.Points[i].Volume)
	}
	empty := scaled(last, 1)
	for i := range 12 {
		empty.Points[i].Volume = 0
	}
	tests := map[string]struct {
		later Series
		want  string
	}{
		"the next week":              {next, ""},
		"the same again":             {last, ""},
		"a little less":              {scaled(last, 0.8), ""},
		"half":                       {scaled(last, 0.5), "less 0.5"},
		"twice":                      {scaled(last, 2), "more 2.0"},
		"the next week, half":        {scaled(next, 0.5), "less 0.5"},
		"the next week, thrice":      {scaled(next, 3), "more 3.0"},
		"an hour late":               {movedBy(last, time.Hour), "shifted 1h0m0s"},
		"three hours early":          {movedBy(last, -3*time.Hour), "shifted -3h0m0s"},
		"the next week an hour late": {movedBy(next, time.Hour), "shifted 1h0m0s"},
		"no handle times":            {silent, "no-aht 80"},
		"a lost day and a half":      {empty, "emptied 12"},
		"after two weeks of nothing": {movedBy(next, 14*day), "gap 16"},
		"one hour":                   {Series{Name: "phone", Zone: time.UTC, Interval: time.Hour, Points: next.Points[:1]}, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, c, err := Correct(known, tt.later)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range c.Doubts {
				switch {
				case d.Ratio != 0:
					got = append(got, fmt.Sprintf("%s %.1f", d.Code, d.Ratio))
				case d.Shift != 0:
					got = append(got, fmt.Sprintf("%s %v", d.Code, d.Shift))
				default:
					got = append(got, fmt.Sprintf("%s %d", d.Code, d.Count))
				}
			}
			if text := strings.Join(got, ", "); text != tt.want {
				t.Errorf("doubts %q, want %q", text, tt.want)
			}
		})
	}
}

// Chance alone hardly ever looks like a mistake: a hundred next weeks and
// corrected months of a desk with four to nine contacts an hour.
func TestDoubtsOfChance(t *testing.T) {
	raised := 0
	for seed := range uint64(50) {
		random := rand.New(rand.NewPCG(seed, 3))
		known := officeHours(8, random, 1, aMonday)
		for _, later := range []Series{officeHours(1, random, 1.2, aMonday.Add(8*7*day)), officeHours(4, random, 1, aMonday.Add(2*7*day))} {
			_, c, err := Correct(known, later)
			if err != nil {
				t.Fatal(err)
			}
			raised += len(c.Doubts)
		}
	}
	if raised > 0 {
		t.Errorf("%d doubts of 100 histories that are as they should be", raised)
	}
}

// A file in another zone is found in whichever it is, for every width of
// interval that has one.
func TestShiftIsFound(t *testing.T) {
	for _, step := range []time.Duration{15 * time.Minute, 30 * time.Minute, time.Hour} {
		for _, by := range []time.Duration{-8 * time.Hour, -time.Hour, time.Hour, 3 * time.Hour, 5*time.Hour + 30*time.Minute} {
			if by%step != 0 {
				continue
			}
			known := Series{Name: "q", Zone: time.UTC, Interval: step}
			for at := aMonday; at.Before(aMonday.Add(4 * 7 * day)); at = at.Add(step) {
				hour := at.Sub(at.Truncate(day)).Hours()
				known.Points = append(known.Points, Point{Start: at, Volume: math.Round(10 + 8*math.Sin(hour/24*2*math.Pi) + 4*math.Cos(hour/12*2*math.Pi))})
			}
			_, c, err := Correct(known, movedBy(known, by))
			if err != nil {
				t.Fatal(err)
			}
			if len(c.Doubts) == 0 || c.Doubts[0].Shift != by {
				t.Errorf("%v by %v: doubts %+v", step, by, c.Doubts)
			}
		}
	}
}
