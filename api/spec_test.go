package api_test

import (
	"bytes"
	"flag"
	"os"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/smena-org/smena/api"
)

var update = flag.Bool("update", false, "rewrite openapi.yaml")

const specFile = "../openapi.yaml"

// The committed file is what other people's generators read: it must be what
// the program says of itself.
func TestSpecIsTheCommittedOne(t *testing.T) {
	got := api.Spec()
	if *update {
		if err := os.WriteFile(specFile, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(specFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("openapi.yaml is not what the operations say; run go test ./api -run Spec -update and look at the difference")
	}
}

// operation is what the tests read of an operation's description.
type operation struct {
	OperationID string `yaml:"operationId"`
	Summary     string
	Tags        []string
	Security    []map[string][]string
	Parameters  []struct{ Name, In string }
	Responses   map[string]any
}

type document struct {
	OpenAPI string
	Paths   map[string]map[string]operation
}

func spec(t *testing.T) document {
	t.Helper()
	var d document
	if err := yaml.Unmarshal(api.Spec(), &d); err != nil {
		t.Fatal(err)
	}
	return d
}

func TestSpecDescribesEveryOperation(t *testing.T) {
	d := spec(t)
	if !strings.HasPrefix(d.OpenAPI, "3.1") {
		t.Errorf("openapi = %q, want 3.1", d.OpenAPI)
	}
	if n := len(d.Paths); n < 60 {
		t.Errorf("%d paths, want at least 60", n)
	}
	seen := map[string]string{}
	for path, methods := range d.Paths {
		if !strings.HasPrefix(path, "/api/v1/") {
			t.Errorf("%s lies outside of /api/v1", path)
		}
		for method, o := range methods {
			at := method + " " + path
			if o.Summary == "" || len(o.Tags) != 1 || len(o.Security) != 2 {
				t.Errorf("%s: summary %q, tags %v, security %v; each operation has them", at, o.Summary, o.Tags, o.Security)
			}
			if first, twice := seen[o.OperationID]; twice {
				t.Errorf("%s and %s are both called %s", first, at, o.OperationID)
			}
			seen[o.OperationID] = at
			if _, ok := o.Responses["401"]; !ok {
				t.Errorf("%s does not say that it may answer 401", at)
			}
			if method == "post" != hasParameter(o, "Idempotency-Key") {
				t.Errorf("%s: Idempotency-Key belongs to every POST and to nothing else", at)
			}
			if _, ok := o.Responses["412"]; ok != hasParameter(o, "If-Match") {
				t.Errorf("%s: If-Match and 412 belong together", at)
			}
		}
	}
}

func hasParameter(o operation, name string) bool {
	for _, p := range o.Parameters {
		if p.Name == name {
			return true
		}
	}
	return false
}
