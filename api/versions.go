package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// Publication is one version of a roster that was published.
type Publication struct {
	Roster   int64     `json:"roster"`
	Number   int       `json:"number"`
	Version  int       `json:"version" doc:"Of the roster"`
	Created  time.Time `json:"created"`
	Author   string    `json:"author"`
	Reason   string    `json:"reason,omitempty" doc:"Why hard breaches were accepted"`
	Hard     int       `json:"hard" doc:"Steps by which hard rules are broken; 0 is lawful"`
	Cost     float64   `json:"cost"`
	Findings []Finding `json:"findings"`
	Duties   []Duty    `json:"duties,omitempty" doc:"Not in lists"`
}

func publicationOf(ctx context.Context, p desk.Publication) Publication {
	return Publication{
		Roster: p.Roster, Number: p.Number, Version: p.Version, Created: p.Created, Author: p.Author, Reason: p.Reason,
		Hard: p.Hard, Cost: p.Cost, Findings: findings(ctx, p.Findings), Duties: each(p.Duties, dutyWire),
	}
}

// Published is what publishing did.
type Published struct {
	Roster      Roster      `json:"roster"`
	Publication Publication `json:"publication"`
	Assessment  Assessment  `json:"assessment"`
}

type publishInput struct {
	RosterVersionInput
	Body struct {
		Reason string `json:"reason,omitempty" maxLength:"1000" doc:"Why it is published though hard rules are broken"`
	}
}

type publicationInput struct {
	RosterInput
	Number int `path:"number" minimum:"1"`
}

// TeamRoster is a published roster as everybody in the team sees it: nobody's
// absences, wishes or pay.
type TeamRoster struct {
	Roster Roster  `json:"roster"`
	Agents []Agent `json:"agents" doc:"Ids and names alone"`
	Duties []Duty  `json:"duties"`
}

func (s *server) registerVersions(api huma.API) {
	const tag = "Rosters"
	register(api, op("publish-roster", http.MethodPost, "/rosters/{roster}/publish", tag, "Publish the draft",
		"Checks it and puts it in force. 422 with the breaches when hard rules are broken and no reason is given. Planners."), s.publishRoster)
	register(api, op("list-versions", http.MethodGet, "/rosters/{roster}/versions", tag, "List what was published", "Newest first, without duties."), s.listVersions)
	register(api, op("get-version", http.MethodGet, "/rosters/{roster}/versions/{number}", tag, "Read a published version", "With its duties."), s.getVersion)
	register(api, op("get-published", http.MethodGet, "/rosters/{roster}/published", tag, "Read the team's published month", "For everybody in the team."), s.getPublished)
}

func (s *server) publishRoster(ctx context.Context, in *publishInput) (*versioned[Published], error) {
	p, err := s.desk.Publish(ctx, in.Roster, in.IfMatch.n, in.Body.Reason)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &versioned[Published]{etag(p.Roster.Version),
		Published{rosterOf(p.Roster), publicationOf(ctx, p.Publication), assessmentOf(ctx, p.Assessment)}}, nil
}

func (s *server) listVersions(ctx context.Context, in *RosterInput) (*answer[list[Publication]], error) {
	found, err := s.desk.Publications(ctx, in.Roster)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, func(p desk.Publication) Publication { return publicationOf(ctx, p) }), nil
}

func (s *server) getVersion(ctx context.Context, in *publicationInput) (*answer[Publication], error) {
	p, err := s.desk.Publication(ctx, in.Roster, in.Number)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[Publication]{publicationOf(ctx, p)}, nil
}

func (s *server) getPublished(ctx context.Context, in *RosterInput) (*composed[TeamRoster], error) {
	m, err := s.desk.TeamMonth(ctx, in.Roster)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return compose(m.Roster.Version, TeamRoster{rosterOf(m.Roster), each(m.Agents, agentOf), each(m.Duties, dutyOf)}), nil
}

// dutyWire is a duty that is in no table.
func dutyWire(d roster.Duty) Duty { return dutyOf(desk.Duty{Duty: d}) }
