package workspace

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
)

// rosterColumns are the columns of roster.csv and previous.csv. A row without
// start and end is the shift type as team.yaml has it.
var rosterColumns = []Column{
	{Name: "agent_id", Required: true}, {Name: "agent_name"}, {Name: "date", Required: true}, {Name: "shift", Required: true},
	{Name: "kind"}, {Name: "start"}, {Name: "end"}, {Name: "breaks"}, {Name: "break_minutes"}, {Name: "paid_minutes"},
}

// ReadRoster reads a roster in the form WriteRoster writes, for a team and
// its agents. Whether it is lawful is for the rules to say; a duty that cannot
// be understood is a fault. The span of the roster runs from its first date to
// its last. For who has more to say of the duties it also returns the line of
// each.
func ReadRoster(name string, r io.Reader, team roster.Team, agents []roster.Agent, faults *roster.Faults) (roster.Roster, []int) {
	ro, rows := readRoster(name, r, namesOf(&team, agents), faults)
	lines := make([]int, len(rows))
	for i, row := range rows {
		lines[i] = row.rec.Line
	}
	return ro, lines
}

// dutyRow is a duty with its row, for the faults that need two.
type dutyRow struct {
	roster.Duty
	rec *record
}

// readRoster also returns the rows, in the order of the duties: by agent and time,
// whatever the order of the file.
func readRoster(name string, r io.Reader, n *names, faults *roster.Faults) (roster.Roster, []dutyRow) {
	rows := readRecords(name, r, rosterColumns, faults, func(rec *record) dutyRow { return dutyRow{rec.duty(n), rec} })
	slices.SortStableFunc(rows, func(a, b dutyRow) int {
		return cmp.Or(strings.Compare(a.Agent, b.Agent), a.Span.Start.Compare(b.Span.Start))
	})
	var ro roster.Roster
	for i, row := range rows {
		if i == 0 || row.Date < ro.From {
			ro.From = row.Date
		}
		ro.To = max(ro.To, row.Date+1)
		ro.Duties = append(ro.Duties, row.Duty)
	}
	return ro, rows
}

// readPrevious is ReadRoster for what has been published and worked: two
// duties of one person at the same time cannot have happened.
func readPrevious(name string, r io.Reader, n *names, faults *roster.Faults) roster.Roster {
	ro, rows := readRoster(name, r, n, faults)
	for i := 1; i < len(rows); i++ {
		a, b := rows[i-1], rows[i]
		switch {
		case a.Agent != b.Agent:
		case a.Date == b.Date:
			b.rec.fault("date", a.Agent+" has a duty on this date on line "+lineOf(a.rec)+" already", "keep one of the two")
		case b.Span.Start.Before(a.Span.End):
			b.rec.fault("start", "begins before the duty on line "+lineOf(a.rec)+" ends", "correct one of the two")
		}
	}
	return ro
}

// duty reads one row.
func (r *record) duty(n *names) roster.Duty {
	agent, date := r.agent(n), r.needDate("date")
	code := r.known("shift", "shift", n.shifts)
	kind := roster.DutyKind(r.choice("kind", string(roster.Ordinary), string(roster.Overtime), string(roster.RestDayWork), string(roster.Standby)))
	var template roster.Duty
	if n.team != nil && n.zone != nil {
		if s, ok := n.team.Shift(code); ok && s.Length > 0 {
			template = s.On(agent, date, n.zone)
		}
	}
	d := roster.Duty{Agent: agent, Date: date, Shift: code, Kind: kind, Span: template.Span, Breaks: template.Breaks}
	if r.Get("start") == "" && r.Get("end") == "" {
		return d
	}
	d.Span = roster.Span{Start: r.instant("start", n.zone), End: r.instant("end", n.zone)}
	d.Breaks = nil
	if r.bad {
		return d
	}
	r.checkSpan(d, n.zone)
	d.Breaks = r.breaks(d.Span, n.zone)
	r.markPaid(&d, template)
	return d
}

// instant reads an RFC 3339 time and shows it in the team's zone.
func (r *record) instant(column string, zone *time.Location) time.Time {
	t, err := parseInstant(r.Get(column))
	if err != nil {
		r.fault(column, "not a time with an offset", "write it as 2026-12-01T09:00:00+01:00")
		return t
	}
	if zone != nil {
		t = t.In(zone)
	}
	return t
}

// parseInstant reads RFC 3339, with or without seconds.
func parseInstant(s string) (time.Time, error) {
	if t, err := time.Parse("2006-01-02T15:04Z07:00", s); err == nil {
		return t, nil
	}
	return time.Parse(time.RFC3339, s)
}

// longestDuty is a day, and the hour that the clocks give back in autumn.
const longestDuty = 25 * time.Hour

// checkSpan refuses a duty that no clock could show. The date is that of its start
// in the team's zone, as everywhere in files.
func (r *record) checkSpan(d roster.Duty, zone *time.Location) {
	switch length := d.Span.End.Sub(d.Span.Start); {
	case length <= 0:
		r.fault("end", "not after the start", "write when the duty ends")
	case length > longestDuty:
		r.fault("end", "longer than a day", "split the duty or correct its end")
	case zone != nil && roster.DateOf(d.Span.Start) != d.Date:
		r.fault("start", "not on the row's date "+d.Date.String()+" in "+zone.String(), "write the date on which the duty starts")
	}
}

// breaks reads pairs of start/end separated by blanks.
func (r *record) breaks(duty roster.Span, zone *time.Location) []roster.BreakSpan {
	var out []roster.BreakSpan
	for _, pair := range r.words("breaks") {
		from, to, found := strings.Cut(pair, "/")
		a, errA := parseInstant(from)
		b, errB := parseInstant(to)
		switch {
		case !found || errA != nil || errB != nil:
			r.fault("breaks", "not pairs of start/end", "write 2026-12-01T13:00:00+01:00/2026-12-01T14:00:00+01:00, the next after a blank")
			return nil
		case !a.Before(b) || a.Before(duty.Start) || b.After(duty.End):
			r.fault("breaks", "a break is not inside the duty", "correct its start and end")
			return nil
		}
		if zone != nil {
			a, b = a.In(zone), b.In(zone)
		}
		out = append(out, roster.BreakSpan{Span: roster.Span{Start: a, End: b}})
	}
	return out
}

// markPaid finds which breaks are paid: as the shift type has them if that
// gives paid_minutes, else the first choice of breaks that does. Breaks as long as
// the type's are its own, wherever they are.
func (r *record) markPaid(d *roster.Duty, template roster.Duty) {
	own := slices.EqualFunc(d.Breaks, template.Breaks, func(a, b roster.BreakSpan) bool { return a.Minutes() == b.Minutes() })
	for i := range d.Breaks {
		if own {
			d.Breaks[i].Paid = template.Breaks[i].Paid
			continue
		}
		at := slices.IndexFunc(template.Breaks, func(b roster.BreakSpan) bool { return b.Start.Equal(d.Breaks[i].Start) })
		d.Breaks[i].Paid = at >= 0 && template.Breaks[at].Paid
	}
	r.checkBreakMinutes(*d)
	if r.Get("paid_minutes") == "" || r.bad {
		return
	}
	want := r.whole("paid_minutes", 0, math.MaxInt32, 0)
	if d.PaidMinutes() == want {
		return
	}
	const most = 8 // 2^8 choices are enough for a day
	for choice := range 1 << min(len(d.Breaks), most) {
		for i := range d.Breaks {
			d.Breaks[i].Paid = choice>>i&1 == 1
		}
		if d.PaidMinutes() == want {
			return
		}
	}
	r.fault("paid_minutes", fmt.Sprintf("the duty lasts %d minutes with %d of breaks", d.Span.Minutes(), d.BreakMinutes()),
		"write the minutes of the duty less its unpaid breaks, or correct the breaks")
}

// checkBreakMinutes holds the sum that spreadsheets show against the breaks.
func (r *record) checkBreakMinutes(d roster.Duty) {
	if r.Get("break_minutes") == "" {
		return
	}
	if n := r.whole("break_minutes", 0, math.MaxInt32, 0); !r.bad && n != d.BreakMinutes() {
		r.fault("break_minutes", "the breaks make "+strconv.Itoa(d.BreakMinutes()), "correct one of the two")
	}
}
