package law

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
)

// Pay is what a pack says of pay and of a worked duty.
type Pay struct {
	// OwnBase says that the premiums hold a category for plain work, so that no
	// BASE line is due (RU pays whole rates, not additions).
	OwnBase bool `yaml:"own_base"`
	// PaidBreaks says that a paid break earns premiums like work (PL Art. 134).
	PaidBreaks bool `yaml:"paid_breaks_earn"`
	// DayStart is when the day of a Sunday or holiday begins, and OwnDayStart
	// says that the employer may set it (HU Mt. 87, PL 151-9).
	DayStart    roster.Clock `yaml:"day_start"`
	OwnDayStart bool         `yaml:"own_day_start"`
	Shift       *ShiftChange `yaml:"shift_entitlement"`
	Premiums    []Premium    `yaml:"premiums"`
	Plan        *Plan        `yaml:"plan"`
	Summarised  *Summarised  `yaml:"summarised"`
	Weekly      *Weekly      `yaml:"weekly"`
	Checks      []Check      `yaml:"checks"`
}

// Premium is pay for work at a certain time. A minute of work earns it when
// every condition given holds; of one group it earns only the highest.
type Premium struct {
	Category string  `yaml:"category"`
	Percent  int     `yaml:"percent"`
	Article  string  `yaml:"article"`
	Group    string  `yaml:"group"` // "" adds to everything
	Window   *Window `yaml:"window"`
	// OwnWindow says that the employer may set the window (PL 151-7).
	OwnWindow bool     `yaml:"own_window"`
	Days      []DaySet `yaml:"days"`
	// Tail lets the day run on to this time of the next one, for a duty with
	// work on the eve at or after Begun (DE EStG 3b(3)).
	Tail  roster.Clock `yaml:"tail"`
	Begun roster.Clock `yaml:"begun"`
	// Over asks for more than so many minutes of the duty inside the window.
	Over int `yaml:"over"`
	// Entitled asks whether the person's starts change regularly.
	Entitled *bool `yaml:"entitled"`
	// GroundsOnly asks that the team has grounds for Sunday work and no other
	// than these (HU Mt. 140(1)).
	GroundsOnly []string `yaml:"grounds_only"`
	Kinds       []string `yaml:"kinds"` // of duty; none: all but standby
	// Beyond asks for work beyond the duty's plan by so many minutes or more.
	Beyond    *int        `yaml:"beyond_plan"`
	ValidFrom roster.Date `yaml:"valid_from"`
	ValidTo   roster.Date `yaml:"valid_to"`
}

// Valid reports whether the premium is law on a date.
func (p Premium) Valid(on roster.Date) bool { return valid(p.ValidFrom, p.ValidTo, on) }

// ShiftChange is when starts change regularly: at least one duty in Share
// starts at another time than the most frequent, and earliest and latest lie
// Spread minutes apart (HU Mt. 141(2)).
type ShiftChange struct {
	Share  int `yaml:"share"`
	Spread int `yaml:"spread"`
}

// Plan is how a planned duty is shortened at night (RU Art. 96).
type Plan struct {
	NightLess int    `yaml:"night_less"` // minutes
	Code      string `yaml:"code"`       // the finding when it was not
	Article   string `yaml:"article"`
}

// Summarised is overtime over an accounting period: work beyond the norm,
// hours already paid double left out, moves from Base to the first category
// for so many minutes of the period and then to the second (RU Art. 104, 152).
type Summarised struct {
	Base         string   `yaml:"base"`
	Paid         []string `yaml:"paid_double"`
	First        string   `yaml:"first"`
	FirstMinutes int      `yaml:"first_minutes"`
	Then         string   `yaml:"then"`
	Code         string   `yaml:"code"`
	Article      string   `yaml:"article"`
}

// Weekly is overtime of a fixed week of 168 h (US FLSA).
type Weekly struct {
	Work     string `yaml:"work"`
	Over     int    `yaml:"over"`
	Overtime string `yaml:"overtime"`
	Percent  int    `yaml:"percent"`
	Article  string `yaml:"article"`
}

// Check is something a worked duty may break. One of Breaks, MaxWork,
// MaxUnbroken and HolidayGrounds is given.
type Check struct {
	Code     string      `yaml:"code"`
	Text     string      `yaml:"text"`
	Article  string      `yaml:"article"`
	Severity Severity    `yaml:"severity"`
	Breaks   []BreakStep `yaml:"breaks"`
	MinPart  int         `yaml:"min_part"` // a shorter break does not count towards Breaks
	MaxWork  int         `yaml:"max_work"`
	Autumn   int         `yaml:"autumn"` // more on the night on which the clocks go back
	// MaxUnbroken is the longest work without a break, in elapsed minutes.
	MaxUnbroken int `yaml:"max_unbroken"`
	// HolidayGrounds are the grounds of which ordinary work on a holiday needs one.
	HolidayGrounds []string `yaml:"holiday_grounds"`
	// TimesOnly marks a check that can be left out where only the hours are
	// of interest (an example of tax, not of working time).
	TimesOnly bool `yaml:"times_only"`
}

// Unbroken is the longest work without a break that the pack's checks find no
// fault with, in elapsed minutes; 0 if they have none.
func (p *Pack) Unbroken() (most int) {
	for _, c := range p.Pay.Checks {
		if c.MaxUnbroken > 0 && (most == 0 || c.MaxUnbroken < most) {
			most = c.MaxUnbroken
		}
	}
	return most
}

// BreakStep asks for so many minutes of break in work of more than Over minutes.
type BreakStep struct {
	Over    int `yaml:"over"`
	Minutes int `yaml:"minutes"`
}

// DaySet is a set of days: "holiday", "sunday", "rest-day", "start-date" (the
// date the duty begins on) or a day of the year with the time from which it
// counts, "12-24 14:00".
type DaySet struct {
	Word  string
	Month time.Month
	Day   int
	From  roster.Clock
}

var dayWords = []string{"holiday", "sunday", "rest-day", "start-date"}

// UnmarshalText reads one of the words or "12-24 14:00".
func (s *DaySet) UnmarshalText(b []byte) error {
	if slices.Contains(dayWords, string(b)) {
		s.Word = string(b)
		return nil
	}
	date, clock, timed := strings.Cut(string(b), " ")
	var m monthDay
	if err := m.UnmarshalText([]byte(date)); err != nil {
		return fmt.Errorf("%q is none of %s and no day of the year", b, strings.Join(dayWords, ", "))
	}
	s.Month, s.Day = m.Month, m.Day
	if !timed {
		return nil
	}
	return s.From.UnmarshalText([]byte(clock))
}

// validate refuses premiums and checks that payroll could not explain.
func (p Pay) validate() error {
	for i, r := range p.Premiums {
		if r.Category == "" || r.Article == "" {
			return fmt.Errorf("pay.premiums[%d] lacks category or article", i)
		}
		if r.Entitled != nil && p.Shift == nil {
			return fmt.Errorf("pay.premiums[%d] asks for an entitlement the pack does not define", i)
		}
	}
	for i, c := range p.Checks {
		if c.Code == "" || c.Article == "" || c.Text == "" || !c.Severity.known() {
			return fmt.Errorf("pay.checks[%d] lacks code, text, article or severity", i)
		}
	}
	return nil
}
