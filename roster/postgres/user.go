package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/smena-org/smena/roster"
)

const userColumns = `
	u.id, u.email, u.name, u.roles, u.teams, coalesce(a.team_id, 0), coalesce(a.code, ''), u.language, u.disabled, u.version, u.created`

const users = `select ` + userColumns + ` from account u left join agent a on a.id = u.agent_id`

// Users lists all users by e-mail address.
func (t *Tx) Users(ctx context.Context) ([]roster.User, error) {
	return list(ctx, t, users+` order by u.email`, args{}, pgx.RowToStructByPos[roster.User])
}

// User returns one user.
func (t *Tx) User(ctx context.Context, id int64) (roster.User, error) {
	u, err := one(ctx, t, users+` where u.id = @id`, args{"id": id}, pgx.RowToStructByPos[roster.User])
	return u, found(err, "user %d", id)
}

// UserByEmail returns one user.
func (t *Tx) UserByEmail(ctx context.Context, email string) (roster.User, error) {
	u, err := one(ctx, t, users+` where u.email = @email`, args{"email": email}, pgx.RowToStructByPos[roster.User])
	return u, found(err, "user %s", email)
}

// CountUsers returns how many users there are, and how many admins among them
// can sign in.
func (t *Tx) CountUsers(ctx context.Context) (all, admins int, err error) {
	const sql = `select count(*), count(*) filter (where 'admin' = any (roles) and not disabled) from account`
	err = t.tx.QueryRow(ctx, sql).Scan(&all, &admins)
	return all, admins, err
}

// LockUsers keeps others from making or changing users until the transaction
// ends.
func (t *Tx) LockUsers(ctx context.Context) error {
	_, err := t.tx.Exec(ctx, `lock table account in share row exclusive mode`)
	return err
}

// AddUser makes a user. password is what bcrypt made of it.
func (t *Tx) AddUser(ctx context.Context, u roster.User, password []byte) (roster.User, error) {
	const sql = `
		insert into account (email, name, password, roles, teams, agent_id, language, created)
		values (@email, @name, @password, @roles, @teams, @agent, @language, @now)
		returning id`
	agent, err := t.agentOf(ctx, u)
	if err != nil {
		return u, err
	}
	err = t.tx.QueryRow(ctx, sql, args{
		"email": u.Email, "name": u.Name, "password": string(password), "roles": u.Roles, "teams": numbers(u.Teams),
		"agent": agent, "language": u.Language, "now": t.Now,
	}).Scan(&u.ID)
	if err != nil {
		return u, err
	}
	if u, err = t.User(ctx, u.ID); err != nil {
		return u, err
	}
	return u, t.note(ctx, 0, "user.create", u.ID, nil, u)
}

// agentOf returns the row of the agent that a user is, nil for none.
func (t *Tx) agentOf(ctx context.Context, u roster.User) (*int64, error) {
	if u.Agent == "" {
		return nil, nil
	}
	row, err := t.agentRow(ctx, u.AgentTeam, u.Agent)
	return &row, err
}

// numbers is a list that is never null.
func numbers(n []int64) []int64 {
	if n == nil {
		return []int64{}
	}
	return n
}

// UpdateUser keeps a changed user. It is a Conflict when the version is not the
// newest. Who is disabled is signed out.
func (t *Tx) UpdateUser(ctx context.Context, u roster.User) (roster.User, error) {
	before, err := t.User(ctx, u.ID)
	if err != nil {
		return before, err
	}
	agent, err := t.agentOf(ctx, u)
	if err != nil {
		return u, err
	}
	const sql = `
		update account
		   set name = @name, roles = @roles, teams = @teams, agent_id = @agent, language = @language,
		       disabled = @disabled, version = version + 1
		 where id = @id and version = @version
		returning id`
	err = t.tx.QueryRow(ctx, sql, args{
		"id": u.ID, "version": u.Version, "name": u.Name, "roles": u.Roles, "teams": numbers(u.Teams),
		"agent": agent, "language": u.Language, "disabled": u.Disabled,
	}).Scan(&u.ID)
	if err != nil {
		return u, moved(err, "user")
	}
	if u.Disabled {
		if err := t.exec(ctx, `delete from session where account_id = @id`, args{"id": u.ID}); err != nil {
			return u, err
		}
	}
	after, err := t.User(ctx, u.ID)
	if err != nil {
		return after, err
	}
	return after, t.note(ctx, 0, "user.update", u.ID, before, after)
}

// SetPassword keeps a new password and ends the user's sessions, save one.
func (t *Tx) SetPassword(ctx context.Context, id int64, password, save []byte) error {
	const sql = `update account set password = @password, failures = 0, locked_until = null where id = @id`
	if err := t.exec(ctx, sql, args{"id": id, "password": string(password)}); err != nil {
		return err
	}
	const end = `delete from session where account_id = @id and hash is distinct from @save::bytea`
	if err := t.exec(ctx, end, args{"id": id, "save": save}); err != nil {
		return err
	}
	return t.note(ctx, 0, "user.password", id, nil, nil)
}

// Secret is what a password is checked against.
type Secret struct {
	User     roster.User
	Password []byte
}

// SecretOf returns what the password of an address is checked against.
func (t *Tx) SecretOf(ctx context.Context, email string) (s Secret, err error) {
	if s.User, err = t.UserByEmail(ctx, email); err != nil {
		return s, err
	}
	var password string
	err = t.tx.QueryRow(ctx, `select password from account where id = $1`, s.User.ID).Scan(&password)
	s.Password = []byte(password)
	return s, err
}

// CountTry counts a try of a password before it is checked, so that tries made
// at once are counted each by itself, and reports whether it may be checked. Every
// fifth in a row locks the account for so long; a session begun forgets them.
func (t *Tx) CountTry(ctx context.Context, id int64, lock time.Duration) (may bool, err error) {
	const sql = `
		with tried as (
			update account
			   set failures = failures + 1,
			       locked_until = case when (failures + 1) % 5 = 0 then @until else locked_until end
			 where id = @id and (locked_until is null or locked_until <= @now)
			returning id
		)
		select count(*) > 0 from tried`
	err = t.tx.QueryRow(ctx, sql, args{"id": id, "now": t.Now, "until": t.Now.Add(lock)}).Scan(&may)
	return may, err
}
