package desk

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

// CreateFeed makes an address for the actor's calendar and returns its secret,
// the only time it can be seen: /calendar/{secret}.ics. Agents.
func (d *Desk) CreateFeed(ctx context.Context) (Feed, string, error) {
	a, err := own(ctx)
	if err != nil {
		return Feed{}, "", err
	}
	text, hash, err := d.secret()
	if err != nil {
		return Feed{}, "", err
	}
	var f Feed
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		f, err = tx.AddFeed(ctx, a.AgentTeam, a.Agent, hash)
		return err
	})
	return f, text, err
}

// Feeds lists the actor's calendar addresses, newest first.
func (d *Desk) Feeds(ctx context.Context) ([]Feed, error) {
	a, err := own(ctx)
	if err != nil {
		return nil, err
	}
	all, err := read(ctx, d, func(tx *postgres.Tx) ([]Feed, error) { return tx.Feeds(ctx, a.AgentTeam, a.Agent) })
	return none(all), err
}

// RevokeFeed makes an address stop to work. The agent's own, or an admin.
func (d *Desk) RevokeFeed(ctx context.Context, id int64) error {
	a, err := signedIn(ctx)
	if err != nil {
		return err
	}
	return d.write(ctx, a, func(tx *postgres.Tx) error {
		f, err := tx.Feed(ctx, id)
		if err != nil {
			return err
		}
		mine := a.may(beAgent, f.Team) && a.Agent == f.Agent
		if !mine && !a.may(administer, everyTeam) {
			return roster.Errorf(roster.NotFound, "no calendar address %d, or none you may see", id)
		}
		return tx.RevokeFeed(ctx, f)
	})
}

// Calendar is a calendar feed.
type Calendar struct {
	ICS      []byte // RFC 5545, CRLF
	ETag     string // a strong one, quotes included
	Modified time.Time
}

const (
	past    = 60                  // days a calendar goes back
	future  = 400                 // and ahead
	mourned = 30 * 24 * time.Hour // how long cancelled duties are told of
)

// Calendar returns the published duties behind a secret address, no actor
// needed. NotFound when it is unknown or revoked.
func (d *Desk) Calendar(ctx context.Context, secret string) (Calendar, error) {
	return read(ctx, d, func(tx *postgres.Tx) (Calendar, error) {
		f, err := tx.FeedByHash(ctx, hashOf(secret))
		if err != nil {
			return Calendar{}, err
		}
		agent, err := tx.Agent(ctx, f.Team, f.Agent)
		if err != nil {
			return Calendar{}, err
		}
		v, err := d.team(ctx, tx, f.Team)
		if err != nil {
			return Calendar{}, err
		}
		now := d.Now()
		today := roster.DateOf(now.In(v.Definition.Zone))
		duties, err := tx.CalendarDuties(ctx, agent.Row, today-past, today+future, now.Add(-mourned))
		if err != nil {
			return Calendar{}, err
		}
		c := Calendar{Modified: f.Created}
		for _, duty := range duties {
			if duty.Modified.After(c.Modified) {
				c.Modified = duty.Modified
			}
		}
		c.ICS = []byte(calendarText(v, cmp.Or(agent.Zone, v.Definition.Zone), duties))
		c.ETag = fmt.Sprintf(`"%x"`, hashOf(string(c.ICS))[:12])
		return c, nil
	})
}

// calendarText writes the feed. All instants are in UTC, which needs no
// VTIMEZONE and is the same everywhere; breaks are told by the agent's clock. An event keeps its UID over all
// changes, and its SEQUENCE grows with each, or calendars overlook them.
func calendarText(v TeamView, zone *time.Location, duties []Duty) string {
	var b strings.Builder
	line := func(format string, args ...any) { fold(&b, fmt.Sprintf(format, args...)) }
	line("BEGIN:VCALENDAR")
	line("VERSION:2.0")
	line("PRODID:-//smena//roster//EN")
	line("CALSCALE:GREGORIAN")
	line("METHOD:PUBLISH")
	line("NAME:%s", escaped(v.Name))
	line("X-WR-CALNAME:%s", escaped(v.Name))
	line("X-WR-TIMEZONE:%s", v.Zone)
	line("REFRESH-INTERVAL;VALUE=DURATION:PT1H")
	line("X-PUBLISHED-TTL:PT1H")
	for _, d := range duties {
		name := d.Shift
		if s, ok := v.Definition.Shift(d.Shift); ok && s.Name != "" {
			name += " " + s.Name
		}
		status := "CONFIRMED"
		if d.Cancelled {
			status = "CANCELLED"
		}
		line("BEGIN:VEVENT")
		line("UID:%s@smena", d.UID)
		line("SEQUENCE:%d", d.Sequence)
		line("DTSTAMP:%s", utc(d.Modified))
		line("LAST-MODIFIED:%s", utc(d.Modified))
		line("DTSTART:%s", utc(d.Span.Start))
		line("DTEND:%s", utc(d.Span.End))
		line("SUMMARY:%s", escaped(name+" · "+v.Name))
		if len(d.Breaks) > 0 {
			line("DESCRIPTION:%s", escaped(pauseTimes(d, zone)))
		}
		line("STATUS:%s", status)
		line("TRANSP:OPAQUE")
		line("END:VEVENT")
	}
	line("END:VCALENDAR")
	return b.String()
}

// pauseTimes says without words when the breaks of a duty are: nobody knows in
// which language a calendar is read.
func pauseTimes(d Duty, zone *time.Location) string {
	times := make([]string, len(d.Breaks))
	for i, b := range d.Breaks {
		times[i] = b.Start.In(zone).Format("15:04") + "–" + b.End.In(zone).Format("15:04")
	}
	return "⏸ " + strings.Join(times, ", ")
}

func utc(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// escaped writes a text value (RFC 5545 3.3.11).
func escaped(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`, "\r", `\n`).Replace(s)
}

// fold writes a content line, broken so that no line is longer than 75 bytes
// and no letter is torn apart (RFC 5545 3.1).
func fold(b *strings.Builder, s string) {
	const most = 75
	width := 0
	for _, r := range s {
		n := len(string(r))
		if width+n > most {
			b.WriteString("\r\n ")
			width = 1
		}
		b.WriteRune(r)
		width += n
	}
	b.WriteString("\r\n")
}
