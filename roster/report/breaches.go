package report

import (
	"cmp"
	"slices"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/solver"
)

// shown is how many soft breaches of one rule the page lists; the workbook has
// all of them.
const shown = 100

// breachLine is one breach in words.
type breachLine struct {
	ID                       string // anchor
	Agent, Date, Words, Cost string
	Where                    []locale.Source
}

// ruleLine is what one rule costs, with its breaches.
type ruleLine struct {
	Name, Code string
	Count      int
	Cost       string
	Bar        int // percent of the dearest rule
	Lines      []breachLine
	More       int // not listed
}

// hardLines says every breach of a hard rule: who, when, why, which article.
func (v *view) hardLines() []breachLine {
	var out []breachLine
	for i, b := range v.Breaches {
		if b.Hard {
			out = append(out, v.breachLine(i, b))
		}
	}
	return out
}

// breachLine words one breach. The cost is in whole units, as weights are; the
// breach holds it in fractions of 1/roster.Scale.
func (v *view) breachLine(i int, b roster.Breach) breachLine {
	return breachLine{
		ID: anchor(i), Agent: v.name(b.Agent), Date: locale.Date(v.lang, b.Date),
		Words: locale.Sentence(v.lang, b), Where: locale.Sources(v.lang, b.Source),
		Cost: v.number(float64(b.Cost)/roster.Scale, 0),
	}
}

// ruleLines lists what the roster costs by rule, the dearest first, demand
// included, and under each rule of people its breaches.
func (v *view) ruleLines() []ruleLine {
	var out []ruleLine
	dearest := 0.0
	costs := slices.Clone(v.Costs)
	slices.SortStableFunc(costs, func(a, b solver.RuleCost) int { return cmp.Compare(b.Cost, a.Cost) })
	for _, c := range costs {
		dearest = max(dearest, c.Cost)
	}
	for _, c := range costs {
		if c.Cost == 0 && c.Breaches == 0 {
			continue
		}
		line := ruleLine{
			Name: locale.RuleName(v.lang, c.Rule), Code: c.Rule, Count: c.Breaches,
			Cost: v.number(c.Cost, 0), Bar: int(100*share(c.Cost, dearest) + 0.5),
		}
		line.Lines, line.More = v.softLines(c.Rule)
		out = append(out, line)
	}
	return out
}

// softLines lists the soft breaches of a rule, the dearest first.
func (v *view) softLines(rule string) (out []breachLine, more int) {
	var at []int
	for i, b := range v.Breaches {
		if b.Rule == rule && !b.Hard {
			at = append(at, i)
		}
	}
	slices.SortStableFunc(at, func(i, j int) int { return cmp.Compare(v.Breaches[j].Cost, v.Breaches[i].Cost) })
	for _, i := range at[:min(len(at), shown)] {
		out = append(out, v.breachLine(i, v.Breaches[i]))
	}
	return out, max(len(at)-shown, 0)
}
