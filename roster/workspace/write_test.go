package workspace

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/smena-org/smena/roster"
)

// written writes a workspace into memory.
func written(t *testing.T, w *Workspace, definition string) fstest.MapFS {
	t.Helper()
	files := map[string]*bytes.Buffer{}
	err := w.Write(definition, func(name string) (io.Writer, error) {
		files[name] = &bytes.Buffer{}
		return files[name], nil
	})
	if err != nil {
		t.Fatal(err)
	}
	out := fstest.MapFS{}
	for name, b := range files {
		out[name] = &fstest.MapFile{Data: b.Bytes()}
	}
	return out
}

// again reads what was written, and holds it against what it was written from.
func again(t *testing.T, name string, w *Workspace, definition string) {
	t.Helper()
	got, err := Read(written(t, w, definition))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if diff := cmp.Diff(w, got, sameZones, cmpopts.IgnoreFields(Workspace{}, "Dir", "Faults")); diff != "" {
		t.Errorf("%s differs (-want +got):\n%.3000s", name, diff)
	}
}

// Every example, read, written and read again is what it was.
func TestWriteExamplesAgain(t *testing.T) {
	for _, e := range examples {
		files, err := e.files(roster.NewDate(2026, 11, 20), 1)
		if err != nil {
			t.Fatal(err)
		}
		folder := fstest.MapFS{}
		for _, f := range files {
			folder[f.name] = &fstest.MapFile{Data: f.data}
		}
		w, err := Read(folder)
		if err != nil {
			t.Fatal(err)
		}
		again(t, e.Name, w, string(folder[teamFile].Data))
	}
}

// What the examples do not hold: hours over midnight, a changed contract, open
// ends, times of the hour that the clocks give back, quotes in names.
func TestWriteWhatIsRare(t *testing.T) {
	files, err := examples[0].files(roster.NewDate(2026, 11, 20), 1)
	if err != nil {
		t.Fatal(err)
	}
	folder := fstest.MapFS{}
	for _, f := range files {
		if f.name == teamFile || f.name == agentsFile || f.name[:4] == "hist" {
			folder[f.name] = &fstest.MapFile{Data: f.data}
		}
	}
	w, err := Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	ann := &w.Agents[0]
	day := roster.NewDate(2026, 12, 1)
	ann.Name, ann.HourlyRate = `O'Hara, "Ann"`, 123405
	ann.Terms = []roster.Terms{{Contract: ann.Terms[0].Contract, From: day - 100, To: day + 10}, {Contract: ann.Terms[0].Contract, From: day + 10}}
	w.Availability = []roster.Availability{
		{Agent: ann.ID, Rule: "FREQ=DAILY", Span: roster.ClockSpan{From: 22 * 60, To: 30 * 60}},
		{Agent: ann.ID, Rule: "FREQ=WEEKLY;BYDAY=MO", From: day, To: day + 30, Span: roster.ClockSpan{From: 0, To: 24 * 60}, Can: true},
		{Agent: ann.ID, Rule: "FREQ=DAILY", Span: roster.ClockSpan{From: 6 * 60, To: 30 * 60}},
		{Agent: ann.ID, Rule: "FREQ=DAILY", Span: roster.ClockSpan{From: 18 * 60, To: 24 * 60}},
	}
	w.Absences = []roster.Absence{{Agent: ann.ID, From: day, To: day + 1, Kind: "sick"}}
	w.Requests = []roster.Request{{Agent: ann.ID, Date: day + 2, On: true, Weight: 10}, {Agent: ann.ID, Date: day + 3, Shift: w.Team.Shifts[0].Code, Weight: 1}}
	w.Pins = []roster.Pin{{Agent: ann.ID, Date: day + 4}}
	w.Balances = map[string]roster.Balance{ann.ID: {Agent: ann.ID, AsOf: day - 1, HoursBalance: -7, OvertimeYear: 61, Nights: 2, Weekends: 3, Holidays: 4, OwedRestDays: 5}}
	w.History[0].Points[0].Volume, w.History[0].Points[0].AHT = 1.0/3, 0
	again(t, "rare", w, string(folder[teamFile].Data))
}

// The hour that autumn gives back is two intervals.
func TestWriteHistoryAcrossTheClockChange(t *testing.T) {
	zone := place(t, "Europe/Budapest")
	first := time.Date(2026, 10, 25, 0, 0, 0, 0, time.UTC)
	var w Workspace
	w.History = ReadHistory("h.csv", bytes.NewReader([]byte("timestamp,queue,volume\n2026-10-25T00:00Z,q,1\n2026-10-25T01:00Z,q,2\n")), zone, time.Hour, &w.Faults)
	var b bytes.Buffer
	if err := writeHistory(&b, zone, w.History); err != nil {
		t.Fatal(err)
	}
	var faults roster.Faults
	got := ReadHistory("h.csv", &b, zone, time.Hour, &faults)
	if len(got) != 1 || len(got[0].Points) != 2 || !got[0].Points[0].Start.Equal(first) || !got[0].Points[1].Start.Equal(first.Add(time.Hour)) {
		t.Errorf("%+v, %v", got, faults)
	}
}

func TestWriteReportsErrors(t *testing.T) {
	full := errors.New("disk full")
	w := &Workspace{Agents: []roster.Agent{{ID: "a", Terms: []roster.Terms{{Contract: "c"}}}}}
	for name, create := range map[string]func(string) (io.Writer, error){
		"cannot be opened":  func(string) (io.Writer, error) { return nil, full },
		"cannot be written": func(string) (io.Writer, error) { return failing{}, nil },
	} {
		if err := w.Write("name: x", create); err == nil {
			t.Errorf("a file that %s is no error", name)
		}
	}
}
