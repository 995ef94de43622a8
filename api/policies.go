package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster/desk"
)

// Policy is one version of a team's definition: hours, shifts, contracts and
// rules. A version never changes; rosters name the one they were made under.
type Policy struct {
	Team    int64     `json:"team"`
	Version int       `json:"version"`
	Source  string    `json:"source,omitempty" doc:"In the form of team.yaml; not in lists"`
	Created time.Time `json:"created"`
	Author  string    `json:"author"`
}

func policyOf(p desk.PolicyVersion) Policy { return Policy(p) }

type policyInput struct {
	TeamInput
	Version int `path:"version" minimum:"1"`
}

func (s *server) registerPolicies(api huma.API) {
	const tag = "Policies"
	register(api, op("list-policies", http.MethodGet, "/teams/{team}/policies", tag, "List the versions of a team's definition",
		"Newest first, without their text. PUT /teams/{team} makes the next."), s.listPolicies)
	register(api, op("get-policy", http.MethodGet, "/teams/{team}/policies/{version}", tag, "Read one version of a team's definition", ""), s.getPolicy)
}

func (s *server) listPolicies(ctx context.Context, in *TeamInput) (*answer[list[Policy]], error) {
	found, err := s.desk.PolicyVersions(ctx, in.Team)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, policyOf), nil
}

func (s *server) getPolicy(ctx context.Context, in *policyInput) (*answer[Policy], error) {
	p, err := s.desk.PolicyVersion(ctx, in.Team, in.Version)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[Policy]{Policy(p)}, nil
}
