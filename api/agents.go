package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// Agent is one person who works duties. Agents see ids and names of each
// other, and no more.
type Agent struct {
	ID         string   `json:"id" minLength:"1" maxLength:"100" doc:"Unique in the team"`
	Team       int64    `json:"team" readOnly:"true"`
	Version    int      `json:"version" readOnly:"true"`
	Name       string   `json:"name" minLength:"1" maxLength:"200"`
	Zone       string   `json:"zone,omitempty" maxLength:"64" doc:"IANA; the place of work, where it is not the team's"`
	PayrollID  string   `json:"payroll_id,omitempty" maxLength:"100"`
	Terms      []Terms  `json:"terms" maxItems:"100" nullable:"false" doc:"Contracts in order of validity; at least one"`
	Skills     []string `json:"skills" maxItems:"100" nullable:"false"`
	Consents   []string `json:"consents" maxItems:"50" nullable:"false" doc:"Signed, in the words of the law pack: night, overtime, …"`
	Protected  []string `json:"protected" maxItems:"50" nullable:"false" doc:"Groups that the pack shields: pregnant, minor, …"`
	HourlyRate int64    `json:"hourly_rate,omitempty" minimum:"0" doc:"Cents an hour; 0 is unknown"`
}

// NewAgent is what is sent to make or replace an agent.
type NewAgent struct {
	ID         string   `json:"id" minLength:"1" maxLength:"100" doc:"Unique in the team"`
	Name       string   `json:"name" minLength:"1" maxLength:"200"`
	Zone       string   `json:"zone,omitempty" maxLength:"64" doc:"IANA; the place of work, where it is not the team's"`
	PayrollID  string   `json:"payroll_id,omitempty" maxLength:"100"`
	Terms      []Terms  `json:"terms" minItems:"1" maxItems:"100" nullable:"false" doc:"Contracts in order of validity"`
	Skills     []string `json:"skills,omitempty" maxItems:"100"`
	Consents   []string `json:"consents,omitempty" maxItems:"50"`
	Protected  []string `json:"protected,omitempty" maxItems:"50"`
	HourlyRate int64    `json:"hourly_rate,omitempty" minimum:"0" doc:"Cents an hour; 0 is unknown"`
}

// Terms says under which contract an agent stands, and when.
type Terms struct {
	Contract string      `json:"contract" minLength:"1"`
	From     roster.Date `json:"from" format:"date"`
	To       roster.Date `json:"to,omitempty" format:"date" doc:"The first day that no longer belongs; absent is for good"`
}

func termsOf(t roster.Terms) Terms { return Terms(t) }

func agentOf(a desk.Agent) Agent {
	out := Agent{
		ID: a.ID, Team: a.Team, Version: a.Version, Name: a.Name, PayrollID: a.PayrollID,
		Terms: each(a.Terms, termsOf), Skills: some(a.Skills), Consents: some(a.Consents), Protected: some(a.Protected),
		HourlyRate: a.HourlyRate,
	}
	if a.Zone != nil {
		out.Zone = a.Zone.String()
	}
	return out
}

// agent reads what was sent; an unknown zone is a located fault.
func (n NewAgent) agent() (roster.Agent, error) {
	out := roster.Agent{
		ID: n.ID, Name: n.Name, PayrollID: n.PayrollID, Skills: n.Skills, Consents: n.Consents, Protected: n.Protected,
		Terms: each(n.Terms, func(t Terms) roster.Terms { return roster.Terms(t) }), HourlyRate: n.HourlyRate,
	}
	zone, err := placeOf("body.zone", n.Zone)
	out.Zone = zone
	return out, err
}

// placeOf reads an IANA name; "" is nil. "Local" is the server's, which is
// nobody's business.
func placeOf(location, name string) (*time.Location, error) {
	if name == "" {
		return nil, nil
	}
	zone, err := time.LoadLocation(name)
	if err != nil || name == "Local" {
		return nil, wrong(location, name, "it is no time zone", "write an IANA name such as Europe/Budapest")
	}
	return zone, nil
}

// wrong is a problem of one fault.
func wrong(location string, value any, message, cure string) error {
	p := newProblem(http.StatusUnprocessableEntity, "validation failed")
	p.Errors = []Fault{{Message: message, Location: location, Value: value, Cure: cure}}
	return p
}

type AgentInput struct {
	TeamInput
	Agent string `path:"agent" maxLength:"100"`
}

type newAgentInput struct {
	TeamInput
	Body NewAgent
}

type putAgentInput struct {
	AgentInput
	VersionInput
	Body NewAgent
}

func (s *server) registerAgents(api huma.API) {
	const tag = "Agents"
	register(api, op("list-agents", http.MethodGet, "/teams/{team}/agents", tag, "List a team's agents", "In the team's order."), s.listAgents)
	register(api, op("get-agent", http.MethodGet, "/teams/{team}/agents/{agent}", tag, "Read an agent", ""), s.getAgent)
	register(api, making("create-agent", "/teams/{team}/agents", tag, "Make an agent", ""), s.createAgent)
	register(api, op("put-agent", http.MethodPut, "/teams/{team}/agents/{agent}", tag, "Replace an agent", "The id cannot change."), s.putAgent)
}

func (s *server) listAgents(ctx context.Context, in *TeamInput) (*answer[list[Agent]], error) {
	found, err := s.desk.Agents(ctx, in.Team)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return all(found, agentOf), nil
}

func (s *server) getAgent(ctx context.Context, in *AgentInput) (*versioned[Agent], error) {
	a, err := s.desk.Agent(ctx, in.Team, in.Agent)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &versioned[Agent]{etag(a.Version), agentOf(a)}, nil
}

func (s *server) createAgent(ctx context.Context, in *newAgentInput) (*made[Agent], error) {
	a, err := s.saveAgent(ctx, in.Team, 0, in.Body)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &made[Agent]{at("/teams/%d/agents/%s", a.Team, a.ID), etag(a.Version), agentOf(a)}, nil
}

func (s *server) putAgent(ctx context.Context, in *putAgentInput) (*versioned[Agent], error) {
	if in.Body.ID != in.Agent {
		return nil, s.problem(ctx, wrong("body.id", in.Body.ID, "it is not the id in the address", "make a new agent to have another id"))
	}
	a, err := s.saveAgent(ctx, in.Team, max(1, in.IfMatch.n), in.Body)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &versioned[Agent]{etag(a.Version), agentOf(a)}, nil
}

func (s *server) saveAgent(ctx context.Context, team int64, version int, n NewAgent) (desk.Agent, error) {
	a, err := n.agent()
	if err != nil {
		return desk.Agent{}, err
	}
	return s.desk.PutAgent(ctx, team, version, a)
}
