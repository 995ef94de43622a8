package solver

import (
	"time"

	"github.com/smena-org/smena/roster"
)

// Options steer a solve. The zero value runs ten seconds on every core.
type Options struct {
	Seed uint64
	// Iterations, if not 0, is the budget of each chain: the result then
	// depends on problem, seed and budget alone, unless TimeLimit cuts it off.
	Iterations int64
	TimeLimit  time.Duration // 0 is none with Iterations, else ten seconds
	Workers    int           // threads; 0 is one a core. It never changes a budgeted result.
	Progress   func(Event)   // called from one goroutine at a time, several times a second
	Start      *Solution     // warm start: a roster to improve, never to be left for a dearer one; nil begins afresh
}

// Event tells how far a solve is. While breaks may still move, Best and Missing
// are of a roster whose breaks are spread over their places, and nothing is proven.
type Event struct {
	Elapsed    time.Duration
	Share      float64 // of the budget used, 0 to 1
	Iterations int64
	Best       roster.Cost // of the best roster so far
	Lawful     bool        // Best breaks no hard rule
	Missing    float64     // agent-hours of demand that Best leaves open
	Bound      *float64    // no roster costs less; nil while nothing is proven
}
