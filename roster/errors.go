package roster

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what the caller can do about an error. The HTTP status, the exit
// code and the log level all follow from it, each in one table.
type Kind uint8

const (
	Internal  Kind = iota // our fault: log it in full, show nothing
	Invalid               // the request makes no sense: correct it
	NotFound              // no such thing, or none you may see
	Forbidden             // you may not
	Conflict              // the roster moved under you: reload and try again
	Unlawful              // understood, but a labour rule forbids the outcome
)

// Error is an error a person may read. Anything that is not an Error is
// Internal, and its text stays in the log.
type Error struct {
	Kind     Kind
	Message  string   // for the person who asked, in English
	Format   string   // what Message was made of, the id of its sentence in other languages; "" is Message itself
	Args     []any    // what fills the verbs of Format
	Faults   []Fault  // set when Kind is Invalid and the input was a document
	Breaches []Breach // set when Kind is Unlawful
	Err      error    // what lies beneath, if anything
}

// Errorf returns an Error of the kind with a formatted message. A %w verb is
// kept as what lies beneath.
func Errorf(kind Kind, format string, args ...any) *Error {
	err := fmt.Errorf(format, args...)
	return &Error{Kind: kind, Message: err.Error(), Format: format, Args: args, Err: errors.Unwrap(err)}
}

// Word is an English word among the Args of an Error that other languages have
// a word of their own for.
type Word string

// ErrMoved lies beneath a Conflict with somebody who was faster: what was read
// has a newer version by now, and reading it again helps.
var ErrMoved = errors.New("the version moved")

// Movedf returns a Conflict with ErrMoved beneath.
func Movedf(format string, args ...any) *Error {
	return &Error{Kind: Conflict, Message: fmt.Sprintf(format, args...), Format: format, Args: args, Err: ErrMoved}
}

// Error returns the message, then one line a fault.
func (e *Error) Error() string {
	if len(e.Faults) == 0 {
		return e.Message
	}
	var b strings.Builder
	b.WriteString(e.Message)
	for _, f := range e.Faults {
		b.WriteString("\n")
		b.WriteString(f.String())
	}
	return b.String()
}

// Unwrap returns what lies beneath.
func (e *Error) Unwrap() error { return e.Err }

// KindOf returns the kind of the first Error in err's chain, else Internal.
func KindOf(err error) Kind {
	if e, ok := errors.AsType[*Error](err); ok {
		return e.Kind
	}
	return Internal
}
