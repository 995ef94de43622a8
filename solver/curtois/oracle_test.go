package curtois

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// oracle judges rows as the instances' own description does, sharing nothing
// with the rules: it counts the breaches of each kind, and the cost.
type oracle struct {
	in   *instance
	hard map[string]int // by the name of the rule that should find it
	cost int
}

func judge(in *instance, rows map[string][]string) *oracle {
	o := &oracle{in: in, hard: map[string]int{}}
	for i := range in.staff {
		o.person(&in.staff[i], rows[in.staff[i].id])
	}
	for _, w := range in.wishes {
		if has := rows[w.who][w.day] == w.shift; has == w.off {
			o.cost += w.weight
		}
	}
	for _, c := range in.cover {
		have := 0
		for _, row := range rows {
			if row[c.day] == c.shift {
				have++
			}
		}
		o.cost += max(c.want-have, 0)*c.missing + max(have-c.want, 0)*c.surplus
	}
	return o
}

func (o *oracle) person(e *employee, row []string) {
	worked, minutes := map[string]int{}, 0
	for day, id := range row {
		if id == "" {
			continue
		}
		s := o.in.shifts[slices.IndexFunc(o.in.shifts, func(s shift) bool { return s.id == id })]
		worked[id]++
		minutes += s.minutes
		if day+1 < len(row) && slices.Contains(s.excludes, row[day+1]) {
			o.hard["forbidden-succession"]++
		}
		if slices.Contains(o.in.off, dayOff{e.id, day}) {
			o.hard["unavailable"]++
		}
	}
	for id, n := range worked {
		switch {
		case e.most[id] == 0:
			o.hard["allowed-shifts"] += n
		case n > e.most[id]:
			o.hard["duties"]++
		}
	}
	if minutes > e.limits.maxMinutes || minutes < e.limits.minMinutes {
		o.hard["hours"]++
	}
	o.runs(e.limits, row)
	weekends := 0
	for sat := 5; sat < len(row); sat += 7 {
		if row[sat] != "" || row[sat+1] != "" {
			weekends++
		}
	}
	if weekends > e.limits.maxWeekends {
		o.hard["weekends"]++
	}
}

// runs looks at every longest stretch of days worked or off.
func (o *oracle) runs(l limits, row []string) {
	for from := 0; from < len(row); {
		to := from
		for to < len(row) && (row[to] == "") == (row[from] == "") {
			to++
		}
		inside := from > 0 && to < len(row)
		switch n := to - from; {
		case row[from] == "" && inside && n < l.minRest:
			o.hard["days-off-in-a-row"]++
		case row[from] != "" && n > l.maxRun:
			o.hard["days-in-a-row"] += n - l.maxRun // a breach for each day too many
		case row[from] != "" && inside && n < l.minRun:
			o.hard["days-in-a-row"]++
		}
		from = to
	}
}

// Random rosters of the ward must break the same rules equally often by the
// oracle and by the problem that was read, and cost the same.
func TestRandomRostersAgreeWithTheDescription(t *testing.T) {
	p := readFile(t, "testdata/instances/Ward.txt")
	in := parsed(t, "testdata/instances/Ward.txt")
	rng := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		rows, duties := randomRows(rng, &in)
		want := judge(&in, rows)
		got, err := solver.Check(p, duties)
		if err != nil {
			t.Fatal(err)
		}
		hard := map[string]int{}
		for _, b := range got.Breaches {
			if b.Hard {
				hard[b.Rule]++
			}
		}
		for _, rule := range []string{"forbidden-succession", "unavailable", "allowed-shifts", "duties", "hours", "weekends", "days-in-a-row", "days-off-in-a-row"} {
			if hard[rule] != want.hard[rule] {
				t.Fatalf("%s: %d breaches, the description has %d\n%v", rule, hard[rule], want.hard[rule], rows)
			}
		}
		if got.Cost != float64(want.cost) {
			t.Fatalf("cost %g, the description has %d\n%v", got.Cost, want.cost, rows)
		}
	}
}

// randomRows fills rows with stretches, since rows of independent days would
// hardly ever keep a minimum.
func randomRows(rng *rand.Rand, in *instance) (map[string][]string, []solver.Assigned) {
	rows, duties := map[string][]string{}, []solver.Assigned{}
	for i := range in.staff {
		row := make([]string, in.days)
		work := rng.IntN(2) == 0
		for day := range row {
			if rng.IntN(3) == 0 {
				work = !work
			}
			if !work {
				continue
			}
			row[day] = in.shifts[rng.IntN(len(in.shifts))].id
			duties = append(duties, solver.Assigned{Person: in.staff[i].id, Date: monday + roster.Date(day), Shift: row[day]})
		}
		rows[in.staff[i].id] = row
	}
	return rows, duties
}
