package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/roster"
)

// Absent is the kind of an attendance that says: the duty was not worked.
const Absent roster.DutyKind = "absent"

// Attendance corrects what was planned: what somebody really worked on a date.
// Kind "ordinary" stands in the place of the date's duty, "absent" takes it
// away, and any other kind is work besides it.
type Attendance struct {
	ID      int64           `json:"id"`
	Team    int64           `json:"team"`
	Agent   string          `json:"agent"`
	Date    roster.Date     `json:"date"` // the date the duty starts on
	Kind    roster.DutyKind `json:"kind"`
	Span    roster.Span     `json:"span,omitzero"` // zero for "absent"
	Reason  string          `json:"reason"`
	Created time.Time       `json:"created"`
	Author  string          `json:"author"`
}

const attendances = `
	select t.id, a.team_id, a.code, t.date, t.kind, lower(t.during), upper(t.during), t.reason, t.created, t.author
	  from attendance t
	  join agent a on a.id = t.agent_id`

func scanAttendance(row pgx.CollectableRow) (a Attendance, err error) {
	var from, to *time.Time
	err = row.Scan(&a.ID, &a.Team, &a.Agent, &a.Date, &a.Kind, &from, &to, &a.Reason, &a.Created, &a.Author)
	a.Span = roster.Span{Start: when(from), End: when(to)}
	return a, err
}

// Attendance lists a team's corrections for [from, to); agent "" is everybody's.
func (t *Tx) Attendance(ctx context.Context, team int64, agent string, from, to roster.Date) ([]Attendance, error) {
	const sql = attendances + `
		 where a.team_id = @team and (@agent::text = '' or a.code = @agent) and t.date >= @from and t.date < @to
		 order by t.date, a.position, t.id`
	return list(ctx, t, sql, args{"team": team, "agent": agent, "from": from, "to": to}, scanAttendance)
}

// OneAttendance returns one correction.
func (t *Tx) OneAttendance(ctx context.Context, id int64) (Attendance, error) {
	a, err := one(ctx, t, attendances+` where t.id = @id`, args{"id": id}, scanAttendance)
	return a, found(err, "correction %d", id)
}

// AddAttendance keeps a correction. One of the kinds "ordinary" and "absent"
// replaces an earlier one of the date.
func (t *Tx) AddAttendance(ctx context.Context, a Attendance) (Attendance, error) {
	row, err := t.agentRow(ctx, a.Team, a.Agent)
	if err != nil {
		return a, err
	}
	if a.Kind == roster.Ordinary || a.Kind == Absent {
		const clear = `delete from attendance where agent_id = @row and date = @date and kind in ('ordinary', 'absent')`
		if err := t.exec(ctx, clear, args{"row": row, "date": a.Date}); err != nil {
			return a, err
		}
	}
	const sql = `
		insert into attendance (agent_id, date, kind, during, reason, created, author)
		values (@row, @date, @kind, @during, @reason, @now, @who)
		returning id`
	var during any
	if a.Kind != Absent {
		during = between(a.Span)
	}
	a.Created, a.Author = t.Now, t.Who
	err = t.tx.QueryRow(ctx, sql, args{"row": row, "date": a.Date, "kind": a.Kind, "during": during, "reason": a.Reason, "now": t.Now, "who": t.Who}).Scan(&a.ID)
	if err != nil {
		return a, err
	}
	return a, t.note(ctx, a.Team, "attendance.create", a.ID, nil, a)
}

// RemoveAttendance removes a correction.
func (t *Tx) RemoveAttendance(ctx context.Context, a Attendance) error {
	if err := t.exec(ctx, `delete from attendance where id = @id`, args{"id": a.ID}); err != nil {
		return err
	}
	return t.note(ctx, a.Team, "attendance.remove", a.ID, a, nil)
}
