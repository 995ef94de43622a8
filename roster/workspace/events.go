package workspace

import (
	"io"
	"strings"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

// eventColumns are the columns of events.csv: days, or parts of days, that are
// not as usual. Without factor, target and cap the effect is learnt from past
// days of the same name. An empty queue means all of them.
var eventColumns = []Column{
	{Name: "date", Required: true}, {Name: "name", Required: true}, {Name: "kind"}, {Name: "factor"},
	{Name: "closed"}, {Name: "queue", Aliases: []string{"series"}}, {Name: "from"}, {Name: "to"},
	{Name: "until"}, {Name: "target"}, {Name: "cap"},
}

// mostContacts is more than any team gets on a day.
const mostContacts = 1e9

// ReadEvents reads events.csv. Queues are the ids it may name; nil is not
// checked against.
func ReadEvents(name string, r io.Reader, queues []string, faults *roster.Faults) []forecast.SpecialDay {
	return readRecords(name, r, eventColumns, faults, func(rec *record) forecast.SpecialDay {
		day := forecast.SpecialDay{
			Date:   rec.needDate("date").String(),
			Name:   rec.need("name", "name it; days of the same name are taken to be alike"),
			Kind:   rec.choice("kind", "event", "holiday"),
			Factor: rec.factor("factor"),
			Target: rec.number("target", 0, mostContacts, 0),
			Cap:    rec.number("cap", 0, mostContacts, 0),
		}
		closed := rec.choice("closed", "false", "true", "no", "yes")
		day.Closed = closed == "true" || closed == "yes"
		if rec.Get("until") != "" {
			first, behind := rec.dates("date", "until")
			if behind-first > 366 {
				rec.fault("until", "more than a year of one event", "write a row a year, or change the queue's history")
			}
			day.Until = (behind - 1).String()
		}
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
		rec.checkEvent(day)
		return day
	})
}

// factor reads by what the usual volume is multiplied: 1.2, 120% or +20%.
func (r *record) factor(column string) float64 {
	text := r.Get(column)
	share, percent := strings.CutSuffix(text, "%")
	v, err := ParseNumber(strings.TrimPrefix(strings.TrimSpace(share), "+"))
	if percent {
		v /= 100
	}
	if percent && (strings.HasPrefix(text, "+") || strings.HasPrefix(text, "-")) {
		v++
	}
	const cure = "write 1.2 or +20 % for a fifth more"
	switch {
	case text == "":
		return 0
	case err != nil:
		r.fault(column, err.Error(), cure)
	case v < 0:
		r.fault(column, "negative", cure)
	case v == 0:
		r.fault(column, "nothing would come", "write yes into closed, or leave the field empty to have the effect learnt")
	case v > 100:
		r.fault(column, "out of range", cure)
	}
	return v
}

// checkEvent finds what contradicts itself.
func (r *record) checkEvent(day forecast.SpecialDay) {
	const cure = "keep one of the two"
	switch {
	case r.bad:
	case day.Closed && (day.Factor > 0 || day.Target > 0 || day.Cap > 0):
		r.fault("closed", "closed, and yet contacts are said to come", cure)
	case day.Factor > 0 && day.Target > 0:
		r.fault("target", "a factor and a target", cure)
	case day.Cap > 0 && day.Target > 0:
		r.fault("cap", "a target and a cap", cure)
	}
}

// WriteEvents writes events.csv.
func WriteEvents(w io.Writer, events []forecast.SpecialDay) error {
	out := newTableWriter(w, headers(eventColumns)...)
	for _, e := range events {
		closed := ""
		if e.Closed {
			closed = "yes"
		}
		out.row(e.Date, e.Name, e.Kind, positive(e.Factor), closed, e.Series, e.From, e.To, e.Until, positive(e.Target), positive(e.Cap))
	}
	return out.close()
}

// positive writes a number, nothing for 0.
func positive(v float64) string {
	if v == 0 {
		return ""
	}
	return rounded(v, 4)
}
