package web

import (
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/plan"
)

// forecastGallery is every page about forecasts once.
func forecastGallery(lang string) map[string]shown {
	team := sampleTeam()
	review, err := newQueueReview(lang, team, sampleReview())
	if err != nil {
		panic(err)
	}
	alarm := desk.Alarm{ID: 1, Team: 1, Queue: "calls", Since: december.From, Week: december.From + 14, More: true, OffBy: 0.4, Found: now}
	seen := alarm
	seen.More, seen.Seen, seen.SeenBy = false, now, "p@example.org"
	campaign := forecast.SpecialDay{Date: "2026-12-10", Until: "2026-12-14", Name: "Campaign", Kind: "event", Factor: 1.2, Cap: 900}
	lines := []eventLine{}
	for _, e := range []forecast.SpecialDay{campaign, {Date: "2026-12-16", Name: "Told", Target: 50, Series: "calls", From: "09:00", To: "12:00"}, {Date: "2026-12-17", Name: "Shut", Closed: true}, {Date: "2026-12-18", Name: "Learnt"}} {
		line, err := eventLineOf(lang, team, e)
		if err != nil {
			panic(err)
		}
		lines = append(lines, line)
	}
	effect := effectTableOf(lang, team, desk.EventEffect{Queue: "calls", Days: []desk.EffectDay{{Date: december.From + 9, Base: 100, Before: 100, After: 120}, {Date: december.From + 10, Base: 90, Before: 90, After: 90}}})
	verdict := forecast.Verdict{Series: "calls", From: now, To: now.Add(4 * time.Hour), Keep: true, Reason: "fire alarm"}
	f := desk.Forecast{ID: 1, Created: now, Queues: []plan.QueueForecast{{Queue: "calls", Forecast: forecast.Forecast{Notes: []forecast.Note{{Code: "storm", From: now, To: now.Add(2 * time.Hour), Seen: 300, Usual: 90}, {Code: "gap", From: now, To: now}}}}}}
	parts, err := explainQueue(lang, team, sampleParts())
	if err != nil {
		panic(err)
	}
	return map[string]shown{
		"review":       {"review", reviewPage{Team: team, Queues: []queueReview{review}, Alarms: []alarmLine{{alarm, alarmText(lang, team, alarm)}}, Seen: []alarmLine{{seen, alarmText(lang, team, seen)}}}, roster.RolePlanner},
		"review-none":  {"review", reviewPage{Team: team}, roster.RolePlanner},
		"events":       {"events", eventsPage{Team: team, Events: lines, Form: formOf(campaign), Month: december, Tried: true, Effects: []effectTable{effect, {Queue: "chat"}}}, roster.RolePlanner},
		"events-none":  {"events", eventsPage{Team: team, Month: december, Tried: true, None: true}, roster.RolePlanner},
		"left-out":     {"left-out", leftOutPage{Team: team, Forecast: &f, Found: foundIn(lang, team, f), Decided: []foundSpan{foundSpanOf(lang, team, verdict, verdict.Reason)}}, roster.RolePlanner},
		"explain":      {"explain", explainPage{monthForecast{team, december, december, december, &f}, []explained{parts}}, roster.RolePlanner},
		"explain-none": {"explain", explainPage{monthForecast: monthForecast{team, december, december, december, nil}}, roster.RolePlanner},
	}
}

// sampleReview is three weeks, the last two fuller than said, with a gap.
func sampleReview() forecast.Review {
	r := forecast.Review{Series: "calls"}
	for d := range 21 {
		if d == 5 {
			continue
		}
		came := 100.0
		if d > 7 {
			came = 140
		}
		r.Days = append(r.Days, forecast.DayReview{Date: (december.From + roster.Date(d)).At(0, time.UTC), Came: came, Said: 102, Base: 90, Low: 85, High: 118, Made: now, Late: d == 0})
	}
	for w := range 3 {
		week := forecast.WeekReview{Week: (december.From + roster.Date(7*w)).At(0, time.UTC), Made: now, Ahead: w + 2, Intervals: 84, Came: 700, Said: 714, Wrong: 90, BaseWrong: 120, Inside: 70}
		r.Weeks = append(r.Weeks, week)
		week.Week = time.Time{}
		r.Ahead = append(r.Ahead, week)
	}
	return r
}

func sampleParts() plan.QueueForecast {
	q := plan.QueueForecast{Queue: "calls", Forecast: forecast.Forecast{Model: "combination",
		Scores: []forecast.Score{{Model: "mean8", WAPE: .13, Origins: 8}, {Model: "combination", WAPE: .11, Origins: 8, Chosen: true}},
		Ahead:  []forecast.Ahead{{Week: 1, WAPE: .1, Daily: .05, Coverage: .8}, {Week: 2, WAPE: .12, Daily: .06, Coverage: .79}},
		Notes:  []forecast.Note{{Code: "gap", From: now, To: now, Count: 3}, {Code: "short"}},
		Values: []forecast.Value{{Start: december.From.At(600, time.UTC), Mean: 10, AHT: 300}, {Start: (december.From + 4).At(600, time.UTC), Mean: 10, AHT: 360}}}}
	for d := range 31 {
		p := forecast.DayPart{Date: (december.From + roster.Date(d)).String(), Level: 100, Trend: 1.01, Week: 1 + 0.1*float64(d%7), Month: 1, Year: .97, Special: 1, Override: 1}
		if d == 9 {
			p.Override, p.By = 1.2, "Campaign"
		}
		if d == 24 {
			p.Special, p.Day = 0.4, "Christmas Day"
		}
		p.Mean = p.Product()
		q.Days = append(q.Days, p)
	}
	return q
}

// What the form says is what is stored, and what is stored fills the form.
func TestEventForms(t *testing.T) {
	tests := map[string]struct {
		form map[string]string
		want forecast.SpecialDay
	}{
		"a fifth more, days":   {map[string]string{"effect": "factor", "size": "20", "until": "2026-12-14"}, forecast.SpecialDay{Until: "2026-12-14", Factor: 1.2}},
		"less, decimal comma":  {map[string]string{"effect": "factor", "size": "-12,5"}, forecast.SpecialDay{Factor: 0.875}},
		"a target of a queue":  {map[string]string{"effect": "target", "size": "300", "queue": "calls"}, forecast.SpecialDay{Target: 300, Series: "calls"}},
		"a cap in the morning": {map[string]string{"effect": "cap", "size": "80", "from": "09:00", "to": "12:00"}, forecast.SpecialDay{Cap: 80, From: "09:00", To: "12:00"}},
		"closed":               {map[string]string{"effect": "closed", "size": "7"}, forecast.SpecialDay{Closed: true}},
		"to be learnt":         {map[string]string{"effect": "learn", "until": "2026-12-10"}, forecast.SpecialDay{}},
	}
	for name, tt := range tests {
		fields := url.Values{"name": {"x"}, "date": {"2026-12-10"}}
		for k, v := range tt.form {
			fields.Set(k, v)
		}
		v := &visit{r: httptest.NewRequest("POST", "/?"+fields.Encode(), nil), lang: "en"}
		tt.want.Name, tt.want.Date, tt.want.Kind = "x", "2026-12-10", "event"
		got, err := typedForm(v).event(v)
		if err != nil || got != tt.want {
			t.Errorf("%s: %+v, %v, want %+v", name, got, err, tt.want)
		}
		again, err := formOf(got).event(v)
		if err != nil || again != got {
			t.Errorf("%s: back through the form it is %+v, %v", name, again, err)
		}
	}
	for _, size := range []string{"", "many", "-100", "1e9"} {
		v := &visit{r: httptest.NewRequest("POST", "/?"+url.Values{"effect": {"factor"}, "size": {size}}.Encode(), nil), lang: "en"}
		if _, err := typedForm(v).event(v); roster.KindOf(err) != roster.Invalid {
			t.Errorf("size %q: %v", size, err)
		}
	}
}

func TestEffectWords(t *testing.T) {
	tests := map[string]forecast.SpecialDay{
		"+20%":                       {Factor: 1.2},
		"-15%":                       {Factor: 0.85},
		"as usual":                   {Factor: 1},
		"+20%, at most 900 a day":    {Factor: 1.2, Cap: 900},
		"at most 900 a day":          {Cap: 900},
		"1250 contacts a day":        {Target: 1250},
		"Closed":                     {Closed: true},
		"Learn it from past days of": {},
	}
	for want, e := range tests {
		got := strings.NewReplacer("\u00a0", "", "\u202f", "", "−", "-", " %", "%").Replace(effectWords("en", e))
		if !strings.HasPrefix(got, want) {
			t.Errorf("%+v: %q, want %q", e, got, want)
		}
	}
}

// A gap in the days is a gap in the lines, of one length with the dates.
func TestReviewChart(t *testing.T) {
	q, err := newQueueReview("en", sampleTeam(), sampleReview())
	if err != nil {
		t.Fatal(err)
	}
	c := q.chart("en")
	if len(c.Days) != 21 || len(c.Labels) != 21 || len(c.Series) != 5 {
		t.Fatalf("%d days, %d lines", len(c.Days), len(c.Series))
	}
	for _, s := range c.Series {
		if len(s.Values) != 21 || s.Values[5] != nil || s.Values[6] == nil {
			t.Errorf("%s: %d values, the sixth %v", s.Kind, len(s.Values), s.Values[5])
		}
	}
}
