package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// The same file again is said to be the layer that it is, and nothing is written,
// unless it is meant so. One that was undone is not slipped in anew.
func TestTheSameFileTwice(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	text := file("2026-11-21", 1, 2)
	first := o.imports("first.csv", text).Layer
	o.imports("over.csv", file("2026-11-21", 10))
	again := o.imports("renamed.csv", text)
	if again.Layer != nil || again.Same == nil || again.Same.ID != first.ID || again.Points != 2 || o.counts("2026-11-21") != "9=10 10=2" {
		t.Errorf("imported again: %+v", again)
	}
	checked, err := o.CheckHistory(o.planner, o.team, "first.csv", strings.NewReader(text))
	if err != nil || checked.Same == nil || checked.Same.ID != first.ID {
		t.Errorf("checked: %+v, %v", checked, err)
	}
	other, err := o.CheckHistory(o.planner, o.team, "first.csv", strings.NewReader(text+"\n"))
	if err != nil || other.Same != nil {
		t.Errorf("another file is the same: %+v, %v", other.Same, err)
	}
	meant, err := o.ImportHistoryAgain(o.planner, o.team, "first.csv", strings.NewReader(text))
	if err != nil || meant.Layer == nil || meant.Layer.ID == first.ID || o.counts("2026-11-21") != "9=1 10=2" {
		t.Errorf("meant so: %+v, %v; %s", meant, err, o.counts("2026-11-21"))
	}
	for _, id := range []int64{first.ID, meant.Layer.ID} {
		if _, err := o.UndoHistory(o.planner, id, 1); err != nil {
			t.Fatal(err)
		}
	}
	_, err = o.ImportHistory(o.planner, o.team, "first.csv", strings.NewReader(text))
	if wantKind(t, "an undone file", err, roster.Conflict) && !strings.Contains(err.Error(), "do that import again") {
		t.Errorf("it says %v", err)
	}
	if in, err := o.ImportHistory(desk.System(t.Context()), o.other, "first.csv", strings.NewReader(text)); err != nil || in.Layer == nil {
		t.Errorf("another team's file: %+v, %v", in, err)
	}
}

// What a file would do is said before it does it, and is what it does.
func TestPreviewIsWhatHappens(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	text := file("2026-11-20", 50, -1, 7, 8) + "2026-11-21T09:00,phone,4\n" // 5 + hour%4: 6 at 9, 8 at 11, 5 at 12
	checked, err := o.CheckHistory(o.planner, o.team, "late.csv", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := checked.Changes[0]
	if c.New != 1 || c.Changed != 3 || c.Same != 0 || checked.Points != 4 || checked.Layer != nil {
		t.Fatalf("checked %+v", c)
	}
	if l := c.Largest[0]; l.Before != 6 || l.After != 50 || l.Start.Hour() != 9 {
		t.Errorf("the largest difference is %+v", l)
	}
	done := o.imports("late.csv", text)
	d := done.Changes[0]
	if d.New != c.New || d.Changed != c.Changed || d.Same != c.Same || !slices.Equal(d.Largest, c.Largest) {
		t.Errorf("done %+v, checked %+v", d, c)
	}
	found, err := o.HistoryDifferences(o.planner, done.Layer.ID, "", desk.Page{})
	if err != nil || len(found) != 3 || found[0].Before != 6 || found[0].After != 50 || found[0].Overridden {
		t.Errorf("differences %+v, %v", found, err)
	}
	o.imports("later.csv", file("2026-11-20", 51))
	found, err = o.HistoryDifferences(o.planner, done.Layer.ID, "phone", desk.Page{Limit: 1})
	if err != nil || len(found) != 1 || !found[0].Overridden {
		t.Errorf("what a newer layer overrides is %+v, %v", found, err)
	}
	if none, err := o.HistoryDifferences(o.planner, done.Layer.ID, "fax", desk.Page{}); err != nil || len(none) != 0 {
		t.Errorf("of another queue %+v, %v", none, err)
	}
}

// A file that looks wrong is doubted before it does harm.
func TestImportDoubts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	weeks := func(count func(hour int) int, shift int) string {
		var b strings.Builder
		b.WriteString("timestamp,queue,volume\n")
		for d := roster.NewDate(2026, 11, 2); d < roster.NewDate(2026, 11, 16); d++ {
			for hour := 9; hour < 21; hour++ {
				fmt.Fprintf(&b, "%sT%02d:00,phone,%d\n", d, hour+shift, count(hour))
			}
		}
		return b.String()
	}
	as := func(hour int) int { return 5 + hour%4 }
	tests := map[string]struct{ text, want string }{
		"as it is":      {weeks(as, 0), ""},
		"half of it":    {weeks(func(h int) int { return as(h) / 2 }, 0), "less"},
		"in UTC":        {weeks(as, -3), "shifted"},
		"not come yet":  {file("2026-11-23", 6, 7), "future"},
		"a week missed": {file("2026-11-30", 6, 7), "gap future"},
	}
	for name, tt := range tests {
		in, err := o.CheckHistory(o.planner, o.team, "x.csv", strings.NewReader(tt.text))
		if err != nil {
			t.Fatal(err)
		}
		var codes []string
		for _, d := range in.Changes[0].Doubts {
			codes = append(codes, d.Code)
			if d.Text == "" {
				t.Errorf("%s: %s has no words", name, d.Code)
			}
		}
		if got := strings.Join(codes, " "); got != tt.want {
			t.Errorf("%s: doubts %q, want %q", name, got, tt.want)
		}
	}
}

// The layers of a queue that count have one interval. One that was undone makes
// room for another, and cannot come back beside it.
func TestLayersOfAnotherInterval(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	all, err := o.HistoryLayers(o.planner, o.team, desk.Page{})
	if err != nil {
		t.Fatal(err)
	}
	const halves = "timestamp,queue,volume\n2026-11-20T09:00,phone,1\n2026-11-20T09:30,phone,2\n"
	const offset = "timestamp,queue,volume\n2026-11-20T09:00+05:30,phone,1\n2026-11-20T10:00+05:30,phone,2\n"
	for name, text := range map[string]string{"half hours": halves, "half past": offset} {
		_, err := o.ImportHistory(o.planner, o.team, "x.csv", strings.NewReader(text))
		wantKind(t, name, err, roster.Conflict)
		_, checked := o.CheckHistory(o.planner, o.team, "x.csv", strings.NewReader(text))
		if checked == nil || checked.Error() != err.Error() {
			t.Errorf("%s: checked %v, imported %v", name, checked, err)
		}
	}
	if _, err := o.UndoHistory(o.planner, all[0].ID, 1); err != nil {
		t.Fatal(err)
	}
	o.imports("halves.csv", halves)
	if _, err := o.RedoHistory(o.planner, all[0].ID, 2); !wantKind(t, "both", err, roster.Conflict) || !strings.Contains(err.Error(), "two lengths") {
		t.Errorf("it says %v", err)
	}
	if got := o.counts("2026-11-20"); got != "9=1 9=2" {
		t.Errorf("history %s", got)
	}
}

// A correction of a few rows has the interval of the history it corrects.
func TestFewRowsHaveTheUsualInterval(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for name, text := range map[string]string{
		"one row":            file("2026-11-21", 1),
		"every other hour":   file("2026-11-21", 1, -1, 2, -1, 3),
		"one hour each day":  file("2026-11-21", 1) + "2026-11-22T09:00,phone,2\n",
		"four hours between": file("2026-11-21", -1, 1, -1, -1, -1, 2),
	} {
		in, err := o.CheckHistory(o.planner, o.team, "x.csv", strings.NewReader(text))
		if err != nil || in.Changes[0].Interval != time.Hour {
			t.Errorf("%s: %+v, %v", name, in.Changes, err)
		}
	}
}
