package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// historyFile writes sixteen weeks of two queues.
func historyFile(t *testing.T) string {
	t.Helper()
	var b strings.Builder
	b.WriteString("timestamp,series,volume\n")
	start := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC)
	for i := range 16 * 168 {
		at := start.Add(time.Duration(i) * time.Hour)
		fmt.Fprintf(&b, "%s,north,%d\n%s,south,%d\n", at.Format("2006-01-02T15:04"), 20+(i*7)%13+i%24, at.Format("2006-01-02T15:04"), 4+(i*5)%7)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "calls.csv"), []byte(b.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestBenchForecast(t *testing.T) {
	var out, errs strings.Builder
	env := environment{Stdout: &out, Stderr: &errs, Now: time.Now}
	if code := run(t.Context(), env, []string{"bench", "forecast", historyFile(t), "--zone", "UTC", "--origins", "2"}); code != 0 {
		t.Fatalf("code %d: %s", code, errs.String())
	}
	for _, want := range []string{"| north | smena | ", "| south | avg mean52 | ", "| mean | ", "WAPE ÷ best average"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, out.String())
		}
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if want := 2 + 2*6 + 1 + 2 + 2 + 1; len(lines) != want {
		t.Errorf("%d lines, want %d: a row a series and method, and one of each in the summary", len(lines), want)
	}
}

func TestBenchForecastRefuses(t *testing.T) {
	dir := historyFile(t)
	tests := map[string]struct {
		args []string
		want string
	}{
		"an empty folder":  {[]string{t.TempDir()}, "no history (*.csv) there"},
		"an unknown zone":  {[]string{dir, "--zone", "Mars/Base"}, "unknown time zone"},
		"no origin":        {[]string{dir, "--origins", "0"}, "at least one origin"},
		"half a day ahead": {[]string{dir, "--horizon", "12h"}, "whole days"},
		"two folders":      {[]string{dir, dir}, "accepts at most 1 arg"},
	}
	for name, tt := range tests {
		var out, errs strings.Builder
		code := run(t.Context(), environment{Stdout: &out, Stderr: &errs, Now: time.Now}, append([]string{"bench", "forecast"}, tt.args...))
		if code != 2 || !strings.Contains(errs.String(), tt.want) {
			t.Errorf("%s: code %d, %q; want 2 and %q", name, code, errs.String(), tt.want)
		}
	}
}
