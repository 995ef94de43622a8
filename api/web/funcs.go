package web

import (
	"encoding/json"
	"html/template"
	"math"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/plan"
)

// funcs are the words and numbers of templates in one language.
func (s *site) funcs(lang string) template.FuncMap {
	return template.FuncMap{
		"t":            func(id string, pairs ...any) string { return words(lang, id, pairs...) },
		"asset":        func(name string) string { return s.names[name] },
		"date":         func(d roster.Date) string { return locale.Date(lang, d) },
		"day":          func(d roster.Date) string { return locale.Day(lang, d) },
		"last":         func(d roster.Date) roster.Date { return d - 1 }, // of a half-open span
		"span":         func(from, to roster.Date) string { return locale.Span(lang, from, to-1) },
		"spanYear":     func(from, to roster.Date) string { return locale.SpanOfYear(lang, from, to-1) },
		"month":        func(m plan.Month) string { return locale.Month(lang, m.From) },
		"hours":        func(minutes int) string { return locale.Number(lang, float64(minutes)/60, 2) },
		"long":         func(minutes int) string { return locale.Duration(lang, minutes) },
		"num":          func(x float64, decimals int) string { return locale.Number(lang, x, decimals) },
		"percent":      func(share float64) string { return locale.Percent(lang, share, 0) },
		"percentUp":    func(share float64) string { return locale.Percent(lang, math.Ceil(share*100-1e-9)/100, 0) }, // for "at most"
		"sentence":     func(b roster.Breach) string { return locale.Sentence(lang, b) },
		"rule":         func(name string) string { return locale.RuleName(lang, name) },
		"said":         func(f law.Finding) string { return locale.T(lang, f.Text, nil) },
		"severity":     func(f law.Finding) string { return locale.T(lang, "report.severity."+class(f), nil) },
		"reword":       func(english string) string { return locale.Reword(lang, english) },
		"gathered":     gathered,
		"class":        class,
		"cite":         func(source string) template.HTML { return cite(lang, source) },
		"clock":        clock,
		"breaks":       func(d roster.Duty, zone *time.Location) string { return breakWords(lang, d, zone) },
		"stamp":        func(t time.Time, zone string) string { return stamp(lang, t, zone) },
		"stampYear":    func(t time.Time, zone string) string { return stampYear(lang, t, zone) },
		"languages":    locale.Languages,
		"compact":      func(j json.RawMessage) string { return string(j) },
		"join":         func(all []string) string { return strings.Join(all, ", ") },
		"dict":         dict,
		"absence":      func(kind string) string { return absenceKind(lang, kind) },
		"wishes":       func(w desk.Wish) string { return wishWords(lang, w) },
		"consent":      func(w string) string { return wordOf(lang, "consent.", w) },
		"protected":    func(w string) string { return wordOf(lang, "protected.", w) },
		"weekdays":     func() []weekday { return weekdays(lang) },
		"availability": func(a desk.Availability) string { return availabilityWords(lang, a) },
		"cron":         func(text string) string { return cronWords(lang, text) },
		"token":        tokenState,
		"apps":         func() []string { return []string{"google", "apple", "outlook"} },
		"kinds":        func() []string { return []string{"leave", "sick", "training", "unpaid"} },
		"corrections": func() []string {
			return []string{string(roster.Ordinary), "absent", string(roster.Overtime), string(roster.RestDayWork), string(roster.Standby)}
		},
	}
}

// wordOf says a word of files to people; one without words says itself.
func wordOf(lang, of, word string) string {
	if locale.Has(lang, "web."+of+word) {
		return words(lang, of+word)
	}
	return word
}

// gatheredFinding is what the law has to say to some people.
type gatheredFinding struct {
	law.Finding
	People int // 0 when it is said of nobody in particular
}

// gathered says once what is the same for many, in the order of the first.
func gathered(all []law.Finding) []gatheredFinding {
	var out []gatheredFinding
	type saying struct{ rule, text, source string }
	type listener struct {
		saying
		agent string
	}
	at, told := map[saying]int{}, map[listener]bool{}
	for _, f := range all {
		key := saying{f.Rule, f.Text, f.Source}
		i, known := at[key]
		if !known {
			i, at[key] = len(out), len(out)
			out = append(out, gatheredFinding{Finding: f})
		}
		if who := (listener{key, f.Agent}); f.Agent != "" && !told[who] {
			told[who] = true
			out[i].People++
		}
	}
	return out
}

// class is the CSS class of a finding's severity.
func class(f law.Finding) string { return strings.ReplaceAll(string(f.Severity), " ", "-") }

// clock returns the time of day at a place.
func clock(t time.Time, zone *time.Location) string {
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format("15:04")
}

// breakWords says when the breaks of a duty are; "" when it has none.
func breakWords(lang string, d roster.Duty, zone *time.Location) string {
	var times []string
	for _, b := range d.Breaks {
		times = append(times, clock(b.Start, zone)+"–"+clock(b.End, zone))
	}
	if len(times) == 0 {
		return ""
	}
	return words(lang, "duty.breaks", "Times", strings.Join(times, ", "))
}

// stamp returns day and time in an IANA zone; UTC, said so, where it is unknown.
func stamp(lang string, t time.Time, zone string) string {
	return stamped(lang, t, zone, locale.Day)
}

// stampYear is stamp with the year, for lists that are longer than one.
func stampYear(lang string, t time.Time, zone string) string {
	return stamped(lang, t, zone, locale.DayOfYear)
}

func stamped(lang string, t time.Time, zone string, day func(string, roster.Date) string) string {
	if t.IsZero() {
		return "–"
	}
	place, err := time.LoadLocation(zone)
	if err != nil || zone == "" {
		place = time.UTC
	}
	t = t.In(place)
	text := day(lang, roster.DateOf(t)) + " " + t.Format("15:04")
	if place == time.UTC {
		text += " UTC"
	}
	return text
}

// dict gives a template several values under names.
func dict(pairs ...any) map[string]any {
	out := map[string]any{}
	for i := 0; i+1 < len(pairs); i += 2 {
		out[pairs[i].(string)] = pairs[i+1]
	}
	return out
}
