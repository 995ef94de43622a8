package report

import (
	"cmp"
	"strconv"

	"github.com/smena-org/smena/roster/locale"
)

// page is everything the HTML report shows, in the order it shows it.
type page struct {
	Team, Month string
	Lawful      bool
	Verdict     string
	Cards       []card
	Hard        []breachLine
	Grid        grid
	Cover       coverage
	Gaps        gaps
	Queues      []queue
	Fair        fairness
	Rules       []ruleLine
	Findings    []findingLine
	Made        made
}

func (v *view) page() page {
	hard := v.hardLines()
	return page{
		Team: cmp.Or(v.Team.Name, "smena"), Month: locale.Month(v.lang, v.Month.From),
		Lawful: v.lawful(), Verdict: v.verdict(), Cards: v.cards(),
		Hard: hard, Grid: v.grid(), Cover: v.coverage(), Gaps: v.gaps(), Queues: v.queues(),
		Fair: v.fairness(), Rules: v.ruleLines(), Findings: v.findings(), Made: v.made(),
	}
}

// card is one headline number.
type card struct {
	Label, Value, Note string
	Tone               string // "good", "warn", "bad", or "" for plain facts
}

// lawful reports whether no hard rule gave way, of a person or of the demand.
func (v *view) lawful() bool {
	if v.Solution != nil && v.Solution.Hard > 0 {
		return false
	}
	for _, b := range v.Breaches {
		if b.Hard {
			return false
		}
	}
	return true
}

// verdict says in one sentence whether the roster may be published.
func (v *view) verdict() string {
	if v.lawful() {
		return v.t("report.lawful")
	}
	n := 0
	for _, b := range v.Breaches {
		if b.Hard {
			n++
		}
	}
	for _, g := range v.Result.Gaps {
		if g.Hard {
			n++
		}
	}
	return locale.T(v.lang, "report.unlawful", map[string]any{"N": max(n, 1)})
}

func (v *view) cards() []card {
	return append(v.demandCards(), v.peopleCards()...)
}

// demandCards tell how much of the demand is met, and at what cost.
func (v *view) demandCards() []card {
	required, missing := v.totals()
	cards := []card{{
		Label: v.t("report.coverage"), Value: v.percent(1 - share(missing, required)), Tone: tone(share(missing, required), 0.02, 0.08),
		Note: locale.T(v.lang, "report.of-hours", map[string]any{"Hours": v.number(required/60, 0)}),
	}, {
		Label: v.t("report.missing"), Value: v.number(missing/60, 1), Tone: tone(share(missing, required), 0.02, 0.08),
		Note: v.t("report.agent-hours"),
	}}
	if v.Solution == nil {
		return cards
	}
	cost := card{Label: v.t("report.cost"), Value: v.number(v.Solution.Cost, 0), Note: v.t("report.no-bound")}
	if b := v.Solution.Bound; b != nil {
		cost.Note = locale.T(v.lang, "report.bound", map[string]any{
			"Bound": v.number(*b, 0), "Gap": v.percent(share(v.Solution.Cost-*b, v.Solution.Cost)),
		})
	}
	return append(cards, cost)
}

// peopleCards tell what the month means to people.
func (v *view) peopleCards() []card {
	asked, granted, minutes := 0, 0, 0
	for _, s := range v.Fairness {
		asked, granted, minutes = asked+s.WishesAsked, granted+s.WishesGranted, minutes+s.Minutes
	}
	wishes := card{Label: v.t("report.wishes"), Value: "–", Note: v.t("report.no-wishes")}
	if asked > 0 {
		refused := share(float64(asked-granted), float64(asked))
		wishes.Value, wishes.Tone = v.percent(1-refused), tone(refused, 0.2, 0.5)
		wishes.Note = locale.T(v.lang, "report.granted-of", map[string]any{"Granted": granted, "Asked": asked})
	}
	return []card{wishes, {
		Label: v.t("report.people"), Value: strconv.Itoa(len(v.Agents)),
		Note: locale.T(v.lang, "report.duties-hours", map[string]any{
			"Duties": v.number(float64(len(v.Roster.Duties)), 0), "Hours": v.number(float64(minutes)/60, 0),
		}),
	}}
}

// tone judges a share of what is wrong: good up to one bound, bad from another.
func tone(wrong, good, bad float64) string {
	switch {
	case wrong <= good:
		return "good"
	case wrong < bad:
		return "warn"
	default:
		return "bad"
	}
}

// share returns part ÷ whole, 0 where there is nothing to share.
func share(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}
