package desk_test

import (
	"encoding/csv"
	"fmt"
	"maps"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/postgres"
)

// Whatever was published and corrected, a period adds up: what is planned is
// what was published, what is worked is what the detail shows, sums are those of
// the lines, the file says the same as the lines, and a lock changes none of it.
func TestPayAddsUp(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			rng := rand.New(rand.NewPCG(seed, 11))
			r := o.draft()
			edited, err := o.EditCells(o.planner, r.ID, r.Version, someCells(rng), "for a test")
			if err != nil {
				t.Fatal(err)
			}
			if _, err := o.Publish(o.planner, r.ID, edited.Version, "for a test"); err != nil {
				t.Fatal(err)
			}
			o.correctSome(rng)
			p, err := o.CreatePayPeriod(o.payroll, o.team, december.From, december.To)
			if err != nil {
				t.Fatal(err)
			}
			open := o.wantAddsUp(p.ID)
			if _, err := o.LockPayPeriod(o.payroll, p.ID, p.Version); err != nil {
				t.Fatal(err)
			}
			locked := o.wantAddsUp(p.ID)
			if diff := cmp.Diff(open.Agents, locked.Agents); diff != "" || locked.State != postgres.PeriodLocked {
				t.Errorf("the lock changed it (-open +locked):\n%s", diff)
			}
			_, err = o.Correct(o.payroll, o.team, desk.Correction{Agent: "ann", Date: december.From, Kind: "absent", Reason: "late"})
			wantKind(t, "a correction after the lock", err, roster.Conflict)
		})
	}
}

// someCells are duties of a fortnight, by chance.
func someCells(rng *rand.Rand) []desk.Cell {
	var out []desk.Cell
	for _, agent := range []string{"ann", "bob", "cyd"} {
		for day := range 14 {
			if shift := []string{"", "E", "L", "N"}[rng.IntN(4)]; shift != "" {
				out = append(out, desk.Cell{Agent: agent, Date: december.From + roster.Date(day), Shift: shift})
			}
		}
	}
	return out
}

// correctSome enters that people came not, or otherwise, on some days. What would
// overlap another correction is refused and does not matter.
func (o *office) correctSome(rng *rand.Rand) {
	o.t.Helper()
	for range 6 {
		day := rng.IntN(14)
		c := desk.Correction{Agent: []string{"ann", "bob"}[rng.IntN(2)], Date: december.From + roster.Date(day), Kind: "absent", Reason: "ill"}
		if rng.IntN(2) == 0 {
			from := moscow(day+1, 8+rng.IntN(6), 15*rng.IntN(4))
			c.Kind, c.From, c.To, c.Reason = roster.Ordinary, from, from.Add(time.Duration(240+rng.IntN(240))*time.Minute), "came later"
		}
		if _, err := o.Correct(o.payroll, o.team, c); err != nil && roster.KindOf(err) != roster.Conflict {
			o.t.Fatal(err)
		}
	}
}

// wantAddsUp checks the sums of a period and returns it.
func (o *office) wantAddsUp(id int64) desk.PayView {
	o.t.Helper()
	v, err := o.PayPeriod(o.payroll, id)
	if err != nil {
		o.t.Fatal(err)
	}
	lines, err := o.PayLines(o.payroll, id)
	if err != nil {
		o.t.Fatal(err)
	}
	of := map[string]map[string]int{}
	for _, l := range lines {
		if of[l.Agent] == nil {
			of[l.Agent] = map[string]int{}
		}
		of[l.Agent][l.Category] += l.Minutes
	}
	for _, a := range v.Agents {
		d, err := o.PayDetail(o.payroll, id, a.Agent)
		if err != nil {
			o.t.Fatal(err)
		}
		planned, worked := 0, 0
		for _, x := range d.Planned {
			planned += x.PaidMinutes()
		}
		for _, x := range d.Worked {
			worked += x.PaidMinutes()
		}
		rated := 0 // each minute worked has one rate under Russian law; a night's premium comes on top
		for category, minutes := range of[a.Agent] {
			if category != "RU_NIGHT_0.2" {
				rated += minutes
			}
		}
		if a.Planned != planned || a.Worked != worked || rated != worked {
			o.t.Errorf("%s: planned %d of %d, worked %d of %d, rated %d: %v", a.Agent, a.Planned, planned, a.Worked, worked, rated, of[a.Agent])
		}
		minutes := maps.Clone(a.Minutes)
		maps.DeleteFunc(minutes, func(_ string, n int) bool { return n == 0 })
		if len(minutes)+len(of[a.Agent]) > 0 && !maps.Equal(minutes, of[a.Agent]) {
			o.t.Errorf("%s: sums %v, lines %v", a.Agent, a.Minutes, of[a.Agent])
		}
	}
	if got := o.exported(id); !maps.EqualFunc(got, of, maps.Equal[map[string]int]) {
		o.t.Errorf("payroll.csv adds up to %v, the lines to %v", got, of)
	}
	return v
}

// exported adds payroll.csv up.
func (o *office) exported(id int64) map[string]map[string]int {
	o.t.Helper()
	e, err := o.ExportPay(o.payroll, id, "csv")
	if err != nil {
		o.t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(e.Data), "\ufeff"))).ReadAll()
	if err != nil {
		o.t.Fatal(err)
	}
	out := map[string]map[string]int{}
	for _, row := range rows[1:] { // agent_id,payroll_id,date,category,minutes,hours,rate_percent,rule
		minutes, err := strconv.Atoi(row[4])
		if err != nil {
			o.t.Fatal(err)
		}
		if out[row[0]] == nil {
			out[row[0]] = map[string]int{}
		}
		out[row[0]][row[3]] += minutes
	}
	return out
}
