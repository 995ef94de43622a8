package bench

import (
	"context"
	"sync"
	"time"

	"github.com/smena-org/smena/solver"
)

// watch notes when each team had its first lawful roster.
type watch struct {
	begun  time.Time
	mu     sync.Mutex
	lawful []*time.Duration
}

func (w *watch) note(team int, e solver.Event) {
	if !e.Lawful {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.lawful[team] == nil {
		at := time.Since(w.begun)
		w.lawful[team] = &at
	}
}

// last returns when all teams had one, or nil if some never did.
func (w *watch) last() *float64 {
	at := 0.0
	for _, t := range w.lawful {
		if t == nil {
			return nil
		}
		at = max(at, t.Seconds())
	}
	return &at
}

// solve hands teams to the workers: one worker a team while there are more teams
// than workers, each with its share of the time.
func (w *watch) solve(ctx context.Context, teams []*solver.Problem, o solver.Options) ([]*solver.Solution, error) {
	out, errs := make([]*solver.Solution, len(teams)), make([]error, len(teams))
	abreast := min(max(o.Workers, 1), len(teams))
	each := o
	if len(teams) > 1 {
		each.Workers = max(o.Workers/abreast, 1)
		rows := (len(teams) + abreast - 1) / abreast
		each.TimeLimit = o.TimeLimit / time.Duration(rows)
	}
	next := make(chan int)
	var wg sync.WaitGroup
	for range abreast {
		wg.Go(func() {
			for i := range next {
				mine := each
				mine.Progress = func(e solver.Event) { w.note(i, e) }
				out[i], errs[i] = solver.Solve(ctx, teams[i], mine)
				if errs[i] == nil && out[i].Hard == 0 {
					w.note(i, solver.Event{Lawful: true})
				}
			}
		})
	}
	for i := range teams {
		next <- i
	}
	close(next)
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
