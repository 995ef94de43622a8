package pay

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

// workedCase is one worked example of a cases file.
type workedCase struct {
	ID           string                 `json:"id"`
	Title        string                 `json:"title"`
	Jurisdiction string                 `json:"jurisdiction"` // a pack, in capitals
	Region       string                 `json:"region"`
	Zone         string                 `json:"tz"`
	Flags        caseFlags              `json:"flags"`
	Holidays     *[]roster.Date         `json:"holidays"` // absent: the calendar of the pack
	TaxOnly      []roster.Date          `json:"tax_only_holidays"`
	BreaksPaid   bool                   `json:"breaks_paid"`
	Groups       []shiftGroup           `json:"shift_groups"`
	Expected     *expectation           `json:"expected"`
	Money        *caseMoney             `json:"money"`
	WantMoney    map[string]json.Number `json:"expected_money"`
	Rest         *caseRest              `json:"rest"`
	WantRest     map[string]any         `json:"expected_rest"`

	place        *time.Location
	pack         *law.Pack
	unknownFlags []string
}

// caseFlags are the employer's settings of a case.
type caseFlags struct {
	ShiftEntitled any            `json:"shift_entitled"` // true, false or "auto"
	Grounds       []string       `json:"sunday_grounds"`
	DayStart      *roster.Clock  `json:"day_start"`
	Night         []roster.Clock `json:"night_window"`
	RestDays      []roster.Date  `json:"rest_days"`
	PlanPerShift  int            `json:"plan_per_shift"`
	Art96         string         `json:"art96"`
	Norm          *int           `json:"norm"`
	WeekStart     string         `json:"week_start"`
	CheckBreaks   *bool          `json:"check_breaks"`
	// These describe the case and change nothing: the numbers follow from the rest.
	PayType   any `json:"pay_type"`
	Roster    any `json:"roster"`
	TaxEaster any `json:"tax_easter_whit_sunday"`
}

var knownFlags = []string{
	"shift_entitled", "sunday_grounds", "day_start", "night_window", "rest_days", "plan_per_shift",
	"art96", "norm", "week_start", "check_breaks", "pay_type", "roster", "tax_easter_whit_sunday",
}

// shiftGroup is one shift worked on several dates. A time before the start, or
// an end or break end at it, belongs to the next day.
type shiftGroup struct {
	Dates  []roster.Date `json:"dates"`
	Start  roster.Clock  `json:"start"`
	End    roster.Clock  `json:"end"`
	Breaks []string      `json:"breaks"`
	Kind   string        `json:"kind"`
}

type expectation struct {
	Elapsed       *int                      `json:"elapsed"`
	Work          *int                      `json:"work"`
	Categories    map[string]int            `json:"categories"`
	Violations    *[]string                 `json:"violations"`
	ShiftEntitled *bool                     `json:"shift_entitled"`
	UTCOffset     *int                      `json:"utc_offset_minutes"`
	ByMonth       map[string]map[string]int `json:"by_month"`
}

type caseMoney struct {
	BaseRate json.Number `json:"base_rate"`
	Hours    json.Number `json:"hours"`
	Percent  json.Number `json:"percent"`
	TaxCap   json.Number `json:"tax_cap"`
	SVCap    json.Number `json:"sv_cap"`
}

type caseRest struct {
	End       string `json:"end"`
	NextStart string `json:"next_start"`
}

// readCases returns the cases of a file, each variant after its base. All that
// is wrong with the file is reported at once.
func readCases(name string, data []byte) ([]workedCase, error) {
	var file struct {
		Cases     []map[string]json.RawMessage `json:"cases"`
		Extension []map[string]json.RawMessage `json:"extension_cases"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		return nil, roster.Faults{notJSON(name, data, err)}.Err()
	}
	all := slices.Concat(file.Cases, file.Extension)
	if len(all) == 0 {
		return nil, roster.Faults{{File: name, Problem: "holds no case", Cure: `list them under "cases"`}}.Err()
	}
	var out []workedCase
	var faults roster.Faults
	seen := map[string]bool{}
	for _, base := range all {
		for _, fields := range withVariants(base, &faults) {
			c := readCase(fields, &faults)
			if seen[c.ID] {
				faults.Add(fault(c.ID, "id", c.ID, "stands twice", "give each case and variant its own"))
			}
			seen[c.ID] = c.ID != ""
			out = append(out, c)
		}
	}
	return out, located(faults, name, data).Err()
}

// withVariants returns a case and its variants. A variant's field replaces the
// base's as a whole: its flags are all the flags it has.
func withVariants(base map[string]json.RawMessage, faults *roster.Faults) []map[string]json.RawMessage {
	out := []map[string]json.RawMessage{base}
	var variants []map[string]json.RawMessage
	if raw, ok := base["variants"]; ok {
		if err := json.Unmarshal(raw, &variants); err != nil {
			faults.Add(fault(nameOf(base), "variants", string(raw), "is no list of cases", "list the fields that differ"))
		}
	}
	for _, v := range variants {
		merged := maps.Clone(base)
		delete(merged, "variants")
		maps.Copy(merged, v)
		out = append(out, merged)
	}
	return out
}

// readCase reads one case or variant. What it lacks is a fault, and reading goes
// on, so that one run shows all that is wrong with a file.
func readCase(fields map[string]json.RawMessage, faults *roster.Faults) workedCase {
	var c workedCase
	id := nameOf(fields)
	data, _ := json.Marshal(fields) // what was read a moment ago
	if err := json.Unmarshal(data, &c); err != nil {
		faults.Add(unreadable(id, err))
		return c
	}
	c.ID = id
	c.unknownFlags = unknownFlags(fields["flags"])
	c.resolve(faults)
	return c
}

// unknownFlags are settings that the engine does not know. They are not refused,
// since cases describe more than pay; a case that fails names them.
func unknownFlags(raw json.RawMessage) []string {
	var flags map[string]json.RawMessage
	if json.Unmarshal(raw, &flags) != nil {
		return nil
	}
	return slices.DeleteFunc(slices.Sorted(maps.Keys(flags)), func(f string) bool { return slices.Contains(knownFlags, f) })
}

// resolve looks up zone and pack, and finds what is missing.
func (c *workedCase) resolve(faults *roster.Faults) {
	add := func(field, value, problem, cure string) { faults.Add(fault(c.ID, field, value, problem, cure)) }
	place, err := time.LoadLocation(c.Zone)
	if err != nil || c.Zone == "" {
		add("tz", c.Zone, "unknown time zone", "write an IANA name such as Europe/Budapest")
	}
	c.place = place
	switch {
	case c.Money != nil:
		if c.WantMoney == nil {
			add("expected_money", "", "is missing", "say what is paid, tax_free, sv_free and sv_liable")
		}
		return
	case c.Rest != nil:
		if c.WantRest == nil {
			add("expected_rest", "", "is missing", "say wall, elapsed and a verdict a country")
		}
		return
	}
	c.pack, err = law.Load(strings.ToLower(c.Jurisdiction))
	if err != nil {
		add("jurisdiction", c.Jurisdiction, "no such labour-law pack", "write one of "+strings.ToUpper(strings.Join(law.Packs(), ", ")))
	}
	c.checkExpected(add)
	c.checkFlags(add)
	for _, g := range c.Groups {
		for _, b := range g.Breaks {
			if _, _, err := breakClocks(b); err != nil {
				add("breaks", b, "is no break", "write it as 12:00-12:30")
			}
		}
	}
}

// checkExpected wants all four answers: what a case leaves out it would not test.
func (c *workedCase) checkExpected(add func(field, value, problem, cure string)) {
	switch x := c.Expected; {
	case x == nil:
		add("expected", "", "is missing", "say elapsed, work, categories and violations")
	case x.Elapsed == nil, x.Work == nil, x.Categories == nil, x.Violations == nil:
		add("expected", "", "lacks elapsed, work, categories or violations", "give all four, empty where nothing is due")
	}
}

func (c *workedCase) checkFlags(add func(field, value, problem, cure string)) {
	if n := c.Flags.Night; n != nil && len(n) != 2 {
		add("flags.night_window", "", "is no window", `write it as ["22:00", "06:00"]`)
	}
	if w := c.Flags.WeekStart; w != "" {
		if _, _, err := wallTime(w); err != nil {
			add("flags.week_start", w, "is no local time", "write it as 2026-03-02T00:00")
		}
	}
	switch s := c.Flags.ShiftEntitled.(type) {
	case nil, bool:
	case string:
		if s != "auto" {
			add("flags.shift_entitled", s, "is neither true, false nor auto", "write one of them")
		}
	default:
		add("flags.shift_entitled", "", "is neither true, false nor auto", "write one of them")
	}
}
