package pay

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	_ "time/tzdata" // cases name zones; a machine without a zone database must still know them

	"github.com/smena-org/smena/roster"
)

// Verdict says whether the packs give what one worked case expects.
type Verdict struct {
	ID          string
	Title       string
	OK          bool
	Differences []string // one line each, when not OK
}

// Verify works out every case of a cases file, variants included, and compares
// it with what the file expects. A file that makes no sense is an Invalid
// error that names the line of each case, its field and the cure.
func Verify(file string, data []byte) ([]Verdict, error) {
	cases, err := readCases(file, data)
	if err != nil {
		return nil, err
	}
	var out []Verdict
	for _, c := range cases {
		diffs, err := c.differences()
		if err != nil {
			return nil, fmt.Errorf("case %s: %w", c.ID, err)
		}
		if len(diffs) > 0 && len(c.unknownFlags) > 0 {
			diffs = append(diffs, "flags not understood: "+strings.Join(c.unknownFlags, ", "))
		}
		out = append(out, Verdict{c.ID, c.Title, len(diffs) == 0, diffs})
	}
	return out, nil
}

// differences works one case out by what it is about: money, rest or pay.
func (c workedCase) differences() ([]string, error) {
	switch {
	case c.Money != nil:
		return c.moneyDifferences()
	case c.Rest != nil:
		return c.restDifferences()
	}
	return c.payDifferences()
}

// outcome is what a case works out to, in the words of the file.
type outcome struct {
	elapsed, work int
	categories    map[string]int
	violations    []string
	entitled      bool
	utcOffset     int
	byMonth       map[string]map[string]int
}

// payDifferences compares every number of a case. Those it leaves out are not
// compared, save the four that it must have.
func (c workedCase) payDifferences() ([]string, error) {
	got, err := workOut(c.input())
	if err != nil {
		return nil, err
	}
	var d diff
	want := c.Expected
	d.compare("elapsed", got.elapsed, *want.Elapsed)
	d.compare("work", got.work, *want.Work)
	d.counts("", got.categories, want.Categories)
	d.compare("violations", strings.Join(got.violations, " "), strings.Join(sortedSet(*want.Violations), " "))
	if want.ShiftEntitled != nil {
		d.compare("shift_entitled", got.entitled, *want.ShiftEntitled)
	}
	if want.UTCOffset != nil {
		d.compare("utc_offset_minutes", got.utcOffset, *want.UTCOffset)
	}
	if want.ByMonth != nil {
		for _, m := range union(got.byMonth, want.ByMonth) {
			d.counts("by_month "+m+" ", got.byMonth[m], want.ByMonth[m])
		}
	}
	return d, nil
}

// workOut runs the engine. The months of a case hold what duties earn by
// themselves: overtime of an accounting period has no month of its own.
func workOut(in Input) (outcome, error) {
	if err := in.check(); err != nil {
		return outcome{}, err
	}
	e := newEngine(in)
	entries := e.entries()
	out := outcome{categories: map[string]int{}, byMonth: map[string]map[string]int{}, entitled: e.entitled}
	for _, x := range entries {
		if x.category != Base && x.category != StandbyTime {
			out.add(x.clock.date(), x.category, x.minutes)
		}
	}
	for _, x := range e.settle(entries) {
		if x.category != Base && x.category != StandbyTime {
			out.categories[x.category] += x.minutes
		}
	}
	for _, d := range in.own(in.From, in.To) {
		out.elapsed += d.Span.Minutes()
		out.work += minutesOf(worked(d, true))
		work := stretches(worked(d, in.Pack.Pay.PaidBreaks), e.place)
		for _, p := range (borders{}).cut(work) {
			out.add(p.clock.date(), "work", p.minutes)
			_, seconds := p.at.Zone()
			out.utcOffset = seconds / 60
		}
	}
	var codes []string
	for _, f := range e.findings {
		codes = append(codes, f.Rule)
	}
	out.violations = sortedSet(codes)
	return out, nil
}

func (o *outcome) add(d roster.Date, category string, minutes int) {
	month := d.String()[:7]
	if o.byMonth[month] == nil {
		o.byMonth[month] = map[string]int{}
	}
	o.byMonth[month][category] += minutes
}

func sortedSet(words []string) []string {
	out := slices.Sorted(slices.Values(words))
	return slices.Compact(out)
}

// diff collects lines that say what was worked out and what the file expects.
type diff []string

// compare notes a difference, in words that name both sides.
func (d *diff) compare(what string, got, want any) {
	if got != want {
		*d = append(*d, fmt.Sprintf("%s is %v, expected %v", what, got, want))
	}
}

// counts compares minutes by category; a category absent is one of 0 minutes.
func (d *diff) counts(prefix string, got, want map[string]int) {
	for _, k := range union(got, want) {
		d.compare(prefix+k, got[k], want[k])
	}
}

func union[V any](a, b map[string]V) []string {
	keys := maps.Clone(a)
	if keys == nil {
		keys = map[string]V{}
	}
	maps.Copy(keys, b)
	return slices.Sorted(maps.Keys(keys))
}
