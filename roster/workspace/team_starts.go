package workspace

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/smena-org/smena/roster"
)

// mostShifts is how many shift types a problem may have.
const mostShifts = 255

// starts are the shift types that one entry stands for: a duty of some length
// that may begin at several times, as in
//
//	{code: F, starts: 07:00-11:00/30m, lengths: 6h 8h30m, breaks: [{after: 4h, minutes: 30}]}
//
// Each is a shift type of its own, F0700-6h to F1100-8h30m, or F0700 to F1100
// where there is but one length. A contract may name them all by F.
func (e *entry) starts(s roster.ShiftType) []roster.ShiftType {
	from, to, step, ok := e.startTimes()
	lengths := e.lengths()
	if n := e.values["breaks"]; n != nil {
		for _, b := range n.Content {
			ok = ok && e.afterSoLong(b)
		}
	}
	if !ok || len(lengths) == 0 {
		e.asked = append(e.asked, "breaks") // cannot be judged
		return nil
	}
	s.Start, s.Length, s.Family = from, slices.Min(lengths), s.Code
	s.Breaks = e.breaks(s)
	var out []roster.ShiftType
	for at := from; at <= to; at += step {
		for _, length := range lengths {
			one := s
			one.Start, one.Length = at, length
			one.Code = s.Code + strings.ReplaceAll(at.String(), ":", "")
			if len(lengths) > 1 {
				one.Code += "-" + hoursText(length)
			}
			one.Name = fmt.Sprintf("%s %s–%s", s.Name, at, one.End()%(24*60))
			out = append(out, one)
		}
	}
	if len(out) > mostShifts {
		e.fault("starts", fmt.Sprintf("makes %d shifts", len(out)), fmt.Sprintf("a team has at most %d; let it begin less often", mostShifts))
		return nil
	}
	return out
}

// afterSoLong faults a break at a time of day: it cannot be at that of every start.
func (e *entry) afterSoLong(b *yaml.Node) bool {
	if b.Kind == yaml.MappingNode && ValueOf(b, "at") != nil {
		e.fault("breaks", "the shift has several starts", "write after how long a break begins, as in after: 4h")
		return false
	}
	return true
}

// startTimes reads "07:00-11:00/30m".
func (e *entry) startTimes() (from, to, step roster.Clock, ok bool) {
	const cure = "write the first and last start, and how far apart they are, as in 07:00-11:00/30m"
	span, every, _ := strings.Cut(e.text("starts"), "/")
	first, last, _ := strings.Cut(span, "-")
	from, errFrom := roster.ParseClock(strings.TrimSpace(first))
	to, errTo := roster.ParseClock(strings.TrimSpace(last))
	apart, good := parseDuration(strings.TrimSpace(every))
	switch {
	case errFrom != nil || errTo != nil || !good || apart < time.Minute:
		e.fault("starts", "not a span of starts", cure)
	case to < from || to >= 24*60:
		e.fault("starts", "does not end on the day, after it begins", cure)
	default:
		return from, to, roster.Clock(apart / time.Minute), true
	}
	return 0, 0, 0, false
}

// lengths reads the lengths of a shift in minutes, each once; none when there is a fault.
func (e *entry) lengths() (out []int) {
	key := "lengths"
	e.asked = append(e.asked, "length", "lengths", "end")
	switch {
	case e.values["end"] != nil:
		e.fault("end", "stands beside starts", "write a length, as in 8h30m")
		return nil
	case e.values["length"] != nil && e.values["lengths"] != nil:
		e.fault("lengths", "stands beside a length", "remove one of the two")
		return nil
	case e.values["length"] != nil:
		key = "length"
	case e.values["lengths"] == nil:
		e.missing("lengths", "write how long it may be, as in 6h 8h30m")
		return nil
	}
	for _, w := range e.words(key) {
		d, ok := parseDuration(w)
		if !ok || d < time.Minute || d > 24*time.Hour {
			e.fault(key, "not a length of up to a day", "write it with its unit, as in 8h or 8h30m")
			return nil
		}
		if n := int(d / time.Minute); !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// hoursText writes minutes as 8h or 8h30m.
func hoursText(minutes int) string {
	text := fmt.Sprintf("%dh", minutes/60)
	if minutes%60 != 0 {
		text += fmt.Sprintf("%dm", minutes%60)
	}
	return text
}

// shiftsAndFamilies are the codes that a contract may name, nil when they are not
// known for sure.
func (t *teamReader) shiftsAndFamilies() []string {
	if t.names.shifts == nil {
		return nil
	}
	out := slices.Clone(t.names.shifts)
	for _, s := range t.team.Shifts {
		if s.Family != "" && !slices.Contains(out, s.Family) {
			out = append(out, s.Family)
		}
	}
	return out
}

// family replaces the code of an entry with several starts by the codes that it
// stands for.
func (t *teamReader) family(codes []string) (out []string) {
	for _, code := range codes {
		found := false
		for _, s := range t.team.Shifts {
			if s.Family == code {
				out, found = append(out, s.Code), true
			}
		}
		if !found {
			out = append(out, code)
		}
	}
	return out
}
