package law

import (
	"testing"
	"time"
)

func TestAnnounce(t *testing.T) {
	moscow, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		t.Fatal(err)
	}
	budapest, err := time.LoadLocation("Europe/Budapest")
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		pack   string
		begins time.Time
		want   time.Time // zero: the law names no time
	}{
		"HU: 168 hours":                    {"hu", time.Date(2026, 12, 8, 6, 0, 0, 0, budapest), time.Date(2026, 12, 1, 6, 0, 0, 0, budapest)},
		"HU: elapsed, over a clock change": {"hu", time.Date(2026, 10, 27, 6, 0, 0, 0, budapest), time.Date(2026, 10, 20, 7, 0, 0, 0, budapest)},
		"RU: a month":                      {"ru", time.Date(2026, 12, 8, 9, 0, 0, 0, moscow), time.Date(2026, 11, 8, 9, 0, 0, 0, moscow)},
		"RU: no 31st in November":          {"ru", time.Date(2026, 12, 31, 9, 0, 0, 0, moscow), time.Date(2026, 11, 30, 9, 0, 0, 0, moscow)},
		"RU: no 30th in February":          {"ru", time.Date(2027, 3, 30, 9, 0, 0, 0, moscow), time.Date(2027, 2, 28, 9, 0, 0, 0, moscow)},
		"RU: over the new year":            {"ru", time.Date(2027, 1, 15, 9, 0, 0, 0, moscow), time.Date(2026, 12, 15, 9, 0, 0, 0, moscow)},
		"PL: a week":                       {"pl", time.Date(2026, 12, 8, 6, 0, 0, 0, budapest), time.Date(2026, 12, 1, 6, 0, 0, 0, budapest)},
		"DE names none":                    {"de", time.Date(2026, 12, 8, 6, 0, 0, 0, budapest), time.Time{}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p, err := Load(tt.pack)
			if err != nil {
				t.Fatal(err)
			}
			got, ok := p.Announce.By(tt.begins)
			if ok == tt.want.IsZero() || !got.Equal(tt.want) {
				t.Errorf("got %s (%v), want %s", got, ok, tt.want)
			}
			if ok && p.Announce.Source == "" {
				t.Error("no article is named")
			}
		})
	}
}

func TestAnnounceIsWellFormed(t *testing.T) {
	for name, a := range map[string]Announce{
		"no source":        {Hours: 1},
		"no time":          {Source: "x"},
		"two times":        {Hours: 1, Months: 1, Source: "x"},
		"before it begins": {Hours: -1, Source: "x"},
	} {
		if a.validate() == nil {
			t.Errorf("%s is taken for good", name)
		}
	}
}
