package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// cameFile writes four weeks behind the history of historyFile, so many times
// what the forecast says.
func cameFile(t *testing.T, dir, forecast string, times float64) string {
	t.Helper()
	var out strings.Builder
	out.WriteString("timestamp,series,volume\n")
	for _, r := range rowsOf(t, forecast)[1:] {
		fmt.Fprintf(&out, "%s,%s,%.0f\n", r[0], r[1], times*figure(t, r[2]))
	}
	file := filepath.Join(dir, fmt.Sprintf("came-%.1f.csv", times))
	if err := os.WriteFile(file, []byte(out.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func runWords(t *testing.T, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs strings.Builder
	code = run(t.Context(), environment{Stdout: &out, Stderr: &errs, Now: time.Now}, args)
	return code, out.String(), errs.String()
}

// A forecast held against itself errs by rounding alone; held against twice as
// much it raises the alarm, which --strict turns into an error.
func TestReview(t *testing.T) {
	dir := historyFile(t)
	made, sums := filepath.Join(dir, "made.out"), filepath.Join(dir, "sums.out")
	if code, _, errs := runWords(t, "forecast", filepath.Join(dir, "calls.csv"), "--zone", "UTC", "--from", "2026-04-27T00:00", "--horizon", "672h", "--out", made, "--sums", sums); code != 0 {
		t.Fatal(errs)
	}
	same, days := cameFile(t, dir, made, 1), filepath.Join(dir, "days.out")
	code, out, errs := runWords(t, "review", made, same, "--zone", "UTC", "--sums", sums, "--out", days)
	if code != 0 || strings.Contains(errs, "than was forecast") || strings.Count(out, "series ") != 2 || !strings.Contains(out, "4 weeks ahead") {
		t.Errorf("the same: code %d\n%s%s", code, out, errs)
	}
	if rows := rowsOf(t, days); len(rows) != 1+2*28 || rows[0][2] != "came" || figure(t, rows[1][5]) <= figure(t, rows[1][4]) {
		t.Errorf("%d rows of days, the first %v", len(rows), rows[1])
	}
	twice := cameFile(t, dir, made, 2)
	code, out, errs = runWords(t, "review", made, twice, "--zone", "UTC", "--sums", sums)
	if code != 0 || !strings.Contains(errs, "more has come than was forecast (+100 %)") || !strings.Contains(out, "-50.") {
		t.Errorf("twice as much: code %d\n%s%s", code, out, errs)
	}
	if code, _, errs = runWords(t, "review", made, twice, "--zone", "UTC", "--sums", sums, "--strict"); code != 2 || !strings.Contains(errs, "forecast anew") {
		t.Errorf("--strict: code %d\n%s", code, errs)
	}
	if _, out, errs = runWords(t, "review", made, twice, "--zone", "UTC"); !strings.Contains(out, "no watch for drift") || strings.Contains(errs, "than was forecast") {
		t.Errorf("without sums:\n%s%s", out, errs)
	}
}

func TestReviewRefuses(t *testing.T) {
	dir := historyFile(t)
	history, made := filepath.Join(dir, "calls.csv"), filepath.Join(dir, "made.csv")
	if err := os.WriteFile(made, []byte("timestamp,series,mean,p10,p90\n2030-04-27T09:00:00Z,north,3,1,5\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	sums := filepath.Join(dir, "sums.csv")
	if err := os.WriteFile(sums, []byte("unit,from,to,series,mean\nday,2030-04-27,2030-04-28,west,3\nyear,2030-04-27,2030-04-27,north,3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for want, args := range map[string][]string{
		"name a forecast and the history":    {made},
		"--zone is missing":                  {made, history},
		"it holds nothing of what was":       {made, history, "--zone", "UTC"},
		"--sums: 2 files for 1 forecast":     {made, history, "--zone", "UTC", "--sums", sums, "--sums", sums},
		`series "west": the forecast has no`: {made, history, "--zone", "UTC", "--sums", sums},
		`unit "year": not one of the values`: {made, history, "--zone", "UTC", "--sums", sums},
		"no-such-file":                       {filepath.Join(dir, "no-such-file"), history, "--zone", "UTC"},
	} {
		if code, _, errs := runWords(t, append([]string{"review"}, args...)...); code != 2 || !strings.Contains(errs, want) {
			t.Errorf("%v: code %d, %s; want %q", args, code, errs, want)
		}
	}
}

// A new series has the shape of another at its own level.
func TestForecastOfANewSeries(t *testing.T) {
	dir := historyFile(t)
	base := []string{"forecast", filepath.Join(dir, "calls.csv"), "--zone", "UTC", "--from", "2026-04-27T00:00", "--horizon", "168h"}
	made := filepath.Join(dir, "made.out")
	if code, _, errs := runWords(t, append(base, "--new", "west", "--like", "north", "--weekly", "700", "--out", made)...); code != 0 {
		t.Fatal(errs)
	}
	sum := 0.0
	for _, r := range rowsOf(t, made)[1:] {
		if r[1] == "west" {
			sum += figure(t, r[2])
		}
	}
	if sum < 699 || sum > 701 {
		t.Errorf("%.1f contacts in a week, want 700", sum)
	}
	for want, args := range map[string][]string{
		"it has no shape":             {"--new", "west", "--weekly", "700"},
		"it has no level":             {"--new", "west", "--like", "north"},
		"name the new series":         {"--weekly", "700"},
		"the history has this series": {"--new", "south", "--like", "north", "--weekly", "5"},
	} {
		if code, _, errs := runWords(t, append(base, args...)...); code == 0 || !strings.Contains(errs, want) {
			t.Errorf("%v: code %d, %s; want %q", args, code, errs, want)
		}
	}
}

// Left-out hours and hours that are new reach the forecast.
func TestForecastWithDecisionsAndNewHours(t *testing.T) {
	dir := historyFile(t)
	decisions := filepath.Join(dir, "left_out.csv")
	if err := os.WriteFile(decisions, []byte("from,to,queue,decision,reason\n2026-04-20,2026-04-21,north,leave_out,test calls\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	base := []string{"forecast", filepath.Join(dir, "calls.csv"), "--zone", "UTC", "--from", "2026-04-27T00:00", "--horizon", "24h"}
	code, out, errs := runWords(t, append(base, "--left-out", decisions)...)
	if code != 0 || !strings.Contains(errs, "left out, as the planner decided (test calls)") {
		t.Errorf("code %d: %s", code, errs)
	}
	_, all, errs := runWords(t, append(base, "--new-hours")...)
	if strings.Count(all, "\n") < strings.Count(out, "\n") || strings.Count(all, "\n") != 1+2*24 {
		t.Errorf("%d rows with new hours, %d without, want 48\n%s", strings.Count(all, "\n")-1, strings.Count(out, "\n")-1, errs)
	}
}
