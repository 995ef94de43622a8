package postgres_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/roster/postgres/pgtest"
)

func TestMigrate(t *testing.T) {
	t.Parallel()
	store := pgtest.Store(t)
	if err := store.Migrate(t.Context()); err != nil {
		t.Fatalf("a second time: %v", err)
	}
	if ok, err := store.Current(t.Context()); !ok || err != nil {
		t.Errorf("Current = %v, %v", ok, err)
	}
	var zone string
	if err := store.Pool().QueryRow(t.Context(), `show timezone`).Scan(&zone); err != nil || zone != pgtest.Zone {
		t.Errorf("sessions are in %q, %v", zone, err)
	}
}

// Every constraint that has words exists, by that name.
func TestConstraintNames(t *testing.T) {
	t.Parallel()
	store := pgtest.Store(t)
	for name := range postgres.Broken() {
		var there bool
		const sql = `select exists (select from pg_constraint where conname = $1) or exists (select from pg_class where relname = $1 and relkind = 'i')`
		if err := store.Pool().QueryRow(t.Context(), sql, name).Scan(&there); err != nil || !there {
			t.Errorf("no constraint %q in the schema: %v", name, err)
		}
	}
}

// team is a team of two with a roster of December.
type team struct {
	*postgres.Store
	t      testing.TB
	id     int64
	roster postgres.Roster
}

var (
	noon     = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	by       = postgres.By{Who: "test@example.org", Now: noon}
	december = plan.Month{From: roster.NewDate(2026, 12, 1), To: roster.NewDate(2027, 1, 1)}
)

func newTeam(t testing.TB) *team {
	t.Helper()
	f := &team{Store: pgtest.Store(t), t: t}
	ctx := t.Context()
	f.write(func(tx *postgres.Tx) error {
		def := roster.Team{Name: "Team", Zone: time.UTC, Shifts: []roster.ShiftType{{Code: "E", Start: 540, Length: 540}, {Code: "L", Start: 720, Length: 540}}}
		made, err := tx.CreateTeam(ctx, def, "name: Team")
		if err != nil {
			return err
		}
		f.id = made.ID
		for _, id := range []string{"ann", "bob"} {
			if _, err := tx.PutAgent(ctx, f.id, 0, roster.Agent{ID: id, Name: id, Terms: []roster.Terms{{Contract: "full"}}}); err != nil {
				return err
			}
		}
		f.roster, err = tx.CreateRoster(ctx, f.id, december, 1)
		return err
	})
	return f
}

func (f *team) write(do func(*postgres.Tx) error) {
	f.t.Helper()
	if err := f.Store.Write(f.t.Context(), by, do); err != nil {
		f.t.Fatal(err)
	}
}

func duty(agent string, day, from, hours int) roster.Duty {
	start := time.Date(2026, 12, day, from, 0, 0, 0, time.UTC)
	return roster.Duty{Agent: agent, Date: roster.NewDate(2026, 12, day), Shift: "E", Kind: roster.Ordinary, Span: roster.Span{Start: start, End: start.Add(time.Duration(hours) * time.Hour)}}
}

// Drafts are free; what is published never overlaps for one person, whoever
// writes it.
func TestPublishedDutiesDoNotOverlap(t *testing.T) {
	t.Parallel()
	f := newTeam(t)
	ctx := t.Context()
	night := duty("ann", 1, 22, 12) // to 10:00, an hour into the next
	f.write(func(tx *postgres.Tx) (err error) {
		f.roster, err = tx.SetDraft(ctx, f.roster.ID, 1, []roster.Duty{night, duty("ann", 2, 9, 9), duty("bob", 2, 9, 9)}, postgres.Made{PolicyVersion: 1})
		return err
	})
	err := f.Store.Write(ctx, by, func(tx *postgres.Tx) error {
		_, _, err := tx.Publish(ctx, f.roster.ID, f.roster.Version, postgres.Publication{})
		return err
	})
	if roster.KindOf(err) != roster.Conflict || err.Error() != "two published duties of one person would overlap" {
		t.Errorf("publishing an overlap: %v", err)
	}
	f.write(func(tx *postgres.Tx) (err error) {
		f.roster, err = tx.SetDraft(ctx, f.roster.ID, f.roster.Version, []roster.Duty{duty("ann", 2, 9, 9), duty("bob", 3, 9, 9)}, postgres.Made{PolicyVersion: 1})
		return err
	})
	f.write(func(tx *postgres.Tx) (err error) {
		f.roster, _, err = tx.Publish(ctx, f.roster.ID, f.roster.Version, postgres.Publication{})
		return err
	})
	const sneak = `
		insert into duty (roster_id, team_id, agent_id, date, shift, kind, during, published, modified)
		select roster_id, team_id, agent_id, date + 1, shift, kind, during, true, modified from duty where published limit 1`
	if _, err := f.Pool().Exec(ctx, sneak); err == nil {
		t.Error("another program can write an overlap")
	}
}

// Cells of a swap may cross inside their transaction: for a moment both people
// have two duties at once.
func TestSwapCellsCross(t *testing.T) {
	t.Parallel()
	f := newTeam(t)
	ctx := t.Context()
	early, late := duty("ann", 1, 9, 9), duty("bob", 2, 0, 9)
	f.write(func(tx *postgres.Tx) (err error) {
		if f.roster, err = tx.SetDraft(ctx, f.roster.ID, 1, []roster.Duty{early, late}, postgres.Made{PolicyVersion: 1}); err != nil {
			return err
		}
		f.roster, _, err = tx.Publish(ctx, f.roster.ID, f.roster.Version, postgres.Publication{})
		return err
	})
	to := func(d roster.Duty, agent string) *roster.Duty { d.Agent = agent; return &d }
	long := duty("bob", 1, 9, 24) // would overlap what bob gives away
	f.write(func(tx *postgres.Tx) error {
		_, err := tx.SwapCells(ctx, f.roster, "test", []postgres.CellChange{
			{Agent: "bob", Date: long.Date, Duty: &long}, {Agent: "ann", Date: late.Date, Duty: to(late, "ann")},
			{Agent: "ann", Date: early.Date}, {Agent: "bob", Date: late.Date},
		})
		return err
	})
	var got []string
	f.read(func(tx *postgres.Tx) error {
		all, err := tx.InForce(ctx, f.roster.ID)
		for _, d := range all {
			got = append(got, d.Agent+" "+d.Date.String())
		}
		return err
	})
	if want := []string{"ann 2026-12-02", "bob 2026-12-01"}; !slices.Equal(got, want) {
		t.Errorf("in force %v, want %v", got, want)
	}
}

func (f *team) read(do func(*postgres.Tx) error) {
	f.t.Helper()
	if err := f.Store.Read(f.t.Context(), do); err != nil {
		f.t.Fatal(err)
	}
}

// What fails leaves nothing behind, its entry in the audit included.
func TestWriteIsAllOrNothing(t *testing.T) {
	t.Parallel()
	f := newTeam(t)
	ctx := t.Context()
	before := f.entries()
	broken := errors.New("half way")
	err := f.Store.Write(ctx, by, func(tx *postgres.Tx) error {
		if _, err := tx.SetSwapApproval(ctx, f.id, "lead"); err != nil {
			return err
		}
		return broken
	})
	if !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	f.read(func(tx *postgres.Tx) error {
		got, err := tx.Team(ctx, f.id)
		if got.SwapApproval != "auto" {
			t.Error("half of it was kept")
		}
		return err
	})
	if n := f.entries(); n != before {
		t.Errorf("%d entries of what did not happen", n-before)
	}
	if err := f.Store.Read(ctx, func(tx *postgres.Tx) error { _, err := tx.SetSwapApproval(ctx, f.id, "lead"); return err }); err == nil {
		t.Error("a reader can write")
	}
}

func (f *team) entries() (n int) {
	f.t.Helper()
	if err := f.Pool().QueryRow(f.t.Context(), `select count(*) from audit`).Scan(&n); err != nil {
		f.t.Fatal(err)
	}
	return n
}

// An entry says who, when, what, and how it was before and after.
func TestAudit(t *testing.T) {
	t.Parallel()
	f := newTeam(t)
	ctx := t.Context()
	f.write(func(tx *postgres.Tx) error { _, err := tx.SetSwapApproval(ctx, f.id, "lead"); return err })
	f.read(func(tx *postgres.Tx) error {
		all, err := tx.Entries(ctx, f.id, "team", fmt.Sprint(f.id), 0, 10)
		if err != nil || len(all) != 2 {
			t.Fatalf("%d entries, %v", len(all), err)
		}
		e := all[0]
		var was, is postgres.Team
		if json.Unmarshal(e.Before, &was) != nil || json.Unmarshal(e.After, &is) != nil || was.SwapApproval != "auto" || is.SwapApproval != "lead" {
			t.Errorf("%s became %s", e.Before, e.After)
		}
		if e.Who != "test@example.org" || !e.At.Equal(noon) || e.Action != "team.swap_approval" {
			t.Errorf("%+v", e)
		}
		return nil
	})
}

// Dates come back as they were, in a session half an hour off; 0 is null.
func TestDates(t *testing.T) {
	t.Parallel()
	store := pgtest.Store(t)
	ctx := t.Context()
	for _, d := range []roster.Date{1, roster.NewDate(2026, 3, 8), roster.NewDate(2026, 11, 1), roster.NewDate(1969, 12, 31), 0} {
		var back roster.Date
		var null bool
		if err := store.Pool().QueryRow(ctx, `select $1::date, $1::date is null`, d).Scan(&back, &null); err != nil || back != d || null != (d == 0) {
			t.Errorf("%s came back as %s (null %v), %v", d, back, null, err)
		}
		var many []roster.Date
		if err := store.Pool().QueryRow(ctx, `select array[$1::date, date '2026-12-24']`, d).Scan(&many); err != nil || many[0] != d || many[1] != roster.NewDate(2026, 12, 24) {
			t.Errorf("in a list %s came back as %v, %v", d, many, err)
		}
	}
	at := time.Date(2026, 3, 8, 5, 30, 0, 0, time.UTC) // the hour before Newfoundland's clocks go forward
	var back time.Time
	if err := store.Pool().QueryRow(ctx, `select $1::timestamptz`, at).Scan(&back); err != nil || !back.Equal(at) || back.Location() != time.UTC {
		t.Errorf("%v came back as %v, %v", at, back, err)
	}
}
