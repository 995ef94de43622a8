package roster

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// benchJudge is one person: a clause of every rule, 45 days, 9 shifts.
func benchJudge(b *testing.B) (*Judge, Row, Row) {
	b.Helper()
	r := rand.New(rand.NewPCG(1, 1))
	spec := CalendarSpec{
		First: NewDate(2026, 3, 2), Days: 45, Lead: 14, Zone: place(b, "Europe/Budapest"), Place: place(b, "Europe/Budapest"),
		Shifts:  slices.Concat(oracleShifts, []ShiftType{{Code: "A", Start: 7 * 60, Length: 300}, {Code: "C", Start: 11 * 60, Length: 600}}),
		Holiday: func(d Date) bool { return d%9 == 0 }, NightFrom: 22 * 60, NightTo: 30 * 60, IsNight: func(night, _ int) bool { return night > 60 },
	}
	l := &life{spec: spec, cal: NewCalendar(spec)}
	row := randomRow(r, l)
	edited := slices.Clone(row)
	edited[20] = 3
	p := l.policy(r)
	for i := range p {
		p[i].Hard = true
	}
	return p.Bind(l.cal, "a"), row, edited
}

func BenchmarkCheck(b *testing.B) {
	j, row, _ := benchJudge(b)
	b.ReportAllocs()
	for b.Loop() {
		j.Check(row)
	}
}

func BenchmarkWorsened(b *testing.B) {
	j, row, edited := benchJudge(b)
	b.ReportAllocs()
	for b.Loop() {
		j.Worsened(row, edited)
	}
}

func BenchmarkBind(b *testing.B) {
	j, _, _ := benchJudge(b)
	b.ReportAllocs()
	for b.Loop() {
		j.Policy.Bind(j.Calendar, "a")
	}
}
