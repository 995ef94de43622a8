package desk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/plan"
)

// Every limit on either side: what is the most is taken, one more is Invalid.
// Letters count, not bytes: most names and notes are not English.
func TestLimits(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.published("ann 2026-12-01 E")
	draft, err := o.CreateRoster(o.planner, o.team, monthAfter())
	if err != nil {
		t.Fatal(err)
	}
	me, _ := desk.ActorOf(o.ann)
	letters := func(n int) string { return strings.Repeat("ж", n) }
	absences := 0
	absent := func(kind, note string) error {
		absences++ // each on a day of its own
		day := date(t, "2027-02-01") + roster.Date(absences)
		_, err := o.AddAbsence(o.ann, o.team, roster.Absence{Agent: "ann", From: day, To: day + 1, Kind: kind}, note)
		return err
	}
	available := func(a roster.Availability) error {
		a.Agent, a.Rule = "ann", "FREQ=WEEKLY;BYDAY=MO"
		_, err := o.AddAvailability(o.planner, o.team, a)
		return err
	}
	hours := roster.ClockSpan{From: 9 * 60, To: 17 * 60}
	correct := func(c desk.Correction) error {
		c.Agent, c.Date, c.Reason = "ann", date(t, "2026-12-01"), "the clock at the door"
		_, err := o.Correct(o.payroll, o.team, c)
		return err
	}
	nine := time.Date(2026, 12, 1, 6, 0, 0, 0, time.UTC) // by the clock of Moscow
	solve := func(s desk.SolveOptions) error {
		j, err := o.StartSolve(o.planner, draft.ID, draft.Version, s)
		if err == nil {
			_, err = o.CancelJob(o.planner, j.ID)
		}
		return err
	}
	month := func(from, to string) error {
		_, err := o.CreateRoster(o.planner, o.team, plan.Month{From: date(t, from), To: date(t, to)})
		return err
	}
	agent := func(change func(*roster.Agent)) error {
		a := roster.Agent{ID: "dan", Name: "Dan", Terms: []roster.Terms{{Contract: "full", From: 20000}}}
		change(&a)
		_, err := o.PutAgent(o.planner, o.team, 0, a)
		return err
	}
	open := func(id int64, day string) error {
		_, err := o.OpenShift(o.planner, id, date(t, day), "E", "")
		return err
	}
	token := func(name string, expires time.Time) error {
		_, _, err := o.CreateToken(o.ann, me.ID, name, expires)
		return err
	}
	duties := func(days int) error {
		_, err := o.Duties(o.ann, o.team, "", december.From, december.From+roster.Date(days))
		return err
	}
	offer := func(note string) error {
		s, err := o.OfferSwap(o.ann, desk.SwapOffer{Date: date(t, "2026-12-01"), Note: note})
		if err == nil {
			_, err = o.WithdrawSwap(o.ann, s.ID)
		}
		return err
	}
	for _, tt := range []struct {
		name string
		most error // nil is fine
		more error // Invalid
	}{
		{"kind of an absence", absent(letters(64), ""), absent(letters(65), "")},
		{"note of an absence", absent("", letters(500)), absent("", letters(501))},
		{"days of an availability", available(roster.Availability{Span: hours, From: 20000, To: 20001}), available(roster.Availability{Span: hours, From: 20000, To: 20000})},
		{"hours of an availability", available(roster.Availability{Span: roster.ClockSpan{From: 0, To: 1440}}), available(roster.Availability{Span: roster.ClockSpan{From: 0, To: 1441}})},
		{"times of who is absent", correct(desk.Correction{Kind: "absent"}), correct(desk.Correction{Kind: "absent", From: nine, To: nine.Add(time.Hour)})},
		{"minutes of attendance", correct(desk.Correction{Kind: roster.Ordinary, From: nine, To: nine.Add(time.Minute)}), correct(desk.Correction{Kind: roster.Ordinary, From: nine, To: nine.Add(time.Minute + time.Second)})},
		{"length of attendance", correct(desk.Correction{Kind: roster.Ordinary, From: nine, To: nine.Add(24 * time.Hour)}), correct(desk.Correction{Kind: roster.Ordinary, From: nine, To: nine.Add(24*time.Hour + time.Minute)})},
		{"midnight of attendance", correct(desk.Correction{Kind: roster.Ordinary, From: nine.Add(15*time.Hour - time.Minute), To: nine.Add(16 * time.Hour)}), correct(desk.Correction{Kind: roster.Ordinary, From: nine.Add(15 * time.Hour), To: nine.Add(16 * time.Hour)})},
		{"seconds of a solve", solve(desk.SolveOptions{Seconds: 3600}), solve(desk.SolveOptions{Seconds: 3601})},
		{"seconds below none", solve(desk.SolveOptions{}), solve(desk.SolveOptions{Seconds: -1})},
		{"iterations below none", solve(desk.SolveOptions{Iterations: 1}), solve(desk.SolveOptions{Iterations: -1})},
		{"a month", month("2027-03-01", "2027-04-01"), month("2027-04-01", "2027-05-02")},
		{"beginning of a month", month("2027-05-01", "2027-06-01"), month("2027-06-02", "2027-07-01")},
		{"rate of an hour", agent(func(a *roster.Agent) { a.ID, a.HourlyRate = "free", 0 }), agent(func(a *roster.Agent) { a.HourlyRate = -1 })},
		{"days of a contract", agent(func(a *roster.Agent) { a.ID, a.Terms[0].To = "day", 20001 }), agent(func(a *roster.Agent) { a.Terms[0].To = 20000 })},
		{"an agent's id", agent(func(a *roster.Agent) { a.ID = strings.Repeat("x", 64) }), agent(func(a *roster.Agent) { a.ID = strings.Repeat("x", 65) })},
		{"an agent's name", agent(func(a *roster.Agent) { a.ID, a.Name = "long", letters(200) }), agent(func(a *roster.Agent) { a.Name = letters(201) })},
		{"name of a language", o.SetLanguage(o.ann, strings.Repeat("x", 35)), o.SetLanguage(o.ann, strings.Repeat("x", 36))},
		{"life of a token", token("script", now.Add(time.Nanosecond)), token("script", now)},
		{"name of a token", token(letters(200), time.Time{}), token(letters(201), time.Time{})},
		{"days of duties", duties(400), duties(401)},
		{"no days of duties", duties(1), duties(0)},
		{"note of a swap", offer(letters(500)), offer(letters(501))},
		{"month of an open shift", open(r.ID, "2026-12-31"), open(r.ID, "2027-01-01")},
	} {
		if tt.most != nil {
			t.Errorf("%s: the most is refused: %v", tt.name, tt.most)
		}
		wantKind(t, tt.name, tt.more, roster.Invalid)
	}
	wantKind(t, "an open shift of a draft", open(draft.ID, "2027-01-05"), roster.Conflict)
	_, err = o.SetSwapApproval(o.planner, o.team, "nobody")
	wantKind(t, "an approval there is not", err, roster.Invalid)
	_, err = o.UpdateTeam(o.planner, o.team, 1, strings.Repeat("#", 1<<20+1))
	wantKind(t, "a definition of more than a megabyte", err, roster.Invalid)
}

// How many special days and decisions a team can have.
func TestMostOfATeam(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	events := make([]forecast.SpecialDay, 2001)
	for i := range events {
		events[i] = forecast.SpecialDay{Date: now.AddDate(0, 0, i).Format(time.DateOnly), Name: fmt.Sprint("day ", i), Factor: 1.5}
	}
	if err := o.SetEvents(o.planner, o.team, events[:2000]); err != nil {
		t.Errorf("2000 special days: %v", err)
	}
	wantKind(t, "2001 special days", o.SetEvents(o.planner, o.team, events), roster.Invalid)
	decisions := make([]forecast.Verdict, 1001)
	for i := range decisions {
		from := now.Add(time.Duration(i-2000) * time.Hour)
		decisions[i] = forecast.Verdict{From: from, To: from.Add(time.Hour), Reason: "a test"}
	}
	if err := o.SetLeftOut(o.planner, o.team, decisions[:1000]); err != nil {
		t.Errorf("1000 decisions: %v", err)
	}
	wantKind(t, "1001 decisions", o.SetLeftOut(o.planner, o.team, decisions), roster.Invalid)
}
