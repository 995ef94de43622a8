package postgres

import (
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/smena-org/smena/roster"
)

// Broken lists the constraints that have words; tests of the package outside
// hold them against the schema.
func Broken() map[string]string { return broken }

func TestExplain(t *testing.T) {
	state := func(code, constraint string) error {
		return &pgconn.PgError{Code: code, ConstraintName: constraint, Message: "secret"}
	}
	tests := map[string]struct {
		err  error
		kind roster.Kind
		text string
	}{
		"unique":        {state(uniqueViolation, "team_name_key"), roster.Conflict, "there is a team of this name already; choose another name"},
		"unheard of":    {state(uniqueViolation, "x"), roster.Conflict, "there is such a thing already"},
		"overlap":       {state(exclusionViolation, "duties_do_not_overlap"), roster.Conflict, "two published duties of one person would overlap"},
		"foreign key":   {state(foreignKeyViolation, ""), roster.Conflict, "something it refers to does not exist, or is still needed"},
		"check":         {state(checkViolation, ""), roster.Invalid, "a value is out of its range"},
		"serialisation": {state(serializationFailure, ""), roster.Conflict, "somebody else changed the same thing at the same time; try again"},
		"no row":        {pgx.ErrNoRows, roster.NotFound, "there is no such thing, or none you may see"},
		"our own":       {roster.Errorf(roster.Forbidden, "no"), roster.Forbidden, "no"},
		"a syntax":      {state("42601", ""), roster.Internal, ""},
		"any other":     {errors.New("disk full"), roster.Internal, ""},
	}
	for name, tt := range tests {
		err := explain(tt.err)
		if roster.KindOf(err) != tt.kind || tt.text != "" && err.Error() != tt.text {
			t.Errorf("%s: %v, want %q", name, err, tt.text)
		}
	}
	if explain(nil) != nil {
		t.Error("nothing is an error")
	}
	if !passing(state(deadlockDetected, "")) || passing(state(uniqueViolation, "")) {
		t.Error("what passes is mistaken")
	}
}
