//go:build unix

package postgres

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/smena-org/smena/roster"
)

// account is who the server runs as. PostgreSQL refuses to run as root.
type account struct {
	uid, gid int
	root     bool // we are root, and the server is somebody else
}

// unprivileged returns our own account, or for root one without privileges:
// that of the distribution's PostgreSQL, else nobody's.
func unprivileged() (account, error) {
	if os.Geteuid() != 0 {
		return account{uid: os.Geteuid(), gid: os.Getegid()}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errU := strconv.Atoi(u.Uid)
		gid, errG := strconv.Atoi(u.Gid)
		if errU == nil && errG == nil && uid != 0 {
			return account{uid, gid, true}, nil
		}
	}
	return account{}, roster.Errorf(roster.Invalid, "PostgreSQL does not run as root, and there is neither an account postgres nor nobody; run smena as another user, or name a database with --database-url")
}

// home returns the folder that holds the cluster: the one asked for if the
// account can reach it, else one in /var/lib named after it.
func (a account) home(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if a.root && !a.reaches(dir) {
		sum := sha256.Sum256([]byte(dir))
		dir = filepath.Join("/var/lib/smena", hex.EncodeToString(sum[:6]))
	}
	mode := os.FileMode(0o700)
	if a.root {
		mode = 0o711 // passed through, and not read
	}
	if err := os.MkdirAll(dir, mode); err != nil {
		return "", fmt.Errorf("make the data folder: %w", err)
	}
	return dir, nil
}

// reaches reports whether everybody may pass through the folders above dir.
func (a account) reaches(dir string) bool {
	for d := dir; ; d = filepath.Dir(d) {
		info, err := os.Stat(d)
		if err == nil && info.Mode().Perm()&0o001 == 0 && !a.owns(info) {
			return false
		}
		if d == filepath.Dir(d) {
			return true
		}
	}
}

func (a account) owns(info os.FileInfo) bool {
	st, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(st.Uid) == a.uid
}

// give makes a file the account's.
func (a account) give(path string) error {
	if !a.root {
		return nil
	}
	return os.Chown(path, a.uid, a.gid)
}

// drop makes a command run as the account, and out of reach of a Ctrl-C that
// is meant for us.
func (a account) drop(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if a.root {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid), NoSetGroups: false}
		cmd.Env = append(withoutHome(os.Environ()), "HOME=/")
	}
}

func withoutHome(env []string) []string {
	out := env[:0:0]
	for _, e := range env {
		if !strings.HasPrefix(e, "HOME=") {
			out = append(out, e)
		}
	}
	return out
}

// lifeline wraps a command in a shell that ends it when its input ends.
func lifeline(cmd *exec.Cmd) *exec.Cmd {
	const script = `"$@" </dev/null & p=$!; read -r _; kill -QUIT $p; wait $p`
	return exec.Command("/bin/sh", append([]string{"-c", script, "lifeline"}, cmd.Args...)...)
}

// own takes the lock of a data folder. owner is false when another process has
// it. The lock goes with the process, however that ends.
func own(name string) (free func(), owner bool, err error) {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, false, err
	}
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		f.Close()
		return func() {}, false, nil
	}
	return func() { f.Close() }, err == nil, err
}

// alive reports whether a process runs. One that has ended, and that nobody
// has asked about yet, does not: in a container there may be nobody to ask.
func alive(pid int) bool {
	err := syscall.Kill(pid, 0)
	if err != nil && !errors.Is(err, syscall.EPERM) {
		return false
	}
	stat, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid)) // 7 (a name) Z …
	_, state, _ := strings.Cut(string(stat), ") ")
	return !strings.HasPrefix(state, "Z")
}

// isServer reports whether a process is a PostgreSQL server of a cluster, as
// far as the machine tells.
func isServer(pid int, dir string) bool {
	line, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if err != nil {
		return true // no /proc: believe the pid file
	}
	return slices.Contains(strings.Split(string(line), "\x00"), dir)
}

// interrupt asks a postmaster to stop: at once, or without finishing anything.
func interrupt(pid int, now bool) error {
	if now {
		return syscall.Kill(pid, syscall.SIGQUIT)
	}
	return syscall.Kill(pid, syscall.SIGINT)
}
