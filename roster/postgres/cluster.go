package postgres

import (
	"context"
	"crypto/rand"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// initialise makes the cluster, if there is none, and returns its password.
// It is made under another name first: one that is there is whole. Hasty does
// not wait for the disk, which is good enough for a test.
func (a account) initialise(ctx context.Context, bin, dir, home string, hasty bool) (string, error) {
	file := filepath.Join(home, "password")
	if _, err := os.Stat(filepath.Join(dir, "PG_VERSION")); err == nil {
		password, err := os.ReadFile(file)
		return string(password), err
	}
	password := rand.Text()
	if err := os.WriteFile(file, []byte(password), 0o600); err != nil {
		return "", err
	}
	made := dir + ".new"
	if err := os.RemoveAll(made); err != nil {
		return "", err
	}
	given := filepath.Join(home, "password.initdb")
	if err := os.WriteFile(given, []byte(password), 0o600); err != nil {
		return "", err
	}
	defer os.Remove(given)
	if err := a.give(given); err != nil {
		return "", err
	}
	if err := os.Mkdir(made, 0o700); err != nil {
		return "", err
	}
	if err := a.give(made); err != nil {
		return "", err
	}
	args := []string{"-D", made, "-U", "smena", "-E", "UTF8", "--locale=C", "--auth=scram-sha-256", "--pwfile=" + given, "--no-instructions"}
	if hasty {
		args = append(args, "--no-sync")
	}
	cmd := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), args...)
	cmd.Dir = made
	a.drop(cmd)
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("make the database's folder: %w\n%s", err, out)
	}
	return password, os.Rename(made, dir)
}
