package workspace

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

// Write writes a workspace as the files that Read reads: the definition of the
// team as the text it was made of, and a file for everything there is. create
// opens a file; what was written to one is complete when the next is opened.
func (w *Workspace) Write(definition string, create func(name string) (io.Writer, error)) error {
	zone := w.Team.Zone
	files := []struct {
		name  string
		rows  int
		write func(io.Writer) error
	}{
		{teamFile, 1, func(to io.Writer) error { _, err := io.WriteString(to, definition); return err }},
		{agentsFile, 1, func(to io.Writer) error { return writeAgents(to, w.Agents) }},
		{balancesFile, len(w.Balances), func(to io.Writer) error { return writeBalances(to, w.Agents, w.Balances) }},
		{absencesFile, len(w.Absences), func(to io.Writer) error { return writeAbsences(to, w.Absences) }},
		{availabilityFile, len(w.Availability), func(to io.Writer) error { return writeAvailability(to, w.Availability) }},
		{requestsFile, len(w.Requests), func(to io.Writer) error { return writeRequests(to, w.Requests) }},
		{pinsFile, len(w.Pins), func(to io.Writer) error { return writePins(to, w.Pins) }},
		{previousFile, len(w.Previous.Duties), func(to io.Writer) error { return WriteRoster(to, w.Team, w.Agents, w.Previous) }},
		{eventsFile, len(w.Events), func(to io.Writer) error { return WriteEvents(to, w.Events) }},
		{leftOutFile, len(w.LeftOut), func(to io.Writer) error { return WriteLeftOut(to, zone, w.LeftOut) }},
		{historyDir + "/history.csv", len(w.History), func(to io.Writer) error { return writeHistory(to, zone, w.History) }},
	}
	for _, f := range files {
		if f.rows == 0 {
			continue
		}
		to, err := create(f.name)
		if err == nil {
			err = f.write(to)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", f.name, err)
		}
	}
	return nil
}

// writeAgents writes agents.csv, one row a change of contract.
func writeAgents(w io.Writer, agents []roster.Agent) error {
	out := newTableWriter(w, headers(agentColumns)...)
	for _, a := range agents {
		for _, t := range a.Terms {
			out.row(a.ID, a.Name, t.Contract, zoneName(a.Zone), blanks(a.Skills), blanks(a.Consents), blanks(a.Protected),
				a.PayrollID, fmt.Sprintf("%d.%02d", a.HourlyRate/100, a.HourlyRate%100), firstDay(t.From), lastDay(t.To))
		}
	}
	return out.close()
}

func zoneName(zone *time.Location) string {
	if zone == nil {
		return ""
	}
	return zone.String()
}

// firstDay and lastDay write the ends of a half-open span as people do; an open
// end is empty.
func firstDay(d roster.Date) string {
	if d == 0 {
		return ""
	}
	return d.String()
}

func lastDay(d roster.Date) string {
	if d == 0 {
		return ""
	}
	return (d - 1).String()
}

// writeBalances writes balances.csv in the order of the agents.
func writeBalances(w io.Writer, agents []roster.Agent, balances map[string]roster.Balance) error {
	out := newTableWriter(w, headers(balanceColumns)...)
	for _, a := range agents {
		b, ok := balances[a.ID]
		if !ok {
			continue
		}
		out.row(a.ID, b.AsOf.String(), number(float64(b.HoursBalance)/60), number(float64(b.OvertimeYear)/60),
			strconv.Itoa(b.Nights), strconv.Itoa(b.Weekends), strconv.Itoa(b.Holidays), strconv.Itoa(b.OwedRestDays))
	}
	return out.close()
}

func writeAbsences(w io.Writer, absences []roster.Absence) error {
	out := newTableWriter(w, headers(absenceColumns)...)
	for _, a := range absences {
		out.row(a.Agent, a.From.String(), lastDay(a.To), a.Kind)
	}
	return out.close()
}

func writeAvailability(w io.Writer, all []roster.Availability) error {
	out := newTableWriter(w, headers(availabilityColumns)...)
	for _, a := range all {
		start, end, can := "", "", "cannot"
		if a.Span != (roster.ClockSpan{From: 0, To: 24 * 60}) {
			start, end = a.Span.From.String(), clockOfDay(a.Span.To)
		}
		if a.Can {
			can = "can"
		}
		out.row(a.Agent, a.Rule, firstDay(a.From), lastDay(a.To), start, end, can)
	}
	return out.close()
}

// clockOfDay writes the end of a span, which may lie on the next day.
func clockOfDay(c roster.Clock) string {
	if c > 24*60 {
		c -= 24 * 60
	}
	return c.String()
}

func writeRequests(w io.Writer, all []roster.Request) error {
	out := newTableWriter(w, headers(requestColumns)...)
	for _, q := range all {
		wants := "off"
		if q.On {
			wants = "on"
		}
		out.row(q.Agent, q.Date.String(), q.Shift, wants, strconv.Itoa(max(q.Weight, 1)))
	}
	return out.close()
}

func writePins(w io.Writer, all []roster.Pin) error {
	out := newTableWriter(w, headers(pinColumns)...)
	for _, p := range all {
		shift := p.Shift
		if shift == "" {
			shift = dayOff[0]
		}
		out.row(p.Agent, p.Date.String(), shift)
	}
	return out.close()
}

// writeHistory writes the history of all queues, with offsets: an hour that the
// clocks give back stands there twice.
func writeHistory(w io.Writer, zone *time.Location, all []forecast.Series) error {
	out := newTableWriter(w, "timestamp", "queue", "volume", "aht_seconds")
	for _, s := range all {
		for _, p := range s.Points {
			aht := ""
			if p.AHT > 0 {
				aht = number(p.AHT)
			}
			out.row(stamp(p.Start, zone), s.Name, number(p.Volume), aht)
		}
	}
	return out.close()
}
