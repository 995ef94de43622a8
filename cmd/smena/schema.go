package main

import (
	"github.com/spf13/cobra"

	"github.com/smena-org/smena/solver"
)

func (a *app) schemaCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Print the schema of a file format",
		Args:  words("a format"),
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(&cobra.Command{
		Use:     "problem",
		Short:   "Print the JSON Schema of problem.json, with an example",
		Example: "  smena schema problem > problem.schema.json",
		Args:    words(),
		RunE: func(*cobra.Command, []string) error {
			_, err := a.Stdout.Write(solver.Schema())
			return err
		},
	})
	return cmd
}
