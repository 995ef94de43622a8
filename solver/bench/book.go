package bench

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/smena-org/smena/roster"
)

// Book keeps runs in runs.jsonl of a folder. The zero value keeps them nowhere.
type Book struct {
	Dir  string
	Runs []Run
}

// Open reads the book of a folder, which it makes if need be.
func Open(dir string) (*Book, error) {
	b := &Book{Dir: dir}
	if dir == "" {
		return b, nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, roster.Errorf(roster.Invalid, "--out %s: %w", dir, err)
	}
	f, err := os.Open(b.file())
	if errors.Is(err, fs.ErrNotExist) {
		return b, nil
	}
	if err != nil {
		return nil, roster.Errorf(roster.Invalid, "%s: %w", b.file(), err)
	}
	defer f.Close()
	return b, b.read(bufio.NewScanner(f))
}

// read takes over the lines. A last line that was cut off when the program was
// killed is no run, and is left out.
func (b *Book) read(lines *bufio.Scanner) error {
	for lines.Scan() {
		var r Run
		if json.Unmarshal(lines.Bytes(), &r) == nil && r.Problem != "" {
			b.Runs = append(b.Runs, r)
		}
	}
	return lines.Err()
}

func (b *Book) file() string { return filepath.Join(b.Dir, "runs.jsonl") }

// Find returns the run of the same problem, method, seed, time and threads.
func (b *Book) Find(like Run) (Run, bool) {
	for _, r := range b.Runs {
		if r.Problem == like.Problem && r.Method == like.Method && r.Seed == like.Seed && r.Limit == like.Limit && r.Workers == like.Workers {
			return r, true
		}
	}
	return Run{}, false
}

// Add keeps a run, on disk at once.
func (b *Book) Add(r Run) error {
	b.Runs = append(b.Runs, r)
	if b.Dir == "" {
		return nil
	}
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(b.file(), os.O_CREATE|os.O_APPEND|os.O_RDWR, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(append(afterCut(f), append(line, '\n')...))
	return errors.Join(err, f.Close())
}

// afterCut returns what ends a line that was cut off.
func afterCut(f *os.File) []byte {
	info, err := f.Stat()
	if err != nil || info.Size() == 0 {
		return nil
	}
	last := make([]byte, 1)
	if _, err := f.ReadAt(last, info.Size()-1); err != nil || last[0] == '\n' {
		return nil
	}
	return []byte{'\n'}
}
