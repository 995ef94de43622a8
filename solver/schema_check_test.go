package solver

import (
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A checker of the part of JSON Schema that our schema uses. A keyword it does
// not know is a failure, so that none is passed over in silence.
type schemaChecker struct {
	t    *testing.T
	root map[string]any
}

func newSchemaChecker(t *testing.T) schemaChecker {
	t.Helper()
	var root map[string]any
	if err := json.Unmarshal(Schema(), &root); err != nil {
		t.Fatalf("the schema is no JSON: %v", err)
	}
	return schemaChecker{t, root}
}

// resolve follows a reference within the schema.
func (c schemaChecker) resolve(ref string) map[string]any {
	name, ok := strings.CutPrefix(ref, "#/$defs/")
	def, found := c.root["$defs"].(map[string]any)[name].(map[string]any)
	if !ok || !found {
		c.t.Fatalf("the schema has no %s", ref)
	}
	return def
}

// check returns where a value does not fit a schema.
func (c schemaChecker) check(schema map[string]any, v any, at string) (out []string) {
	for _, keyword := range slices.Sorted(maps.Keys(schema)) {
		if problem := c.keyword(keyword, schema, v, at); problem != nil {
			out = append(out, problem...)
		}
	}
	return out
}

func (c schemaChecker) keyword(keyword string, schema map[string]any, v any, at string) []string {
	want := schema[keyword]
	fail := func(ok bool) []string {
		if ok {
			return nil
		}
		return []string{fmt.Sprintf("%s: %v is not %s %v", at, v, keyword, want)}
	}
	switch keyword {
	case "$schema", "$id", "$defs", "title", "description", "default", "examples", "additionalProperties":
		return nil
	case "$ref":
		return c.check(c.resolve(want.(string)), v, at)
	case "type":
		return fail(hasType(v, want.(string)))
	case "const":
		return fail(v == want)
	case "enum":
		return fail(slices.Contains(want.([]any), v))
	case "minimum":
		return fail(!isNumber(v) || v.(float64) >= want.(float64))
	case "maximum":
		return fail(!isNumber(v) || v.(float64) <= want.(float64))
	case "minLength":
		s, is := v.(string)
		return fail(!is || float64(len(s)) >= want.(float64))
	case "pattern":
		s, is := v.(string)
		return fail(!is || regexp.MustCompile(want.(string)).MatchString(s))
	case "minItems":
		list, is := v.([]any)
		return fail(!is || float64(len(list)) >= want.(float64))
	case "maxItems":
		list, is := v.([]any)
		return fail(!is || float64(len(list)) <= want.(float64))
	case "items":
		return c.items(want.(map[string]any), v, at)
	case "required":
		return c.required(want.([]any), v, at)
	case "properties":
		return c.properties(schema, v, at)
	case "oneOf":
		return c.oneOf(want.([]any), v, at)
	}
	c.t.Fatalf("%s: the checker does not know the keyword %s", at, keyword)
	return nil
}

func (c schemaChecker) items(schema map[string]any, v any, at string) (out []string) {
	list, _ := v.([]any)
	for i, e := range list {
		out = append(out, c.check(schema, e, element(at, i))...)
	}
	return out
}

func (c schemaChecker) required(names []any, v any, at string) (out []string) {
	object, is := v.(map[string]any)
	for _, n := range names {
		if _, has := object[n.(string)]; is && !has {
			out = append(out, fmt.Sprintf("%s: %s is required", at, n))
		}
	}
	return out
}

func (c schemaChecker) properties(schema map[string]any, v any, at string) (out []string) {
	object, _ := v.(map[string]any)
	properties := schema["properties"].(map[string]any)
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if p, known := properties[key]; known {
			out = append(out, c.check(p.(map[string]any), object[key], join(at, key))...)
		} else if schema["additionalProperties"] == false {
			out = append(out, fmt.Sprintf("%s: %s is not allowed", at, key))
		}
	}
	return out
}

func (c schemaChecker) oneOf(schemas []any, v any, at string) []string {
	fits := 0
	for _, s := range schemas {
		if len(c.check(s.(map[string]any), v, at)) == 0 {
			fits++
		}
	}
	if fits == 1 {
		return nil
	}
	return []string{fmt.Sprintf("%s: %v fits %d of the alternatives", at, v, fits)}
}

func hasType(v any, name string) bool {
	switch name {
	case "object":
		_, ok := v.(map[string]any)
		return ok
	case "array":
		_, ok := v.([]any)
		return ok
	case "string":
		_, ok := v.(string)
		return ok
	case "boolean":
		_, ok := v.(bool)
		return ok
	case "integer":
		return isNumber(v) && v.(float64) == math.Trunc(v.(float64))
	}
	return name == "number" && isNumber(v)
}

func isNumber(v any) bool { _, ok := v.(float64); return ok }

// document checks a JSON text against the whole schema.
func (c schemaChecker) document(text string) []string {
	var v any
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		c.t.Fatal(err)
	}
	return c.check(c.root, v, "")
}
