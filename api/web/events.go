package web

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/workspace"
)

// eventsPage is a team's special days, and one being written.
type eventsPage struct {
	Team    desk.TeamView
	Month   plan.Month // whose forecast a try is laid over
	Events  []eventLine
	Form    eventForm
	Tried   bool
	Effects []effectTable
	Learnt  bool // the effect of the one tried is not known before a new forecast
	None    bool // there is no forecast to lay it over
}

// eventLine is one special day in words.
type eventLine struct {
	Name, Dates, Queue, Hours, Effect string
	Value                             string // the event itself, to name it by
	At                                int
}

// eventForm is what stands in the fields.
type eventForm struct {
	Old                                          string // the event in whose place it goes; "" is a new one
	Name, Date, Until, Queue, From, To, Do, Size string
}

// effectTable is what one queue's days would be.
type effectTable struct {
	Queue         string
	Days          []desk.EffectDay
	Before, After float64 // of the month
	Change        string
}

// eventEffects are the ways in which a special day differs, in order of the form.
var eventEffects = []string{"factor", "target", "cap", "closed", "learn"}

// Kinds are the effects that can be chosen.
func (eventsPage) Kinds() []string { return eventEffects }

// showEvents lists the special days.
func (s *site) showEvents(v *visit) error {
	p, all, err := s.eventsPage(v)
	if err != nil {
		return err
	}
	if at, err := strconv.Atoi(v.text("edit")); err == nil && at >= 0 && at < len(all) {
		p.Form = formOf(all[at])
	}
	if v.r.Method == "POST" { // tried or refused: what was typed stays
		p.Form = typedForm(v)
	}
	return s.render(v, "events", p)
}

func (s *site) eventsPage(v *visit) (eventsPage, []forecast.SpecialDay, error) {
	id, err := v.id("id")
	if err != nil {
		return eventsPage{}, nil, err
	}
	p := eventsPage{Form: eventForm{Do: "factor"}}
	if p.Team, err = s.desk.Team(v.ctx(), id); err != nil {
		return p, nil, err
	}
	all, err := s.desk.Events(v.ctx(), id)
	if err != nil {
		return p, nil, err
	}
	for i, e := range all {
		line, err := eventLineOf(v.lang, p.Team, e)
		if err != nil {
			return p, nil, err
		}
		line.At = i
		p.Events = append(p.Events, line)
	}
	slices.Reverse(p.Events) // the newest first
	return p, all, nil
}

// eventLineOf puts a special day into words.
func eventLineOf(lang string, team desk.TeamView, e forecast.SpecialDay) (eventLine, error) {
	value, err := json.Marshal(e)
	if err != nil {
		return eventLine{}, err
	}
	line := eventLine{Name: e.Name, Dates: e.Date, Hours: e.From, Queue: words(lang, "events.all"), Effect: effectWords(lang, e), Value: string(value)}
	if first, err := roster.ParseDate(e.Date); err == nil {
		last, err := roster.ParseDate(e.Until)
		if err != nil {
			last = first
		}
		line.Dates = locale.SpanOfYear(lang, first, last)
	}
	if e.From != "" || e.To != "" {
		line.Hours = e.From + "–" + e.To
	}
	if e.Series != "" {
		line.Queue = queueName(team, e.Series)
	}
	return line, nil
}

// effectWords says what a special day does.
func effectWords(lang string, e forecast.SpecialDay) string {
	count := func(message string, n float64) string { return words(lang, message, "N", locale.Number(lang, n, 0)) }
	text := ""
	switch {
	case e.Closed:
		return words(lang, "events.closed")
	case e.Target > 0:
		return count("events.is-target", e.Target)
	case e.Factor > 0:
		text = signedShare(lang, e.Factor-1)
		if e.Factor == 1 {
			text = words(lang, "events.is-usual")
		}
	case e.Cap == 0:
		return words(lang, "events.learn")
	}
	if e.Cap > 0 {
		if text != "" {
			text += ", "
		}
		text += count("events.is-cap", e.Cap)
	}
	return text
}

// formOf fills the form with a special day that is to be changed.
func formOf(e forecast.SpecialDay) eventForm {
	old, _ := json.Marshal(e)
	f := eventForm{Old: string(old), Name: e.Name, Date: e.Date, Until: e.Until, Queue: e.Series, From: e.From, To: e.To, Do: "learn"}
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	switch {
	case e.Closed:
		f.Do = "closed"
	case e.Target > 0:
		f.Do, f.Size = "target", number(e.Target)
	case e.Cap > 0 && e.Factor == 0:
		f.Do, f.Size = "cap", number(e.Cap)
	case e.Factor > 0:
		f.Do, f.Size = "factor", number(math.Round(1e4*(e.Factor-1))/100)
	}
	return f
}

func typedForm(v *visit) eventForm {
	return eventForm{
		Old: v.text("old"), Name: v.text("name"), Date: v.text("date"), Until: v.text("until"), Queue: v.text("queue"),
		From: v.text("from"), To: v.text("to"), Do: v.text("effect"), Size: v.text("size"),
	}
}

// event reads the form.
func (f eventForm) event(v *visit) (forecast.SpecialDay, error) {
	e := forecast.SpecialDay{Date: f.Date, Until: f.Until, Name: f.Name, Kind: "event", Series: f.Queue, From: f.From, To: f.To}
	if old, ok := f.old(); ok {
		e.Kind = old.Kind
		if f.Do == "factor" {
			e.Cap = old.Cap // of files: the form has one number
		}
	}
	if e.Until == e.Date {
		e.Until = ""
	}
	if f.Do == "closed" || f.Do == "learn" {
		e.Closed = f.Do == "closed"
		return e, nil
	}
	size, err := workspace.ParseNumber(f.Size)
	if err != nil || f.Do != "factor" && size <= 0 || f.Do == "factor" && (size <= -100 || size > 9900) {
		return e, v.fault("size", "events.no-size")
	}
	switch f.Do {
	case "factor":
		e.Factor = math.Round(1e4*(1+size/100)) / 1e4
	case "target":
		e.Target = size
	case "cap":
		e.Cap = size
	}
	return e, nil
}

// old is the special day that the form changes.
func (f eventForm) old() (e forecast.SpecialDay, ok bool) {
	return e, f.Old != "" && json.Unmarshal([]byte(f.Old), &e) == nil
}

// saveEvent keeps a special day, or shows what it would do.
func (s *site) saveEvent(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	form := typedForm(v)
	e, err := form.event(v)
	if err != nil {
		return s.again(v, err, (*site).showEvents)
	}
	if v.text("try") != "" {
		return s.tryEvent(v, id, form, e)
	}
	if old, changes := form.old(); changes {
		err = s.desk.ChangeEvent(v.ctx(), id, old, e)
	} else {
		err = s.desk.AddEvent(v.ctx(), id, e)
	}
	if err != nil {
		return s.again(v, err, (*site).showEvents)
	}
	return v.redirect(fmt.Sprintf("/teams/%d/events", id), "events.saved")
}

// tryEvent shows the newest forecast of the event's month with it and without.
func (s *site) tryEvent(v *visit, team int64, form eventForm, e forecast.SpecialDay) error {
	p, all, err := s.eventsPage(v)
	if err != nil {
		return err
	}
	p.Form, p.Tried = form, true
	p.Learnt = !e.Closed && e.Factor == 0 && e.Target == 0 && e.Cap == 0
	first, err := roster.ParseDate(e.Date)
	if err != nil {
		return s.again(v, err, (*site).showEvents)
	}
	p.Month = plan.Month{From: first.MonthStart(), To: first.MonthStart().NextMonth()}
	if old, ok := form.old(); ok {
		all = slices.DeleteFunc(all, func(o forecast.SpecialDay) bool { return o == old })
	}
	effects, err := s.desk.EventEffect(v.ctx(), team, p.Month, append(all, e))
	switch {
	case roster.KindOf(err) == roster.NotFound:
		p.None = true
	case err != nil:
		return s.again(v, err, (*site).showEvents)
	}
	for _, q := range effects {
		p.Effects = append(p.Effects, effectTableOf(v.lang, p.Team, q))
	}
	return s.render(v, "events", p)
}

// effectTableOf keeps the days that differ.
func effectTableOf(lang string, team desk.TeamView, e desk.EventEffect) effectTable {
	t := effectTable{Queue: queueName(team, e.Queue)}
	for _, d := range e.Days {
		t.Before, t.After = t.Before+d.Before, t.After+d.After
		if differs(d.Before, d.After) {
			t.Days = append(t.Days, d)
		}
	}
	if t.Before > 0 {
		t.Change = signedShare(lang, t.After/t.Before-1)
	}
	return t
}

// removeEvent removes a special day.
func (s *site) removeEvent(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	var e forecast.SpecialDay
	if err := json.Unmarshal([]byte(v.text("event")), &e); err != nil {
		return roster.Errorf(roster.Invalid, "%s", v.t("error.version"))
	}
	if err := s.desk.RemoveEvent(v.ctx(), id, e); err != nil {
		return s.again(v, err, (*site).showEvents)
	}
	return v.redirect(fmt.Sprintf("/teams/%d/events", id), "events.removed")
}

// undoEvents takes the last change back.
func (s *site) undoEvents(v *visit) error {
	return s.remove(v, s.desk.UndoEvents, (*site).showEvents, "/teams/"+v.r.PathValue("id")+"/events", "events.undone")
}
