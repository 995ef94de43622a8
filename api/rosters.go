package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster/desk"
)

// Roster is a team's roster of a month: a draft, and once published the duties
// in force beside it.
type Roster struct {
	ID            int64     `json:"id"`
	Team          int64     `json:"team"`
	Month         string    `json:"month" example:"2026-12"`
	State         string    `json:"state" enum:"draft,published,locked"`
	Version       int       `json:"version" doc:"Grows with every change of draft or publication"`
	Published     int       `json:"published,omitempty" doc:"The number of the publication in force"`
	Changed       bool      `json:"changed" doc:"The draft differs from what is published"`
	PolicyVersion int       `json:"policy_version"`
	Forecast      int64     `json:"forecast,omitempty" doc:"Whose requirement it covers"`
	Seed          uint64    `json:"seed,omitempty"`
	Program       string    `json:"program,omitempty"`
	Created       time.Time `json:"created"`
	Modified      time.Time `json:"modified"`
}

func rosterOf(r desk.Roster) Roster {
	return Roster{
		ID: r.ID, Team: r.Team, Month: r.Month.String(), State: r.State, Version: r.Version, Published: r.Published, Changed: r.Changed,
		PolicyVersion: r.PolicyVersion, Forecast: r.Forecast, Seed: r.Seed, Program: r.Program, Created: r.Created, Modified: r.Modified,
	}
}

func rosterRead(r desk.Roster) *versioned[Roster] {
	return &versioned[Roster]{etag(r.Version), rosterOf(r)}
}

// Draft is a planner's month: who works when, and what is wrong with it.
type Draft struct {
	Roster     Roster     `json:"roster"`
	Agents     []Agent    `json:"agents" doc:"Who have a contract in the month"`
	Duties     []Duty     `json:"duties"`
	Absences   []Absence  `json:"absences"`
	Requests   []Request  `json:"requests"`
	Pins       []Pin      `json:"pins"`
	Assessment Assessment `json:"assessment"`
}

func draftOf(ctx context.Context, g desk.Grid) Draft {
	out := Draft{
		Roster: rosterOf(g.Roster), Agents: each(g.Agents, agentOf), Duties: each(g.Duties, dutyOf),
		Absences: each(g.Absences, absenceOf), Requests: each(g.Wishes, requestOfWish), Pins: each(g.Pins, pinOf),
	}
	if g.Assessment != nil {
		out.Assessment = assessmentOf(ctx, *g.Assessment)
	}
	return out
}

type RosterInput struct {
	Roster int64 `path:"roster" minimum:"1"`
}

type RosterVersionInput struct {
	RosterInput
	VersionInput
}

type solveRosterInput struct {
	RosterVersionInput
	Body struct {
		Seconds    int    `json:"seconds,omitempty" minimum:"1" maximum:"3600" doc:"How long to search; absent is 20"`
		Iterations int64  `json:"iterations,omitempty" minimum:"1" maximum:"1000000000000" doc:"Of each chain, instead of seconds: the result then depends on the seed alone"`
		Seed       uint64 `json:"seed,omitempty"`
		Warm       bool   `json:"warm,omitempty" doc:"Improve the draft instead of beginning afresh"`
		Forecast   int64  `json:"forecast,omitempty" minimum:"1" doc:"Cover this one; absent is the newest, made if there is none"`
	}
}

func (s *server) registerRosters(api huma.API) {
	const tag = "Rosters"
	register(api, op("list-rosters", http.MethodGet, "/teams/{team}/rosters", tag, "List a team's rosters",
		"The newest month first. Agents see those that are published."), s.listRosters)
	register(api, making("create-roster", "/teams/{team}/rosters", tag, "Begin a roster", "An empty draft of a month. A month has one roster."), s.createRoster)
	register(api, op("get-roster", http.MethodGet, "/rosters/{roster}", tag, "Read a roster's head", ""), s.getRoster)
	register(api, op("get-draft", http.MethodGet, "/rosters/{roster}/draft", tag, "Read the draft", "With everything a planner looks at beside it. Planners, leads."), s.getDraft)
	register(api, op("discard-draft", http.MethodDelete, "/rosters/{roster}/draft", tag, "Set the draft back", "To what is published, or to nothing."), s.discardDraft)
	register(api, op("check-roster", http.MethodGet, "/rosters/{roster}/check", tag, "Check the draft", "Every breach, gap and finding, and what each rule costs."), s.checkRoster)
	register(api, starting("solve-roster", "/rosters/{roster}/solve", tag, "Have the draft made",
		"Answers with the job; watch it at /jobs/{job}/events. The result is thrown away when the roster moves meanwhile."), s.solveRoster)
}

func (s *server) listRosters(ctx context.Context, in *TeamInput) (*answer[list[Roster]], error) {
	found, err := s.desk.Rosters(ctx, in.Team)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, rosterOf), nil
}

func (s *server) createRoster(ctx context.Context, in *teamMonthInput) (*made[Roster], error) {
	r, err := s.desk.CreateRoster(ctx, in.Team, in.Body.Month.Month)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &made[Roster]{at("/rosters/%d", r.ID), etag(r.Version), rosterOf(r)}, nil
}

func (s *server) getRoster(ctx context.Context, in *RosterInput) (*versioned[Roster], error) {
	r, err := s.desk.Roster(ctx, in.Roster)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return rosterRead(r), nil
}

func (s *server) getDraft(ctx context.Context, in *RosterInput) (*composed[Draft], error) {
	g, err := s.desk.Grid(ctx, in.Roster)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return compose(g.Roster.Version, draftOf(ctx, g)), nil
}

func (s *server) discardDraft(ctx context.Context, in *RosterVersionInput) (*versioned[Roster], error) {
	r, err := s.desk.DiscardDraft(ctx, in.Roster, in.IfMatch.n)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return rosterRead(r), nil
}

func (s *server) checkRoster(ctx context.Context, in *RosterInput) (*answer[Assessment], error) {
	a, err := s.desk.Assess(ctx, in.Roster)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[Assessment]{assessmentOf(ctx, a)}, nil
}

func (s *server) solveRoster(ctx context.Context, in *solveRosterInput) (*made[Job], error) {
	job, err := s.desk.StartSolve(ctx, in.Roster, in.IfMatch.n, desk.SolveOptions(in.Body))
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return jobMade(job), nil
}
