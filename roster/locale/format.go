package locale

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
)

// Duration returns minutes as people say them: "10 h 40 min".
func Duration(lang string, minutes int) string {
	sign := ""
	if minutes < 0 {
		sign, minutes = "−", -minutes
	}
	data := map[string]any{"H": Number(lang, float64(minutes/60), 0), "M": minutes % 60}
	switch {
	case minutes%60 == 0 && minutes > 0:
		return sign + T(lang, "format.hours", data)
	case minutes < 60:
		return sign + T(lang, "format.minutes", data)
	default:
		return sign + T(lang, "format.hours-minutes", data)
	}
}

// Number returns a number with the language's decimal sign and, from 10,000 on,
// its grouping of thousands.
func Number(lang string, v float64, decimals int) string {
	text := strconv.FormatFloat(math.Abs(v), 'f', decimals, 64)
	whole, rest, _ := strings.Cut(text, ".")
	if len(whole) > 4 {
		whole = grouped(whole, T(lang, "format.thousands", nil))
	}
	if rest != "" {
		whole += T(lang, "format.decimal", nil) + rest
	}
	if v < 0 && strings.Trim(text, "0.") != "" {
		return "−" + whole
	}
	return whole
}

func grouped(digits, separator string) string {
	var parts []string
	for len(digits) > 3 {
		parts = append([]string{digits[len(digits)-3:]}, parts...)
		digits = digits[:len(digits)-3]
	}
	return strings.Join(append([]string{digits}, parts...), separator)
}

// Percent returns a share of 1 as "97.3 %".
func Percent(lang string, share float64, decimals int) string {
	return T(lang, "format.percent", map[string]any{"P": Number(lang, share*100, decimals)})
}

// Date returns a date with its weekday and without its year: "Tue 8 Dec".
func Date(lang string, d roster.Date) string {
	return T(lang, "format.date", dateData(lang, d))
}

// Day returns the day of the month and the month: "8 Dec".
func Day(lang string, d roster.Date) string {
	return T(lang, "format.day", dateData(lang, d))
}

// Span returns the dates from first to last, both included: "1–31 Dec".
func Span(lang string, first, last roster.Date) string {
	switch {
	case last <= first:
		return Date(lang, first)
	case first.MonthStart() == last.MonthStart():
		return T(lang, "format.span", with(dateData(lang, first), "To", last.Time().Day()))
	default:
		return Day(lang, first) + " – " + Day(lang, last)
	}
}

// DayOfYear returns the day with its year, for lists that are longer than one:
// "8 Dec 2026".
func DayOfYear(lang string, d roster.Date) string {
	return T(lang, "format.day-year", dateData(lang, d))
}

// SpanOfYear returns the dates from first to last, both included, with their
// years: "1–31 Dec 2026".
func SpanOfYear(lang string, first, last roster.Date) string {
	switch {
	case last <= first:
		return T(lang, "format.date-year", dateData(lang, first))
	case first.MonthStart() == last.MonthStart():
		return T(lang, "format.span-year", with(dateData(lang, first), "To", last.Time().Day()))
	default:
		return DayOfYear(lang, first) + " – " + DayOfYear(lang, last)
	}
}

// Month returns the month and year of a date: "December 2026".
func Month(lang string, d roster.Date) string {
	months := strings.Fields(T(lang, "format.months-long", nil))
	return T(lang, "format.month", map[string]any{
		"Month": months[d.Time().Month()-1], "Year": d.Time().Year(),
	})
}

// Weekday returns a weekday in two or three letters: "Tue".
func Weekday(lang string, d time.Weekday) string {
	return strings.Fields(T(lang, "format.weekdays", nil))[d]
}

func dateData(lang string, d roster.Date) map[string]any {
	months := strings.Fields(T(lang, "format.months", nil))
	return map[string]any{
		"Weekday": Weekday(lang, d.Weekday()),
		"Day":     d.Time().Day(),
		"Month":   months[d.Time().Month()-1],
		"Year":    d.Time().Year(),
	}
}

// Count returns a number with its noun, "5 days"; nouns are the ids under
// "count". Bounds ask for the form that stands after "at most", which differs
// in Russian.
func Count(lang, noun string, n int) string {
	return T(lang, "count."+noun, map[string]any{"N": n})
}
