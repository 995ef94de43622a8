package plan

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster/workspace"
)

// weekdays is twelve weeks of 12 contacts an hour before December, on weekdays
// from one hour to another.
func weekdays(t testing.TB, queue string, from, to int, aht float64) forecast.Series {
	berlin := zone(t, "Europe/Berlin")
	s := forecast.Series{Name: queue, Zone: berlin, Interval: time.Hour}
	for d := day(1) - 84; d < day(1); d++ {
		if wd := d.Weekday(); wd == time.Saturday || wd == time.Sunday {
			continue
		}
		for h := from; h < to; h++ {
			s.Points = append(s.Points, forecast.Point{Start: d.At(0, berlin).Add(time.Duration(h) * time.Hour), Volume: 12, AHT: aht})
		}
	}
	return s
}

func forecasts(t testing.TB, ws *workspace.Workspace) map[string]QueueForecast {
	t.Helper()
	all, err := Forecast(ws, december, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]QueueForecast{}
	for _, f := range all {
		out[f.Queue] = f
	}
	return out
}

func note(f QueueForecast, code string) *forecast.Note {
	for i, n := range f.Notes {
		if n.Code == code {
			return &f.Notes[i]
		}
	}
	return nil
}

func TestForecastOfAQueueThatBorrows(t *testing.T) {
	ws := desk(t)
	ws.History = []forecast.Series{weekdays(t, "phone", 8, 20, 240)}
	ws.Team.Queues[1].Like, ws.Team.Queues[1].Weekly = "phone", 350
	got := forecasts(t, ws)
	mail := got["mail"]
	if mail.Model != "borrowed" || note(mail, "borrowed") == nil || !mail.Values[0].Unseen {
		t.Fatalf("%s, notes %+v", mail.Model, mail.Notes)
	}
	sum := 0.0
	for _, v := range mail.Values {
		if v.Start.Before(day(22).At(0, ws.Team.Zone)) { // three weeks without a holiday
			sum += v.Mean
		}
	}
	if sum < 3*350*0.85 || sum > 3*350*1.25 { // Christmas makes the ordinary weeks fuller
		t.Errorf("%.0f contacts in three weeks, want about 1050", sum)
	}
	if len(mail.Days) == 0 || mail.Parts != nil {
		t.Errorf("%d days, %d parts", len(mail.Days), len(mail.Parts))
	}
	ws.History = []forecast.Series{weekdays(t, "mail", 8, 20, 0)}
	ws.Team.Queues[0].Like, ws.Team.Queues[0].Weekly = "fax", 10
	if _, err := Forecast(ws, december, nil, nil); err == nil || !strings.Contains(err.Error(), "queue phone: it is to be like fax, which has no history either") {
		t.Errorf("nothing to borrow: %v", err)
	}
}

// A queue that was open until 14 in a team that is until 20: nothing is forecast
// for the evening, which is said, unless it is asked for.
func TestForecastOfHoursNeverOpenBefore(t *testing.T) {
	ws := desk(t)
	ws.History = []forecast.Series{weekdays(t, "phone", 8, 14, 0), weekdays(t, "mail", 8, 20, 0)}
	evening := func(f QueueForecast) (sum float64, unseen int) {
		for _, v := range f.Values {
			if v.Start.Hour() >= 14 && v.Start.Weekday() != time.Saturday {
				sum += v.Mean
				if v.Unseen {
					unseen++
				}
			}
		}
		return sum, unseen
	}
	phone := forecasts(t, ws)["phone"]
	n := note(phone, "closed-hours")
	// 23 weekdays, two of them Christmas, of 6 hours each; 3 Saturdays of 12 before Boxing Day.
	if sum, _ := evening(phone); sum != 0 || n == nil || n.Count != 22*6+3*12 || !strings.Contains(n.Text, "estimate_new_hours") {
		t.Errorf("%.1f in the evening, note %+v", sum, n)
	}
	ws.Team.Queues[0].NewHours = true
	reference := forecasts(t, ws)["phone"]
	sum, unseen := evening(reference)
	if sum == 0 || unseen != 22*6 || note(reference, "closed-hours") != nil || note(reference, "unseen") == nil {
		t.Errorf("estimated: %.1f in %d intervals, notes %+v", sum, unseen, reference.Notes)
	}
	ws.Team.Queues[0].Like = "mail"
	if sum, _ := evening(forecasts(t, ws)["phone"]); math.Abs(sum-22*6*12) > 0.1*22*6*12 { // as busy as mail, which has 12 an hour
		t.Errorf("like mail: %.0f in the evening, want about %d", sum, 22*6*12)
	}
}

// A span that the planner left out of the history does nothing, and is told.
func TestForecastWithoutWhatWasLeftOut(t *testing.T) {
	ws := desk(t)
	s := weekdays(t, "phone", 8, 20, 0)
	from, to := day(1)-30, day(1)
	for i, p := range s.Points {
		if !p.Start.Before(from.At(0, ws.Team.Zone)) {
			s.Points[i].Volume = 30
		}
	}
	ws.History = []forecast.Series{s}
	total := func() (sum float64) {
		for _, v := range forecasts(t, ws)["phone"].Values {
			sum += v.Mean
		}
		return sum
	}
	before := total()
	ws.LeftOut = []forecast.Verdict{{Series: "phone", From: from.At(0, ws.Team.Zone), To: to.At(0, ws.Team.Zone), Reason: "a test"}}
	after := total()
	if after > 0.7*before || note(forecasts(t, ws)["phone"], "left-out") == nil {
		t.Errorf("%.0f contacts with the month before, %.0f without", before, after)
	}
}

// Handle times of the history reach the forecast.
func TestForecastCarriesHandleTimes(t *testing.T) {
	ws := desk(t)
	ws.History = []forecast.Series{weekdays(t, "phone", 8, 20, 240)}
	for _, v := range forecasts(t, ws)["phone"].Values {
		if math.Abs(v.AHT-240) > 1 {
			t.Fatalf("%s: %.0f s, want 240", v.Start, v.AHT)
		}
	}
}
