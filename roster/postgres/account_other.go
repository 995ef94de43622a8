//go:build !unix

package postgres

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// account is who the server runs as: on this system always ourselves.
type account struct{}

func unprivileged() (account, error) { return account{}, nil }

func (account) home(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("make the data folder: %w", err)
	}
	return dir, nil
}

func (account) give(string) error { return nil }

func (account) drop(*exec.Cmd) {}

func lifeline(cmd *exec.Cmd) *exec.Cmd { return cmd }

func own(string) (free func(), owner bool, err error) { return func() {}, true, nil }

func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	_ = p.Release()
	return true
}

func isServer(int, string) bool { return true }

func interrupt(pid int, _ bool) error {
	p, err := os.FindProcess(pid)
	if err != nil {
		return err
	}
	return p.Kill()
}
