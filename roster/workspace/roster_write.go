package workspace

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
)

// WriteRoster writes roster.csv: one row a duty, times in the team's zone
// with their offset.
func WriteRoster(w io.Writer, team roster.Team, agents []roster.Agent, ro roster.Roster) error {
	name := map[string]string{}
	for _, a := range agents {
		name[a.ID] = a.Name
	}
	out := newTableWriter(w, headers(rosterColumns)...)
	for _, d := range ro.Duties {
		out.row(d.Agent, name[d.Agent], d.Date.String(), d.Shift, string(d.Kind),
			stamp(d.Span.Start, team.Zone), stamp(d.Span.End, team.Zone), breaksText(d.Breaks, team.Zone),
			strconv.Itoa(d.BreakMinutes()), strconv.Itoa(d.PaidMinutes()))
	}
	return out.close()
}

// breaksText writes breaks as start/end pairs; whether one is paid follows from
// paid_minutes when they are read again.
func breaksText(breaks []roster.BreakSpan, zone *time.Location) string {
	pairs := make([]string, len(breaks))
	for i, b := range breaks {
		pairs[i] = stamp(b.Start, zone) + "/" + stamp(b.End, zone)
	}
	return strings.Join(pairs, " ")
}

// stamp writes an instant as RFC 3339 with the offset of the zone.
func stamp(t time.Time, zone *time.Location) string {
	const layout = "2006-01-02T15:04:05-07:00" // +00:00 and not Z: an offset always
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format(layout)
}

// tableWriter writes a CSV table and keeps the first error for the end.
type tableWriter struct {
	csv *csv.Writer
	err error
}

func newTableWriter(w io.Writer, header ...string) *tableWriter {
	t := &tableWriter{csv: csv.NewWriter(w)}
	t.row(header...)
	return t
}

// row writes one row, unless one before it could not be written.
func (t *tableWriter) row(fields ...string) {
	if t.err == nil {
		t.err = t.csv.Write(fields)
	}
}

// close returns the first error of any row: a full disk must not pass for a file.
func (t *tableWriter) close() error {
	t.csv.Flush()
	if t.err != nil {
		return t.err
	}
	return t.csv.Error()
}

// headers lists the names of the columns.
func headers(spec []Column) []string {
	out := make([]string, len(spec))
	for i, c := range spec {
		out[i] = c.Name
	}
	return out
}

// number writes a number as short as it can be without a loss.
func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// rounded writes a number with so many decimals at most.
func rounded(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Contains(s, ".") {
		s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	}
	if s == "-0" {
		return "0"
	}
	return s
}
