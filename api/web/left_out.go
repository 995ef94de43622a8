package web

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
)

// leftOutPage is what forecasts leave out of the history or change in it, and
// what planners decided on that.
type leftOutPage struct {
	Team     desk.TeamView
	Forecast *desk.Forecast
	Found    []foundSpan
	Decided  []foundSpan
}

// foundSpan is a span of history in words, with the decision it is named by.
type foundSpan struct {
	Queue, When, Text string
	Keep              bool
	Value             string
}

// showLeftOut shows what the newest forecast left out, and the decisions.
func (s *site) showLeftOut(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	p := leftOutPage{}
	if p.Team, err = s.desk.Team(v.ctx(), id); err != nil {
		return err
	}
	decided, err := s.desk.LeftOut(v.ctx(), id)
	if err != nil {
		return err
	}
	for _, d := range decided {
		p.Decided = append(p.Decided, foundSpanOf(v.lang, p.Team, d, d.Reason))
	}
	if newest, err := s.desk.Forecasts(v.ctx(), id, desk.Page{Limit: 1}); err != nil {
		return err
	} else if len(newest) > 0 {
		f, err := s.desk.Forecast(v.ctx(), newest[0].ID)
		if err != nil {
			return err
		}
		p.Forecast, p.Found = &f, foundIn(v.lang, p.Team, f)
	}
	return s.render(v, "left-out", p)
}

// foundIn lists the spans that a forecast left out or changed by itself.
func foundIn(lang string, team desk.TeamView, f desk.Forecast) []foundSpan {
	var out []foundSpan
	for _, q := range f.Queues {
		for _, n := range q.Notes {
			switch n.Code {
			case "outage", "storm", "dip":
				count := func(x float64) string { return locale.Number(lang, x, 0) }
				text := words(lang, "left-out."+n.Code, "Seen", count(n.Seen), "Usual", count(n.Usual))
				out = append(out, foundSpanOf(lang, team, forecast.Verdict{Series: q.Queue, From: n.From, To: n.To, Keep: true}, text))
			}
		}
	}
	return out
}

func foundSpanOf(lang string, team desk.TeamView, d forecast.Verdict, text string) foundSpan {
	value, err := json.Marshal(d)
	if err != nil {
		panic(err) // times and words: it can always be written
	}
	span := foundSpan{Queue: words(lang, "events.all"), When: spanWords(lang, team.Zone, d.From, d.To), Text: text, Keep: d.Keep, Value: string(value)}
	if d.Series != "" {
		span.Queue = queueName(team, d.Series)
	}
	return span
}

// spanWords says a span of instants in a team's zone, the day once.
func spanWords(lang, zone string, from, to time.Time) string {
	first, last := stampYear(lang, from, zone), stampYear(lang, to, zone)
	if day, _, ok := cutLast(first); ok && strings.HasPrefix(last, day+" ") {
		last = strings.TrimPrefix(last, day+" ")
	}
	return first + " – " + last
}

// cutLast cuts a text at its last blank.
func cutLast(s string) (before, after string, ok bool) {
	i := strings.LastIndex(s, " ")
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

// decide keeps a decision on a span: one of the list, or one that was typed.
func (s *site) decide(v *visit) error { return s.decideBy(v, s.desk.Decide) }

// forgetDecision leaves a span to the forecast's own judgement again.
func (s *site) forgetDecision(v *visit) error { return s.decideBy(v, s.desk.RemoveDecision) }

func (s *site) decideBy(v *visit, verb func(context.Context, int64, forecast.Verdict) error) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	d, err := s.decision(v, id)
	if err == nil {
		err = verb(v.ctx(), id, d)
	}
	if err != nil {
		return s.again(v, err, (*site).showLeftOut)
	}
	return v.redirect(fmt.Sprintf("/teams/%d/left-out", id), "left-out.saved")
}

// decision reads the form.
func (s *site) decision(v *visit, team int64) (d forecast.Verdict, err error) {
	if v.text("span") != "" {
		if json.Unmarshal([]byte(v.text("span")), &d) != nil {
			return d, roster.Errorf(roster.Invalid, "%s", v.t("error.version"))
		}
		return d, nil
	}
	t, err := s.desk.Team(v.ctx(), team)
	if err != nil {
		return d, err
	}
	d = forecast.Verdict{Series: v.text("queue"), Keep: v.text("decision") == "keep", Reason: v.text("reason")}
	for _, f := range []struct {
		name string
		to   *time.Time
	}{{"from", &d.From}, {"to", &d.To}} {
		if *f.to, err = time.ParseInLocation("2006-01-02T15:04", v.text(f.name), t.Definition.Zone); err != nil {
			return d, v.fault(f.name, "left-out.no-time")
		}
	}
	return d, nil
}

// undoDecisions takes the last change back.
func (s *site) undoDecisions(v *visit) error {
	return s.remove(v, s.desk.UndoLeftOut, (*site).showLeftOut, "/teams/"+v.r.PathValue("id")+"/left-out", "events.undone")
}
