package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/smena-org/smena/roster"
)

// result is a file to be written.
type result struct {
	name  string
	write func(io.Writer) error
}

// writeAll writes all files into a folder, or none: they are written to a
// folder beside it first and moved only when every one is whole.
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
	for _, f := range files {
		if err := os.Rename(filepath.Join(temp, f.name), filepath.Join(dir, f.name)); err != nil {
			return cannotWrite(filepath.Join(dir, f.name), err)
		}
	}
	return nil
}

// writeOne writes one file whole or not at all; "-" and "" are standard output.
func (a *app) writeOne(name string, write func(io.Writer) error) error {
	if name == "" || name == "-" {
		return write(a.Stdout)
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

// cannotWrite is the person's to mend where the folder is not one, else the machine's.
func cannotWrite(name string, err error) error {
	return roster.Errorf(roster.Internal, "%s cannot be written: %w", name, err)
}
