package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/locale"
)

// findingLine is something the law has to say, with those it concerns.
type findingLine struct {
	Severity, Class string
	Words, Source   string
	Names           string
	Count           int
}

// findings lists what the law says beyond the rules, the gravest first, the
// same finding of several people once.
func (v *view) findings() []findingLine {
	var order []law.Finding
	agents := map[law.Finding][]string{}
	for _, f := range v.Findings {
		key := law.Finding{Severity: f.Severity, Rule: f.Rule, Text: f.Text, Source: f.Source}
		if _, seen := agents[key]; !seen {
			order = append(order, key)
		}
		agents[key] = append(agents[key], nonEmpty(f.Agent)...)
	}
	gravity := []law.Severity{law.Forbidden, law.NeedsConsent, law.NeedsCompensation, law.Information}
	slices.SortStableFunc(order, func(a, b law.Finding) int {
		return slices.Index(gravity, a.Severity) - slices.Index(gravity, b.Severity)
	})
	var out []findingLine
	for _, f := range order {
		who := agents[f]
		slices.Sort(who)
		who = slices.Compact(who)
		class := strings.ReplaceAll(string(f.Severity), " ", "-")
		out = append(out, findingLine{
			Severity: v.t("report.severity." + class), Class: class,
			Words: v.t(f.Text), Source: f.Source, Names: v.nameList(who), Count: len(who),
		})
	}
	return out
}

func nonEmpty(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// made tells how the roster came about, so that it can be made again.
type made struct {
	Facts     []fact
	Overrides []string
	Warnings  []string
	Notes     []string
}

type fact struct{ Label, Value string }

func (v *view) made() made {
	m := made{Notes: v.Notes, Facts: []fact{
		{v.t("report.version"), v.Version},
		{v.t("report.seed"), strconv.FormatUint(v.Seed, 10)},
		{v.t("report.zone"), v.Team.Zone.String()},
		{v.t("report.dates"), v.Month.From.String() + " – " + (v.Month.To - 1).String()},
	}}
	if s := v.Solution; s != nil {
		m.Facts = append(m.Facts,
			fact{v.t("report.seconds"), v.number(s.Seconds, 1)},
			fact{v.t("report.iterations"), v.number(float64(s.Iterations), 0)},
		)
	}
	for _, o := range v.Overridden {
		m.Overrides = append(m.Overrides, v.override(o))
	}
	for _, w := range v.Warnings {
		m.Warnings = append(m.Warnings, w.String())
	}
	return m
}

// override says which rule of the law a team has replaced or dropped, for whom
// and why: whoever signs the roster answers for it.
func (v *view) override(o roster.Override) string {
	id := "report.replaced"
	if o.Drop {
		id = "report.dropped"
	}
	whose := o.Contract
	if whose == "" {
		whose = v.t("report.all-contracts")
	}
	words := locale.T(v.lang, id, map[string]any{"Rule": locale.RuleName(v.lang, o.Rule), "Contract": whose})
	if o.Reason != "" {
		words += ": " + o.Reason
	}
	return words
}
