package web

import (
	"time"

	"github.com/smena-org/smena/roster"
)

// today returns the date in an IANA zone, by the desk's clock.
func (s *site) today(zone string) roster.Date {
	place, err := time.LoadLocation(zone)
	if err != nil {
		place = time.UTC
	}
	return roster.DateOf(s.desk.Now().In(place))
}
