package desk_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
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

// What is in force is not published once more: there is no version that changes
// nothing. Of the offers of swaps only those end whose duty is gone.
func TestPublishNothingNew(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	r := o.published("ann 2026-12-01 E", "bob 2026-12-05 L")
	if _, err := o.OfferSwap(o.bob, desk.SwapOffer{Date: date(t, "2026-12-05")}); err != nil {
		t.Fatal(err)
	}
	_, err := o.Publish(o.planner, r.ID, r.Version, "again")
	wantKind(t, "nothing new", err, roster.Conflict)
	if open, err := o.Swaps(o.ann, desk.SwapFilter{}); err != nil || len(open) != 1 || open[0].State != roster.Offered {
		t.Errorf("offers after it: %+v, %v", open, err)
	}
	edited, err := o.EditCell(o.planner, r.ID, r.Version, cell(t, "bob 2026-12-05 -"))
	if err != nil {
		t.Fatal(err)
	}
	p, err := o.Publish(o.planner, r.ID, edited.Version, "")
	if err != nil || p.Publication.Number != 2 {
		t.Errorf("something new: %+v, %v", p.Publication, err)
	}
	if open, err := o.Swaps(o.ann, desk.SwapFilter{}); err != nil || len(open) != 1 || open[0].State == roster.Offered {
		t.Errorf("offers after a new version: %+v, %v", open, err)
	}
}
