package postgres

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"github.com/smena-org/smena/roster"
)

// Duty is a stored duty.
type Duty struct {
	roster.Duty
	ID        int64
	Roster    int64
	Team      int64
	Published bool
	UID       string // of its calendar event
	Sequence  int
	Modified  time.Time
	Cancelled bool // was published and is no more
}

const duties = `
	select d.id, d.roster_id, d.team_id, a.code, d.date, d.shift, d.kind, lower(d.during), upper(d.during), d.breaks,
	       d.published, d.uid::text, d.sequence, d.modified, false
	  from duty d
	  join agent a on a.id = d.agent_id`

// scanDuty returns what reads duties one after the other. Everybody on a shift of
// a day has the same breaks, whose JSON is read once.
func scanDuty() pgx.RowToFunc[Duty] {
	known := map[string][]roster.BreakSpan{"[]": nil}
	return func(row pgx.CollectableRow) (d Duty, err error) {
		var text []byte
		err = row.Scan(&d.ID, &d.Roster, &d.Team, &d.Agent, &d.Date, &d.Shift, &d.Kind, &d.Span.Start, &d.Span.End, &text,
			&d.Published, &d.UID, &d.Sequence, &d.Modified, &d.Cancelled)
		if err != nil {
			return d, err
		}
		breaks, ok := known[string(text)]
		if !ok {
			err = json.Unmarshal(text, &breaks)
			known[string(text)] = breaks
		}
		d.Breaks = slices.Clone(breaks)
		return d, err
	}
}

// Draft lists the duties of a roster's draft, in order of agent and start.
func (t *Tx) Draft(ctx context.Context, id int64) ([]Duty, error) {
	return t.dutiesOf(ctx, id, false)
}

// DraftOf lists one agent's duties of a roster's draft, in order of start.
func (t *Tx) DraftOf(ctx context.Context, id int64, agent string) ([]Duty, error) {
	const sql = duties + `
		 where d.roster_id = @id and not d.published and a.code = @agent
		 order by lower(d.during)`
	return list(ctx, t, sql, args{"id": id, "agent": agent}, scanDuty())
}

// InForce lists the published duties of a roster, in order of agent and start.
func (t *Tx) InForce(ctx context.Context, id int64) ([]Duty, error) { return t.dutiesOf(ctx, id, true) }

func (t *Tx) dutiesOf(ctx context.Context, id int64, published bool) ([]Duty, error) {
	const sql = duties + `
		 where d.roster_id = @id and d.published = @published
		 order by a.position, a.id, lower(d.during)`
	return list(ctx, t, sql, args{"id": id, "published": published}, scanDuty())
}

// Published lists a team's published duties that start in [from, to), in order
// of agent and start. Agent "" is everybody's.
func (t *Tx) Published(ctx context.Context, team int64, agent string, from, to roster.Date) ([]Duty, error) {
	const everybody = duties + `
		 where d.team_id = @team and d.published and d.date >= @from and d.date < @to
		 order by a.position, a.id, lower(d.during)`
	const own = duties + `
		 where d.agent_id = (select id from agent where team_id = @team and code = @agent)
		   and d.published and d.date >= @from and d.date < @to
		 order by lower(d.during)`
	if agent == "" {
		return list(ctx, t, everybody, args{"team": team, "from": from, "to": to}, scanDuty())
	}
	return list(ctx, t, own, args{"team": team, "agent": agent, "from": from, "to": to}, scanDuty())
}

// CalendarDuties lists an agent's published duties that start in [from, to),
// and those cancelled since an instant, in order of start.
func (t *Tx) CalendarDuties(ctx context.Context, row int64, from, to roster.Date, since time.Time) ([]Duty, error) {
	const sql = duties + `
		 where d.agent_id = @row and d.published and d.date >= @from and d.date < @to
		 union all
		select 0, 0, a.team_id, a.code, c.date, c.shift, 'ordinary', lower(c.during), upper(c.during), '[]',
		       true, c.uid::text, c.sequence, c.modified, true
		  from duty_cancelled c
		  join agent a on a.id = c.agent_id
		 where c.agent_id = @row and c.modified > @since and c.date >= @from and c.date < @to
		 order by 8`
	return list(ctx, t, sql, args{"row": row, "from": from, "to": to, "since": since}, scanDuty())
}

// PublishedCell returns the published duty of an agent on a date.
func (t *Tx) PublishedCell(ctx context.Context, team int64, agent string, date roster.Date) (Duty, error) {
	const sql = duties + ` where d.team_id = @team and a.code = @agent and d.date = @date and d.published`
	d, err := one(ctx, t, sql, args{"team": team, "agent": agent, "date": date}, scanDuty())
	return d, found(err, "published duty of %s on %s", agent, date)
}

// cell returns what stands in a cell, nil for a day off.
func (t *Tx) cell(ctx context.Context, r Roster, agent string, date roster.Date, published bool) (*roster.Duty, error) {
	const sql = duties + ` where d.roster_id = @id and a.code = @agent and d.date = @date and d.published = @published`
	all, err := list(ctx, t, sql, args{"id": r.ID, "agent": agent, "date": date, "published": published}, scanDuty())
	if err != nil || len(all) == 0 {
		return nil, err
	}
	return &all[0].Duty, nil
}

// setCell writes a cell. A published duty keeps the identity of its calendar
// event over all changes, and one that goes is remembered as cancelled.
func (t *Tx) setCell(ctx context.Context, r Roster, c CellChange, published bool) error {
	row, err := t.agentRow(ctx, r.Team, c.Agent)
	if err != nil {
		return err
	}
	if c.Duty == nil {
		return t.clearCell(ctx, r, row, c.Date, published)
	}
	breaks, err := marshalBreaks(c.Duty.Breaks)
	if err != nil {
		return err
	}
	const update = `
		update duty
		   set shift = @shift, kind = @kind, during = @during, breaks = @breaks, sequence = sequence + 1, modified = @now
		 where roster_id = @id and agent_id = @row and date = @date and published = @published`
	const insert = `
		insert into duty (roster_id, team_id, agent_id, date, shift, kind, during, breaks, published, modified)
		values (@id, @team, @row, @date, @shift, @kind, @during, @breaks, @published, @now)`
	named := args{
		"id": r.ID, "row": row, "date": c.Date, "shift": c.Duty.Shift, "kind": c.Duty.Kind,
		"during": between(c.Duty.Span), "breaks": breaks, "published": published, "now": t.Now,
	}
	tag, err := t.tx.Exec(ctx, update, named)
	if err != nil || tag.RowsAffected() > 0 {
		return err
	}
	named["team"] = r.Team
	if err := t.exec(ctx, insert, named); err != nil || !published {
		return err
	}
	return t.revive(ctx, r.ID)
}

func (t *Tx) clearCell(ctx context.Context, r Roster, row int64, date roster.Date, published bool) error {
	named := args{"id": r.ID, "row": row, "date": date}
	if published {
		const cancel = `
			insert into duty_cancelled (uid, agent_id, date, shift, during, sequence, modified)
			select uid, agent_id, date, shift, during, sequence + 1, @now
			  from duty
			 where roster_id = @id and agent_id = @row and date = @date and published`
		if err := t.exec(ctx, cancel, args{"id": r.ID, "row": row, "date": date, "now": t.Now}); err != nil {
			return err
		}
		return t.exec(ctx, `delete from duty where roster_id = @id and agent_id = @row and date = @date and published`, named)
	}
	return t.exec(ctx, `delete from duty where roster_id = @id and agent_id = @row and date = @date and not published`, named)
}

// revive gives published duties of a roster the identity that a cancelled one
// of the same agent and date had, so that a calendar sees one event come back.
func (t *Tx) revive(ctx context.Context, id int64) error {
	const sql = `
		with back as (
			delete from duty_cancelled c
			 using duty d
			 where d.roster_id = @id and d.published and c.agent_id = d.agent_id and c.date = d.date
			returning c.uid, c.sequence, c.agent_id, c.date
		)
		update duty d
		   set uid = b.uid, sequence = b.sequence + 1
		  from (select distinct on (agent_id, date) * from back order by agent_id, date, sequence desc) b
		 where d.roster_id = @id and d.published and d.agent_id = b.agent_id and d.date = b.date`
	return t.exec(ctx, sql, args{"id": id})
}

// insertDuties writes many duties at once.
func (t *Tx) insertDuties(ctx context.Context, r Roster, all []roster.Duty, published bool) error {
	rows, err := t.agentRows(ctx, r.Team)
	if err != nil {
		return err
	}
	columns := []string{"roster_id", "team_id", "agent_id", "date", "shift", "kind", "during", "breaks", "published", "modified"}
	_, err = t.tx.CopyFrom(ctx, pgx.Identifier{"duty"}, columns, pgx.CopyFromSlice(len(all), func(i int) ([]any, error) {
		d := all[i]
		row, ok := rows[d.Agent]
		if !ok {
			return nil, roster.Errorf(roster.NotFound, "no agent %q in the team", d.Agent)
		}
		breaks, err := marshalBreaks(d.Breaks)
		if err != nil {
			return nil, err
		}
		kind := d.Kind
		if kind == "" {
			kind = roster.Ordinary
		}
		day := pgtype.Date{Time: d.Date.Time(), Valid: true}
		return []any{r.ID, r.Team, row, day, d.Shift, string(kind), between(d.Span), breaks, published, t.Now}, nil
	}))
	return err
}

func (t *Tx) agentRows(ctx context.Context, team int64) (map[string]int64, error) {
	rows, err := t.tx.Query(ctx, `select code, id from agent where team_id = $1`, team)
	if err != nil {
		return nil, err
	}
	out := map[string]int64{}
	var code string
	var id int64
	_, err = pgx.ForEachRow(rows, []any{&code, &id}, func() error { out[code] = id; return nil })
	return out, err
}

func marshalBreaks(b []roster.BreakSpan) ([]byte, error) {
	if len(b) == 0 {
		return []byte("[]"), nil
	}
	return json.Marshal(b)
}
