package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// each calls back with every pair of duties that follow each other, of which
// the second is of the month.
func (r *reading) each(f func(agent string, before, after paperDuty)) {
	for agent, duties := range r.duties {
		for i := 1; i < len(duties); i++ {
			if duties[i].planned {
				f(agent, duties[i-1], duties[i])
			}
		}
	}
}

func (r *reading) oneDutyADay(t *testing.T) {
	r.each(func(agent string, before, after paperDuty) {
		if before.date == after.date {
			t.Errorf("%s has two duties on %s", agent, after.date)
		}
	})
	for agent, duties := range r.duties {
		for _, d := range duties {
			if d.planned && (d.date < "2026-12-01" || d.date > "2026-12-31") {
				t.Errorf("%s has a duty on %s", agent, d.date)
			}
		}
	}
}

func (r *reading) elevenHours(t *testing.T) {
	r.each(func(agent string, before, after paperDuty) {
		if rest := after.start.Sub(before.end); rest < 11*time.Hour {
			t.Errorf("%s rests %v between %v and %v", agent, rest, before.end, after.start)
		}
	})
}

func (r *reading) daysInARow(t *testing.T, most map[string]int) {
	for agent, duties := range r.duties {
		run := 0
		for i, d := range duties {
			day, err := time.Parse(time.DateOnly, d.date)
			if err != nil {
				t.Fatal(err)
			}
			if i > 0 && duties[i-1].date == day.AddDate(0, 0, -1).Format(time.DateOnly) {
				run++
			} else {
				run = 1
			}
			// Who changes contracts in the month may bring a longer run along.
			if limit := most[r.agents[agent].contract]; d.planned && r.agents[agent].contracts == 1 && run > limit {
				t.Errorf("%s works %d days in a row up to %s, at most %d", agent, run, d.date, limit)
			}
		}
	}
}

// weeklyRest finds a long rest that touches each whole week of the month, and
// as many of them, apart from each other, as there are weeks.
func (r *reading) weeklyRest(t *testing.T, long time.Duration) {
	for agent, duties := range r.duties {
		zone := r.agents[agent].zone
		monday := time.Date(2026, 12, 7, 0, 0, 0, 0, zone) // to Sunday the 27th: three whole weeks
		rests := 0
		for week := range 3 {
			from, to := monday.AddDate(0, 0, 7*week), monday.AddDate(0, 0, 7*week+7)
			found := len(duties) == 0
			for i := 0; i <= len(duties); i++ {
				start, end := time.Date(2026, 1, 1, 0, 0, 0, 0, zone), time.Date(2027, 3, 1, 0, 0, 0, 0, zone)
				if i > 0 {
					start = duties[i-1].end
				}
				if i < len(duties) {
					end = duties[i].start
				}
				found = found || end.Sub(start) >= long && start.Before(to) && end.After(from)
			}
			if !found {
				t.Errorf("%s has no rest of %v in the week of %s", agent, long, from.Format(time.DateOnly))
			}
		}
		for i := 1; i < len(duties); i++ {
			if duties[i].start.After(monday) {
				rests += int(duties[i].start.Sub(duties[i-1].end) / long)
			}
		}
		if len(duties) > 0 && duties[len(duties)-1].start.After(monday.AddDate(0, 0, 21)) && rests < 3 {
			t.Errorf("%s has %d rests of %v in three weeks", agent, rests, long)
		}
	}
}

func (r *reading) absences(t *testing.T) {
	for _, row := range table(t, filepath.Join(r.in, "absences.csv")) {
		for _, d := range r.duties[row["agent_id"]] {
			if d.planned && d.date >= row["from"] && d.date <= row["to"] {
				t.Errorf("%s is absent from %s to %s and works on %s", row["agent_id"], row["from"], row["to"], d.date)
			}
		}
	}
}

// on returns the shift of an agent's day, "" when it is free.
func (r *reading) on(agent, date string) string {
	for _, d := range r.duties[agent] {
		if d.date == date {
			return d.shift
		}
	}
	return ""
}

func (r *reading) pins(t *testing.T) {
	for _, row := range table(t, filepath.Join(r.in, "pins.csv")) {
		if got := r.on(row["agent_id"], row["date"]); got != strings.Trim(row["shift"], "-") {
			t.Errorf("%s is pinned to %q on %s and has %q", row["agent_id"], row["shift"], row["date"], got)
		}
	}
}

// Three hours between midnight and five make a night worker by Directive
// 2003/88/EC Art. 2(3)-(4), where the person lives.
func (r *reading) volunteers(t *testing.T) {
	nights := 0
	for agent, duties := range r.duties {
		for _, d := range duties {
			if !d.planned {
				continue
			}
			local := d.end.In(r.agents[agent].zone)
			midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, local.Location())
			if shared(d.start, d.end, midnight, midnight.Add(5*time.Hour)) < 3*time.Hour {
				continue
			}
			nights++
			if !slices.Contains(r.agents[agent].consents, "night") {
				t.Errorf("%s works the night of %s and never agreed to", agent, d.date)
			}
		}
	}
	if nights < 31 { // open around the clock
		t.Errorf("%d nights worked in 31", nights)
	}
}

// shared is how long two spans lie over each other.
func shared(a, b, from, to time.Time) time.Duration {
	if from.After(a) {
		a = from
	}
	if to.Before(b) {
		b = to
	}
	return max(b.Sub(a), 0)
}
