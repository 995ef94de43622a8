package desk

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

// ImportedHistory says what a file of history brought in, or would bring in.
type ImportedHistory struct {
	Layer    *HistoryLayer         // that the file has become, nil when nothing was written
	Same     *HistoryLayer         // that this very file was already, nil when it is new
	Points   int                   // in the file
	Changes  []forecast.Correction // by queue of the file
	Queues   []HistorySpan         // all of the team's, after the import
	Warnings []roster.Fault
}

// ImportHistory reads contact history in the form of history/*.csv and lays it
// as a layer over what there is: of an interval of a queue that several layers
// have, the newest holds. A file that is an active layer already is not imported
// again; one that was undone is a Conflict, since to do that again is meant.
// name is the file's, for the faults and for a file of one queue without a queue
// column.
func (d *Desk) ImportHistory(ctx context.Context, team int64, name string, r io.Reader) (ImportedHistory, error) {
	return d.importHistory(ctx, team, name, r, false)
}

// ImportHistoryAgain is ImportHistory for a file that is a layer already, and is
// to be the newest once more.
func (d *Desk) ImportHistoryAgain(ctx context.Context, team int64, name string, r io.Reader) (ImportedHistory, error) {
	return d.importHistory(ctx, team, name, r, true)
}

func (d *Desk) importHistory(ctx context.Context, team int64, name string, r io.Reader, again bool) (ImportedHistory, error) {
	a, f, err := d.historyFile(ctx, team, name, r)
	if err != nil {
		return ImportedHistory{}, err
	}
	var out ImportedHistory
	err = d.write(ctx, a, func(tx *postgres.Tx) (err error) {
		out = f.imported()
		if err := tx.HoldHistory(ctx, team); err != nil {
			return err
		}
		if out.Same, err = sameFile(ctx, tx, team, f); err != nil {
			return err
		}
		switch {
		case out.Same == nil || again:
			out.Same = nil
			if out.Layer, out.Changes, err = d.addLayer(ctx, tx, team, f); err != nil {
				return err
			}
			if err := d.watch(ctx, tx, team); err != nil {
				return err
			}
		case !out.Same.Active:
			return roster.Errorf(roster.Conflict, "this file is import %d already, which %s undid on %s; do that import again instead of reading the file in once more",
				out.Same.ID, out.Same.ChangedBy, out.Same.Changed.Format(time.DateOnly))
		}
		out.Queues, err = tx.HistorySpans(ctx, team)
		return err
	})
	return out, err
}

// CheckHistory reads a file as ImportHistory does, with the same faults, says
// what it would do to each queue, and changes nothing.
func (d *Desk) CheckHistory(ctx context.Context, team int64, name string, r io.Reader) (ImportedHistory, error) {
	_, f, err := d.historyFile(ctx, team, name, r)
	if err != nil {
		return ImportedHistory{}, err
	}
	return read(ctx, d, func(tx *postgres.Tx) (out ImportedHistory, err error) {
		out = f.imported()
		if out.Same, err = sameFile(ctx, tx, team, f); err != nil {
			return out, err
		}
		grids, err := tx.HistoryGrids(ctx, team)
		if err != nil {
			return out, err
		}
		for i := range f.Names {
			c, err := d.compare(ctx, tx, team, grids, f.Series(i))
			if err != nil {
				return out, err
			}
			out.Changes = append(out.Changes, c)
		}
		out.Queues, err = tx.HistorySpans(ctx, team)
		return out, err
	})
}

// historyFile reads a file for who may import it.
func (d *Desk) historyFile(ctx context.Context, team int64, name string, r io.Reader) (Actor, historyFile, error) {
	a, err := allow(ctx, setUp, team)
	if err != nil {
		return a, historyFile{}, err
	}
	type input struct {
		roster.Team
		usual time.Duration
	}
	in, err := read(ctx, d, func(tx *postgres.Tx) (in input, err error) {
		v, err := d.team(ctx, tx, team)
		if err != nil {
			return in, err
		}
		grids, err := tx.HistoryGrids(ctx, team)
		return input{v.Definition, usualInterval(grids)}, err
	})
	if err != nil {
		return a, historyFile{}, err
	}
	f, err := readHistory(in.Team, in.usual, name, r)
	return a, f, err
}

// sameFile finds the layer that a file is already, nil when there is none.
func sameFile(ctx context.Context, tx *postgres.Tx, team int64, f historyFile) (*HistoryLayer, error) {
	l, err := tx.LayerOfFile(ctx, team, f.checksum)
	switch {
	case err == nil:
		return &l, nil
	case roster.KindOf(err) == roster.NotFound:
		return nil, nil
	}
	return nil, err
}

// addLayer keeps a file as the newest layer.
func (d *Desk) addLayer(ctx context.Context, tx *postgres.Tx, team int64, f historyFile) (*HistoryLayer, []forecast.Correction, error) {
	grids, err := tx.HistoryGrids(ctx, team)
	if err != nil {
		return nil, nil, err
	}
	l, err := tx.OpenLayer(ctx, team, f.name, f.checksum, f.Rows())
	if err != nil {
		return nil, nil, err
	}
	var all []forecast.Correction
	for i := range f.Names {
		s := f.Series(i)
		c, err := d.compare(ctx, tx, team, grids, s)
		if err != nil {
			return nil, nil, err
		}
		if err := tx.AddToLayer(ctx, &l, s, c); err != nil {
			return nil, nil, err
		}
		all = append(all, c)
	}
	return &l, all, tx.CloseLayer(ctx, l)
}

// compare says what a queue's later history does to what counts now.
func (d *Desk) compare(ctx context.Context, tx *postgres.Tx, team int64, grids map[string]postgres.HistoryGrid, s forecast.Series) (forecast.Correction, error) {
	known := forecast.Series{Name: s.Name, Zone: s.Zone, Interval: s.Interval}
	if g, ok := grids[s.Name]; ok {
		if err := g.Fits(s); err != nil {
			return forecast.Correction{}, err
		}
		const enough = 8 * 7 * 24 * time.Hour // to know what is usual
		first, last := s.Points[0].Start, s.Points[len(s.Points)-1].Start
		if g.Until.Before(first) {
			first = g.Until
		}
		found, err := tx.History(ctx, team, []string{s.Name}, s.Zone, first.Add(-enough), last.Add(time.Second))
		if err != nil {
			return forecast.Correction{}, err
		}
		if len(found) > 0 {
			known = found[0]
		}
	}
	_, c, err := forecast.Correct(known, s)
	if err != nil {
		return c, roster.Errorf(roster.Conflict, "%w", err)
	}
	if n := after(s, d.Now()); n > 0 {
		c.Doubts = append(c.Doubts, forecast.Doubt{Code: "future", Count: n, Text: fmt.Sprintf("%d intervals have not come yet", n)})
	}
	return c, nil
}

// after counts the intervals that begin after an instant.
func after(s forecast.Series, now time.Time) (n int) {
	for i := len(s.Points) - 1; i >= 0 && s.Points[i].Start.After(now); i-- {
		n++
	}
	return n
}
