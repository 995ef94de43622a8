package staffing

import "math"

// service is a live queue under the load of one interval: how well any number
// of agents would do.
type service struct {
	a        float64 // erlangs of slots
	aht      float64 // seconds a slot is taken
	t        float64 // threshold, seconds
	patience float64 // seconds, 0 = for ever
	slots    float64 // contacts a person has at once
}

// slowdown is how much longer a chat takes for each other chat that its agent
// has open: with three at once, 20 % longer than alone. It is an assumption
// between the extremes, not a measurement: at 0 people type as fast to three
// customers as to one, at 1 three at once take as long as one after the other.
// Who has handle times measured at the usual concurrency should divide them by
// 1 + slowdown·(concurrency−1).
const slowdown = 0.1

func newService(q Queue, l Load) service {
	s := service{aht: l.aht(q), t: q.Threshold.Seconds(), patience: q.Patience.Seconds(), slots: 1}
	if q.Channel == "chat" && q.Concurrency > 1 {
		s.slots = q.Concurrency
		s.aht *= 1 + slowdown*(q.Concurrency-1)
	}
	s.a = l.Volume * s.aht / l.Interval.Seconds()
	return s
}

// at returns service level and occupancy with so many agents there.
func (s service) at(agents int) (level, occupancy float64) {
	n := int(float64(agents)*s.slots + slack)
	switch {
	case s.a == 0:
		return 1, 0
	case n == 0:
		return 0, 1
	case s.patience > 0:
		r := abandonment{n: n, a: s.a, theta: s.aht / s.patience}.at(s.t / s.aht)
		return r.answered, r.busy
	default:
		return ServiceLevelC(n, s.a, s.aht, s.t), math.Min(1, s.a/float64(n))
	}
}

// agents returns the least number that reaches the service level and stays
// within the occupancy. Both only get better with more agents, so that
// doubling and halving finds it.
func (s service) agents(level, most float64) int {
	enough := func(n int) bool {
		l, o := s.at(n)
		return l >= level && o <= most+slack
	}
	hi := 1
	for !enough(hi) {
		hi *= 2
	}
	lo := hi / 2 // not enough, or none
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; enough(mid) {
			hi = mid
		} else {
			lo = mid
		}
	}
	return hi
}
