package law

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
)

// published is the project's list of facts: holidays, transfers and norms as
// governments printed them. The calendars compute; this is what they must meet.
type published struct {
	HU struct {
		Holidays    map[int][]string                     `json:"holidays"`
		RulesApply  map[int][]string                     `json:"holiday_rules_also_apply"`
		Transfers   map[int][]struct{ Off, Work string } `json:"transfers"`
		NormGeneral map[int][]int                        `json:"norm_hours_general_roster"`
	}
	RU struct {
		Holidays map[int][]string `json:"holidays"`
		Moved    map[int][]string `json:"moved_days_off_5_2"`
		Short    map[int][]string `json:"short_days"`
		Norm40   map[int][]int    `json:"norm_hours_40"`
	}
	DE struct {
		Federal map[int][]string            `json:"federal"`
		States  map[int]map[string][]string `json:"states"`
		TaxOnly map[int][]string            `json:"tax_only_3b"`
	}
	PL map[int][]string
}

func readPublished(t *testing.T) published {
	t.Helper()
	data, err := os.ReadFile("testdata/calendars.json")
	if err != nil {
		t.Fatal(err)
	}
	// "why" stands among the years as prose; it is of no use here.
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(data, &raw); err != nil {
		t.Fatal(err)
	}
	var out published
	for key, into := range map[string]any{"HU": &out.HU, "RU": &out.RU, "DE": &out.DE, "PL": &out.PL} {
		if err := json.Unmarshal(withoutProse(t, raw[key]), into); err != nil {
			t.Fatalf("%s: %v", key, err)
		}
	}
	return out
}

func withoutProse(t *testing.T, data []byte) []byte {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	for _, inner := range v {
		if m, ok := inner.(map[string]any); ok {
			delete(m, "why")
		}
	}
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func yearOf(y int) (from, to roster.Date) { return roster.NewDate(y, 1, 1), roster.NewDate(y+1, 1, 1) }

// days lists the holidays of a kind as "01-06".
func days(hs []Holiday, kind string) []string {
	var out []string
	for _, h := range hs {
		if h.Kind == kind {
			out = append(out, h.Date.String()[5:])
		}
	}
	return out
}

func TestPlaces(t *testing.T) {
	if diff := cmp.Diff([]string{"DE", "GE", "HU", "KZ", "PL", "RS", "RU", "US"}, Countries()); diff != "" {
		t.Errorf("countries differ (-want +got):\n%s", diff)
	}
	// The sixteen states, each with a holiday that some other does not have.
	states := "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH"
	if got := strings.Join(Regions("DE"), " "); got != states {
		t.Errorf("regions of DE are %s, want %s", got, states)
	}
	for _, country := range []string{"HU", "AT", ""} {
		if got := Regions(country); got != nil {
			t.Errorf("regions of %q are %v, want none", country, got)
		}
	}
}

func TestHolidaysAreThePublishedOnes(t *testing.T) {
	facts := readPublished(t)
	for _, year := range []int{2026, 2027} {
		from, to := yearOf(year)
		for name, tt := range map[string]struct{ got, want []string }{
			"HU":       {days(pack(t, "hu").Holidays("", from, to), Public), facts.HU.Holidays[year]},
			"HU rules": {days(pack(t, "hu").Holidays("", from, to), RulesApply), facts.HU.RulesApply[year]},
			"RU":       {days(pack(t, "ru").Holidays("", from, to), Public), facts.RU.Holidays[year]},
			"DE":       {days(pack(t, "de").Holidays("", from, to), Public), facts.DE.Federal[year]},
			"DE tax":   {days(pack(t, "de").TaxHolidays("", from, to), TaxOnly), facts.DE.TaxOnly[year]},
			"PL":       {days(HolidaysOf("PL", "", from, to), Public), facts.PL[year]},
		} {
			if diff := cmp.Diff(tt.want, tt.got); diff != "" {
				t.Errorf("%s %d differs (-published +computed):\n%s", name, year, diff)
			}
		}
	}
}

func TestGermanStates(t *testing.T) {
	facts := readPublished(t)
	states := strings.Fields("BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH")
	for _, year := range []int{2026, 2027} {
		from, to := yearOf(year)
		for _, state := range states {
			want := slices.Clone(facts.DE.Federal[year])
			for day, in := range facts.DE.States[year] {
				if slices.Contains(in, state) {
					want = append(want, day)
				}
			}
			slices.Sort(want)
			if diff := cmp.Diff(want, days(HolidaysOf("DE", state, from, to), Public)); diff != "" {
				t.Errorf("%s %d differs (-published +computed):\n%s", state, year, diff)
			}
		}
	}
}

func TestMovedDaysOff(t *testing.T) {
	facts := readPublished(t)
	for year, moved := range facts.RU.Moved {
		for _, day := range moved {
			d := date(fmt.Sprintf("%d-%s", year, day))
			if calendarOf("RU").workday("", d) {
				t.Errorf("RU works on %s, a moved day off", d)
			}
		}
	}
	for _, swap := range facts.HU.Transfers[2026] {
		off, work := date("2026-"+swap.Off), date("2026-"+swap.Work)
		if calendarOf("HU").workday("", off) || !calendarOf("HU").workday("", work) {
			t.Errorf("HU swap %s for %s is not in force", off, work)
		}
	}
}

func TestNormIsThePublishedOne(t *testing.T) {
	facts := readPublished(t)
	tests := map[string]struct {
		pack  string
		year  int
		hours []int // by month, at 8 h a day
		total int
	}{
		"RU 2026": {"ru", 2026, facts.RU.Norm40[2026], 1972},
		"HU 2026": {"hu", 2026, facts.HU.NormGeneral[2026], 2024},
		// As printed in the production calendar of 2025: 247 days, four short ones.
		"RU 2025": {"ru", 2025, []int{136, 160, 167, 175, 144, 151, 184, 168, 176, 184, 151, 176}, 1972},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p, sum := pack(t, tt.pack), 0
			for m := roster.NewDate(tt.year, 1, 1); m < roster.NewDate(tt.year+1, 1, 1); m = m.NextMonth() {
				got := p.Norm("", m, m.NextMonth(), 480)
				if want := tt.hours[m.Time().Month()-1] * 60; got != want {
					t.Errorf("%s: %d minutes, want %d", m, got, want)
				}
				sum += got
			}
			if sum != tt.total*60 {
				t.Errorf("the year has %d minutes, want %d h", sum, tt.total)
			}
		})
	}
}

func TestNormOfShorterWeeks(t *testing.T) {
	from, to := yearOf(2026)
	// 247 days; the four eves lose a whole hour at any daily time.
	tests := map[string]struct{ daily, want int }{
		"36 h: 247 × 7.2 h − 4 h = 1774.4 h": {432, 247*432 - 240},
		"24 h: 247 × 4.8 h − 4 h = 1181.6 h": {288, 247*288 - 240},
	}
	for name, tt := range tests {
		if got := pack(t, "ru").Norm("", from, to, tt.daily); got != tt.want {
			t.Errorf("%s: got %d, want %d", name, got, tt.want)
		}
	}
}

func TestShortDays(t *testing.T) {
	ru, short := pack(t, "ru"), []string(nil)
	from, to := yearOf(2026)
	for d := from; d < to; d++ {
		if ru.ShortDay("", d) && calendarOf("RU").workday("", d) {
			short = append(short, d.String()[5:])
		}
	}
	if diff := cmp.Diff(readPublished(t).RU.Short[2026], short); diff != "" {
		t.Errorf("short days differ (-published +computed):\n%s", diff)
	}
	if !ru.ShortDay("", date("2026-12-31")) {
		t.Error("31 December is a day off to the general roster, and still short for who works shifts")
	}
	if ru.ShortDay("", date("2026-01-03")) {
		t.Error("a holiday before a holiday is no short day")
	}
	if pack(t, "hu").ShortDay("", date("2026-04-30")) {
		t.Error("Hungary has no short days")
	}
}

func TestEaster(t *testing.T) {
	// Western and Orthodox, from printed calendars.
	for year, want := range map[int][2]string{
		2024: {"2024-03-31", "2024-05-05"},
		2025: {"2025-04-20", "2025-04-20"},
		2026: {"2026-04-05", "2026-04-12"},
		2027: {"2027-03-28", "2027-05-02"},
		2038: {"2038-04-25", "2038-04-25"},
	} {
		if got := [2]string{easter(year).String(), orthodoxEaster(year).String()}; got != want {
			t.Errorf("%d: Easter %v, want %v", year, got, want)
		}
	}
}

func TestYearsWithoutADecreeAreComputed(t *testing.T) {
	from, to := yearOf(2031)
	hs := pack(t, "hu").Holidays("", from, to)
	if len(hs) != 13 {
		t.Fatalf("HU 2031 has %d holidays, want 11 and the two Sundays", len(hs))
	}
	for _, h := range hs {
		if !h.Provisional {
			t.Errorf("%s %s is not marked provisional though no decree is known", h.Date, h.Name)
		}
	}
	if hs := HolidaysOf("DE", "", from, to); hs[0].Provisional {
		t.Error("German holidays need no decree")
	}
	if hs := HolidaysOf("HU", "", date("2026-01-01"), date("2026-01-02")); len(hs) != 1 || hs[0].Provisional {
		t.Errorf("1 January 2026 = %+v, want one settled holiday", hs)
	}
}

func TestHolidaysOfOtherCountries(t *testing.T) {
	tests := map[string]struct{ country, day, name string }{
		"third Monday":      {"US", "2026-01-19", "Martin Luther King Jr. Day"},
		"last Monday":       {"US", "2026-05-25", "Memorial Day"},
		"fourth Thursday":   {"US", "2026-11-26", "Thanksgiving Day"},
		"first Monday":      {"US", "2026-09-07", "Labor Day"},
		"Orthodox Easter":   {"RS", "2026-04-12", "Orthodox Easter Sunday"},
		"Georgia":           {"GE", "2026-05-26", "Independence Day"},
		"Kazakhstan":        {"KZ", "2026-12-16", "Independence Day"},
		"lower-case letter": {"pl", "2026-11-11", "Independence Day"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			d := date(tt.day)
			hs := HolidaysOf(tt.country, "", d, d+1)
			if len(hs) != 1 || hs[0].Name != tt.name {
				t.Errorf("%s on %s: %+v, want %s", tt.country, tt.day, hs, tt.name)
			}
		})
	}
	if hs := HolidaysOf("ZZ", "", date("2026-01-01"), date("2027-01-01")); hs != nil {
		t.Errorf("an unknown country has holidays: %v", hs)
	}
	if hs := HolidaysOf("HU", "", date("2026-02-01"), date("2026-02-01")); hs != nil {
		t.Errorf("an empty span has holidays: %v", hs)
	}
}

func TestCalendarsAreSound(t *testing.T) {
	for country, c := range readCalendars() {
		if !strings.EqualFold(c.Country, country) || len(c.Sources) == 0 {
			t.Errorf("calendar %s says it is of %q, with %d sources", country, c.Country, len(c.Sources))
		}
		for _, f := range c.Feasts {
			if f.Name == "" || f.Local == "" {
				t.Errorf("%s: a feast lacks a name: %+v", country, f)
			}
		}
		for year, d := range c.Decrees {
			if d.Source == "" {
				t.Errorf("%s %d: a decree without a source", country, year)
			}
			// Every day given is taken elsewhere, unless Art. 112 moves it.
			if c.Country == "HU" && len(d.Off) != len(d.Work) {
				t.Errorf("%s %d: %d days off for %d days of work", country, year, len(d.Off), len(d.Work))
			}
		}
	}
}

func TestCountryOfAZone(t *testing.T) {
	for zone, want := range map[string]string{
		"Europe/Budapest": "HU", "Asia/Kamchatka": "RU", "America/Chicago": "US", "Europe/Berlin": "DE",
		"UTC": "", "Europe/Vienna": "", "America/Toronto": "", "": "", "budapest": "",
	} {
		if got := CountryOf(zone); got != want {
			t.Errorf("%q lies in %q, want %q", zone, got, want)
		}
	}
}

// No zone is in two countries, and every one is known to the standard library.
func TestZonesOfCountries(t *testing.T) {
	whose := map[string]string{}
	for country, c := range readCalendars() {
		if len(c.Zones) == 0 {
			t.Errorf("%s has no time zone", country)
		}
		for _, zone := range c.Zones {
			if other := whose[zone]; other != "" {
				t.Errorf("%s lies in %s and %s", zone, other, country)
			}
			whose[zone] = country
			if _, err := time.LoadLocation(zone); err != nil {
				t.Errorf("%s: %v", country, err)
			}
		}
	}
}
