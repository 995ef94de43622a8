package desk_test

import (
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

func cells(t testing.TB, all ...string) (out []desk.Cell) {
	t.Helper()
	for _, text := range all {
		out = append(out, cell(t, text))
	}
	return out
}

// Cells that are unlawful one by one may be lawful together: what counts is how
// people stand with all of them changed. Undoing is the same with what was.
func TestEditCells(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.draft("ann 2026-12-01 N", "bob 2026-12-01 E")
	// The early shift after Ann's night is lawful only as her night goes to Bob.
	done, err := o.EditCells(o.planner, r.ID, r.Version, cells(t, "ann 2026-12-02 E", "ann 2026-12-01 -", "bob 2026-12-01 N", "bob 2026-12-05 -"), "")
	if err != nil {
		t.Fatal(err)
	}
	if len(done.Changed) != 3 || done.Version != r.Version+3 {
		t.Errorf("changed %+v to version %d, want three cells and as many versions", done.Changed, done.Version)
	}
	before := o.audited("roster.cell")
	back, err := o.EditCells(o.planner, r.ID, done.Version, done.Changed, "")
	if err != nil {
		t.Fatal(err)
	}
	if again := o.audited("roster.cell"); again != before+3 {
		t.Errorf("%d entries of the audit, want %d", again, before+3)
	}
	g, err := o.Grid(o.planner, r.ID)
	if err != nil || len(g.Duties) != 2 || g.Duties[0].Shift != "N" || g.Duties[1].Shift != "E" || g.Roster.Version != back.Version {
		t.Errorf("after the undo %+v, %v", g.Duties, err)
	}
}

// One cell that cannot be leaves all of them as they were.
func TestEditCellsAllOrNone(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.draft("ann 2026-12-01 N")
	for _, bad := range []struct {
		what  string
		cells []desk.Cell
		kind  roster.Kind
	}{
		{"rest", cells(t, "bob 2026-12-04 E", "ann 2026-12-02 E"), roster.Unlawful},
		{"no such shift", cells(t, "bob 2026-12-04 E", "ann 2026-12-07 X"), roster.Invalid},
		{"another month", cells(t, "bob 2026-12-04 E", "ann 2027-01-07 E"), roster.Invalid},
		{"the same cell twice", cells(t, "bob 2026-12-04 E", "bob 2026-12-04 L"), roster.Invalid},
		{"nobody", cells(t, "bob 2026-12-04 E", "zoe 2026-12-04 L"), roster.NotFound},
		{"nothing", nil, roster.Invalid},
	} {
		_, err := o.EditCells(o.planner, r.ID, r.Version, bad.cells, "")
		if wantKind(t, bad.what, err, bad.kind) && bad.kind == roster.Unlawful && len(err.(*roster.Error).Breaches) == 0 {
			t.Errorf("%s: no breach is named", bad.what)
		}
	}
	_, err := o.EditCells(o.planner, r.ID, r.Version+1, cells(t, "bob 2026-12-04 E"), "")
	wantKind(t, "a version that is not", err, roster.Conflict)
	_, err = o.EditCells(o.ann, r.ID, r.Version, cells(t, "bob 2026-12-04 E"), "")
	if err == nil {
		t.Error("an agent edits the draft")
	}
	if g, err := o.Grid(o.planner, r.ID); err != nil || len(g.Duties) != 1 || g.Roster.Version != r.Version {
		t.Errorf("something changed: %+v, %v", g.Duties, err)
	}
	done, err := o.EditCells(o.planner, r.ID, r.Version, cells(t, "bob 2026-12-04 E", "ann 2026-12-02 E"), "nobody else can")
	if err != nil || len(done.Worsened) == 0 {
		t.Errorf("with a reason %+v, %v", done, err)
	}
}
