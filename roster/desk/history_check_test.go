package desk_test

import (
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
)

// A file that is only checked finds the same faults as an import, and changes
// nothing.
func TestCheckHistory(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	before, err := o.HistorySpans(o.planner, o.team)
	if err != nil {
		t.Fatal(err)
	}
	good := "timestamp,queue,volume\n2027-01-02T09:00,phone,5\n2027-01-02T10:00,phone,6\n"
	checked, err := o.CheckHistory(o.planner, o.team, "calls.csv", strings.NewReader(good))
	if err != nil || checked.Points != 2 {
		t.Errorf("checked %+v, %v, want two points", checked, err)
	}
	bad := "timestamp,queue,volume\n2027-01-02T09:00,phone,many\n2027-01-02T10:00,fax,6\n"
	_, checkErr := o.CheckHistory(o.planner, o.team, "calls.csv", strings.NewReader(bad))
	_, importErr := o.ImportHistory(o.planner, o.team, "calls.csv", strings.NewReader(bad))
	if !wantKind(t, "a bad file", checkErr, roster.Invalid) || checkErr.Error() != importErr.Error() {
		t.Errorf("the check says %v, the import %v", checkErr, importErr)
	}
	_, err = o.CheckHistory(o.lead, o.team, "calls.csv", strings.NewReader(good))
	wantKind(t, "a lead", err, roster.Forbidden)
	after, err := o.HistorySpans(o.planner, o.team)
	if err != nil || len(after) != len(before) || after[0] != before[0] {
		t.Errorf("history %+v, %v, want it as it was: %+v", after, err, before)
	}
}
