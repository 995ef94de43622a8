package workspace

import (
	"bytes"
	"encoding/json"
	"slices"
	"strconv"

	"gopkg.in/yaml.v3"

	"github.com/smena-org/smena/roster"
)

// PutContract writes a contract in the place of the one with the id old, which
// it may rename, or behind the others when old is "". It is NotFound when there
// is none with that id. Comments stay, and so do rules that do not change.
func (d Document) PutContract(old string, c roster.Contract) error {
	list := d.List("contracts")
	at := EntryOf(list, "id", old)
	switch {
	case old == "":
		at = len(list.Content)
		list.Content = append(list.Content, &yaml.Node{Kind: yaml.MappingNode})
	case at < 0:
		return noContract(old)
	}
	n := list.Content[at]
	SetValue(n, "id", c.ID)
	SetValue(n, "hours_per_week", strconv.FormatFloat(float64(c.WeeklyMinutes)/60, 'f', -1, 64))
	ValueOf(n, "hours_per_week").Style = 0 // a number, with a decimal point or without
	SetValue(n, "pack", c.Pack)
	SetValue(n, "reference_months", nonZero(c.Reference))
	SetValue(n, "office_days", nonZero(c.OfficeDays))
	SetValue(n, "days_off", nonZero(c.DaysOff))
	setWord(n, "nights", c.Nights, "allowed")
	setWord(n, "pay_type", c.PayType, "monthly")
	setList(n, "shifts", c.Shifts)
	setList(n, "rotation", c.Rotation)
	return setRules(n, c.Policy)
}

// RemoveContract takes a contract out. It is NotFound when there is none with
// the id.
func (d Document) RemoveContract(id string) error {
	list := d.List("contracts")
	at := EntryOf(list, "id", id)
	if at < 0 {
		return noContract(id)
	}
	list.Content = slices.Delete(list.Content, at, at+1)
	return nil
}

// Rules returns the clauses of a contract, those of the team for "", made when
// there are none.
func (d Document) Rules(contract string) (*yaml.Node, error) {
	if contract == "" {
		return d.List("rules"), nil
	}
	list := d.List("contracts")
	at := EntryOf(list, "id", contract)
	if at < 0 {
		return nil, noContract(contract)
	}
	n := list.Content[at]
	if rules := ValueOf(n, "rules"); rules != nil && rules.Kind == yaml.SequenceNode {
		return rules, nil
	}
	rules := &yaml.Node{Kind: yaml.SequenceNode}
	DropValue(n, "rules")
	n.Content = append(n.Content, Scalar("rules"), rules)
	return rules, nil
}

func noContract(id string) error {
	return roster.Errorf(roster.NotFound, "the team has no contract %q any more", id)
}

func nonZero(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// setWord writes a word, and nothing for the one that goes without saying,
// unless it was said.
func setWord(n *yaml.Node, key, word, usual string) {
	if word == "" {
		word = usual
	}
	if word == usual && ValueOf(n, key) == nil {
		return
	}
	SetValue(n, key, word)
}

// setList writes words on one line.
func setList(n *yaml.Node, key string, all []string) {
	if len(all) == 0 {
		DropValue(n, key)
		return
	}
	list := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for _, word := range all {
		list.Content = append(list.Content, Scalar(word))
	}
	if old := ValueOf(n, key); old != nil {
		*old = *list
		return
	}
	n.Content = append(n.Content, Scalar(key), list)
}

// setRules writes a policy clause by clause; one that stands there already is
// left as it was typed.
func setRules(n *yaml.Node, policy roster.Policy) error {
	var typed []*yaml.Node
	if old := ValueOf(n, "rules"); old != nil {
		typed = old.Content
	}
	out := &yaml.Node{Kind: yaml.SequenceNode}
	for _, c := range policy {
		clause, err := clauseNode(c, typed)
		if err != nil {
			return err
		}
		out.Content = append(out.Content, clause)
	}
	old := ValueOf(n, "rules")
	switch {
	case len(policy) == 0:
		DropValue(n, "rules")
	case old == nil:
		n.Content = append(n.Content, Scalar("rules"), out)
	default:
		old.Kind, old.Tag, old.Value, old.Content = yaml.SequenceNode, "", "", out.Content
	}
	return nil
}

// clauseNode returns how a clause is typed, or is to be.
func clauseNode(c roster.Clause, typed []*yaml.Node) (*yaml.Node, error) {
	want, err := json.Marshal(c)
	if err != nil {
		return nil, err
	}
	for _, n := range typed {
		fields, err := json.Marshal(plain(n, 0))
		if err != nil {
			continue
		}
		is, err := roster.ParseClause(fields)
		if err != nil {
			continue
		}
		if have, err := json.Marshal(is); err == nil && bytes.Equal(have, want) {
			return n, nil
		}
	}
	var file yaml.Node // JSON is YAML
	if err := yaml.Unmarshal(want, &file); err != nil {
		return nil, err
	}
	unquote(file.Content[0])
	return file.Content[0], nil
}

// unquote takes the quotes of JSON away where YAML needs none.
func unquote(n *yaml.Node) {
	if n.Kind == yaml.ScalarNode && n.Style == yaml.DoubleQuotedStyle {
		n.Style = styleOf(n.Value)
	}
	for _, c := range n.Content {
		unquote(c)
	}
}
