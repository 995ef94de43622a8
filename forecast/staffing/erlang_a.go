package staffing

import "math"

// abandonment is a queue of n agents whose customers hang up: M/M/n+M, Erlang
// A (Palm 1957; Garnett, Mandelbaum & Reiman 2002). Times in units of the
// handle time: work is done at rate 1 an agent, patience runs out at rate theta.
type abandonment struct {
	n     int
	a     float64 // erlangs offered
	theta float64
}

// result of a queue in its steady state.
type result struct {
	answered float64 // share of all calls answered within the threshold
	waiting  float64 // share that finds all agents busy
	lost     float64 // share that hangs up
	busy     float64 // occupancy
}

// enough is where the tail of the waiting line is cut off: what is left is
// below the rounding of a float64.
const enough = 1e-17

// at solves the queue for a threshold t.
//
// Up to n the states are those of Erlang B, so their sum in units of the n-th
// is 1/B. Beyond, each is the one before times a/(n+jθ). A call that finds j
// waiting is reached after j+1 departures of rates n+iθ, i = 0…j. The sum V of
// such exponentials is −log of a Beta(n/θ, j+1) variable over θ, so that
//
//	P(V ≤ t and still there) = E[e^(−θV); V ≤ t] = c/(c+j+1)·(1 − I_x(c+1, j+1)),  c = n/θ, x = e^(−θt)
//
// and the incomplete beta function I needs one more positive term a step.
func (q abandonment) at(t float64) result {
	b := erlangB(q.n, q.a)
	if b < 1e-250 { // nobody ever waits
		return result{answered: 1, busy: q.a / float64(q.n)}
	}
	n, c := float64(q.n), float64(q.n)/q.theta
	beta := newBetaSum(c+1, math.Exp(-q.theta*t))
	all, state := 1/b, 1.0 // in units of the state n
	wait, answered, length, first := 0.0, 0.0, 0.0, 1.0
	for j := 0; ; j++ {
		wait += state
		answered += state * c / (c + float64(j) + 1) * (1 - beta.next())
		length += state * float64(j)
		state *= q.a / (n + float64(j+1)*q.theta)
		if rest := q.a / (n + float64(j+2)*q.theta); rest < 1 && state/(1-rest) < enough*(all+wait) {
			break
		}
		if state > 1e200 { // far too few agents: only proportions matter
			all, wait, answered, length, first, state = all/state, wait/state, answered/state, length/state, first/state, 1
		}
	}
	all += wait - first // the state n stands in both sums
	lost := q.theta * length / all / q.a
	return result{
		answered: (all - wait + answered) / all,
		waiting:  wait / all,
		lost:     lost,
		busy:     q.a * (1 - lost) / n,
	}
}

// betaSum walks I_x(a, b) over b = 1, 2, …: I(a, 1) = x^a and
// I(a, b+1) = I(a, b) + x^a·(1−x)^b·Γ(a+b)/(Γ(a)·b!). Terms are kept as
// logarithms since x^a may be too small for a float64 while the sum is not.
type betaSum struct {
	a, logRest float64
	b, logTerm float64
	sum        float64
}

func newBetaSum(a, x float64) *betaSum {
	return &betaSum{a: a, logRest: math.Log1p(-x), logTerm: a * math.Log(x)}
}

func (s *betaSum) next() float64 {
	s.sum += math.Exp(s.logTerm)
	s.logTerm += s.logRest + math.Log((s.a+s.b)/(s.b+1))
	s.b++
	return math.Min(1, s.sum)
}
