package workspace

import (
	"bytes"
	"slices"
	"strconv"

	"gopkg.in/yaml.v3"

	"github.com/smena-org/smena/roster"
)

// Document is a team's definition as typed, changed one entry at a time:
// comments and all that a form does not know stay as they are. What a change
// comes to is judged by the desk, which reads the whole document anew.
type Document struct{ root *yaml.Node }

// ReadDocument reads the source of a definition.
func ReadDocument(source string) (Document, error) {
	var file yaml.Node
	if err := yaml.Unmarshal([]byte(source), &file); err != nil || len(file.Content) == 0 || file.Content[0].Kind != yaml.MappingNode {
		return Document{}, roster.Errorf(roster.Invalid, "the team's definition cannot be read; correct it in team.yaml first")
	}
	return Document{&file}, nil
}

// String writes the document.
func (d Document) String() string {
	var out bytes.Buffer
	e := yaml.NewEncoder(&out)
	e.SetIndent(2)
	if err := e.Encode(d.root); err != nil { // a tree that was read can be written
		return ""
	}
	return out.String()
}

// List returns the sequence under a key, made when there is none.
func (d Document) List(key string) *yaml.Node { return d.under(key, yaml.SequenceNode) }

// Mapping returns the mapping under a key, made when there is none.
func (d Document) Mapping(key string) *yaml.Node { return d.under(key, yaml.MappingNode) }

func (d Document) under(key string, kind yaml.Kind) *yaml.Node {
	top := d.root.Content[0]
	if n := ValueOf(top, key); n != nil && n.Kind == kind {
		return n
	}
	n := &yaml.Node{Kind: kind}
	DropValue(top, key)
	top.Content = append(top.Content, Scalar(key), n)
	return n
}

// EntryOf finds the mapping of a list whose key has a value; -1 when there is none.
func EntryOf(list *yaml.Node, key, value string) int {
	return slices.IndexFunc(list.Content, func(n *yaml.Node) bool {
		v := ValueOf(n, key)
		return v != nil && v.Value == value
	})
}

// ValueOf returns what stands under a key of a mapping, nil for nothing.
func ValueOf(mapping *yaml.Node, key string) *yaml.Node {
	for i := 0; mapping.Kind == yaml.MappingNode && i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			return mapping.Content[i+1]
		}
	}
	return nil
}

// SetValue writes a value under a key of a mapping; an empty one takes the key out.
func SetValue(mapping *yaml.Node, key, value string) {
	if value == "" {
		DropValue(mapping, key)
		return
	}
	if n := ValueOf(mapping, key); n != nil {
		n.Kind, n.Tag, n.Value, n.Content, n.Style = yaml.ScalarNode, "", value, nil, styleOf(value)
		return
	}
	mapping.Content = append(mapping.Content, Scalar(key), Scalar(value))
}

// DropValue takes a key out of a mapping.
func DropValue(mapping *yaml.Node, key string) {
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		if mapping.Content[i].Value == key {
			mapping.Content = slices.Delete(mapping.Content, i, i+2)
			return
		}
	}
}

// Scalar is a plain value: numbers stay numbers.
func Scalar(value string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Value: value, Style: styleOf(value)}
}

// styleOf quotes what YAML would read as something else than it is: codes such
// as NO or 1e3 stay text.
func styleOf(value string) yaml.Style {
	var v any
	if _, err := strconv.Atoi(value); err == nil || value == "true" || value == "false" {
		return 0
	}
	if err := yaml.Unmarshal([]byte(value), &v); err == nil {
		if text, ok := v.(string); ok && text == value {
			return 0
		}
	}
	return yaml.DoubleQuotedStyle
}

// FlowMapping is an empty mapping on one line.
func FlowMapping() *yaml.Node { return &yaml.Node{Kind: yaml.MappingNode, Style: yaml.FlowStyle} }
