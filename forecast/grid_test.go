package forecast

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Whole numbers below 0 are divided as those above: a is b times the quotient
// and a rest from 0 to below b.
func TestFloors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.IntRange(-1e9, 1e9).Draw(t, "a"), rapid.IntRange(1, 1e6).Draw(t, "b")
		q, r := floorDiv(a, b), floorMod(a, b)
		if a != b*q+r || r < 0 || r >= b {
			t.Fatalf("%d is %d times %d and %d", a, b, q, r)
		}
	})
}

// clocks are zones whose clocks do odd things: change by an hour or half of one,
// at midnight, north and south, or never.
var clocks = []string{"Europe/Budapest", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Asia/Kolkata", "America/St_Johns", "Asia/Beirut", "UTC"}

// Whatever the clock does, an instant lies in the cell of its date, weekday and
// time of day, and the cell's own start is shown by the clock before it or then.
func TestCellsFollowTheClock(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		zone := place(t, rapid.SampledFrom(clocks).Draw(rt, "zone"))
		step := rapid.SampledFrom([]time.Duration{5, 15, 30, 60, 120, 1440}).Draw(rt, "minutes") * time.Minute
		begin := time.Date(2024, time.Month(rapid.IntRange(1, 12).Draw(rt, "month")), 3, 0, 0, 0, 0, zone)
		g := newGrid(Series{Zone: zone, Interval: step, Points: []Point{{Start: begin}}}, begin.Add(time.Hour))
		at := begin.Add(time.Duration(rapid.IntRange(-500*24*60, 500*24*60).Draw(rt, "later")) * time.Minute)
		c := g.cell(at)
		if g.date(c) != at.Format(time.DateOnly) || g.weekday(c) != at.Weekday() {
			rt.Fatalf("%v lies in a cell of %s, a %v", at, g.date(c), g.weekday(c))
		}
		clock := time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute
		if got, want := floorMod(c, g.slots), int(clock/step); got != want {
			rt.Fatalf("%v lies in cell %d of its day, want %d", at, got, want)
		}
		if start := g.start(c); start.After(at) || g.cell(start) != c {
			rt.Fatalf("the cell of %v starts at %v, in cell %d, not %d", at, start, g.cell(start), c)
		}
		if g.weekday(c+g.week) != at.Weekday() || floorMod(c+g.week, g.slots) != floorMod(c, g.slots) {
			rt.Fatalf("a week behind %v is another hour of the week", at)
		}
	})
}

// The hour that comes twice: two rows keep their mean, one row alone holds both
// and is halved, by the hour and by the quarter; the days around stay.
func TestTheHourThatComesTwice(t *testing.T) {
	zone := place(t, "Europe/Budapest")
	for _, tt := range []struct {
		name   string
		step   time.Duration
		second bool // whether the second hour has rows of its own
		want   float64
	}{{"hours", time.Hour, true, 8}, {"hours, one row", time.Hour, false, 3}, {"quarters", 15 * time.Minute, true, 8}, {"quarters, one row", 15 * time.Minute, false, 3}} {
		s := Series{Zone: zone, Interval: tt.step}
		first := time.Date(2025, 10, 26, 0, 0, 0, 0, zone) // at three it is two again
		twice := time.Date(2025, 10, 26, 0, 0, 0, 0, time.UTC)
		for at := first.AddDate(0, 0, -1); at.Before(first.AddDate(0, 0, 2)); at = at.Add(tt.step) {
			v := 6.0
			if hour := at.Sub(twice); hour >= time.Hour && hour < 2*time.Hour { // the second two o'clock
				if !tt.second {
					continue
				}
				v = 10
			}
			s.Points = append(s.Points, Point{Start: at, Volume: v})
		}
		g := newGrid(s, first.AddDate(0, 0, 2))
		for c, v := range g.y {
			want := 6.0
			if c/g.slots == 1 && c%g.slots*g.step/3600 == 2 {
				want = tt.want
			}
			if v != want {
				t.Errorf("%s: cell %d has %v, want %v", tt.name, c, v, want)
			}
		}
		if n := len(g.autumn); (n == 0) != tt.second || !tt.second && n != int(time.Hour/tt.step) {
			t.Errorf("%s: %d cells were taken for two", tt.name, n)
		}
	}
}

// The hour that spring skips has a cell that nobody fills.
func TestTheHourThatIsSkipped(t *testing.T) {
	zone := place(t, "Europe/Budapest")
	s := Series{Zone: zone, Interval: time.Hour}
	first := time.Date(2025, 3, 30, 0, 0, 0, 0, zone)
	for at := first; at.Before(first.AddDate(0, 0, 2)); at = at.Add(time.Hour) {
		s.Points = append(s.Points, Point{Start: at, Volume: 1})
	}
	g := newGrid(s, first.AddDate(0, 0, 2))
	if len(s.Points) != 47 || len(g.y) != 48 || known(g.y[2]) || sum(g.y) != 47 {
		t.Errorf("%d points make %v", len(s.Points), g.y)
	}
}

// Intervals may begin past the round clock time: hours of UTC read in India, or a
// call system that counts from ten past. Single rows out of step do not matter.
func TestPhases(t *testing.T) {
	kolkata := place(t, "Asia/Kolkata")
	begin := time.Date(2025, 1, 6, 0, 0, 0, 0, time.UTC)
	for _, tt := range []struct {
		zone *time.Location
		late time.Duration
		want int
	}{{time.UTC, 0, 0}, {kolkata, 0, 1800}, {time.UTC, 10 * time.Minute, 600}, {kolkata, 30 * time.Minute, 0}} {
		s := Series{Zone: tt.zone, Interval: time.Hour}
		for h := range 100 {
			s.Points = append(s.Points, Point{Start: begin.Add(tt.late + time.Duration(h)*time.Hour), Volume: float64(h)})
		}
		s.Points[70].Start = s.Points[70].Start.Add(7 * time.Minute)
		g := newGrid(s, begin.AddDate(0, 1, 0))
		if g.phase != tt.want {
			t.Errorf("%v, %v late: a phase of %d s, want %d", tt.zone, tt.late, g.phase, tt.want)
		}
		for i, p := range s.Points {
			if c := g.cell(p.Start); g.y[c] != float64(i) || i > 0 && c != g.cell(s.Points[i-1].Start)+1 {
				t.Fatalf("%v, %v late: row %d lies in cell %d, which has %v", tt.zone, tt.late, i, c, g.y[c])
			}
		}
		if start := g.start(g.cell(s.Points[5].Start)); !start.Equal(s.Points[5].Start) {
			t.Errorf("%v, %v late: the cell of %v starts at %v", tt.zone, tt.late, s.Points[5].Start, start)
		}
	}
}

// What lies behind the history is unknown, and asking for it writes nothing there.
func TestUntil(t *testing.T) {
	g := &grid{y: make([]float64, 5, 50)}
	g.y = append(g.y[:4], 7)
	if got := g.until(3); !slices.Equal(got, []float64{0, 0, 0}) {
		t.Errorf("three cells: %v", got)
	}
	far := g.until(8)
	if len(far) != 8 || far[4] != 7 || known(far[5]) || known(far[7]) || g.y[:6][5] != 0 {
		t.Errorf("eight of five cells: %v; behind the history %v", far, g.y[:6])
	}
}

// A history of which only some last days are known is as long as they say, though
// a clock that goes back may end it below its highest cell.
func TestGridIsLongEnough(t *testing.T) {
	zone := place(t, "Europe/Budapest")
	end := time.Date(2025, 10, 26, 1, 0, 0, 0, time.UTC) // the second two o'clock
	s := Series{Zone: zone, Interval: 15 * time.Minute}
	for at := end.Add(-30 * time.Hour); !at.After(end); at = at.Add(15 * time.Minute) {
		s.Points = append(s.Points, Point{Start: at, Volume: 4})
	}
	g := newGrid(s, end.Add(time.Hour))
	highest := 0
	for _, p := range s.Points {
		highest = max(highest, g.cell(p.Start))
	}
	if len(g.y) != highest+1 || highest <= g.cell(end) {
		t.Errorf("%d cells, want %d; the last row lies in %d", len(g.y), highest+1, g.cell(end))
	}
	if g := newGrid(s, s.Points[0].Start); len(g.y) != 0 {
		t.Errorf("nothing before: %d cells", len(g.y))
	}
}
