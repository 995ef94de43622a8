package api

import (
	"bytes"
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// HistorySpan says what history of a queue there is.
type HistorySpan struct {
	Queue   string    `json:"queue"`
	Minutes int       `json:"minutes" doc:"Of an interval"`
	Points  int       `json:"points"`
	From    time.Time `json:"from"`
	Until   time.Time `json:"until" doc:"Start of the last interval"`
	Volume  float64   `json:"volume"`
}

// HistoryPoint is one interval of a queue's history.
type HistoryPoint struct {
	Start  time.Time   `json:"start"`
	Date   roster.Date `json:"date" format:"date" doc:"The team's"`
	Volume float64     `json:"volume" doc:"Contacts that arrived"`
	AHT    float64     `json:"aht" doc:"Average handle time in seconds; 0 is unknown"`
}

func historySpanOf(h desk.HistorySpan) HistorySpan    { return HistorySpan(h) }
func historyPointOf(h desk.HistoryPoint) HistoryPoint { return HistoryPoint(h) }

type importHistoryInput struct {
	HistoryFileInput
	Again bool `query:"again" doc:"Import the file although it is a layer already: it becomes the newest once more"`
}

// SpanInput is embedded where dates are asked for.
type SpanInput struct {
	From date `query:"from" required:"true" doc:"The first date"`
	To   date `query:"to" required:"true" doc:"The first date that no longer belongs"`
}

// date is a civil date in an address.
type date struct{ roster.Date }

// Schema says how a date is written.
func (date) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Format: "date"}
}

// Resolve refuses spans that hold nothing or years.
func (p *SpanInput) Resolve(huma.Context) []error {
	const most = 400
	if days := p.To.Date - p.From.Date; p.From.Date == 0 || p.To.Date == 0 || days > 0 && days <= most {
		return nil
	}
	return []error{&huma.ErrorDetail{Location: "query.to", Value: p.To.String(), Message: "it must lie 1 to 400 days after from"}}
}

type historyInput struct {
	TeamInput
	Queue string `path:"queue" maxLength:"100"`
	SpanInput
}

func (s *server) registerHistory(api huma.API) {
	const tag = "History"
	load := op("import-history", http.MethodPost, "/teams/{team}/history", tag, "Import contact history",
		"The file becomes a layer over what there is: of an interval of a queue that several layers have, the newest holds. All or nothing: every fault is located by line. "+
			"A file that is a layer already is not imported again, and the answer says which it is.")
	load.MaxBodyBytes = documentBody
	register(api, load, s.importHistory)
	register(api, op("list-history", http.MethodGet, "/teams/{team}/history", tag, "Say what history there is", "By queue; of what counts."), s.listHistory)
	register(api, op("get-history", http.MethodGet, "/teams/{team}/history/{queue}", tag, "Read a queue's history", "By interval; at most 400 days."), s.getHistory)
}

func (s *server) importHistory(ctx context.Context, in *importHistoryInput) (*answer[ImportedHistory], error) {
	load := s.desk.ImportHistory
	if in.Again {
		load = s.desk.ImportHistoryAgain
	}
	got, err := load(ctx, in.Team, in.Name, bytes.NewReader(in.RawBody))
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[ImportedHistory]{importedOf(got)}, nil
}

func (s *server) listHistory(ctx context.Context, in *TeamInput) (*answer[list[HistorySpan]], error) {
	found, err := s.desk.HistorySpans(ctx, in.Team)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, historySpanOf), nil
}

func (s *server) getHistory(ctx context.Context, in *historyInput) (*answer[list[HistoryPoint]], error) {
	found, err := s.desk.History(ctx, in.Team, in.Queue, in.From.Date, in.To.Date)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, historyPointOf), nil
}
