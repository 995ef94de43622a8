package plan

import (
	"fmt"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// history returns what people worked in the last weeks before the month, and
// from when on that is known: 0 when the previous roster says nothing.
func (b *builder) history() (map[string][]solver.Worked, roster.Date) {
	previous := b.ws.Previous
	from := max(previous.From, b.month.From-leadIn)
	if len(previous.Duties) == 0 || from >= b.month.From {
		return nil, 0
	}
	// A roster that ends earlier says nothing of the days after; a weekend
	// nobody works is no such gap.
	const weekend = 3
	if gap := int(b.month.From - previous.To); gap > weekend {
		b.notes = append(b.notes, fmt.Sprintf("previous.csv ends on %s, %d days before %s: rests and runs at the month's beginning could not be checked against it",
			previous.To-1, gap, b.month.From))
		return nil, 0
	}
	out := map[string][]solver.Worked{}
	for _, d := range previous.Duties {
		if _, known := b.ws.Team.Shift(d.Shift); known && d.Date >= from && d.Date < b.month.From {
			out[d.Agent] = append(out[d.Agent], solver.Worked{Date: d.Date, Shift: d.Shift})
		}
	}
	return out, from
}
