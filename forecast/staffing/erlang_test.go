package staffing

import (
	"math"
	"math/rand/v2"
	"testing"
)

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s = %.12g, want %.12g", what, got, want)
	}
}

// By hand from B(n) = a·B(n−1) / (n + a·B(n−1)), as exact fractions.
func TestErlangB(t *testing.T) {
	tests := []struct {
		n    int
		a    float64
		want float64
	}{
		{0, 1, 1}, {1, 1, 1. / 2}, {2, 1, 1. / 5}, {3, 1, 1. / 16}, {4, 1, 1. / 65},
		{1, 2, 2. / 3}, {2, 2, 2. / 5}, {5, 0, 0},
	}
	for _, tt := range tests {
		near(t, "B", erlangB(tt.n, tt.a), tt.want, 1e-15)
	}
}

func TestErlangC(t *testing.T) {
	near(t, "C(2, 1) = 1/5 ÷ (1 − 1/2·4/5)", ErlangC(2, 1), 1./3, 1e-15)
	near(t, "C(3, 2) = 4/19 ÷ (1 − 2/3·15/19)", ErlangC(3, 2), 4./9, 1e-15)
	near(t, "too few agents", ErlangC(2, 2), 1, 0)
	near(t, "nobody calls", ErlangC(2, 0), 0, 0)
	// 1 − 1/3·e^(−(2−1)·t/AHT) with t = AHT·ln 2
	near(t, "service level", ServiceLevelC(2, 1, 100, 100*math.Ln2), 1-1./6, 1e-15)
	near(t, "service level of too few", ServiceLevelC(2, 2, 100, 20), 0, 0)
}

// In M/M/1 a call waits exactly when the server is busy: with probability ρ.
func TestOneAgentLaw(t *testing.T) {
	for rho := 0.05; rho < 1; rho += 0.05 {
		near(t, "C(1, ρ)", ErlangC(1, rho), rho, 1e-14)
	}
}

// Whatever the load, more agents mean less waiting, and shares stay shares.
func TestErlangCLaws(t *testing.T) {
	for _, a := range []float64{0.01, 0.5, 1, 7.3, 49.9, 200, 999.5, 2000} {
		last := 1.0
		for n := int(a) + 1; n < int(a)+1+int(4*math.Sqrt(a)+10); n++ {
			c := ErlangC(n, a)
			if !(c > 0 && c <= 1) || c >= last && last < 1 {
				t.Fatalf("C(%d, %v) = %v after %v", n, a, c, last)
			}
			last = c
		}
		if last > 0.01 {
			t.Errorf("with load %v and agents to spare, still %v wait", a, last)
		}
	}
}

// When patience is the handle time, agents and waiting room empty alike, and
// the number in the system is Poisson.
func TestErlangAIsPoissonWhenPatienceIsHandleTime(t *testing.T) {
	for _, a := range []float64{0.3, 1, 4, 30} {
		for _, n := range []int{1, 2, 5, 40} {
			below, term, queue := 0.0, math.Exp(-a), 0.0
			for k := range 400 {
				if k < n {
					below += term
				}
				queue += term * math.Max(0, float64(k-n))
				term *= a / float64(k+1)
			}
			r := abandonment{n: n, a: a, theta: 1}.at(0)
			near(t, "waiting", r.waiting, 1-below, 1e-12)
			near(t, "lost", r.lost, queue/a, 1e-12)
			near(t, "answered at once", r.answered, below, 1e-12)
		}
	}
}

func TestErlangATendsToC(t *testing.T) {
	for _, tt := range []struct {
		n int
		a float64
	}{{2, 1}, {12, 10}, {110, 100}, {1040, 1000}} {
		r := abandonment{n: tt.n, a: tt.a, theta: 1e-7}.at(0.1)
		near(t, "waiting", r.waiting, ErlangC(tt.n, tt.a), 1e-4)
		near(t, "answered", r.answered, ServiceLevelC(tt.n, tt.a, 1, 0.1), 1e-4)
	}
}

// Given time enough everybody is answered or gone; more time, more answered.
func TestErlangALaws(t *testing.T) {
	for _, q := range []abandonment{{1, 3, 2}, {5, 4, 0.5}, {90, 100, 1.5}, {2000, 2000, 0.2}, {1900, 2000, 3}, {1, 666, 0.7}, {500, 0.01, 1}} {
		last := -1.0
		for _, at := range []float64{0, 0.01, 0.1, 0.5, 2, 50} {
			r := q.at(at)
			if r.answered < last-1e-12 || r.answered > 1-r.lost+1e-9 || r.lost < 0 || r.busy > 1+1e-12 {
				t.Fatalf("%+v at %v: %+v after %v", q, at, r, last)
			}
			last = r.answered
		}
		near(t, "answered in the end", last, 1-q.at(0).lost, 1e-9)
	}
}

// A simulation that shares nothing with the formulas.
func TestErlangAAgainstSimulation(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, q := range []abandonment{{n: 3, a: 2.5, theta: 0.5}, {n: 4, a: 5, theta: 1.5}} {
		const threshold, calls = 0.15, 400_000
		free := make([]float64, q.n) // when each agent is free
		now, answered, lost := 0.0, 0, 0
		for range calls {
			now += rng.ExpFloat64() / q.a
			first := 0
			for i := range free {
				if free[i] < free[first] {
					first = i
				}
			}
			wait := math.Max(0, free[first]-now)
			if wait > rng.ExpFloat64()/q.theta {
				lost++ // gone before anybody was free; the agent never knew
				continue
			}
			if wait <= threshold {
				answered++
			}
			free[first] = now + wait + rng.ExpFloat64()
		}
		r := q.at(threshold)
		near(t, "answered", float64(answered)/calls, r.answered, 0.005)
		near(t, "lost", float64(lost)/calls, r.lost, 0.005)
	}
}

func BenchmarkErlangA(b *testing.B) {
	for b.Loop() {
		abandonment{n: 210, a: 200, theta: 1}.at(0.1)
	}
}
