package workspace

import (
	"cmp"
	"io"
	"slices"

	"github.com/smena-org/smena/roster"
)

// absenceColumns are the columns of absences.csv; both days are included.
var absenceColumns = []Column{
	{Name: "agent_id", Required: true}, {Name: "from", Required: true}, {Name: "to", Required: true}, {Name: "kind"},
}

// absenceRow is an absence with its row, for the faults that need two.
type absenceRow struct {
	roster.Absence
	rec *record
}

// readAbsences reads absences.csv. Two absences of one agent that share a day
// are a fault, since payroll could not tell which to pay.
func readAbsences(name string, r io.Reader, n *names, faults *roster.Faults) []roster.Absence {
	rows := readRecords(name, r, absenceColumns, faults, func(rec *record) absenceRow {
		a := roster.Absence{Agent: rec.agent(n), Kind: cmp.Or(rec.Get("kind"), "leave")}
		rec.needDate("from")
		rec.need("to", "write the last day; for a single day the same as from")
		if !rec.bad {
			a.From, a.To = rec.dates("from", "to")
		}
		return absenceRow{a, rec}
	})
	sorted := slices.Clone(rows)
	slices.SortStableFunc(sorted, func(a, b absenceRow) int {
		return cmp.Or(cmp.Compare(a.Agent, b.Agent), cmp.Compare(a.From, b.From))
	})
	for i := 1; i < len(sorted); i++ {
		a, b := sorted[i-1], sorted[i]
		if a.Agent == b.Agent && b.From < a.To {
			b.rec.fault("from", "overlaps line "+lineOf(a.rec)+", which runs to "+(a.To-1).String(), "begin on the day after, or join the two rows")
			sorted[i].To = max(a.To, b.To) // a third row may overlap the longer one
		}
	}
	out := make([]roster.Absence, len(rows))
	for i, row := range rows {
		out[i] = row.Absence
	}
	return out
}

// absent reports whether the agent is away on the date.
func absent(all []roster.Absence, agent string, d roster.Date) bool {
	return slices.ContainsFunc(all, func(a roster.Absence) bool { return a.Agent == agent && a.From <= d && d < a.To })
}
