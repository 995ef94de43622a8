package staffing

import "math"

// erlangB returns the share of calls that find all n lines taken under load a
// in erlangs. It is the stable recurrence 1/B(n) = 1 + (n/a)·1/B(n−1), which
// has neither factorials nor powers; it grows beyond all bounds only where B
// itself is nothing.
func erlangB(n int, a float64) float64 {
	if a <= 0 {
		return 0
	}
	inverse := 1.0
	for k := 1; k <= n; k++ {
		inverse = 1 + float64(k)/a*inverse
	}
	return 1 / inverse
}

// ErlangC returns the share of calls that must wait for one of n agents under
// load a in erlangs; 1 when the agents cannot keep up.
func ErlangC(n int, a float64) float64 {
	if a <= 0 {
		return 0
	}
	if float64(n) <= a {
		return 1
	}
	b := erlangB(n, a)
	return b / (1 - a/float64(n)*(1-b))
}

// ServiceLevelC returns the share of calls answered within t when each takes
// aht on average, in the same unit of time.
func ServiceLevelC(n int, a, aht, t float64) float64 {
	if float64(n) <= a {
		return 0
	}
	return 1 - ErlangC(n, a)*math.Exp(-(float64(n)-a)*t/aht)
}
