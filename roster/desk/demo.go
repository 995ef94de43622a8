package desk

import (
	"context"
	"encoding/base32"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/roster/workspace"
)

// Demo is what a demonstration was filled with.
type Demo struct {
	Planner, Agent, Payroll Login
	Jobs                    []Job // solves of next month
}

// Login is a user with the password, which is not stored.
type Login struct {
	User     User
	Password string
}

// demoTeams are the examples that a demonstration shows, and for how many
// seconds their rosters are searched for.
var demoTeams = []struct {
	example string
	seconds int
}{{"travel-9-21", 15}, {"budapest-24x7", 20}}

// demoSeed makes every demonstration of a day alike.
const demoSeed = 1

const (
	demoPlanner = "planner@demo.example"
	demoAgent   = "agent@demo.example"
	demoPayroll = "payroll@demo.example"
)

// Demo fills an empty service with the examples travel-9-21 and budapest-24x7,
// makes three users with passwords of chance, and starts to solve next month
// for both teams. In a service that has the demo already it makes new
// passwords and nothing else; in one with anything else it is a Conflict.
func (d *Desk) Demo(ctx context.Context) (Demo, error) {
	a, err := allow(ctx, administer, everyTeam)
	if err != nil {
		return Demo{}, err
	}
	users, err := d.Users(ctx)
	if err != nil {
		return Demo{}, err
	}
	if len(users) > 0 {
		return d.demoAgain(ctx, a)
	}
	var out Demo
	var first Imported
	for i, t := range demoTeams {
		in, job, err := d.demoTeam(ctx, t.example, t.seconds)
		if err != nil {
			return out, err
		}
		if i == 0 {
			first = in
		}
		out.Jobs = append(out.Jobs, job)
	}
	return out, d.demoUsers(ctx, first.Team.ID, &out)
}

// demoTeam imports an example and starts to solve the month after this one.
func (d *Desk) demoTeam(ctx context.Context, example string, seconds int) (Imported, Job, error) {
	dir, err := os.MkdirTemp("", "smena-demo-")
	if err != nil {
		return Imported{}, Job{}, err
	}
	defer os.RemoveAll(dir)
	folder, today := filepath.Join(dir, example), roster.DateOf(d.Now())
	if err := workspace.WriteExample(example, folder, today, demoSeed); err != nil {
		return Imported{}, Job{}, err
	}
	in, err := d.Import(ctx, os.DirFS(folder))
	if err != nil {
		return in, Job{}, err
	}
	month := plan.Month{From: today.NextMonth(), To: today.NextMonth().NextMonth()}
	r, err := d.CreateRoster(ctx, in.Team.ID, month)
	if err != nil {
		return in, Job{}, err
	}
	job, err := d.StartSolve(ctx, r.ID, r.Version, SolveOptions{Seconds: seconds, Seed: demoSeed})
	return in, job, err
}

// demoUsers makes a planner of both teams, an agent of the first, and payroll.
func (d *Desk) demoUsers(ctx context.Context, team int64, out *Demo) error {
	agents, err := d.Agents(ctx, team)
	if err != nil {
		return err
	}
	agent := agents[0]
	for _, u := range []struct {
		NewUser
		to *Login
	}{
		{NewUser{Email: demoAgent, Name: agent.Name, Roles: []roster.Role{roster.RoleAgent}, AgentTeam: team, Agent: agent.ID}, &out.Agent},
		{NewUser{Email: demoPayroll, Name: "Payroll", Roles: []roster.Role{roster.RolePayroll}}, &out.Payroll},
		// Last, since a demonstration is complete when there is a planner.
		{NewUser{Email: demoPlanner, Name: "Planner", Roles: []roster.Role{roster.RolePlanner, roster.RoleAdmin}}, &out.Planner},
	} {
		if u.Password, err = d.password(); err != nil {
			return err
		}
		u.to.Password = u.Password
		if u.to.User, err = d.CreateUser(ctx, u.NewUser); err != nil {
			return err
		}
	}
	return nil
}

// password returns one of chance, of 80 bits.
func (d *Desk) password() (string, error) {
	var b [10]byte
	if _, err := io.ReadFull(d.Random, b[:]); err != nil {
		return "", err
	}
	return strings.ToLower(base32.StdEncoding.EncodeToString(b[:])), nil
}

// demoAgain makes new passwords for the users of a demonstration.
func (d *Desk) demoAgain(ctx context.Context, a Actor) (Demo, error) {
	var out Demo
	for email, to := range map[string]*Login{demoPlanner: &out.Planner, demoAgent: &out.Agent, demoPayroll: &out.Payroll} {
		u, err := d.UserByEmail(ctx, email)
		if roster.KindOf(err) == roster.NotFound {
			return out, roster.Errorf(roster.Conflict, "the data folder is in use, and not by a demonstration; name another with --data-dir")
		}
		if err != nil {
			return out, err
		}
		to.User = u
		if to.Password, err = d.password(); err != nil {
			return out, err
		}
		hash, err := d.hashPassword(to.Password)
		if err != nil {
			return out, err
		}
		if err := d.write(ctx, a, func(tx *postgres.Tx) error { return tx.SetPassword(ctx, u.ID, hash, nil) }); err != nil {
			return out, err
		}
	}
	return out, nil
}
