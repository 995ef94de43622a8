package desk_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/pay"
)

// fullDecember publishes a December in which ann works every weekday, under a
// contract whose hours are summed up over so many months.
func (o *office) fullDecember(months int) desk.PayPeriod {
	o.t.Helper()
	v, err := o.Team(o.planner, o.team)
	if err != nil {
		o.t.Fatal(err)
	}
	source := strings.Replace(v.Source, "reference_months: 3", fmt.Sprint("reference_months: ", months), 1)
	if _, err := o.UpdateTeam(o.planner, o.team, v.PolicyVersion, source); err != nil {
		o.t.Fatal(err)
	}
	r, err := o.CreateRoster(o.planner, o.team, december)
	if err != nil {
		o.t.Fatal(err)
	}
	for d := december.From; d < december.To; d++ {
		if w := d.Weekday(); w == time.Saturday || w == time.Sunday {
			continue
		}
		e, err := o.EditCell(o.planner, r.ID, r.Version, desk.Cell{Agent: "ann", Date: d, Shift: "E", Override: "a full month"})
		if err != nil {
			o.t.Fatal(err)
		}
		r.Version = e.Version
	}
	if _, err := o.Publish(o.planner, r.ID, r.Version, "a full month"); err != nil {
		o.t.Fatal(err)
	}
	p, err := o.CreatePayPeriod(o.payroll, o.team, december.From, december.To)
	if err != nil {
		o.t.Fatal(err)
	}
	return p
}

// minutes adds ann's lines up by category.
func (o *office) minutes(p desk.PayPeriod) map[string]int {
	o.t.Helper()
	d, err := o.PayDetail(o.payroll, p.ID, "ann")
	if err != nil {
		o.t.Fatal(err)
	}
	all, err := o.PayLines(o.payroll, p.ID)
	if err != nil {
		o.t.Fatal(err)
	}
	sum := func(lines []pay.Line) map[string]int {
		out := map[string]int{}
		for _, l := range lines {
			if l.Agent == "ann" {
				out[l.Category] += l.Minutes
			}
		}
		return out
	}
	if one, whole := sum(d.Lines), sum(all); !maps.Equal(one, whole) {
		o.t.Errorf("ann alone is paid %v, among all %v", one, whole)
	}
	return sum(d.Lines)
}

// In December 2026 there are 23 weekdays, of which the 31st is a day off moved
// there: a norm of 22 × 8 = 176 hours. Ann works 23 × 8 = 184, eight too many:
// two of them at 1.5, six at 2 (RU Art. 152).
func TestWorkBeyondTheNorm(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		months int
		change func(*office)
		want   map[string]int
	}{
		"eight hours over": {1, nil, map[string]int{"RU_BASE_1.0": 176 * 60, "RU_OT_1.5": 120, "RU_OT_2.0": 360}},
		// Five workdays of leave are no part of the norm: 136 hours. Ann works
		// on through it on paper; 48 hours too many.
		"leave lowers the norm": {1, func(o *office) {
			_, err := o.AddAbsence(o.lead, o.team, roster.Absence{Agent: "ann", From: date(o.t, "2026-12-07"), To: date(o.t, "2026-12-12"), Kind: "leave"}, "")
			if err != nil {
				o.t.Fatal(err)
			}
		}, map[string]int{"RU_BASE_1.0": 136 * 60, "RU_OT_1.5": 120, "RU_OT_2.0": 46 * 60}},
		// Called in on a Sunday that the roster leaves free: double, and no part
		// of the hours against the norm (Art. 152 part 3, 153).
		"a day off worked": {1, func(o *office) {
			c := desk.Correction{Agent: "ann", Date: date(o.t, "2026-12-06"), Kind: roster.Ordinary, From: moscow(6, 9, 0), To: moscow(6, 13, 0), Reason: "an outage"}
			if _, err := o.Correct(o.payroll, o.team, c); err != nil {
				o.t.Fatal(err)
			}
		}, map[string]int{"RU_BASE_1.0": 176 * 60, "RU_OT_1.5": 120, "RU_OT_2.0": 360, "RU_REST_2.0": 240}},
		// A duty that runs on past midnight into a free day is no rest-day work.
		"into a day off": {1, func(o *office) {
			c := desk.Correction{Agent: "ann", Date: date(o.t, "2026-12-04"), Kind: roster.Ordinary, From: moscow(4, 18, 0), To: moscow(5, 2, 0), Reason: "stood in"}
			if _, err := o.Correct(o.payroll, o.team, c); err != nil {
				o.t.Fatal(err)
			}
		}, map[string]int{"RU_BASE_1.0": 176 * 60, "RU_OT_1.5": 120, "RU_OT_2.0": 360, "RU_NIGHT_0.2": 240}},
		// October was not published here: nothing is known of the quarter.
		"a quarter known in part": {3, nil, map[string]int{"RU_BASE_1.0": 184 * 60}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			p := o.fullDecember(tt.months)
			if tt.change != nil {
				tt.change(o)
			}
			if diff := cmp.Diff(tt.want, o.minutes(p)); diff != "" {
				t.Errorf("minutes (-want +got):\n%s", diff)
			}
		})
	}
}

// Over two months the norm is that of both: 20 working days of November, the
// 4th being a holiday, and December's 22. Ann worked three shifts of November:
// far below it, and so none of December's hours is too many.
func TestNormOfSeveralMonths(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := o.fullDecember(2)
	if diff := cmp.Diff(map[string]int{"RU_BASE_1.0": 184 * 60}, o.minutes(p)); diff != "" {
		t.Errorf("minutes (-want +got):\n%s", diff)
	}
}
