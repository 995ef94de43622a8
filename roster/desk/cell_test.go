package desk_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// A duty has the kind that it was given, ordinary where none is named, and the
// kind goes with it into what is published.
func TestKindsOfDuties(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.draft()
	kinds := []roster.DutyKind{"", roster.Overtime, roster.RestDayWork, roster.Standby}
	for i, kind := range kinds {
		c := desk.Cell{Agent: "ann", Date: december.From + roster.Date(2*i), Shift: "E", Kind: kind, Override: "it was agreed"}
		edited, err := o.EditCell(o.planner, r.ID, r.Version, c)
		if err != nil {
			t.Fatalf("%q: %v", kind, err)
		}
		r.Version = edited.Version
	}
	_, err := o.EditCell(o.planner, r.ID, r.Version, desk.Cell{Agent: "bob", Date: december.From, Shift: "E", Kind: "favour"})
	if wantKind(t, "no kind of duty", err, roster.Invalid) && !strings.Contains(err.Error(), "ordinary, overtime, rest_day or standby") {
		t.Errorf("the refusal names no kind: %v", err)
	}
	if _, err = o.Publish(o.planner, r.ID, r.Version, "kinds"); err != nil {
		t.Fatal(err)
	}
	duties, err := o.Duties(o.planner, o.team, "ann", december.From, december.To)
	if err != nil || len(duties) != len(kinds) {
		t.Fatalf("%d duties, %v", len(duties), err)
	}
	for i, d := range duties {
		want := kinds[i]
		if want == "" {
			want = roster.Ordinary
		}
		if d.Kind != want {
			t.Errorf("the duty of %s is %q, want %q", d.Date, d.Kind, want)
		}
	}
}

// A duty on a day without a contract is refused by a rule that is named; who
// gives a reason for it is told on with every check.
func TestDutyWithoutAContract(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	cyd, err := o.Agent(o.planner, o.team, "cyd")
	if err != nil {
		t.Fatal(err)
	}
	cyd.Terms = []roster.Terms{{Contract: "full", To: date(t, "2026-12-11")}}
	if _, err := o.PutAgent(o.planner, o.team, cyd.Version, cyd.Agent); err != nil {
		t.Fatal(err)
	}
	r := o.draft("cyd 2026-12-10 E") // the last day
	after := cell(t, "cyd 2026-12-11 E")
	_, err = o.EditCell(o.planner, r.ID, r.Version, after)
	if wantKind(t, "the day after the last", err, roster.Unlawful) && len(err.(*roster.Error).Breaches) == 0 {
		t.Errorf("no rule is named: %v", err)
	}
	after.Override = "a day more, by word of mouth"
	edited, err := o.EditCell(o.planner, r.ID, r.Version, after)
	if err != nil {
		t.Fatal(err)
	}
	checked, err := o.Assess(o.planner, r.ID)
	if err != nil || checked.Hard == 0 {
		t.Errorf("a check finds %d hard steps, %v; notes %q", checked.Hard, err, checked.Notes)
	}
	_, err = o.Publish(o.planner, r.ID, edited.Version, "")
	wantKind(t, "publishing it without a reason", err, roster.Unlawful)
}

// Whatever is entered, emptied, pasted and refused in whatever order: the draft
// is what a map says that is changed only by what was let through; each change
// is one version or none; and discarding gives what was published back.
func TestDraftIsWhatWasEntered(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			r := o.published("ann 2026-12-01 E", "bob 2026-12-03 L")
			m := draftModel{o: o, r: r, rng: rand.New(rand.NewPCG(seed, 7)), has: map[string]string{"ann 2026-12-01": "E", "bob 2026-12-03": "L"}}
			for range 25 {
				m.step()
			}
			m.want("after all of it")
			back, err := o.DiscardDraft(o.planner, r.ID, m.r.Version)
			if err != nil {
				t.Fatal(err)
			}
			m.r, m.has = back, map[string]string{"ann 2026-12-01": "E", "bob 2026-12-03": "L"}
			m.want("discarded")
			if back.Changed {
				t.Error("what is discarded still differs from what is published")
			}
			if got, want := o.inForce(r), "ann 2026-12-01 E, bob 2026-12-03 L"; got != want {
				t.Errorf("in force %s, want %s", got, want)
			}
		})
	}
}

// draftModel is what a draft should be.
type draftModel struct {
	o   *office
	r   desk.Roster
	rng *rand.Rand
	has map[string]string // shift by "agent date"
}

// step changes one to three cells, at times with a stale version or a reason.
func (m *draftModel) step() {
	m.o.t.Helper()
	var cells []desk.Cell
	for range 1 + m.rng.IntN(3) {
		c := desk.Cell{Agent: []string{"ann", "bob", "cyd"}[m.rng.IntN(3)], Date: december.From + roster.Date(m.rng.IntN(6)), Shift: []string{"E", "L", "N", "", "E"}[m.rng.IntN(5)]}
		if !slices.ContainsFunc(cells, func(x desk.Cell) bool { return x.Agent == c.Agent && x.Date == c.Date }) {
			cells = append(cells, c)
		}
	}
	version, reason := m.r.Version, ""
	switch m.rng.IntN(5) {
	case 0:
		version--
	case 1:
		reason = "it was agreed"
	}
	done, err := m.o.EditCells(m.o.planner, m.r.ID, version, cells, reason)
	switch {
	case version != m.r.Version:
		wantKind(m.o.t, "a stale version", err, roster.Conflict)
		return
	case roster.KindOf(err) == roster.Unlawful && err != nil:
		if reason != "" {
			m.o.t.Errorf("refused with a reason: %v", err)
		}
		return
	case err != nil:
		m.o.t.Fatal(err)
	}
	for _, c := range cells {
		key := fmt.Sprintf("%s %s", c.Agent, c.Date)
		if c.Shift == "" {
			delete(m.has, key)
		} else {
			m.has[key] = c.Shift
		}
	}
	if len(done.Changed) == 0 != (done.Version == m.r.Version) {
		m.o.t.Errorf("%d cells changed, from version %d to %d", len(done.Changed), m.r.Version, done.Version)
	}
	m.r.Version = done.Version
}

func (m *draftModel) want(when string) {
	m.o.t.Helper()
	var want []string
	for key, shift := range m.has {
		want = append(want, key+" "+shift)
	}
	slices.Sort(want)
	if got := m.o.draftOf(m.r); got != strings.Join(want, ", ") {
		m.o.t.Errorf("%s the draft is\n%s, want\n%s", when, got, strings.Join(want, ", "))
	}
}
