package desk

import (
	"archive/zip"
	"bytes"
	"context"
	"io"
	"io/fs"
	"path"
	"strings"

	"github.com/smena-org/smena/roster"
)

// What an archive may unpack to.
const (
	mostUnpacked = 256 << 20
	mostFiles    = 10_000
)

// ImportArchive is Import of a workspace folder in a ZIP archive, its files at
// the top or in one folder of it. Planner for all teams, or admin.
func (d *Desk) ImportArchive(ctx context.Context, data []byte) (Imported, error) {
	if _, err := allow(ctx, setUp, everyTeam); err != nil {
		return Imported{}, err
	}
	folder, err := unpack(data)
	if err != nil {
		return Imported{}, err
	}
	return d.Import(ctx, folder)
}

// unpack opens an archive that is whole and not absurdly larger than it looks.
// It reads all of it once: what is broken is found before anything is made.
func unpack(data []byte) (fs.FS, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, roster.Errorf(roster.Invalid, "the file is no ZIP archive; pack the folder that holds team.yaml")
	}
	left := int64(mostUnpacked)
	for _, f := range archive.File {
		n, err := unpacked(f, left)
		if err != nil {
			return nil, roster.Errorf(roster.Invalid, "the archive's file %q is broken; pack the folder anew", f.Name)
		}
		if left -= n; left <= 0 || len(archive.File) > mostFiles {
			return nil, roster.Errorf(roster.Invalid, "the archive unpacks to more than 256 MB or 10,000 files; leave out what is no part of the workspace")
		}
	}
	return top(archive)
}

// unpacked reads a file of an archive, up to a limit, and returns its size.
func unpacked(f *zip.File, limit int64) (int64, error) {
	r, err := f.Open()
	if err != nil {
		return 0, err
	}
	defer r.Close()
	n, err := io.CopyN(io.Discard, r, limit)
	if err == io.EOF {
		err = nil
	}
	return n, err
}

// top is the folder with team.yaml: who packs a folder by its name has all files
// one level down.
func top(archive *zip.Reader) (fs.FS, error) {
	for _, f := range archive.File {
		if dir, name := path.Split(f.Name); name == "team.yaml" && strings.Count(dir, "/") == 1 {
			return fs.Sub(archive, path.Clean(dir))
		}
	}
	return archive, nil
}
