package main

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// tokenFlags are the words of "smena token create".
type tokenFlags struct {
	database
	user, name string
	expires    time.Duration
}

func (a *app) tokenCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "token",
		Short: "Make bearer tokens for the API",
		Args:  words("create"),
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.tokenCreateCommand())
	return cmd
}

func (a *app) tokenCreateCommand() *cobra.Command {
	var f tokenFlags
	cmd := &cobra.Command{
		Use:   "create --user EMAIL",
		Short: "Make a bearer token and print it, the only time it can be seen",
		Long: `Make a bearer token for a user, who may do with it what their roles allow, and
print it. Only its hash is stored.`,
		Example: `  smena token create --user ann@example.org
  curl -H "Authorization: Bearer $(smena token create --user ann@example.org)" http://127.0.0.1:8080/api/v1/teams`,
		Args: words(),
		RunE: func(cmd *cobra.Command, _ []string) error { return a.createToken(cmd.Context(), f) },
	}
	f.register(cmd)
	cmd.Flags().StringVar(&f.user, "user", "", "e-mail address of the user")
	cmd.Flags().StringVar(&f.name, "name", "command line", "what it is for")
	cmd.Flags().DurationVar(&f.expires, "expires", 0, "how long it is good for, e.g. 720h; 0 is until revoked")
	return cmd
}

func (a *app) createToken(ctx context.Context, f tokenFlags) error {
	switch {
	case f.user == "":
		return missing("user", "ann@example.org")
	case f.expires < 0:
		return roster.Errorf(roster.Invalid, "--expires %s: not a length of time; write it as 720h", f.expires)
	}
	return a.withDesk(ctx, f.database, func(ctx context.Context, d *desk.Desk) error {
		user, err := d.UserByEmail(ctx, f.user)
		if err != nil {
			return err
		}
		var expires time.Time
		if f.expires > 0 {
			expires = d.Now().Add(f.expires)
		}
		_, secret, err := d.CreateToken(ctx, user.ID, f.name, expires)
		if err == nil {
			fmt.Fprintln(a.Stdout, secret)
		}
		return err
	})
}
