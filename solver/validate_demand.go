package solver

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
)

// demand judges what the roster must cover.
func (v *validation) demand() {
	for i := range v.p.Demand.Shifts {
		v.shiftDemand(element("demand.shifts", i), &v.p.Demand.Shifts[i])
	}
	for i := range v.p.Demand.Intervals {
		d, at := &v.p.Demand.Intervals[i], element("demand.intervals", i)
		v.wanted(at, d.Min, d.Target, d.Missing, d.Surplus)
		v.span(at, d.Start, d.Minutes, dayMinutes)
		v.skilled(at, d.Skills)
	}
	for i := range v.p.Demand.Windows {
		d, at := &v.p.Demand.Windows[i], element("demand.windows", i)
		v.number(at, "work", d.Work, 0, mostPeople*dayMinutes)
		v.weight(at, "missing", d.Missing)
		v.span(at, d.Start, d.Minutes, mostMinutes)
		v.skilled(at, d.Skills)
	}
}

// shiftDemand must be of a planned day: duties of no other can meet it.
func (v *validation) shiftDemand(at string, d *ShiftDemand) {
	if d.Date < v.p.Start || d.Date >= v.end() {
		v.fault(join(at, "date"), d.Date.String(), "is not among the planned days", v.horizon())
	}
	known(v, join(at, "shift"), "shift", d.Shift, v.shifts)
	v.wanted(at, d.Min, d.Target, d.Missing, d.Surplus)
	v.skilled(at, d.Skills)
}

// wanted judges how many people are asked for, and what is paid for others.
func (v *validation) wanted(at string, least, target, missing, surplus int) {
	v.number(at, "min", least, 0, mostPeople)
	v.number(at, "target", target, 0, mostPeople)
	v.weight(at, "missing", missing)
	v.weight(at, "surplus", surplus)
	if least > target && (target > 0 || surplus > 0) {
		v.warn(join(at, "min"), strconv.Itoa(least), "is above the target "+strconv.Itoa(target), "raise the target")
	}
	if target > 0 && missing == 0 && surplus == 0 {
		v.warn(join(at, "target"), strconv.Itoa(target), "costs nothing to miss", "give a price for missing")
	}
}

// span judges when demand begins and how long it lasts. It may lie in the
// night after the last planned day, into which duties run.
func (v *validation) span(at, start string, minutes, most int) {
	v.number(at, "minutes", minutes, 1, most)
	from, err := parseStart(start, v.zone)
	if err != nil {
		v.fault(join(at, "start"), start, "is no time", "write 2026-12-01T09:00 or 2026-12-01T09:00:00+01:00")
		return
	}
	// Duties of the last day end before the second midnight after it begins.
	first, last := v.p.Start.At(0, v.zone), (v.end()+1).At(0, v.zone)
	if from.Before(first) || !from.Before(last) {
		v.fault(join(at, "start"), start, "is not within the planned days and the night after", v.horizon())
	}
	if shown := from.In(v.zone).Format(wallTime); len(start) == len(wallTime) && shown != start {
		v.warn(join(at, "start"), start, "is skipped by the clocks in "+v.zone.String()+" and read as "+shown, "write it with an offset")
	}
}

// wallTime is a start without offset: the clock of the problem's zone.
const wallTime = "2006-01-02T15:04"

// parseStart reads the start of an interval or window: an RFC 3339 time, or the
// wall time of the zone. One that the clocks show twice is the first, one that
// they skip is an hour later.
func parseStart(s string, zone *time.Location) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	t, err := time.Parse(wallTime, s)
	if err != nil {
		return time.Time{}, roster.Errorf(roster.Invalid, "%q is no time; write it as 2026-12-01T09:00 or with an offset", s)
	}
	return roster.DateOf(t).At(roster.Clock(t.Hour()*60+t.Minute()), zone), nil
}

// mostSkillSets is how many different sets of skills a problem may demand.
const mostSkillSets = 64

// skilled judges a set of skills where it is demanded for the first time.
func (v *validation) skilled(at string, skills []string) {
	key := strings.Join(skills, "\x00")
	if v.skillSets[key] {
		return
	}
	v.skillSets[key] = true
	all, at := strings.Join(skills, ", "), join(at, "skills")
	if len(v.skillSets) == mostSkillSets+1 {
		v.fault(at, all, "makes too many different sets of skills", fmt.Sprintf("demand at most %d", mostSkillSets))
	}
	able := func(p Person) bool { return hasAll(p.Skills, skills) }
	if len(v.p.People) > 0 && !slices.ContainsFunc(v.p.People, able) {
		v.warn(at, all, "nobody has all of these", "give them to somebody, or the demand stays unmet")
	}
}

// hasAll reports whether somebody has all the skills wanted.
func hasAll(have, want []string) bool {
	return !slices.ContainsFunc(want, func(s string) bool { return !slices.Contains(have, s) })
}
