package desk_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/desk/desktest"
)

// file is history of the phone queue from 9 o'clock on, by the hour of one day
// of Moscow; a negative count is an absent row.
func file(day string, counts ...int) string {
	var b strings.Builder
	b.WriteString("timestamp,queue,volume\n")
	for i, n := range counts {
		if n >= 0 {
			fmt.Fprintf(&b, "%sT%02d:00,phone,%d\n", day, 9+i, n)
		}
	}
	return b.String()
}

// imports reads a file in, and wants no error.
func (o *office) imports(name, text string) desk.ImportedHistory {
	o.t.Helper()
	in, err := o.ImportHistory(o.planner, o.team, name, strings.NewReader(text))
	if err != nil {
		o.t.Fatal(err)
	}
	return in
}

// counts is the history of a day, "9=5 10=6".
func (o *office) counts(day string) string {
	o.t.Helper()
	from := date(o.t, day)
	points, err := o.History(o.planner, o.team, "phone", from, from+1)
	if err != nil {
		o.t.Fatal(err)
	}
	var out []string
	for _, p := range points {
		out = append(out, fmt.Sprintf("%d=%v", p.Start.Hour(), p.Volume))
	}
	return strings.Join(out, " ")
}

// Layers lie over each other; what is undone shows what lies beneath, and done
// again lies where it lay.
func TestHistoryLayers(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const day = "2026-11-21" // the day after the imported weeks
	first := o.imports("first.csv", file(day, 1, 2, 3))
	second := o.imports("second.csv", file(day, -1, 20, -1, 40))
	third := o.imports("third.csv", file(day, -1, 200))
	if first.Layer == nil || first.Layer.Rows != 3 || first.Layer.Parts[0].New != 3 || second.Layer.Parts[0].Changed != 1 || second.Layer.Parts[0].New != 1 {
		t.Errorf("layers %+v and %+v", first.Layer, second.Layer)
	}
	if l := third.Layer; l.Author != "planner@example.org" || !l.Created.Equal(now) || l.Name != "third.csv" || len(l.Checksum) != 64 || !l.Active || l.Version != 1 {
		t.Errorf("a layer says %+v", l)
	}
	version := map[int64]int{}
	steps := []struct {
		layer int64
		undo  bool
		want  string
	}{
		{0, false, "9=1 10=200 11=3 12=40"},
		{second.Layer.ID, true, "9=1 10=200 11=3"},
		{third.Layer.ID, true, "9=1 10=2 11=3"},
		{second.Layer.ID, false, "9=1 10=20 11=3 12=40"},
		{first.Layer.ID, true, "10=20 12=40"},
		{third.Layer.ID, false, "10=200 12=40"},
		{first.Layer.ID, false, "9=1 10=200 11=3 12=40"},
	}
	for i, s := range steps {
		if s.layer != 0 {
			set := map[bool]func(context.Context, int64, int) (desk.HistoryLayer, error){true: o.UndoHistory, false: o.RedoHistory}[s.undo]
			l, err := set(o.planner, s.layer, version[s.layer]+1)
			if err != nil {
				t.Fatalf("step %d: %v", i, err)
			}
			version[s.layer]++
			if l.Active == s.undo || l.Version != version[s.layer]+1 || l.ChangedBy != "planner@example.org" || len(l.Parts) != 1 {
				t.Errorf("step %d: the layer is %+v", i, l)
			}
		}
		if got := o.counts(day); got != s.want {
			t.Errorf("step %d: %s, want %s", i, got, s.want)
		}
	}
	if n, m, k := o.audited("history.import"), o.audited("history.undo"), o.audited("history.redo"); n != 2+3 || m != 3 || k != 3 {
		t.Errorf("%d imports, %d undone, %d done again in the audit", n, m, k)
	}
	if all, err := o.HistoryLayers(o.planner, o.team, desk.Page{}); err != nil || len(all) != 4 || all[0].ID != third.Layer.ID || all[3].Name != "history/all.csv" {
		t.Errorf("%d layers, %v", len(all), err)
	}
	if page, err := o.HistoryLayers(o.planner, o.team, desk.Page{Before: second.Layer.ID, Limit: 1}); err != nil || len(page) != 1 || page[0].ID != first.Layer.ID {
		t.Errorf("the page before the second is %+v, %v", page, err)
	}
}

// What cannot be undone: what somebody else changed, what is undone, and what
// is another team's.
func TestUndoHistoryRefuses(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	l := o.imports("first.csv", file("2026-11-21", 1)).Layer
	tests := map[string]struct {
		who     context.Context
		layer   int64
		version int
		redo    bool
		kind    roster.Kind
	}{
		"an old version":       {o.planner, l.ID, 0, false, roster.Conflict},
		"done again, not done": {o.planner, l.ID, 1, true, roster.Conflict},
		"no layer":             {o.planner, 1 << 40, 1, false, roster.NotFound},
		"a lead":               {o.lead, l.ID, 1, false, roster.Forbidden},
		"a stranger":           {o.stranger, l.ID, 1, false, roster.NotFound},
	}
	for name, tt := range tests {
		set := o.UndoHistory
		if tt.redo {
			set = o.RedoHistory
		}
		_, err := set(tt.who, tt.layer, tt.version)
		wantKind(t, name, err, tt.kind)
	}
	if got := o.counts("2026-11-21"); got != "9=1" {
		t.Errorf("history %s", got)
	}
	if _, err := o.UndoHistory(o.planner, l.ID, 1); err != nil {
		t.Fatal(err)
	}
	_, err := o.UndoHistory(o.planner, l.ID, 2)
	wantKind(t, "twice", err, roster.Conflict)
}

// A forecast reads what counts when it is made.
func TestForecastReadsTheLayersThatCount(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	mean := func() float64 {
		t.Helper()
		f := o.forecastDecember()
		sum := 0.0
		for _, v := range f.Queues[0].Values {
			sum += v.Mean
		}
		return sum / float64(len(f.Queues[0].Values))
	}
	before := mean()
	var b strings.Builder
	b.WriteString("timestamp,queue,volume\n")
	for d := roster.NewDate(2026, 10, 10); d < roster.NewDate(2026, 11, 21); d++ {
		for hour := 9; hour < 21; hour++ {
			fmt.Fprintf(&b, "%sT%02d:00,phone,%d\n", d, hour, 50+10*(hour%4))
		}
	}
	l := o.imports("tenfold.csv", b.String()).Layer
	if m := mean(); m < 9*before || m > 11*before {
		t.Errorf("tenfold history forecasts %.1f an hour, was %.1f", m, before)
	}
	if _, err := o.UndoHistory(o.planner, l.ID, 1); err != nil {
		t.Fatal(err)
	}
	if f, err := o.LatestForecast(o.planner, o.team, december); err != nil || !f.Changed || len(f.Layers) != 2 || f.Layers[1] != l.ID {
		t.Errorf("the forecast is of layers %v, changed %v; %v", f.Layers, f.Changed, err)
	}
	if m := mean(); m != before {
		t.Errorf("undone it forecasts %v an hour, was %v", m, before)
	}
	o.imports("january.csv", file("2027-01-04", 5)) // behind the month
	if f, err := o.LatestForecast(o.planner, o.team, december); err != nil || f.Changed || len(f.Layers) != 1 {
		t.Errorf("the forecast is of layers %v, changed %v; %v", f.Layers, f.Changed, err)
	}
}

// Whatever is imported, undone and done again in whatever order: what counts is
// what a list of tables says, looked through from the newest.
func TestHistoryIsTheNewestActiveLayer(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	type layer struct {
		id      int64
		version int
		active  bool
		counts  map[int]int // by hour
	}
	random := rand.New(rand.NewPCG(7, 11))
	points, volume := 0, 0 // that count, of the days before
	if spans, err := o.HistorySpans(o.planner, o.team); err == nil && len(spans) == 1 {
		points, volume = spans[0].Points, int(spans[0].Volume)
	}
	for day := roster.NewDate(2027, 1, 1); day < roster.NewDate(2027, 1, 13); day++ { // none of them concerns another
		var layers []*layer
		var want []string
		sum := 0
		for step := range 10 {
			if n := len(layers); n == 0 || random.IntN(2) == 0 {
				l := &layer{active: true, version: 1, counts: map[int]int{}}
				counts := make([]int, 5)
				for i := range counts {
					if counts[i] = random.IntN(4) - 1; counts[i] >= 0 {
						l.counts[9+i] = counts[i]
					}
				}
				if len(l.counts) == 0 {
					continue
				}
				in, err := o.ImportHistoryAgain(o.planner, o.team, "x.csv", strings.NewReader(file(day.String(), counts...)))
				if err != nil {
					t.Fatal(err)
				}
				l.id = in.Layer.ID
				layers = append(layers, l)
			} else {
				l := layers[random.IntN(n)]
				set := o.UndoHistory
				if !l.active {
					set = o.RedoHistory
				}
				if _, err := set(o.planner, l.id, l.version); err != nil {
					t.Fatal(err)
				}
				l.version++
				l.active = !l.active
			}
			want, sum = nil, 0
			for hour := 9; hour < 14; hour++ {
				for _, l := range slices.Backward(layers) {
					if n, ok := l.counts[hour]; ok && l.active {
						want = append(want, fmt.Sprintf("%d=%d", hour, n))
						sum += n
						break
					}
				}
			}
			if got := o.counts(day.String()); got != strings.Join(want, " ") {
				t.Fatalf("%s, step %d: %s, want %s", day, step, got, strings.Join(want, " "))
			}
			spans, err := o.HistorySpans(o.planner, o.team)
			if err != nil || spans[0].Points != points+len(want) || int(spans[0].Volume) != volume+sum {
				t.Fatalf("%s, step %d: spans %+v, %v, want %d points of %d", day, step, spans, err, points+len(want), volume+sum)
			}
		}
		points, volume = points+len(want), volume+sum
	}
}

// Of two who undo one layer at the same time one does it, and the other is told.
func TestUndoAtTheSameTime(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	l := o.imports("first.csv", file("2026-11-21", 1)).Layer
	answers := make(chan error)
	for range 4 {
		go func() { _, err := o.UndoHistory(o.planner, l.ID, 1); answers <- err }()
	}
	done := 0
	for range 4 {
		err := <-answers
		var known *roster.Error
		switch {
		case err == nil:
			done++
		case !errors.As(err, &known) || known.Kind != roster.Conflict:
			t.Errorf("told %v", err)
		}
	}
	if done != 1 || o.audited("history.undo") != 1 {
		t.Errorf("undone %d times", done)
	}
}

// A workspace's files become a layer each, in the order of their names.
func TestImportedFilesAreLayers(t *testing.T) {
	t.Parallel()
	d, _ := newDesk(t)
	folder := desktest.SmallTeam("Layers")
	folder["history/late.csv"] = folder["agents.csv"]
	late := *folder["agents.csv"]
	late.Data = []byte(file("2026-11-20", 100))
	folder["history/late.csv"] = &late
	system := desk.System(t.Context())
	in, err := d.Import(system, folder)
	if err != nil {
		t.Fatal(err)
	}
	layers, err := d.HistoryLayers(system, in.Team.ID, desk.Page{})
	if err != nil || len(layers) != 2 || layers[0].Name != "history/late.csv" || layers[0].Parts[0].Changed != 1 {
		t.Errorf("layers %+v, %v", layers, err)
	}
	day := date(t, "2026-11-20")
	points, err := d.History(system, in.Team.ID, "phone", day, day+1)
	if err != nil || len(points) != 12 || points[0].Volume != 100 || points[1].Volume != 7 {
		t.Errorf("history %+v, %v", points, err)
	}
	if !slices.ContainsFunc(in.Warnings, func(f roster.Fault) bool { return strings.Contains(f.Problem, "overrides 1 interval ") }) {
		t.Errorf("warnings %v", in.Warnings)
	}
}
