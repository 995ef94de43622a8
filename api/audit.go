package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster/desk"
)

// Entry is one line of the audit: who did what to which thing, and when.
type Entry struct {
	ID     int64           `json:"id"`
	At     time.Time       `json:"at"`
	Who    string          `json:"who" doc:"An e-mail address, or system"`
	Team   int64           `json:"team,omitempty"`
	Action string          `json:"action" example:"roster.publish"`
	What   string          `json:"what" example:"roster"`
	Thing  string          `json:"thing" doc:"Its id"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after,omitempty"`
}

func entryOf(e desk.Entry) Entry { return Entry(e) }

type auditInput struct {
	Team  int64  `query:"team" minimum:"1" doc:"Absent is every team, for admins"`
	What  string `query:"what" maxLength:"50" doc:"roster, swap, …"`
	Thing string `query:"thing" maxLength:"100" doc:"An id"`
	PageInput
}

func (s *server) registerAudit(api huma.API) {
	register(api, op("list-audit", http.MethodGet, "/audit", "Audit", "List who changed what", "Admins; planners for their teams."), s.listAudit)
}

func (s *server) listAudit(ctx context.Context, in *auditInput) (*answer[list[Entry]], error) {
	found, err := s.desk.Audit(ctx, desk.AuditFilter{Team: in.Team, What: in.What, Thing: in.Thing, Page: in.page()})
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return part(in.PageInput, found, entryOf, func(e desk.Entry) int64 { return e.ID }), nil
}
