package solver

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"unicode/utf8"

	"github.com/smena-org/smena/roster"
)

// SolutionFormat names the version of the solution's JSON form.
const SolutionFormat = "smena/solution/1"

// ReadProblem reads a problem in its JSON form and validates it. The error
// holds every fault with file, line and path; name is the file's, for them.
func ReadProblem(name string, r io.Reader) (*Problem, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	p, faults := ParseProblem(name, data)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return p, nil
}

// ParseProblem is ReadProblem for those who also want to show the warnings.
//
// Faults come in stages, since a later one would only echo an earlier: text
// that is no JSON; names and types that are not the problem's; values that
// make no sense. All faults of a stage are returned at once. The problem is nil
// unless all of them are warnings.
func ParseProblem(name string, data []byte) (*Problem, roster.Faults) {
	p := new(Problem)
	// Values are not judged while names and types are wrong: a misspelt "shifts"
	// would make every reference to a shift a fault of its own.
	d, ok := decode(name, data, p)
	if !ok {
		return nil, d.faults
	}
	faults := p.Validate()
	d.locate(faults)
	if len(faults.Errors()) > 0 {
		return nil, faults
	}
	return p, faults
}

// ReadSolution reads a solution in its JSON form. Only format and duties are
// asked for, so that a roster made elsewhere can be checked.
func ReadSolution(name string, r io.Reader) (*Solution, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	s := new(Solution)
	d, ok := decode(name, data, s)
	if !ok {
		return nil, d.faults.Err()
	}
	if s.Format != SolutionFormat {
		faults := roster.Faults{{Field: "format", Value: s.Format, Problem: "is not a solution of this version", Cure: "write " + SolutionFormat}}
		d.locate(faults)
		return nil, faults.Err()
	}
	return s, nil
}

// decode fills target from JSON text, strictly. It reports whether it found no
// fault; all are in the decoder, which also knows the lines of later ones.
func decode(name string, data []byte, target any) (*decoder, bool) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	d := &decoder{scanner: scanner{data: data}, file: name}
	if d.readable() {
		d.space()
		d.value(nil, reflect.ValueOf(target).Elem())
	}
	return d, len(d.faults.Errors()) == 0
}

// readable reports whether the text is UTF-8 and one JSON value. Whatever
// comes after can rely on it.
func (d *decoder) readable() bool {
	if !utf8.Valid(d.data) {
		d.faultAt(firstInvalid(d.data), roster.Fault{Problem: "is not UTF-8 text", Cure: "save the file as UTF-8"})
		return false
	}
	var raw json.RawMessage
	err := json.Unmarshal(d.data, &raw)
	if err == nil {
		return true
	}
	// The decoder has read the byte it stumbles over: the fault is before its
	// offset, or at the end if the text stops short.
	offset := len(d.data)
	if syntax, ok := errors.AsType[*json.SyntaxError](err); ok {
		offset = max(int(syntax.Offset)-1, 0)
	}
	d.faultAt(offset, roster.Fault{Problem: "is not JSON: " + err.Error()})
	return false
}

// firstInvalid returns where the first byte stands that is not UTF-8.
func firstInvalid(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
	return len(data)
}
