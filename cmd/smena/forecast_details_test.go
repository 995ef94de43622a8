package main

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
	"time"
)

// rowsOf reads a CSV file that the program wrote.
func rowsOf(t *testing.T, file string) [][]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func figure(t *testing.T, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// Parts multiply to the mean and sums add it up, in the files as in the values.
func TestForecastDetails(t *testing.T) {
	dir := historyFile(t)
	parts, sums := filepath.Join(dir, "parts.out"), filepath.Join(dir, "sums.out")
	var out, errs strings.Builder
	code := run(t.Context(), environment{Stdout: &out, Stderr: &errs, Now: time.Now}, []string{"forecast", filepath.Join(dir, "calls.csv"), "--zone", "UTC",
		"--from", "2026-04-27T00:00", "--horizon", "336h", "--backtest", "--like", "north", "--explain", parts, "--sums", sums})
	if code != 0 {
		t.Fatalf("code %d: %s", code, errs.String())
	}
	if !strings.Contains(out.String(), "chosen: ") || !strings.Contains(out.String(), "week 2 ahead: WAPE") {
		t.Errorf("the backtest does not say why or how well by week:\n%s", out.String())
	}
	total := map[string]float64{}
	for _, r := range rowsOf(t, parts)[1:] {
		product := 1.0
		for _, c := range []int{3, 4, 5, 6, 7, 8, 10} {
			product *= figure(t, r[c])
		}
		if mean := figure(t, r[2]); math.Abs(product-mean) > 0.01*mean+0.01 {
			t.Fatalf("%v multiplies to %v", r, product)
		}
		total[r[1]] += figure(t, r[2])
	}
	days := map[string]float64{}
	for _, r := range rowsOf(t, sums)[1:] {
		if r[0] == "day" {
			days[r[3]] += figure(t, r[4])
		}
		if !(figure(t, r[5]) <= figure(t, r[6]) && figure(t, r[6]) <= figure(t, r[7])) {
			t.Errorf("the band of %v falls", r)
		}
	}
	for _, name := range []string{"north", "south"} {
		if math.Abs(total[name]-days[name]) > 0.1 || total[name] == 0 {
			t.Errorf("%s: %.2f in all, its days %.2f", name, total[name], days[name])
		}
	}
}

func TestForecastWithAnUnknownSibling(t *testing.T) {
	var out, errs strings.Builder
	code := run(t.Context(), environment{Stdout: &out, Stderr: &errs, Now: time.Now}, []string{"forecast", filepath.Join(historyFile(t), "calls.csv"),
		"--zone", "UTC", "--from", "2026-04-27T00:00", "--like", "east"})
	if code != 2 || !strings.Contains(errs.String(), `"east": the history has no such series`) {
		t.Errorf("code %d: %s", code, errs.String())
	}
}

// Memory is collected more often while a forecast is made, and as before
// afterwards; who asked for still more often, or never, is heard.
func TestFrugal(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	for before, during := range map[int]int{100: 50, 400: 50, 50: 50, 20: 20, -1: -1} {
		debug.SetGCPercent(before)
		restore := frugal()
		if got := debug.SetGCPercent(during); got != during {
			t.Errorf("%d %% while a forecast is made, want %d", got, during)
		}
		restore()
		if got := debug.SetGCPercent(100); got != before {
			t.Errorf("%d %% afterwards, want %d", got, before)
		}
	}
}

// Who tells of no holidays hears how to, and only who does not; it is no
// warning that --strict would refuse.
func TestForecastAsksForHolidays(t *testing.T) {
	dir := historyFile(t)
	events := filepath.Join(dir, "events.txt")
	if err := os.WriteFile(events, []byte("date,name,kind\n2026-04-29,sale,event\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	base := []string{"forecast", filepath.Join(dir, "calls.csv"), "--zone", "UTC", "--from", "2026-04-27T00:00", "--horizon", "168h"}
	for _, tt := range []struct {
		args  []string
		asked bool
	}{
		{nil, true},
		{[]string{"--strict"}, true},
		{[]string{"--country", "HU"}, false},
		{[]string{"--events", events}, false},
		{[]string{"--country", "none"}, false},
	} {
		code, _, errs := runWords(t, append(base, tt.args...)...)
		if asked := strings.Contains(errs, "name the country as --country"); code != 0 || asked != tt.asked {
			t.Errorf("%v: code %d, asked %v, want %v: %s", tt.args, code, asked, tt.asked, errs)
		}
	}
}

// Without a country named its holidays are those of the zone, and it is said so;
// the forecast is the same as with the country, and another than without holidays.
func TestForecastTakesTheCountryOfTheZone(t *testing.T) {
	dir := historyFile(t)
	base := []string{"forecast", filepath.Join(dir, "calls.csv"), "--zone", "Asia/Yekaterinburg", "--from", "2026-04-27T00:00", "--horizon", "168h"}
	_, plain, errs := runWords(t, base...)
	if !strings.Contains(errs, "those of RU, where Asia/Yekaterinburg is") {
		t.Errorf("nobody is told whose holidays count: %s", errs)
	}
	_, named, errs := runWords(t, append(base, "--country", "RU")...)
	if plain != named || strings.Contains(errs, "note:") {
		t.Errorf("the country of the zone is not what it is when named; %s", errs)
	}
	if _, none, _ := runWords(t, append(base, "--country", "none")...); none == plain {
		t.Error("1 May is forecast as if it were a usual day, or --country none leaves nothing out")
	}
}
