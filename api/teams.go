package api

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster/desk"
)

// Team is a group of agents planned together.
type Team struct {
	ID            int64     `json:"id"`
	Name          string    `json:"name"`
	Zone          string    `json:"zone" doc:"IANA; whose clock opening hours and shifts follow"`
	PolicyVersion int       `json:"policy_version" doc:"The newest version of the definition"`
	SwapApproval  string    `json:"swap_approval" enum:"auto,lead" doc:"Who decides on swaps: the rules alone, or a lead"`
	Revision      int64     `json:"revision" doc:"Grows with whatever a check of a roster reads"`
	Created       time.Time `json:"created"`
}

// TeamDetail is a team with its definition.
type TeamDetail struct {
	Team
	Source string `json:"source,omitempty" doc:"The definition, in the form of team.yaml; not for agents"`
}

func teamOf(t desk.Team) Team { return Team(t) }

func teamDetail(v desk.TeamView) *composed[TeamDetail] {
	return compose(v.PolicyVersion, TeamDetail{Team(v.Team), v.Source})
}

type TeamInput struct {
	Team int64 `path:"team" minimum:"1"`
}

// DefinitionInput is a body in the form of team.yaml.
type DefinitionInput struct {
	RawBody []byte `contentType:"application/yaml" doc:"The definition in the form of team.yaml; JSON is YAML, too"`
}

type updateTeamInput struct {
	TeamInput
	VersionInput
	DefinitionInput
}

type swapApprovalInput struct {
	TeamInput
	Body struct {
		Approval string `json:"approval" enum:"auto,lead"`
	}
}

type exportTeamInput struct {
	TeamInput
	Month month `query:"month" doc:"Absent is the one after the present"`
}

type importInput struct {
	RawBody []byte `contentType:"application/zip" doc:"A workspace folder: team.yaml, agents.csv, history/ and so on, at the top of the archive or in one folder of it"`
}

// Imported says what an import brought in.
type Imported struct {
	Team     Team    `json:"team"`
	Agents   int     `json:"agents"`
	Points   int     `json:"points" doc:"Intervals of history"`
	Duties   int     `json:"duties" doc:"Of the last roster"`
	Roster   int64   `json:"roster,omitempty" doc:"The last roster, published"`
	Warnings []Fault `json:"warnings"`
}

func (s *server) registerTeams(api huma.API) {
	const tag = "Teams"
	register(api, op("list-teams", http.MethodGet, "/teams", tag, "List the teams you may see", "By name."), s.listTeams)
	register(api, op("get-team", http.MethodGet, "/teams/{team}", tag, "Read a team", "The ETag is of its definition."), s.getTeam)
	create := making("create-team", "/teams", tag, "Make a team", "Faults of the definition are located by key and line.")
	register(api, create, s.createTeam)
	register(api, op("update-team", http.MethodPut, "/teams/{team}", tag, "Change a team's definition",
		"Makes a new policy version. Rosters made before keep theirs until they are checked again."), s.updateTeam)
	register(api, op("set-swap-approval", http.MethodPut, "/teams/{team}/swap-approval", tag, "Say who decides on swaps", ""), s.setSwapApproval)
	save := op("export-team", http.MethodGet, "/teams/{team}/workspace", tag, "Save a team as a workspace folder",
		"What the plan of a month begins with, as the ZIP archive that import-team and `smena plan` read. Planners.")
	save.Responses = map[string]*huma.Response{"200": {Description: "The archive", Content: map[string]*huma.MediaType{
		"application/zip": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}},
	}}}
	register(api, save, s.exportTeam)
	load := making("import-team", "/teams/import", tag, "Make a team of a workspace folder", "The folder that `smena plan` works on, as a ZIP archive.")
	load.MaxBodyBytes = documentBody
	register(api, load, s.importTeam)
}

func (s *server) listTeams(ctx context.Context, _ *struct{}) (*answer[list[Team]], error) {
	found, err := s.desk.Teams(ctx)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, teamOf), nil
}

func (s *server) getTeam(ctx context.Context, in *TeamInput) (*composed[TeamDetail], error) {
	view, err := s.desk.Team(ctx, in.Team)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return teamDetail(view), nil
}

func (s *server) createTeam(ctx context.Context, in *DefinitionInput) (*made[TeamDetail], error) {
	view, err := s.desk.CreateTeam(ctx, string(in.RawBody))
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	detail := teamDetail(view)
	return &made[TeamDetail]{at("/teams/%d", view.ID), detail.ETag, detail.Body}, nil
}

func (s *server) updateTeam(ctx context.Context, in *updateTeamInput) (*composed[TeamDetail], error) {
	view, err := s.desk.UpdateTeam(ctx, in.Team, in.IfMatch.n, string(in.RawBody))
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return teamDetail(view), nil
}

func (s *server) setSwapApproval(ctx context.Context, in *swapApprovalInput) (*answer[Team], error) {
	team, err := s.desk.SetSwapApproval(ctx, in.Team, in.Body.Approval)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[Team]{Team(team)}, nil
}

func (s *server) exportTeam(ctx context.Context, in *exportTeamInput) (*file, error) {
	e, err := s.desk.ExportTeam(ctx, in.Team, in.Month.Month)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return fileOf(e), nil
}

func (s *server) importTeam(ctx context.Context, in *importInput) (*made[Imported], error) {
	got, err := s.desk.ImportArchive(ctx, in.RawBody)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &made[Imported]{at("/teams/%d", got.Team.ID), etag(got.Team.PolicyVersion), Imported{
		Team: Team(got.Team), Agents: got.Agents, Points: got.Points, Duties: got.Duties, Roster: got.Roster,
		Warnings: each(got.Warnings, located),
	}}, nil
}

// at is the address of a thing.
func at(format string, args ...any) string { return Prefix + fmt.Sprintf(format, args...) }
