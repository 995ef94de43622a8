package forecast

import (
	"fmt"
)

// mostNotes is how many notes of one kind are given one by one.
const mostNotes = 25

// notes says what of the history was left out or repaired.
func (e *engine) notes(k knowledge, t *trial) []Note {
	var out []Note
	out = append(out, e.gaps()...)
	out = append(out, e.anomalyNotes(k.anomalies)...)
	out = append(out, e.verdicts.notes(e)...)
	for _, c := range e.grid.autumn {
		out = append(out, e.note("autumn", c, c+1, "the clock showed %s twice; its one row was taken as the sum of both hours", e.grid.date(c)))
	}
	if len(t.folds) == 0 {
		out = append(out, e.note("short", 0, len(e.grid.y), "less than three weeks of history: the forecast is untested and its bands are wide"))
	}
	if sum(e.grid.y) == 0 {
		out = append(out, e.note("zeros", 0, len(e.grid.y), "not one contact in all the history: none is forecast"))
	}
	return append(out, e.unknownDays(k)...)
}

// gaps finds intervals without data at hours that are usually open.
func (e *engine) gaps() []Note {
	var out []Note
	g := e.grid
	from, count := 0, 0
	for c, v := range g.y {
		if known(v) {
			if count > 0 {
				out = append(out, e.gap(from, c, count))
			}
			from, count = c+1, 0
		} else if e.open[c%g.week] && !e.calendar.closed(c) && !e.verdicts.leftOut(c) {
			if count == 0 {
				from = c
			}
			count++
		}
	}
	return few(out, "gap")
}

func (e *engine) gap(from, to, count int) Note {
	n := e.note("gap", from, to, "no data on %s for %d intervals that are usually open; left out", e.grid.date(from), count)
	n.Count = count
	return n
}

// anomalyNotes puts anomalies into words, those of one kind and day together.
func (e *engine) anomalyNotes(found []anomaly) []Note {
	words := map[string]string{
		"storm":  "%.0f contacts on %s where %.0f are usual; cut back, so that the level does not move",
		"dip":    "%.0f contacts on %s where %.0f are usual; raised, so that the level does not move",
		"outage": "%.0f contacts on %s where %.0f are usual: an outage; left out",
	}
	byCode := map[string][]Note{}
	for i := 0; i < len(found); {
		a, j := found[i], i+1
		for ; j < len(found) && found[j].code == a.code && found[j].from/e.grid.slots == a.from/e.grid.slots; j++ {
			a.to = found[j].to
			a.seen += found[j].seen
			a.usual += found[j].usual
		}
		n := e.note(a.code, a.from, a.to, words[a.code], a.seen, e.grid.date(a.from), a.usual)
		n.Seen, n.Usual = a.seen, a.usual
		byCode[a.code] = append(byCode[a.code], n)
		i = j
	}
	var out []Note
	for _, code := range []string{"outage", "storm", "dip"} {
		out = append(out, few(byCode[code], code)...)
	}
	return out
}

// unknownDays names special days to come of which nothing is known.
func (e *engine) unknownDays(k knowledge) []Note {
	var out []Note
	for _, s := range e.calendar.days {
		if s.from < k.past.Origin || s.Closed || s.said() || k.effects.shut[s.Name].n > 0 {
			continue
		}
		code, text := "special", "%s on %s was never seen; taken as an ordinary day; give a factor"
		if s.Kind == "holiday" {
			code, text = "holiday", "%s on %s was never seen; taken as other holidays are; give a factor if you know better"
		}
		n := e.note(code, s.from, s.to, text, s.Name, s.Date)
		n.Name = s.Name
		out = append(out, n)
	}
	return few(out, "special")
}

// note returns a note of a run of cells.
func (e *engine) note(code string, from, to int, format string, args ...any) Note {
	return Note{Code: code, Text: fmt.Sprintf(format, args...), From: e.grid.start(from), To: e.grid.start(to), Count: to - from}
}

// few keeps the last notes of a kind and counts the others in one.
func few(notes []Note, code string) []Note {
	more := len(notes) - mostNotes
	if more <= 0 {
		return notes
	}
	count := 0
	for _, n := range notes[:more] {
		count += n.Count
	}
	first := Note{Code: "several", Name: code, Text: fmt.Sprintf("%d earlier ones of this kind", more), From: notes[0].From, To: notes[more-1].To, Count: count, Seen: float64(more)}
	return append([]Note{first}, notes[more:]...)
}

// sum adds up what is known.
func sum(y []float64) float64 {
	out := 0.0
	for _, v := range y {
		if known(v) {
			out += v
		}
	}
	return out
}
