package staffing

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"
)

func email(deadline time.Duration) Queue {
	return Queue{ID: "mail", Channel: "email", AHT: 6 * time.Minute, Deadline: deadline}
}

// day returns loads by the hour; a negative volume means closed.
func day(volumes ...float64) []Load {
	var out []Load
	for i, v := range volumes {
		out = append(out, Load{Start: monday.Add(time.Duration(i) * time.Hour), Interval: time.Hour, Volume: math.Abs(v), Open: v >= 0})
	}
	return out
}

func TestDeferred(t *testing.T) {
	tests := map[string]struct {
		deadline time.Duration
		loads    []Load
		want     []float64 // heads before rounding
	}{
		// 10 mails of 6 minutes are one hour of work.
		"due at once":                     {time.Hour, day(10, 20, 0), []float64{1, 2, 0}},
		"spread over the deadline":        {4 * time.Hour, day(40, 0, 0, 0), []float64{1, 1, 1, 1}},
		"not before it comes":             {4 * time.Hour, day(0, 0, 20, 0), []float64{0, 0, 1, 1}},
		"the night's mail waits":          {10 * time.Hour, day(-10, -10, 0, 0), []float64{0, 0, 1, 1}},
		"a peak flattened into the lull":  {3 * time.Hour, day(60, 0, 0, 10, 0, 0), []float64{2, 2, 2, 1. / 3, 1. / 3, 1. / 3}},
		"beyond the horizon: within it":   {24 * time.Hour, day(0, 20), []float64{0, 2}},
		"closed at the end: carried back": {time.Hour, day(0, 0, -10), []float64{0, 0, 0}},
	}
	tests["closed at the end: carried back"] = struct {
		deadline time.Duration
		loads    []Load
		want     []float64
	}{time.Hour, day(0, 0, -10), []float64{0, 1, 0}}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			needs, err := Requirement(email(tt.deadline), tt.loads)
			if err != nil {
				t.Fatal(err)
			}
			for i, n := range needs {
				near(t, n.Start.Format("15:04"), n.Fluid, tt.want[i], 1e-9)
			}
		})
	}
}

func TestLateWorkIsSaid(t *testing.T) {
	needs, _ := Requirement(email(time.Hour), day(-10, -10, 0, 0))
	if needs[0].ServiceLevel != 0 || needs[2].ServiceLevel != 1 {
		t.Errorf("service levels %v and %v, want 0 for what the closed hours make late, else 1", needs[0].ServiceLevel, needs[2].ServiceLevel)
	}
}

func TestRoundingUpIsCarriedOn(t *testing.T) {
	// A third of a head all day is one head every third hour, not one all day.
	needs, _ := Requirement(email(9*time.Hour), day(30, 0, 0, 0, 0, 0, 0, 0, 0))
	sum := 0
	for _, n := range needs {
		sum += n.Required
	}
	if sum != 3 {
		t.Errorf("%d head hours for 3 hours of work: %+v", sum, needs)
	}
}

// randomDay makes a small instance: some hours closed, some without mail.
func randomDay(rng *rand.Rand) (Queue, []Load) {
	volumes := make([]float64, 3+rng.IntN(12))
	for i := range volumes {
		volumes[i] = float64(rng.IntN(5)) * float64(rng.IntN(12))
		if rng.IntN(4) == 0 {
			volumes[i] = -volumes[i] - 1
		}
	}
	volumes[len(volumes)-1] = 3 // open at the end
	q := email(time.Duration(1+rng.IntN(8)) * time.Hour)
	q.Shrinkage, q.MaxOccupancy = 0.25*float64(rng.IntN(3)), 1-0.1*float64(rng.IntN(3))
	return q, day(volumes...)
}

// Whatever comes: no work vanishes, whole heads done in order of arrival meet
// every deadline that can be met, and the peak is the least possible, which is
// the densest stretch of time: work that both comes and is due inside it.
func TestDeferredLaws(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		q, loads := randomDay(rng)
		needs, err := Requirement(q, loads)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := newBacklog(q, loads)
		share := q.occupancy() * (1 - q.Shrinkage)

		sum, peak, all := 0.0, 0.0, 0.0
		for i, n := range needs {
			sum += n.Fluid * 3600 * share
			peak = math.Max(peak, n.Fluid*share)
			all += loads[i].work(q)
			if n.Required > 0 && !loads[i].Open {
				t.Fatalf("heads in a closed hour: %+v", n)
			}
		}
		near(t, "work done", sum, all, 1e-6*(1+all))
		near(t, "peak", peak, densest(q, loads, b), 1e-9*(1+peak))
		checkInOrder(t, q, loads, b, needs, share)
		if t.Failed() {
			t.Fatalf("queue %+v\nloads %+v\nneeds %+v", q, loads, needs)
		}
	}
}

// densest tries every stretch of open time.
func densest(q Queue, loads []Load, b *backlog) float64 {
	most := 0.0
	for from := 1; from <= len(b.open); from++ {
		for to := from; to <= len(b.open); to++ {
			work := 0.0
			for i, l := range loads {
				if first, last := b.window(q, loads, i); l.Volume > 0 && first >= from && last <= to {
					work += l.work(q)
				}
			}
			most = math.Max(most, work/(b.time[to]-b.time[from-1]))
		}
	}
	return most
}

// checkInOrder lets the heads work through the contacts, first come first served.
func checkInOrder(t *testing.T, q Queue, loads []Load, b *backlog, needs []Need, share float64) {
	t.Helper()
	left := make([]float64, len(loads))
	for i, l := range loads {
		left[i] = l.work(q)
	}
	for k, o := range b.open {
		capacity := float64(needs[o].Required) * 3600 * share
		for i := range loads {
			first, last := b.window(q, loads, i)
			if first <= k+1 {
				part := math.Min(capacity, left[i])
				capacity -= part
				left[i] -= part
			}
			if last == k+1 && left[i] > 1e-5 {
				t.Fatalf("%v seconds of hour %d are late", left[i], i)
			}
		}
	}
}
