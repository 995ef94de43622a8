package forecast

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"
)

// markRecurring finds days of the year on which history was always far from
// usual, and marks those to come: public holidays of which nobody told, the
// yearly sale. A day counts when it stands out in two years at least and in
// every year seen, by one of the rules by which holidays move.
func (k *calendar) markRecurring(y []float64, horizon int) {
	const leastDays = 370
	if len(y) < leastDays*k.grid.slots {
		return
	}
	odd := k.oddDays(y)
	first, last := k.grid.first, k.grid.first+len(y)/k.grid.slots-1
	taken := map[int]bool{}
	for _, r := range recurrences(odd, first, last) {
		if slices.ContainsFunc(r.seen, func(d int) bool { return taken[d] }) {
			continue
		}
		for _, d := range append(r.seen, r.coming(last+1, last+1+horizon/k.grid.slots)...) {
			taken[d] = true
			k.addFound(d, r.name, d <= last)
		}
	}
}

// addFound adds a day that recurs. In the past nobody knew of it.
func (k *calendar) addFound(d int, name string, past bool) {
	from := (d - k.grid.first) * k.grid.slots
	old, marked := k.marks[from]
	switch {
	case marked && old.day.found: // a closed day found before: now it has a name
		old.day.Name, old.day.Kind = name, "holiday"
	case !marked:
		k.add(&special{SpecialDay{Date: k.grid.date(from), Name: name, Kind: "holiday"}, from, from + k.grid.slots, past})
	}
}

// oddDays returns the days since 1970 that were far from usual: 1 above, -1
// below or closed.
func (k *calendar) oddDays(y []float64) map[int]int {
	const least, sigmas = 0.15, 4
	odd := map[int]int{}
	shape := medianShape(y, k.grid.week)
	usual := roughly(y, shape, k.grid.slots, nil)
	sd := math.Sqrt(dayNoise(y, usual, k))
	for start := 0; start+k.grid.slots <= len(y); start += k.grid.slots {
		seen, base := 0.0, 0.0
		for c := start; c < start+k.grid.slots; c++ {
			if known(y[c]) && known(usual[c]) {
				seen += y[c]
				base += usual[c]
			}
		}
		m, marked := k.marks[start]
		log := math.Log((seen + 0.5) / (base + 0.5))
		switch d := k.grid.first + start/k.grid.slots; {
		case marked && m.lag == 0 && m.day.found:
			odd[d] = -1
		case marked || base == 0 || math.Abs(log) < math.Max(least, sigmas*sd):
		case log > 0:
			odd[d] = 1
		default:
			odd[d] = -1
		}
	}
	return odd
}

// recurrence is a rule by which a day comes every year.
type recurrence struct {
	name string
	on   func(year int) int // the day since 1970
	seen []int              // when it stood out
}

// coming returns the days of the rule in a range.
func (r recurrence) coming(from, to int) []int {
	var out []int
	for year := yearOf(from); year <= yearOf(to); year++ {
		if d := r.on(year); d >= from && d < to {
			out = append(out, d)
		}
	}
	return out
}

// recurrences returns the rules that odd days bear out, those seen most often first.
func recurrences(odd map[int]int, first, last int) []recurrence {
	var out []recurrence
	tried := map[string]bool{}
	for _, d := range sortedKeys(odd) {
		for _, r := range rulesOf(d) {
			if tried[r.name] {
				continue
			}
			tried[r.name] = true
			all := r.coming(first, last+1)
			if len(all) < 2 || slices.ContainsFunc(all, func(e int) bool { return odd[e] != odd[d] }) {
				continue
			}
			r.seen = all
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b recurrence) int { return cmp.Compare(len(b.seen), len(a.seen)) })
	return out
}

func sortedKeys(m map[int]int) []int {
	var out []int
	for d := range m {
		out = append(out, d)
	}
	slices.Sort(out)
	return out
}

// rulesOf returns the rules under which a day falls: its date, its weekday in
// the month, counted from the front and, in the last week, from the back, and
// its distance from Easter.
func rulesOf(d int) []recurrence {
	t := dayTime(d)
	_, month, date := t.Date()
	nth := (date - 1) / 7
	rules := []recurrence{
		{name: fmt.Sprintf("%d %s", date, month), on: func(y int) int { return dayOf(y, month, date) }},
		{name: fmt.Sprintf("%s no. %d of %s", t.Weekday(), nth+1, month), on: func(y int) int {
			first := dayOf(y, month, 1)
			return first + floorMod(int(t.Weekday()-dayTime(first).Weekday()), 7) + 7*nth
		}},
	}
	if t.AddDate(0, 0, 7).Month() != month {
		rules = append(rules, recurrence{name: fmt.Sprintf("last %s of %s", t.Weekday(), month), on: func(y int) int {
			end := dayOf(y, month+1, 0)
			return end - floorMod(int(dayTime(end).Weekday()-t.Weekday()), 7)
		}})
	}
	for _, e := range []struct {
		name   string
		easter func(int) int
	}{{"Easter", western}, {"Orthodox Easter", orthodox}} {
		if off := d - e.easter(t.Year()); off >= -7 && off <= 60 {
			rules = append(rules, recurrence{name: fmt.Sprintf("%s %+d days", e.name, off), on: func(y int) int { return e.easter(y) + off }})
		}
	}
	return rules
}

func dayTime(d int) time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

func yearOf(d int) int { return dayTime(d).Year() }

func dayOf(y int, m time.Month, d int) int {
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// western returns Easter Sunday of the Gregorian calendar (the anonymous
// algorithm as in Meeus, Astronomical Algorithms, 1991, ch. 8).
func western(y int) int {
	a, b, c := y%19, y/100, y%100
	h := (19*a + b - b/4 - (b-(b+8)/25+1)/3 + 15) % 30
	l := (32 + 2*(b%4) + 2*(c/4) - h - c%4) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return dayOf(y, time.Month(n/31), n%31+1)
}

// orthodox returns Easter Sunday of the Julian calendar as a Gregorian date,
// right from 1900 to 2099 (Meeus, the same chapter).
func orthodox(y int) int {
	a, b, c := y%4, y%7, y%19
	d := (19*c + 15) % 30
	e := (2*a + 4*b - d + 34) % 7
	n := d + e + 114
	return dayOf(y, time.Month(n/31), n%31+1) + 13
}
