package api

import (
	"context"
	"encoding/json"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// Contract is what a group of agents has agreed to.
type Contract struct {
	ID        string            `json:"id" minLength:"1" maxLength:"100" doc:"Unique in the team; what the terms of agents name"`
	Minutes   int               `json:"weekly_minutes" minimum:"60" maximum:"5040" doc:"Agreed working time a week on average" example:"2400"`
	Pack      string            `json:"pack" minLength:"1" maxLength:"20" doc:"The labour law it stands under" example:"de"`
	Reference int               `json:"reference_months,omitempty" minimum:"0" maximum:"36" doc:"Hours are averaged over so many months; absent is what the law says"`
	Shifts    []string          `json:"shifts,omitempty" maxItems:"200" doc:"Codes that may be worked; absent is all"`
	Rotation  []string          `json:"rotation,omitempty" maxItems:"200" doc:"Codes in the order in which people go through them"`
	Office    int               `json:"office_days,omitempty" minimum:"0" maximum:"7" doc:"Wanted a week"`
	DaysOff   int               `json:"days_off,omitempty" minimum:"0" maximum:"6" doc:"A week, floating; absent leaves it to the rules"`
	Nights    string            `json:"nights,omitempty" enum:"allowed,volunteers,never" doc:"Absent is allowed"`
	PayType   string            `json:"pay_type,omitempty" enum:"monthly,hourly" doc:"Absent is monthly"`
	Rules     []json.RawMessage `json:"rules,omitempty" maxItems:"200" doc:"Clauses on top of the law's, as in team.yaml: {\"rule\": \"days-in-a-row\", \"max\": 5}"`
}

func contractOf(c roster.Contract) (Contract, error) {
	out := Contract{
		ID: c.ID, Minutes: c.WeeklyMinutes, Pack: c.Pack, Reference: c.Reference, Shifts: c.Shifts, Rotation: c.Rotation,
		Office: c.OfficeDays, DaysOff: c.DaysOff, Nights: c.Nights, PayType: c.PayType,
	}
	for _, clause := range c.Policy {
		text, err := json.Marshal(clause)
		if err != nil {
			return out, err
		}
		out.Rules = append(out.Rules, text)
	}
	return out, nil
}

// contract reads what was sent.
func (c Contract) contract() (roster.Contract, error) {
	out := roster.Contract{
		ID: c.ID, WeeklyMinutes: c.Minutes, Pack: c.Pack, Reference: c.Reference, Shifts: c.Shifts, Rotation: c.Rotation,
		OfficeDays: c.Office, DaysOff: c.DaysOff, Nights: c.Nights, PayType: c.PayType,
	}
	for _, text := range c.Rules {
		clause, err := roster.ParseClause(text)
		if err != nil {
			return out, err
		}
		out.Policy = append(out.Policy, clause)
	}
	return out, nil
}

type ContractInput struct {
	TeamInput
	Contract string `path:"contract" minLength:"1" maxLength:"100"`
}

type newContractInput struct {
	TeamInput
	VersionInput
	Body Contract
}

type putContractInput struct {
	ContractInput
	VersionInput
	Body Contract
}

type removeContractInput struct {
	ContractInput
	VersionInput
}

type undoTeamInput struct {
	TeamInput
	VersionInput
}

func (s *server) registerContracts(api huma.API) {
	const tag, etag = "Contracts", "The ETag is of the team's definition, of which every change makes a new version."
	register(api, op("list-contracts", http.MethodGet, "/teams/{team}/contracts", tag, "List a team's contracts", "In the order of the definition. "+etag), s.listContracts)
	register(api, making("create-contract", "/teams/{team}/contracts", tag, "Make a contract", etag), s.createContract)
	register(api, op("put-contract", http.MethodPut, "/teams/{team}/contracts/{contract}", tag, "Change a contract",
		"Replaces all of it, rules too; another id renames it, once nobody stands under it. "+etag), s.putContract)
	remove := op("remove-contract", http.MethodDelete, "/teams/{team}/contracts/{contract}", tag, "Take a contract out", "422 while agents stand under it. "+etag)
	register(api, remove, s.removeContract)
	register(api, op("undo-team", http.MethodPost, "/teams/{team}/undo", "Teams", "Undo the last change of a team's definition",
		"Of shifts, contracts, rules or whatever was changed. Once more does it again."), s.undoTeam)
}

func (s *server) listContracts(ctx context.Context, in *TeamInput) (*composed[list[Contract]], error) {
	view, err := s.desk.Contracts(ctx, in.Team)
	return s.contracts(ctx, view, err)
}

func (s *server) createContract(ctx context.Context, in *newContractInput) (*made[Contract], error) {
	c, err := in.Body.contract()
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	view, err := s.desk.PutContract(ctx, in.Team, in.IfMatch.n, "", c)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	is, err := contractIn(view, c.ID)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &made[Contract]{at("/teams/%d/contracts/%s", in.Team, c.ID), etag(view.PolicyVersion), is}, nil
}

func (s *server) putContract(ctx context.Context, in *putContractInput) (*composed[Contract], error) {
	c, err := in.Body.contract()
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	view, err := s.desk.PutContract(ctx, in.Team, in.IfMatch.n, in.Contract, c)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	is, err := contractIn(view, c.ID)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return compose(view.PolicyVersion, is), nil
}

func (s *server) removeContract(ctx context.Context, in *removeContractInput) (*composed[list[Contract]], error) {
	view, err := s.desk.RemoveContract(ctx, in.Team, in.IfMatch.n, in.Contract)
	return s.contracts(ctx, view, err)
}

func (s *server) undoTeam(ctx context.Context, in *undoTeamInput) (*composed[TeamDetail], error) {
	view, err := s.desk.UndoTeam(ctx, in.Team, in.IfMatch.n)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return teamDetail(view), nil
}

// contracts lists the contracts of a definition.
func (s *server) contracts(ctx context.Context, view desk.TeamView, err error) (*composed[list[Contract]], error) {
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	out := list[Contract]{Items: []Contract{}}
	for _, c := range view.Definition.Contracts {
		is, err := contractOf(c)
		if err != nil {
			return nil, s.problem(ctx, err)
		}
		out.Items = append(out.Items, is)
	}
	return compose(view.PolicyVersion, out), nil
}

// contractIn returns a contract as a definition has it.
func contractIn(view desk.TeamView, id string) (Contract, error) {
	c, _ := view.Definition.Contract(id)
	return contractOf(c)
}
