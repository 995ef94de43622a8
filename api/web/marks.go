package web

import (
	"slices"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/plan"
)

// marks is what there is to know about each person's days of a grid.
type marks struct {
	month   plan.Month
	days    map[string][]mark // by agent, a mark a day of the month
	minutes map[string]int    // paid, by agent
}

// place is one person's day.
type place struct {
	agent string
	date  roster.Date
}

// mark is what one day holds beside its weekday.
type mark struct {
	duty  *desk.Duty
	away  string // the kind of an absence that was granted
	class string // of the marks: breaches, wishes, pins
	title string // their words
	hard  bool
}

// Pinned reports whether the solver leaves the day alone.
func (m mark) Pinned() bool { return strings.Contains(m.class, "pinned") }

// at returns what is known of a day.
func (m marks) at(agent string, d roster.Date) mark { return *m.on(place{agent, d}) }

// on returns the mark of a day to write to; what is written to days that do not
// show is lost.
func (m marks) on(at place) *mark {
	if days := m.days[at.agent]; days != nil && m.month.Contains(at.date) {
		return &days[at.date-m.month.From]
	}
	return new(mark)
}

// newMarks gathers duties, absences, wishes, pins and breaches by day.
func newMarks(lang string, g desk.Grid) marks {
	m := marks{g.Roster.Month, map[string][]mark{}, map[string]int{}}
	all := make([]mark, len(g.Agents)*g.Roster.Month.Days())
	for i, a := range g.Agents {
		n := g.Roster.Month.Days()
		m.days[a.ID] = all[i*n : (i+1)*n : (i+1)*n]
	}
	for i, d := range g.Duties {
		if g.Roster.Month.Contains(d.Date) {
			m.on(place{d.Agent, d.Date}).duty = &g.Duties[i]
			m.minutes[d.Agent] += d.PaidMinutes()
		}
	}
	for _, a := range g.Absences {
		m.absence(lang, g, a)
	}
	for _, w := range g.Wishes {
		m.wish(lang, w)
	}
	for _, p := range g.Pins {
		m.add(place{p.Agent, p.Date}, "pinned", words(lang, "month.pinned"))
	}
	if g.Assessment != nil {
		for _, b := range g.Assessment.Breaches {
			m.breach(lang, b)
		}
	}
	return m
}

// add puts a class and words to a day.
func (m marks) add(at place, class, title string) {
	k := m.on(at)
	k.class, k.title = joined(k.class, " ", class), joined(k.title, "\n", title)
}

// absence marks each day of an absence; one that is only asked for shows as such.
func (m marks) absence(lang string, g desk.Grid, a desk.Absence) {
	if a.State != "approved" && a.State != "requested" {
		return
	}
	for d := max(a.From, g.Roster.Month.From); d < min(a.To, g.Roster.Month.To); d++ {
		at := place{a.Agent, d}
		kind := absenceKind(lang, a.Kind)
		if a.State == "requested" {
			m.add(at, "asked", words(lang, "month.asked", "Kind", kind))
			continue
		}
		m.on(at).away = a.Kind
		m.add(at, "", kind)
	}
}

// absenceKind names a kind of absence; the team's own kinds name themselves.
func absenceKind(lang, kind string) string {
	if id := "absence." + kind; locale.Has(lang, "web."+id) {
		return words(lang, id)
	}
	return kind
}

// wish marks a wish as granted or not. A day with several is granted when all are.
func (m marks) wish(lang string, w desk.Wish) {
	at := place{w.Agent, w.Date}
	duty := m.on(at).duty
	has := duty != nil && (w.Shift == "" || duty.Shift == w.Shift)
	class := "wished"
	if has != w.On {
		class = "refused"
	}
	m.add(at, class, wishWords(lang, w))
}

// wishWords says what was asked for.
func wishWords(lang string, w desk.Wish) string {
	return locale.Wish(lang, w.Shift, !w.On)
}

// breach marks the day on which a rule gave way. Soft rules that count over a
// span mark no day; hard ones mark its first. Wishes have marks of their own.
func (m marks) breach(lang string, b roster.Breach) {
	if b.Rule == "wish" || !b.Hard && b.Until != 0 {
		return
	}
	k := m.on(place{b.Agent, b.Date})
	switch {
	case b.Hard && !k.hard:
		k.hard, k.class = true, joined(k.class, " ", "br hard")
	case !b.Hard && k.class == "":
		k.class = "br soft"
	}
	k.title = joined(k.title, "\n", locale.Hint(lang, b))
}

// breachesOn returns the breaches of an agent that concern a date.
func breachesOn(all []roster.Breach, agent string, d roster.Date) []roster.Breach {
	return slices.Collect(func(yield func(roster.Breach) bool) {
		for _, b := range all {
			if b.Agent == agent && b.Date <= d && d <= max(b.Date, b.Until) && !yield(b) {
				return
			}
		}
	})
}
