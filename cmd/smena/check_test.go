package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// planned makes an example, plans its December quickly, and returns both folders.
func planned(t *testing.T, name string) (dir, out string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "demo")
	out = filepath.Join(dir, "out")
	o := smena(t, "plan", dir, "--example", name, "--date", "2026-11-21", "--out", out, "--iterations", "60000")
	if o.code != 0 {
		t.Fatalf("code %d: %s", o.code, o.stderr)
	}
	return dir, out
}

func read(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func write(t *testing.T, file, text string) string {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return file
}

// Whatever is done to a roster by hand is either judged by the rules or refused
// with its line; it never passes for the lawful plan that it was.
func TestCheckATamperedRoster(t *testing.T) {
	dir, out := planned(t, "berlin-desk")
	roster := read(t, filepath.Join(out, "roster.csv"))
	head, rest, _ := strings.Cut(roster, "\n")
	first, _, _ := strings.Cut(rest, "\n")
	f := strings.Split(first, ",")
	id, date, shift := f[0], f[2], f[3]
	swap := func(field int, to string) string {
		g := append([]string(nil), f...)
		g[field] = to
		return head + "\n" + strings.Join(g, ",") + "\n"
	}
	row := func(agent, date, shift string) string { return agent + ",," + date + "," + shift + ",,,,,,\n" }
	tests := map[string]struct {
		text string
		code int
		want string // on either output
	}{
		"as it is":          {roster, 0, "hard=0"},
		"with a blank line": {roster + "\n", 0, "hard=0"},
		"an unknown agent":  {swap(0, "zz"), 2, `:2: agent_id "zz": unknown agent`},
		"an unknown shift":  {swap(3, "Q"), 2, `:2: shift "Q": unknown shift`},
		"two duties a day":  {roster + row(id, date, shift), 2, id + " has another duty on this date; keep one of the two"},
		"a duty moved":      {head + "\n" + moved(first), 2, `:2: start `},
		"a longer duty":     {swap(9, "481"), 2, `:2: paid_minutes "481": the duty lasts 510 minutes with 30 of breaks`},
		"no such kind":      {swap(4, "odd"), 2, `:2: kind "odd"`},
		"no such date":      {swap(2, "2026-12-41"), 2, `:2: date "2026-12-41": not a date`},
		"another's month":   {head + "\n" + row(id, "2026-12-01", shift) + row(id, "2027-01-02", shift), 2, `:3: date "2027-01-02": lies outside of 2026-12`},
		"six days in a row": {head + "\n" + row("be04", "2026-12-07", "E") + row("be04", "2026-12-08", "E") + row("be04", "2026-12-09", "E") + row("be04", "2026-12-10", "E") + row("be04", "2026-12-11", "E") + row("be04", "2026-12-12", "E"), 3, "HARD be04 days-in-a-row: 6 days"},
		"work on leave":     {head + "\n" + row("be03", "2026-12-28", "E"), 3, "HARD be03 unavailable: "},
		"an empty roster":   {head + "\n", 2, "--month is missing"},
		"an empty file":     {"", 2, ":1: the file has no header row"},
		"another file":      {read(t, filepath.Join(out, "forecast.csv")), 2, `:1: header "timestamp,queue,mean,p10,p50,p90,aht_seconds": none of the columns`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			pins := filepath.Join(dir, "pins.csv") // the day of the pins is not in every roster
			write(t, pins, "agent_id,date,shift\n")
			o := smena(t, "check", dir, write(t, filepath.Join(dir, "out", "tampered.csv"), tt.text))
			if o.code != tt.code || !strings.Contains(o.stdout+o.stderr, tt.want) {
				t.Errorf("code %d, want %d and %q\n%s%s", o.code, tt.code, tt.want, o.stdout, o.stderr)
			}
		})
	}
}

// moved puts a whole duty an hour earlier, so that its lengths still agree.
func moved(row string) string {
	for hour := 8; hour <= 20; hour++ { // upwards: no hour is moved twice
		from, to := "T"+two(hour)+":", "T"+two(hour-1)+":"
		row = strings.ReplaceAll(row, from, to)
	}
	return row + "\n"
}

func two(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }

// A late duty to 22:30 and an early one from 06:00 lie seven and a half hours
// apart, wherever in the world they are worked.
func TestCheckABrokenRest(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	if o := smena(t, "init", "--example", "chat-remote", "--date", "2026-11-21", dir); o.code != 0 {
		t.Fatal(o.stderr)
	}
	roster := "agent_id,date,shift\nch02,2026-12-09,L\nch02,2026-12-10,E\n"
	o := smena(t, "check", dir, write(t, filepath.Join(t.TempDir(), "roster.csv"), roster))
	if o.code != 3 || !strings.Contains(o.stdout, "HARD ch02 min-rest: 7 h 30 min") {
		t.Errorf("code %d, want 3 and the rest named\n%s%s", o.code, o.stdout, o.stderr)
	}
}

func TestCheckSaysBreachesInFourLanguages(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "demo")
	if o := smena(t, "init", "--example", "berlin-desk", "--date", "2026-11-21", dir); o.code != 0 {
		t.Fatal(o.stderr)
	}
	text := "agent_id,date,shift\n"
	for day := 7; day <= 12; day++ {
		text += "be04,2026-12-" + two(day) + ",E\n"
	}
	file := write(t, filepath.Join(t.TempDir(), "roster.csv"), text)
	for lang, want := range map[string]string{
		"en": "6 days in a row", "ru": "6 дней подряд", "hu": "6 nap munka egyfolytában", "de": "6 Tage Arbeit in Folge",
	} {
		if o := smena(t, "check", dir, file, "--lang", lang); o.code != 3 || !strings.Contains(o.stdout, want) {
			t.Errorf("%s: code %d, want 3 and %q\n%s", lang, o.code, want, o.stdout)
		}
	}
}
