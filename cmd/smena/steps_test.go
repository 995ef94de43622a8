package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// Each step by itself refuses the file of another step, of another month and of
// other queues: it would else work out something that looks right.
func TestStepsRefuseWhatIsNotTheirs(t *testing.T) {
	dir, out := planned(t, "berlin-desk")
	forecast, roster := filepath.Join(out, "forecast.csv"), filepath.Join(out, "roster.csv")
	history := filepath.Join(dir, "history", "phone-de.csv")
	text := read(t, forecast)
	strange := write(t, filepath.Join(out, "strange.csv"), strings.Replace(text, ",phone-de,", ",phone-xx,", 1))
	negative := write(t, filepath.Join(out, "negative.csv"), "timestamp,queue,mean\n2026-12-01T08:00:00+01:00,phone-de,-4\n")
	falling := write(t, filepath.Join(out, "falling.csv"), "timestamp,queue,mean,p10,p90\n2026-12-01T08:00:00+01:00,phone-de,4,5,3\n")
	part := write(t, filepath.Join(out, "part.csv"), "timestamp,queue,mean\n2026-12-01T08:00:00+01:00,phone-de,4\n")
	at := []string{"--zone", "Europe/Berlin", "--from", "2026-12-01"}
	tests := map[string]struct {
		args []string
		code int
		want string
	}{
		"staff a roster":                {[]string{"staff", dir, roster}, 2, "start it with timestamp, queue, mean, [p10], [p50], [p90]\n"},
		"staff an unknown queue":        {[]string{"staff", dir, strange}, 2, `queue "phone-xx": unknown queue; write one of phone-de, mail-de`},
		"staff another month":           {[]string{"staff", dir, forecast, "--month", "2027-01"}, 2, "has no row in 2027-01; correct --month"},
		"staff less than nothing":       {[]string{"staff", dir, negative}, 2, `:2: mean "-4": negative`},
		"staff quantiles that fall":     {[]string{"staff", dir, falling}, 2, "the quantiles fall"},
		"staff some of the queues":      {[]string{"staff", dir, part}, 0, `queue "mail-de": no forecast, so that only min_agents is required`},
		"staff all of them":             {[]string{"staff", dir, forecast}, 0, "2026-12-01T08:00:00+01:00,de,"},
		"pay a forecast":                {[]string{"pay", dir, forecast}, 2, `:1: header "timestamp,queue`},
		"pay another month":             {[]string{"pay", dir, roster, "--month", "2026-11"}, 2, "has no duty in 2026-11; its duties are of 2026-12-"},
		"pay no month":                  {[]string{"pay", dir, roster, "--month", "2026-13"}, 2, `"2026-13" is not a month`},
		"pay":                           {[]string{"pay", dir, roster}, 0, ",BASE,480,8.00,100,contract"},
		"check by a roster's coverage":  {[]string{"check", dir, roster, "--requirement", forecast}, 2, `:1: column "queue": unknown column`},
		"forecast a roster":             {append([]string{"forecast", roster}, at...), 2, `:1: `},
		"forecast a far future":         {[]string{"forecast", history, "--zone", "Europe/Berlin", "--from", "2030-12-01", "--horizon", "24h"}, 2, "the history shows no queue open in the hours after it"},
		"forecast before all":           {[]string{"forecast", history, "--zone", "Europe/Berlin", "--from", "2020-01-01"}, 2, "less than a week of history before 2020-01-01"},
		"forecast with strange events":  {append([]string{"forecast", history, "--events", history}, at...), 2, `phone-de.csv:1: header `},
		"forecast strictly":             {append([]string{"forecast", history, "--strict"}, at...), 2, "an outage; left out"},
		"forecast, and say what was":    {append([]string{"forecast", history, "--country", "DE", "--region", "BE", "--horizon", "48h"}, at...), 0, "warning: "},
		"forecast two quantiles":        {append([]string{"forecast", history, "--quantiles", "0.25,0.975", "--horizon", "48h"}, at...), 0, "timestamp,series,mean,p25,p97.5,aht_seconds\n"},
		"forecast an unlikely interval": {append([]string{"forecast", history, "--interval", "7m"}, at...), 2, "7 min"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := smena(t, tt.args...)
			if o.code != tt.code || !strings.Contains(o.stdout+o.stderr, tt.want) {
				t.Errorf("code %d, want %d and %q\n%.400s%.800s", o.code, tt.code, tt.want, o.stdout, o.stderr)
			}
			if tt.code == 2 && o.stdout != "" {
				t.Errorf("printed %q beside a fault", o.stdout)
			}
		})
	}
}

// A cases file that is none is bad input; one that is not met has failed.
func TestVerifyCases(t *testing.T) {
	good := read(t, filepath.Join("..", "..", "roster", "pay", "testdata", "cases.json"))
	tests := map[string]struct {
		text string
		code int
		want string
	}{
		"all met":        {good, 0, "29 cases, 0 failed\n"},
		"one not met":    {strings.Replace(good, `"elapsed": 480`, `"elapsed": 487`, 1), 1, "FAILED HU-01  Permanent night worker: night premium 15 %, no shift premium\n       elapsed is 480, expected 487\n"},
		"cut short":      {good[:1500], 2, "not JSON: unexpected end of JSON input; look for a missing comma"},
		"empty":          {"", 2, "cases.json: the file is empty"},
		"something else": {"[]", 2, "cases.json:1: not a cases file"},
		"of no country":  {strings.Replace(good, `"jurisdiction": "HU"`, `"jurisdiction": "XX"`, 1), 2, `cases.json:11: HU-01 jurisdiction "XX": no such labour-law pack`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			o := smena(t, "law", "verify", write(t, filepath.Join(t.TempDir(), "cases.json"), tt.text))
			if o.code != tt.code || !strings.Contains(o.stdout+o.stderr, tt.want) {
				t.Errorf("code %d, want %d and %q\n%.300s%s", o.code, tt.code, tt.want, o.stdout, o.stderr)
			}
		})
	}
}
