package workspace

import (
	"io"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

// eventColumns are the columns of events.csv: days, or parts of days, that are
// not as usual. Factor times the usual volume is expected; empty, it is learnt
// from past days of the same name. An empty queue means all of them.
var eventColumns = []Column{
	{Name: "date", Required: true}, {Name: "name", Required: true}, {Name: "kind"}, {Name: "factor"},
	{Name: "closed"}, {Name: "queue", Aliases: []string{"series"}}, {Name: "from"}, {Name: "to"},
}

// ReadEvents reads events.csv. Queues are the ids it may name; nil is not
// checked against.
func ReadEvents(name string, r io.Reader, queues []string, faults *roster.Faults) []forecast.SpecialDay {
	return readRecords(name, r, eventColumns, faults, func(rec *record) forecast.SpecialDay {
		day := forecast.SpecialDay{
			Date:   rec.needDate("date").String(),
			Name:   rec.need("name", "name it; days of the same name are taken to be alike"),
			Kind:   rec.choice("kind", "event", "holiday"),
			Factor: rec.number("factor", 0, 100, 0),
		}
		closed := rec.choice("closed", "false", "true", "no", "yes")
		day.Closed = closed == "true" || closed == "yes"
		if rec.Get("queue") != "" {
			day.Series = rec.known("queue", "queue", queues)
		}
		if rec.Get("from") != "" || rec.Get("to") != "" {
			span := rec.clockSpan("from", "to")
			if span.To > 24*60 {
				rec.fault("to", "ends after midnight", "write the part after midnight as a row of the next date")
			}
			day.From, day.To = span.From.String(), span.To.String()
		}
		return day
	})
}
