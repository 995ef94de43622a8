package roster

import (
	"math/rand/v2"
	"testing"
	"time"
)

// oracleShifts are real shifts, some of which the clock changes cut through.
var oracleShifts = []ShiftType{
	{Code: "E", Start: 6 * 60, Length: 500, Breaks: []Break{{After: 240, Minutes: 20}}, Office: true},
	{Code: "L", Start: 14 * 60, Length: 480, Breaks: []Break{{After: 200, Minutes: 30, Paid: true}}},
	{Code: "N", Start: 22 * 60, Length: 480, Breaks: []Break{{After: 255, Minutes: 30}, {After: 300, Minutes: 20}}},
	{Code: "H", Start: 8 * 60, Length: 1440, Breaks: []Break{{After: 1100, Minutes: 60}}},
	{Code: "X", Start: 150, Length: 390, Office: true},
	{Code: "Z", Start: 20 * 60, Length: 720, Breaks: []Break{{After: 690, Minutes: 30}}},
	{Code: "Q", Start: 30, Length: 300}, // may lie inside the day before's
	{Code: "S", Start: 16*60 + 15, Length: 465},
}

func place(t testing.TB, name string) *time.Location {
	t.Helper()
	loc, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return loc
}

func randomLife(r *rand.Rand, start Date, zone, own *time.Location, built map[string]*dial) *life {
	const days = 48
	spec := CalendarSpec{
		First: start, Days: 20 + r.IntN(days-20), Zone: zone, Place: own,
		Shifts:    oracleShifts[:2+r.IntN(len(oracleShifts)-1)],
		Holiday:   func(d Date) bool { return d%9 == 0 },
		NightFrom: 22 * 60, NightTo: 30 * 60,
		IsNight: func(night, paid int) bool { return night >= 61 },
	}
	spec.Lead = r.IntN(spec.Days - 1)
	spec.Known = []int{0, spec.Lead, r.IntN(spec.Lead + 1)}[r.IntN(3)]
	if r.IntN(2) == 0 {
		spec.IsNight = func(night, paid int) bool { return 2*night >= paid }
	}
	if r.IntN(2) == 0 {
		spec.Shorter = func(d Date) int { return int(d%5) / 4 * 60 }
	}
	return newLife(spec, func(place *time.Location) *dial {
		if built[place.String()] == nil {
			built[place.String()] = newDial(start, days, place)
		}
		return built[place.String()]
	})
}

// randomRow works in blocks, so that rules on runs and rests meet rows near
// their limits.
func randomRow(r *rand.Rand, l *life) Row {
	row := make(Row, l.spec.Days)
	off := r.IntN(4)
	for day := 0; day < len(row); {
		s := uint8(r.IntN(len(l.spec.Shifts) + 1))
		for n := 1 + r.IntN(4); n > 0 && day < len(row); n-- {
			row[day] = s
			day++
		}
		for n := r.IntN(1 + off); n > 0 && day < len(row); n-- {
			day++
		}
	}
	return row
}

func (l *life) someShift(r *rand.Rand) string { return l.spec.Shifts[r.IntN(len(l.spec.Shifts))].Code }

func (l *life) someDate(r *rand.Rand) Date { return l.spec.First + Date(r.IntN(l.spec.Days+4)-2) }

func pick[T any](r *rand.Rand, of ...T) T { return of[r.IntN(len(of))] }

// minMax draws limits, at least one of them set.
func minMax(r *rand.Rand, most int) (lo, hi int) {
	lo, hi = r.IntN(most), 1+r.IntN(most)
	lo, hi = min(lo, hi), max(lo, hi)
	switch r.IntN(3) {
	case 0:
		return 0, hi
	case 1:
		return max(lo, 1), 0
	}
	return lo, hi
}

func somePeriod(r *rand.Rand) (per string, days, opening int) {
	switch r.IntN(4) {
	case 0:
		return PerRolling, 1 + r.IntN(20), 0
	case 1:
		return PerMonth, 0, r.IntN(3)
	case 2:
		return PerWeek, 0, r.IntN(3)
	}
	return PerHorizon, 0, r.IntN(3)
}

// randomRule draws the parameters of every rule.
var randomRule = map[string]func(r *rand.Rand, l *life) Rule{
	"no-overlap": func(*rand.Rand, *life) Rule { return &NoOverlap{} },
	"min-rest": func(r *rand.Rand, _ *life) Rule {
		m := pick(r, 480, 600, 660, 720, 1440, 3*1440)
		return &MinRest{Minutes: m, Spring: pick(r, 0, m-60)}
	},
	"forbidden-succession": func(r *rand.Rand, l *life) Rule {
		return &ForbiddenSuccession{Pairs: [][2]string{{l.someShift(r), l.someShift(r)}, {l.someShift(r), l.someShift(r)}}, DaysOffBetween: r.IntN(2)}
	},
	"days-in-a-row": func(r *rand.Rand, _ *life) Rule { lo, hi := minMax(r, 7); return &DaysInARow{lo, hi} },
	"shifts-in-a-row": func(r *rand.Rand, l *life) Rule {
		lo, hi := minMax(r, 5)
		if r.IntN(2) == 0 {
			return &ShiftsInARow{Night: true, Min: lo, Max: hi}
		}
		return &ShiftsInARow{Shifts: []string{l.someShift(r), l.someShift(r)}, Min: lo, Max: hi}
	},
	"rest-after-nights": func(r *rand.Rand, _ *life) Rule {
		return &RestAfterNights{Nights: 1 + r.IntN(4), Minutes: pick(r, 660, 1440, 2880, 2940)}
	},
	"days-off-in-a-row": func(r *rand.Rand, _ *life) Rule { lo, hi := minMax(r, 4); return &DaysOffInARow{lo, hi} },
	"weekly-rest": func(r *rand.Rand, _ *life) Rule {
		return &WeeklyRest{Minutes: pick(r, 1440, 2100, 2400, 2520, 2880, 84*60), Per: pick(r, "", "week", "month")}
	},
	"hours": func(r *rand.Rand, _ *life) Rule {
		lo, hi := minMax(r, 4000)
		per, days, opening := somePeriod(r)
		return &Hours{Per: per, Days: days, Min: lo, Max: hi, Opening: 400 * opening}
	},
	"duties": func(r *rand.Rand, l *life) Rule {
		d := &Duties{Night: r.IntN(3) == 0, Office: r.IntN(3) == 0}
		d.Per, d.Days, d.Opening = somePeriod(r)
		if r.IntN(2) == 0 {
			d.Shifts = []string{l.someShift(r)}
		}
		if r.IntN(2) == 0 {
			d.Weekdays = []string{pick(r, weekdayNames...), pick(r, weekdayNames...)}
		}
		hi := r.IntN(6)
		d.Min, d.Max = min(1+r.IntN(4), hi), &hi
		if r.IntN(3) == 0 {
			d.Min, d.Max = 1+r.IntN(4), nil
		}
		return d
	},
	"days-off": func(r *rand.Rand, _ *life) Rule {
		lo, hi := minMax(r, 8)
		per, days, _ := somePeriod(r)
		return &DaysOff{Per: per, Days: days, Min: lo, Max: hi}
	},
	"weekends": func(r *rand.Rand, _ *life) Rule {
		hi := r.IntN(4)
		return &Weekends{Per: pick(r, PerWeek, PerMonth, PerHorizon), Max: &hi, By: pick(r, "", ByStart, ByBusy), Opening: r.IntN(2)}
	},
	"complete-weekends": func(*rand.Rand, *life) Rule { return &CompleteWeekends{} },
	"weekends-in-a-row": func(r *rand.Rand, _ *life) Rule {
		lo, hi := minMax(r, 4)
		return &WeekendsInARow{Min: lo, Max: hi}
	},
	"free-sundays": func(r *rand.Rand, _ *life) Rule {
		return &FreeSundays{Per: pick(r, PerMonth, PerHorizon), Min: 1 + r.IntN(6)}
	},
	"fair-share": func(r *rand.Rand, l *life) Rule {
		f := &FairShare{Of: pick(r, "nights", "weekends", "holidays", "shifts"), Target: float64(r.IntN(12)) / 2}
		if f.Of == "shifts" {
			f.Shifts = []string{l.someShift(r)}
		}
		return f
	},
	"pattern": func(r *rand.Rand, l *life) Rule {
		p := &Pattern{From: pick(r, "", "", "fri", "sun", "mon")}
		for range 2 + r.IntN(4) {
			p.Days = append(p.Days, pick(r, "off", "work", "any", l.someShift(r)))
		}
		return p
	},
	"max-duty": func(r *rand.Rand, _ *life) Rule {
		return &MaxDuty{Minutes: pick(r, 400, 420, 480, 540, 600), Night: r.IntN(2) == 0}
	},
	"no-nights":      func(r *rand.Rand, _ *life) Rule { return &NoNights{Reason: pick(r, "", "consent", "protected")} },
	"allowed-shifts": func(r *rand.Rand, l *life) Rule { return &AllowedShifts{[]string{l.someShift(r), l.someShift(r)}} },
	"unavailable": func(r *rand.Rand, l *life) Rule {
		u := &Unavailable{Dates: []Date{l.someDate(r), l.someDate(r)}}
		if r.IntN(2) == 0 {
			u.From = l.someDate(r)
			u.To = u.From + Date(r.IntN(5))
		}
		if r.IntN(2) == 0 {
			u.Shifts = []string{l.someShift(r)}
		}
		return u
	},
	"wish": func(r *rand.Rand, l *life) Rule {
		return &Wish{Date: l.someDate(r), Shift: pick(r, "", l.someShift(r)), Off: r.IntN(2) == 0}
	},
	"pinned": func(r *rand.Rand, l *life) Rule {
		return &Pinned{Date: l.someDate(r), Shift: pick(r, "", l.someShift(r))}
	},
	"as-published": func(r *rand.Rand, l *life) Rule {
		a := &AsPublished{From: l.someDate(r), Once: r.IntN(2) == 0}
		for range 1 + r.IntN(6) {
			a.Shifts = append(a.Shifts, pick(r, "", "*", l.someShift(r)))
		}
		return a
	},
}
