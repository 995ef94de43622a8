package solver

import (
	"encoding"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"github.com/smena-org/smena/roster"
)

// decoder fills Go values from well-formed JSON. Unlike encoding/json it goes
// on after a fault, says where in the document it stands, and takes no name
// that differs in case and no key twice.
type decoder struct {
	scanner
	file    string        // as the person named it
	faults  roster.Faults // in the order they were met
	counted lineCount
}

// value reads the value at hand into v. A fault leaves v as it is.
func (d *decoder) value(at *path, v reflect.Value) {
	if d.peek() == 'n' {
		d.null(at, v)
		return
	}
	// Some types read themselves: clauses, whose fields depend on their rule, and
	// the dates and clock times, which are text. All others go by their kind.
	switch into := v.Addr().Interface().(type) {
	case *roster.Clause:
		d.clause(at, into)
		return
	case encoding.TextUnmarshaler:
		d.parsed(at, into)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(at, v.Elem())
	case reflect.Struct:
		d.record(at, v)
	case reflect.Slice:
		d.slice(at, v)
	case reflect.Array:
		d.array(at, v)
	default:
		d.scalar(at, v)
	}
}

// null stands for an absent list or optional number, as many programs write it.
func (d *decoder) null(at *path, v reflect.Value) {
	if k := v.Kind(); k != reflect.Pointer && k != reflect.Slice {
		d.fault(at, "null", "must not be null", "leave it out")
	}
	d.skip()
}

// parsed reads a date or clock time.
func (d *decoder) parsed(at *path, into encoding.TextUnmarshaler) {
	if d.peek() != '"' {
		d.mismatch(at, "a string")
		return
	}
	from := d.pos
	text := d.text()
	if err := into.UnmarshalText([]byte(text)); err != nil {
		// The error reads: "x" is not a date; write it as 2026-12-01. The fault has
		// the value, the problem and the cure apart.
		d.pos = from
		problem, cure, _ := strings.Cut(err.Error(), "; ")
		d.fault(at, text, strings.TrimPrefix(problem, strconv.Quote(text)+" "), cure)
		d.skip()
	}
}

// slice reads a list. An element with a fault stays zero, so that the paths of
// those after it keep their numbers.
func (d *decoder) slice(at *path, v reflect.Value) {
	if d.peek() != '[' {
		d.mismatch(at, "a list in [ ]")
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	d.list(func(i int) {
		v.Grow(1)
		v.SetLen(i + 1)
		d.value(&path{up: at, index: i}, v.Index(i))
	})
}

// array reads a list of fixed length.
func (d *decoder) array(at *path, v reflect.Value) {
	if d.peek() != '[' {
		d.mismatch(at, fmt.Sprintf("a list of %d", v.Len()))
		return
	}
	from, n := d.pos, 0
	d.list(func(i int) {
		// Elements too many are counted and passed over.
		if n++; i < v.Len() {
			d.value(&path{up: at, index: i}, v.Index(i))
			return
		}
		d.skip()
	})
	if n != v.Len() {
		d.faultAt(from, roster.Fault{
			Field: at.String(), Value: string(d.data[from:d.pos]),
			Problem: fmt.Sprintf("has %d elements", n), Cure: fmt.Sprintf("write %d", v.Len()),
		})
	}
}

// scalar reads a string, a truth value or a number.
func (d *decoder) scalar(at *path, v reflect.Value) {
	want := wanted(v.Kind())
	switch c := d.peek(); {
	case v.Kind() == reflect.String && c == '"':
		v.SetString(d.text())
	// The first letter tells a value's kind: the text is known to be JSON.
	case v.Kind() == reflect.Bool && (c == 't' || c == 'f'):
		v.SetBool(len(d.skip()) == len("true"))
	case v.Kind() != reflect.String && v.Kind() != reflect.Bool && (c == '-' || c >= '0' && c <= '9'):
		d.number(at, v, want)
	default:
		d.mismatch(at, want)
	}
}

// wanted says in words what a kind is written as.
func wanted(k reflect.Kind) string {
	switch k {
	case reflect.String:
		return "a string"
	case reflect.Bool:
		return "true or false"
	case reflect.Float64:
		return "a number"
	}
	return "a whole number"
}

// number reads a number into a field of any numeric kind. A fraction in a field
// of whole numbers is refused even if it is 5.0: it hides a unit mistaken.
func (d *decoder) number(at *path, v reflect.Value, want string) {
	from := d.pos
	text := string(d.skip())
	var err error
	switch {
	case v.CanInt():
		var n int64
		n, err = strconv.ParseInt(text, 10, v.Type().Bits())
		v.SetInt(n)
	case v.CanUint():
		var n uint64
		n, err = strconv.ParseUint(text, 10, v.Type().Bits())
		v.SetUint(n)
	default:
		var x float64
		x, err = strconv.ParseFloat(text, 64)
		v.SetFloat(x)
	}
	problem := "is not " + want
	if errors.Is(err, strconv.ErrRange) {
		problem = "is too large a number"
	}
	if err != nil {
		d.faultAt(from, roster.Fault{Field: at.String(), Value: text, Problem: problem, Cure: "write " + want})
	}
}

// mismatch reports a value of the wrong kind and passes over it.
func (d *decoder) mismatch(at *path, want string) {
	from := d.pos
	text := string(d.skip())
	d.faultAt(from, roster.Fault{Field: at.String(), Value: text, Problem: "is not " + want, Cure: "write " + want})
}

// fault records what is wrong with the value at hand.
func (d *decoder) fault(at *path, value, problem, cure string) {
	d.faultAt(d.pos, roster.Fault{Field: at.String(), Value: value, Problem: problem, Cure: cure})
}

// faultAt records a fault that stands at an offset of the text.
func (d *decoder) faultAt(offset int, f roster.Fault) {
	f.File, f.Line = d.file, d.counted.line(d.data, offset)
	d.faults.Add(f)
}
