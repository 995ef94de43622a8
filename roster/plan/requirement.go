package plan

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
)

// Requirement turns forecasts into agents per interval and group. Work is
// staffed queue by queue, the exact numbers of queues that need the same skills
// are added, and only the sum is rounded up: two queues that need half a person
// each need one.
func Requirement(team roster.Team, month Month, forecasts []QueueForecast) ([]Need, error) {
	groups := Groups(team)
	sums := map[needKey]*Need{}
	for g, group := range groups {
		for _, id := range group.Queues {
			q := queueOf(team, id)
			needs, err := queueNeeds(team, month, q, forecasts)
			if err != nil {
				return nil, err
			}
			for _, n := range needs {
				add(sums, needKey{n.Start.Unix(), g}, group.ID, n, q.MinAgents)
			}
		}
	}
	return inTime(sums), nil
}

// needKey is one interval and group.
type needKey struct {
	unix  int64
	group int
}

// add pools one queue's need with those of its group.
func add(sums map[needKey]*Need, k needKey, group string, n Need, minimum int) {
	sum := sums[k]
	if sum == nil {
		sum = &Need{Start: n.Start, Group: group}
		sums[k] = sum
	}
	sum.Exact += n.Exact
	sum.Volume += n.Volume
	sum.Minimum = max(sum.Minimum, minimum)
}

// inTime rounds the pooled needs up and sorts them by start and group.
func inTime(sums map[needKey]*Need) []Need {
	var keys []needKey
	for k := range sums {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b needKey) int {
		return cmp.Or(cmp.Compare(a.unix, b.unix), cmp.Compare(a.group, b.group))
	})
	out := make([]Need, 0, len(keys))
	for _, k := range keys {
		n := *sums[k]
		n.Agents = max(int(math.Ceil(n.Exact-1e-6)), n.Minimum)
		out = append(out, n)
	}
	return out
}

func queueOf(team roster.Team, id string) roster.Queue {
	for _, q := range team.Queues {
		if q.ID == id {
			return q
		}
	}
	return roster.Queue{}
}

// load is the work of one queue in one planning interval.
type load struct {
	start  time.Time
	volume float64
	aht    time.Duration
}

// loadsOf puts a queue's forecast on the team's intervals, one an open
// interval of the month. Where nothing is forecast the volume is 0.
func loadsOf(team roster.Team, month Month, q roster.Queue, forecasts []QueueForecast) []load {
	step := time.Duration(team.Interval) * time.Minute
	end := month.To.At(0, team.Zone)
	open := openHours(team)
	var out []load
	index := map[int64]int{}
	for t := month.From.At(0, team.Zone); t.Before(end); t = t.Add(step) {
		if open(t) {
			index[t.Unix()] = len(out)
			out = append(out, load{t, 0, q.AHT})
		}
	}
	for _, f := range forecasts {
		if f.Queue == q.ID {
			f.spread(q, step, index, out)
		}
	}
	return out
}

// spread adds a forecast's volumes to the intervals they fall into. A value of
// an hour is shared evenly by the quarters of it.
func (f QueueForecast) spread(q roster.Queue, step time.Duration, index map[int64]int, out []load) {
	width := f.width()
	for _, v := range f.Values {
		from := v.Start.Truncate(step)
		pieces := max(int(width/step), 1)
		for i := range pieces {
			at, ok := index[from.Add(time.Duration(i)*step).Unix()]
			if !ok {
				continue
			}
			out[at].volume += v.Mean / float64(pieces)
			if v.AHT > 0 {
				out[at].aht = time.Duration(v.AHT * float64(time.Second))
			}
		}
	}
}

// width is the interval of the forecast: the shortest way from one value to
// the next.
func (f QueueForecast) width() time.Duration {
	width := time.Hour
	for i := 1; i < len(f.Values); i++ {
		if d := f.Values[i].Start.Sub(f.Values[i-1].Start); i == 1 || d < width {
			width = d
		}
	}
	return width
}

// queueNeeds staffs one queue.
func queueNeeds(team roster.Team, month Month, q roster.Queue, forecasts []QueueForecast) ([]Need, error) {
	var out []Need
	for _, l := range loadsOf(team, month, q, forecasts) {
		erlangs := l.volume * l.aht.Minutes() / float64(team.Interval) / max(q.Concurrency, 1)
		occupancy := cmp.Or(q.MaxOccupancy, 0.85)
		out = append(out, Need{Start: l.start, Exact: erlangs / occupancy / (1 - q.Shrinkage), Volume: l.volume})
	}
	return out, nil
}
