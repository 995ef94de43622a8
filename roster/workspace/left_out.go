package workspace

import (
	"io"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

// leftOutColumns are the columns of left_out.csv: spans of the history that are
// to be left out, or to be kept whatever they look like. Times are the team's
// clock or carry an offset; an empty queue means all of them.
var leftOutColumns = []Column{
	{Name: "from", Required: true}, {Name: "to", Required: true}, {Name: "queue", Aliases: []string{"series"}}, {Name: "decision"}, {Name: "reason"},
}

// ReadLeftOut reads left_out.csv. Queues are the ids it may name; nil is not
// checked against.
func ReadLeftOut(name string, r io.Reader, zone *time.Location, queues []string, faults *roster.Faults) []forecast.Verdict {
	clock := newWallClock(zone)
	return readRecords(name, r, leftOutColumns, faults, func(rec *record) forecast.Verdict {
		v := forecast.Verdict{
			From:   rec.stamp("from", clock),
			To:     rec.stamp("to", clock),
			Keep:   rec.choice("decision", "leave_out", "keep") == "keep",
			Reason: rec.Get("reason"),
		}
		if rec.Get("queue") != "" {
			v.Series = rec.known("queue", "queue", queues)
		}
		if !rec.bad && !v.To.After(v.From) {
			rec.fault("to", "not behind from", "write the first instant that does not belong any more")
		}
		return v
	})
}

// stamp reads an instant: clock time of a place, or with an offset.
func (r *record) stamp(column string, clock *wallClock) time.Time {
	const cure = "write it as 2026-12-01T09:00"
	if r.need(column, cure) == "" {
		return time.Time{}
	}
	w, problem := parseStamp(r.Get(column))
	if problem != "" {
		r.fault(column, problem, cure)
		return time.Time{}
	}
	at, _ := clock.instant(w.wall)
	if w.zoned {
		at = w.wall*60 - int64(w.offset)
	}
	return time.Unix(at, 0).In(clock.zone)
}

// WriteLeftOut writes left_out.csv.
func WriteLeftOut(w io.Writer, zone *time.Location, verdicts []forecast.Verdict) error {
	out := newTableWriter(w, headers(leftOutColumns)...)
	for _, v := range verdicts {
		decision := "leave_out"
		if v.Keep {
			decision = "keep"
		}
		out.row(stamp(v.From, zone), stamp(v.To, zone), v.Series, decision, v.Reason)
	}
	return out.close()
}
