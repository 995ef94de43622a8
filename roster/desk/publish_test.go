package desk_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster/law"
)

// What is told of short notice beforehand is what publishing then records, and
// nothing is changed by asking.
func TestShortNoticeIsToldBefore(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.draft("ann 2026-12-01 E", "bob 2026-12-01 L", "ann 2026-12-02 E", "cyd 2026-12-28 E")
	before, err := o.ShortNotice(o.lead, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	p, err := o.Publish(o.planner, r.ID, r.Version, "")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p.Publication.Findings, before); diff != "" || len(before) != 2 {
		t.Errorf("%d told beforehand; publishing says otherwise (-published +told):\n%s", len(before), diff)
	}
	if after, err := o.ShortNotice(o.planner, r.ID); err != nil || len(after) != 0 {
		t.Errorf("nothing differs from what is published, and %v, %v is told", after, err)
	}
	// cyd's 28th is five weeks away: on 20 November a month ahead, on 29 November not.
	var told law.Finding
	*o.clock = time.Date(2026, 11, 29, 9, 0, 0, 0, time.UTC)
	changed, err := o.EditCell(o.planner, r.ID, p.Roster.Version, cell(t, "cyd 2026-12-28 L"))
	if err != nil {
		t.Fatal(err)
	}
	if found, err := o.ShortNotice(o.planner, r.ID); err != nil || len(found) != 1 {
		t.Fatalf("of version %d: %v, %v", changed.Version, found, err)
	} else {
		told = found[0]
	}
	if told.Agent != "cyd" || told.Severity != law.NeedsConsent || told.Date != date(t, "2026-12-28") || told.Source == "" {
		t.Errorf("told %+v", told)
	}
}
