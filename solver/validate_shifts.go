package solver

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/smena-org/smena/roster"
)

// reserved are words that the rule "pattern" gives a meaning of its own.
var reserved = []string{"off", "work", "any"}

// allShifts judges the shift types.
func (v *validation) allShifts() {
	v.unique("shifts", len(v.p.Shifts), func(i int) string { return v.p.Shifts[i].ID })
	for i := range v.p.Shifts {
		v.shift(element("shifts", i), &v.p.Shifts[i])
	}
}

// shift must be a duty that starts on its own date and ends within a day of
// that: the rules of rest and the clock of a duty reckon with no longer one.
func (v *validation) shift(at string, s *Shift) {
	if slices.Contains(reserved, s.ID) {
		v.fault(join(at, "id"), s.ID, "means something else in the rule pattern", "call the shift otherwise")
	}
	if s.Start < 0 || s.Start >= dayMinutes {
		v.fault(join(at, "start"), s.Start.String(), "a shift starts on its own date", "write 00:00 to 23:59")
	}
	switch {
	case s.Minutes <= 0:
		v.fault(join(at, "minutes"), strconv.Itoa(s.Minutes), "a shift must last", "write 1 to 1440")
	case s.Minutes > dayMinutes:
		v.fault(join(at, "minutes"), strconv.Itoa(s.Minutes), "is longer than a day", "split the shift")
	}
	if s.Paid != nil {
		v.number(at, "paid_minutes", *s.Paid, 0, dayMinutes)
	}
	v.breaks(at, s)
}

// breaks must lie inside the shift, in order, without overlap.
func (v *validation) breaks(at string, s *Shift) {
	free := 0 // from when on a break may start
	for i := range s.Breaks {
		v.window(element(join(at, "breaks"), i)+".window", s, i)
	}
	for i, b := range s.Breaks {
		here := element(join(at, "breaks"), i)
		switch {
		case b.Minutes <= 0:
			v.fault(join(here, "minutes"), strconv.Itoa(b.Minutes), "a break must last", "write 1 or more")
		case b.After < 0 || b.After+b.Minutes > s.Minutes:
			v.fault(here, fmt.Sprintf("%d to %d", b.After, b.After+b.Minutes), "lies outside the shift",
				fmt.Sprintf("end it by minute %d of the shift", s.Minutes))
		case b.After < free:
			v.fault(here, strconv.Itoa(b.After), "begins before the break before it has ended", "put the breaks in order")
		}
		free = max(free, b.After+b.Minutes)
	}
}

// window must hold the break's own place, keep it inside the shift, and leave the
// breaks as far apart as it asks where the shift has them: then they can be
// placed together.
func (v *validation) window(at string, s *Shift, i int) {
	b := &s.Breaks[i]
	w := b.Window
	if w == (roster.Window{}) {
		return
	}
	v.number(at, "step", w.Step, 0, dayMinutes)
	v.number(at, "apart", w.Apart, 0, dayMinutes)
	text := fmt.Sprintf("%d to %d", w.From, w.To)
	switch {
	case w.From > w.To:
		v.fault(at, text, "ends before it begins", "write from not after to")
	case w.From < 0 || w.To+b.Minutes > s.Minutes:
		v.fault(at, text, "would put the break outside the shift", fmt.Sprintf("begin it from minute 0 to %d of the shift", max(s.Minutes-b.Minutes, 0)))
	case b.After < w.From || b.After > w.To:
		v.fault(at, text, fmt.Sprintf("does not hold minute %d, where the shift has the break", b.After), "widen the window, or put the break in it")
	case i > 0 && b.After < s.Breaks[i-1].After+s.Breaks[i-1].Minutes+w.Apart:
		v.fault(join(at, "apart"), strconv.Itoa(w.Apart), "is more than the breaks are apart where the shift has them", "move the breaks apart, or ask for less")
	}
}

// places judges where people work.
func (v *validation) places() {
	v.unique("places", len(v.p.Places), func(i int) string { return v.p.Places[i].ID })
	for i := range v.p.Places {
		p, at := &v.p.Places[i], element("places", i)
		switch _, err := loadZone(p.Zone); {
		case p.Zone == "":
			v.fault(join(at, "zone"), "", "is missing", "write an IANA name such as Europe/Budapest")
		case err != nil:
			v.fault(join(at, "zone"), p.Zone, "unknown time zone", "write an IANA name such as Europe/Budapest")
		}
		v.night(join(at, "night"), p.Night)
		v.shorter(join(at, "shorter"), p.Shorter)
		v.number(at, "unbroken", p.Unbroken, 0, dayMinutes)
	}
}

// night must be a window of at most a day that starts on its own date.
func (v *validation) night(at string, n *Night) {
	if n == nil {
		return
	}
	if n.From >= dayMinutes {
		v.fault(join(at, "from"), n.From.String(), "the night must start before midnight", "write 23:59 or earlier")
	}
	if n.To <= n.From || n.To > n.From+dayMinutes {
		v.fault(join(at, "to"), n.To.String(), "does not end the night within a day of "+n.From.String(),
			"count on past midnight: six in the morning is 30:00")
	}
	v.number(at, "minutes", n.Minutes, 0, dayMinutes)
	v.number(at, "percent", n.Percent, 0, 100)
}

// shorter must leave something of every shift on its date.
func (v *validation) shorter(list string, days []Shorter) {
	seen := map[roster.Date]bool{}
	for i, s := range days {
		at := element(list, i)
		if seen[s.Date] {
			v.fault(join(at, "date"), s.Date.String(), "is given twice", "keep one")
		}
		seen[s.Date] = true
		v.number(at, "minutes", s.Minutes, 0, dayMinutes)
		for j := range v.p.Shifts {
			if s.Minutes > 0 && v.p.Shifts[j].Minutes > 0 && s.Minutes >= v.p.Shifts[j].Minutes {
				v.fault(join(at, "minutes"), strconv.Itoa(s.Minutes), "leaves nothing of shift "+v.p.Shifts[j].ID, "write less")
				break
			}
		}
	}
}
