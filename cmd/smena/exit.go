package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/pflag"

	"github.com/smena-org/smena/roster"
)

// exitCodes says by what an error is which code the program ends with.
// Whatever is not listed has failed: 1.
var exitCodes = map[roster.Kind]int{
	roster.Invalid:  2,
	roster.NotFound: 2,
	roster.Conflict: 2,
	roster.Unlawful: 3,
}

// errSilent ends the program with 1 without another word.
var errSilent = errors.New("said already")

// exitCode is the whole contract with scripts, in one place.
func exitCode(err error) int {
	if err == nil {
		return 0
	}
	if code, ok := exitCodes[roster.KindOf(err)]; ok {
		return code
	}
	return 1
}

// complain says what went wrong, for a person: faults of input one a line.
func (a *app) complain(err error) {
	var e *roster.Error
	var flag *pflag.InvalidValueError
	switch {
	case err == nil, errors.Is(err, errSilent):
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(a.Stderr, "smena: interrupted; nothing was written")
	case errors.As(err, &flag):
		fmt.Fprintf(a.Stderr, "smena: --%s %q: write %s\n", flag.GetFlag().Name, flag.GetValue(), flagForms[flag.GetFlag().Value.Type()])
	case errors.As(err, &e) && len(e.Faults) > 0:
		for _, f := range e.Faults {
			fmt.Fprintln(a.Stderr, f)
		}
		fmt.Fprintf(a.Stderr, "smena: %s; nothing was written\n", e.Message)
	default:
		fmt.Fprintf(a.Stderr, "smena: %s\n", err)
	}
}

// flagForms says how the value of a flag of a type is written. The flag package
// would name the function of the standard library that could not read it.
var flagForms = map[string]string{
	"int":      "a whole number",
	"int64":    "a whole number",
	"uint64":   "a whole number of 0 or more",
	"duration": "a length of time such as 20s, 5m or 672h",
	"bool":     "true or false",
}

// mostWarnings are shown; a history with a hole a week would flood the screen.
const mostWarnings = 8

// warn lists what can be lived with. Under strict it is an error.
func (a *app) warn(faults roster.Faults, strict bool) error {
	warnings := faults.Warnings()
	if len(warnings) == 0 {
		return nil
	}
	if strict {
		for i := range warnings {
			warnings[i].Warning = false
		}
		return warnings.Err()
	}
	for _, f := range warnings[:min(len(warnings), mostWarnings)] {
		fmt.Fprintln(a.Stderr, "warning:", f)
	}
	if more := len(warnings) - mostWarnings; more > 0 {
		fmt.Fprintf(a.Stderr, "warning: and %d more; --strict lists them all\n", more)
	}
	return nil
}
