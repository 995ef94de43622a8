package desk

import (
	"cmp"
	"context"
	"strings"
	"unicode/utf8"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

// Absences lists absences that touch a span of dates. An agent gets their own.
func (d *Desk) Absences(ctx context.Context, team int64, from, to roster.Date) ([]Absence, error) {
	_, agent, err := personal(ctx, team)
	if err != nil {
		return nil, err
	}
	if err := checkSpan(from, to, longest); err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]Absence, error) { return tx.Absences(ctx, team, agent, from, to) })
}

// AddAbsence asks for an absence, when an agent does, or grants one, when a
// planner or lead does. One that overlaps another is a Conflict.
func (d *Desk) AddAbsence(ctx context.Context, team int64, b roster.Absence, note string) (Absence, error) {
	a, err := forAgent(ctx, team, b.Agent)
	if err != nil {
		return Absence{}, err
	}
	if err := checkSpan(b.From, b.To, 3*366); err != nil {
		return Absence{}, err
	}
	if b.Kind = strings.TrimSpace(b.Kind); b.Kind == "" {
		b.Kind = "leave"
	}
	if utf8.RuneCountInString(b.Kind) > 64 || utf8.RuneCountInString(note) > 500 {
		return Absence{}, roster.Errorf(roster.Invalid, "the kind or the note of the absence is too long")
	}
	out := Absence{Team: team, Agent: b.Agent, From: b.From, To: b.To, Kind: b.Kind, Note: note, State: postgres.AbsenceRequested}
	if a.may(doPlan, team) {
		out.State = postgres.AbsenceApproved
	}
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		out, err = tx.AddAbsence(ctx, out)
		return err
	})
	return out, err
}

// DecideAbsence grants or declines an absence that was asked for. Planners, leads.
func (d *Desk) DecideAbsence(ctx context.Context, id int64, decision Decision) (Absence, error) {
	b, _, err := d.absenceFor(ctx, id)
	if err != nil {
		return b, err
	}
	a, err := allow(ctx, doPlan, b.Team)
	if err != nil {
		return Absence{}, err
	}
	if b.State != postgres.AbsenceRequested {
		return Absence{}, roster.Errorf(roster.Conflict, "the absence is %s already", roster.Word(b.State))
	}
	state := postgres.AbsenceDeclined
	if decision.Approve {
		state = postgres.AbsenceApproved
	}
	return b, d.setAbsence(ctx, a, &b, state, cmp.Or(decision.Note, b.Note)) // who decides without a word leaves the asker's
}

func (d *Desk) absenceFor(ctx context.Context, id int64) (Absence, Actor, error) {
	a, err := signedIn(ctx)
	if err != nil {
		return Absence{}, a, err
	}
	b, err := read(ctx, d, func(tx *postgres.Tx) (Absence, error) { return tx.Absence(ctx, id) })
	if err != nil {
		return b, a, err
	}
	if _, err := forAgent(ctx, b.Team, b.Agent); err != nil {
		return Absence{}, a, notMine(err, "absence", id)
	}
	return b, a, nil
}

func (d *Desk) setAbsence(ctx context.Context, a Actor, b *Absence, state, note string) error {
	return d.write(ctx, a, func(tx *postgres.Tx) error {
		after, err := tx.SetAbsence(ctx, *b, state, note)
		if err == nil {
			*b = after
		}
		return err
	})
}

// RemoveAbsence takes an absence back: an agent one that was not decided yet,
// planners and leads any.
func (d *Desk) RemoveAbsence(ctx context.Context, id int64) error {
	b, a, err := d.absenceFor(ctx, id)
	if err != nil {
		return err
	}
	switch {
	case b.State == postgres.AbsenceWithdrawn || b.State == postgres.AbsenceDeclined:
		return roster.Errorf(roster.Conflict, "the absence is %s already", roster.Word(b.State))
	case b.State == postgres.AbsenceApproved && !a.may(doPlan, b.Team):
		return roster.Errorf(roster.Forbidden, "the absence was granted; ask a planner to take it back")
	}
	return d.setAbsence(ctx, a, &b, postgres.AbsenceWithdrawn, b.Note)
}
