package desk

import (
	"crypto/sha256"
	"encoding/hex"
	"io"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/roster/workspace"
)

// historyFile is a file of history that was read and holds no fault.
type historyFile struct {
	*workspace.Packed
	name, checksum string // SHA-256, in hexadecimal
	warnings       []roster.Fault
}

func (f historyFile) imported() ImportedHistory {
	return ImportedHistory{Points: f.Rows(), Warnings: f.warnings}
}

// readHistory reads a file of history, whose queues must be the team's. usual is
// the interval of the history there is, 0 when there is none or of several.
func readHistory(def roster.Team, usual time.Duration, name string, r io.Reader) (historyFile, error) {
	var faults roster.Faults
	sum := sha256.New()
	whole := io.TeeReader(r, sum)
	f := historyFile{Packed: workspace.ReadLater(name, whole, def.Zone, usual, &faults), name: name}
	var queues []string
	for _, q := range def.Queues {
		queues = append(queues, q.ID)
	}
	for i := range f.Names {
		if f.Names[i] == "" {
			f.Names[i] = strings.TrimSuffix(path.Base(name), path.Ext(name))
		}
		if !slices.Contains(queues, f.Names[i]) {
			faults.Add(roster.Fault{File: name, Field: "queue", Value: f.Names[i], Problem: "unknown queue", Cure: "use one of " + strings.Join(queues, ", ")})
		}
	}
	if err := faults.Err(); err != nil {
		return f, err
	}
	if _, err := io.Copy(io.Discard, whole); err != nil { // what the reader left
		return f, err
	}
	f.checksum, f.warnings = hex.EncodeToString(sum.Sum(nil)), faults.Warnings()
	return f, nil
}

// usualInterval is the interval of all queues with history, 0 when there are
// several.
func usualInterval(grids map[string]postgres.HistoryGrid) time.Duration {
	minutes := 0
	for _, g := range grids {
		if minutes != 0 && g.Minutes != minutes {
			return 0
		}
		minutes = g.Minutes
	}
	return time.Duration(minutes) * time.Minute
}
