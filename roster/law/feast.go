package law

import (
	"fmt"
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
)

// feast is the rule by which a holiday returns every year. Exactly one of
// Date, Easter, Orthodox, Nth and Before places it.
type feast struct {
	Name     string   `yaml:"name"`
	Local    string   `yaml:"local"`
	Date     monthDay `yaml:"date"`     // "05-01"
	Easter   *int     `yaml:"easter"`   // days after Easter Sunday
	Orthodox *int     `yaml:"orthodox"` // days after the Orthodox one
	Nth      *nth     `yaml:"nth"`
	Before   *before  `yaml:"before"`
	Regions  []string `yaml:"regions"` // none: all
	Since    int      `yaml:"since"`   // first and last year; 0 open
	Until    int      `yaml:"until"`
	Kind     string   `yaml:"kind"` // "" is Public
}

// nth is a weekday of a month: the third Monday, or with -1 the last.
type nth struct {
	N       int          `yaml:"n"`
	Weekday time.Weekday `yaml:"weekday"` // 0 is Sunday
	Month   time.Month   `yaml:"month"`
}

// before is the last such weekday before a date.
type before struct {
	Weekday time.Weekday `yaml:"weekday"`
	Date    monthDay     `yaml:"date"`
}

// observed reports whether the feast is a holiday in the year and region. Laws
// come and go: Reformation Day is one in the north of Germany since 2018.
func (f feast) observed(year int, region string) bool {
	return year >= f.Since && (f.Until == 0 || year <= f.Until) &&
		(len(f.Regions) == 0 || slices.Contains(f.Regions, region))
}

func (f feast) on(year int) roster.Date {
	switch {
	case f.Easter != nil:
		return easter(year) + roster.Date(*f.Easter)
	case f.Orthodox != nil:
		return orthodoxEaster(year) + roster.Date(*f.Orthodox)
	case f.Nth != nil:
		return f.Nth.on(year)
	case f.Before != nil:
		d := f.Before.Date.of(year) - 1
		return d - roster.Date((7+d.Weekday()-f.Before.Weekday)%7)
	default:
		return f.Date.of(year)
	}
}

func (n nth) on(year int) roster.Date {
	if n.N < 0 {
		d := roster.NewDate(year, n.Month+1, 0)
		return d - roster.Date((7+d.Weekday()-n.Weekday)%7)
	}
	d := roster.NewDate(year, n.Month, 1)
	return d + roster.Date((7+n.Weekday-d.Weekday())%7) + roster.Date(7*(n.N-1))
}

// monthDay is a day of any year, written "05-01".
type monthDay struct {
	Month time.Month
	Day   int
}

func (m monthDay) of(year int) roster.Date { return roster.NewDate(year, m.Month, m.Day) }

// UnmarshalText reads "05-01".
func (m *monthDay) UnmarshalText(b []byte) error {
	d, err := roster.ParseDate("2024-" + string(b)) // a leap year, to know 29 February
	if err != nil {
		return fmt.Errorf("%q is not a day of the year; write it as 05-01", b)
	}
	_, m.Month, m.Day = d.Time().Date()
	return nil
}
