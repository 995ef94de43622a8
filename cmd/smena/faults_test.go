package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/workspace"
)

// record is what the service keeps of the month that people fight over below.
type record struct {
	Version   int    // of the roster
	Published int    // publications
	Draft     string // shift in the cell that is edited, as drafted
	InForce   string // and as published
	Holder    string // of the duty that is given to and fro
	Swaps     int    // that were applied
	Offered   int    // that wait for an answer
}

// fight edits, publishes and swaps one month over HTTP, a step at a time, and
// knows what the service has acknowledged.
type fight struct {
	t       *testing.T
	service *process
	team    int64
	roster  int64
	month   plan.Month
	planner string            // token
	tokens  map[string]string // of the two agents, by id
	editing string            // agent whose cell is edited
	agents  [2]string         // who give a duty to and fro
	acked   record            // after the last step that was answered with success
	next    record            // after the step under way
	steps   int
	swap    int64 // offered, to be accepted
}

const (
	editedDay = 9 // of the month
	swapDay   = 16
)

// nothing acknowledged is lost, and nothing is half done, when the server is
// killed in the middle of edits, publications and swaps.
func TestKilledServerLosesNothing(t *testing.T) {
	t.Parallel()
	dir := dataFolder(t)
	f := newFight(t, dir)
	for range kills(t) {
		f.during(f.service.kill)
		f.service = serve(t, "--data-dir", dir)
		f.settle(dir)
	}
	t.Logf("%d steps acknowledged", f.steps)
}

// The same when the database is killed, which the server starts again.
func TestKilledDatabaseLosesNothing(t *testing.T) {
	t.Parallel()
	dir := dataFolder(t)
	f := newFight(t, dir)
	for range kills(t) {
		f.during(func() { killDatabase(t, dir) })
		until(t, 30*time.Second, "the database is back", func() error {
			if f.service.status("/readyz") != http.StatusOK {
				return errNotYet
			}
			return nil
		})
		f.settle(dir)
	}
	t.Logf("%d steps acknowledged", f.steps)
}

func kills(t *testing.T) int {
	if testing.Short() {
		return 2
	}
	return 5
}

func newFight(t *testing.T, dir string) *fight {
	t.Helper()
	f := &fight{t: t, service: serve(t, "--data-dir", dir, "--workers", "0"), tokens: map[string]string{}}
	ctx, d := deskOf(t, dir)
	today := roster.DateOf(time.Now())
	folder := filepath.Join(t.TempDir(), "team")
	if err := workspace.WriteExample("berlin-desk", folder, today, 1); err != nil {
		t.Fatal(err)
	}
	imported, err := d.Import(ctx, os.DirFS(folder))
	if err != nil {
		t.Fatal(err)
	}
	f.team = imported.Team.ID
	next := today.NextMonth().NextMonth() // nobody has leave or pins there
	f.month = plan.Month{From: next, To: next.NextMonth()}
	f.planner = tokenOf(t, ctx, d, desk.NewUser{Email: "planner@example.org", Name: "Planner", Roles: []roster.Role{roster.RolePlanner}})
	f.people(ctx, d)

	r, err := d.CreateRoster(ctx, f.team, f.month)
	if err != nil {
		t.Fatal(err)
	}
	f.roster = r.ID
	e, err := d.EditCell(ctx, r.ID, r.Version, desk.Cell{Agent: f.agents[0], Date: f.month.From + swapDay, Shift: "M", Override: "test"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err = d.Publish(ctx, r.ID, e.Version, "test"); err != nil {
		t.Fatal(err)
	}
	f.acked = f.look(ctx, d)
	return f
}

// people chooses three agents that can do the same, with no recurring hours.
func (f *fight) people(ctx context.Context, d *desk.Desk) {
	f.t.Helper()
	agents, err := d.Agents(ctx, f.team)
	if err != nil {
		f.t.Fatal(err)
	}
	last := len(agents) - 1
	f.editing, f.agents = agents[last].ID, [2]string{agents[last-1].ID, agents[last-2].ID}
	for _, id := range f.agents {
		f.tokens[id] = tokenOf(f.t, ctx, d, desk.NewUser{
			Email: id + "@example.org", Name: id, Roles: []roster.Role{roster.RoleAgent}, AgentTeam: f.team, Agent: id,
		})
	}
}

// during works until kill has struck and an answer has failed to come.
func (f *fight) during(kill func()) {
	f.t.Helper()
	before := f.steps
	over, first := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(over)
		for i := 0; f.step(i); i++ {
			if i == 0 {
				close(first)
			}
		}
	}()
	select {
	case <-first: // however slow the machine: there must be something to lose
	case <-over:
	case <-time.After(2 * time.Minute):
	}
	time.Sleep(time.Duration(300+rand.IntN(1200)) * time.Millisecond)
	kill()
	select {
	case <-over:
	case <-time.After(60 * time.Second):
		f.t.Fatal("the work goes on although what it needs was killed")
	}
	if f.steps == before {
		f.t.Fatal("nothing was acknowledged before the kill: there was nothing to lose")
	}
}

// step does the next thing, and reports whether it was acknowledged.
func (f *fight) step(i int) bool {
	f.next = f.acked
	var status int
	var body []byte
	head := fmt.Sprintf("/rosters/%d", f.roster)
	switch i % 4 {
	case 0:
		shift := map[string]string{"": "E", "E": "M", "M": ""}[f.acked.Draft]
		f.next.Version++
		f.next.Draft = shift
		status, body = f.post(f.planner, head+"/cells", map[string]any{
			"agent": f.editing, "date": f.month.From + editedDay, "shift": shift, "override": "test",
		})
	case 1:
		f.next.Version++
		f.next.Published++
		f.next.InForce, f.next.Offered = f.next.Draft, 0
		status, body = f.post(f.planner, head+"/publish", map[string]any{"reason": "test"})
	case 2:
		f.next.Offered++
		status, body = f.post(f.tokens[f.acked.Holder], "/swaps", map[string]any{"date": f.month.From + swapDay, "other": f.other()})
		var swap struct{ ID int64 }
		_ = json.Unmarshal(body, &swap)
		f.swap = swap.ID
	case 3:
		f.next.Version++
		f.next.Swaps++
		f.next.Offered--
		f.next.Holder = f.other()
		status, body = f.post(f.tokens[f.other()], fmt.Sprintf("/swaps/%d/accept", f.swap), nil)
	}
	switch {
	case status >= 200 && status < 300:
		f.acked = f.next
		f.steps++
		return true
	case status != 0 && status < 500:
		f.t.Errorf("step %d was refused with %d: %s", i, status, body)
	}
	return false
}

func (f *fight) other() string {
	if f.acked.Holder == f.agents[0] {
		return f.agents[1]
	}
	return f.agents[0]
}

// post returns status 0 when no whole answer came.
func (f *fight) post(token, path string, body any) (int, []byte) {
	var text []byte
	if body != nil {
		text, _ = json.Marshal(body)
	}
	req, err := http.NewRequestWithContext(f.t.Context(), http.MethodPost, f.service.url+"/api/v1"+path, bytes.NewReader(text))
	if err != nil {
		return 0, nil
	}
	req.Header.Set("Authorization", "Bearer "+token)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("If-Match", fmt.Sprintf(`"%d"`, f.acked.Version))
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, nil
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		return 0, nil
	}
	return resp.StatusCode, answer
}

// settle compares what is kept with what was acknowledged: the step under way
// was done altogether or not at all.
func (f *fight) settle(dir string) {
	f.t.Helper()
	ctx, d := deskOf(f.t, dir)
	got := f.look(ctx, d)
	if got != f.acked && got != f.next {
		f.t.Fatalf("lost or half done; compared with what was acknowledged:\n%s\ncompared with the step under way as well:\n%s",
			cmp.Diff(f.acked, got), cmp.Diff(f.next, got))
	}
	f.acked = got
	if got.Offered > 0 { // the next turn offers anew
		if err := f.withdraw(ctx, d); err != nil {
			f.t.Fatal(err)
		}
		f.acked.Offered = 0
	}
}

func (f *fight) withdraw(ctx context.Context, d *desk.Desk) error {
	open, err := d.Swaps(ctx, desk.SwapFilter{Roster: f.roster, Open: true})
	for _, s := range open {
		if _, err := d.WithdrawSwap(ctx, s.ID); err != nil {
			return err
		}
	}
	return err
}

// look reads the record from the tables, past all code that could gloss over
// something, and checks that they agree with each other.
func (f *fight) look(ctx context.Context, d *desk.Desk) record {
	f.t.Helper()
	const cell = `coalesce((select string_agg(a.code || ' ' || d.shift, ',') from duty d join agent a on a.id = d.agent_id
		where d.roster_id = r.id and d.date = %s and %s d.published), '')`
	sql := `select r.version, coalesce(r.published, 0), ` +
		fmt.Sprintf(cell, "$2", "not") + `, ` + fmt.Sprintf(cell, "$2", "") + `, ` + fmt.Sprintf(cell, "$3", "not") + `, ` + fmt.Sprintf(cell, "$3", "") + `,
		(select count(*) from swap s where s.roster_id = r.id and s.state = 'applied'),
		(select count(*) from swap s where s.roster_id = r.id and s.state = 'offered'),
		(select count(*) from swap s where s.roster_id = r.id and s.state in ('accepted', 'approved', 'auto_approved')),
		(select count(*) from publication p where p.roster_id = r.id),
		(select coalesce(max(p.number), 0) from publication p where p.roster_id = r.id),
		(select count(*) from audit where action = 'roster.publish' and thing = r.id::text)
		from roster r where r.id = $1`
	var got record
	var draft, inForce, drafted, held string
	var between, publications, last, audited int
	err := d.Store.Pool().QueryRow(ctx, sql, f.roster, f.month.From+editedDay, f.month.From+swapDay).Scan(
		&got.Version, &got.Published, &draft, &inForce, &drafted, &held, &got.Swaps, &got.Offered, &between, &publications, &last, &audited)
	if err != nil {
		f.t.Fatal(err)
	}
	for _, p := range []struct{ whole, is string }{{draft, "drafted"}, {inForce, "published"}} {
		if p.whole != "" && p.whole != f.editing+" "+p.whole[len(p.whole)-1:] {
			f.t.Errorf("%s in the edited cell: %q", p.is, p.whole)
		}
	}
	got.Draft, got.InForce = last1(draft), last1(inForce)
	if drafted != held || held != f.agents[0]+" M" && held != f.agents[1]+" M" {
		f.t.Errorf("the duty given to and fro is drafted %q and published %q", drafted, held)
	} else {
		got.Holder = held[:len(held)-2]
	}
	if between != 0 || publications != got.Published || last != got.Published || audited != got.Published {
		f.t.Errorf("%d swaps halfway; %d publications in the head, %d in the table, the last of number %d, %d in the audit",
			between, got.Published, publications, last, audited)
	}
	return got
}

// last1 returns the shift of "agent shift".
func last1(s string) string {
	if s == "" {
		return ""
	}
	return s[len(s)-1:]
}
