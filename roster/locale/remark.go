package locale

import (
	"time"

	"github.com/smena-org/smena/roster"
)

// Remark is what a forecast has to say of the history it was made from, as code
// and numbers. Its fields are those of the forecast's note.
type Remark struct {
	Code     string
	Text     string // in English, for a code that is not known
	From, To time.Time
	Count    int
	Seen     float64
	Usual    float64
	Name     string
}

// Say says the remark in a language, its dates as they are in a zone.
func (r Remark) Say(lang string, zone *time.Location) string {
	id := "remark." + r.Code
	if r.Name != "" && Has(lang, id+".name") {
		id += ".name"
	}
	n := r.Count
	if r.Code == "several" {
		n = int(r.Seen)
	}
	d := roster.DateOf(r.From.In(zone))
	text := T(lang, id, map[string]any{
		"N": n, "Day": T(lang, "remark.date", map[string]any{"Day": Day(lang, d), "Year": d.Time().Year()}), "Name": r.Name,
		"Seen": Number(lang, r.Seen, 0), "Usual": Number(lang, r.Usual, 0),
	})
	if text == id {
		return r.Text
	}
	return text
}

// Beside says that a day lies beside a special one: so many working days behind
// it, or before it below 0.
func Beside(lang, name string, lag int) string {
	switch {
	case lag > 0:
		return T(lang, "remark.behind", map[string]any{"N": lag, "Name": name})
	case lag < 0:
		return T(lang, "remark.before", map[string]any{"Name": name})
	default:
		return name
	}
}
