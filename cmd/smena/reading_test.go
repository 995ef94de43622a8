package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// What a plan promises is read here from its files by other eyes: encoding/csv
// and time, and nothing of the program's own. Where this and the program
// disagree, one of the two has not understood its own words.

// reading is a plan as its files show it.
type reading struct {
	out    string // what the program printed
	duties map[string][]paperDuty
	agents map[string]paperAgent
	in     string // the workspace
	dir    string // the results
}

// paperDuty is one row of roster.csv or previous.csv.
type paperDuty struct {
	date, shift string
	start, end  time.Time
	breaks      [][2]time.Time
	paid        int
	planned     bool // of the month, not of the one before
}

type paperAgent struct {
	zone             *time.Location
	skills, consents []string
	contract         string // of the last row
	contracts        int
}

// A month of every example, from the last night of November to the last of
// December, as plain people would check it with a pencil.
func TestReadTheResultsWithOtherEyes(t *testing.T) {
	tests := map[string]struct {
		daysInARow map[string]int // by contract
		weeklyRest time.Duration
		volunteers bool // nights are for those who agreed to them
	}{
		"travel-9-21":   {daysInARow: map[string]int{"full": 5}, weeklyRest: 42 * time.Hour}, // ТК РФ ст. 110
		"chat-remote":   {daysInARow: map[string]int{"full": 5, "half": 5}, weeklyRest: 35 * time.Hour, volunteers: true},
		"berlin-desk":   {daysInARow: map[string]int{"voll": 5, "teil": 4}, weeklyRest: 35 * time.Hour},
		"budapest-24x7": {daysInARow: map[string]int{"eight": 5, "twelve": 4, "part": 4}}, // forty hours once a month
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := readPlan(t, name)
			t.Run("one duty a day", r.oneDutyADay)
			t.Run("eleven hours of rest", r.elevenHours)
			t.Run("days in a row", func(t *testing.T) { r.daysInARow(t, tt.daysInARow) })
			t.Run("absences", r.absences)
			t.Run("pins", r.pins)
			t.Run("pay", r.pay)
			t.Run("coverage", r.coverage)
			t.Run("wishes", r.wishes)
			if tt.weeklyRest > 0 {
				t.Run("weekly rest", func(t *testing.T) { r.weeklyRest(t, tt.weeklyRest) })
			}
			if tt.volunteers {
				t.Run("nights by volunteers", r.volunteers)
			}
		})
	}
}

// readPlan makes an example, plans its December, and reads what was written.
func readPlan(t *testing.T, name string) *reading {
	r := &reading{in: filepath.Join(t.TempDir(), "in"), dir: filepath.Join(t.TempDir(), "out")}
	o := smena(t, "plan", r.in, "--example", name, "--date", "2026-11-21", "--iterations", "60000", "--out", r.dir)
	if o.code != 0 {
		t.Fatalf("code %d: %s", o.code, o.stderr)
	}
	r.out, r.duties, r.agents = o.stdout, map[string][]paperDuty{}, map[string]paperAgent{}
	for _, row := range table(t, filepath.Join(r.in, "agents.csv")) {
		a := r.agents[row["agent_id"]]
		zone, err := time.LoadLocation(row["zone"])
		if err != nil {
			t.Fatal(err)
		}
		a.zone, a.skills, a.consents, a.contract = zone, strings.Fields(row["skills"]), strings.Fields(row["consents"]), row["contract"]
		a.contracts++
		r.agents[row["agent_id"]] = a
	}
	r.take(t, filepath.Join(r.in, "previous.csv"), false)
	r.take(t, filepath.Join(r.dir, "roster.csv"), true)
	for _, duties := range r.duties {
		slices.SortFunc(duties, func(a, b paperDuty) int { return a.start.Compare(b.start) })
	}
	return r
}

func (r *reading) take(t *testing.T, file string, planned bool) {
	for _, row := range table(t, file) {
		d := paperDuty{date: row["date"], shift: row["shift"], start: instant(t, row["start"]), end: instant(t, row["end"]), paid: number(t, row["paid_minutes"]), planned: planned}
		for _, pair := range strings.Fields(row["breaks"]) {
			from, to, _ := strings.Cut(pair, "/")
			d.breaks = append(d.breaks, [2]time.Time{instant(t, from), instant(t, to)})
		}
		r.duties[row["agent_id"]] = append(r.duties[row["agent_id"]], d)
	}
}

// table reads a CSV file as one map a row.
func table(t *testing.T, file string) []map[string]string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%s: %d rows, %v", file, len(rows), err)
	}
	var out []map[string]string
	for _, fields := range rows[1:] {
		row := map[string]string{}
		for i, column := range rows[0] {
			row[column] = fields[i]
		}
		out = append(out, row)
	}
	return out
}

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func number(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// pay holds the minutes that are paid at a whole rate against those of the
// roster, and both against the clock.
func (r *reading) pay(t *testing.T) {
	paid := map[string]int{}
	for _, row := range table(t, filepath.Join(r.dir, "payroll.csv")) {
		if hours := fmt.Sprintf("%.2f", float64(number(t, row["minutes"]))/60); hours != row["hours"] {
			t.Errorf("%s on %s: %s minutes are %s hours", row["agent_id"], row["date"], row["minutes"], row["hours"])
		}
		// Russian lines are whole rates, one a minute; elsewhere premiums come on top.
		whole := strings.HasPrefix(row["category"], "RU_") && number(t, row["rate_percent"]) >= 100
		if row["category"] == "BASE" || whole {
			paid[row["agent_id"]] += number(t, row["minutes"])
		}
	}
	for agent := range r.agents {
		rostered := 0
		for _, d := range r.duties[agent] {
			if !d.planned {
				continue
			}
			rostered += d.paid
			work := d.end.Sub(d.start)
			for _, b := range d.breaks { // unpaid, all of them, in the examples
				work -= b[1].Sub(b[0])
			}
			if int(work.Minutes()) != d.paid {
				t.Errorf("%s on %s works %v and is paid %d minutes", agent, d.date, work, d.paid)
			}
		}
		if paid[agent] != rostered {
			t.Errorf("%s is paid %d minutes and rostered for %d", agent, paid[agent], rostered)
		}
	}
}

// coverage counts the agent-hours required and missing, and compares them with
// what was printed. What is served at best follows from the least cut: for
// every set of groups, those served by nobody outside of it.
func (r *reading) coverage(t *testing.T) {
	want := map[time.Time]map[string]int{}
	for _, row := range table(t, filepath.Join(r.dir, "requirement.csv")) {
		at := instant(t, row["timestamp"]).UTC()
		if want[at] == nil {
			want[at] = map[string]int{}
		}
		want[at][row["group"]] = number(t, row["required"])
	}
	required, missing, there := 0.0, 0.0, 0.0
	for at, groups := range want {
		have := map[string]float64{} // hours, by agent
		for agent, duties := range r.duties {
			for _, d := range duties {
				h := shared(d.start, d.end, at, at.Add(time.Hour))
				for _, b := range d.breaks {
					h -= shared(b[0], b[1], at, at.Add(time.Hour))
				}
				have[agent] += h.Hours()
			}
			there += have[agent]
		}
		all, served := 0.0, r.served(groups, have)
		for _, n := range groups {
			all += float64(n)
		}
		required, missing = required+all, missing+all-served
	}
	m := regexp.MustCompile(`coverage +([0-9.]+) % of (\d+) agent-hours; (\d+) missing, (\d+) surplus`).FindStringSubmatch(r.out)
	got := fmt.Sprintf("%.1f %.0f %.0f %.0f", 100*(required-missing)/required, required, missing, there-(required-missing))
	if m == nil || strings.Join(m[1:], " ") != got {
		t.Errorf("printed %q, counted %s", m, got)
	}
}

func (r *reading) served(groups map[string]int, have map[string]float64) float64 {
	var names []string
	for g := range groups {
		names = append(names, g)
	}
	least := -1.0
	for set := range 1 << len(names) {
		cut := 0.0
		for i, g := range names {
			if set>>i&1 == 0 {
				cut += float64(groups[g])
			}
		}
		for agent, h := range have {
			for i, g := range names {
				if set>>i&1 == 1 && r.serves(agent, g) {
					cut += h
					break
				}
			}
		}
		if least < 0 || cut < least {
			least = cut
		}
	}
	return least
}

func (r *reading) serves(agent, group string) bool {
	for _, skill := range strings.Split(group, "+") {
		if group != "any" && !slices.Contains(r.agents[agent].skills, skill) {
			return false
		}
	}
	return true
}

func (r *reading) wishes(t *testing.T) {
	asked, granted := 0, 0
	for _, row := range table(t, filepath.Join(r.in, "requests.csv")) {
		if !strings.HasPrefix(row["date"], "2026-12") {
			continue
		}
		asked++
		has := r.on(row["agent_id"], row["date"])
		if row["shift"] != "" && has != row["shift"] {
			has = "" // of no account
		}
		if (has != "") == (row["on_or_off"] == "on") {
			granted++
		}
	}
	if want := fmt.Sprintf("wishes      %d of %d granted", granted, asked); !strings.Contains(r.out, want) {
		t.Errorf("counted %q, which was not printed:\n%s", want, r.out)
	}
}
