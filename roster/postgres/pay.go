package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/pay"
)

// The states of a pay period.
const (
	PeriodOpen   = "open"
	PeriodLocked = "locked"
)

// PayPeriod is a span of dates that is paid together.
type PayPeriod struct {
	ID       int64       `json:"id"`
	Team     int64       `json:"team"`
	From     roster.Date `json:"from"`
	To       roster.Date `json:"to"`    // half-open
	State    string      `json:"state"` // "open" or "locked"
	Version  int         `json:"version"`
	Created  time.Time   `json:"created"`
	Locked   time.Time   `json:"locked,omitzero"`
	LockedBy string      `json:"locked_by,omitempty"`
}

const periodColumns = `id, team_id, from_date, to_date, state, version, created, locked, locked_by`

func scanPeriod(row pgx.CollectableRow) (p PayPeriod, err error) {
	var locked *time.Time
	err = row.Scan(&p.ID, &p.Team, &p.From, &p.To, &p.State, &p.Version, &p.Created, &locked, &p.LockedBy)
	p.Locked = when(locked)
	return p, err
}

// PayPeriods lists a team's pay periods, newest first.
func (t *Tx) PayPeriods(ctx context.Context, team int64) ([]PayPeriod, error) {
	return list(ctx, t, `select `+periodColumns+` from pay_period where team_id = @team order by from_date desc`, args{"team": team}, scanPeriod)
}

// PayPeriod returns one pay period.
func (t *Tx) PayPeriod(ctx context.Context, id int64) (PayPeriod, error) {
	p, err := one(ctx, t, `select `+periodColumns+` from pay_period where id = @id`, args{"id": id}, scanPeriod)
	return p, found(err, "pay period %d", id)
}

// CreatePayPeriod opens a pay period.
func (t *Tx) CreatePayPeriod(ctx context.Context, team int64, from, to roster.Date) (PayPeriod, error) {
	const sql = `
		insert into pay_period (team_id, from_date, to_date, created) values (@team, @from, @to, @now)
		returning ` + periodColumns
	p, err := one(ctx, t, sql, args{"team": team, "from": from, "to": to, "now": t.Now}, scanPeriod)
	if err != nil {
		return p, err
	}
	return p, t.note(ctx, team, "pay_period.create", p.ID, nil, p)
}

// HoldPayPeriod returns one pay period, and keeps others from changing it, its
// attendance and its rosters until the transaction ends.
func (t *Tx) HoldPayPeriod(ctx context.Context, id int64) (PayPeriod, error) {
	p, err := one(ctx, t, `select `+periodColumns+` from pay_period where id = @id for update`, args{"id": id}, scanPeriod)
	if err != nil {
		return p, found(err, "pay period %d", id)
	}
	const rosters = `
		select id from roster
		 where team_id = @team and daterange(from_date, to_date) && daterange(@from::date, @to::date)
		 order by id
		   for update`
	return p, t.exec(ctx, rosters, args{"team": p.Team, "from": p.From, "to": p.To})
}

// LockPayPeriod locks a period with its lines. It is a Conflict when version
// is not the newest, or the period is locked.
func (t *Tx) LockPayPeriod(ctx context.Context, id int64, version int, lines []pay.Line) (PayPeriod, error) {
	const sql = `
		update pay_period
		   set state = 'locked', locked = @now, locked_by = @who, version = version + 1
		 where id = @id and version = @version and state = 'open'
		returning ` + periodColumns
	p, err := one(ctx, t, sql, args{"id": id, "version": version, "now": t.Now, "who": t.Who}, scanPeriod)
	if err != nil {
		return p, moved(err, "pay period")
	}
	columns := []string{"period_id", "agent", "payroll_id", "date", "category", "minutes", "percent", "rule"}
	_, err = t.tx.CopyFrom(ctx, pgx.Identifier{"pay_line"}, columns, pgx.CopyFromSlice(len(lines), func(i int) ([]any, error) {
		l := lines[i]
		return []any{id, l.Agent, l.PayrollID, l.Date.Time(), l.Category, l.Minutes, l.Percent, l.Rule}, nil
	}))
	if err != nil {
		return p, err
	}
	if err := t.LockRosters(ctx, p.Team, p.From, p.To); err != nil {
		return p, err
	}
	return p, t.note(ctx, p.Team, "pay_period.lock", id, nil, p)
}

// PayLines returns the lines of a locked period; agent "" is everybody's.
func (t *Tx) PayLines(ctx context.Context, id int64, agent string) ([]pay.Line, error) {
	const sql = `
		select agent, payroll_id, date, category, minutes, percent, rule
		  from pay_line
		 where period_id = @id and (@agent::text = '' or agent = @agent)
		 order by agent, date, category, rule`
	return list(ctx, t, sql, args{"id": id, "agent": agent}, pgx.RowToStructByPos[pay.Line])
}

// LockedFor reports whether a date lies in a locked pay period, and keeps the
// periods of the team from being locked until the transaction ends.
func (t *Tx) LockedFor(ctx context.Context, team int64, date roster.Date) (bool, error) {
	const sql = `select state = 'locked' from pay_period where team_id = @team and @date::date >= from_date and @date < to_date for share`
	all, err := list(ctx, t, sql, args{"team": team, "date": date}, pgx.RowTo[bool])
	return len(all) > 0 && all[0], err
}
