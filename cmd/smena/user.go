package main

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// userFlags are the words of "smena user create".
type userFlags struct {
	database
	email, name, language string
	roles, teams          []string
	agent                 string
}

func (a *app) userCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "user",
		Short: "Make users of the service",
		Args:  words("create"),
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.userCreateCommand())
	return cmd
}

func (a *app) userCreateCommand() *cobra.Command {
	var f userFlags
	cmd := &cobra.Command{
		Use:   "create --email EMAIL --role ROLE",
		Short: "Make a user and print the password",
		Long: `Make a user with a password of chance, and print it, the only time it can be
seen. A user may have several roles: admin, planner, team_lead, agent, payroll.
Planners, leads and payroll see the teams named, planners and payroll all of
them where none is. An agent needs the one team and the agent's id in it.`,
		Example: `  smena user create --email ann@example.org --role planner --role payroll
  smena user create --email bo@example.org --role agent --team Budapest --agent bp07`,
		Args: words(),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.createUser(cmd.Context(), f) },
	}
	f.register(cmd)
	cmd.Flags().StringVar(&f.email, "email", "", "address to sign in with")
	cmd.Flags().StringVar(&f.name, "name", "", "name (the e-mail address)")
	cmd.Flags().StringArrayVar(&f.roles, "role", nil, "what the user may do; can be given again")
	cmd.Flags().StringArrayVar(&f.teams, "team", nil, "name of a team; can be given again")
	cmd.Flags().StringVar(&f.agent, "agent", "", "id of the agent that the user is")
	cmd.Flags().StringVar(&f.language, "lang", "", "language of the pages (that of the browser)")
	return cmd
}

func (a *app) createUser(ctx context.Context, f userFlags) error {
	u, err := f.user()
	if err != nil {
		return err
	}
	return a.withDesk(ctx, f.database, func(ctx context.Context, d *desk.Desk) error {
		if u.Teams, err = teamIDs(ctx, d, f.teams); err != nil {
			return err
		}
		if f.agent != "" {
			u.AgentTeam = u.Teams[0]
		}
		if _, err := d.CreateUser(ctx, u); err != nil {
			return err
		}
		fmt.Fprintln(a.Stdout, u.Password)
		return nil
	})
}

// user checks the words as far as that needs no database.
func (f userFlags) user() (desk.NewUser, error) {
	u := desk.NewUser{Email: f.email, Name: f.name, Agent: f.agent, Language: f.language, Password: rand.Text()[:16]}
	if u.Name == "" {
		u.Name = f.email
	}
	for _, r := range f.roles {
		if !slices.Contains(roster.Roles, roster.Role(r)) {
			return u, roster.Errorf(roster.Invalid, "--role %q: no such role; write one of %v", r, roster.Roles)
		}
		u.Roles = append(u.Roles, roster.Role(r))
	}
	isAgent := slices.Contains(u.Roles, roster.RoleAgent)
	switch {
	case f.email == "":
		return u, missing("email", "ann@example.org")
	case len(u.Roles) == 0:
		return u, missing("role", "planner")
	case isAgent != (f.agent != ""):
		return u, roster.Errorf(roster.Invalid, "--agent goes with --role agent, and that with --agent")
	case isAgent && len(f.teams) == 0:
		return u, missing("team", "Budapest")
	}
	return u, nil
}

func teamIDs(ctx context.Context, d *desk.Desk, names []string) ([]int64, error) {
	if len(names) == 0 {
		return nil, nil
	}
	teams, err := d.Teams(ctx)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, name := range names {
		i := slices.IndexFunc(teams, func(t desk.Team) bool { return t.Name == name })
		if i < 0 {
			return nil, roster.Errorf(roster.NotFound, "--team %q: no such team", name)
		}
		ids = append(ids, teams[i].ID)
	}
	return ids, nil
}
