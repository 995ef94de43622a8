package api_test

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

// use says how one operation is used, and by whom it may be.
type use struct {
	id     string
	may    string     // a(dmin), p(lanner), l(ead), (pa)y(roll), a(g)ent, s(tranger): planner of another team; the first one does it
	status int        // of success
	audit  string     // the action it leaves in the audit; "" changes nothing
	query  string     // what must follow the address
	body   func() any // a new one, each time
	prep   func()     // makes what it is done to
	kind   string     // of a body that is no JSON
	exempt string     // a word in the address that may name nothing
}

const (
	dates    = "?from=2026-12-01&to=2027-01-01"
	everyone = "aplygs"
)

// uses is the table of all operations, in an order in which each works.
func uses(w *world) []use {
	body := func(f func() map[string]any) func() any { return func() any { return f() } }
	fixed := func(v map[string]any) func() any { return func() any { return v } }
	create := func(name, path string, f func() map[string]any) func() {
		return func() { w.made(name, w.admin.post(w.fill(path), f())) }
	}
	yaml := func() any { w.n++; return fmt.Sprintf(teamYAML, fmt.Sprint("Team ", w.n)) }
	month := func() any { w.n++; return map[string]any{"month": fmt.Sprint(2040+w.n, "-01")} }
	return []use{
		{id: "get-me", may: everyone, status: 200},
		{id: "get-my-month", may: "g", status: 200, query: dates},
		{id: "set-language", may: everyone, status: 204, audit: "user.update", body: fixed(map[string]any{"language": "hu"})},
		{id: "end-session", may: "g" + "aplys", status: 204, audit: "session.end", prep: w.signIn},
		{id: "list-feeds", may: "g", status: 200},
		{id: "create-feed", may: "g", status: 201, audit: "feed.create"},
		{id: "revoke-feed", may: "ga", status: 204, audit: "feed.revoke", prep: func() { w.made("feed", w.anna.post("/feeds", nil)) }},
		{id: "list-audit", may: "pa", status: 200, query: "?team={team}"},
		{id: "solve", may: everyone, status: 200, query: "?iterations=1000", body: func() any { return exampleProblem() }, kind: "application/json"},
		{id: "explain", may: everyone, status: 200, body: func() any { return askedOf("") }, kind: "application/json"},
		{id: "candidates", may: everyone, status: 200, body: func() any { return askedOf(`, "opening": {"date": "2026-12-08", "shift": "E"}`) }, kind: "application/json"},
		{id: "repair", may: everyone, status: 200, body: func() any { return askedOf(`, "terms": {"from": "2026-12-08"}`) }, kind: "application/json"},
		{id: "compare", may: everyone, status: 200, body: func() any { return askedOf(`, "other": []`) }, kind: "application/json"},
		{id: "hire", may: everyone, status: 200, body: func() any { return askedOf(`, "like": "csilla"`) }, kind: "application/json"},
		{id: "forecast", may: everyone, status: 200, body: body(forecastBody)},

		{id: "list-teams", may: everyone, status: 200},
		{id: "create-team", may: "a", status: 201, audit: "team.create", body: yaml, kind: "application/yaml"},
		{id: "import-team", may: "a", status: 201, audit: "team.create", body: func() any { return w.folder() }, kind: "application/zip"},
		{id: "export-team", may: "ap", status: 200, query: "?month=2026-12"},
		{id: "get-team", may: "aplyg", status: 200},
		{id: "update-team", may: "pa", status: 200, audit: "team.update", body: func() any { return fmt.Sprintf(teamYAML, "Small") },
			kind: "application/yaml", prep: func() { w.read("/teams/{team}") }},
		{id: "set-swap-approval", may: "pa", status: 200, audit: "team.swap_approval", body: fixed(map[string]any{"approval": "auto"})},
		{id: "list-shift-types", may: "aplyg", status: 200},
		{id: "list-contracts", may: "aply", status: 200},
		{id: "create-contract", may: "pa", status: 201, audit: "team.update", body: body(w.contract), prep: func() { w.read("/teams/{team}") }},
		{id: "put-contract", may: "pa", status: 200, audit: "team.update", body: func() any { return contractCalled(w.ids["contract"]) }, prep: w.addContract},
		{id: "remove-contract", may: "pa", status: 200, audit: "team.update", prep: w.addContract},
		{id: "undo-team", may: "pa", status: 200, audit: "team.update", prep: w.addContract},
		{id: "list-policies", may: "aply", status: 200},
		{id: "get-policy", may: "aply", status: 200},
		{id: "list-agents", may: "aplyg", status: 200},
		{id: "create-agent", may: "pa", status: 201, audit: "agent.create", body: func() any { w.n++; return newAgent(fmt.Sprint("x", w.n)) }},
		{id: "get-agent", may: "aplyg", status: 200},
		{id: "put-agent", may: "pa", status: 200, audit: "agent.update", body: fixed(newAgent("anna")), exempt: "agent", prep: func() { w.read("/teams/{team}/agents/anna") }},
		{id: "list-balances", may: "aply", status: 200},
		{id: "put-balance", may: "pa", status: 200, audit: "balance.put", body: fixed(map[string]any{
			"agent": "anna", "as_of": "2026-11-01", "hours_balance": 60, "overtime_year": 0, "nights": 1, "weekends": 1, "holidays": 1, "owed_rest_days": 0})},

		{id: "list-history", may: "apl", status: 200},
		{id: "get-history", may: "apl", status: 200, query: "?from=2026-11-02&to=2026-11-03", exempt: "queue"},
		{id: "import-history", may: "pa", status: 200, audit: "history.import", body: w.calls, kind: "text/csv"},
		{id: "try-history", may: "pa", status: 200, body: w.calls, kind: "text/csv"},
		{id: "list-history-layers", may: "apl", status: 200},
		{id: "get-history-layer", may: "apl", status: 200, prep: w.layer},
		{id: "list-history-differences", may: "apl", status: 200, prep: w.layer},
		{id: "undo-history-layer", may: "pa", status: 200, audit: "history.undo", prep: w.layer},
		{id: "redo-history-layer", may: "pa", status: 200, audit: "history.redo", prep: func() {
			w.layer()
			w.made("layer", w.planner.post(w.fill("/history-layers/{layer}/undo"), nil, "If-Match", w.tag))
		}},
		{id: "list-special-days", may: "apl", status: 200},
		{id: "put-special-days", may: "pa", status: 200, audit: "event.set", body: fixed(map[string]any{"items": []any{}})},
		{id: "undo-special-days", may: "pa", status: 200, audit: "event.set"},
		{id: "try-special-days", may: "apl", status: 200, body: fixed(map[string]any{"month": "2026-12", "items": []any{}})},
		{id: "list-left-out", may: "apl", status: 200},
		{id: "put-left-out", may: "pa", status: 200, audit: "left_out.set", body: fixed(map[string]any{"items": []any{
			map[string]any{"from": "2026-10-01T00:00:00Z", "to": "2026-10-02T00:00:00Z", "reason": "an outage"}}})},
		{id: "undo-left-out", may: "pa", status: 200, audit: "left_out.set"},
		{id: "review-forecasts", may: "apl", status: 200},
		{id: "list-alarms", may: "apl", status: 200},
		{id: "see-alarm", may: "lap", status: 200, audit: "drift_alarm.see", prep: w.alarm},
		{id: "list-forecasts", may: "apl", status: 200},
		{id: "start-forecast", may: "apl", status: 202, audit: "job.create", body: fixed(map[string]any{"month": "2026-12"})},
		{id: "get-forecast", may: "apl", status: 200},
		{id: "list-requirements", may: "apl", status: 200},
		{id: "list-jobs", may: "apl", status: 200, query: "?team={team}"},
		{id: "get-job", may: "apl", status: 200, prep: func() {
			w.made("job", w.planner.post(w.fill("/teams/{team}/forecasts"), map[string]any{"month": "2026-12"}))
		}},
		{id: "cancel-job", may: "apl", status: 200, audit: "job.cancel", prep: func() {
			w.made("job", w.planner.post(w.fill("/teams/{team}/forecasts"), map[string]any{"month": "2026-12"}))
		}},
		{id: "watch-job", may: "apl", status: 200, prep: w.idle},

		{id: "list-requests", may: "aplg", status: 200, query: dates},
		{id: "add-request", may: "gapl", status: 201, audit: "wish.create", body: body(w.request)},
		{id: "remove-request", may: "gapl", status: 204, audit: "wish.remove", prep: create("request", "/teams/{team}/requests", w.request)},
		{id: "list-absences", may: "aplg", status: 200, query: dates},
		{id: "add-absence", may: "gapl", status: 201, audit: "absence.create", body: body(w.absence)},
		{id: "decide-absence", may: "lap", status: 200, audit: "absence.approved", body: fixed(map[string]any{"approve": true, "note": "x"}),
			prep: func() { w.made("absence", w.anna.post(w.fill("/teams/{team}/absences"), w.absence())) }},
		{id: "remove-absence", may: "gapl", status: 204, audit: "absence.withdrawn",
			prep: func() { w.made("absence", w.anna.post(w.fill("/teams/{team}/absences"), w.absence())) }},
		{id: "list-availability", may: "aplg", status: 200},
		{id: "add-availability", may: "lap", status: 201, audit: "availability.create", body: body(w.recurrence)},
		{id: "remove-availability", may: "lap", status: 204, audit: "availability.remove", prep: create("availability", "/teams/{team}/availability", w.recurrence)},
		{id: "list-pins", may: "apl", status: 200, query: dates},
		{id: "set-pin", may: "lap", status: 200, audit: "pin.set", body: fixed(map[string]any{"agent": "anna", "date": "2026-12-24", "shift": "D"})},
		{id: "remove-pin", may: "lap", status: 204, audit: "pin.remove", prep: func() {
			w.planner.put(w.fill("/teams/{team}/pins"), map[string]any{"agent": "anna", "date": "2026-12-24", "shift": "D"}).want(w.t, 200)
		}},

		{id: "list-rosters", may: "aplyg", status: 200},
		{id: "create-roster", may: "lap", status: 201, audit: "roster.create", body: month},
		{id: "get-draft", may: "apl", status: 200, prep: w.draft},
		{id: "check-roster", may: "apl", status: 200, prep: w.draft},
		{id: "try-cell", may: "apl", status: 200, body: body(w.cell), prep: w.draft},
		{id: "list-candidates", may: "apl", status: 200, query: "?date={day}&shift=D", prep: w.draft},
		{id: "repair-roster", may: "apl", status: 200, body: fixed(map[string]any{"from": "2027-12-31", "iterations": 100}), prep: w.draft},
		{id: "take-repair", may: "lap", status: 200, audit: "roster.draft", body: body(w.mending), prep: w.draft},
		{id: "edit-cell", may: "lap", status: 200, audit: "roster.cell", body: body(w.cell), prep: w.draft},
		{id: "discard-draft", may: "lap", status: 200, audit: "roster.draft", prep: w.draft},
		{id: "solve-roster", may: "lap", status: 202, audit: "job.create", body: fixed(map[string]any{"seconds": 1, "seed": 1}), prep: w.draft},
		{id: "publish-roster", may: "pa", status: 200, audit: "roster.publish", body: fixed(map[string]any{"reason": "x"}), prep: w.draft},
		{id: "get-roster", may: "aplyg", status: 200, prep: w.inForce},
		{id: "get-published", may: "aplyg", status: 200, prep: w.inForce},
		{id: "list-versions", may: "apl", status: 200, prep: w.inForce},
		{id: "get-version", may: "apl", status: 200, prep: w.inForce},
		{id: "list-duties", may: "aplyg", status: 200, query: dates + "&agent=anna"},

		{id: "offer-open-shift", may: "lap", status: 201, audit: "swap.offered", body: fixed(map[string]any{"date": "2026-12-19", "shift": "D", "note": "x"}), prep: w.inForce},
		{id: "list-swaps", may: "aplg", status: 200, query: "?team={team}"},
		{id: "offer-swap", may: "gapl", status: 201, audit: "swap.offered", prep: w.withdrawAll,
			body: func() any {
				return map[string]any{"team": w.team, "agent": "anna", "date": "2026-12-08", "other": "ben", "note": "x"}
			}},
		{id: "get-swap", may: "aplg", status: 200, prep: func() { w.offer(w.anna, "ben") }},
		{id: "try-swap", may: "aplg", status: 200, prep: func() { w.offer(w.anna, "ben") }},
		{id: "withdraw-swap", may: "gapl", status: 200, audit: "swap.withdrawn", prep: func() { w.offer(w.anna, "ben") }},
		{id: "decide-swap", may: "lap", status: 200, audit: "swap.declined", body: fixed(map[string]any{"approve": false, "note": "x"}), prep: func() {
			w.offer(w.anna, "ben")
			w.ben.post(w.fill("/swaps/{swap}/accept"), nil).want(w.t, 200)
		}},
		{id: "accept-swap", may: "g", status: 200, audit: "swap.applied", prep: func() {
			w.offer(w.anna, "ben")
			w.approval("auto")
			w.ben.post(w.fill("/swaps/{swap}/accept"), nil).want(w.t, 200)
			w.offer(w.ben, "anna")
			w.approval("auto")
		}},
		{id: "decline-swap", may: "g", status: 200, audit: "swap.declined", body: fixed(map[string]any{"note": "x"}), prep: func() {
			w.offer(w.anna, "ben")
			w.approval("auto")
			w.ben.post(w.fill("/swaps/{swap}/accept"), nil).want(w.t, 200)
			w.offer(w.ben, "anna")
		}},

		{id: "list-attendance", may: "aplyg", status: 200, query: dates},
		{id: "correct", may: "layp", status: 201, audit: "attendance.create", body: body(w.correction)},
		{id: "remove-correction", may: "layp", status: 204, audit: "attendance.remove", prep: create("attendance", "/teams/{team}/attendance", w.correction)},
		{id: "list-pay-periods", may: "aply", status: 200},
		{id: "create-pay-period", may: "ya", status: 201, audit: "pay_period.create", body: body(w.period)},
		{id: "get-pay-period", may: "yapl", status: 200, prep: create("period", "/teams/{team}/pay-periods", w.period)},
		{id: "get-pay-detail", may: "yapg", status: 200},
		{id: "list-pay-lines", may: "yap", status: 200},
		{id: "export-pay", may: "ya", status: 200, query: "?format=csv"},
		{id: "lock-pay-period", may: "ya", status: 200, audit: "pay_period.lock", prep: create("period", "/teams/{team}/pay-periods", w.period)},

		{id: "list-schedules", may: "pa", status: 200},
		{id: "create-schedule", may: "pa", status: 201, audit: "schedule.create", body: body(w.schedule)},
		{id: "update-schedule", may: "pa", status: 200, audit: "schedule.update", body: body(w.schedule), prep: create("schedule", "/teams/{team}/schedules", w.schedule)},
		{id: "delete-schedule", may: "pa", status: 204, audit: "schedule.delete", prep: create("schedule", "/teams/{team}/schedules", w.schedule)},

		{id: "list-users", may: "a", status: 200},
		{id: "create-user", may: "a", status: 201, audit: "user.create", body: body(w.account)},
		{id: "get-user", may: "ga", status: 200},
		{id: "update-user", may: "a", status: 200, audit: "user.update", body: fixed(map[string]any{"name": "Anna"}), prep: func() { w.read("/users/{user}") }},
		{id: "list-tokens", may: "ga", status: 200},
		{id: "create-token", may: "ga", status: 201, audit: "token.create", body: fixed(map[string]any{"name": "x"})},
		{id: "revoke-token", may: "ga", status: 204, audit: "token.revoke", prep: create("token", "/users/{user}/tokens", func() map[string]any { return map[string]any{"name": "x"} })},
		{id: "change-password", may: "g" + "aplys", status: 204, audit: "user.password", body: fixed(map[string]any{"old": "correct horse battery", "new": "another long password"})},
	}
}

// calls is history that no file had before.
func (w *world) calls() any {
	w.n++
	return fmt.Sprintf("timestamp,queue,volume\n2026-11-02T09:00,phone,%d\n", w.n)
}

// layer imports some history and notes its layer.
func (w *world) layer() {
	w.t.Helper()
	got := w.planner.send("POST", w.fill("/teams/{team}/history"), reader(w.calls()), "Content-Type", "text/csv").want(w.t, 200).json(w.t)
	w.ids["layer"] = fmt.Sprint(got["layer"].(map[string]any)["id"])
	w.read("/history-layers/{layer}")
}

// folder is a workspace, packed.
func (w *world) folder() []byte {
	w.n++
	return archive(w.t, map[string]string{
		"team.yaml":         fmt.Sprintf(teamYAML, fmt.Sprint("Team ", w.n)),
		"agents.csv":        "agent_id,name,contract\na,Ann,full\n",
		"history/phone.csv": "timestamp,queue,volume\n2026-11-02T09:00,phone,4\n",
	})
}

// reader is a body to be sent.
func reader(body any) io.Reader {
	switch b := body.(type) {
	case []byte:
		return bytes.NewReader(b)
	case string:
		return strings.NewReader(b)
	}
	return nil
}
