package locale

import (
	"math"
	"strings"

	"github.com/smena-org/smena/roster"
)

// Looser is a thing that could be otherwise, as Relaxation words it.
type Looser struct {
	Kind         string // "rule", "skill" or "hire"
	Rule, Reason string
	From, To     int // the limit, and what it would be; both 0 when the rule goes as a whole
	Who, Skills  []string
	Contract     string
}

// Relaxation says in words what could be otherwise:
//
//	Days in a row: 6 days instead of 5 days, for Anna, Béla
func Relaxation(lang string, x Looser) string {
	b := roster.Breach{Rule: x.Rule, Reason: x.Reason}
	id := "answer.relax-" + x.Kind
	if x.Kind == "rule" && x.From == 0 && x.To == 0 {
		id = "answer.relax-drop"
	}
	return T(lang, id, map[string]any{
		"Rule": RuleName(lang, x.Rule), "From": quantity(lang, b, x.From, ""), "To": quantity(lang, b, x.To, ""),
		"Who": Names(lang, x.Who), "Skills": Skills(lang, x.Skills), "Contract": x.Contract,
	})
}

// Lack is what a team cannot give, as Proof words it.
type Lack struct {
	Skills           []string
	When             string         // "all", "night", "weekend" or "weighed"
	Mostly           []roster.Clock // of weighed hours: from when to when they weigh most, if known
	Need, Have, Each float64        // hours
}

// Proof says in words why so many people are needed:
//
//	de, at weekends: 300 h are asked, the team can give 260 h at most and one more person 32 h
func Proof(lang string, x Lack) string {
	data := map[string]any{"Need": Hours(lang, x.Need), "Have": Hours(lang, x.Have), "Each": Hours(lang, x.Each)}
	switch {
	case x.When != "weighed":
		data["Skills"], data["When"] = Skills(lang, x.Skills), T(lang, "answer.when."+x.When, nil)
		return T(lang, "answer.proof", data)
	case len(x.Mostly) == 2:
		data["From"], data["To"] = x.Mostly[0].String(), (x.Mostly[1] % 1440).String()
		return T(lang, "answer.proof-mostly", data)
	}
	return T(lang, "answer.proof-weighed", data)
}

// Names joins names, "nobody" when there are none.
func Names(lang string, names []string) string {
	if len(names) == 0 {
		return T(lang, "answer.nobody", nil)
	}
	return strings.Join(names, ", ")
}

// Skills joins skills, "any skill" when there are none.
func Skills(lang string, skills []string) string {
	if len(skills) == 0 {
		return T(lang, "answer.any-skill", nil)
	}
	return strings.Join(skills, "+")
}

// CostChange says what a change costs: "35 dearer".
func CostChange(lang string, cost float64) string {
	data := map[string]any{"Cost": Number(lang, math.Abs(cost), 0)}
	switch {
	case cost >= 0.5:
		return T(lang, "answer.dearer", data)
	case cost <= -0.5:
		return T(lang, "answer.cheaper", data)
	}
	return T(lang, "answer.as-dear", nil)
}

// OpenChange says how many agent-hours of demand a change opens: "4 h less of
// open demand".
func OpenChange(lang string, hours float64) string {
	minutes := int(math.Round(math.Abs(hours) * 60))
	data := map[string]any{"Hours": Duration(lang, minutes)}
	switch {
	case minutes == 0:
		return T(lang, "answer.as-open", nil)
	case hours > 0:
		return T(lang, "answer.opens", data)
	}
	return T(lang, "answer.closes", data)
}

// Hours returns hours as people say them.
func Hours(lang string, hours float64) string { return Duration(lang, int(math.Round(hours*60))) }
