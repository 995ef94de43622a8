package law

import (
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
)

// date reads a date of a test; a bad one is a mistake in the test itself.
func date(s string) roster.Date {
	d, err := roster.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func pack(t *testing.T, id string) *Pack {
	t.Helper()
	p, err := Load(id)
	if err != nil {
		t.Fatalf("Load(%q): %v", id, err)
	}
	return p
}

func TestEveryPackLoads(t *testing.T) {
	want := "de eu hu kz pl ru us"
	if got := strings.Join(Packs(), " "); got != want {
		t.Errorf("Packs() = %s, want %s", got, want)
	}
	for _, id := range Packs() {
		p := pack(t, id)
		if p.Name == "" || p.LastReviewed == 0 || p.Night.Source == "" {
			t.Errorf("pack %s lacks its name, the date of its review or a source for its night", id)
		}
	}
}

func TestUnknownPackNamesTheKnownOnes(t *testing.T) {
	_, err := Load("xx")
	if roster.KindOf(err) != roster.NotFound {
		t.Fatalf("Load(xx) = %v, want a NotFound error", err)
	}
	if !strings.Contains(err.Error(), `"xx"`) || !strings.Contains(err.Error(), "de, eu, hu") {
		t.Errorf("the error %q names neither the culprit nor the known packs", err)
	}
}

func TestIsNightDuty(t *testing.T) {
	tests := map[string]struct {
		pack        string
		night, paid int
		want        bool
	}{
		"HU: an hour is not more than an hour": {"hu", 60, 480, false},
		"HU: a minute more is":                 {"hu", 61, 480, true},
		"DE: two hours are not more than two":  {"de", 120, 480, false},
		"DE: a minute more is":                 {"de", 121, 480, true},
		"EU: three hours are enough":           {"eu", 180, 480, true},
		"EU: a minute less is not":             {"eu", 179, 480, false},
		"RU: half of the duty is enough":       {"ru", 240, 480, true},
		"RU: a minute less is not":             {"ru", 239, 480, false},
		"no night, no night duty":              {"ru", 0, 0, false},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := pack(t, tt.pack).IsNightDuty(tt.night, tt.paid); got != tt.want {
				t.Errorf("IsNightDuty(%d, %d) = %v, want %v", tt.night, tt.paid, got, tt.want)
			}
		})
	}
}

func TestNightWindow(t *testing.T) {
	for id, want := range map[string]string{"hu": "22:00 06:00", "ru": "22:00 06:00", "de": "23:00 06:00", "eu": "23:00 06:00"} {
		from, to := pack(t, id).NightWindow()
		if got := from.String() + " " + to.String(); got != want {
			t.Errorf("%s: night %s, want %s", id, got, want)
		}
	}
}

func TestWindowHoldsItsStartAndNotItsEnd(t *testing.T) {
	tests := []struct {
		window Window
		at     string
		want   bool
	}{
		{Window{22 * 60, 6 * 60}, "22:00", true},
		{Window{22 * 60, 6 * 60}, "05:59", true},
		{Window{22 * 60, 6 * 60}, "06:00", false},
		{Window{22 * 60, 6 * 60}, "21:59", false},
		{Window{0, 4 * 60}, "00:00", true},
		{Window{0, 4 * 60}, "04:00", false},
	}
	for _, tt := range tests {
		c, err := roster.ParseClock(tt.at)
		if err != nil {
			t.Fatal(err)
		}
		if got := tt.window.Holds(c); got != tt.want {
			t.Errorf("%s–%s holds %s = %v, want %v", tt.window.From, tt.window.To, tt.at, got, tt.want)
		}
	}
}

func TestDaySet(t *testing.T) {
	var eve DaySet
	if err := eve.UnmarshalText([]byte("12-24 14:00")); err != nil {
		t.Fatal(err)
	}
	if want := (DaySet{Month: time.December, Day: 24, From: 14 * 60}); eve != want {
		t.Errorf("read %+v, want %+v", eve, want)
	}
	for _, bad := range []string{"monday", "12-24 25", "13-01"} {
		if err := new(DaySet).UnmarshalText([]byte(bad)); err == nil {
			t.Errorf("%q was read as a set of days", bad)
		}
	}
}
