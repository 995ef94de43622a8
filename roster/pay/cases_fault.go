package pay

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"

	"github.com/smena-org/smena/roster"
)

// nameOf is the id of a case, or words for one without.
func nameOf(fields map[string]json.RawMessage) string {
	var id string
	if json.Unmarshal(fields["id"], &id) != nil || id == "" {
		return "case without an id"
	}
	return id
}

// fault is a fault of a case, which stands in for the file until located
// knows where that is.
func fault(id, field, value, problem, cure string) roster.Fault {
	return roster.Fault{File: id, Field: field, Value: value, Problem: problem, Cure: cure}
}

// unreadable is the fault of a case that does not fit its type. What the json
// package says of Go types is of no use to who wrote the file.
func unreadable(id string, err error) roster.Fault {
	if t, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fault(id, t.Field, "a "+t.Value, "another kind of value stands here", "write it as the other cases do")
	}
	return fault(id, "case", id, err.Error(), "write it as the other cases do")
}

// notJSON is the fault of a file that is no cases file at all.
func notJSON(file string, data []byte, err error) roster.Fault {
	f := roster.Fault{File: file, Line: 1, Problem: "not a cases file", Cure: `it is a JSON object with a list "cases"`}
	switch s, ok := errors.AsType[*json.SyntaxError](err); {
	case len(bytes.TrimSpace(data)) == 0:
		f.Line, f.Problem = 0, "the file is empty"
	case ok:
		f.Line = lineAt(data, int(s.Offset))
		f.Problem = "not JSON: " + s.Error()
		f.Cure = "look for a missing comma, quote or bracket on this line and the one before"
	}
	return f
}

// located puts the file's name and the case's line into the faults.
func located(faults roster.Faults, file string, data []byte) roster.Faults {
	for i, f := range faults {
		if at := bytes.Index(data, []byte(`"`+f.File+`"`)); at >= 0 {
			faults[i].Line = lineAt(data, at)
		}
		faults[i].File, faults[i].Field = file, strings.TrimSpace(f.File+" "+f.Field)
	}
	return faults
}

// lineAt is the line of an offset, from 1.
func lineAt(data []byte, offset int) int {
	return 1 + bytes.Count(data[:min(max(offset, 0), len(data))], []byte("\n"))
}
