package law

import (
	"errors"
	"time"
)

// Announce is how long before a duty begins its time must be made known: so
// many hours, or so many months by the calendar. The zero value is of a law that
// names no time.
type Announce struct {
	Hours  int    `yaml:"hours"`
	Months int    `yaml:"months"`
	Source string `yaml:"source"`
}

// By returns the last moment to make a duty known that begins at an instant; ok
// is false where the law names none. Months are counted by the clock of the
// instant's zone; where the month before has no such day, its last one counts.
func (a Announce) By(begins time.Time) (last time.Time, ok bool) {
	if a == (Announce{}) {
		return time.Time{}, false
	}
	y, m, d := begins.Date()
	lastDay := time.Date(y, m-time.Month(a.Months)+1, 0, 0, 0, 0, 0, begins.Location()).Day()
	at := time.Date(y, m-time.Month(a.Months), min(d, lastDay), begins.Hour(), begins.Minute(), begins.Second(), 0, begins.Location())
	if a.Months == 0 {
		at = begins
	}
	return at.Add(-time.Duration(a.Hours) * time.Hour), true
}

func (a Announce) validate() error {
	switch {
	case a == Announce{}:
		return nil
	case a.Source == "":
		return errors.New("no source")
	case a.Hours < 0 || a.Months < 0 || (a.Hours == 0) == (a.Months == 0):
		return errors.New("say hours or months")
	}
	return nil
}
