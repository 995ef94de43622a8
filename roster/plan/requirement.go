package plan

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/smena-org/smena/forecast/staffing"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/workspace"
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

// loadsOf puts a queue's forecast on the team's intervals, all of the month's,
// since work that may wait does so over the closed ones.
func loadsOf(team roster.Team, month Month, q roster.Queue, forecasts []QueueForecast) []staffing.Load {
	grid := gridOf(team, month)
	open := openHours(team)
	var out []staffing.Load
	index := map[int64]int{}
	for t := grid.start; t.Before(grid.end); t = t.Add(grid.step) {
		index[t.Unix()] = len(out)
		out = append(out, staffing.Load{Start: t, Interval: grid.step, Open: open(t)})
	}
	for _, f := range forecasts {
		if f.Queue == q.ID {
			f.spread(grid, index, out)
		}
	}
	return out
}

// spread adds a forecast's volumes to the intervals they fall into. A value of
// an hour is shared evenly by the quarters of it.
func (f QueueForecast) spread(g grid, index map[int64]int, out []staffing.Load) {
	width := f.width()
	for _, v := range f.Values {
		from := g.floor(v.Start)
		pieces := max(int(width/g.step), 1)
		for i := range pieces {
			at, ok := index[from.Add(time.Duration(i)*g.step).Unix()]
			if !ok {
				continue
			}
			join(&out[at], v.Mean/float64(pieces), v.AHT)
		}
	}
}

// join adds contacts to an interval. The handle time of its contacts is the mean
// of those joined; contacts of which it is not known take as long as the others.
func join(l *staffing.Load, volume, aht float64) {
	if known := l.AHT.Seconds(); aht > 0 && known > 0 && l.Volume+volume > 0 {
		aht = (known*l.Volume + aht*volume) / (l.Volume + volume)
	}
	if aht > 0 {
		l.AHT = time.Duration(aht * float64(time.Second))
	}
	l.Volume += volume
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

// queueNeeds staffs one queue; closed intervals are left out.
func queueNeeds(team roster.Team, month Month, q roster.Queue, forecasts []QueueForecast) ([]Need, error) {
	loads := loadsOf(team, month, q, forecasts)
	needs, err := staffing.Requirement(served(q), loads)
	if err != nil {
		return nil, roster.Errorf(roster.Invalid, "staffing: %w", err)
	}
	var out []Need
	for i, n := range needs {
		if loads[i].Open {
			out = append(out, Need{Start: n.Start, Exact: n.Fluid, Volume: n.Volume})
		}
	}
	return out, nil
}

// served is a team's queue in the words of staffing. The minimum is left out:
// it is one of the group's, see add.
func served(q roster.Queue) staffing.Queue {
	return staffing.Queue{
		ID: q.ID, Channel: q.Channel, AHT: q.AHT,
		ServiceLevel: q.ServiceLevel, Threshold: q.Threshold, Patience: q.Patience,
		Concurrency: q.Concurrency, MaxOccupancy: q.MaxOccupancy,
		Deadline: q.Deadline, Shrinkage: q.Shrinkage, Skills: q.Skills,
	}
}

// Needs are the rows of a requirement file as needs of a team, in order of
// start and group.
func Needs(team roster.Team, rows []workspace.Need) []Need {
	order, minimum := map[string]int{}, map[string]int{}
	for i, g := range Groups(team) {
		order[g.ID] = i
		for _, q := range g.Queues {
			minimum[g.ID] = max(minimum[g.ID], queueOf(team, q).MinAgents)
		}
	}
	var out []Need
	for _, r := range rows {
		out = append(out, Need{
			Start: r.Start.In(team.Zone), Group: r.Group, Agents: int(math.Ceil(r.Required - 1e-6)),
			Exact: r.Required, Minimum: minimum[r.Group], Volume: r.Volume,
		})
	}
	slices.SortStableFunc(out, func(a, b Need) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(order[a.Group], order[b.Group]))
	})
	return out
}
