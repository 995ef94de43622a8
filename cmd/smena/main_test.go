package main

import (
	"bytes"
	"context"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// outcome is what one call of the program left behind.
type outcome struct {
	code           int
	stdout, stderr string
}

// smena runs the whole program on 21 November 2026.
func smena(t testing.TB, args ...string) outcome {
	t.Helper()
	return smenaIn(t, context.Background(), args...)
}

func smenaIn(t testing.TB, ctx context.Context, args ...string) outcome {
	t.Helper()
	var stdout, stderr bytes.Buffer
	begun := time.Now()
	code := run(ctx, environment{
		Stdout: &stdout, Stderr: &stderr,
		Now: func() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC).Add(time.Since(begun)) },
	}, args)
	return outcome{code, stdout.String(), stderr.String()}
}

// lastLine is what scripts read.
func (o outcome) lastLine() string {
	lines := strings.Split(strings.TrimRight(o.stdout, "\n"), "\n")
	return lines[len(lines)-1]
}

const module = "github.com/smena-org/smena/"

// borders says which packages of ours each package may import. Value packages
// may be imported by everything above them.
var borders = map[string][]string{
	"forecast":               {},
	"forecast/bench":         {"forecast"},
	"forecast/staffing":      {},
	"roster":                 {},
	"roster/law":             {"roster"},
	"roster/locale":          {"roster"},
	"roster/pay":             {"roster", "roster/law"},
	"roster/workspace":       {"roster", "roster/law", "forecast"},
	"roster/plan":            {"roster", "roster/law", "roster/pay", "roster/workspace", "forecast", "forecast/staffing", "solver"},
	"roster/report":          {"roster", "roster/law", "roster/locale", "roster/pay", "roster/plan", "forecast", "solver"},
	"roster/postgres":        {"roster", "roster/law", "roster/pay", "roster/plan", "forecast"},
	"roster/postgres/pgtest": {"roster/postgres"},
	"roster/desk":            {"roster", "roster/law", "roster/pay", "roster/plan", "roster/workspace", "roster/postgres", "forecast", "solver"},
	"roster/desk/desktest":   {"roster"},
	"solver":                 {"roster"},
	"solver/bench":           {"roster", "solver", "solver/curtois"},
	"solver/curtois":         {"roster", "solver"},
	"solver/rotating":        {"roster"},
	"api":                    served,
	"api/web":                served,
	"api/load":               {},
	"api/sse":                {},
	"cmd/smena":              nil, // everything
}

// served is what the API and the pages may import: the desk and values.
var served = []string{
	"api/sse", "roster/desk", "roster", "roster/law", "roster/locale", "roster/pay", "roster/plan", "roster/report", "roster/workspace",
	"forecast", "forecast/staffing", "solver",
}

// The sources are read here and not by a child process, so that the test cache
// knows of them.
func TestBorders(t *testing.T) {
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || len(d.Name()) > 2 && d.Name()[0] == '.') {
			return filepath.SkipDir
		}
		if filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		pkg := path.Dir(rel)
		allowed, known := borders[pkg]
		if !known {
			t.Errorf("%s: the package %s has no place in the map of borders; give it one", rel, pkg)
			return nil
		}
		source, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, i := range f.Imports {
			p, _ := strconv.Unquote(i.Path.Value)
			if ours, ok := strings.CutPrefix(p, module); ok && allowed != nil && !slices.Contains(allowed, ours) {
				t.Errorf("%s imports %s; %s may import only %v", rel, ours, pkg, allowed)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
