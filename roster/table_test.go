package roster

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Rows in tables are letters: '-' is a day off, '?' a day that is not known, a
// letter a shift; '|' stands before the first planned day, what is left of it
// is history; blanks do not count. The first planned day is given as its date.
var tableShifts = []ShiftType{
	{Code: "E", Start: 6 * 60, Length: 480, Office: true},
	{Code: "D", Start: 9 * 60, Length: 540, Office: true}, // to 18:00
	{Code: "L", Start: 14 * 60, Length: 480},
	{Code: "V", Start: 13 * 60, Length: 480},     // to 21:00
	{Code: "n", Start: 12 * 60, Length: 480},     // noon
	{Code: "N", Start: 22 * 60, Length: 480},     // to 06:00
	{Code: "Z", Start: 20 * 60, Length: 240},     // to midnight
	{Code: "X", Start: 19 * 60, Length: 120},     // 19:00 to 21:00
	{Code: "H", Start: 8 * 60, Length: 1440},     // round the clock
	{Code: "M", Start: 0, Length: 480},           // from midnight
	{Code: "Q", Start: 30, Length: 270},          // to 05:00
	{Code: "S", Start: 17 * 60, Length: 5 * 60},  // to 22:00
	{Code: "B", Start: 9*60 + 1, Length: 7 * 60}, // from 09:01
}

// row is one line of a table.
type row struct {
	from  string // the first planned day
	zone  string // of the team; "" is Budapest
	place string // of the person; "" is the zone
	days  string
	want  []Breach // Date, Until, Have, Want and Excess
}

func (tt row) bind(t *testing.T) (*Calendar, Row) {
	t.Helper()
	days := strings.ReplaceAll(tt.days, " ", "")
	lead := strings.IndexByte(days, '|')
	days = strings.ReplaceAll(days, "|", "")
	start, err := ParseDate(tt.from)
	if err != nil || lead < 0 {
		t.Fatalf("%q from %q: %v", tt.days, tt.from, err)
	}
	zone := "Europe/Budapest"
	if tt.zone != "" {
		zone = tt.zone
	}
	own := zone
	if tt.place != "" {
		own = tt.place
	}
	c := NewCalendar(CalendarSpec{
		First: start - Date(lead), Days: len(days), Lead: lead, Known: strings.Count(days, "?"),
		Zone: place(t, zone), Place: place(t, own), Shifts: tableShifts,
		Holiday:   func(d Date) bool { return d == NewDate(2026, 5, 1) },
		NightFrom: 22 * 60, NightTo: 30 * 60, IsNight: func(night, _ int) bool { return night > 60 },
	})
	out := make(Row, len(days))
	for i, letter := range days {
		if letter != '-' && letter != '?' {
			out[i] = uint8(c.Shift(string(letter)))
		}
	}
	return c, out
}

// judge checks every line of a table against one rule.
func judge(t *testing.T, rule Rule, table map[string]row) {
	t.Helper()
	if err := rule.Validate(); err != nil {
		t.Fatal(err)
	}
	for name, tt := range table {
		t.Run(name, func(t *testing.T) {
			c, r := tt.bind(t)
			got, _ := Policy{{Rule: rule, Hard: true}}.Bind(c, "a").Check(r)
			for i, b := range got {
				if b.Rule != rule.Name() || b.Agent != "a" || !b.Hard {
					t.Errorf("breach %+v", b)
				}
				got[i] = Breach{Date: b.Date, Until: b.Until, Have: b.Have, Want: b.Want, Excess: b.Excess}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%q from %s: breaches differ (-want +got):\n%s", tt.days, tt.from, diff)
			}
		})
	}
}

// at is a breach of a single day, of size |have − want|.
func at(date string, have, want int) Breach {
	d, err := ParseDate(date)
	if err != nil {
		panic(err)
	}
	return Breach{Date: d, Have: have, Want: want, Excess: max(have-want, want-have)}
}

// spanning is a breach of a span of days, both ends included.
func spanning(from, until string, have, want int) Breach {
	b := at(from, have, want)
	b.Until = at(until, 0, 0).Date
	return b
}

func breaches(b ...Breach) []Breach { return b }

func ptr(n int) *int { return &n }
