package workspace

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/smena-org/smena/roster"
)

// clauses reads a list of clauses in the catalogue's form, such as
//
//	rules:
//	  - {rule: min-rest, minutes: 720}
//	  - {rule: days-in-a-row, max: 5, weight: 50}
func (e *entry) clauses(key string, names *names) roster.Policy {
	var out roster.Policy
	n := e.get(key)
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		e.fault(key, "not a list", "begin every clause with a dash")
		return nil
	}
	for i, item := range n.Content {
		if c := e.clause(fmt.Sprintf("%s[%d]", key, i), item, "", names); c != nil {
			out = append(out, *c)
		}
	}
	return out
}

// clause reads one clause; rule is its name where the mapping need not say it.
func (e *entry) clause(key string, n *yaml.Node, rule string, names *names) *roster.Clause {
	fields, ok := plain(n, 0).(map[string]any)
	if !ok {
		e.add(n.Line, e.field(key), valueOf(n), "not a clause", "write it as {rule: min-rest, minutes: 660}")
		return nil
	}
	if fields["rule"] == nil && rule != "" {
		fields["rule"] = rule
	}
	name, _ := fields["rule"].(string)
	if !slices.Contains(ruleNames(), name) {
		e.add(n.Line, e.field(key)+".rule", name, "no such rule", didYouMean(name, ruleNames()))
		return nil
	}
	if rule != "" && name != rule {
		e.add(n.Line, e.field(key)+".rule", name, "another rule than the one it replaces", "write "+rule)
		return nil
	}
	data, err := json.Marshal(fields)
	if err != nil { // a number JSON does not know, such as .inf
		e.add(n.Line, e.field(key), name, "not a clause: "+err.Error(), "write plain numbers and words")
		return nil
	}
	c, err := roster.ParseClause(data)
	if err != nil {
		e.add(n.Line, e.field(key), name, strings.TrimPrefix(err.Error(), fmt.Sprintf("rule %q: ", name)), clauseCure(name, err))
		return nil
	}
	e.clauseShifts(key, n.Line, fields, names)
	return &c
}

// clauseShifts checks the shift codes that a clause names.
func (e *entry) clauseShifts(key string, line int, fields map[string]any, names *names) {
	for _, field := range []string{"shifts", "shift", "pairs"} {
		for _, code := range leaves(fields[field]) {
			if names.shifts != nil && !slices.Contains(names.shifts, code) {
				e.add(line, e.field(key)+"."+field, code, "unknown shift", didYouMean(code, names.shifts))
			}
		}
	}
}

// leaves returns the words in nested lists.
func leaves(v any) []string {
	switch v := v.(type) {
	case string:
		if v != "" {
			return []string{v}
		}
	case []any:
		var out []string
		for _, item := range v {
			out = append(out, leaves(item)...)
		}
		return out
	}
	return nil
}

var unknownField = regexp.MustCompile(`unknown field "([^"]*)"`)

// clauseCure names the fields a rule has when the clause has another one.
func clauseCure(name string, err error) string {
	fields := append(ruleFields(name), "hard", "weight", "source")
	if m := unknownField.FindStringSubmatch(err.Error()); m != nil {
		return didYouMean(m[1], fields)
	}
	return "correct the numbers; the fields are " + listed(fields)
}

// ruleNames lists the catalogue.
func ruleNames() []string {
	var out []string
	for _, empty := range roster.Catalogue {
		out = append(out, empty().Name())
	}
	return out
}

// ruleFields lists the fields of a rule as its JSON names them.
func ruleFields(name string) []string {
	var out []string
	for _, empty := range roster.Catalogue {
		r := empty()
		if r.Name() != name {
			continue
		}
		for f := range reflect.TypeOf(r).Elem().Fields() {
			json, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			out = append(out, json)
		}
	}
	return out
}

// plain turns a node into what encoding/json writes. Dates stay text. Aliases
// are left out: they could refer to themselves.
func plain(n *yaml.Node, depth int) any {
	const deepest = 8 // the catalogue's clauses are three levels deep
	switch {
	case depth > deepest:
		return nil
	case n.Kind == yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			m[n.Content[i].Value] = plain(n.Content[i+1], depth+1)
		}
		return m
	case n.Kind == yaml.SequenceNode:
		list := make([]any, 0, len(n.Content))
		for _, item := range n.Content {
			list = append(list, plain(item, depth+1))
		}
		return list
	case n.Kind == yaml.ScalarNode:
		return plainScalar(n)
	}
	return nil
}

// plainScalar keeps numbers and truth values as such; dates, times and codes such
// as 012 or NO stay the text that was typed.
func plainScalar(n *yaml.Node) any {
	var v any
	switch n.ShortTag() {
	case "!!int", "!!float", "!!bool", "!!null":
		if n.Decode(&v) == nil {
			return v
		}
	}
	return n.Value
}
