package staffing

import (
	"fmt"
	"math"
)

// deferred returns the need of work that can wait. The least even staffing
// that meets every deadline is the shortest path between two curves over open
// time: the work that has come, above, and the work that is due, below. That
// path is a taut string; it minimises every convex cost of the heads at once,
// the peak among them (Yao, Demers & Shenker 1995). Done in the order of
// arrival, which is that of the deadlines, it is done in time.
func deferred(q Queue, loads []Load) ([]Need, error) {
	needs := make([]Need, len(loads))
	for i, l := range loads {
		needs[i] = Need{Start: l.Start, Interval: l.Interval, Volume: l.Volume, ServiceLevel: 1}
	}
	b, err := newBacklog(q, loads)
	if err != nil || len(b.open) == 0 {
		return needs, err
	}
	path := tautString(b.time, b.due, b.come)
	b.round(q, path, needs)
	return needs, nil
}

// backlog is the work of a queue along its open time. Index k stands for the
// end of the k-th open interval, 0 for the beginning.
type backlog struct {
	open []int     // loads that are open
	time []float64 // open seconds so far
	come []float64 // work that may be done by then, seconds
	due  []float64 // work that must be done by then
	late []float64 // volume that cannot be in time, by load
}

func newBacklog(q Queue, loads []Load) (*backlog, error) {
	b := &backlog{time: []float64{0}, come: []float64{0}, due: []float64{0}, late: make([]float64, len(loads))}
	for i, l := range loads {
		if l.Open {
			b.open = append(b.open, i)
			b.time = append(b.time, b.time[len(b.time)-1]+l.Interval.Seconds())
		}
	}
	n := len(b.open)
	come, due := make([]float64, n+1), make([]float64, n+1)
	for i, l := range loads {
		if l.Volume == 0 {
			continue
		}
		if n == 0 {
			return nil, fmt.Errorf("queue %q: Open: contacts come and no interval is open; open at least one", q.ID)
		}
		first, last := b.window(q, loads, i)
		come[first] += l.work(q)
		due[last] += l.work(q)
	}
	for k := 1; k <= n; k++ {
		b.come = append(b.come, b.come[k-1]+come[k])
		b.due = append(b.due, b.due[k-1]+due[k])
	}
	b.due[n] = b.come[n] // what is due after the horizon is done within it: no work vanishes
	return b, nil
}

// window returns the first and the last open interval, counted from 1, in
// which the work of load i can be done. A contact counts from the start of the
// interval it comes in, so that none is late. Where the queue stays closed
// until the deadline, the next open interval takes it, late; at the end of the
// horizon, the last one.
func (b *backlog) window(q Queue, loads []Load, i int) (first, last int) {
	deadline := loads[i].Start.Add(max(q.Deadline, loads[i].Interval))
	for k, o := range b.open {
		if o < i {
			continue
		}
		if first == 0 {
			first, last = k+1, k+1
			if loads[o].Start.Add(loads[o].Interval).After(deadline) {
				b.late[i] = loads[i].Volume
			}
		}
		if loads[o].Start.Add(loads[o].Interval).After(deadline) {
			break
		}
		last = k + 1
	}
	if first == 0 { // it comes after the last open interval
		b.late[i] = loads[i].Volume
		return len(b.open), len(b.open)
	}
	return first, last
}

// tautString returns the shortest path over x that stays between the curves
// low and high and joins their common ends. From each corner it looks as far as
// a straight line goes, and turns where the line would leave the band.
func tautString(x, low, high []float64) []float64 {
	n := len(x) - 1
	path := make([]float64, n+1)
	for at := 0; at < n; {
		up, down := math.Inf(1), math.Inf(-1) // slopes that still fit
		upAt, downAt, next := at, at, -1
		for k := at + 1; k <= n && next < 0; k++ {
			h, l := (high[k]-path[at])/(x[k]-x[at]), (low[k]-path[at])/(x[k]-x[at])
			switch {
			case l > up:
				next = upAt // must pass under the upper curve first
				path[next] = high[next]
			case h < down:
				next = downAt
				path[next] = low[next]
			}
			if h <= up {
				up, upAt = h, k
			}
			if l >= down {
				down, downAt = l, k
			}
		}
		if next < 0 {
			next = n
			path[n] = high[n]
		}
		for k := at + 1; k < next; k++ {
			path[k] = path[at] + (path[next]-path[at])*(x[k]-x[at])/(x[next]-x[at])
		}
		at = next
	}
	return path
}

// round turns the path into whole heads. What rounding up gives too much in one
// interval the next ones need less, so that all of a day is rounded up once and
// not each of its intervals. The path is never left behind: deadlines hold.
func (b *backlog) round(q Queue, path []float64, needs []Need) {
	share := q.occupancy() * (1 - q.Shrinkage) // of a head's time that goes into work
	done := 0.0
	for k, i := range b.open {
		n := &needs[i]
		seconds := n.Interval.Seconds()
		n.Fluid = (path[k+1] - path[k]) / seconds / share
		n.Required = max(0, int(math.Ceil((path[k+1]-done)/seconds/share-slack)))
		n.Required = max(n.Required, q.MinAgents)
		before := done
		done = math.Min(done+float64(n.Required)*seconds*share, b.come[k+1])
		if n.Required > 0 {
			n.Occupancy = math.Min(1, (done-before)/(float64(n.Required)*seconds*(1-q.Shrinkage)))
		}
	}
	for i, late := range b.late {
		if late > 0 {
			needs[i].ServiceLevel = 0
		}
	}
}
