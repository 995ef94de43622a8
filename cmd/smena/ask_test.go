package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// firstRow returns the fields of the first duty of roster.csv.
func firstRow(t *testing.T, out string) []string {
	t.Helper()
	lines := strings.Split(read(t, filepath.Join(out, "roster.csv")), "\n")
	return strings.Split(lines[1], ",")
}

// A planner's questions are answered of a workspace and of its problem file alike.
func TestQuestionsOfARoster(t *testing.T) {
	dir, out := planned(t, "berlin-desk")
	row := firstRow(t, out)
	id, date, shift := row[0], row[2], row[3]
	csv, problem, solution := filepath.Join(out, "roster.csv"), filepath.Join(out, "problem.json"), filepath.Join(out, "solution.json")
	repaired := filepath.Join(t.TempDir(), "repaired")
	for _, pair := range [][2]string{{dir, csv}, {problem, solution}} {
		for name, tt := range map[string]struct {
			args []string
			want []string
		}{
			"explain":    {[]string{"explain", pair[0], pair[1], "--gaps", "2"}, []string{"open ", " of demand in "}},
			"relax":      {[]string{"explain", pair[0], pair[1], "--gaps", "0", "--relax", "2", "--iterations", "500", "--lang", "hu"}, []string{"open "}},
			"candidates": {[]string{"candidates", pair[0], pair[1], "--date", date, "--shift", shift, "--instead-of", id, "--most", "3"}, []string{"("}},
			"hire":       {[]string{"hire", pair[0], pair[1], "--like", id, "--most", "1", "--iterations", "500"}, []string{"at least ", "enough "}},
			"repair":     {[]string{"repair", pair[0], pair[1], "--from", date, "--absent", id + "=" + date, "--iterations", "3000", "--out", repaired}, []string{"as it is  ", "fewest people", id, date[len(date)-1:]}},
			"no repair":  {[]string{"repair", pair[0], pair[1], "--from", date, "--change", "1000000", "--short", "1000000", "--iterations", "500", "--lang", "hu"}, []string{"Nem találtunk jobbat"}},
			"compare":    {[]string{"compare", pair[0], pair[1], pair[1]}, []string{"as much open demand; at the same cost"}},
		} {
			o := smena(t, tt.args...)
			if o.code != 0 {
				t.Errorf("%s of %s: code %d: %s", name, pair[0], o.code, o.stderr)
			}
			for _, w := range tt.want {
				if !strings.Contains(o.stdout, w) {
					t.Errorf("%s of %s does not say %q:\n%s", name, pair[0], w, o.stdout)
				}
			}
		}
	}
	for _, name := range []string{"fewest", "coverage", "cheapest"} {
		for _, ext := range []string{".csv", ".json"} {
			if _, err := os.Stat(filepath.Join(repaired, name+ext)); err != nil {
				t.Error(err)
			}
		}
	}
	// What was written can be asked about in its turn, and the absent one is gone.
	o := smena(t, "compare", dir, csv, filepath.Join(repaired, "fewest.csv"))
	if o.code != 0 || !strings.Contains(o.stdout, shift+" → a day off") {
		t.Errorf("code %d: %s%s", o.code, o.stdout, o.stderr)
	}
}

func TestMisaskedQuestions(t *testing.T) {
	dir, out := planned(t, "berlin-desk")
	csv := filepath.Join(out, "roster.csv")
	id := firstRow(t, out)[0]
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"no date":        {[]string{"candidates", dir, csv, "--shift", "E"}, "--date is missing"},
		"no shift":       {[]string{"candidates", dir, csv, "--date", "2026-12-01"}, "--shift is missing"},
		"not a date":     {[]string{"candidates", dir, csv, "--date", "soon", "--shift", "E"}, "not a date"},
		"unknown shift":  {[]string{"candidates", dir, csv, "--date", "2026-12-01", "--shift", "Ø"}, "no shift"},
		"another month":  {[]string{"candidates", dir, csv, "--date", "2027-12-01", "--shift", "E"}, "outside the planned days"},
		"no from":        {[]string{"repair", dir, csv}, "--from is missing"},
		"absent whom":    {[]string{"repair", dir, csv, "--from", "2026-12-01", "--absent", "zoe=2026-12-02"}, "no person"},
		"absent when":    {[]string{"repair", dir, csv, "--from", "2026-12-01", "--absent", id + "=2026-12-05..2026-12-02"}, "PERSON=2026-12-10"},
		"like nobody":    {[]string{"hire", dir, csv}, "--like is missing"},
		"like a ghost":   {[]string{"hire", dir, csv, "--like", "zoe"}, "no person"},
		"no such tongue": {[]string{"explain", dir, csv, "--lang", "xx"}, "--lang"},
		"no second":      {[]string{"compare", dir, csv}, "takes"},
		"not there":      {[]string{"compare", dir, csv, filepath.Join(out, "none.csv")}, "no such file"},
	} {
		if o := smena(t, tt.args...); o.code != 2 || !strings.Contains(o.stderr, tt.want) {
			t.Errorf("%s: code %d, %q; want 2 and %q", name, o.code, o.stderr, tt.want)
		}
	}
}
