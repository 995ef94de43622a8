package workspace

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

func place(t testing.TB, name string) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// readHistory reads text as a file of Budapest's local time.
func readHistory(t testing.TB, text string) ([]forecast.Series, roster.Faults) {
	t.Helper()
	var faults roster.Faults
	return ReadHistory("h.csv", strings.NewReader(text), place(t, "Europe/Budapest"), 0, &faults), faults
}

// dumpSeries writes series as "name[interval]: 02T03:00+01:00=volume/aht ...".
func dumpSeries(all []forecast.Series) string {
	var out []string
	for _, s := range all {
		line := fmt.Sprintf("%s[%s]:", s.Name, minutesText(s.Interval))
		for _, p := range s.Points {
			line += fmt.Sprintf(" %s=%v", p.Start.Format("02T15:04Z07:00"), p.Volume)
			if p.AHT > 0 {
				line += fmt.Sprintf("/%v", p.AHT)
			}
		}
		out = append(out, line)
	}
	return strings.Join(out, "; ")
}

func TestReadHistory(t *testing.T) {
	tests := map[string]struct {
		text  string
		want  string
		warns []string // a part of each warning
	}{
		"local time": {"timestamp,volume\n2026-01-05T09:00,3\n2026-01-05T10:00,4\n",
			"[1 h]: 05T09:00+01:00=3 05T10:00+01:00=4", nil},
		"offsets and Z": {"timestamp,volume\n2026-01-05T09:00:00+01:00,3\n2026-01-05T09:00:00.000Z,4\n",
			"[1 h]: 05T09:00+01:00=3 05T10:00+01:00=4", nil},
		"series, aht and a decimal comma": {"timestamp;queue;volume;aht_seconds\n2026-01-05 09:00;a;3,5;200\n2026-01-05 09:30;a;1;\n2026-01-05 09:00;b;0;0\n",
			"a[30 min]: 05T09:00+01:00=3.5/200 05T09:30+01:00=1; b[30 min]: 05T09:00+01:00=0", nil},
		"series is another name for queue": {"timestamp,series,volume\n2026-01-05T09:00,x,1\n", "x[1 h]: 05T09:00+01:00=1", nil},
		"days":                             {"timestamp,volume\n2026-03-28,1\n2026-03-29,2\n2026-03-30,3\n", "[1 day]: 28T00:00+01:00=1 29T00:00+01:00=2 30T00:00+02:00=3", nil},
		"one hour a day is not a day":      {"timestamp,volume\n2026-01-05T09:00,1\n2026-01-06T09:00,2\n", "[1 h]: 05T09:00+01:00=1 06T09:00+01:00=2", nil},
		"more abandoned than came": {"timestamp,volume,abandoned\n2026-01-05T09:00,3,4\n", "[1 h]: 05T09:00+01:00=3",
			[]string{"more than the 3 contacts"}},
		"out of order": {"timestamp,volume\n2026-01-05T10:00,4\n2026-01-05T09:00,3\n2026-01-05T11:00,5\n",
			"[1 h]: 05T09:00+01:00=3 05T10:00+01:00=4 05T11:00+01:00=5", []string{"h.csv:2: timestamp \"2026-01-05T10:00\": out of order, as are 1 in all"}},
		"spring hour of nothing": {"timestamp,volume\n2026-03-29T01:00,4\n2026-03-29T02:00,0\n2026-03-29T03:00,5\n",
			"[1 h]: 29T01:00+01:00=4 29T03:00+02:00=5", []string{"h.csv:3: timestamp \"2026-03-29T02:00\": the local clock skips this time in spring; the row counts nothing"}},
		"autumn hour in one row": {"timestamp,volume\n2025-10-26T01:00,4\n2025-10-26T02:00,9\n2025-10-26T03:00,5\n",
			"[1 h]: 26T01:00+02:00=4 26T02:00+02:00=9 26T03:00+01:00=5", []string{"h.csv:3: timestamp \"2025-10-26T02:00\": the clock shows this hour twice; the one row is taken as the sum"}},
		"autumn hour in two rows": {"timestamp,volume\n2025-10-26T01:00,4\n2025-10-26T02:00,5\n2025-10-26T02:00,6\n2025-10-26T03:00,5\n",
			"[1 h]: 26T01:00+02:00=4 26T02:00+02:00=5 26T02:00+01:00=6 26T03:00+01:00=5", []string{"h.csv:3: timestamp \"2025-10-26T02:00\": the clock shows this hour twice; the two rows"}},
		"autumn half hours, one hour after the other": {"timestamp,volume\n2025-10-26T02:00,1\n2025-10-26T02:30,2\n2025-10-26T02:00,3\n2025-10-26T02:30,4\n",
			"[30 min]: 26T02:00+02:00=1 26T02:30+02:00=2 26T02:00+01:00=3 26T02:30+01:00=4", []string{"the two rows"}},
		"Amazon Connect": {"QueueName,QueueId,ChannelType,TimeStamp,IntervalDuration,IncomingContactVolume,AverageHandleTime,ContactsHandled\n" +
			"sales,1,VOICE,2026-01-05T08:00:00Z,15mins,7,210.5,6\nsales,1,CHAT,2026-01-05T08:00:00Z,15mins,2,400,2\nhelp,2,VOICE,2026-01-05T08:15:00Z,15mins,1,90,1\n",
			"sales/voice[15 min]: 05T09:00+01:00=7/210.5; sales/chat[15 min]: 05T09:00+01:00=2/400; help[15 min]: 05T09:15+01:00=1/90", nil},
		"Amazon Connect by day": {"QueueName,TimeStamp,IntervalDuration,IncomingContactVolume\nsales,2026-01-05T00:00:00Z,daily,7\n",
			"sales[1 day]: 05T00:00+01:00=7", nil},
		"Genesys adds up skills": {"Interval Start UTC Date,Queue,Media Type,Skill Set,Language,Offered,Interactions Handled,Total Handle Time\n" +
			"2026-01-05T08:00:00Z,q,Voice,a|||b,en,3,3,300\n2026-01-05T08:00:00Z,q,Voice,a,en,1,1,500\n2026-01-05T08:30:00Z,q,Voice,a,en,0,0,0\n",
			"q[30 min]: 05T09:00+01:00=4/200 05T09:30+01:00=0", nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, faults := readHistory(t, tt.text)
			if dumpSeries(got) != tt.want {
				t.Errorf("\n got %s\nwant %s", dumpSeries(got), tt.want)
			}
			wantFaults(t, faults, tt.warns)
			if err := faults.Err(); err != nil {
				t.Errorf("errors where warnings are wanted: %v", err)
			}
		})
	}
}

func TestReadHistoryFaults(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"wrong header":         {"time,volume\n", `column "time": unknown column`},
		"not a number":         {"timestamp,volume\n2026-01-05T09:00,x\n", `h.csv:2: volume "x": not a number`},
		"nothing":              {"timestamp,volume\n2026-01-05T09:00,\n", `volume "": no number stands here; write 0 when the queue was open`},
		"negative":             {"timestamp,volume\n2026-01-05T09:00,-1\n", `volume "-1": less than nothing`},
		"NaN":                  {"timestamp,volume\n2026-01-05T09:00,NaN\n", `volume "NaN": not a number`},
		"negative aht":         {"timestamp,volume,aht_seconds\n2026-01-05T09:00,1,-5\n", `aht_seconds "-5": less than nothing`},
		"bad abandoned":        {"timestamp,volume,abandoned\n2026-01-05T09:00,1,x\n", `abandoned "x": not a number`},
		"no queue":             {"timestamp,queue,volume\n2026-01-05T09:00,,1\n", `queue "": no queue named`},
		"spring hour":          {"timestamp,volume\n2026-03-29T02:00,1\n", `timestamp "2026-03-29T02:00": the local clock skips this time in spring; write the hour that follows`},
		"duplicate":            {"timestamp,volume\n2026-01-05T09:00,1\n2026-01-05T10:00,1\n2026-01-05T09:00,2\n", "h.csv:4: timestamp \"2026-01-05T09:00\": line 2 has the same time"},
		"three autumn rows":    {"timestamp,volume\n2025-10-26T02:00,1\n2025-10-26T02:00,1\n2025-10-26T02:00,1\n", "has the same time"},
		"day that is not":      {"timestamp,volume\n2026-02-29T09:00,1\n", "not a time"},
		"day first":            {"timestamp,volume\n05.01.2026 09:00,1\n", "not a time; write it as 2026-12-01T09:00"},
		"hour 24":              {"timestamp,volume\n2026-01-05T24:00,1\n", "not a time"},
		"seconds":              {"timestamp,volume\n2026-01-05T09:00:30,1\n", "not on a whole minute"},
		"bad offset":           {"timestamp,volume\n2026-01-05T09:00+25:00,1\n", "not a time"},
		"header only":          {"timestamp,volume\n", "no rows of history"},
		"Genesys duplicate":    {"Interval Start UTC Date,Queue,Skill Set,Offered\n2026-01-05T08:00Z,q,a,3\n2026-01-05T08:00Z,q,b,1\n2026-01-05T08:00Z,q,a,3\n", "h.csv:4: Interval Start UTC Date \"2026-01-05T08:00\": line 2 has the same time (queue q)"},
		"Amazon mixed":         {"QueueName,TimeStamp,IntervalDuration,IncomingContactVolume\na,2026-01-05T08:00Z,15mins,1\na,2026-01-05T09:00Z,30mins,1\n", `IntervalDuration "30mins": the file mixes intervals; others are of 15 min`},
		"Amazon odd interval":  {"QueueName,TimeStamp,IntervalDuration,IncomingContactVolume\na,2026-01-05T08:00Z,20mins,1\n", "unknown interval"},
		"rows a minute apart":  {"timestamp,volume\n2026-01-05T09:00,1\n2026-01-05T09:01,1\n2026-01-05T09:02,1\n", "the rows are 1 min apart"},
		"off the grid":         {"timestamp,volume\n" + hours(60, "") + "2026-01-20T09:07,1\n", `timestamp "2026-01-20T09:07": not on the grid of 1 h`},
		"hours, then half hrs": {"timestamp,volume\n" + hours(60, "") + halfHours(60), "the file mixes intervals: rows of 1 h from here, others of 30 min"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, faults := readHistory(t, tt.text)
			bad := faults.Errors()
			if len(bad) == 0 || !strings.Contains(bad[0].String(), tt.want) {
				t.Errorf("faults %v, want one with %q", bad, tt.want)
			}
		})
	}
}

// hours writes n hourly rows from the first of January 2026.
func hours(n int, queue string) string {
	var b strings.Builder
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		fmt.Fprintf(&b, "%s%s,%d\n", start.Add(time.Duration(i)*time.Hour).Format("2006-01-02T15:04"), queue, i%7)
	}
	return b.String()
}

func halfHours(n int) string {
	var b strings.Builder
	start := time.Date(2026, 1, 10, 0, 0, 0, 0, time.UTC)
	for i := range n {
		fmt.Fprintf(&b, "%s,%d\n", start.Add(time.Duration(i)*30*time.Minute).Format("2006-01-02T15:04"), i%7)
	}
	return b.String()
}

func TestHolesAreWarnings(t *testing.T) {
	rows := strings.SplitAfter(hours(24*28, ""), "\n")
	rows = append(rows[:400], rows[405:]...) // five hours lost
	_, faults := readHistory(t, "timestamp,volume\n"+strings.Join(rows, ""))
	wantFaults(t, faults, []string{"5 intervals from 2026-01-17T16:00 on have no row; they count as closed"})
	if !faults[0].Warning {
		t.Error("a hole is an error, want a warning")
	}
}

// Every fault is found in one reading, and good rows are returned all the same.
func TestAllFaultsAtOnce(t *testing.T) {
	got, faults := readHistory(t, "timestamp,volume\n2026-01-05T09:00,x\nyesterday,1\n2026-01-05T10:00,-4\n2026-01-05T11:00,7\n")
	wantFaults(t, faults, []string{"h.csv:2: volume", "h.csv:3: timestamp", "h.csv:4: volume"})
	if want := "[1 h]: 05T11:00+01:00=7"; dumpSeries(got) != want {
		t.Errorf("got %s, want %s", dumpSeries(got), want)
	}
}

// Timestamps read by hand are what the time package reads.
func TestStampsAgreeWithTheTimePackage(t *testing.T) {
	for _, name := range []string{"Europe/Budapest", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "America/Havana", "Africa/Cairo"} {
		zone := place(t, name)
		clock := newWallClock(zone)
		for at := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < 2027; at = at.Add(30 * time.Minute) {
			local := at.In(zone)
			stamp, problem := parseStamp(local.Format("2006-01-02T15:04:05"))
			if problem != "" {
				t.Fatalf("%s: %v: %s", name, local, problem)
			}
			got, hour := clock.instant(stamp.wall)
			if hour == hourTwice && got != at.Unix() {
				got = clock.second(got)
			}
			if got != at.Unix() || hour == hourSkipped {
				t.Fatalf("%s: %v read as %v (%v)", name, local, time.Unix(got, 0).In(zone), hour)
			}
			zoned, _ := parseStamp(local.Format(time.RFC3339))
			if zoned.wall*60-int64(zoned.offset) != at.Unix() {
				t.Fatalf("%s: %v with its offset read wrongly", name, local)
			}
		}
	}
}

func TestRealHistory(t *testing.T) {
	const dir = "../../../shared/bench/forecast"
	tests := map[string]struct {
		zone   string
		series int
		rows   int
	}{
		"bank_calls_5min.csv":         {"America/New_York", 1, 27716},
		"bank_calls_hourly.csv":       {"America/New_York", 1, 2296},
		"montco_911_hourly.csv":       {"America/New_York", 4, 4 * 6132},
		"uihc_ed_arrivals_hourly.csv": {"America/Chicago", 1, 41640 - 5}, // less the five spring hours
	}
	for name, tt := range tests {
		file, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			continue // public data, read where it is at hand; the other tests make their own
		}
		t.Run(name, func(t *testing.T) {
			defer file.Close()
			var faults roster.Faults
			got := ReadHistory(name, file, place(t, tt.zone), 0, &faults)
			rows := 0
			for _, s := range got {
				rows += len(s.Points)
			}
			if len(got) != tt.series || rows != tt.rows || faults.Err() != nil {
				t.Errorf("%d series of %d rows, want %d of %d; %v", len(got), rows, tt.series, tt.rows, faults.Errors())
			}
		})
	}
}

// FuzzReadHistory asserts what the forecast needs of a history, whatever the file.
func FuzzReadHistory(f *testing.F) {
	f.Add("timestamp,volume\n2026-01-05T09:00,3\n2026-01-05T10:00,4\n")
	f.Add("timestamp;queue;volume;aht_seconds\n2025-10-26T02:00;a;3,5;200\n2025-10-26T02:00;a;3;2\n")
	f.Add("Interval Start UTC Date,Queue,Skill Set,Offered\n2026-01-05T08:00Z,q,a,3\n")
	f.Add("QueueName,TimeStamp,IntervalDuration,IncomingContactVolume\na,2026-01-05T08:00Z,daily,1\n")
	f.Add("sep=;\ntimestamp;volume\n\"2026-01-05\n")
	zone := place(f, "Europe/Budapest")
	f.Fuzz(func(t *testing.T, text string) {
		var faults roster.Faults
		for _, s := range ReadHistory("h.csv", strings.NewReader(text), zone, 0, &faults) {
			for i, p := range s.Points {
				if !(p.Volume >= 0) || !(p.AHT >= 0) || i > 0 && !p.Start.After(s.Points[i-1].Start) {
					t.Fatalf("point %d of %d: %+v", i, len(s.Points), p)
				}
			}
		}
		if len(faults) > 2*mostFaults+2 {
			t.Fatalf("%d faults", len(faults))
		}
		layOver(t, text, zone)
	})
}

// layOver lays a file over another and asserts the same of what comes out.
func layOver(t *testing.T, text string, zone *time.Location) {
	t.Helper()
	var faults roster.Faults
	known := ReadPacked("known.csv", strings.NewReader("timestamp,queue,volume\n2025-10-26T01:00,a,3\n2026-01-05T09:00,a,3\n2026-01-05T10:00,a,4\n"), zone, 0, &faults)
	known.Lay("h.csv", ReadLater("h.csv", strings.NewReader(text), zone, known.Usual(), &faults), &faults)
	for _, s := range known.All() {
		for i, p := range s.Points {
			if !(p.Volume >= 0) || !(p.AHT >= 0) || i > 0 && !p.Start.After(s.Points[i-1].Start) {
				t.Fatalf("laid over another, point %d of %d: %+v", i, len(s.Points), p)
			}
		}
	}
}

// Two years of ten queues by the hour; the goal is a fifth of a second.
func BenchmarkReadHistory(b *testing.B) {
	var text strings.Builder
	text.WriteString("timestamp,queue,volume,aht_seconds\n")
	start := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for h := range 2 * 365 * 24 {
		at := start.Add(time.Duration(h) * time.Hour).Format("2006-01-02T15:04:05Z")
		for q := range 10 {
			fmt.Fprintf(&text, "%s,queue-%d,%d,%d\n", at, q, (h*7+q)%90, 180+q)
		}
	}
	zone := place(b, "Europe/Budapest")
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		var faults roster.Faults
		if got := ReadHistory("h.csv", strings.NewReader(text.String()), zone, 0, &faults); len(got) != 10 || faults.Err() != nil {
			b.Fatal(len(got), faults)
		}
	}
}
