package web

import (
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
)

// historyPage is what contact history a team has, and the imports it came by.
type historyPage struct {
	Team    desk.TeamView
	History []historySpan
	Layers  []historyLayer
	Older   int64                 // the last layer shown, when there are older ones
	Shown   *layerChanges         // what one layer changed, when asked for
	Checked *desk.ImportedHistory // what a file would do
	Changes []historyChange       // the same by queue, in words
	Part    bool                  // the file is still chosen in the form around
}

// historySpan is what history of a queue counts.
type historySpan struct {
	desk.HistorySpan
	Name, When string
}

// historyLayer is one import in a list.
type historyLayer struct {
	desk.HistoryLayer
	Queues, When     string
	Fresh, Corrected int // intervals, when it came in
}

// layerChanges are the intervals that a layer changed.
type layerChanges struct {
	historyLayer
	Found []historyDifference
}

// historyDifference is one interval that is another now.
type historyDifference struct {
	Start         time.Time
	Queue         string
	Before, After string // contacts; and the handle time where only that differs
	Overridden    bool
}

// historyChange is what a file does to one queue.
type historyChange struct {
	forecast.Correction
	Queue   string
	Doubts  []string
	Largest []historyDifference
}

// showHistory shows the layers of a team's history.
func (s *site) showHistory(v *visit) error { return s.historyAnd(v, nil) }

// historyAnd shows them with what a file would do.
func (s *site) historyAnd(v *visit, checked *desk.ImportedHistory) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	p := historyPage{Checked: checked}
	if p.Team, err = s.desk.Team(v.ctx(), id); err != nil {
		return err
	}
	if checked != nil {
		p.Changes = historyChanges(v.lang, p.Team, checked.Changes)
	}
	spans, err := s.desk.HistorySpans(v.ctx(), id)
	if err != nil {
		return err
	}
	for _, h := range spans {
		p.History = append(p.History, historySpan{h, queueName(p.Team, h.Queue), years(p.Team, h.From, h.Until)})
	}
	const most = 30
	layers, err := s.desk.HistoryLayers(v.ctx(), id, desk.Page{Before: v.number("before"), Limit: most})
	if err != nil {
		return err
	}
	for _, l := range layers {
		p.Layers = append(p.Layers, historyLayerOf(v.lang, p.Team, l))
	}
	if len(layers) == most {
		p.Older = layers[most-1].ID
	}
	if shown := v.number("layer"); shown > 0 {
		if p.Shown, err = s.layerChanges(v, p.Team, shown); err != nil {
			return err
		}
	}
	return s.render(v, "history", p)
}

// layerChanges reads what one layer of the team changed.
func (s *site) layerChanges(v *visit, team desk.TeamView, id int64) (*layerChanges, error) {
	l, err := s.desk.HistoryLayer(v.ctx(), id)
	if err != nil {
		return nil, err
	}
	if l.Team != team.ID {
		return nil, roster.Errorf(roster.NotFound, "%s", v.t("error.no-page"))
	}
	found, err := s.desk.HistoryDifferences(v.ctx(), id, "", desk.Page{Limit: 100})
	if err != nil {
		return nil, err
	}
	out := &layerChanges{historyLayer: historyLayerOf(v.lang, team, l)}
	for _, d := range found {
		out.Found = append(out.Found, differenceOf(v.lang, team, d))
	}
	return out, nil
}

func differenceOf(lang string, team desk.TeamView, d desk.HistoryDifference) historyDifference {
	out := historyDifference{Start: d.Start, Queue: queueName(team, d.Queue), Before: countOf(lang, d.Before), After: countOf(lang, d.After), Overridden: d.Overridden}
	if d.Before == d.After {
		out.Before += ", " + handleTime(lang, d.BeforeAHT)
		out.After += ", " + handleTime(lang, d.AfterAHT)
	}
	return out
}

// countOf writes a number of contacts, with a decimal where it has one.
func countOf(lang string, n float64) string {
	if n == math.Trunc(n) {
		return locale.Number(lang, n, 0)
	}
	return locale.Number(lang, n, 1)
}

// handleTime writes seconds as minutes on a clock.
func handleTime(lang string, seconds float64) string {
	if seconds == 0 {
		return words(lang, "history.no-aht")
	}
	n := int(math.Round(seconds))
	return fmt.Sprintf("%d:%02d", n/60, n%60)
}

func historyLayerOf(lang string, team desk.TeamView, l desk.HistoryLayer) historyLayer {
	out := historyLayer{HistoryLayer: l}
	var queues []string
	var from, until time.Time
	for _, p := range l.Parts {
		queues = append(queues, queueName(team, p.Queue))
		out.Fresh, out.Corrected = out.Fresh+p.New, out.Corrected+p.Changed
		if from.IsZero() || p.From.Before(from) {
			from = p.From
		}
		if p.Until.After(until) {
			until = p.Until
		}
	}
	const few = 4
	if more := len(queues) - few; more > 0 {
		queues = append(queues[:few], fmt.Sprintf("+%d", more))
	}
	out.Queues = strings.Join(queues, ", ")
	if len(l.Parts) > 0 {
		out.When = years(team, from, until)
	}
	return out
}

// years says a span of dates with their years: history is of several.
func years(team desk.TeamView, from, until time.Time) string {
	first, last := roster.DateOf(from.In(team.Definition.Zone)), roster.DateOf(until.In(team.Definition.Zone))
	if first == last {
		return first.String()
	}
	return first.String() + " – " + last.String()
}

func historyChanges(lang string, team desk.TeamView, all []forecast.Correction) []historyChange {
	var out []historyChange
	for _, c := range all {
		h := historyChange{Correction: c, Queue: queueName(team, c.Series)}
		for _, d := range c.Doubts {
			h.Doubts = append(h.Doubts, doubtWords(lang, d))
		}
		for _, d := range c.Largest {
			h.Largest = append(h.Largest, differenceOf(lang, team, desk.HistoryDifference{
				Queue: c.Series, Start: d.Start, Before: d.Before, After: d.After, BeforeAHT: d.BeforeAHT, AfterAHT: d.AfterAHT,
			}))
		}
		out = append(out, h)
	}
	return out
}

// doubtWords say what looks wrong about a file.
func doubtWords(lang string, d forecast.Doubt) string {
	id := d.Code
	if d.Shift < 0 {
		id = "earlier"
	} else if d.Shift > 0 {
		id = "later"
	}
	return words(lang, "history.doubt-"+id, "N", d.Count, "Share", locale.Percent(lang, d.Ratio, 0), "By", locale.Duration(lang, int(d.Shift.Abs()/time.Minute)))
}

// importHistory reads an uploaded file of contact history, or only says what it
// would do: beside the form where a script asks.
func (s *site) importHistory(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	file, header, err := v.r.FormFile("file")
	if err != nil {
		return s.historyAgain(v, roster.Errorf(roster.Invalid, "%s", v.t("forecast.no-file")))
	}
	defer file.Close()
	read, dry := s.desk.ImportHistory, v.text("dry") != ""
	switch {
	case dry:
		read = s.desk.CheckHistory
	case v.text("again") != "":
		read = s.desk.ImportHistoryAgain
	}
	done, err := read(v.ctx(), id, header.Filename, file)
	switch {
	case err != nil:
		return s.historyAgain(v, err)
	case dry && v.part():
		team, err := s.desk.Team(v.ctx(), id)
		if err != nil {
			return err
		}
		return s.render(v, "history-part", historyPage{Team: team, Checked: &done, Changes: historyChanges(v.lang, team, done.Changes), Part: true})
	case dry:
		return s.historyAnd(v, &done)
	}
	to := fmt.Sprintf("/teams/%d/history", id)
	if done.Same != nil {
		return v.redirect(to, "history.nothing-new", "ID", done.Same.ID)
	}
	return v.redirect(to, "forecast.imported", "N", done.Points)
}

// historyAgain says what is wrong with a file: in place of its preview, or over
// the page.
func (s *site) historyAgain(v *visit, err error) error {
	if v.part() {
		return err
	}
	return s.again(v, err, (*site).showHistory)
}

// undoHistory takes a layer out of what counts, and redoHistory puts it back.
func (s *site) undoHistory(v *visit) error { return s.setLayer(v, false) }

func (s *site) redoHistory(v *visit) error { return s.setLayer(v, true) }

func (s *site) setLayer(v *visit, active bool) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	version, err := v.version()
	if err != nil {
		return err
	}
	set, said := s.desk.UndoHistory, "history.undone"
	if active {
		set, said = s.desk.RedoHistory, "history.redone"
	}
	l, err := set(v.ctx(), id, version)
	if err != nil {
		return err
	}
	return v.redirect(fmt.Sprintf("/teams/%d/history", l.Team), said, "ID", l.ID)
}
