package workspace

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/smena-org/smena/roster"
)

// entry is one mapping of a YAML document, read key by key. It knows which
// keys were asked for; the others are faults when it is closed. A reading
// method never fails: it adds a fault and returns the zero value, so that all
// faults of a document are found in one pass.
type entry struct {
	log    *faultLog
	path   string // "queues[2]", "" for the whole document
	line   int
	values map[string]*yaml.Node
	lines  map[string]int // of the keys
	asked  []string
	broken bool // not a mapping at all: said already, so ask no more
}

// openYAML reads a YAML document whose top is a mapping.
func openYAML(r io.Reader, log *faultLog) *entry {
	broken := &entry{log: log, broken: true}
	raw, err := io.ReadAll(r)
	if err != nil {
		log.add(roster.Fault{File: log.file, Problem: "cannot be read: " + err.Error(), Cure: "check the file and its permissions"})
		return broken
	}
	if enc, line := foreignEncoding(raw); enc != "" {
		log.add(roster.Fault{File: log.file, Line: line, Problem: "the text is not UTF-8; it looks like " + enc,
			Cure: fmt.Sprintf("save it as UTF-8, or run: iconv -f %s -t UTF-8 %s > new.yaml", enc, log.file)})
		return broken
	}
	dec := yaml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))))
	var doc, second yaml.Node
	if err := dec.Decode(&doc); err != nil || len(doc.Content) == 0 {
		log.add(syntaxFault(log.file, err))
		return broken
	}
	if err := dec.Decode(&second); err != io.EOF {
		log.add(roster.Fault{File: log.file, Line: second.Line, Problem: "a second document begins here", Cure: "remove the line of three dashes and what follows"})
	}
	return openEntry("", doc.Content[0], log)
}

// yamlLine finds the line in the parser's message "yaml: line 3: …".
var yamlLine = regexp.MustCompile(`^(?:yaml: )?(?:line (\d+): )?(?:yaml: )?`)

// syntaxFault puts the parser's words into a fault on their line.
func syntaxFault(file string, err error) roster.Fault {
	f := roster.Fault{File: file, Problem: "the file is empty", Cure: "write a team into it, or make an example with: smena init"}
	if err == io.EOF {
		return f
	}
	m := yamlLine.FindStringSubmatch(err.Error())
	f.Line, _ = strconv.Atoi(m[1])
	f.Problem = "not YAML: " + strings.TrimPrefix(err.Error(), m[0])
	f.Cure = "look for a missing colon, quote or bracket, and for tabs or wrong indentation, on this line and the one before"
	return f
}

// openEntry returns the mapping of a node; a key that stands twice is a fault.
func openEntry(path string, node *yaml.Node, log *faultLog) *entry {
	e := &entry{log: log, path: path, line: node.Line, values: map[string]*yaml.Node{}, lines: map[string]int{}}
	if node.Kind != yaml.MappingNode {
		e.broken = true
		e.add(e.line, path, valueOf(node), "not a mapping", "write keys and values, as in {key: value}")
		return e
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		if first, twice := e.lines[key.Value]; twice {
			e.add(key.Line, e.field(key.Value), valueOf(value), fmt.Sprintf("stands on line %d already", first), "keep one of the two")
			continue
		}
		e.lines[key.Value] = key.Line
		e.values[key.Value] = value
	}
	return e
}

// get returns the value of a key, nil when it is absent or empty.
func (e *entry) get(key string) *yaml.Node {
	e.asked = append(e.asked, key)
	n := e.values[key]
	if n == nil || n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null" {
		return nil
	}
	if n.Kind == yaml.AliasNode {
		e.fault(key, "aliases are not supported", "write the value out")
		return nil
	}
	return n
}

// close adds a fault for every key that nobody asked for.
func (e *entry) close() {
	for key, line := range e.lines {
		if !slices.Contains(e.asked, key) {
			e.add(line, e.field(key), valueOf(e.values[key]), "unknown key", didYouMean(key, e.asked))
		}
	}
}

// missing says that a key must be there.
func (e *entry) missing(key, cure string) {
	if !e.broken {
		e.add(e.line, e.field(key), "", "missing", cure)
	}
}

// fault adds a fault of a key's value.
func (e *entry) fault(key, problem, cure string) {
	n := e.values[key]
	if n == nil {
		e.add(e.line, e.field(key), "", problem, cure)
		return
	}
	e.add(n.Line, e.field(key), valueOf(n), problem, cure)
}

func (e *entry) add(line int, field, value, problem, cure string) {
	e.log.add(roster.Fault{File: e.log.file, Line: line, Field: field, Value: value, Problem: problem, Cure: cure})
}

// field returns the path of a key.
func (e *entry) field(key string) string {
	if e.path == "" {
		return key
	}
	return e.path + "." + key
}

// valueOf shows a value in a fault.
func valueOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.ScalarNode:
		return n.Value
	case yaml.SequenceNode:
		return fmt.Sprintf("[a list of %d]", len(n.Content))
	case yaml.MappingNode:
		return "{a mapping}"
	default:
		return ""
	}
}
