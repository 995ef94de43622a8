package law

import (
	"fmt"
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
)

// When says for whom an entry of a pack counts. Everything given must hold;
// nothing given holds for everybody.
type When struct {
	MultiShift *bool    `yaml:"multi_shift"` // the team is open at least 80 h a week, or not
	Protected  []string `yaml:"protected"`   // the agent is in one of these groups
	Without    string   `yaml:"without"`     // the agent has not given this consent
	Contract   string   `yaml:"nights"`      // the contract's word on nights
	Open       string   `yaml:"open"`        // "sunday" or "holiday": open on such a day of the period
	NoGround   []string `yaml:"no_ground"`   // the team names none of these grounds; "any": names none at all
}

// validate keeps a slip in a pack from making a clause that never holds.
func (w When) validate() error {
	for _, p := range w.Protected {
		if !slices.Contains(KnownProtected(), p) {
			return fmt.Errorf("unknown protected group %q", p)
		}
	}
	if w.Without != "" && !slices.Contains(KnownConsents(), w.Without) {
		return fmt.Errorf("unknown consent %q", w.Without)
	}
	if !slices.Contains([]string{"", "sunday", "holiday"}, w.Open) {
		return fmt.Errorf("open %q is neither sunday nor holiday", w.Open)
	}
	return nil
}

// holds reports whether the entry counts for this agent, team and period. Every
// condition that is given must hold, so each case is one that does not.
func (w When) holds(p *Pack, in PolicyInput) bool {
	switch {
	case w.MultiShift != nil && *w.MultiShift != MultiShift(in.Team),
		len(w.Protected) > 0 && !anyOf(in.Agent.Protected, w.Protected),
		w.Without != "" && slices.Contains(in.Agent.Consents, w.Without),
		w.Contract != "" && in.Contract.Nights != w.Contract,
		w.Open != "" && !opens(p, in, w.Open),
		len(w.NoGround) > 0 && grounded(in.Team.Grounds, w.NoGround):
		return false
	}
	return true
}

// grounded reports whether the team names a ground that will do.
func grounded(have, want []string) bool {
	if slices.Equal(want, []string{"any"}) {
		return len(have) > 0
	}
	return anyOf(have, want)
}

func anyOf(have, want []string) bool {
	return slices.ContainsFunc(want, func(w string) bool { return slices.Contains(have, w) })
}

// MultiShift reports whether a team's work reaches 80 h a week, which is what
// Hungary calls multi-shift (Mt. 90 b); other packs borrow the measure.
func MultiShift(t roster.Team) bool {
	const eighty = 80 * 60
	open := 0
	for _, day := range t.Opening {
		for _, s := range day {
			open += int(s.To - s.From)
		}
	}
	return open >= eighty
}

// opens reports whether the team is open on a Sunday, or on a public holiday
// of the period.
func opens(p *Pack, in PolicyInput, on string) bool {
	if on == "sunday" {
		return len(in.Team.Opening[time.Sunday]) > 0
	}
	if in.Team.ClosedHolidays {
		return false
	}
	return slices.ContainsFunc(HolidaysOf(p.country(in.Team), in.Team.Region, in.From, in.To), func(h Holiday) bool {
		return len(in.Team.Opening[h.Date.Weekday()]) > 0 && !slices.Contains(in.Team.ClosedDays, h.Date)
	})
}

// country is whose calendar counts for a team: the pack's, or for a pack
// without one the team's.
func (p *Pack) country(t roster.Team) string {
	if p.Country == "" {
		return t.Country
	}
	return p.Country
}
