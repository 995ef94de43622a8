package forecast

import (
	"fmt"
	"math"
	"time"
)

// mark says what is special about a cell.
type mark struct {
	day   *SpecialDay
	after bool // not the holiday, but the first working day behind it
}

// calendar knows the special cells of one series.
type calendar struct {
	grid  *grid
	marks map[int]mark // by cell
	days  []*SpecialDay
}

// newCalendar lays the special days that concern the series on its grid.
func newCalendar(g *grid, name string, special []SpecialDay) (*calendar, error) {
	k := &calendar{grid: g, marks: map[int]mark{}}
	for i := range special {
		s := &special[i]
		if s.Series != "" && s.Series != name {
			continue
		}
		from, to, err := k.span(s)
		if err != nil {
			return nil, err
		}
		k.days = append(k.days, s)
		for c := from; c < to; c++ {
			if old, ok := k.marks[c]; !ok || !old.day.Closed { // closed wins
				k.marks[c] = mark{day: s}
			}
		}
	}
	return k, nil
}

// span returns the cells of a special day, half-open.
func (k *calendar) span(s *SpecialDay) (from, to int, err error) {
	date, err := time.Parse(time.DateOnly, s.Date)
	if err != nil {
		return 0, 0, fmt.Errorf("special day %q: %q is not a date; write it as 2026-12-25", s.Name, s.Date)
	}
	if s.Factor < 0 || math.IsNaN(s.Factor) || math.IsInf(s.Factor, 0) {
		return 0, 0, fmt.Errorf("special day %q on %s: a factor of %v; use more than 0, or 0 to learn it", s.Name, s.Date, s.Factor)
	}
	start := (int(date.Unix()/86400) - k.grid.first) * k.grid.slots
	from, to = start, start+k.grid.slots
	for _, part := range []struct {
		text string
		cell *int
	}{{s.From, &from}, {s.To, &to}} {
		if part.text == "" {
			continue
		}
		at, err := clockSeconds(part.text)
		if err != nil {
			return 0, 0, fmt.Errorf("special day %q on %s: %w", s.Name, s.Date, err)
		}
		*part.cell = start + floorDiv(at-k.grid.phase+k.grid.step-1, k.grid.step)
	}
	return from, to, nil
}

func clockSeconds(s string) (int, error) {
	if s == "24:00" {
		return 86400, nil
	}
	t, err := time.Parse("15:04", s)
	if err != nil {
		return 0, fmt.Errorf("%q is not a clock time; write it as 09:30", s)
	}
	return t.Hour()*3600 + t.Minute()*60, nil
}

// markAfter marks the first day behind each holiday on which the week is
// usually open: contacts that found the door closed come then.
func (k *calendar) markAfter(open []bool) {
	const farthest = 4 // days: a holiday on a Friday before a long weekend
	for _, s := range k.days {
		if s.Kind != "holiday" || s.From != "" || s.To != "" {
			continue
		}
		from, to, _ := k.span(s)
		for d := range farthest {
			start := to + d*k.grid.slots
			if !k.usual(start, open) {
				continue
			}
			for c := start; c < start+to-from; c++ {
				k.marks[c] = mark{day: s, after: true}
			}
			break
		}
	}
}

// usual tells whether a day is open and not special itself.
func (k *calendar) usual(start int, open []bool) bool {
	if _, special := k.marks[start+k.grid.slots/2]; special {
		return false
	}
	for c := start; c < start+k.grid.slots; c++ {
		if open[floorMod(c, len(open))] {
			return true
		}
	}
	return false
}

// mask returns the history with special cells unknown, so that they do not
// pull at the usual week.
func (k *calendar) mask(y []float64) []float64 {
	out := make([]float64, len(y))
	copy(out, y)
	for c := range k.marks {
		if c >= 0 && c < len(out) {
			out[c] = math.NaN()
		}
	}
	return out
}

// effects are the factors of special days as learnt before an origin.
type effects struct {
	calendar *calendar
	byName   map[string]ratios
	pooled   map[string]ratios // by kind; "after" for the days behind holidays
	sunday   func(cell int) float64
}

// ratios collects log(seen ÷ usual) of whole days.
type ratios struct{ sum, n float64 }

// drawn returns the mean log ratio, drawn to prior as if prior had been seen k times.
func (r ratios) drawn(prior, k float64) float64 { return (r.sum + k*prior) / (r.n + k) }

// learn measures the special days of the history against the usual volume.
func (k *calendar) learn(y, usual []float64, sunday func(int) float64) effects {
	e := effects{calendar: k, byName: map[string]ratios{}, pooled: map[string]ratios{}, sunday: sunday}
	seen, base := map[mark]float64{}, map[mark]float64{}
	for c := range y { // in order of time, not of the map: sums must come out the same every time
		if m, ok := k.marks[c]; ok && known(y[c]) && known(usual[c]) && usual[c] > 0 {
			seen[m] += y[c]
			base[m] += usual[c]
		}
	}
	for _, s := range k.days {
		for _, after := range []bool{false, true} {
			m := mark{s, after}
			if base[m] == 0 {
				continue // closed, or before the history: nothing to learn
			}
			e.add(m, math.Log(math.Max(0.02, seen[m]/base[m])))
		}
	}
	return e
}

func (e effects) add(m mark, log float64) {
	pool := m.day.Kind
	if m.after {
		pool = "after"
	} else {
		r := e.byName[m.day.Name]
		e.byName[m.day.Name] = ratios{r.sum + log, r.n + 1}
	}
	r := e.pooled[pool]
	e.pooled[pool] = ratios{r.sum + log, r.n + 1}
}

// factor returns by what the usual volume of a cell is multiplied.
func (e effects) factor(cell int) float64 {
	m, ok := e.calendar.marks[cell]
	switch {
	case !ok:
		return 1
	case m.after:
		return math.Exp(e.pooled["after"].drawn(0, 1))
	case m.day.Factor > 0:
		return m.day.Factor
	case m.day.Kind == "holiday":
		// A holiday never seen is like the others, and those, until some are
		// seen, half way to a Sunday.
		prior := e.pooled["holiday"].drawn(math.Log(e.sunday(cell))/2, 1)
		return math.Exp(e.byName[m.day.Name].drawn(prior, 0.5))
	default:
		return math.Exp(e.byName[m.day.Name].drawn(0, 0.25))
	}
}

// closed tells whether a special day closes the cell.
func (k *calendar) closed(cell int) bool {
	m, ok := k.marks[cell]
	return ok && !m.after && m.day.Closed
}
