package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"

	"github.com/smena-org/smena/roster"
)

// result is a file to be written.
type result struct {
	name  string
	write func(io.Writer) error
}

// canWrite finds out before the work begins whether a folder can be written
// into, and leaves nothing behind: a search of minutes must not end with "no
// such place". The folder itself need not be there yet.
func canWrite(dir string) error {
	at := filepath.Clean(dir)
	for {
		_, err := os.Stat(at)
		if err == nil || !errors.Is(err, os.ErrNotExist) || filepath.Dir(at) == at {
			break
		}
		at = filepath.Dir(at)
	}
	probe, err := os.MkdirTemp(at, ".smena-*")
	if err != nil {
		return cannotWrite(dir, err)
	}
	return os.Remove(probe)
}

// writeAll writes all files into a folder, or none: they are written to a
// folder inside it first, and moved only when every one is whole. Where one
// cannot be moved, those before it are moved back and what they replaced is
// put in place again. Other files of the folder are left alone.
func writeAll(dir string, files []result) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return cannotWrite(dir, err)
	}
	temp, err := os.MkdirTemp(dir, ".smena-*")
	if err != nil {
		return cannotWrite(dir, err)
	}
	defer os.RemoveAll(temp)
	for _, f := range files {
		if err := writeTo(filepath.Join(temp, f.name), f.write); err != nil {
			return fmt.Errorf("write %s: %w", filepath.Join(dir, f.name), err)
		}
	}
	for i, f := range files {
		if err := replace(dir, temp, f.name); err != nil {
			for _, moved := range files[:i] {
				putBack(dir, temp, moved.name)
			}
			return cannotWrite(filepath.Join(dir, f.name), err)
		}
	}
	return nil
}

// replace moves a file into its place, and what stood there aside.
func replace(dir, temp, name string) error {
	place := filepath.Join(dir, name)
	info, err := os.Lstat(place)
	switch {
	case err == nil && info.IsDir():
		return errors.New("a folder of this name stands there")
	case err == nil && info.Mode()&os.ModeSymlink == 0 && !info.Mode().IsRegular():
		return errors.New("a device or pipe of this name stands there")
	case err == nil:
		if err := os.Rename(place, filepath.Join(temp, name+old)); err != nil {
			return err
		}
	}
	if err := os.Rename(filepath.Join(temp, name), place); err != nil {
		_ = os.Rename(filepath.Join(temp, name+old), place) // it may not have been there
		return err
	}
	return nil
}

// old marks what a new file replaces, until all is well.
const old = ".old"

// putBack undoes replace as far as it can.
func putBack(dir, temp, name string) {
	place := filepath.Join(dir, name)
	if os.Rename(filepath.Join(temp, name+old), place) != nil {
		_ = os.Remove(place) // there was none before
	}
}

// writeOne writes one file whole or not at all; "-" and "" are standard output.
// A device or a pipe is written to and never replaced.
func (a *app) writeOne(name string, write func(io.Writer) error) error {
	if name == "" || name == "-" {
		return write(a.Stdout)
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return cannotWrite(name, err)
		}
		return errors.Join(write(f), f.Close())
	}
	return writeAll(filepath.Dir(name), []result{{filepath.Base(name), write}})
}

// writeTo fills a new file and makes sure that it has reached the disk.
func writeTo(name string, write func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Sync(), f.Close())
}

// cannotWrite is for the person to mend where the place is no folder or is not
// theirs, and else the machine's failure.
func cannotWrite(name string, err error) error {
	kind, cure := roster.Internal, "free some space, or choose another place"
	if errors.Is(err, syscall.ENOTDIR) || errors.Is(err, os.ErrPermission) || errors.Is(err, os.ErrNotExist) || errors.Is(err, os.ErrExist) {
		kind, cure = roster.Invalid, "name a folder of your own"
	}
	var path *os.PathError // says the name again
	if errors.As(err, &path) {
		err = path.Err
	}
	return roster.Errorf(kind, "%s cannot be written: %w; %s", name, err, cure)
}
