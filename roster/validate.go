package roster

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// allOf joins what several checks of a rule's numbers found.
func allOf(errs ...error) error { return errors.Join(errs...) }

// inRange complains of a number outside [lo, hi], naming its field.
func inRange(field string, v, lo, hi int) error {
	if v < lo || v > hi {
		return fmt.Errorf("%s is %d; it must lie between %d and %d", field, v, lo, hi)
	}
	return nil
}

// What a rule may ask for at least. No year holds so much, and a breach by more
// could cost more than a word holds.
const (
	mostSteps   = 10_000    // days, duties, weekends
	mostMinutes = 1_000_000 // of work
)

// bounded complains of a pair of limits that no number can meet, or that ask nothing.
func bounded(lo, hi, most int) error {
	switch {
	case lo > most || hi > NoMax:
		return allOf(inRange("min", lo, 0, most), inRange("max", hi, 0, NoMax))
	case lo < 0 || hi < 0:
		return fmt.Errorf("min %d and max %d must not be negative", lo, hi)
	case hi != 0 && lo > hi:
		return fmt.Errorf("min %d is above max %d", lo, hi)
	case hi == 0 && lo == 0:
		return errors.New("neither min nor max is set")
	}
	return nil
}

// oneOf complains of a word that is not among the known ones.
func oneOf(field, v string, known ...string) error {
	if slices.Contains(known, v) {
		return nil
	}
	return fmt.Errorf("%s is %q; it must be one of %s", field, v, strings.Join(known, ", "))
}

// given complains of an empty list or word.
func given(field string, n int) error {
	if n == 0 {
		return fmt.Errorf("%s is missing", field)
	}
	return nil
}
