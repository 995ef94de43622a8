package bench

import (
	"fmt"

	"github.com/smena-org/smena/solver"
)

// Organisation draws teams of equal size that share nobody, so that they can be
// solved side by side.
func Organisation(seed uint64, people, teams int) []*solver.Problem {
	out := make([]*solver.Problem, teams)
	for i := range out {
		out[i] = Service(seed*1000+uint64(i), people/teams)
		out[i].Name = fmt.Sprintf("team-%02d", i+1)
	}
	return out
}
