package forecast

import (
	"errors"
	"fmt"
	"math"
	"time"
)

// Verdict is a planner's word on a span of a queue's history: whether to believe
// it, whatever it looks like, or to leave it out.
type Verdict struct {
	Series   string    // "" = all
	From, To time.Time // half-open
	Keep     bool      // believe it; else leave it out
	Reason   string
}

// verdicts are the planner's words on the grid of a series.
type verdicts []judgedSpan

type judgedSpan struct {
	Verdict
	from, to int // cells, half-open
	known    int // of them with data
}

// judge lays the verdicts on the grid and takes out of the history what is to
// be left out. That is done behind the search for closed days: a day left out
// was none.
func (e *engine) judge(name string, given []Verdict) (verdicts, error) {
	var out verdicts
	for _, v := range given {
		if v.Series != "" && v.Series != name {
			continue
		}
		if !v.To.After(v.From) {
			return nil, errors.New("a span of history from " + v.From.Format(time.RFC3339) + " to " + v.To.Format(time.RFC3339) + "; it must end behind its beginning")
		}
		s := judgedSpan{Verdict: v, from: max(0, e.grid.cell(v.From)), to: min(len(e.grid.y), e.grid.cell(v.To.Add(time.Duration(e.grid.step-1)*time.Second)))}
		for c := s.from; c < s.to; c++ {
			if known(e.grid.y[c]) {
				s.known++
			}
		}
		if s.known > 0 {
			out = append(out, s)
		}
	}
	for _, s := range out {
		for c := s.from; c < s.to && !s.Keep; c++ {
			e.grid.y[c] = math.NaN()
		}
	}
	return out, nil
}

// keep is clean, but for the spans that the planner believes.
func (all verdicts) keep(y, usual, room []float64) ([]float64, []anomaly) {
	cleaned, found := clean(y, usual, room)
	var rest []anomaly
	for _, a := range found {
		if !all.kept(a.from, a.to) {
			rest = append(rest, a)
		}
	}
	for _, s := range all {
		for c := s.from; c < min(s.to, len(y)) && s.Keep; c++ {
			cleaned[c] = y[c]
		}
	}
	return cleaned, rest
}

// kept tells whether a run of cells is believed whole.
func (all verdicts) kept(from, to int) bool {
	for _, s := range all {
		if s.Keep && s.from <= from && to <= s.to {
			return true
		}
	}
	return false
}

// leftOut tells whether the planner left a cell out.
func (all verdicts) leftOut(cell int) bool {
	for _, s := range all {
		if !s.Keep && s.from <= cell && cell < s.to {
			return true
		}
	}
	return false
}

// notes say what the planner decided.
func (all verdicts) notes(e *engine) []Note {
	var out []Note
	for _, s := range all {
		code, what := "left-out", "left out"
		if s.Keep {
			code, what = "kept", "believed"
		}
		n := e.note(code, s.from, s.to, "%d intervals from %s on %s, as the planner decided%s", s.known, e.grid.date(s.from), what, because(s.Reason))
		n.Count, n.Name = s.known, s.Reason
		out = append(out, n)
	}
	return few(out, "left-out")
}

func because(reason string) string {
	if reason == "" {
		return ""
	}
	return fmt.Sprintf(" (%s)", reason)
}

// targeted tells whether the planner expects a number of contacts at a cell,
// though the day was always closed.
func (e *engine) targeted(cell int) bool {
	for _, s := range e.overrides {
		if s.Target > 0 && s.from <= cell && cell < s.to {
			return true
		}
	}
	return false
}
