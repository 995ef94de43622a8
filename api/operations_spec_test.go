package api_test

import (
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/smena-org/smena/api"
)

// described is an operation as openapi.yaml has it.
type described struct {
	id, method, path string // below /api/v1
	params           []param
	body             *schema // of JSON, nil for none
	kind             string  // of the body's content, "" for none
}

type param struct {
	Name, In string
	Schema   schema
}

type schema struct {
	Ref                  string `yaml:"$ref"`
	Type                 any
	Format               string
	Enum                 []any
	Minimum, Maximum     *float64
	MinLength, MaxLength *int
	Required             []string
	Properties           map[string]schema
}

// operations reads them all from the specification.
func operations(t *testing.T) map[string]described {
	t.Helper()
	var doc struct {
		Paths map[string]map[string]struct {
			OperationID string `yaml:"operationId"`
			Parameters  []param
			RequestBody struct {
				Content map[string]struct{ Schema schema }
			} `yaml:"requestBody"`
		}
		Components struct{ Schemas map[string]schema }
	}
	if err := yaml.Unmarshal(api.Spec(), &doc); err != nil {
		t.Fatal(err)
	}
	out := map[string]described{}
	for path, methods := range doc.Paths {
		for method, o := range methods {
			d := described{id: o.OperationID, method: strings.ToUpper(method), path: strings.TrimPrefix(path, api.Prefix), params: o.Parameters}
			for kind, content := range o.RequestBody.Content {
				d.kind = kind
				if content.Schema.Ref != "" {
					s := doc.Components.Schemas[content.Schema.Ref[strings.LastIndex(content.Schema.Ref, "/")+1:]]
					d.body = &s
				}
			}
			out[o.OperationID] = d
		}
	}
	return out
}
