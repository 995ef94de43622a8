package postgres

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	embedded "github.com/fergusstrange/embedded-postgres"

	"github.com/smena-org/smena/roster"
)

// places are where distributions put the programs of a server; newer versions
// sort last.
var places = []string{
	"/usr/local/bin", "/usr/local/pgsql/bin", "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/libexec/postgresql*",
	"/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin", `C:\Program Files\PostgreSQL\*\bin`,
}

// binaries returns the folder of the server's programs: those found on the
// machine, else fetched once into home. A cluster that is there needs programs
// of its own version.
func binaries(ctx context.Context, dir, home string, log *slog.Logger) (string, error) {
	need := 0
	if text, err := os.ReadFile(filepath.Join(dir, "PG_VERSION")); err == nil {
		need, _ = strconv.Atoi(strings.TrimSpace(string(text)))
	}
	for _, bin := range append(installed(), fetched(home)) {
		if v := version(ctx, bin); v >= oldest/10000 && (need == 0 || v == need) {
			return bin, nil
		}
	}
	return fetch(home, need, log)
}

// installed lists the folders on the machine that hold a server, the newest first.
func installed() []string {
	var out []string
	if p, err := exec.LookPath("postgres"); err == nil {
		out = append(out, filepath.Dir(p))
	}
	var rest []string
	for _, pattern := range places {
		found, _ := filepath.Glob(pattern) // fails only for a bad pattern
		rest = append(rest, found...)
	}
	slices.Reverse(rest)
	return append(out, rest...)
}

// version returns the major version of the server in a folder, 0 for none that
// is whole.
func version(ctx context.Context, bin string) int {
	if _, err := exec.LookPath(filepath.Join(bin, "initdb")); err != nil {
		return 0
	}
	out, err := exec.CommandContext(ctx, filepath.Join(bin, "postgres"), "--version").Output()
	if err != nil {
		return 0
	}
	for _, word := range strings.Fields(string(out)) { // postgres (PostgreSQL) 15.18 (Debian …)
		major, _, _ := strings.Cut(word, ".")
		if n, err := strconv.Atoi(major); err == nil {
			return n
		}
	}
	return 0
}

func fetched(home string) string { return filepath.Join(home, "binaries", "bin") }

// fetch downloads the programs of a server. The library that knows where they
// are can only fetch and start in one; its start is thrown away, and under root
// fails, which does not matter: the programs are there by then.
func fetch(home string, need int, log *slog.Logger) (string, error) {
	v := embedded.V16
	if need != 0 {
		i := slices.IndexFunc(offered, func(o embedded.PostgresVersion) bool {
			return strings.HasPrefix(string(o), strconv.Itoa(need)+".")
		})
		if i < 0 {
			return "", roster.Errorf(roster.Invalid, "the data folder is of PostgreSQL %d, which is not on this machine; install it, or use another --data-dir", need)
		}
		v = offered[i]
	}
	log.Info("no PostgreSQL on this machine; fetching one", "version", v)
	try, err := os.MkdirTemp("", "smena-fetch-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(try)
	port, err := freePort()
	if err != nil {
		return "", err
	}
	db := embedded.NewDatabase(embedded.DefaultConfig().Version(v).Port(uint32(port)).Logger(io.Discard).
		BinariesPath(filepath.Dir(fetched(home))).CachePath(filepath.Join(try, "cache")).
		RuntimePath(filepath.Join(try, "runtime")).DataPath(filepath.Join(try, "data")))
	failed := db.Start()
	if failed == nil {
		failed = db.Stop()
	}
	if version(context.Background(), fetched(home)) == 0 {
		return "", fmt.Errorf("no PostgreSQL is on this machine, and none could be fetched: %w; install PostgreSQL %d or newer, or name a database with --database-url", failed, oldest/10000)
	}
	return fetched(home), nil
}

// offered are the versions that can be fetched.
var offered = []embedded.PostgresVersion{embedded.V18, embedded.V17, embedded.V16, embedded.V15, embedded.V14}
