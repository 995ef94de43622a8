package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/roster"
)

// Absence is a span of days off that was asked for or granted.
type Absence struct {
	ID      int64       `json:"id"`
	Team    int64       `json:"team"`
	Agent   string      `json:"agent"`
	From    roster.Date `json:"from"`
	To      roster.Date `json:"to"` // half-open
	Kind    string      `json:"kind"`
	State   string      `json:"state"` // "requested", "approved", "declined" or "withdrawn"
	Note    string      `json:"note,omitempty"`
	Created time.Time   `json:"created"`
}

// The states of an absence.
const (
	AbsenceRequested = "requested"
	AbsenceApproved  = "approved"
	AbsenceDeclined  = "declined"
	AbsenceWithdrawn = "withdrawn"
)

const absences = `
	select b.id, a.team_id, a.code, b.from_date, b.to_date, b.kind, b.state, b.note, b.created
	  from absence b
	  join agent a on a.id = b.agent_id`

// Absences lists a team's absences that touch [from, to), withdrawn ones left
// out. Agent "" is everybody, to 0 for ever.
func (t *Tx) Absences(ctx context.Context, team int64, agent string, from, to roster.Date) ([]Absence, error) {
	const sql = absences + `
		 where a.team_id = @team and (@agent::text = '' or a.code = @agent) and b.state <> 'withdrawn'
		   and b.to_date > coalesce(@from, date '-infinity') and b.from_date < coalesce(@to, date 'infinity')
		 order by b.from_date, b.id`
	return list(ctx, t, sql, args{"team": team, "agent": agent, "from": from, "to": to}, pgx.RowToStructByPos[Absence])
}

// Absence returns one absence.
func (t *Tx) Absence(ctx context.Context, id int64) (Absence, error) {
	a, err := one(ctx, t, absences+` where b.id = @id`, args{"id": id}, pgx.RowToStructByPos[Absence])
	return a, found(err, "absence %d", id)
}

// AddAbsence keeps an absence in its state.
func (t *Tx) AddAbsence(ctx context.Context, a Absence) (Absence, error) {
	row, err := t.agentRow(ctx, a.Team, a.Agent)
	if err != nil {
		return a, err
	}
	const sql = `
		insert into absence (agent_id, from_date, to_date, kind, state, note, created)
		values (@row, @from, @to, @kind, @state, @note, @now)
		returning id`
	a.Created = t.Now
	err = t.tx.QueryRow(ctx, sql, args{"row": row, "from": a.From, "to": a.To, "kind": a.Kind, "state": a.State, "note": a.Note, "now": t.Now}).Scan(&a.ID)
	if err != nil {
		return a, err
	}
	if err := t.touch(ctx, a.Team); err != nil {
		return a, err
	}
	return a, t.note(ctx, a.Team, "absence.create", a.ID, nil, a)
}

// SetAbsence moves an absence from one state to the next. It is a Conflict
// when the absence is in another state by now.
func (t *Tx) SetAbsence(ctx context.Context, before Absence, state, note string) (Absence, error) {
	const sql = `update absence set state = @state, note = @note where id = @id and state = @was returning id`
	after := before
	after.State, after.Note = state, note
	err := t.tx.QueryRow(ctx, sql, args{"id": before.ID, "state": state, "note": note, "was": before.State}).Scan(&after.ID)
	if err != nil {
		return after, moved(err, "absence")
	}
	if err := t.touch(ctx, before.Team); err != nil {
		return after, err
	}
	return after, t.note(ctx, before.Team, "absence."+state, before.ID, before, after)
}
