package workspace

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

func TestReadEvents(t *testing.T) {
	const text = "date,until,name,factor,target,cap,closed,queue,from,to\n" +
		"2026-12-10,2026-12-14,campaign,+20 %,,,,phone,,\n" +
		"2026-12-15,,outage,,250,,,,,\n" +
		"2026-12-16,,lines,80%,,400,,,09:00,12:00\n" +
		"2026-12-17,,quiet,-15%,,,,,,\n" +
		"2026-12-18,,learnt,,,,no,,,\n"
	var faults roster.Faults
	got := ReadEvents("events.csv", strings.NewReader(text), []string{"phone"}, &faults)
	want := []forecast.SpecialDay{
		{Date: "2026-12-10", Until: "2026-12-14", Name: "campaign", Kind: "event", Factor: 1.2, Series: "phone"},
		{Date: "2026-12-15", Name: "outage", Kind: "event", Target: 250},
		{Date: "2026-12-16", Name: "lines", Kind: "event", Factor: 0.8, Cap: 400, From: "09:00", To: "12:00"},
		{Date: "2026-12-17", Name: "quiet", Kind: "event", Factor: 0.85},
		{Date: "2026-12-18", Name: "learnt", Kind: "event"},
	}
	if diff := cmp.Diff(want, got); diff != "" || len(faults) > 0 {
		t.Errorf("events differ (-want +got):\n%s%v", diff, faults)
	}
}

func TestEventFaults(t *testing.T) {
	tests := map[string]string{
		"2026-12-10,2026-12-09,x,,,,":     `events.csv:2: until "2026-12-09": before date 2026-12-10`,
		"2026-12-10,2028-12-09,x,,,,":     `until "2028-12-09": more than a year of one event`,
		"2026-12-10,,x,0,,,":              `factor "0": nothing would come; write yes into closed`,
		"2026-12-10,,x,-120%,,,":          `factor "-120%": negative`,
		"2026-12-10,,x,1000,,,":           `factor "1000": out of range`,
		"2026-12-10,,x,many,,,":           `factor "many": `,
		"2026-12-10,,x,1.2,300,,":         `target "300": a factor and a target; keep one`,
		"2026-12-10,,x,,300,200,":         `cap "200": a target and a cap; keep one`,
		"2026-12-10,,x,,,200,yes":         `closed "yes": closed, and yet contacts are said to come`,
		"2026-12-10,,x,,-5,,":             `target "-5": negative`,
		"2026-12-10,,x,,,99999999999999,": `cap "99999999999999": out of range`,
	}
	for row, want := range tests {
		var faults roster.Faults
		ReadEvents("events.csv", strings.NewReader("date,until,name,factor,target,cap,closed\n"+row+"\n"), nil, &faults)
		if len(faults) != 1 || !strings.Contains(faults[0].String(), want) {
			t.Errorf("%s: %v, want %s", row, faults, want)
		}
	}
}

func TestEventsRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var want []forecast.SpecialDay
		for i := range rapid.IntRange(0, 8).Draw(rt, "events") {
			e := forecast.SpecialDay{Date: fmt.Sprintf("2026-12-%02d", 1+i), Name: rapid.SampledFrom([]string{"a", "x, y", `"z"`}).Draw(rt, "name"), Kind: "event"}
			switch size := float64(rapid.IntRange(1, 1000).Draw(rt, "size")); rapid.IntRange(0, 4).Draw(rt, "effect") {
			case 0:
				e.Factor = size / 100
			case 1:
				e.Target = size
			case 2:
				e.Cap = size
			case 3:
				e.Closed = true
			}
			if rapid.Bool().Draw(rt, "several") {
				e.Until = "2026-12-20"
			}
			if rapid.Bool().Draw(rt, "part") {
				e.From, e.To = "09:00", "24:00"
			}
			want = append(want, e)
		}
		var file bytes.Buffer
		if err := WriteEvents(&file, want); err != nil {
			rt.Fatal(err)
		}
		var faults roster.Faults
		if diff := cmp.Diff(want, ReadEvents("events.csv", &file, nil, &faults)); diff != "" || len(faults) > 0 {
			rt.Errorf("events differ (-want +got):\n%s%v", diff, faults)
		}
	})
}

func TestLeftOutRoundTrip(t *testing.T) {
	zone := place(t, "Europe/Berlin")
	rapid.Check(t, func(rt *rapid.T) {
		var want []forecast.Verdict
		for range rapid.IntRange(0, 6).Draw(rt, "spans") {
			from := time.Date(2026, 10, 24, rapid.IntRange(0, 48).Draw(rt, "hour"), 30, 0, 0, time.UTC) // over the hour that comes twice
			want = append(want, forecast.Verdict{From: from, To: from.Add(time.Duration(rapid.IntRange(1, 99).Draw(rt, "hours")) * time.Hour),
				Keep: rapid.Bool().Draw(rt, "keep"), Series: rapid.SampledFrom([]string{"", "phone"}).Draw(rt, "queue"), Reason: rapid.SampledFrom([]string{"", "fire, alarm"}).Draw(rt, "reason")})
		}
		var file bytes.Buffer
		if err := WriteLeftOut(&file, zone, want); err != nil {
			rt.Fatal(err)
		}
		var faults roster.Faults
		got := ReadLeftOut("left_out.csv", &file, zone, []string{"phone"}, &faults)
		if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b time.Time) bool { return a.Equal(b) })); diff != "" || len(faults) > 0 {
			rt.Errorf("spans differ (-want +got):\n%s%v", diff, faults)
		}
	})
}

func TestLeftOutFaults(t *testing.T) {
	tests := map[string]string{
		"2026-12-10T09:00,2026-12-10T09:00,,,":         `left_out.csv:2: to "2026-12-10T09:00": not behind from`,
		"2026-12-10T09:00,,,,":                         `to "": empty`,
		"10.12.2026,2026-12-11,,,":                     `from "10.12.2026": not a time`,
		"2026-12-10,2026-12-11,chat,,":                 `queue "chat": unknown queue`,
		"2026-12-10,2026-12-11,,perhaps,":              `decision "perhaps": not one of the values`,
		"2026-12-10T09:00Z,2026-12-10T09:30+01:00,,,x": `not behind from`,
	}
	for row, want := range tests {
		var faults roster.Faults
		ReadLeftOut("left_out.csv", strings.NewReader("from,to,queue,decision,reason\n"+row+"\n"), place(t, "Europe/Berlin"), []string{"phone"}, &faults)
		if len(faults) != 1 || !strings.Contains(faults[0].String(), want) {
			t.Errorf("%s: %v, want %s", row, faults, want)
		}
	}
}

// Local times are the team's: a December day in Berlin begins an hour before it does in UTC.
func TestLeftOutIsLocal(t *testing.T) {
	var faults roster.Faults
	got := ReadLeftOut("left_out.csv", strings.NewReader("from,to\n2026-12-10,2026-12-10T09:30\n"), place(t, "Europe/Berlin"), nil, &faults)
	if len(got) != 1 || !got[0].From.Equal(time.Date(2026, 12, 9, 23, 0, 0, 0, time.UTC)) || !got[0].To.Equal(time.Date(2026, 12, 10, 8, 30, 0, 0, time.UTC)) || got[0].Keep {
		t.Errorf("%+v, %v", got, faults)
	}
}

func TestQueuesThatBorrow(t *testing.T) {
	read := func(keys string) (*Workspace, string) {
		ws, err := Read(smallFolder(map[string]string{"team.yaml": strings.Replace(smallTeam, "queues:\n", "queues:\n  - {id: new, channel: chat, aht: 5m, service_level: 80/30s"+keys+"}\n", 1)}))
		return ws, fmt.Sprint(err, ws.Faults)
	}
	ws, text := read(", like: phone, weekly_contacts: 300, estimate_new_hours: true")
	if q := ws.Team.Queues[0]; q.Like != "phone" || q.Weekly != 300 || !q.NewHours || strings.Contains(text, "no history") {
		t.Errorf("%+v, %s", q, text)
	}
	for keys, want := range map[string]string{
		", like: fone":          `unknown queue; write one of new, phone`,
		", like: new":           `a queue cannot borrow from itself`,
		", weekly_contacts: 30": `a level without a shape`,
		", like: phone":         `no history, so that no work is forecast`,
	} {
		if _, text := read(keys); !strings.Contains(text, want) {
			t.Errorf("%s: %s, want %s", keys, text, want)
		}
	}
}
