package pay

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

// The oracle takes another road than the engine: it walks every duty minute by
// minute in UTC and asks the local clock of each. The premiums are written out
// again here, from the articles and not from the packs.

// minute is one worked minute on the local clock.
type minute struct {
	date roster.Date
	of   int // minute of the day
}

func walk(d roster.Duty, place *time.Location, breaksPaid bool) []minute {
	var out []minute
	for t := d.Span.Start; t.Before(d.Span.End); t = t.Add(time.Minute) {
		free := slices.ContainsFunc(d.Breaks, func(b roster.BreakSpan) bool { return !t.Before(b.Start) && t.Before(b.End) })
		if free && !breaksPaid {
			continue
		}
		l := t.In(place)
		out = append(out, minute{roster.DateOf(l), l.Hour()*60 + l.Minute()})
	}
	return out
}

func (m minute) night(from, to int) bool { return m.of >= from*60 || m.of < to*60 }

type tally map[string]int

func oracleHU(in Input, hol map[roster.Date]bool) tally {
	out := tally{}
	grounds := in.Flags.Grounds
	solely := len(grounds) > 0
	for _, g := range grounds {
		solely = solely && (g == "d" || g == "e" || g == "i")
	}
	for _, d := range in.Duties {
		ms := walk(d, in.Agent.Zone, false)
		nights := 0
		for _, m := range ms {
			if m.night(22, 6) {
				nights++
			}
		}
		for _, m := range ms {
			if *in.Flags.Entitled && m.night(18, 6) {
				out["HU_SHIFT_30"]++
			}
			if !*in.Flags.Entitled && nights > 60 && m.night(22, 6) {
				out["HU_NIGHT_15"]++
			}
			of := m.date
			if m.of < int(*in.Flags.DayStart) {
				of-- // the employer's day has not begun
			}
			if hol[of] {
				out["HU_HOLIDAY_100"]++
			} else if of.Weekday() == time.Sunday && solely {
				out["HU_SUNDAY_50"]++
			}
			switch {
			case d.Kind == roster.RestDayWork, d.Kind == HolidayOvertime, d.Kind == roster.Overtime && hol[of]:
				out["HU_OT_100"]++
			case d.Kind == roster.Overtime, d.Kind == DailyOvertime, d.Kind == RestDaySubstitute:
				out["HU_OT_50"]++
			}
		}
	}
	return out
}

func oracleRU(in Input, hol map[roster.Date]bool) tally {
	out := tally{}
	total, special := 0, 0
	for _, d := range in.Duties {
		ms := walk(d, in.Agent.Zone, false)
		nights := 0
		for _, m := range ms {
			if m.night(22, 6) {
				nights++
			}
		}
		plan := in.Flags.PlanPerShift
		if in.Flags.ShortenNights && 2*nights >= len(ms) {
			plan -= 60
		}
		total += len(ms)
		for i, m := range ms {
			if m.night(22, 6) {
				out["RU_NIGHT_0.2"]++
			}
			switch {
			case hol[m.date]:
				out["RU_HOL_2.0"]++
				special++
			case slices.Contains(in.Flags.RestDays, m.date):
				out["RU_REST_2.0"]++
				special++
			case in.Flags.PlanPerShift > 0 && i >= plan+120:
				out["RU_OT_2.0"]++
			case in.Flags.PlanPerShift > 0 && i >= plan:
				out["RU_OT_1.5"]++
			default:
				out["RU_BASE_1.0"]++
			}
		}
	}
	if in.Flags.Norm != nil {
		over := max(0, total-*in.Flags.Norm-special)
		out["RU_BASE_1.0"] -= over
		out["RU_OT_1.5"] += min(over, 120)
		out["RU_OT_2.0"] += max(0, over-120)
	}
	return out
}

func oracleDE(in Input, hol map[roster.Date]bool) tally {
	rate := func(d roster.Date, of int) int {
		_, month, dom := d.Time().Date()
		switch {
		case month == 12 && (dom == 25 || dom == 26 || dom == 24 && of >= 14*60), month == 5 && dom == 1:
			return 150
		case hol[d], month == 12 && dom == 31 && of >= 14*60:
			return 125
		case d.Weekday() == time.Sunday:
			return 50
		}
		return 0
	}
	out := tally{}
	for _, d := range in.Duties {
		ms := walk(d, in.Agent.Zone, false)
		legal := 0
		for _, m := range ms {
			if m.night(23, 6) {
				legal++
			}
		}
		for _, m := range ms {
			eve := slices.ContainsFunc(ms, func(x minute) bool { return x.date == m.date-1 && x.of >= 20*60 })
			r := rate(m.date, m.of)
			if m.of < 4*60 && eve {
				out["DE_N40"]++
				r = max(r, rate(m.date-1, 1439))
			} else if m.night(20, 6) {
				out["DE_N25"]++
			}
			if r > 0 {
				out[map[int]string{50: "DE_SUN50", 125: "DE_HOL125", 150: "DE_HOL150"}[r]]++
			}
			if legal > 120 && m.night(23, 6) {
				out["DE_STAT_NIGHT"]++
			}
		}
	}
	return out
}

func oraclePL(in Input, hol map[roster.Date]bool) tally {
	out := tally{}
	for _, d := range in.Duties {
		for _, m := range walk(d, in.Agent.Zone, true) {
			if m.night(22, 6) {
				out["PL_NIGHT_20MIN"]++
			}
			of := m.date
			if m.of < int(*in.Flags.DayStart) {
				of--
			}
			if hol[of] || of.Weekday() == time.Sunday {
				out["PL_SUNHOL"]++
			}
		}
	}
	return out
}

func oracleKZ(in Input, hol map[roster.Date]bool) tally {
	out := tally{}
	for _, d := range in.Duties {
		for _, m := range walk(d, in.Agent.Zone, false) {
			if m.night(22, 6) {
				out["KZ_NIGHT_1.5"]++
			}
			if hol[m.date] {
				out["KZ_HOLIDAY_1.5"]++
			}
		}
	}
	return out
}

func oracleUS(in Input, _ map[roster.Date]bool) tally {
	n := 0
	for _, d := range in.Duties {
		for t := d.Span.Start; t.Before(d.Span.End); t = t.Add(time.Minute) {
			free := slices.ContainsFunc(d.Breaks, func(b roster.BreakSpan) bool { return !t.Before(b.Start) && t.Before(b.End) })
			if w := in.Flags.Weeks[0]; !free && !t.Before(w.Start) && t.Before(w.End) {
				n++
			}
		}
	}
	return tally{"US_WEEK_WORK": n, "US_OT_1.5": max(0, n-2400)}
}

// Dates around which something happens: the clocks change, the year ends,
// holidays follow each other.
var hotDates = []string{"2026-03-27", "2026-10-23", "2026-12-23", "2026-12-30", "2026-04-29", "2026-04-03", "2026-03-07", "2026-10-30", "2025-10-24"}

func drawDuties(t *rapid.T, place *time.Location, kinds []roster.DutyKind) []roster.Duty {
	first := day0(rapid.SampledFrom(hotDates).Draw(t, "around"))
	var out []roster.Duty
	for d := first; d < first+5; d++ {
		start := roster.Clock(rapid.IntRange(0, 287).Draw(t, "start") * 5)
		length := rapid.IntRange(1, 800).Draw(t, "length")
		duty := roster.Duty{Agent: "a", Date: d, Kind: rapid.SampledFrom(kinds).Draw(t, "kind")}
		duty.Span.Start = d.At(start, place)
		duty.Span.End = duty.Span.Start.Add(minutes(length))
		for range rapid.IntRange(0, 2).Draw(t, "breaks") {
			from := duty.Span.Start.Add(minutes(rapid.IntRange(0, length).Draw(t, "after")))
			span := roster.Span{Start: from, End: from.Add(minutes(rapid.IntRange(1, 60).Draw(t, "minutes")))}
			duty.Breaks = append(duty.Breaks, roster.BreakSpan{Span: span})
		}
		out = append(out, duty)
	}
	return out
}

func day0(s string) roster.Date {
	d, err := roster.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func drawInput(t *rapid.T, p *law.Pack, place *time.Location) (Input, map[roster.Date]bool) {
	kinds := []roster.DutyKind{roster.Ordinary}
	if p.ID == "hu" {
		kinds = append(kinds, roster.Overtime, DailyOvertime, HolidayOvertime, roster.RestDayWork, RestDaySubstitute)
	}
	duties := drawDuties(t, place, kinds)
	first := duties[0].Date
	in := Input{Pack: p, Agent: roster.Agent{ID: "a", Zone: place}, Duties: duties, Holidays: []roster.Date{}, From: first, To: first + 5}
	set := map[roster.Date]bool{}
	for d := first - 1; d < first+7; d++ {
		switch rapid.IntRange(0, 5).Draw(t, "day") {
		case 0:
			in.Holidays, set[d] = append(in.Holidays, d), true
		case 1:
			in.Flags.RestDays = append(in.Flags.RestDays, d)
		}
	}
	entitled, start := rapid.Bool().Draw(t, "entitled"), roster.Clock(rapid.IntRange(0, 1439).Draw(t, "day start"))
	in.Flags.Entitled, in.Flags.DayStart = &entitled, &start
	in.Flags.Grounds = rapid.SampledFrom([][]string{{}, {"d"}, {"d", "e"}, {"g"}, {"d", "g"}}).Draw(t, "grounds")
	switch rapid.IntRange(0, 2).Draw(t, "accounting") {
	case 0:
		in.Flags.PlanPerShift, in.Flags.ShortenNights = rapid.IntRange(100, 700).Draw(t, "plan"), rapid.Bool().Draw(t, "shorten")
	case 1:
		norm := rapid.IntRange(0, 4000).Draw(t, "norm")
		in.Flags.Norm = &norm
	}
	in.Flags.Weeks = []roster.Span{{Start: first.At(300, place), End: (first + 7).At(300, place)}}
	return in, set
}

func TestEngineAgreesWithTheOracle(t *testing.T) {
	oracles := map[string]struct {
		zone string
		ask  func(Input, map[roster.Date]bool) tally
	}{
		"hu": {"Europe/Budapest", oracleHU}, "ru": {"Europe/Moscow", oracleRU}, "de": {"Europe/Berlin", oracleDE},
		"pl": {"Europe/Warsaw", oraclePL}, "kz": {"Asia/Almaty", oracleKZ}, "us": {"America/New_York", oracleUS},
	}
	for id, o := range oracles {
		t.Run(id, func(t *testing.T) {
			place, p := zone(t, o.zone), loadPack(t, id)
			rapid.Check(t, func(t *rapid.T) {
				in, set := drawInput(t, p, place)
				if id == "pl" {
					payBreaks(in.Duties)
				}
				lines, _, err := Lines(in)
				if err != nil {
					t.Fatal(err)
				}
				got := tally{}
				for _, l := range lines {
					if l.Category != Base {
						got[l.Category] += l.Minutes
					}
				}
				if diff := cmp.Diff(nonZero(o.ask(in, set)), got); diff != "" {
					t.Fatalf("minutes differ (-oracle +engine):\n%s%s", diff, describe(in))
				}
			})
		})
	}
}

func payBreaks(duties []roster.Duty) {
	for _, d := range duties {
		for i := range d.Breaks {
			d.Breaks[i].Paid = true
		}
	}
}

func nonZero(m tally) tally {
	out := tally{}
	for k, v := range m {
		if v != 0 {
			out[k] = v
		}
	}
	return out
}

func describe(in Input) string {
	out := ""
	for _, d := range in.Duties {
		out += fmt.Sprintln(d.Span.Start.In(in.Agent.Zone), d.Span.End.In(in.Agent.Zone), d.Kind, d.Breaks)
	}
	return out
}

// BASE must add up to what the roster says is paid, whatever else is due.
func TestBaseAddsUpToPaidMinutes(t *testing.T) {
	place, p := zone(t, "Europe/Berlin"), loadPack(t, "de")
	rapid.Check(t, func(t *rapid.T) {
		duty := drawDuties(t, place, []roster.DutyKind{roster.Ordinary})[0]
		duty.Breaks = duty.Breaks[:min(1, len(duty.Breaks))]
		for i := range duty.Breaks { // inside the duty, as a roster's breaks are
			duty.Breaks[i].End = earlier(duty.Breaks[i].End, duty.Span.End)
			duty.Breaks[i].Paid = rapid.Bool().Draw(t, "paid")
		}
		lines, _, err := Lines(Input{Pack: p, Agent: roster.Agent{ID: "a", Zone: place}, Duties: []roster.Duty{duty}, From: duty.Date, To: duty.Date + 1})
		if err != nil {
			t.Fatal(err)
		}
		base := 0
		for _, l := range lines {
			if l.Category == Base {
				base += l.Minutes
			}
		}
		if base != duty.PaidMinutes() {
			t.Fatalf("BASE has %d minutes, the duty pays %d", base, duty.PaidMinutes())
		}
	})
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	place, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return place
}

func loadPack(t *testing.T, id string) *law.Pack {
	t.Helper()
	p, err := law.Load(id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
