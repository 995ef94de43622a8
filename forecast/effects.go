package forecast

import "math"

// effects are the factors of special days as learnt before an origin: the mean
// of log(seen ÷ usual), drawn to that of like days by how few were seen and how
// noisy days are (empirical Bayes, as for the shape of the week).
type effects struct {
	calendar *calendar
	origin   int
	byName   map[named]ratios
	pooled   map[class]ratios
	shut     map[string]ratios // by name: the share of such days on which nothing came
	noise    float64           // variance of the log ratio of an ordinary day
	sunday   func(cell int) float64
}

// named and class are the keys under which effects are kept: one day's by its
// name, and those of all days of a kind. Days around a closed one differ from
// days around an open one.
type named struct {
	name string
	lag  int
}

type class struct {
	kind   string
	closed bool
	lag    int
}

// ratios collects log(seen ÷ usual) of whole days.
type ratios struct{ sum, n float64 }

func (r ratios) with(v float64) ratios { return ratios{r.sum + v, r.n + 1} }

// drawn returns the mean log ratio, drawn to prior as if prior had been seen k times.
func (r ratios) drawn(prior, k float64) float64 { return (r.sum + k*prior) / (r.n + k) }

// learn measures the special days of the history against the usual volume.
func (k *calendar) learn(y, usual []float64, sunday func(int) float64) effects {
	e := effects{calendar: k, origin: len(y), sunday: sunday, noise: dayNoise(y, usual, k),
		byName: map[named]ratios{}, pooled: map[class]ratios{}, shut: map[string]ratios{}}
	seen, base := map[mark]float64{}, map[mark]float64{}
	for _, s := range k.days { // in order, not of the map: sums must come out the same every time
		e.measure(s, y, usual, seen, base)
	}
	for _, lag := range []int{0, -1, 1, 2, 3} { // whether a day was closed is known before its neighbours are judged
		for _, s := range k.days {
			if m := (mark{s, lag}); base[m] > 0 {
				e.add(m, math.Log(math.Max(0.02, seen[m]/base[m])))
			}
		}
	}
	return e
}

// measure adds up what came and what is usual around a special day, and notes
// whether it was closed.
func (e effects) measure(s *special, y, usual []float64, seen, base map[mark]float64) {
	reach := farthest * e.calendar.grid.slots
	any, past := false, false
	for c := max(0, s.from-reach); c < min(len(y), s.to+reach); c++ {
		m, ok := e.calendar.marks[c]
		if !ok || m.day != s {
			continue
		}
		past = past || m.lag == 0
		any = any || m.lag == 0 && known(y[c])
		if known(y[c]) && known(usual[c]) && usual[c] > 0 {
			seen[m] += y[c]
			base[m] += usual[c]
		}
	}
	if past && s.to <= len(y) {
		closed := 0.0
		if !any {
			closed = 1
		}
		e.shut[s.Name] = e.shut[s.Name].with(closed)
		e.shut[kindKey+s.Kind] = e.shut[kindKey+s.Kind].with(closed)
	}
}

// kindKey sets apart kinds from names in effects.shut.
const kindKey = "kind "

func (e effects) add(m mark, log float64) {
	n, c := named{m.day.Name, m.lag}, e.class(m)
	e.byName[n] = e.byName[n].with(log)
	e.pooled[c] = e.pooled[c].with(log)
}

// class returns the kind of days among which a mark is counted.
func (e effects) class(m mark) class {
	if m.lag == 0 {
		return class{kind: m.day.Kind}
	}
	return class{closed: e.closes(m.day), lag: m.lag}
}

// closes tells whether nothing comes on a special day: as the planner says,
// as it was whenever the day was seen, or else as most days of its kind are.
func (e effects) closes(s *special) bool {
	if s.Closed {
		return true
	}
	if r := e.shut[s.Name]; r.n > 0 {
		return r.sum == r.n
	}
	r := e.shut[kindKey+s.Kind]
	return 2*r.sum > r.n
}

// shutAt tells whether a given day has always been seen closed.
func (e effects) shutAt(cell int) bool {
	m, ok := e.calendar.marks[cell]
	r := e.shut[m.dayName()]
	return ok && m.lag == 0 && m.day.Factor == 0 && m.day.Target == 0 && m.day.whole() && r.n > 0 && r.sum == r.n
}

func (m mark) dayName() string {
	if m.day == nil {
		return ""
	}
	return m.day.Name
}

// How much days beside a special one usually differ, the spread of their log
// ratios: the first behind a closed one much, others little.
const (
	around = 0.15
	beside = 0.07
)

// doubt returns for how many days the prior of a neighbour counts.
func (e effects) doubt(c class) float64 {
	if c.closed && c.lag == 1 {
		return 0.2 + e.noise/(around*around)
	}
	return 0.2 + e.noise/(beside*beside)
}

// factor returns by what the usual volume of a cell is multiplied.
func (e effects) factor(cell int) float64 {
	m, ok := e.calendar.marks[cell]
	switch {
	case !ok || m.day.found && m.day.from >= e.origin:
		return 1
	case m.lag != 0:
		c := e.class(m)
		pool := e.pooled[c].drawn(0, e.doubt(c))
		return math.Exp(e.byName[named{m.day.Name, m.lag}].drawn(pool, 2*(1+e.doubt(c))))
	case m.day.Factor > 0 || m.day.Target > 0:
		return 1 // the planner's word, see override
	case m.day.Kind == "holiday":
		// A holiday never seen is like the others, and those, until some are
		// seen, half way to a Sunday.
		prior := e.pooled[class{kind: "holiday"}].drawn(math.Log(e.sunday(cell))/2, 1)
		return math.Exp(e.byName[named{m.day.Name, 0}].drawn(prior, 0.5))
	default:
		return math.Exp(e.byName[named{m.day.Name, 0}].drawn(0, 0.25))
	}
}

// clear returns the history with special days unknown and the days around them
// as they would have been without, in the room of others.
func (e effects) clear(y, room []float64) []float64 {
	out := append(room, y...)
	for i, marks := 0, e.calendar.before(len(out)); i < len(marks); {
		m, factor := marks[i].mark, math.NaN()
		if m.lag != 0 {
			factor = e.factor(marks[i].cell) // of all the day
		}
		for ; i < len(marks) && marks[i].mark == m; i++ {
			out[marks[i].cell] /= factor
		}
	}
	return out
}

// dayNoise returns the variance of log(seen ÷ usual) of ordinary days, from
// the middle half, so that storms do not count.
func dayNoise(y, usual []float64, k *calendar) float64 {
	var logs []float64
	marked := k.marked(len(y))
	for start := max(0, len(y)/k.grid.slots-365) * k.grid.slots; start+k.grid.slots <= len(y); start += k.grid.slots {
		seen, base := 0.0, 0.0
		for c := start; c < start+k.grid.slots; c++ {
			if !marked[c] && known(y[c]) && known(usual[c]) {
				seen += y[c]
				base += usual[c]
			}
		}
		if base > 0 {
			logs = append(logs, math.Abs(math.Log((seen+0.5)/(base+0.5))))
		}
	}
	if len(logs) == 0 {
		return around * around
	}
	sd := 1.4826 * median(logs)
	return sd * sd
}
