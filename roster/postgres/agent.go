package postgres

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/roster"
)

// Agent is an agent of a team as it is stored.
type Agent struct {
	roster.Agent
	Row     int64 // the id of the row
	Team    int64
	Version int
}

// Agents lists a team's agents in their order.
func (t *Tx) Agents(ctx context.Context, team int64) ([]Agent, error) {
	return t.agents(ctx, team, nil)
}

// Agent returns one agent of a team.
func (t *Tx) Agent(ctx context.Context, team int64, code string) (Agent, error) {
	all, err := t.agents(ctx, team, []string{code})
	if err == nil && len(all) == 0 {
		err = pgx.ErrNoRows
	}
	if err != nil {
		return Agent{}, found(err, "agent %q in the team", code)
	}
	return all[0], nil
}

// AgentsOf returns some agents of a team, in the team's order.
func (t *Tx) AgentsOf(ctx context.Context, team int64, codes ...string) ([]Agent, error) {
	return t.agents(ctx, team, slices.Clip(append([]string{}, codes...)))
}

func (t *Tx) agents(ctx context.Context, team int64, codes []string) ([]Agent, error) {
	const sql = `
		select a.id, a.team_id, a.version, a.code, a.name, a.zone, a.payroll_id, a.skills, a.consents, a.protected, a.hourly_rate,
		       coalesce(array_agg(m.contract order by m.valid_from) filter (where m.contract is not null), '{}'),
		       coalesce(array_agg(nullif(m.valid_from, date '0001-01-01') order by m.valid_from) filter (where m.contract is not null), '{}'),
		       coalesce(array_agg(m.valid_to order by m.valid_from) filter (where m.contract is not null), '{}')
		  from agent a
		  left join agent_term m on m.agent_id = a.id
		 where a.team_id = @team and (@codes::text[] is null or a.code = any (@codes))
		 group by a.id
		 order by a.position, a.id`
	return list(ctx, t, sql, args{"team": team, "codes": codes}, func(row pgx.CollectableRow) (Agent, error) {
		var a Agent
		var zone string
		var contracts []string
		var from, to []roster.Date
		err := row.Scan(&a.Row, &a.Team, &a.Version, &a.ID, &a.Name, &zone, &a.PayrollID, &a.Skills, &a.Consents, &a.Protected, &a.HourlyRate, &contracts, &from, &to)
		if err != nil {
			return a, err
		}
		for i := range contracts {
			a.Terms = append(a.Terms, roster.Terms{Contract: contracts[i], From: from[i], To: to[i]})
		}
		if zone != "" {
			a.Zone, err = time.LoadLocation(zone)
		}
		return a, err
	})
}

// agentRow returns the id of an agent's row.
func (t *Tx) agentRow(ctx context.Context, team int64, code string) (id int64, err error) {
	const sql = `select id from agent where team_id = $1 and code = $2`
	err = t.tx.QueryRow(ctx, sql, team, code).Scan(&id)
	return id, found(err, "agent %q in the team", code)
}

// agentNote is an agent as the audit has it.
type agentNote struct {
	ID         string         `json:"id"`
	Name       string         `json:"name"`
	Zone       string         `json:"zone,omitempty"`
	PayrollID  string         `json:"payroll_id,omitempty"`
	Terms      []roster.Terms `json:"terms"`
	Skills     []string       `json:"skills,omitempty"`
	Consents   []string       `json:"consents,omitempty"`
	Protected  []string       `json:"protected,omitempty"`
	HourlyRate int64          `json:"hourly_rate,omitempty"`
}

func noted(a roster.Agent) agentNote {
	return agentNote{a.ID, a.Name, zoneName(a.Zone), a.PayrollID, a.Terms, a.Skills, a.Consents, a.Protected, a.HourlyRate}
}

func zoneName(z *time.Location) string {
	if z == nil {
		return ""
	}
	return z.String()
}

// PutAgent makes an agent (version 0) or replaces one (the version read).
func (t *Tx) PutAgent(ctx context.Context, team int64, version int, a roster.Agent) (Agent, error) {
	var before any
	if version > 0 {
		old, err := t.Agent(ctx, team, a.ID)
		if err != nil {
			return old, err
		}
		before = noted(old.Agent)
	}
	row, err := t.writeAgent(ctx, team, version, a)
	if err != nil {
		return Agent{}, err
	}
	if err := t.writeTerms(ctx, row, a.Terms); err != nil {
		return Agent{}, err
	}
	if err := t.touch(ctx, team); err != nil {
		return Agent{}, err
	}
	action := "agent.update"
	if version == 0 {
		action = "agent.create"
	}
	if err := t.note(ctx, team, action, a.ID, before, noted(a)); err != nil {
		return Agent{}, err
	}
	return t.Agent(ctx, team, a.ID)
}

func (t *Tx) writeAgent(ctx context.Context, team int64, version int, a roster.Agent) (row int64, err error) {
	const insert = `
		insert into agent (team_id, code, name, zone, payroll_id, skills, consents, protected, hourly_rate, position)
		values (@team, @code, @name, @zone, @payroll, @skills, @consents, @protected, @rate,
		        (select coalesce(max(position), 0) + 1 from agent where team_id = @team))
		returning id`
	const update = `
		update agent
		   set name = @name, zone = @zone, payroll_id = @payroll, skills = @skills, consents = @consents,
		       protected = @protected, hourly_rate = @rate, version = version + 1
		 where team_id = @team and code = @code and version = @version
		returning id`
	named := args{
		"team": team, "code": a.ID, "name": a.Name, "zone": zoneName(a.Zone), "payroll": a.PayrollID,
		"skills": words(a.Skills), "consents": words(a.Consents), "protected": words(a.Protected), "rate": a.HourlyRate,
	}
	if version == 0 {
		err = t.tx.QueryRow(ctx, insert, named).Scan(&row)
		return row, err
	}
	named["version"] = version
	err = t.tx.QueryRow(ctx, update, named).Scan(&row)
	return row, moved(err, "agent")
}

// words is a list that is never null.
func words(w []string) []string {
	if w == nil {
		return []string{}
	}
	return w
}

func (t *Tx) writeTerms(ctx context.Context, row int64, terms []roster.Terms) error {
	if err := t.exec(ctx, `delete from agent_term where agent_id = @row`, args{"row": row}); err != nil {
		return err
	}
	const sql = `insert into agent_term (agent_id, contract, valid_from, valid_to) values (@row, @contract, coalesce(@from, date '0001-01-01'), @to)`
	for _, m := range terms {
		if err := t.exec(ctx, sql, args{"row": row, "contract": m.Contract, "from": m.From, "to": m.To}); err != nil {
			return err
		}
	}
	return nil
}

// Balances returns what a team's people carry in, by agent.
func (t *Tx) Balances(ctx context.Context, team int64) (map[string]roster.Balance, error) {
	const sql = `
		select a.code, b.as_of, b.hours_balance, b.overtime_year, b.nights, b.weekends, b.holidays, b.owed_rest_days
		  from balance b
		  join agent a on a.id = b.agent_id
		 where a.team_id = @team`
	all, err := list(ctx, t, sql, args{"team": team}, pgx.RowToStructByPos[roster.Balance])
	out := map[string]roster.Balance{}
	for _, b := range all {
		out[b.Agent] = b
	}
	return out, err
}

// PutBalance sets what an agent carries in.
func (t *Tx) PutBalance(ctx context.Context, team int64, b roster.Balance) error {
	row, err := t.agentRow(ctx, team, b.Agent)
	if err != nil {
		return err
	}
	before, err := t.Balances(ctx, team)
	if err != nil {
		return err
	}
	if err := t.writeBalance(ctx, row, b); err != nil {
		return err
	}
	if err := t.touch(ctx, team); err != nil {
		return err
	}
	return t.note(ctx, team, "balance.put", b.Agent, before[b.Agent], b)
}

func (t *Tx) writeBalance(ctx context.Context, row int64, b roster.Balance) error {
	const sql = `
		insert into balance (agent_id, as_of, hours_balance, overtime_year, nights, weekends, holidays, owed_rest_days)
		values (@row, @as_of, @hours, @overtime, @nights, @weekends, @holidays, @rest)
		on conflict (agent_id) do update
		   set as_of = @as_of, hours_balance = @hours, overtime_year = @overtime, nights = @nights,
		       weekends = @weekends, holidays = @holidays, owed_rest_days = @rest`
	return t.exec(ctx, sql, args{
		"row": row, "as_of": b.AsOf, "hours": b.HoursBalance, "overtime": b.OvertimeYear,
		"nights": b.Nights, "weekends": b.Weekends, "holidays": b.Holidays, "rest": b.OwedRestDays,
	})
}
