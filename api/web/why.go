package web

import (
	"slices"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/solver"
)

// openLine is a stretch of a day in which people are missing, and what stopped
// each of those who could have filled it.
type openLine struct {
	Time, Skills, Missing string
	Reasons               []openReason

	gap  solver.Gap // the last of the stretch
	end  time.Time
	most float64
}

// openReason is one thing that stops some people, and who comes nearest.
type openReason struct {
	Words, Names string
	Nearest      *solver.Assigned // nil where there is no duty to speak of
	Who          string
}

// openOn explains what is open on a date, in order of time.
func openOn(lang string, g desk.Grid, d roster.Date) []openLine {
	if g.Assessment == nil {
		return nil
	}
	zone, names := g.Team.Definition.Zone, agentNames(g.Agents)
	var out []openLine
	for _, gap := range g.Assessment.Gaps {
		start, date := gapStart(gap, zone)
		if date != d {
			continue
		}
		end := start.Add(time.Duration(gap.Minutes) * time.Minute)
		i := slices.IndexFunc(out, func(l openLine) bool { return gap.Shift == "" && l.end.Equal(start) && alike(l.gap, gap) })
		if i < 0 {
			l := openLine{Time: gap.Shift, Reasons: openReasons(lang, gap, names)}
			if l.Time == "" {
				l.Time = clock(start, zone)
			}
			if len(gap.Skills) > 0 {
				l.Skills = locale.Skills(lang, gap.Skills)
			}
			i, out = len(out), append(out, l)
		}
		l := &out[i]
		l.gap, l.end, l.most = gap, end, max(l.most, gap.Missing)
		l.Missing = locale.Number(lang, l.most, 1)
	}
	for i := range out {
		if out[i].gap.Shift == "" {
			out[i].Time += "–" + clock(out[i].end, zone)
		}
	}
	return out
}

// gapStart returns when a gap begins, and its date at a place.
func gapStart(g solver.Gap, zone *time.Location) (time.Time, roster.Date) {
	if t, err := time.Parse(time.RFC3339, g.Start); err == nil {
		return t, roster.DateOf(t.In(zone))
	}
	d, _ := roster.ParseDate(g.Start)
	return d.At(0, zone), d
}

// alike reports whether two gaps have one explanation.
func alike(a, b solver.Gap) bool {
	return slices.Equal(a.Skills, b.Skills) && slices.EqualFunc(a.Reasons, b.Reasons, func(x, y solver.Reason) bool {
		return x.Rule == y.Rule && x.Reason == y.Reason && slices.Equal(x.People, y.People)
	})
}

func openReasons(lang string, g solver.Gap, names map[string]string) []openReason {
	var out []openReason
	for _, r := range g.Reasons {
		line := openReason{Words: locale.Reason(lang, r.Rule, r.Reason, len(r.People), r.Have, r.Want), Nearest: r.Nearest}
		var who []string
		for _, id := range r.People {
			who = append(who, nameOf(names, id))
		}
		line.Names = strings.Join(who, ", ")
		if r.Nearest != nil {
			line.Who = nameOf(names, r.Nearest.Person)
		}
		out = append(out, line)
	}
	return out
}

// nameOf is a name, or the id of somebody without one.
func nameOf(names map[string]string, id string) string {
	if names[id] != "" {
		return names[id]
	}
	return id
}
