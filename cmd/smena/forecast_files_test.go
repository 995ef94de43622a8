package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// Of several history files the last one named holds, and it is said what it
// overrides; what looks wrong about it is, too.
func TestForecastOfSeveralFiles(t *testing.T) {
	dir := t.TempDir()
	weeks := func(name string, factor, firstDay, days int) string {
		var b strings.Builder
		b.WriteString("timestamp,queue,volume\n")
		for d := range days {
			for hour := 9; hour < 17; hour++ {
				fmt.Fprintf(&b, "2026-03-%02dT%02d:00,phone,%d\n", firstDay+d, hour, factor*(4+hour%5))
			}
		}
		return write(t, filepath.Join(dir, name), b.String())
	}
	calls, next, half := weeks("calls.csv", 2, 1, 21), weeks("next.csv", 2, 22, 7), weeks("half.csv", 1, 15, 7)
	late := write(t, filepath.Join(dir, "late.csv"), "timestamp,queue,volume\n2026-03-20T10:00,phone,80\n2026-03-20T12:00,phone,13\n")
	fine := write(t, filepath.Join(dir, "fine.csv"), "timestamp,queue,volume\n2026-03-20T10:00,phone,8\n2026-03-20T10:30,phone,12\n2026-03-20T11:00,phone,12\n")
	flags := []string{"--zone", "Europe/Berlin", "--from", "2026-04-01", "--horizon", "24h", "--country", "DE"}
	tests := map[string]struct {
		files []string
		code  int
		want  string
		not   string
	}{
		"none":               {nil, 2, "a history file", ""},
		"one":                {[]string{calls}, 0, "timestamp,series,mean", "override"},
		"one behind another": {[]string{calls, next}, 0, "timestamp,series,mean", "override"},
		"a late correction":  {[]string{calls, late}, 0, `late.csv: queue "phone": it overrides 2 intervals of files before: 93 contacts instead of 20; most at 2026-03-20T10:00, 80 instead of 8`, "another time zone"},
		"the other way":      {[]string{half, calls}, 0, `calls.csv: queue "phone": it overrides 56 intervals of files before`, ""},
		"half of it":         {[]string{calls, half}, 0, "50 % of the contacts that were known or usual", ""},
		"the same twice":     {[]string{calls, calls}, 0, "168 intervals of a file before stand here again, with the same numbers", ""},
		"another interval":   {[]string{calls, fine}, 2, "has intervals of 60 minutes, this one of 30", ""},
		"no such file":       {[]string{calls, filepath.Join(dir, "none.csv")}, 2, "none.csv", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := smena(t, append(append([]string{"forecast"}, tt.files...), flags...)...)
			if all := o.stdout + o.stderr; o.code != tt.code || !strings.Contains(all, tt.want) || tt.not != "" && strings.Contains(all, tt.not) {
				t.Errorf("code %d, want %d and %q without %q\n%.300s%.800s", o.code, tt.code, tt.want, tt.not, o.stdout, o.stderr)
			}
		})
	}
	strict := smena(t, append([]string{"forecast", calls, late, "--strict"}, flags...)...)
	if strict.code != 2 || !strings.Contains(strict.stderr, "overrides 2 intervals") {
		t.Errorf("strictly: code %d\n%s", strict.code, strict.stderr)
	}
}
