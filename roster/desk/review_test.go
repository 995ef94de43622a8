package desk_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// forecastDecember has December forecast by a worker, as a planner would.
func (o *office) forecastDecember() desk.Forecast {
	o.t.Helper()
	job, err := o.StartForecast(o.planner, o.team, december)
	if err != nil {
		o.t.Fatal(err)
	}
	return o.done(job)
}

// done works until a job is finished, and returns the forecast it made.
func (o *office) done(job desk.Job) desk.Forecast {
	o.t.Helper()
	ctx, stop := context.WithTimeout(o.t.Context(), 3*time.Minute)
	ended := make(chan error, 1)
	go func() { ended <- o.Work(ctx, desk.WorkerOptions{}) }()
	defer func() { stop(); <-ended }()
	for ctx.Err() == nil {
		j, err := o.Job(o.planner, job.ID)
		if err != nil {
			o.t.Fatal(err)
		}
		switch j.State {
		case "done":
			f, err := o.Forecast(o.planner, j.Result)
			if err != nil {
				o.t.Fatal(err)
			}
			return f
		case "failed", "cancelled":
			o.t.Fatalf("the job %s: %s", j.State, j.Message)
		}
		time.Sleep(20 * time.Millisecond)
	}
	o.t.Fatal("no worker did the job")
	return desk.Forecast{}
}

// decemberCame is history of December's first weeks, so many times what came before.
func decemberCame(weeks int, times float64) *strings.Reader {
	var out strings.Builder
	out.WriteString("timestamp,queue,volume\n")
	for d := december.From; d < december.From+roster.Date(7*weeks); d++ {
		for hour := 9; hour < 21; hour++ {
			fmt.Fprintf(&out, "%sT%02d:00,phone,%.0f\n", d, hour, times*float64(5+hour%4))
		}
	}
	return strings.NewReader(out.String())
}

func TestForecastsAreHeldAgainstWhatCame(t *testing.T) {
	o := newOffice(t)
	f := o.forecastDecember()
	if got, err := o.ForecastReview(o.planner, o.team, 0, 0); err != nil || len(got) != 0 {
		t.Errorf("before anything came: %+v, %v", got, err)
	}
	*o.clock = now.AddDate(0, 0, 40)
	if _, err := o.ImportHistory(o.planner, o.team, "december.csv", decemberCame(4, 2)); err != nil {
		t.Fatal(err)
	}
	got, err := o.ForecastReview(o.planner, o.team, 0, 0)
	if err != nil || len(got) != 1 || len(got[0].Days) != 28 {
		t.Fatalf("%+v, %v", got, err)
	}
	if d := got[0].Days[0]; d.Late || !d.Made.Equal(f.Created) || d.Came < 1.7*d.Said || d.High < d.Low {
		t.Errorf("the first day: %+v", d)
	}
	if w := got[0].Ahead[0]; w.Ahead != 2 || w.Bias() > -0.4 { // December begins ten days behind the history
		t.Errorf("accuracy by horizon: %+v", w)
	}
	alarms, err := o.Alarms(o.lead, o.team, desk.Page{})
	if err != nil || len(alarms) == 0 || alarms[0].Queue != "phone" || !alarms[0].More || alarms[0].OffBy < 0.5 || !alarms[0].Seen.IsZero() {
		t.Fatalf("alarms %+v, %v", alarms, err)
	}
	n := len(alarms)
	if _, err := o.ImportHistory(o.planner, o.team, "december.csv", decemberCame(4, 2)); err != nil {
		t.Fatal(err)
	}
	if alarms, err = o.Alarms(o.planner, o.team, desk.Page{}); err != nil || len(alarms) != n {
		t.Errorf("the same history once more: %d alarms instead of %d, %v", len(alarms), n, err)
	}
	seen, err := o.SeeAlarm(o.lead, alarms[0].ID)
	if err != nil || seen.Seen.IsZero() || seen.SeenBy != "lead@example.org" {
		t.Errorf("seen: %+v, %v", seen, err)
	}
	if again, err := o.SeeAlarm(o.planner, alarms[0].ID); err != nil || again.SeenBy != "lead@example.org" {
		t.Errorf("seen twice: %+v, %v", again, err)
	}
	_, err = o.SeeAlarm(o.stranger, alarms[0].ID)
	wantKind(t, "a stranger", err, roster.NotFound)
	_, err = o.ForecastReview(o.ann, o.team, 0, 0)
	wantKind(t, "an agent", err, roster.Forbidden)
}

// What came as forecast raises no alarm; a schedule makes the forecast and
// watches in one go.
func TestScheduledForecastWatches(t *testing.T) {
	o := newOffice(t)
	if _, err := o.CreateSchedule(o.planner, o.team, desk.NewSchedule{Kind: "forecast", Cron: "0 8 * * MON", Zone: "Europe/Berlin", Enabled: true}); err != nil {
		t.Fatal(err)
	}
	*o.clock = time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC) // Monday 08:00 in Berlin
	ctx, stop := context.WithTimeout(t.Context(), 3*time.Minute)
	ended := make(chan error, 1)
	go func() { ended <- o.Work(ctx, desk.WorkerOptions{}) }()
	for ctx.Err() == nil {
		if all, err := o.Forecasts(o.planner, o.team, desk.Page{}); err != nil || len(all) > 0 {
			if err != nil || all[0].Month != december || !all[0].Created.Equal(*o.clock) {
				t.Errorf("%+v, %v", all, err)
			}
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	stop()
	<-ended
	*o.clock = now.AddDate(0, 0, 40)
	if _, err := o.ImportHistory(o.planner, o.team, "december.csv", decemberCame(4, 1)); err != nil {
		t.Fatal(err)
	}
	if alarms, err := o.Alarms(o.planner, o.team, desk.Page{}); err != nil || len(alarms) != 0 {
		t.Errorf("all as forecast, and yet %+v, %v", alarms, err)
	}
	got, err := o.ForecastReview(o.planner, o.team, december.From, december.To)
	if err != nil || len(got) != 1 || len(got[0].Drift) != 4 {
		t.Errorf("%+v, %v", got, err)
	}
}

// A forecast is kept as it was made, whoever writes into the database.
func TestForecastsStayAsTheyWereMade(t *testing.T) {
	o := newOffice(t)
	f := o.forecastDecember()
	_, err := o.Store.Pool().Exec(t.Context(), `update forecast set queues = '[]' where id = $1`, f.ID)
	if err == nil || !strings.Contains(err.Error(), "a forecast is kept as it was made") {
		t.Errorf("error %v", err)
	}
}

func TestDecisionsOnHistory(t *testing.T) {
	o := newOffice(t)
	from := time.Date(2026, 11, 2, 6, 0, 0, 0, time.UTC)
	v := forecast.Verdict{Series: "phone", From: from, To: from.Add(5 * time.Hour), Reason: "test calls"}
	list := func() []forecast.Verdict {
		all, err := o.LeftOut(o.lead, o.team)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	if err := o.Decide(o.planner, o.team, v); err != nil {
		t.Fatal(err)
	}
	v.Keep = true
	if err := o.Decide(o.planner, o.team, v); err != nil {
		t.Fatal(err)
	}
	if got := list(); len(got) != 1 || !got[0].Keep || got[0].Reason != "test calls" || !got[0].From.Equal(from) {
		t.Fatalf("decided twice on one span: %+v", got)
	}
	f := o.forecastDecember()
	told := false
	for _, n := range f.Queues[0].Notes {
		told = told || n.Code == "kept" && n.Count == 5 && n.Name == "test calls"
	}
	if !told {
		t.Errorf("the forecast does not tell of the decision: %+v", f.Queues[0].Notes)
	}
	if err := o.RemoveDecision(o.planner, o.team, v); err != nil || len(list()) != 0 {
		t.Errorf("removed: %+v, %v", list(), err)
	}
	if err := o.UndoLeftOut(o.planner, o.team); err != nil || len(list()) != 1 {
		t.Errorf("undone: %+v, %v", list(), err)
	}
	v.To = v.From
	wantKind(t, "an empty span", o.Decide(o.planner, o.team, v), roster.Invalid)
	wantKind(t, "an unknown queue", o.Decide(o.planner, o.team, forecast.Verdict{Series: "fax", From: from, To: from.Add(1)}), roster.Invalid)
	wantKind(t, "a lead", o.SetLeftOut(o.lead, o.team, nil), roster.Forbidden)
}
