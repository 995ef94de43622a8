package solver

import (
	"reflect"
	"strings"
	"sync"

	"github.com/smena-org/smena/roster"
)

// record reads an object into a struct, key by key.
func (d *decoder) record(at *path, v reflect.Value) {
	if d.peek() != '{' {
		d.mismatch(at, "an object in { }")
		return
	}
	names := fieldsOf(v.Type())
	var seen uint64 // by field, of which no struct has 64
	d.object(func(key string, from int) {
		here := &path{up: at, key: key}
		i := indexOf(names, key)
		switch {
		case i < 0:
			d.unknown(here, from, names)
		case seen&(1<<i) != 0:
			d.twice(here, from)
		default:
			seen |= 1 << i
			d.value(here, v.Field(i))
		}
	})
}

// unknown reports a key that is none of the names and passes over its value.
func (d *decoder) unknown(at *path, from int, names []string) {
	d.faultAt(from, roster.Fault{Field: at.String(), Value: string(d.skip()), Problem: "there is no such field", Cure: suggest(at.key, names)})
}

// twice reports a key given before. encoding/json would let the last one win,
// and the author would not learn that the first had no effect.
func (d *decoder) twice(at *path, from int) {
	d.faultAt(from, roster.Fault{Field: at.String(), Value: string(d.skip()), Problem: "stands here for the second time", Cure: "keep one"})
}

// clauseFields are the fields of every clause; those of the rule stand beside them.
var clauseFields = []string{"rule", "hard", "weight", "source"}

// clause reads what roster.ParseClause reads, and agrees with it on what is
// right (a test holds them together), but finds all faults and says where.
func (d *decoder) clause(at *path, into *roster.Clause) {
	if d.peek() != '{' {
		d.mismatch(at, "an object in { }")
		return
	}
	from, before := d.pos, len(d.faults)
	rule := d.ruleAt(at)
	if rule == nil {
		d.skip() // without the rule nothing is known of the other fields
		return
	}
	c := roster.Clause{Rule: rule}
	hard := d.clauseBody(at, &c)
	// No weight makes a rule hard, unless the clause says otherwise.
	c.Hard = c.Weight == 0
	if hard != nil {
		c.Hard = *hard
	}
	*into = c
	if len(d.faults) == before { // else the numbers are not what was meant
		d.judgeClause(at, from, c)
	}
}

// ruleAt looks ahead for the rule's name in the clause at hand and returns an
// empty rule of that name, or nil and a fault. It moves nothing.
func (d *decoder) ruleAt(at *path) roster.Rule {
	ahead := d.scanner
	name, where := "", -1
	ahead.object(func(key string, _ int) {
		if key == "rule" && ahead.peek() == '"' {
			where, name = ahead.pos, ahead.text()
			return
		}
		ahead.skip()
	})
	if where < 0 {
		d.fault(&path{up: at, key: "rule"}, "", "is missing", "name the rule, for instance min-rest")
		return nil
	}
	if make := catalogue()[name]; make != nil {
		return make()
	}
	here := &path{up: at, key: "rule"}
	d.faultAt(where, roster.Fault{Field: here.String(), Value: name, Problem: "there is no such rule", Cure: suggest(name, ruleNames())})
	return nil
}

// clauseBody reads all fields of the clause at hand but the rule's name.
func (d *decoder) clauseBody(at *path, c *roster.Clause) (hard *bool) {
	own := reflect.ValueOf(c.Rule).Elem()
	names := fieldsOf(own.Type())
	seen := map[string]bool{}
	d.object(func(key string, from int) {
		here := &path{up: at, key: key}
		i := indexOf(names, key)
		if seen[key] {
			d.twice(here, from)
			return
		}
		seen[key] = true
		switch {
		case key == "rule":
			d.skip()
		case key == "hard":
			d.value(here, reflect.ValueOf(&hard).Elem())
		case key == "weight":
			d.value(here, reflect.ValueOf(&c.Weight).Elem())
		case key == "source":
			d.value(here, reflect.ValueOf(&c.Source).Elem())
		case i < 0:
			d.unknown(here, from, append(names[:len(names):len(names)], clauseFields...))
		default:
			d.value(here, own.Field(i))
		}
	})
	return hard
}

// judgeClause reports numbers that make no sense to the rule.
func (d *decoder) judgeClause(at *path, from int, c roster.Clause) {
	for _, problem := range clauseProblems(c) {
		d.faultAt(from, roster.Fault{Field: at.String(), Value: c.Rule.Name(), Problem: problem})
	}
}

// catalogue holds the makers of empty rules by name.
var catalogue = sync.OnceValue(func() map[string]func() roster.Rule {
	out := map[string]func() roster.Rule{}
	for _, make := range roster.Catalogue {
		out[make().Name()] = make
	}
	return out
})

// ruleNames lists the rules in the order of the catalogue, for messages.
func ruleNames() (out []string) {
	for _, make := range roster.Catalogue {
		out = append(out, make().Name())
	}
	return out
}

// fieldsOf returns the JSON names of a struct's fields, in order.
func fieldsOf(t reflect.Type) []string {
	if known, ok := fieldNames.Load(t); ok {
		return known.([]string)
	}
	names := []string{}
	for f := range t.Fields() {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name == "" || name == "-" {
			name = "\x00" // not for the document
		}
		names = append(names, name)
	}
	fieldNames.Store(t, names)
	return names
}

var fieldNames sync.Map // reflect.Type to []string

// indexOf is slices.Index for a handful of names; -1 is none. It is called for
// every key of a document.
func indexOf(names []string, key string) int {
	for i, n := range names {
		if n == key {
			return i
		}
	}
	return -1
}
