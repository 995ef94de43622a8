package desk_test

import (
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// half is a contract that nobody stands under.
func half() roster.Contract {
	return roster.Contract{ID: "half", WeeklyMinutes: 20 * 60, Pack: "ru", Shifts: []string{"E", "L"}, DaysOff: 2, Nights: "never"}
}

// wantContracts checks which contracts a team has, in order.
func (o *office) wantContracts(want string) desk.TeamView {
	o.t.Helper()
	v, err := o.Contracts(o.planner, o.team)
	if err != nil {
		o.t.Fatal(err)
	}
	var ids []string
	for _, c := range v.Definition.Contracts {
		ids = append(ids, c.ID)
	}
	if got := strings.Join(ids, " "); got != want {
		o.t.Errorf("the contracts are %q, want %q", got, want)
	}
	return v
}

// A contract is made, changed, given to somebody, taken back and removed; what is
// not of the form keeps its place and its comment in the definition.
func TestContracts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v := o.wantContracts("full")
	v, err := o.UpdateTeam(o.planner, o.team, v.PolicyVersion, strings.Replace(v.Source, "grounds:", "# as the city said\ngrounds:", 1))
	if err != nil {
		t.Fatal(err)
	}
	if v, err = o.PutContract(o.planner, o.team, v.PolicyVersion, "", half()); err != nil {
		t.Fatal(err)
	}
	if c, ok := v.Definition.Contract("half"); !ok || c.WeeklyMinutes != 1200 || c.DaysOff != 2 || c.Nights != "never" || strings.Join(c.Shifts, " ") != "E L" {
		t.Errorf("the contract came back as %+v", c)
	}
	if c, _ := v.Definition.Contract("full"); len(c.Policy) != 2 || !strings.Contains(v.Source, "# as the city said") {
		t.Errorf("the rest of the definition changed: %+v\n%s", c, v.Source)
	}
	less := half()
	less.ID, less.WeeklyMinutes, less.Nights = "third", 13*60+20, ""
	if v, err = o.PutContract(o.planner, o.team, v.PolicyVersion, "half", less); err != nil {
		t.Fatal(err)
	}
	if c, ok := v.Definition.Contract("third"); !ok || c.WeeklyMinutes != 800 {
		t.Errorf("13 h 20 min a week came back as %+v", c)
	}
	v = o.wantContracts("full third")
	cyd, err := o.Agent(o.planner, o.team, "cyd")
	if err != nil {
		t.Fatal(err)
	}
	cyd.Terms = []roster.Terms{{Contract: "third"}}
	if cyd, err = o.PutAgent(o.planner, o.team, cyd.Version, cyd.Agent); err != nil {
		t.Fatal(err)
	}
	_, err = o.RemoveContract(o.planner, o.team, v.PolicyVersion, "third")
	wantKind(t, "removing what cyd stands under", err, roster.Invalid)
	_, err = o.PutContract(o.planner, o.team, v.PolicyVersion, "third", half())
	wantKind(t, "renaming what cyd stands under", err, roster.Invalid)
	o.wantContracts("full third")
	cyd.Terms = []roster.Terms{{Contract: "full"}}
	if _, err = o.PutAgent(o.planner, o.team, cyd.Version, cyd.Agent); err != nil {
		t.Fatal(err)
	}
	if _, err = o.RemoveContract(o.planner, o.team, v.PolicyVersion, "third"); err != nil {
		t.Error(err)
	}
	o.wantContracts("full")
}

// Faults of a contract are told by name; nothing of a faulty one is kept.
func TestFaultyContracts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	v := o.wantContracts("full")
	tests := map[string]struct {
		old    string
		change func(*roster.Contract)
		kind   roster.Kind
		says   string
	}{
		"a law there is not":      {"", func(c *roster.Contract) { c.Pack = "xx" }, roster.Invalid, "xx"},
		"a shift there is not":    {"", func(c *roster.Contract) { c.Shifts = []string{"E", "Q"} }, roster.Invalid, "Q"},
		"no hours":                {"", func(c *roster.Contract) { c.WeeklyMinutes = 0 }, roster.Invalid, "hours_per_week"},
		"more than a week has":    {"", func(c *roster.Contract) { c.WeeklyMinutes = 169 * 60 }, roster.Invalid, "hours_per_week"},
		"a name that is taken":    {"", func(c *roster.Contract) { c.ID = "full" }, roster.Invalid, "full"},
		"no name":                 {"", func(c *roster.Contract) { c.ID = "" }, roster.Invalid, "id"},
		"one that there is not":   {"none", func(*roster.Contract) {}, roster.NotFound, "none"},
		"eight days off in seven": {"", func(c *roster.Contract) { c.DaysOff = 8 }, roster.Invalid, "days_off"},
	}
	for name, tt := range tests {
		c := half()
		tt.change(&c)
		_, err := o.PutContract(o.planner, o.team, v.PolicyVersion, tt.old, c)
		if wantKind(t, name, err, tt.kind) && !strings.Contains(said(err), tt.says) {
			t.Errorf("%s: %q does not name %q", name, said(err), tt.says)
		}
	}
	_, err := o.RemoveContract(o.planner, o.team, v.PolicyVersion, "none")
	wantKind(t, "removing what there is not", err, roster.NotFound)
	_, err = o.PutContract(o.planner, o.team, v.PolicyVersion+1, "", half())
	wantKind(t, "a version that is not yet", err, roster.Conflict)
	if after := o.wantContracts("full"); after.PolicyVersion != v.PolicyVersion || after.Source != v.Source {
		t.Errorf("after nothing but faults the definition is version %d, was %d", after.PolicyVersion, v.PolicyVersion)
	}
}

// said is all that an error says: its sentence and its faults.
func said(err error) string {
	e, ok := err.(*roster.Error)
	if !ok {
		return err.Error()
	}
	text := e.Message
	for _, f := range e.Faults {
		text += "; " + f.String()
	}
	return text
}

// Undo brings the definition before the last change back as a new version, and
// once more does the change again. There is nothing before the first.
func TestUndoTeam(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	first := o.wantContracts("full")
	_, err := o.UndoTeam(o.planner, o.team, first.PolicyVersion)
	wantKind(t, "nothing was changed yet", err, roster.Conflict)
	second, err := o.PutContract(o.planner, o.team, first.PolicyVersion, "", half())
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.UndoTeam(o.planner, o.team, first.PolicyVersion)
	wantKind(t, "what somebody else has changed since", err, roster.Conflict)
	undone, err := o.UndoTeam(o.planner, o.team, second.PolicyVersion)
	if err != nil || undone.Source != first.Source || undone.PolicyVersion != second.PolicyVersion+1 {
		t.Errorf("undone: version %d, %v", undone.PolicyVersion, err)
	}
	o.wantContracts("full")
	redone, err := o.UndoTeam(o.planner, o.team, undone.PolicyVersion)
	if err != nil || redone.Source != second.Source {
		t.Errorf("done again: %v", err)
	}
	o.wantContracts("full half")
	versions, err := o.PolicyVersions(o.planner, o.team)
	if err != nil || len(versions) != 4 || versions[0].Author != "planner@example.org" {
		t.Errorf("versions %+v, %v", versions, err)
	}
}
