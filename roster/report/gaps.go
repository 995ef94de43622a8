package report

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/solver"
)

// gapsShown is how many stretches of uncovered demand the page explains.
const gapsShown = 25

// gaps is the uncovered demand, in words.
type gaps struct {
	Typical []string // what stops people, on average over all that is missing
	Lines   []gapLine
	More    int
	Hours   string // of what is not listed
}

// gapLine is a stretch of time in which one group lacks people.
type gapLine struct {
	Date, Time, Group string
	People, Hours     string
	Hard              bool
	Reasons           []reasonLine
}

// reasonLine is one reason, with those it holds for.
type reasonLine struct{ Words, Names string }

// stretch is a run of adjoining gaps of the same people.
type stretch struct {
	worst      solver.Gap // the interval that lacks most
	skills     []string   // of all its intervals
	start, end time.Time
	minutes    float64 // agent-minutes missing
	hard       bool
}

// gaps picks the stretches that lack most, hard minima first, and shows them in
// the order of time.
func (v *view) gaps() gaps {
	all := v.stretches()
	slices.SortStableFunc(all, func(a, b stretch) int {
		if a.hard != b.hard {
			return map[bool]int{true: -1, false: 1}[a.hard]
		}
		return cmp.Compare(b.minutes, a.minutes)
	})
	n := min(len(all), gapsShown)
	out, rest := gaps{Typical: v.typical(), More: len(all) - n}, 0.0
	for _, s := range all[n:] {
		rest += s.minutes
	}
	out.Hours = v.hours(rest)
	slices.SortStableFunc(all[:n], func(a, b stretch) int { return a.start.Compare(b.start) })
	for _, s := range all[:n] {
		out.Lines = append(out.Lines, v.gapLine(s))
	}
	return out
}

// typical says how many people each reason stops in the average missing hour,
// the commonest first; what stops less than one in two hours is left out.
func (v *view) typical() []string {
	type key struct{ rule, reason string }
	people, total := map[key]float64{}, 0.0
	var order []key
	for _, g := range v.Result.Gaps {
		weight := g.Missing * float64(max(g.Minutes, 1))
		total += weight
		for _, r := range g.Reasons {
			k := key{r.Rule, r.Reason}
			if people[k] == 0 {
				order = append(order, k)
			}
			people[k] += weight * float64(len(r.People))
		}
	}
	slices.SortStableFunc(order, func(a, b key) int { return cmp.Compare(people[b], people[a]) })
	var out []string
	for _, k := range order {
		if n := people[k]/total + 0.5; n >= 1 {
			out = append(out, locale.Reason(v.lang, k.rule, k.reason, int(n), 0, 0))
		}
	}
	return out
}

// stretches joins gaps that follow each other and are of the same skills, or
// of more of them: who is missing at ten for two groups is still missing at
// eleven for one.
func (v *view) stretches() []stretch {
	sorted := slices.Clone(v.Result.Gaps)
	slices.SortStableFunc(sorted, func(a, b solver.Gap) int { return v.instant(a.Start).Compare(v.instant(b.Start)) })
	var out []stretch
	for _, g := range sorted {
		start := v.instant(g.Start)
		next := stretch{g, g.Skills, start, start.Add(time.Duration(g.Minutes) * time.Minute), g.Missing * float64(g.Minutes), g.Hard}
		i := slices.IndexFunc(out, func(s stretch) bool { return s.goesOn(next) })
		if i < 0 {
			out = append(out, next)
			continue
		}
		out[i] = out[i].merge(next)
	}
	return out
}

func (s stretch) goesOn(next stretch) bool {
	return s.end.Equal(next.start) && s.hard == next.hard && (within(s.skills, next.skills) || within(next.skills, s.skills))
}

func (s stretch) merge(next stretch) stretch {
	if next.worst.Missing > s.worst.Missing {
		s.worst = next.worst
	}
	if len(next.skills) > len(s.skills) {
		s.skills = next.skills
	}
	s.end, s.minutes = next.end, s.minutes+next.minutes
	return s
}

// people returns how many are missing on average; a demand by shift has no minutes.
func (s stretch) people() float64 {
	if minutes := s.end.Sub(s.start).Minutes(); minutes > 0 {
		return s.minutes / minutes
	}
	return s.worst.Missing
}

// within reports whether all of the skills are among others.
func within(skills, others []string) bool {
	return !slices.ContainsFunc(skills, func(s string) bool { return !slices.Contains(others, s) })
}

// group names the groups that lack people. A gap of several groups lists the
// skills of all: any of their people would help.
func (v *view) group(skills []string) string {
	var names []string
	for _, g := range v.Groups {
		if within(g.Skills, skills) {
			names = append(names, g.ID)
		}
	}
	switch {
	case len(names) > 1 && len(names) == len(v.Groups):
		return v.t("report.any-group")
	case len(names) > 0:
		return strings.Join(names, ", ")
	}
	return cmp.Or(strings.Join(skills, " + "), v.t("report.everybody"))
}

// until writes the end of a stretch; the midnight after it is 24:00.
func until(t time.Time) string {
	if t.Hour() == 0 && t.Minute() == 0 {
		return "24:00"
	}
	return t.Format("15:04")
}

// instant reads the start of a gap, which is a date where the demand is by shift.
func (v *view) instant(start string) time.Time {
	if t, err := time.Parse(time.RFC3339, start); err == nil {
		return t.In(v.Team.Zone)
	}
	if t, err := time.ParseInLocation("2006-01-02T15:04", start, v.Team.Zone); err == nil {
		return t
	}
	t, err := time.ParseInLocation(time.DateOnly, start, v.Team.Zone)
	if err != nil {
		return v.Month.From.At(0, v.Team.Zone)
	}
	return t
}

func (v *view) gapLine(s stretch) gapLine {
	line := gapLine{
		Date: locale.Date(v.lang, roster.DateOf(s.start)), Time: s.start.Format("15:04") + "–" + until(s.end),
		Group: v.group(s.skills),
		Hours: v.hours(s.minutes), Hard: s.hard,
		People: v.number(s.people(), 1),
	}
	if s.worst.Shift != "" {
		line.Time = s.worst.Shift
	}
	for _, r := range s.worst.Reasons {
		words := locale.Reason(v.lang, r.Rule, r.Reason, len(r.People), r.Have, r.Want)
		line.Reasons = append(line.Reasons, reasonLine{words, v.nameList(r.People)})
	}
	return line
}

func (v *view) nameList(agents []string) string {
	names := make([]string, len(agents))
	for i, a := range agents {
		names[i] = v.name(a)
	}
	return strings.Join(names, ", ")
}
