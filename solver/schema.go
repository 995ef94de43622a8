package solver

import (
	"bytes"
	_ "embed"
)

//go:embed schema.json
var schemaJSON []byte

//go:embed example.json
var exampleJSON []byte

// Schema returns the JSON Schema (draft 2020-12) of a problem, with all rules
// of the catalogue, what they mean and how they are priced, and one example.
// It is the documentation for those who convert other problems to the format.
func Schema() []byte {
	example := bytes.ReplaceAll(bytes.TrimSpace(exampleJSON), []byte("\n"), []byte("\n    "))
	return bytes.Replace(schemaJSON, []byte(`"examples": []`), append(append([]byte("\"examples\": [\n    "), example...), "\n  ]"...), 1)
}

// Example returns a small problem that shows what the format can say.
func Example() []byte { return bytes.Clone(exampleJSON) }
