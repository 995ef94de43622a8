package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
)

// text writes a file of these words.
func text(name, words string) result {
	return result{name, func(w io.Writer) error {
		_, err := io.WriteString(w, words)
		return err
	}}
}

// contents shows a folder as name to words; a folder in it is "/".
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() {
			out[e.Name()] = "/"
			continue
		}
		b, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		out[e.Name()] = string(b)
	}
	return out
}

// All results are there afterwards, or what was there before.
func TestWriteAll(t *testing.T) {
	boom := errors.New("boom")
	tests := map[string]struct {
		before map[string]string // "/" is a folder
		files  []result
		want   map[string]string
		err    string
	}{
		"into an empty folder": {nil, []result{text("a", "1"), text("b", "2")}, map[string]string{"a": "1", "b": "2"}, ""},
		"over what was there, beside what is not ours": {map[string]string{"a": "old", "keep": "k"}, []result{text("a", "1")},
			map[string]string{"a": "1", "keep": "k"}, ""},
		"one cannot be made": {map[string]string{"a": "old"}, []result{text("a", "1"), {"b", func(io.Writer) error { return boom }}},
			map[string]string{"a": "old"}, "boom"},
		"a folder stands in the way of the last": {map[string]string{"a": "old", "c": "/"}, []result{text("a", "1"), text("b", "2"), text("c", "3")},
			map[string]string{"a": "old", "c": "/"}, "a folder of this name stands there"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "new", "out")
			for name, words := range tt.before {
				if err := writeAll(dir, []result{text(name, words)}); err != nil {
					t.Fatal(err)
				}
				if words == "/" {
					os.Remove(filepath.Join(dir, name))
					os.Mkdir(filepath.Join(dir, name), 0o755)
				}
			}
			err := writeAll(dir, tt.files)
			if (err != nil) != (tt.err != "") || err != nil && !strings.Contains(err.Error(), tt.err) {
				t.Errorf("error %v, want %q", err, tt.err)
			}
			if diff := cmp.Diff(tt.want, contents(t, dir)); diff != "" {
				t.Errorf("the folder differs (-want +got):\n%s", diff)
			}
		})
	}
}

// A pipe or a device is written to. To put a file in its place, as root could,
// would break whatever else uses it.
func TestWriteOneIntoAPipe(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	got := make(chan string)
	go func() {
		b, _ := os.ReadFile(pipe)
		got <- string(b)
	}()
	if err := new(app).writeOne(pipe, text("", "words").write); err != nil {
		t.Fatal(err)
	}
	if words := <-got; words != "words" {
		t.Errorf("read %q from the pipe", words)
	}
	if info, err := os.Stat(pipe); err != nil || info.Mode().IsRegular() {
		t.Errorf("the pipe has become a file: %v, %v", info, err)
	}
	if err := writeAll(filepath.Dir(pipe), []result{text("pipe", "x")}); err == nil {
		t.Error("a pipe among the results was replaced")
	}
}

// It is known before a search whether its result can be kept, and finding out
// leaves no trace.
func TestCanWrite(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, ok := range map[string]bool{".": true, "new": true, "new/er": true, "file": false, "file/below": false} {
		err := canWrite(filepath.Join(dir, name))
		if (err == nil) != ok {
			t.Errorf("%s: %v, want ok %v", name, err, ok)
		}
		if err != nil && roster.KindOf(err) != roster.Invalid {
			t.Errorf("%s: %v is not for the person to mend", name, err)
		}
	}
	if diff := cmp.Diff(map[string]string{"file": ""}, contents(t, dir)); diff != "" {
		t.Errorf("something was left behind (-want +got):\n%s", diff)
	}
}
