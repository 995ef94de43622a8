package desk

import (
	"context"
	"encoding/base32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
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
// for both teams. What of it is there already is kept, so that it can be done
// again, with new passwords; a service with other users is a Conflict.
func (d *Desk) Demo(ctx context.Context) (Demo, error) {
	if _, err := allow(ctx, administer, everyTeam); err != nil {
		return Demo{}, err
	}
	users, err := d.Users(ctx)
	if err != nil {
		return Demo{}, err
	}
	for _, u := range users {
		if u.Email != demoPlanner && u.Email != demoAgent && u.Email != demoPayroll {
			return Demo{}, roster.Errorf(roster.Conflict, "the service is in use, and not for a demonstration; name another folder with --data-dir")
		}
	}
	var out Demo
	var teams []Team
	for _, t := range demoTeams {
		team, err := d.demoTeam(ctx, t.example)
		if err != nil {
			return out, err
		}
		job, ok, err := d.demoSolve(ctx, team, t.seconds)
		if err != nil {
			return out, err
		}
		if ok {
			out.Jobs = append(out.Jobs, job)
		}
		teams = append(teams, team)
	}
	return out, d.demoUsers(ctx, teams[0].ID, users, &out)
}

// demoTeam returns the team of an example, imported if need be.
func (d *Desk) demoTeam(ctx context.Context, example string) (Team, error) {
	dir, err := os.MkdirTemp("", "smena-demo-")
	if err != nil {
		return Team{}, err
	}
	defer os.RemoveAll(dir)
	folder := filepath.Join(dir, example)
	if err := workspace.WriteExample(example, folder, roster.DateOf(d.Now()), demoSeed); err != nil {
		return Team{}, err
	}
	in, err := d.Import(ctx, os.DirFS(folder))
	if roster.KindOf(err) != roster.Conflict {
		return in.Team, err
	}
	source, err := readAll(os.DirFS(folder), "team.yaml")
	if err != nil {
		return Team{}, err
	}
	def, err := readDefinition(source)
	if err != nil {
		return Team{}, err
	}
	all, err := d.Teams(ctx)
	i := slices.IndexFunc(all, func(t Team) bool { return t.Name == def.Name })
	if i < 0 {
		return Team{}, cmpErr(err, roster.Errorf(roster.Conflict, "the team %s has another name by now; use a new --data-dir", def.Name))
	}
	return all[i], nil
}

// demoSolve starts to solve next month, unless it has a roster.
func (d *Desk) demoSolve(ctx context.Context, team Team, seconds int) (Job, bool, error) {
	from := roster.DateOf(d.Now()).NextMonth()
	r, err := d.CreateRoster(ctx, team.ID, plan.Month{From: from, To: from.NextMonth()})
	if roster.KindOf(err) == roster.Conflict {
		return Job{}, false, nil
	}
	if err != nil {
		return Job{}, false, err
	}
	job, err := d.StartSolve(ctx, r.ID, r.Version, SolveOptions{Seconds: seconds, Seed: demoSeed})
	return job, true, err
}

// demoUsers makes a planner of both teams, an agent of the first, and payroll,
// or gives those there are new passwords.
func (d *Desk) demoUsers(ctx context.Context, team int64, have []User, out *Demo) error {
	agents, err := d.Agents(ctx, team)
	if err != nil {
		return err
	}
	agent := agents[0]
	for _, u := range []struct {
		NewUser
		to *Login
	}{
		{NewUser{Email: demoPlanner, Name: "Planner", Roles: []roster.Role{roster.RolePlanner, roster.RoleAdmin}}, &out.Planner},
		{NewUser{Email: demoAgent, Name: agent.Name, Roles: []roster.Role{roster.RoleAgent}, AgentTeam: team, Agent: agent.ID}, &out.Agent},
		{NewUser{Email: demoPayroll, Name: "Payroll", Roles: []roster.Role{roster.RolePayroll}}, &out.Payroll},
	} {
		if u.Password, err = d.password(); err != nil {
			return err
		}
		u.to.Password = u.Password
		i := slices.IndexFunc(have, func(h User) bool { return h.Email == u.Email })
		if i < 0 {
			u.to.User, err = d.CreateUser(ctx, u.NewUser)
		} else {
			u.to.User, err = d.UpdateUser(ctx, have[i].ID, have[i].Version, UserChange{Password: &u.Password})
		}
		if err != nil {
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
