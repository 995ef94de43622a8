package api

import (
	"bytes"
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster/desk"
)

// HistoryLayer is one import of contact history.
type HistoryLayer struct {
	ID        int64         `json:"id"`
	Team      int64         `json:"team"`
	Name      string        `json:"name" doc:"Of the file; empty for what there was before layers"`
	Checksum  string        `json:"checksum,omitempty" doc:"Of the file, SHA-256"`
	Rows      int           `json:"rows"`
	Created   time.Time     `json:"created"`
	Author    string        `json:"author"`
	Active    bool          `json:"active" doc:"It counts; false once it is undone"`
	Changed   time.Time     `json:"changed,omitzero" doc:"When it was last undone or done again"`
	ChangedBy string        `json:"changed_by,omitempty"`
	Version   int           `json:"version"`
	Parts     []HistoryPart `json:"parts" nullable:"false"`
}

// HistoryPart is what a layer holds of a queue.
type HistoryPart struct {
	Queue   string    `json:"queue"`
	Minutes int       `json:"minutes" doc:"Of an interval"`
	Rows    int       `json:"rows"`
	From    time.Time `json:"from"`
	Until   time.Time `json:"until" doc:"Start of the last interval"`
	Volume  float64   `json:"volume"`
	New     int       `json:"new" doc:"Intervals that were unknown when it came in"`
	Changed int       `json:"changed" doc:"Intervals that were known with other numbers then"`
}

func layerOf(l desk.HistoryLayer) HistoryLayer {
	return HistoryLayer{
		ID: l.ID, Team: l.Team, Name: l.Name, Checksum: l.Checksum, Rows: l.Rows, Created: l.Created, Author: l.Author,
		Active: l.Active, Changed: l.Changed, ChangedBy: l.ChangedBy, Version: l.Version,
		Parts: each(l.Parts, func(p desk.HistoryPart) HistoryPart { return HistoryPart(p) }),
	}
}

func layerRead(l desk.HistoryLayer) *versioned[HistoryLayer] {
	return &versioned[HistoryLayer]{etag(l.Version), layerOf(l)}
}

// HistoryDifference is an interval that differs from what lies beneath.
type HistoryDifference struct {
	Queue      string    `json:"queue"`
	Start      time.Time `json:"start"`
	Before     float64   `json:"before" doc:"Contacts"`
	After      float64   `json:"after"`
	BeforeAHT  float64   `json:"before_aht" doc:"Average handle time in seconds; 0 is unknown"`
	AfterAHT   float64   `json:"after_aht"`
	Overridden bool      `json:"overridden" doc:"A newer layer holds"`
}

// HistoryChange is what a file does to one queue.
type HistoryChange struct {
	Queue   string              `json:"queue"`
	Minutes int                 `json:"minutes" doc:"Of an interval"`
	From    time.Time           `json:"from"`
	Until   time.Time           `json:"until" doc:"Start of the last interval"`
	Rows    int                 `json:"rows"`
	New     int                 `json:"new" doc:"Intervals that were unknown"`
	Changed int                 `json:"changed" doc:"Intervals that were known with other numbers"`
	Same    int                 `json:"same"`
	Before  float64             `json:"before" doc:"Contacts in the intervals that were known"`
	After   float64             `json:"after" doc:"The same, as the file has them"`
	Largest []HistoryDifference `json:"largest" nullable:"false" doc:"Differences, at most five"`
	Doubts  []HistoryDoubt      `json:"doubts" nullable:"false" doc:"What looks like a mistake"`
}

// HistoryDoubt is something about a file that looks like a mistake.
type HistoryDoubt struct {
	Code    string  `json:"code" enum:"less,more,shifted,emptied,no-aht,gap,future"`
	Text    string  `json:"text"`
	Ratio   float64 `json:"ratio,omitempty" doc:"less, more: of the contacts to what was known, or usual"`
	Minutes int     `json:"minutes,omitempty" doc:"shifted: by how much later it seems to be; below 0 earlier"`
	Count   int     `json:"count,omitempty" doc:"Intervals; of a gap days"`
}

func changeOf(c forecast.Correction) HistoryChange {
	return HistoryChange{
		Queue: c.Series, Minutes: int(c.Interval / time.Minute), From: c.From, Until: c.Until,
		Rows: c.Rows, New: c.New, Changed: c.Changed, Same: c.Same, Before: c.Before, After: c.After,
		Largest: each(c.Largest, func(d forecast.Difference) HistoryDifference {
			return HistoryDifference{Queue: c.Series, Start: d.Start, Before: d.Before, After: d.After, BeforeAHT: d.BeforeAHT, AfterAHT: d.AfterAHT}
		}),
		Doubts: each(c.Doubts, func(d forecast.Doubt) HistoryDoubt {
			return HistoryDoubt{Code: d.Code, Text: d.Text, Ratio: d.Ratio, Minutes: int(d.Shift / time.Minute), Count: d.Count}
		}),
	}
}

// ImportedHistory says what a file of history brought in, or would bring in.
type ImportedHistory struct {
	Layer    *HistoryLayer   `json:"layer,omitempty" doc:"That the file has become; absent when nothing was written"`
	Same     *HistoryLayer   `json:"same,omitempty" doc:"That this very file was already; absent when it is new"`
	Points   int             `json:"points" doc:"In the file"`
	Changes  []HistoryChange `json:"changes" nullable:"false" doc:"By queue of the file; none where nothing was compared, as the file is a layer already"`
	Queues   []HistorySpan   `json:"queues" doc:"All of the team's, as they count now"`
	Warnings []Fault         `json:"warnings"`
}

func importedOf(got desk.ImportedHistory) ImportedHistory {
	layer := func(l *desk.HistoryLayer) *HistoryLayer {
		if l == nil {
			return nil
		}
		out := layerOf(*l)
		return &out
	}
	return ImportedHistory{
		Layer: layer(got.Layer), Same: layer(got.Same), Points: got.Points, Changes: each(got.Changes, changeOf),
		Queues: each(got.Queues, historySpanOf), Warnings: each(got.Warnings, located),
	}
}

// HistoryFileInput is embedded where a file of history is sent.
type HistoryFileInput struct {
	TeamInput
	Name    string `query:"name" maxLength:"200" default:"history.csv" doc:"The file's, for the faults, and for a file of one queue without a queue column"`
	RawBody []byte `contentType:"text/csv" doc:"timestamp,queue,volume[,aht_seconds,abandoned]; also as Amazon Connect and Genesys write it"`
}

type LayerInput struct {
	Layer int64 `path:"layer" minimum:"1"`
}

type layerVersionInput struct {
	LayerInput
	VersionInput
}

type layersInput struct {
	TeamInput
	PageInput
}

type differencesInput struct {
	LayerInput
	Queue string `query:"queue" maxLength:"100" doc:"Absent is all"`
	Limit int    `query:"limit" minimum:"1" maximum:"500" default:"50" doc:"How many at most"`
}

func (s *server) registerHistoryLayers(api huma.API) {
	const tag = "History"
	try := op("try-history", http.MethodPost, "/teams/{team}/history-layers/try", tag, "See what a file of history would do",
		"Nothing is stored. Says how many intervals would be new, changed and the same, the largest differences, and what looks like a mistake, such as half of the contacts or another time zone.")
	try.MaxBodyBytes = documentBody
	register(api, try, s.tryHistory)
	register(api, op("list-history-layers", http.MethodGet, "/teams/{team}/history-layers", tag, "List the imports of history", "Newest first."), s.listHistoryLayers)
	register(api, op("get-history-layer", http.MethodGet, "/history-layers/{layer}", tag, "Read one import of history", ""), s.getHistoryLayer)
	register(api, op("list-history-differences", http.MethodGet, "/history-layers/{layer}/differences", tag, "List what a layer changes",
		"The intervals that differ from the active layers beneath it, the largest difference first."), s.listHistoryDifferences)
	register(api, op("undo-history-layer", http.MethodPost, "/history-layers/{layer}/undo", tag, "Undo an import of history",
		"What lies beneath the layer holds again. Nothing is lost: it can be done again."), s.undoHistoryLayer)
	register(api, op("redo-history-layer", http.MethodPost, "/history-layers/{layer}/redo", tag, "Do an import of history again",
		"The layer counts again in its old place: newer ones stay above it."), s.redoHistoryLayer)
}

func (s *server) tryHistory(ctx context.Context, in *HistoryFileInput) (*answer[ImportedHistory], error) {
	got, err := s.desk.CheckHistory(ctx, in.Team, in.Name, bytes.NewReader(in.RawBody))
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[ImportedHistory]{importedOf(got)}, nil
}

func (s *server) listHistoryLayers(ctx context.Context, in *layersInput) (*answer[list[HistoryLayer]], error) {
	found, err := s.desk.HistoryLayers(ctx, in.Team, in.page())
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return part(in.PageInput, found, layerOf, func(l desk.HistoryLayer) int64 { return l.ID }), nil
}

func (s *server) getHistoryLayer(ctx context.Context, in *LayerInput) (*versioned[HistoryLayer], error) {
	l, err := s.desk.HistoryLayer(ctx, in.Layer)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return layerRead(l), nil
}

func (s *server) listHistoryDifferences(ctx context.Context, in *differencesInput) (*answer[list[HistoryDifference]], error) {
	found, err := s.desk.HistoryDifferences(ctx, in.Layer, in.Queue, desk.Page{Limit: in.Limit})
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, func(d desk.HistoryDifference) HistoryDifference { return HistoryDifference(d) }), nil
}

func (s *server) undoHistoryLayer(ctx context.Context, in *layerVersionInput) (*versioned[HistoryLayer], error) {
	l, err := s.desk.UndoHistory(ctx, in.Layer, in.IfMatch.n)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return layerRead(l), nil
}

func (s *server) redoHistoryLayer(ctx context.Context, in *layerVersionInput) (*versioned[HistoryLayer], error) {
	l, err := s.desk.RedoHistory(ctx, in.Layer, in.IfMatch.n)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return layerRead(l), nil
}
