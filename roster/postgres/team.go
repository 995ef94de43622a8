package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/roster"
)

// Team is a team as it is stored. Its definition is text in the form of
// team.yaml, in versions.
type Team struct {
	ID            int64     `json:"id"`
	Name          string    `json:"name"`
	Zone          string    `json:"zone"` // IANA
	PolicyVersion int       `json:"policy_version"`
	SwapApproval  string    `json:"swap_approval"` // "auto" or "lead"
	Revision      int64     `json:"revision"`      // grows with whatever a check of a roster reads
	Created       time.Time `json:"created"`
}

// PolicyVersion is one version of a team's definition.
type PolicyVersion struct {
	Team    int64     `json:"team"`
	Version int       `json:"version"`
	Source  string    `json:"source"` // team.yaml
	Created time.Time `json:"created"`
	Author  string    `json:"author"`
}

const teamColumns = `id, name, zone, policy_version, swap_approval, revision, created`

// Teams lists all teams by name.
func (t *Tx) Teams(ctx context.Context) ([]Team, error) {
	return list(ctx, t, `select `+teamColumns+` from team order by name, id`, args{}, pgx.RowToStructByPos[Team])
}

// Team returns one team.
func (t *Tx) Team(ctx context.Context, id int64) (Team, error) {
	team, err := one(ctx, t, `select `+teamColumns+` from team where id = @id`, args{"id": id}, pgx.RowToStructByPos[Team])
	return team, found(err, "team %d", id)
}

// CreateTeam makes a team of the first version of its definition.
func (t *Tx) CreateTeam(ctx context.Context, def roster.Team, source string) (Team, error) {
	const sql = `insert into team (name, zone, created) values (@name, @zone, @now) returning ` + teamColumns
	team, err := one(ctx, t, sql, args{"name": def.Name, "zone": def.Zone.String(), "now": t.Now}, pgx.RowToStructByPos[Team])
	if err != nil {
		return team, err
	}
	if err := t.addPolicyVersion(ctx, team.ID, 1, def, source); err != nil {
		return team, err
	}
	return team, t.note(ctx, team.ID, "team.create", team.ID, nil, team)
}

// UpdateTeam makes the next version of a team's definition. It is a Conflict
// when version is not the newest.
func (t *Tx) UpdateTeam(ctx context.Context, id int64, version int, def roster.Team, source string) (Team, error) {
	const sql = `
		update team
		   set name = @name, zone = @zone, policy_version = policy_version + 1, revision = revision + 1
		 where id = @id and policy_version = @version
		returning ` + teamColumns
	before, err := t.Team(ctx, id)
	if err != nil {
		return before, err
	}
	team, err := one(ctx, t, sql, args{"id": id, "version": version, "name": def.Name, "zone": def.Zone.String()}, pgx.RowToStructByPos[Team])
	if err != nil {
		return team, moved(err, "team")
	}
	if err := t.addPolicyVersion(ctx, id, team.PolicyVersion, def, source); err != nil {
		return team, err
	}
	return team, t.note(ctx, id, "team.update", id, before, team)
}

// addPolicyVersion keeps a definition, and the shift types that duties may
// refer to from now on.
func (t *Tx) addPolicyVersion(ctx context.Context, team int64, version int, def roster.Team, source string) error {
	const sql = `insert into policy_version (team_id, version, source, created, author) values (@team, @version, @source, @now, @who)`
	err := t.exec(ctx, sql, args{"team": team, "version": version, "source": source, "now": t.Now, "who": t.Who})
	if err != nil {
		return err
	}
	if err := t.exec(ctx, `update shift_type set retired = true where team_id = @team`, args{"team": team}); err != nil {
		return err
	}
	const shift = `
		insert into shift_type (team_id, code, name, start, length, office, position)
		values (@team, @code, @name, @start, @length, @office, @position)
		on conflict (team_id, code) do update
		   set name = @name, start = @start, length = @length, office = @office, position = @position, retired = false`
	for i, s := range def.Shifts {
		err := t.exec(ctx, shift, args{"team": team, "code": s.Code, "name": s.Name, "start": s.Start, "length": s.Length, "office": s.Office, "position": i})
		if err != nil {
			return err
		}
	}
	return nil
}

// SetSwapApproval says who decides on swaps, "auto" or "lead".
func (t *Tx) SetSwapApproval(ctx context.Context, id int64, approval string) (Team, error) {
	before, err := t.Team(ctx, id)
	if err != nil {
		return before, err
	}
	const sql = `update team set swap_approval = @approval, months = months + 1 where id = @id returning ` + teamColumns
	after, err := one(ctx, t, sql, args{"id": id, "approval": approval}, pgx.RowToStructByPos[Team])
	if err != nil {
		return after, err
	}
	return after, t.note(ctx, id, "team.swap_approval", id, before, after)
}

// touch makes every assessment of the team's rosters out of date.
func (t *Tx) touch(ctx context.Context, team int64) error {
	return t.exec(ctx, `update team set revision = revision + 1 where id = @id`, args{"id": team})
}

// Stamp tells two states of what a team's people see of their months apart.
// The zero stamp is of no state.
type Stamp struct{ Revision, Months int64 }

// Stamp returns the stamp of what the transaction sees.
func (t *Tx) Stamp(ctx context.Context, team int64) (Stamp, error) {
	s, err := one(ctx, t, `select revision, months from team where id = @id`, args{"id": team}, pgx.RowToStructByPos[Stamp])
	return s, found(err, "team %d", team)
}

// touchMonths makes every month of the team's people that was read before out
// of date. It holds the team's row, so that stamps grow in the order in which
// changes are committed; call it last.
func (t *Tx) touchMonths(ctx context.Context, team int64) error {
	return t.exec(ctx, `update team set months = months + 1 where id = @id`, args{"id": team})
}

// PolicyVersions lists the versions of a team's definition, newest first,
// without their text.
func (t *Tx) PolicyVersions(ctx context.Context, team int64) ([]PolicyVersion, error) {
	const sql = `select team_id, version, '', created, author from policy_version where team_id = @team order by version desc`
	return list(ctx, t, sql, args{"team": team}, pgx.RowToStructByPos[PolicyVersion])
}

// PolicyVersion returns one version of a team's definition; 0 is the newest.
func (t *Tx) PolicyVersion(ctx context.Context, team int64, version int) (PolicyVersion, error) {
	const sql = `
		select team_id, version, source, created, author
		  from policy_version
		 where team_id = @team and (@version::int = 0 or version = @version)
		 order by version desc
		 limit 1`
	v, err := one(ctx, t, sql, args{"team": team, "version": version}, pgx.RowToStructByPos[PolicyVersion])
	return v, found(err, "version %d of the definition of team %d", version, team)
}
