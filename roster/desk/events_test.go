package desk_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

var (
	campaign = forecast.SpecialDay{Date: "2026-12-10", Until: "2026-12-14", Name: "campaign", Kind: "event", Factor: 1.2}
	told     = forecast.SpecialDay{Date: "2026-12-16", Name: "told", Kind: "event", Target: 50, Series: "phone"}
)

func (o *office) events() []forecast.SpecialDay {
	o.t.Helper()
	all, err := o.Events(o.planner, o.team)
	if err != nil {
		o.t.Fatal(err)
	}
	return all
}

func TestEventsAreAddedChangedRemovedAndUndone(t *testing.T) {
	o := newOffice(t)
	wantKind(t, "undo of nothing", o.UndoEvents(o.planner, o.team), roster.Conflict)
	capped := told
	capped.Target, capped.Cap = 0, 80
	steps := []struct {
		name string
		do   func() error
		want []forecast.SpecialDay
	}{
		{"add", func() error { return o.AddEvent(o.planner, o.team, campaign) }, []forecast.SpecialDay{campaign}},
		{"add another", func() error { return o.AddEvent(o.planner, o.team, told) }, []forecast.SpecialDay{campaign, told}},
		{"change", func() error { return o.ChangeEvent(o.planner, o.team, told, capped) }, []forecast.SpecialDay{campaign, capped}},
		{"undo", func() error { return o.UndoEvents(o.planner, o.team) }, []forecast.SpecialDay{campaign, told}},
		{"undo the undo", func() error { return o.UndoEvents(o.planner, o.team) }, []forecast.SpecialDay{campaign, capped}},
		{"remove", func() error { return o.RemoveEvent(o.planner, o.team, campaign) }, []forecast.SpecialDay{capped}},
		{"replace all", func() error { return o.SetEvents(o.planner, o.team, []forecast.SpecialDay{told}) }, []forecast.SpecialDay{told}},
	}
	for _, s := range steps {
		if err := s.do(); err != nil {
			t.Fatalf("%s: %v", s.name, err)
		}
		if diff := cmp.Diff(s.want, o.events()); diff != "" {
			t.Fatalf("%s (-want +got):\n%s", s.name, diff)
		}
	}
	wantKind(t, "add twice", o.AddEvent(o.planner, o.team, told), roster.Conflict)
	wantKind(t, "change of what is gone", o.ChangeEvent(o.planner, o.team, campaign, told), roster.Conflict)
	wantKind(t, "removal of what is gone", o.RemoveEvent(o.planner, o.team, campaign), roster.Conflict)
	wantKind(t, "a lead", o.AddEvent(o.lead, o.team, campaign), roster.Forbidden)
	wantKind(t, "an agent of another team", o.AddEvent(o.stranger, o.team, campaign), roster.NotFound)
}

func TestEventsThatMakeNoSense(t *testing.T) {
	o := newOffice(t)
	with := func(change func(*forecast.SpecialDay)) forecast.SpecialDay {
		e := campaign
		change(&e)
		return e
	}
	for want, e := range map[string]forecast.SpecialDay{
		"needs a name":                   with(func(e *forecast.SpecialDay) { e.Name = " " }),
		"ends on 2026-12-09":             with(func(e *forecast.SpecialDay) { e.Until = "2026-12-09" }),
		"ends on 2028-12-09":             with(func(e *forecast.SpecialDay) { e.Until = "2028-12-09" }),
		"needs a factor from 0 to 100":   with(func(e *forecast.SpecialDay) { e.Factor = -1 }),
		"is closed, and yet":             with(func(e *forecast.SpecialDay) { e.Closed = true }),
		"has a target besides a factor":  with(func(e *forecast.SpecialDay) { e.Target = 10 }),
		`names the unknown queue "chat"`: with(func(e *forecast.SpecialDay) { e.Series = "chat" }),
		"the end must come later":        with(func(e *forecast.SpecialDay) { e.From, e.To = "12:00", "12:00" }),
		`"soon"`:                         with(func(e *forecast.SpecialDay) { e.Date = "soon" }),
		`the clock time 25:00`:           with(func(e *forecast.SpecialDay) { e.From = "25:00" }),
	} {
		if err := o.AddEvent(o.planner, o.team, e); wantKind(t, want, err, roster.Invalid) && !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if got := o.events(); len(got) > 0 {
		t.Errorf("kept all the same: %+v", got)
	}
}

// The effect of an event is seen before anything is forecast anew, and is what
// the new forecast then has.
func TestEffectOfEvents(t *testing.T) {
	o := newOffice(t)
	if _, err := o.EventEffect(o.planner, o.team, december, nil); !wantKind(t, "without a forecast", err, roster.NotFound) {
		return
	}
	o.forecastDecember()
	got, err := o.EventEffect(o.planner, o.team, december, []forecast.SpecialDay{campaign, told})
	if err != nil || len(got) != 1 || got[0].Queue != "phone" || len(got[0].Days) != 31 {
		t.Fatalf("%+v, %v", got, err)
	}
	for _, d := range got[0].Days {
		want := d.Base
		switch {
		case d.Date >= december.From+9 && d.Date <= december.From+13:
			want = 1.2 * d.Base
		case d.Date == december.From+15:
			want = 50
		}
		if math.Abs(d.After-want) > 1e-6 || d.Before != d.Base {
			t.Errorf("%s: %.2f instead of %.2f, want %.2f", d.Date, d.After, d.Before, want)
		}
	}
	if err := o.SetEvents(o.planner, o.team, []forecast.SpecialDay{campaign, told}); err != nil {
		t.Fatal(err)
	}
	f := o.forecastDecember()
	made := map[roster.Date]float64{}
	for _, v := range f.Queues[0].Values {
		made[roster.DateOf(v.Start)] += v.Mean
	}
	for _, d := range got[0].Days {
		if math.Abs(made[d.Date]-d.After) > 1e-6*d.After {
			t.Errorf("%s: shown %.3f, forecast %.3f", d.Date, d.After, made[d.Date])
		}
	}
}
