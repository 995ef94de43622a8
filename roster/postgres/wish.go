package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/roster"
)

// Wish is a request for or against a shift or a day off.
type Wish struct {
	ID      int64       `json:"id"`
	Team    int64       `json:"team"`
	Agent   string      `json:"agent"`
	Date    roster.Date `json:"date"`
	Shift   string      `json:"shift,omitempty"` // "" is any shift
	On      bool        `json:"on"`              // wants it; else wants it not
	Weight  int         `json:"weight"`          // 1 to 10
	Created time.Time   `json:"created"`
}

// Availability is a recurrence of times at which an agent can or cannot work.
type Availability struct {
	ID   int64 `json:"id"`
	Team int64 `json:"team"`
	roster.Availability
}

// Pin is a cell that the solver must leave as it is.
type Pin struct {
	Team int64 `json:"team"`
	roster.Pin
}

const wishes = `
	select w.id, a.team_id, a.code, w.date, w.shift, w.wanted, w.weight, w.created
	  from wish w
	  join agent a on a.id = w.agent_id`

// Wishes lists a team's wishes for [from, to). Agent "" is everybody's, to 0
// for ever.
func (t *Tx) Wishes(ctx context.Context, team int64, agent string, from, to roster.Date) ([]Wish, error) {
	const sql = wishes + `
		 where a.team_id = @team and (@agent::text = '' or a.code = @agent)
		   and w.date >= coalesce(@from, date '-infinity') and w.date < coalesce(@to, date 'infinity')
		 order by w.date, w.id`
	return list(ctx, t, sql, args{"team": team, "agent": agent, "from": from, "to": to}, pgx.RowToStructByPos[Wish])
}

// Wish returns one wish.
func (t *Tx) Wish(ctx context.Context, id int64) (Wish, error) {
	w, err := one(ctx, t, wishes+` where w.id = @id`, args{"id": id}, pgx.RowToStructByPos[Wish])
	return w, found(err, "wish %d", id)
}

// AddWish keeps a wish. It replaces one of the same agent, date and shift.
func (t *Tx) AddWish(ctx context.Context, w Wish) (Wish, error) {
	row, err := t.agentRow(ctx, w.Team, w.Agent)
	if err != nil {
		return w, err
	}
	const sql = `
		insert into wish (agent_id, date, shift, wanted, weight, created)
		values (@row, @date, @shift, @on, @weight, @now)
		on conflict (agent_id, date, shift) do update set wanted = @on, weight = @weight, created = @now
		returning id`
	w.Created = t.Now
	err = t.tx.QueryRow(ctx, sql, args{"row": row, "date": w.Date, "shift": w.Shift, "on": w.On, "weight": w.Weight, "now": t.Now}).Scan(&w.ID)
	if err != nil {
		return w, err
	}
	if err := t.touch(ctx, w.Team); err != nil {
		return w, err
	}
	return w, t.note(ctx, w.Team, "wish.create", w.ID, nil, w)
}

// RemoveWish removes a wish.
func (t *Tx) RemoveWish(ctx context.Context, w Wish) error {
	if err := t.exec(ctx, `delete from wish where id = @id`, args{"id": w.ID}); err != nil {
		return err
	}
	if err := t.touch(ctx, w.Team); err != nil {
		return err
	}
	return t.note(ctx, w.Team, "wish.remove", w.ID, w, nil)
}

const availability = `
	select v.id, a.team_id, a.code, v.rule, v.from_date, v.to_date, v.span_from, v.span_to, v.can
	  from availability v
	  join agent a on a.id = v.agent_id`

func scanAvailability(row pgx.CollectableRow) (v Availability, err error) {
	err = row.Scan(&v.ID, &v.Team, &v.Agent, &v.Rule, &v.From, &v.To, &v.Span.From, &v.Span.To, &v.Can)
	return v, err
}

// Availability lists the recurrences of a team's agents; agent "" is everybody's.
func (t *Tx) Availability(ctx context.Context, team int64, agent string) ([]Availability, error) {
	const sql = availability + ` where a.team_id = @team and (@agent::text = '' or a.code = @agent) order by v.id`
	return list(ctx, t, sql, args{"team": team, "agent": agent}, scanAvailability)
}

// OneAvailability returns one recurrence.
func (t *Tx) OneAvailability(ctx context.Context, id int64) (Availability, error) {
	v, err := one(ctx, t, availability+` where v.id = @id`, args{"id": id}, scanAvailability)
	return v, found(err, "availability %d", id)
}

// AddAvailability keeps a recurrence.
func (t *Tx) AddAvailability(ctx context.Context, team int64, v roster.Availability) (Availability, error) {
	out := Availability{Team: team, Availability: v}
	row, err := t.agentRow(ctx, team, v.Agent)
	if err != nil {
		return out, err
	}
	const sql = `
		insert into availability (agent_id, rule, from_date, to_date, span_from, span_to, can)
		values (@row, @rule, @from, @to, @start, @end, @can)
		returning id`
	err = t.tx.QueryRow(ctx, sql, args{"row": row, "rule": v.Rule, "from": v.From, "to": v.To, "start": v.Span.From, "end": v.Span.To, "can": v.Can}).Scan(&out.ID)
	if err != nil {
		return out, err
	}
	if err := t.touch(ctx, team); err != nil {
		return out, err
	}
	return out, t.note(ctx, team, "availability.create", out.ID, nil, out)
}

// RemoveAvailability removes a recurrence.
func (t *Tx) RemoveAvailability(ctx context.Context, v Availability) error {
	if err := t.exec(ctx, `delete from availability where id = @id`, args{"id": v.ID}); err != nil {
		return err
	}
	if err := t.touch(ctx, v.Team); err != nil {
		return err
	}
	return t.note(ctx, v.Team, "availability.remove", v.ID, v, nil)
}

// Pins lists a team's fixed cells of [from, to); to 0 is for ever.
func (t *Tx) Pins(ctx context.Context, team int64, from, to roster.Date) ([]Pin, error) {
	const sql = `
		select a.team_id, a.code, p.date, p.shift
		  from pin p
		  join agent a on a.id = p.agent_id
		 where a.team_id = @team and p.date >= coalesce(@from, date '-infinity') and p.date < coalesce(@to, date 'infinity')
		 order by p.date, a.position`
	return list(ctx, t, sql, args{"team": team, "from": from, "to": to}, func(row pgx.CollectableRow) (p Pin, err error) {
		err = row.Scan(&p.Team, &p.Agent, &p.Date, &p.Shift)
		return p, err
	})
}

// SetPin fixes a cell.
func (t *Tx) SetPin(ctx context.Context, team int64, p roster.Pin) error {
	row, err := t.agentRow(ctx, team, p.Agent)
	if err != nil {
		return err
	}
	const sql = `
		insert into pin (agent_id, date, shift) values (@row, @date, @shift)
		on conflict (agent_id, date) do update set shift = @shift`
	if err := t.exec(ctx, sql, args{"row": row, "date": p.Date, "shift": p.Shift}); err != nil {
		return err
	}
	if err := t.touch(ctx, team); err != nil {
		return err
	}
	return t.note(ctx, team, "pin.set", fmt.Sprint(p.Agent, " ", p.Date), nil, p)
}

// RemovePin frees a cell. NotFound when it was not fixed.
func (t *Tx) RemovePin(ctx context.Context, team int64, agent string, date roster.Date) error {
	row, err := t.agentRow(ctx, team, agent)
	if err != nil {
		return err
	}
	p := roster.Pin{Agent: agent, Date: date}
	err = t.tx.QueryRow(ctx, `delete from pin where agent_id = $1 and date = $2 returning shift`, row, date).Scan(&p.Shift)
	if err != nil {
		return found(err, "fixed cell of %s on %s", agent, date)
	}
	if err := t.touch(ctx, team); err != nil {
		return err
	}
	return t.note(ctx, team, "pin.remove", fmt.Sprint(agent, " ", date), p, nil)
}
