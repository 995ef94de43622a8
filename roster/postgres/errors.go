package postgres

import (
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/smena-org/smena/roster"
)

// SQLSTATE codes, https://www.postgresql.org/docs/current/errcodes-appendix.html
const (
	foreignKeyViolation  = "23503"
	uniqueViolation      = "23505"
	checkViolation       = "23514"
	exclusionViolation   = "23P01"
	serializationFailure = "40001"
	deadlockDetected     = "40P01"
)

// broken says in words what breaking a constraint means.
var broken = map[string]string{
	"team_name_key":                      "there is a team of this name already; choose another name",
	"agent_team_id_code_key":             "there is an agent of this id already; choose another id",
	"agent_term_agent_id_daterange_excl": "two contracts of one agent overlap",
	"absence_agent_id_daterange_excl":    "there is an absence on some of these days already; take that one back first",
	"roster_team_id_daterange_excl":      "these dates have a roster already; open that one",
	"pay_period_team_id_daterange_excl":  "these dates have a pay period already; open that one, or choose other dates",
	"attendance_agent_id_during_excl":    "another correction says that the agent worked at that time",
	"attendance_agent_id_date_idx":       "the date has such a correction already; remove that one first",
	"duties_do_not_overlap":              "two published duties of one person would overlap",
	"one_duty_a_day":                     "two duties of one person would begin on one date",
	"account_email":                      "there is a user of this e-mail address already; change that user, or take another address",
	"account_agent_id_key":               "another user is this agent already",
	"one_solve_at_a_time":                "the roster is being solved already; wait for the job or cancel it",
	"swap_agent_id_date_idx":             "this duty is on offer already; take that offer back first",
	"swap_asked_once":                    "you have asked for this duty already",
	"one_interval_a_queue":               "the imports of a queue's history that count would have intervals of two lengths; undo those of one length first",
	"one_phase_a_queue":                  "the imports of a queue's history that count would begin at different minutes past the hour; undo those of one kind first",
	"idempotency_pkey":                   "a request with this key is being answered",
	"duty_team_id_shift_fkey":            "the team has no such shift type",
	"account_email_check":                "this is no e-mail address",
	"pay_period_check":                   "a pay period must end after it begins",
	"account_roles_check":                "a user needs a role, one of admin, planner, team_lead, agent, payroll",
}

// explain says what an error of the database means to a person. It is the only
// place that knows SQLSTATE codes.
func explain(err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*roster.Error](err); ok {
		return err
	}
	if errors.Is(err, pgx.ErrNoRows) {
		return &roster.Error{Kind: roster.NotFound, Message: "there is no such thing, or none you may see", Err: err}
	}
	pg, ok := errors.AsType[*pgconn.PgError](err)
	if !ok {
		return err
	}
	kind, text := roster.Internal, ""
	switch pg.Code {
	case uniqueViolation:
		kind, text = roster.Conflict, "there is such a thing already"
	case exclusionViolation:
		kind, text = roster.Conflict, "it would overlap another"
	case foreignKeyViolation:
		kind, text = roster.Conflict, "something it refers to does not exist, or is still needed"
	case checkViolation:
		kind, text = roster.Invalid, "a value is out of its range"
	case serializationFailure, deadlockDetected:
		kind, text = roster.Conflict, "somebody else changed the same thing at the same time; try again"
	default:
		return err
	}
	if words, ok := broken[pg.ConstraintName]; ok {
		text = words
	}
	return &roster.Error{Kind: kind, Message: text, Err: err}
}

// passing reports whether an error is one of two transactions in each other's
// way, so that trying again helps.
func passing(err error) bool {
	pg, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (pg.Code == serializationFailure || pg.Code == deadlockDetected)
}

// found turns the absence of a row into a NotFound that names what was looked for.
func found(err error, format string, args ...any) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return roster.Errorf(roster.NotFound, "no "+format+", or none you may see", args...)
	}
	return err
}

// moved turns the absence of an updated row into a Conflict: the version that
// was read is no longer the newest.
func moved(err error, what string) error {
	if errors.Is(err, pgx.ErrNoRows) {
		return roster.Movedf("the %s was changed by somebody else since you read it; reload it and try again", roster.Word(what))
	}
	return err
}
