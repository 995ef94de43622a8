package workspace

import (
	"fmt"
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
)

// dayOff are the words for a day off in files; no shift may have one as its code.
var dayOff = []string{"-", "off"}

// readShifts reads the list under "shifts".
func (t *teamReader) readShifts() {
	var codes ids
	for _, e := range t.needEntries("shifts", "list at least one shift type, with code, start and end") {
		for _, s := range readShift(e) {
			codes.add(e, "code", s.Code)
			t.team.Shifts = append(t.team.Shifts, s)
		}
	}
	if n := len(t.team.Shifts); n > mostShifts {
		t.fault("shifts", fmt.Sprintf("are %d", n), fmt.Sprintf("a team has at most %d; let some begin less often", mostShifts))
	}
	for _, s := range t.team.Shifts {
		if slices.ContainsFunc(t.team.Shifts, func(o roster.ShiftType) bool { return s.Code != "" && o.Family == s.Code }) {
			t.fault("shifts", s.Code+" is a shift, and stands for several", "choose another code for one of the two")
		}
	}
	t.names.shifts = codes.names()
}

// readShift reads one shift type by local wall time, or several that begin at
// different times. How long one really lasts on the two nights of the year is for
// the calendar to say.
func readShift(e *entry) []roster.ShiftType {
	s := roster.ShiftType{Code: e.word("code"), Name: e.text("name"), Office: e.flag("office"), Tags: e.words("tags")}
	if slices.Contains(dayOff, s.Code) {
		e.fault("code", "means a day off", "choose another code")
	}
	if s.Name == "" {
		s.Name = s.Code
	}
	if e.values["starts"] != nil {
		all := e.starts(s)
		e.close()
		if s.Code == "" || len(all) == 0 {
			return []roster.ShiftType{{}} // which shifts there are is not known
		}
		return all
	}
	start, ok := e.clock("start")
	switch {
	case e.values["start"] == nil:
		e.missing("start", "write it as 09:00")
	case start >= 24*60:
		e.fault("start", "starts on the next day", "write a time before 24:00")
		ok = false
	}
	s.Start = start
	if length, good := e.length(start); ok && good {
		s.Length = length
		s.Breaks = e.breaks(s)
	} else {
		e.asked = append(e.asked, "breaks") // cannot be judged
	}
	e.close()
	return []roster.ShiftType{s}
}

// length reads the wall minutes of a shift from its end or its length.
func (e *entry) length(start roster.Clock) (int, bool) {
	end, okEnd := e.clock("end")
	length := e.duration("length")
	const cure = "write an end of at most the same time on the next day, or a length up to 24h"
	switch {
	case e.values["end"] != nil && e.values["length"] != nil:
		e.fault("length", "stands beside an end", "remove one of the two")
		return 0, false
	case e.values["end"] == nil && e.values["length"] == nil:
		e.missing("end", "write it as 18:00, or a length such as 9h")
		return 0, false
	case e.values["length"] != nil && length > 24*time.Hour:
		e.fault("length", "longer than a day", cure)
		return 0, false
	case e.values["length"] != nil:
		return int(length / time.Minute), length >= time.Minute
	case !okEnd:
		return 0, false
	}
	if end <= start {
		end += 24 * 60 // after midnight
	}
	if end-start > 24*60 {
		e.fault("end", "longer than a day", cure)
		return 0, false
	}
	return int(end - start), true
}

// breaks reads the breaks of a shift: at a clock time, or after so long.
func (e *entry) breaks(s roster.ShiftType) []roster.Break {
	var out []roster.Break
	for _, b := range e.entries("breaks") {
		br := roster.Break{After: b.into(s, "at", "after"), Minutes: b.whole("minutes", 1, 24*60), Paid: b.flag("paid")}
		br.Window = b.window(s, br)
		switch {
		case b.broken:
		case b.values["at"] == nil && b.values["after"] == nil:
			b.missing("at", "write when it begins, as in 13:00, or after how long, as in after: 4h")
		case b.values["minutes"] == nil:
			b.missing("minutes", "write how long it is, as in 30")
		case br.After+br.Minutes > s.Length:
			e.add(b.line, b.path, s.Code, "the break is not inside the shift", "move it between "+s.Start.String()+" and "+(s.End()%(24*60)).String())
		case br.Window != (roster.Window{}) && !b.windowFits(s, br):
		default:
			out = append(out, br)
		}
		b.close()
	}
	slices.SortFunc(out, func(a, b roster.Break) int { return a.After - b.After })
	for i := 1; i < len(out); i++ {
		switch free := out[i-1].After + out[i-1].Minutes; {
		case out[i].After < free:
			e.fault("breaks", "breaks overlap", "write them one after the other")
		case out[i].After < free+out[i].Window.Apart:
			e.fault("breaks", "breaks are nearer than apart asks", "move them apart, or ask for less")
		}
	}
	return out
}

// into reads the minute of a shift, at a clock time or after so long.
func (e *entry) into(s roster.ShiftType, clock, after string) int {
	if at, ok := e.clock(clock); ok {
		return int(at-s.Start+48*60) % (24 * 60)
	}
	return int(e.duration(after) / time.Minute)
}

// window reads where else a break may begin, earliest and latest in the form of
// at or after; one of the two left out is the break's own place.
func (b *entry) window(s roster.ShiftType, br roster.Break) roster.Window {
	w := roster.Window{From: br.After, To: br.After, Step: int(b.duration("every") / time.Minute), Apart: int(b.duration("apart") / time.Minute)}
	read := func(key string, into *int) {
		switch {
		case b.values[key] == nil:
		case b.values["at"] != nil:
			*into = b.into(s, key, "")
		default:
			*into = int(b.duration(key) / time.Minute)
		}
	}
	read("earliest", &w.From)
	read("latest", &w.To)
	if b.values["every"] != nil && b.values["earliest"] == nil && b.values["latest"] == nil {
		b.fault("every", "the break stays where it is", "say from when to when it may begin, with earliest and latest")
	}
	if w.From == w.To && w.Apart == 0 {
		return roster.Window{}
	}
	return w
}

// windowFits faults a window that leaves the shift or the break's own place out.
func (b *entry) windowFits(s roster.ShiftType, br roster.Break) bool {
	w := br.Window
	switch {
	case w.From > w.To:
		b.fault("latest", "before the earliest", "write them in order")
	case w.From > br.After || w.To < br.After:
		b.fault("earliest", "the break itself is not between earliest and latest", "write earliest at or before it, and latest at or after it")
	case w.To+br.Minutes > s.Length:
		b.fault("latest", "the break would not be inside the shift", "let it begin by "+((s.End()-roster.Clock(br.Minutes))%(24*60)).String())
	case b.values["every"] != nil && w.Step == 0:
		b.fault("every", "less than a minute", "write it as 15m")
	default:
		return true
	}
	return false
}
