package curtois

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/smena-org/smena/roster"
)

// instance is a file's content, line by line, before it is a problem.
type instance struct {
	days   int
	shifts []shift
	staff  []employee
	off    []dayOff
	wishes []request
	cover  []cover
}

// shift is a line of SECTION_SHIFTS. The instances know no time of day.
type shift struct {
	id       string
	minutes  int
	excludes []string // may not be worked the next day
}

// employee is a line of SECTION_STAFF.
type employee struct {
	id     string
	most   map[string]int // by shift; one that is not named may not be worked
	limits limits
}

// limits are what a person's roster keeps to.
type limits struct {
	maxMinutes, minMinutes int
	maxRun, minRun         int // working days in a row
	minRest                int // days off in a row
	maxWeekends            int
}

// dayOff is a day on which somebody must not work.
type dayOff struct {
	who string
	day int
}

// request is a line of either section of requests: for a shift on a day, or
// against it. It costs its weight when it is not met.
type request struct {
	who    string
	day    int
	shift  string
	weight int
	off    bool
}

// cover is a line of SECTION_COVER: how many people a shift of a day should
// have, and the price of each one missing or above. It is never hard.
type cover struct {
	day              int
	shift            string
	want             int
	missing, surplus int
}

// parser reads lines and collects their faults.
type parser struct {
	instance
	file    string
	line    int
	section string
	faults  roster.Faults
}

// sections say how many fields a line of each has, and who reads it.
var sections = map[string]struct {
	least, most int
	read        func(p *parser, f []string)
}{
	"SECTION_HORIZON":            {1, 1, (*parser).horizon},
	"SECTION_SHIFTS":             {2, 3, (*parser).shift},
	"SECTION_STAFF":              {8, 8, (*parser).employee},
	"SECTION_DAYS_OFF":           {1, 1 << 20, (*parser).daysOff},
	"SECTION_SHIFT_ON_REQUESTS":  {4, 4, func(p *parser, f []string) { p.request(f, false) }},
	"SECTION_SHIFT_OFF_REQUESTS": {4, 4, func(p *parser, f []string) { p.request(f, true) }},
	"SECTION_COVER":              {5, 5, (*parser).coverLine},
}

// read goes through the lines. Comments begin with #.
func (p *parser) read(r io.Reader) error {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		p.line++
		text := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if text == "" || text[0] == '#' {
			continue
		}
		if strings.HasPrefix(text, "SECTION_") {
			if _, ok := sections[text]; !ok {
				p.fault("section", text, "there is no such section", "")
			}
			p.section = text
			continue
		}
		p.fields(text)
	}
	if err := lines.Err(); err != nil {
		return fmt.Errorf("read %s: %w", p.file, err)
	}
	return nil
}

// fields hands a line to the reader of its section.
func (p *parser) fields(text string) {
	s, ok := sections[p.section]
	if !ok {
		if p.section == "" {
			p.fault("line", text, "stands before the first section", "begin with SECTION_HORIZON")
		}
		return // an unknown section was reported
	}
	f := strings.Split(text, ",")
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	if len(f) < s.least || len(f) > s.most {
		p.fault("line", text, fmt.Sprintf("has %d fields, not %d", len(f), s.most), "")
		return
	}
	s.read(p, f)
}

// horizon reads the number of days.
func (p *parser) horizon(f []string) {
	p.days = p.number("days", f[0], 1)
	if p.days%7 != 0 {
		p.fault("days", f[0], "is not a number of whole weeks", "")
	}
}

// shift reads id, minutes, and the ids that may not follow on the next day.
func (p *parser) shift(f []string) {
	s := shift{id: f[0], minutes: p.number("length", f[1], 1)}
	if len(f) > 2 && f[2] != "" {
		s.excludes = strings.Split(f[2], "|")
	}
	p.shifts = append(p.shifts, s)
}

// employee reads id, maxima by shift as E=14|L=3, and six limits.
func (p *parser) employee(f []string) {
	e := employee{id: f[0], most: map[string]int{}}
	for item := range strings.SplitSeq(f[1], "|") {
		if item == "" {
			continue
		}
		id, n, _ := strings.Cut(item, "=")
		e.most[id] = p.number("maximum of shift "+id, n, 0)
	}
	e.limits = limits{
		maxMinutes: p.number("max minutes", f[2], 1), minMinutes: p.number("min minutes", f[3], 0),
		maxRun: p.number("max consecutive shifts", f[4], 1), minRun: p.number("min consecutive shifts", f[5], 0),
		minRest:     p.number("min consecutive days off", f[6], 0),
		maxWeekends: p.number("max weekends", f[7], 0),
	}
	p.staff = append(p.staff, e)
}

// daysOff reads an employee and days, counted from 0.
func (p *parser) daysOff(f []string) {
	p.person(f[0])
	for _, day := range f[1:] {
		if day != "" {
			p.off = append(p.off, dayOff{f[0], p.day(day)})
		}
	}
}

// request reads employee, day, shift and weight.
func (p *parser) request(f []string, off bool) {
	p.person(f[0])
	p.known(f[2])
	p.wishes = append(p.wishes, request{f[0], p.day(f[1]), f[2], p.number("weight", f[3], 0), off})
}

// coverLine reads day, shift, number of people, and the two prices.
func (p *parser) coverLine(f []string) {
	p.known(f[1])
	p.cover = append(p.cover, cover{
		p.day(f[0]), f[1], p.number("required", f[2], 0), p.number("weight for under", f[3], 0), p.number("weight for over", f[4], 0),
	})
}

// number reads a whole number that is not below the least.
func (p *parser) number(field, text string, least int) int {
	n, err := strconv.Atoi(text)
	switch {
	case err != nil:
		p.fault(field, text, "is not a whole number", "")
	case n < least:
		p.fault(field, text, "is too small", fmt.Sprintf("write %d or more", least))
	}
	return n
}

// day reads a day of the horizon.
func (p *parser) day(text string) int {
	n := p.number("day", text, 0)
	if n >= p.days {
		p.fault("day", text, fmt.Sprintf("lies beyond the horizon of %d days", p.days), "")
	}
	return n
}

// known complains of a shift that no line of SECTION_SHIFTS defines.
func (p *parser) known(id string) {
	for _, s := range p.shifts {
		if s.id == id {
			return
		}
	}
	p.fault("shift", id, "is not in SECTION_SHIFTS", "")
}

// person complains of an employee that no line of SECTION_STAFF defines.
func (p *parser) person(id string) {
	for i := range p.staff {
		if p.staff[i].id == id {
			return
		}
	}
	p.fault("employee", id, "is not in SECTION_STAFF", "")
}

// fault records what is wrong with the line at hand; line 0 is the whole file.
func (p *parser) fault(field, value, problem, cure string) {
	p.faults.Add(roster.Fault{File: p.file, Line: p.line, Field: field, Value: value, Problem: problem, Cure: cure})
}
