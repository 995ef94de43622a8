package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/pay"
)

func (a *app) lawCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "law",
		Short: "Look at the labour-law packs",
		Long:  "The packs are defaults that an employer must confirm, not legal advice.",
		Args:  words("list or verify"),
		RunE:  func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(a.lawListCommand(), a.lawVerifyCommand())
	return cmd
}

func (a *app) lawListCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the packs and when each was last reviewed",
		Example: "  smena law list",
		Args:    words(),
		RunE: func(*cobra.Command, []string) error {
			for _, id := range law.Packs() {
				p, err := law.Load(id)
				if err != nil {
					return err
				}
				fmt.Fprintf(a.Stdout, "%-4s reviewed %s  %s\n", p.ID, p.LastReviewed, p.Name)
			}
			return nil
		},
	}
}

func (a *app) lawVerifyCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "verify CASES.json",
		Short:   "Work out the cases of a file and compare with what they expect",
		Example: "  smena law verify cases.json",
		Args:    words("a file of cases"),
		RunE:    func(_ *cobra.Command, args []string) error { return a.verify(args[0]) },
	}
}

// verify prints ok or FAILED for each case, and fails if any did.
func (a *app) verify(file string) error {
	data, err := readFile(file)
	if err != nil {
		return err
	}
	verdicts, err := pay.Verify(file, data)
	if err != nil {
		return err
	}
	failed := 0
	for _, v := range verdicts {
		word := "ok    "
		if !v.OK {
			word, failed = "FAILED", failed+1
		}
		fmt.Fprintf(a.Stdout, "%s %s  %s\n", word, v.ID, v.Title)
		for _, d := range v.Differences {
			fmt.Fprintf(a.Stdout, "       %s\n", d)
		}
	}
	fmt.Fprintf(a.Stdout, "%s, %d failed\n", count(len(verdicts), "case"), failed)
	if failed > 0 {
		return errSilent
	}
	return nil
}
