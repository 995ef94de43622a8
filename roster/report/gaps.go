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
const gapsShown = 60

// gaps is the uncovered demand, in words.
type gaps struct {
	Lines []gapLine
	More  int
	Hours string // of what is not listed
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

// stretch is a run of adjoining gaps of the same skills.
type stretch struct {
	worst      solver.Gap // the interval that lacks most
	start, end time.Time
	minutes    float64 // agent-minutes missing
	hard       bool
}

func (v *view) gaps() gaps {
	all := v.stretches()
	slices.SortStableFunc(all, func(a, b stretch) int {
		if a.hard != b.hard {
			return map[bool]int{true: -1, false: 1}[a.hard]
		}
		return cmp.Compare(b.minutes, a.minutes)
	})
	n := min(len(all), gapsShown)
	out, rest := gaps{More: len(all) - n}, 0.0
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

// stretches joins the gaps of the same skills that follow each other.
func (v *view) stretches() []stretch {
	sorted := slices.Clone(v.Result.Gaps)
	slices.SortStableFunc(sorted, func(a, b solver.Gap) int {
		return cmp.Or(slices.Compare(a.Skills, b.Skills), v.instant(a.Start).Compare(v.instant(b.Start)))
	})
	var out []stretch
	for i, g := range sorted {
		start := v.instant(g.Start)
		next := stretch{g, start, start.Add(time.Duration(g.Minutes) * time.Minute), g.Missing * float64(g.Minutes), g.Hard}
		if i > 0 && slices.Equal(sorted[i-1].Skills, g.Skills) && joins(out[len(out)-1], next) {
			out[len(out)-1] = merge(out[len(out)-1], next)
			continue
		}
		out = append(out, next)
	}
	return out
}

func joins(a, b stretch) bool { return a.end.Equal(b.start) && a.hard == b.hard }

func merge(a, b stretch) stretch {
	if b.worst.Missing > a.worst.Missing {
		a.worst = b.worst
	}
	a.end, a.minutes = b.end, a.minutes+b.minutes
	return a
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
	const clock = "15:04"
	line := gapLine{
		Date: locale.Date(v.lang, roster.DateOf(s.start)), Time: s.start.Format(clock) + "–" + s.end.Format(clock),
		Group: cmp.Or(strings.Join(s.worst.Skills, " + "), v.t("report.everybody")),
		Hours: v.hours(s.minutes), Hard: s.hard,
		People: v.number(s.minutes/max(s.end.Sub(s.start).Minutes(), 1), 1),
	}
	if s.worst.Shift != "" {
		line.Time, line.People = s.worst.Shift, v.number(s.worst.Missing, 0)
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
