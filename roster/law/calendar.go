package law

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/smena-org/smena/roster"
)

// calendar is the holidays of one country: feasts by rule, and what decrees
// changed about the general (Monday to Friday) roster year by year.
type calendar struct {
	Country string         `yaml:"country"`
	Zones   []string       `yaml:"zones"` // IANA time zones that lie in it alone, or nearly so
	Sources []string       `yaml:"sources"`
	Feasts  []feast        `yaml:"feasts"`
	Decrees map[int]decree `yaml:"decrees"`
	// NeedsDecree says that a year without a decree is only provisional.
	NeedsDecree bool `yaml:"needs_decree"`
	// MovesOn says that a holiday on a Saturday or Sunday gives the next
	// workday off (RU Art. 112), except those of 1 to 8 January, which a
	// decree places.
	MovesOn bool `yaml:"moves_on"`
	// ShortEve says that the workday directly before a holiday is an hour
	// shorter (RU Art. 95).
	ShortEve bool `yaml:"short_eve"`
}

// decree is one year's exchange of days off. It binds only people on the
// general roster: who works shifts neither gains nor loses by it.
type decree struct {
	Source      string     `yaml:"source"`
	Provisional bool       `yaml:"provisional"`
	Off         []monthDay `yaml:"off"`   // workdays made days off
	Work        []monthDay `yaml:"work"`  // days off worked instead
	Short       []monthDay `yaml:"short"` // shortened besides the eves of holidays
}

// calendarOf returns a country's calendar, nil when there is none.
func calendarOf(country string) *calendar {
	return readCalendars()[strings.ToLower(country)]
}

// readCalendars reads what is compiled in; TestCalendarsAreSound keeps it from
// ever panicking in the field.
var readCalendars = sync.OnceValue(func() map[string]*calendar {
	all := map[string]*calendar{}
	names, _ := fs.Glob(files, "calendar/*.yaml") // fails only for a bad pattern
	for _, name := range names {
		c := new(calendar)
		if err := decode(name, c); err != nil {
			panic(err)
		}
		all[strings.TrimSuffix(path.Base(name), ".yaml")] = c
	}
	return all
})

// Countries returns the countries whose public holidays are known, sorted.
func Countries() []string {
	var out []string
	for id := range readCalendars() {
		out = append(out, strings.ToUpper(id))
	}
	slices.Sort(out)
	return out
}

// CountryOf returns the country in which an IANA time zone lies, of those whose
// holidays are known; "" when there is none.
func CountryOf(zone string) string {
	for _, cal := range readCalendars() {
		if slices.Contains(cal.Zones, zone) {
			return cal.Country
		}
	}
	return ""
}

// Regions returns the regions that have holidays of their own, sorted. Nil
// means that the country has none, so that any region will do. In Germany every
// state has one.
func Regions(country string) []string {
	cal := calendarOf(country)
	if cal == nil {
		return nil
	}
	var out []string
	for _, f := range cal.Feasts {
		out = append(out, f.Regions...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// year returns the feasts that are kept in a year. Feasts follow from the rule;
// decrees move days off, not holidays, and only say whether the year is settled.
func (c *calendar) year(year int, region string) []Holiday {
	d, known := c.Decrees[year]
	provisional := d.Provisional || c.NeedsDecree && !known
	var out []Holiday
	for _, f := range c.Feasts {
		if !f.observed(year, region) {
			continue
		}
		kind := f.Kind
		if kind == "" {
			kind = Public
		}
		out = append(out, Holiday{f.on(year), f.Name, f.Local, kind, provisional})
	}
	return out
}

// publicDays keeps the public holidays of a year and region. The norm of a month
// asks for each of its days, and some 14 before it, for every agent.
var publicDays sync.Map // publicKey → map[roster.Date]bool

type publicKey struct {
	calendar *calendar
	year     int
	region   string
}

// public reports whether a date is a public holiday of the region.
func (c *calendar) public(region string, d roster.Date) bool {
	key := publicKey{c, d.Time().Year(), region}
	if known, ok := publicDays.Load(key); ok {
		return known.(map[roster.Date]bool)[d]
	}
	days := map[roster.Date]bool{}
	for _, h := range c.year(key.year, region) {
		if h.Kind == Public {
			days[h.Date] = true
		}
	}
	publicDays.Store(key, days)
	return days[d]
}

// workday reports whether people on the general roster work on a date.
func (c *calendar) workday(region string, d roster.Date) bool {
	dec := c.Decrees[d.Time().Year()]
	switch {
	case slices.ContainsFunc(dec.Work, is(d)):
		return true
	case weekend(d), c.public(region, d), slices.ContainsFunc(dec.Off, is(d)):
		return false
	}
	return !c.MovesOn || !c.movedTo(region, d)
}

// movedTo reports whether a holiday of the days before fell on the weekend and
// so takes this workday. Where two do, the second takes the workday after.
func (c *calendar) movedTo(region string, d roster.Date) bool {
	owed := 0
	for e := d - 14; e <= d; e++ {
		switch {
		case c.public(region, e):
			if weekend(e) && !newYear(e) {
				owed++
			}
		case weekend(e):
		case owed > 0:
			owed--
			if e == d {
				return true
			}
		}
	}
	return false
}

// short reports whether a date is an hour shorter: by decree, or as the eve of a
// holiday that is no holiday itself (RU Art. 95).
func (c *calendar) short(region string, d roster.Date) bool {
	if slices.ContainsFunc(c.Decrees[d.Time().Year()].Short, is(d)) {
		return true
	}
	return c.ShortEve && c.public(region, d+1) && !c.public(region, d)
}

func is(d roster.Date) func(monthDay) bool {
	return func(m monthDay) bool { return m.of(d.Time().Year()) == d }
}

// weekend is Saturday and Sunday, for the general roster of every country here.
func weekend(d roster.Date) bool {
	return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
}

// newYear reports whether a date is one of the Russian New Year days, whose
// weekends are placed by decree (Art. 112 part 2).
func newYear(d roster.Date) bool {
	_, month, day := d.Time().Date()
	return month == time.January && day <= 8
}
