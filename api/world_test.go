package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/solver"
)

// world is a service in which there is one of everything, for a test that does
// everything.
type world struct {
	*service
	ids     map[string]string // what stands for {team}, {roster}, … in an address
	tag     string            // the version of what the last preparation made
	cookie  string
	n       int // grows with every thing made, so that no two are alike
	callers map[rune]caller
	expired caller
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{service: start(t), ids: map[string]string{}}
	w.callers = map[rune]caller{'a': w.admin, 'p': w.planner, 'l': w.lead, 'y': w.payroll, 'g': w.anna, 's': w.stranger}
	w.expired = w.token(w.admin.id, w.clock.Now().Add(time.Minute))
	w.clock.advance(time.Hour)
	for name, id := range map[string]int64{"team": w.team, "user": w.anna.id} {
		w.ids[name] = itoa(id)
	}
	w.ids["agent"], w.ids["queue"], w.ids["number"], w.ids["version"], w.ids["date"] = "anna", "phone", "1", "1", "2026-12-24"
	w.importCalls()
	w.fullMonth() // of anna, December
	w.forecastRow(t)
	return w
}

// token makes another token of a user, which ends.
func (w *world) token(user int64, expires time.Time) caller {
	w.t.Helper()
	_, secret, err := w.desk.CreateToken(desk.System(w.t.Context()), user, "test", expires)
	if err != nil {
		w.t.Fatal(err)
	}
	return caller{w.service, user, secret}
}

// forecastRow keeps a forecast that no worker has to make.
func (w *world) forecastRow(t testing.TB) {
	t.Helper()
	month := plan.Month{From: roster.NewDate(2026, 12, 1), To: roster.NewDate(2027, 1, 1)}
	err := w.desk.Store.Write(t.Context(), postgres.By{Who: "test", Now: w.clock.Now()}, func(tx *postgres.Tx) error {
		f, err := tx.AddForecast(t.Context(), desk.Forecast{Team: w.team, Month: month, PolicyVersion: 1, Queues: []plan.QueueForecast{}, Needs: []plan.Need{}})
		w.ids["forecast"] = itoa(f.ID)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// alarm raises an alarm of drift.
func (w *world) alarm() {
	w.t.Helper()
	w.n++
	a := desk.Alarm{Team: w.team, Queue: "phone", Week: roster.NewDate(2026, 1, 5) + roster.Date(7*w.n), Since: roster.NewDate(2026, 1, 5), Found: w.clock.Now()}
	err := w.desk.Store.Write(w.t.Context(), postgres.By{Who: "test", Now: w.clock.Now()}, func(tx *postgres.Tx) error {
		return tx.AddAlarm(w.t.Context(), a)
	})
	if err != nil {
		w.t.Fatal(err)
	}
	w.ids["alarm"] = fmt.Sprint(w.planner.get(w.fill("/teams/{team}/alarms")).items(w.t)[0]["id"])
}

// made notes the id and the version of what was made.
func (w *world) made(name string, r *reply) {
	w.t.Helper()
	if r.status/100 != 2 {
		w.t.Fatalf("preparing %s: %s: status %d\n%s", name, r.asked, r.status, r.body)
	}
	w.ids[name], w.tag = itoa(r.id(w.t)), r.etag()
}

// read notes the version of what is there.
func (w *world) read(path string) {
	w.t.Helper()
	w.tag = w.admin.get(w.fill(path)).want(w.t, 200).etag()
}

// fill puts ids into the address of an operation.
func (w *world) fill(path string) string {
	for name, id := range w.ids {
		path = strings.ReplaceAll(path, "{"+name+"}", id)
	}
	return path
}

// contract is one that nobody stands under.
func (w *world) contract() map[string]any { w.n++; return contractCalled(fmt.Sprint("c", w.n)) }

func contractCalled(id string) map[string]any {
	return map[string]any{"id": id, "weekly_minutes": 1800, "pack": "de", "shifts": []string{"D"}, "rules": []any{map[string]any{"rule": "days-in-a-row", "max": 4}}}
}

// addContract makes a contract, and notes its id and the team's version.
func (w *world) addContract() {
	w.t.Helper()
	w.read("/teams/{team}")
	c := w.contract()
	w.tag = w.planner.post(w.fill("/teams/{team}/contracts"), c, "If-Match", w.tag).want(w.t, 201).etag()
	w.ids["contract"] = c["id"].(string)
}

// day is one that nothing else was made of.
func (w *world) day() roster.Date { w.n++; return roster.NewDate(2027, 6, 1) + roster.Date(3*w.n) }

func (w *world) absence() map[string]any {
	from := w.day()
	return map[string]any{"agent": "anna", "from": from, "to": from + 1, "kind": "leave", "note": "x"}
}

func (w *world) correction() map[string]any {
	date := w.day()
	start := date.Time().Add(8 * time.Hour)
	return map[string]any{"agent": "anna", "date": date, "kind": "overtime", "from": start, "to": start.Add(time.Hour), "reason": "x"}
}

func (w *world) recurrence() map[string]any {
	return map[string]any{"agent": "anna", "rule": "FREQ=WEEKLY;BYDAY=SU", "from": w.day(), "start": "08:00", "end": "12:00", "can": false}
}

func (w *world) request() map[string]any {
	return map[string]any{"agent": "anna", "date": w.day(), "shift": "D", "on": true, "weight": 3}
}

func (w *world) schedule() map[string]any {
	return map[string]any{"kind": "forecast", "cron": "0 8 * * MON", "zone": "Europe/Berlin", "enabled": true}
}

func (w *world) period() map[string]any {
	from := roster.NewDate(2030, 1, 1) + w.day() - roster.NewDate(2027, 6, 1)
	return map[string]any{"from": from, "to": from + 2}
}

func (w *world) account() map[string]any {
	w.n++
	return map[string]any{
		"email": fmt.Sprintf("u%d@example.org", w.n), "name": "U", "password": "long enough for it",
		"roles": []string{"planner"}, "teams": []int64{w.team}, "language": "en",
	}
}

// draft makes a month that was never published and can be edited.
func (w *world) draft() {
	w.t.Helper()
	w.n++
	month := roster.NewDate(2028, 1, 1)
	for range w.n {
		month = month.NextMonth()
	}
	w.made("roster", w.planner.post(w.fill("/teams/{team}/rosters"), map[string]any{"month": month.String()[:7]}))
	w.ids["day"] = month.String()
	w.tag = w.edit(w.fill("/rosters/{roster}"), w.tag, w.cell())
	w.ids["day"] = (month + 7).String()
}

func (w *world) cell() map[string]any {
	return map[string]any{"agent": "anna", "date": w.ids["day"], "shift": "D", "kind": "ordinary", "override": "it may be a Sunday"}
}

// mending has anna work on a day that was free: the draft was never published.
func (w *world) mending() map[string]any {
	return map[string]any{"changes": []any{map[string]any{
		"agent": "anna", "days": []any{map[string]any{"date": w.ids["day"], "from": "", "to": "D"}}}}}
}

// inForce chooses the published month.
func (w *world) inForce() {
	w.t.Helper()
	for _, r := range w.planner.get(w.fill("/teams/{team}/rosters")).items(w.t) {
		if r["state"] == "published" {
			w.ids["roster"] = itoa(int64(r["id"].(float64)))
		}
	}
}

// offer offers a duty of one agent to another, another duty every time.
func (w *world) offer(from caller, to string) {
	w.t.Helper()
	w.approval("lead")
	w.withdrawAll()
	agent := map[int64]string{w.anna.id: "anna", w.ben.id: "ben"}[from.id]
	for _, d := range w.planner.get(w.fill("/teams/{team}/duties?from=2026-12-01&to=2027-01-01&agent=") + agent).items(w.t) {
		if r := from.post("/swaps", map[string]any{"date": d["date"], "other": to}); r.status == http.StatusCreated {
			w.made("swap", r)
			return
		}
	}
	w.t.Fatalf("%s has no duty that %s could take", agent, to)
}

func (w *world) approval(who string) {
	w.t.Helper()
	w.planner.put(w.fill("/teams/{team}/swap-approval"), map[string]any{"approval": who}).want(w.t, 200)
}

// withdrawAll takes back what is on offer.
func (w *world) withdrawAll() {
	w.t.Helper()
	for _, s := range w.planner.get(w.fill("/swaps?open=true&team={team}")).items(w.t) {
		w.planner.post(at("/swaps/%d/withdraw", int64(s["id"].(float64))), nil).want(w.t, 200)
	}
}

// idle ends the jobs there are: only one may solve a roster.
func (w *world) idle() {
	w.t.Helper()
	for _, j := range w.planner.get(w.fill("/jobs?team={team}")).items(w.t) {
		if j["state"] == "queued" {
			w.planner.post(at("/jobs/%d/cancel", int64(j["id"].(float64))), nil).want(w.t, 200)
		}
	}
}

// signIn begins a session of anna's, whose cookie the next request brings.
func (w *world) signIn() {
	w.t.Helper()
	s, err := w.desk.SignIn(w.t.Context(), "ben@example.org", "correct horse battery")
	if err != nil {
		w.t.Fatal(err)
	}
	w.cookie = "smena_session=" + s.Secret
}

func exampleProblem() string { return string(solver.Example()) }
