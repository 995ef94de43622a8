package solver

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
)

// defined names the definition in the schema of each type of the format.
var defined = map[reflect.Type]string{
	reflect.TypeFor[Shift]():          "shift",
	reflect.TypeFor[Break]():          "break",
	reflect.TypeFor[roster.Window]():  "break-window",
	reflect.TypeFor[Place]():          "place",
	reflect.TypeFor[Night]():          "night",
	reflect.TypeFor[Policy]():         "policy",
	reflect.TypeFor[Person]():         "person",
	reflect.TypeFor[Demand]():         "demand",
	reflect.TypeFor[ShiftDemand]():    "shift-demand",
	reflect.TypeFor[IntervalDemand](): "interval-demand",
	reflect.TypeFor[WindowDemand]():   "window-demand",
}

// propertiesOf returns the names that a schema allows, in order.
func propertiesOf(schema map[string]any) []string {
	p, _ := schema["properties"].(map[string]any)
	return keys(p)
}

func sortedFields(t reflect.Type, more ...string) []string {
	return slices.Sorted(slices.Values(append(slices.Clone(fieldsOf(t)), more...)))
}

func TestSchemaHasEveryField(t *testing.T) {
	c := newSchemaChecker(t)
	if diff := cmp.Diff(sortedFields(reflect.TypeFor[Problem]()), propertiesOf(c.root)); diff != "" {
		t.Errorf("problem: the schema's fields differ (-type +schema):\n%s", diff)
	}
	for typ, name := range defined {
		if diff := cmp.Diff(sortedFields(typ), propertiesOf(c.resolve("#/$defs/"+name))); diff != "" {
			t.Errorf("%s: the schema's fields differ (-type +schema):\n%s", name, diff)
		}
	}
}

// Every struct the format is made of is in the table above, or in a definition
// without a name of its own.
func TestEveryTypeIsDefined(t *testing.T) {
	nameless := []reflect.Type{reflect.TypeFor[Shorter](), reflect.TypeFor[Worked](), reflect.TypeFor[roster.Clause]()}
	var visit func(reflect.Type)
	visit = func(typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Slice, reflect.Pointer:
			visit(typ.Elem())
		case reflect.Struct:
			if defined[typ] == "" && typ != reflect.TypeFor[Problem]() && !slices.Contains(nameless, typ) {
				t.Errorf("%v is in no definition of the schema", typ)
			}
			if typ == reflect.TypeFor[roster.Clause]() {
				return
			}
			for f := range typ.Fields() {
				visit(f.Type)
			}
		}
	}
	visit(reflect.TypeFor[Problem]())
}

func TestSchemaHasEveryRule(t *testing.T) {
	c := newSchemaChecker(t)
	var listed []string
	for _, alternative := range c.resolve("#/$defs/clause")["oneOf"].([]any) {
		listed = append(listed, alternative.(map[string]any)["$ref"].(string))
	}
	for _, make := range roster.Catalogue {
		rule := make()
		ref := "#/$defs/rule-" + rule.Name()
		if !slices.Contains(listed, ref) {
			t.Errorf("%s is not among the clauses", rule.Name())
			continue
		}
		def := c.resolve(ref)
		want := sortedFields(reflect.TypeOf(rule).Elem(), clauseFields...)
		if diff := cmp.Diff(want, propertiesOf(def)); diff != "" {
			t.Errorf("%s: the schema's fields differ (-rule +schema):\n%s", rule.Name(), diff)
		}
		if name := def["properties"].(map[string]any)["rule"].(map[string]any)["const"]; name != rule.Name() {
			t.Errorf("%s is called %v in the schema", rule.Name(), name)
		}
	}
	if len(listed) != len(roster.Catalogue) {
		t.Errorf("the schema has %d rules, the catalogue %d", len(listed), len(roster.Catalogue))
	}
}

// Nothing in the schema goes without saying.
func TestSchemaDescribesEverything(t *testing.T) {
	c := newSchemaChecker(t)
	var visit func(at string, schema map[string]any)
	visit = func(at string, schema map[string]any) {
		_, described := schema["description"]
		_, constant := schema["const"]
		_, reference := schema["$ref"]
		if !described && !constant && !reference {
			t.Errorf("%s has no description", at)
		}
		for name, p := range schemaMap(schema["properties"]) {
			visit(join(at, name), p.(map[string]any))
		}
		if items, ok := schema["items"].(map[string]any); ok && items["type"] == "object" {
			visit(at+"[]", items)
		}
	}
	visit("", c.root)
	for name, def := range schemaMap(c.root["$defs"]) {
		if name != "weekday" {
			visit(name, def.(map[string]any))
		}
	}
}

func schemaMap(v any) map[string]any { m, _ := v.(map[string]any); return m }

func TestExampleFitsSchemaAndReader(t *testing.T) {
	c := newSchemaChecker(t)
	examples := c.root["examples"].([]any)
	if len(examples) != 1 {
		t.Fatalf("%d examples in the schema, want 1", len(examples))
	}
	if problems := c.check(c.root, examples[0], ""); problems != nil {
		t.Errorf("the example does not fit: %s", strings.Join(problems, "\n"))
	}
	if _, faults := ParseProblem("example.json", Example()); len(faults) > 0 {
		t.Errorf("the example has faults: %v", faults)
	}
	var direct any
	if err := json.Unmarshal(Example(), &direct); err != nil || !cmp.Equal(direct, examples[0]) {
		t.Errorf("the schema holds another example (%v)", err)
	}
}

func TestExampleShowsEveryRule(t *testing.T) {
	for _, name := range ruleNames() {
		if !bytes.Contains(Example(), []byte(`"rule": "`+name+`"`)) {
			t.Errorf("the example does not show %s", name)
		}
	}
}

// The example is no riddle: there is a roster that breaks no hard rule.
func TestExampleCanBeSolved(t *testing.T) {
	p, err := ReadProblem("example.json", bytes.NewReader(Example()))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Solve(t.Context(), p, Options{Iterations: 20000, Seed: 1, Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	if s.Hard != 0 {
		t.Errorf("hard is %d: %v", s.Hard, s.Breaches)
	}
}

func TestTestdataFitsSchema(t *testing.T) {
	names, err := filepath.Glob("testdata/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no testdata: %v", err)
	}
	c := newSchemaChecker(t)
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if problems := c.document(string(text)); problems != nil {
			t.Errorf("%s does not fit the schema: %s", name, strings.Join(problems, "\n"))
		}
	}
}

// What the reader refuses, the schema refuses too, where a schema can.
func TestSchemaRefuses(t *testing.T) {
	tests := map[string]struct{ old, new, want string }{
		"unknown field":     {`"days": 14`, `"days": 14, "dais": 1`, `: dais is not allowed`},
		"too many days":     {`"days": 14`, `"days": 401`, `days: 401 is not maximum 400`},
		"missing id":        {`"id": "bob", `, ``, `people[1]: id is required`},
		"wrong type":        {`"work": 120`, `"work": "120"`, `demand.windows[0].work: 120 is not type integer`},
		"no date":           {`"start": "2026-03-23"`, `"start": "23.3.2026"`, `start: 23.3.2026 is not pattern ^[0-9]{4}-[0-9]{2}-[0-9]{2}$`},
		"unknown rule":      {`"min-rest"`, `"min-rst"`, `policies[0].rules[0]: map[minutes:660 rule:min-rst] fits 0 of the alternatives`},
		"field of no rule":  {`"minutes": 660`, `"minutes": 660, "max": 1`, `policies[0].rules[0]: map[max:1 minutes:660 rule:min-rest] fits 0 of the alternatives`},
		"weight too large":  {`"weight": 10`, `"weight": 100001`, `policies[0].rules[1]: map[max:2400 per:week rule:hours weight:100001] fits 0 of the alternatives`},
		"start of no sense": {`2026-03-23T22:00`, `22:00`, `demand.intervals[0].start: 22:00 is not pattern`},
	}
	c := newSchemaChecker(t)
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			text := spoil(t, small(t), tt.old, tt.new)
			got := c.document(text)
			if len(got) != 1 || !strings.HasPrefix(got[0], tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if _, err := ReadProblem("x.json", strings.NewReader(text)); err == nil {
				t.Error("the reader accepts it")
			}
		})
	}
}
