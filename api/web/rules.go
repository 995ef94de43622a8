package web

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/roster/workspace"
)

// rulesPage is all that binds the people of a team, in plain words.
type rulesPage struct {
	Team      desk.TeamView
	Own       []ruleLine // of the team
	Contracts []contractRules
	Weights   []weightField
	Names     []ruleName // that can be added
	lang      string
}

// contractRules is what a contract binds by: the law's clauses and its own.
type contractRules struct {
	roster.Contract
	Law, Own []ruleLine
}

// ruleLine is one clause for people.
type ruleLine struct {
	Rule, Name, About string
	Numbers           []string // "at most: 5"
	Hard              bool
	Weight            int
	Source            string
}

type ruleName struct{ Rule, Name, About string }

// weightField is one of the team's prices.
type weightField struct {
	Key   string
	Value int
}

// showRules is the policy of a team.
func (s *site) showRules(v *visit) error {
	team, err := s.teamOf(v)
	if err != nil {
		return err
	}
	p, err := newRulesPage(v.lang, team, s.today(team.Zone))
	if err != nil {
		return err
	}
	return s.render(v, "rules", p)
}

func newRulesPage(lang string, team desk.TeamView, today roster.Date) (rulesPage, error) {
	def := team.Definition
	p := rulesPage{Team: team, Own: ruleLines(lang, def.Policy), lang: lang}
	for _, c := range def.Contracts {
		r := contractRules{Contract: c, Own: ruleLines(lang, c.Policy)}
		pack, err := law.Load(c.Pack)
		if err != nil {
			return p, err
		}
		first := today.MonthStart()
		clauses, _, err := pack.Policy(law.PolicyInput{Team: def, Contract: c, From: first, To: first.NextMonth()})
		if err != nil {
			return p, err
		}
		r.Law = ruleLines(lang, clauses)
		p.Contracts = append(p.Contracts, r)
	}
	w := def.Weights
	p.Weights = []weightField{{"missing", w.Missing}, {"surplus", w.Surplus}, {"request", w.Request}, {"fairness", w.Fairness}, {"office", w.Office}, {"hours", w.Hours}}
	for _, make := range roster.Catalogue {
		if name := make().Name(); !slices.Contains(personalRules, name) {
			p.Names = append(p.Names, ruleName{name, locale.RuleName(lang, name), words(lang, "rule-info."+name)})
		}
	}
	slices.SortFunc(p.Names, func(a, b ruleName) int { return strings.Compare(a.Name, b.Name) })
	return p, nil
}

// personalRules come from leave, wishes and pins, or always hold: nobody adds
// them to a team.
var personalRules = []string{"no-overlap", "unavailable", "wish", "pinned", "fair-share", "no-nights", "as-published"}

func ruleLines(lang string, policy roster.Policy) []ruleLine {
	var out []ruleLine
	for _, c := range policy {
		name := c.Rule.Name()
		out = append(out, ruleLine{
			Rule: name, Name: locale.RuleName(lang, name), About: words(lang, "rule-info."+name),
			Numbers: numbersOf(lang, c), Hard: c.Hard, Weight: c.Weight, Source: c.Source,
		})
	}
	return out
}

// numbersOf says a clause's numbers, in the order in which the rule has them.
func numbersOf(lang string, c roster.Clause) []string {
	data, err := json.Marshal(c.Rule)
	if err != nil {
		return nil
	}
	var n yaml.Node // JSON is YAML, and YAML keeps the order
	if yaml.Unmarshal(data, &n) != nil || len(n.Content) == 0 {
		return nil
	}
	fields := n.Content[0].Content
	var out []string
	for i := 0; i+1 < len(fields); i += 2 {
		key := fields[i].Value
		out = append(out, words(lang, "param."+key)+": "+paramWords(lang, c.Rule, key, fields[i+1]))
	}
	return out
}

// inside is the key of what stands in a list.
const inside = "[]"

// paramWords says one number of a rule.
func paramWords(lang string, r roster.Rule, key string, n *yaml.Node) string {
	if n.Kind == yaml.SequenceNode {
		var all []string
		between := ", "
		for _, x := range n.Content {
			all = append(all, strings.Join(strings.Fields(paramWords(lang, r, inside, x)), " "))
		}
		if key == inside { // one shift, and the one that follows
			between = " → "
		}
		return strings.Join(all, between)
	}
	minutes, err := strconv.Atoi(n.Value)
	switch {
	case n.Value == "true":
		return words(lang, "param.yes")
	case err == nil && (strings.Contains(key, "minutes") || r.Unit() == roster.Minutes && (key == "min" || key == "max" || key == "opening")):
		return locale.Duration(lang, minutes)
	case key == "per" && locale.Has(lang, "web.per."+n.Value):
		return words(lang, "per."+n.Value)
	}
	return n.Value
}

// saveWeights sets the prices of what the roster should do.
func (s *site) saveWeights(v *visit) error {
	return s.redefine(v, "/rules", (*site).showRules, func(d workspace.Document) error {
		w := d.Mapping("weights")
		for _, key := range []string{"missing", "surplus", "request", "fairness", "office", "hours"} {
			if n, err := strconv.Atoi(v.text(key)); err != nil || n < 0 || n > 10000 {
				return v.fault(key, "error.weight")
			}
			workspace.SetValue(w, key, v.text(key))
		}
		return nil
	})
}

// addRule adds a clause for everybody in the team, or under one contract. Its numbers are written as
// in team.yaml, "max: 5".
func (s *site) addRule(v *visit) error {
	return s.redefine(v, "/rules", (*site).showRules, func(d workspace.Document) error {
		var numbers yaml.Node
		text := strings.TrimSpace(v.text("numbers"))
		if err := yaml.Unmarshal([]byte("{"+text+"}"), &numbers); err != nil || len(numbers.Content) != 1 || numbers.Content[0].Kind != yaml.MappingNode {
			return v.fault("numbers", "error.numbers")
		}
		clause := workspace.FlowMapping()
		workspace.SetValue(clause, "rule", v.text("rule"))
		clause.Content = append(clause.Content, numbers.Content[0].Content...)
		if v.text("hard") == "" {
			if n := v.number("weight"); n < 1 || n > 10000 {
				return v.fault("weight", "error.weight")
			}
			workspace.SetValue(clause, "weight", v.text("weight"))
		}
		workspace.SetValue(clause, "source", v.text("source"))
		if err := readable(clause); err != nil {
			return fieldFault{"numbers", roster.Errorf(roster.Invalid, "%w", err)}
		}
		list, err := d.Rules(v.text("contract"))
		if err != nil {
			return err
		}
		list.Content = append(list.Content, clause)
		return nil
	})
}

// readable asks whether a clause can be read by itself, so that the fault
// stands beside the field that has it.
func readable(clause *yaml.Node) error {
	var fields map[string]any
	if err := clause.Decode(&fields); err != nil {
		return err
	}
	data, err := json.Marshal(fields)
	if err != nil {
		return err
	}
	_, err = roster.ParseClause(data)
	return err
}

// changeRule sets how much a rule of the team or a contract weighs, or takes it
// out.
func (s *site) changeRule(v *visit) error {
	return s.redefine(v, "/rules", (*site).showRules, func(d workspace.Document) error {
		list, err := d.Rules(v.text("contract"))
		if err != nil {
			return err
		}
		i := int(v.number("index"))
		if i < 0 || i >= len(list.Content) || cmp.Or(workspace.ValueOf(list.Content[i], "rule"), workspace.Scalar("")).Value != v.text("rule") {
			return roster.Errorf(roster.Conflict, "the rules were changed meanwhile; look again")
		}
		if v.text("remove") != "" {
			list.Content = slices.Delete(list.Content, i, i+1)
			return nil
		}
		if n := v.number("weight"); n < 0 || n > 10000 {
			return v.fault(v.text("contract")+fmt.Sprint("weight", i), "error.weight")
		}
		workspace.DropValue(list.Content[i], "hard")
		weight := v.text("weight")
		if weight == "0" {
			weight = ""
		}
		workspace.SetValue(list.Content[i], "weight", weight)
		return nil
	})
}
