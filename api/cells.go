package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// Cell is a change of what one agent does on one date.
type Cell struct {
	Agent    string          `json:"agent" minLength:"1" maxLength:"100"`
	Date     roster.Date     `json:"date" format:"date"`
	Shift    string          `json:"shift" maxLength:"20" doc:"A code; empty for a day off"`
	Kind     roster.DutyKind `json:"kind,omitempty" enum:"ordinary,overtime,rest_day,standby" doc:"Absent is ordinary"`
	Override string          `json:"override,omitempty" maxLength:"500" doc:"The reason why a hard breach is accepted"`
}

// Edited is what a change of a cell did, or would do.
type Edited struct {
	Version  int      `json:"version" doc:"Of the roster, after it"`
	Duty     *Duty    `json:"duty,omitempty" doc:"What stands in the cell now; absent for a day off"`
	Worsened []Breach `json:"worsened" doc:"Hard rules that the change breaks by more than before"`
	Before   []Breach `json:"before" doc:"All breaches of the agent's row before"`
	After    []Breach `json:"after" doc:"And after"`
}

func editedOf(ctx context.Context, e desk.Edited) Edited {
	out := Edited{Version: e.Version, Worsened: breaches(ctx, e.Worsened), Before: breaches(ctx, e.Before), After: breaches(ctx, e.After)}
	if e.Duty != nil {
		d := dutyWire(*e.Duty)
		out.Duty = &d
	}
	return out
}

type tryCellInput struct {
	RosterInput
	Body Cell
}

type editCellInput struct {
	RosterVersionInput
	Body Cell
}

func (s *server) registerCells(api huma.API) {
	const tag = "Rosters"
	register(api, op("try-cell", http.MethodPost, "/rosters/{roster}/cells/try", tag, "Say what a change of a cell would do", "Changes nothing."), s.tryCell)
	register(api, op("edit-cell", http.MethodPost, "/rosters/{roster}/cells", tag, "Change a cell of the draft",
		"422 with the breaches when a hard rule is broken by more than before and no reason to override is given."), s.editCell)
}

func (s *server) tryCell(ctx context.Context, in *tryCellInput) (*answer[Edited], error) {
	e, err := s.desk.TryCell(ctx, in.Roster, desk.Cell(in.Body))
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[Edited]{editedOf(ctx, e)}, nil
}

func (s *server) editCell(ctx context.Context, in *editCellInput) (*versioned[Edited], error) {
	e, err := s.desk.EditCell(ctx, in.Roster, in.IfMatch.n, desk.Cell(in.Body))
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &versioned[Edited]{etag(e.Version), editedOf(ctx, e)}, nil
}
