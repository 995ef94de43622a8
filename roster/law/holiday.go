package law

import (
	"slices"

	"github.com/smena-org/smena/roster"
)

// Kinds of holiday.
const (
	// Public is a public holiday by law.
	Public = "public"
	// RulesApply is a Sunday to which the holiday rules apply as well (HU
	// Easter and Whit Sunday, Mt. 102(4)).
	RulesApply = "rules"
	// TaxOnly is a holiday to the tax on premiums alone (DE Easter and Whit
	// Sunday, R 3b(3) s. 3 LStR). Holidays does not list it; TaxHolidays does.
	TaxOnly = "tax"
)

// Holiday is a public holiday of a place.
type Holiday struct {
	Date  roster.Date
	Name  string // English
	Local string // in the country's language
	Kind  string // Public, RulesApply or TaxOnly
	// Provisional says that no decree is known for the year: the date follows
	// from the general rule and may still move.
	Provisional bool
}

// Holidays returns the public holidays of a region in [from, to), in order,
// those included to which only the holiday rules apply. A pack without a
// country (the EU's) has none; ask HolidaysOf for the team's country.
func (p *Pack) Holidays(region string, from, to roster.Date) []Holiday {
	return HolidaysOf(p.Country, region, from, to)
}

// TaxHolidays returns the days in [from, to) that count as holidays for the
// tax on premiums and for nothing else.
func (p *Pack) TaxHolidays(region string, from, to roster.Date) []Holiday {
	return between(p.Country, region, from, to, func(kind string) bool { return kind == TaxOnly })
}

// HolidaysOf returns the public holidays of a country (ISO 3166-1 alpha-2) and
// region in [from, to), in order; none for a country without a calendar.
func HolidaysOf(country, region string, from, to roster.Date) []Holiday {
	return between(country, region, from, to, func(kind string) bool { return kind != TaxOnly })
}

// between collects the holidays of a span, year by year: a feast is placed by the
// rule of its own year, and a span may lie over New Year.
func between(country, region string, from, to roster.Date, keep func(kind string) bool) []Holiday {
	cal := calendarOf(country)
	if cal == nil || to <= from {
		return nil
	}
	var out []Holiday
	last := (to - 1).Time().Year()
	for year := from.Time().Year(); year <= last; year++ {
		for _, h := range cal.year(year, region) {
			if h.Date >= from && h.Date < to && keep(h.Kind) {
				out = append(out, h)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Holiday) int { return int(a.Date - b.Date) })
	// Two feasts may share a day (DE, Ascension and 1 May 2008): one holiday.
	return slices.CompactFunc(out, func(a, b Holiday) bool { return a.Date == b.Date })
}
