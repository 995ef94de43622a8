package pay

import (
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

// Line is so many minutes of one category on one date, to be paid.
type Line struct {
	Agent     string
	PayrollID string
	// Date is the calendar date of the minutes by the clock at the place of
	// work: a night has lines on two dates.
	Date     roster.Date
	Category string
	Minutes  int
	// Percent of the base rate. It comes on top of the date's BASE line; under
	// a pack whose categories hold whole rates (RU) it is all there is.
	Percent int
	Rule    string // the article
}

// Lines returns what one agent's duties of a period earn, added up by date and
// category, and what they break. A duty is paid with the period it starts in,
// to its last minute: each is paid once, and BASE adds up to the roster's paid
// minutes.
func Lines(in Input) ([]Line, []law.Finding, error) {
	if err := in.check(); err != nil {
		return nil, nil, err
	}
	e := newEngine(in)
	return e.lines(e.settle(e.entries())), e.findings, nil
}

// entries returns what each duty earns by itself.
func (e *engine) entries() []entry {
	var out []entry
	for _, d := range e.in.own(e.in.From, e.in.To) {
		out = append(out, e.duty(d)...)
	}
	return out
}

// settle adds what only the period as a whole can tell.
func (e *engine) settle(entries []entry) []entry {
	leadIn := e.in.own(e.in.From.Monday()-1, e.in.To) // a Sunday night reaches into the week
	return slices.Concat(e.settleNorm(entries), e.settleWeeks(leadIn))
}

// lines adds the entries up by date, category and article. Two articles may pay
// the same category, and payroll wants to see which.
func (e *engine) lines(entries []entry) []Line {
	type key struct {
		date     roster.Date
		category string
		rule     string
	}
	index := map[key]int{}
	var out []Line
	for _, x := range entries {
		k := key{x.clock.date(), x.category, x.rule}
		i, ok := index[k]
		if !ok {
			i = len(out)
			index[k] = i
			out = append(out, Line{e.in.Agent.ID, e.in.Agent.PayrollID, k.date, x.category, 0, x.percent, x.rule})
		}
		out[i].Minutes += x.minutes
	}
	slices.SortFunc(out, inFileOrder)
	return out
}

// inFileOrder sorts lines so that the same duties always give the same file.
func inFileOrder(a, b Line) int {
	return cmp.Or(
		cmp.Compare(a.Agent, b.Agent),
		cmp.Compare(a.Date, b.Date),
		cmp.Compare(a.Category, b.Category),
		cmp.Compare(a.Rule, b.Rule),
	)
}

// WriteCSV writes payroll.csv: one row a line in order of agent, date and
// category. Hours have two decimals, half up, rounded once a row; minutes are
// exact, and what adds up months should add those.
func WriteCSV(w io.Writer, lines []Line) error {
	out := csv.NewWriter(w)
	rows := [][]string{{"agent_id", "payroll_id", "date", "category", "minutes", "hours", "rate_percent", "rule"}}
	sorted := slices.Clone(lines)
	slices.SortStableFunc(sorted, inFileOrder)
	for _, l := range sorted {
		rows = append(rows, []string{
			l.Agent, l.PayrollID, l.Date.String(), l.Category,
			strconv.Itoa(l.Minutes), hours(l.Minutes), strconv.Itoa(l.Percent), l.Rule,
		})
	}
	return out.WriteAll(rows)
}

// hours writes minutes as hours with two decimals, half up: 100 min are 1.67.
func hours(minutes int) string {
	hundredths := (minutes*100 + 30) / 60
	return fmt.Sprintf("%d.%02d", hundredths/100, hundredths%100)
}
