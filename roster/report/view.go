package report

import (
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/plan"
)

// view is a result as one reader sees it.
type view struct {
	*plan.Result
	lang     string
	dates    []roster.Date
	holidays map[roster.Date]string
	names    map[string]string // of agents, by id
	duties   map[cell]roster.Duty
	wishes   map[cell]wish
	away     map[cell]bool
	pinned   map[cell]bool
	shifts   map[string]roster.ShiftType
	covers   map[roster.Date][]plan.Cover // by date, made when first asked for
}

// cell is one person's day.
type cell struct {
	agent string
	date  roster.Date
}

// wish tells whether what a person asked for on a day was granted.
type wish struct {
	granted bool
	words   string
}

func newView(r *plan.Result, lang string) *view {
	v := &view{
		Result: r, lang: locale.Match(lang),
		holidays: map[roster.Date]string{}, names: map[string]string{}, shifts: map[string]roster.ShiftType{},
		duties: map[cell]roster.Duty{}, wishes: map[cell]wish{}, away: map[cell]bool{}, pinned: map[cell]bool{},
	}
	if v.Team.Zone == nil {
		v.Team.Zone = time.UTC
	}
	for d := r.Month.From; d < r.Month.To; d++ {
		v.dates = append(v.dates, d)
	}
	for _, h := range law.HolidaysOf(r.Team.Country, r.Team.Region, r.Month.From, r.Month.To) {
		v.holidays[h.Date] = h.Local
	}
	for _, a := range r.Agents {
		v.names[a.ID] = a.Name
	}
	for _, s := range r.Team.Shifts {
		v.shifts[s.Code] = s
	}
	for _, d := range r.Roster.Duties {
		v.duties[cell{d.Agent, d.Date}] = d
	}
	v.readRules()
	return v
}

// readRules finds in the problem who is away, wishes and fixed days. The
// problem holds no reason for an absence.
func (v *view) readRules() {
	if v.Problem == nil {
		return
	}
	for _, person := range v.Problem.People {
		for _, clause := range person.Rules {
			switch r := clause.Rule.(type) {
			case *roster.Unavailable:
				v.readAbsence(person.ID, r)
			case *roster.Wish:
				v.readWish(person.ID, r)
			case *roster.Pinned:
				v.pinned[cell{person.ID, r.Date}] = true
			}
		}
	}
}

// readAbsence marks whole days away; hours at which somebody cannot work are
// no absence.
func (v *view) readAbsence(agent string, r *roster.Unavailable) {
	if r.Reason == "availability" || len(r.Shifts) > 0 {
		return
	}
	for _, d := range r.Dates {
		v.away[cell{agent, d}] = true
	}
	if r.From == 0 && r.To == 0 {
		return
	}
	for d := max(r.From, v.Month.From); d <= min(r.To, v.Month.To-1); d++ {
		v.away[cell{agent, d}] = true
	}
}

// readWish compares a wish with the roster. A day with several wishes counts
// as granted when all of them are.
func (v *view) readWish(agent string, r *roster.Wish) {
	c := cell{agent, r.Date}
	duty, works := v.duties[c]
	has := works && (r.Shift == "" || duty.Shift == r.Shift)
	granted := has != r.Off
	before, again := v.wishes[c]
	v.wishes[c] = wish{granted: granted && (!again || before.granted), words: v.wishWords(r, granted)}
}

func (v *view) wishWords(r *roster.Wish, granted bool) string {
	answer := "report.refused"
	if granted {
		answer = "report.granted"
	}
	return locale.Wish(v.lang, r.Shift, r.Off) + ": " + v.t(answer)
}

// name returns an agent's name, or the id of one that is not in the list.
func (v *view) name(agent string) string {
	if n := v.names[agent]; n != "" {
		return n
	}
	return agent
}

func (v *view) free(d roster.Date) bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday || v.holidays[d] != ""
}

// t returns the words of a caption.
func (v *view) t(id string) string { return locale.T(v.lang, id, nil) }

// number, percent and hours write numbers as the reader's language does.
func (v *view) number(x float64, decimals int) string { return locale.Number(v.lang, x, decimals) }
func (v *view) percent(share float64) string          { return locale.Percent(v.lang, share, 1) }
func (v *view) hours(minutes float64) string          { return locale.Number(v.lang, minutes/60, 1) }
