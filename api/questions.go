package api

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/solver"
)

// QuestionInput is a document of a problem, duties, and what is asked of them.
type QuestionInput struct {
	RawBody []byte `contentType:"application/json" doc:"An object with problem (as described by /schemas/problem.json), duties, and what is asked"`
}

// RankedCandidate is somebody who might take a duty.
type RankedCandidate struct {
	Person string            `json:"person"`
	Lawful bool              `json:"lawful" doc:"No hard rule stands in the way"`
	Leaves string            `json:"leaves,omitempty" doc:"The duty of the day that they would leave for it"`
	Cost   float64           `json:"cost" doc:"What the roster would cost more; less when negative"`
	ByRule []solver.RuleCost `json:"by_rule" doc:"The same by rule"`
	Breaks []Breach          `json:"breaks" doc:"Hard rules that it would break by more than before"`
	Rule   string            `json:"rule,omitempty" doc:"What stands in the way first: a rule, or skill"`
	Text   string            `json:"text" doc:"What it would cost, or what stops them, in the language of Accept-Language"`
}

type rosterCandidatesInput struct {
	RosterInput
	Date    string   `query:"date" required:"true" format:"date"`
	Shift   string   `query:"shift" required:"true" maxLength:"20" doc:"A code"`
	Instead string   `query:"instead" maxLength:"100" doc:"Whose the duty is now; absent when it is open"`
	Skills  []string `query:"skills" maxItems:"20" doc:"All of which are needed"`
}

func (s *server) registerQuestions(api huma.API) {
	register(api, op("list-candidates", http.MethodGet, "/rosters/{roster}/candidates", "Rosters", "Rank who can take a duty",
		"Those whom no hard rule stops come first, the cheapest before all; then those who are stopped, with the rule and its numbers. Changes nothing."), s.rosterCandidates)
	for _, q := range []struct {
		id, summary, about string
		ask                func(context.Context, *QuestionInput) (*answer[json.RawMessage], error)
	}{
		{"explain", "Explain a roster of your own", "Body: problem, duties, relax (how many relaxations to try, at most 12). The answer holds every gap with what stopped each person, " +
			"a smallest set of conflicting rules for everybody who has no lawful row, and the relaxations that help, the best first.", s.explain},
		{"candidates", "Rank who can take a duty", "Body: problem, duties, opening (date, shift, skills, instead).", s.candidates},
		{"repair", "Repair a published roster", "Body: problem (with the new absences and demand), duties (as published), terms (from, notice_days, change, short). " +
			"Up to three answers: fewest people touched, best coverage, cheapest.", s.repair},
		{"compare", "Compare two rosters", "Body: problem, duties, other. Differences are of other less duties.", s.compare},
		{"hire", "Ask how many more people close all gaps", "Body: problem, duties, like (a person's id), skills. What is proven, and what was found.", s.hire},
	} {
		o := op(q.id, http.MethodPost, "/"+q.id, "Stateless", q.summary, q.about+" Nothing is stored.")
		o.MaxBodyBytes = problemBody
		o.Errors = []int{http.StatusTooManyRequests, http.StatusServiceUnavailable}
		o.SkipValidateBody = true // readQuestion does
		o.RequestBody = &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"application/json": {}}}
		register(api, o, q.ask)
	}
}

func (s *server) rosterCandidates(ctx context.Context, in *rosterCandidatesInput) (*answer[[]RankedCandidate], error) {
	date, err := roster.ParseDate(in.Date)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	all, err := s.desk.Candidates(ctx, in.Roster, solver.Opening{Date: date, Shift: in.Shift, Skills: in.Skills, Giver: in.Instead})
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[[]RankedCandidate]{inWords(ctx, all)}, nil
}

func inWords(ctx context.Context, all []solver.Candidate) []RankedCandidate {
	lang := languageOf(ctx)
	return each(all, func(c solver.Candidate) RankedCandidate {
		out := RankedCandidate{
			Person: c.Person, Lawful: c.Lawful, Leaves: c.Leaves, Cost: c.Cost, ByRule: append([]solver.RuleCost{}, c.ByRule...),
			Breaks: breaches(ctx, c.Breaks), Rule: c.Rule, Text: locale.CostChange(lang, c.Cost),
		}
		if !c.Lawful {
			out.Text = locale.Reason(lang, c.Rule, c.Reason, 1, c.Have, c.Want)
		}
		return out
	})
}

// question is what may stand in the body of one. Each operation reads its part.
type question struct {
	Problem json.RawMessage    `json:"problem"`
	Duties  []solver.Assigned  `json:"duties"`
	Other   []solver.Assigned  `json:"other"`
	Opening solver.Opening     `json:"opening"`
	Terms   solver.RepairTerms `json:"terms"`
	Relax   int                `json:"relax"`
	Like    string             `json:"like"`
	Skills  []string           `json:"skills"`
	Seed    uint64             `json:"seed"`

	parsed *solver.Problem
}

// mostRelaxations bounds the trials of one question.
const mostRelaxations = 12

// ask reads a question, computes its answer, and writes it as JSON.
func ask[T any](ctx context.Context, s *server, in *QuestionInput, f func(context.Context, *question) (T, error)) (*answer[json.RawMessage], error) {
	q, err := readQuestion(in.RawBody)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	got, err := compute(ctx, s, longest+5*time.Second, func(ctx context.Context) (T, error) {
		searching, cancel := context.WithTimeout(ctx, longest)
		defer cancel()
		return f(searching, q)
	})
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	text, err := json.Marshal(got)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return &answer[json.RawMessage]{text}, nil
}

func readQuestion(data []byte) (*question, error) {
	var q question
	in := json.NewDecoder(bytes.NewReader(data))
	in.DisallowUnknownFields()
	if err := in.Decode(&q); err != nil {
		return nil, roster.Errorf(roster.Invalid, "the body cannot be read: %w; write an object with problem and duties", err)
	}
	if q.Relax < 0 || q.Relax > mostRelaxations {
		return nil, roster.Errorf(roster.Invalid, "relax is %d; write 0 to %d", q.Relax, mostRelaxations)
	}
	var err error
	q.parsed, err = readProblem(q.Problem)
	return &q, err
}

// explanation is the answer of explain.
type explanation struct {
	Missing     float64             `json:"missing_hours"`
	Gaps        []solver.Gap        `json:"gaps"`
	Conflicts   []solver.Conflict   `json:"conflicts"`
	Relaxations []solver.Relaxation `json:"relaxations"`
}

func (s *server) explain(ctx context.Context, in *QuestionInput) (*answer[json.RawMessage], error) {
	return ask(ctx, s, in, func(ctx context.Context, q *question) (out explanation, err error) {
		sol, err := solver.Check(q.parsed, q.Duties)
		if err != nil {
			return out, err
		}
		out = explanation{Missing: sol.MissingHours(q.parsed), Gaps: append([]solver.Gap{}, sol.Gaps...), Relaxations: []solver.Relaxation{}}
		if out.Conflicts, err = solver.Conflicts(q.parsed); err != nil || q.Relax == 0 {
			return out, err
		}
		out.Relaxations, err = solver.Relaxations(ctx, q.parsed, q.Duties, solver.RelaxOptions{Most: q.Relax, Seed: q.Seed})
		return out, err
	})
}

func (s *server) candidates(ctx context.Context, in *QuestionInput) (*answer[json.RawMessage], error) {
	return ask(ctx, s, in, func(_ context.Context, q *question) ([]RankedCandidate, error) {
		b, err := solver.NewBoard(q.parsed, q.Duties)
		if err != nil {
			return nil, err
		}
		all, err := b.Candidates(q.Opening)
		return inWords(ctx, all), err
	})
}

func (s *server) repair(ctx context.Context, in *QuestionInput) (*answer[json.RawMessage], error) {
	return ask(ctx, s, in, func(ctx context.Context, q *question) (*solver.Repairs, error) {
		return solver.Mend(ctx, q.parsed, q.Duties, q.Terms, solver.RepairOptions{Seed: q.Seed})
	})
}

func (s *server) compare(ctx context.Context, in *QuestionInput) (*answer[json.RawMessage], error) {
	return ask(ctx, s, in, func(_ context.Context, q *question) (*solver.Comparison, error) {
		return solver.Compare(q.parsed, q.Duties, q.Other)
	})
}

func (s *server) hire(ctx context.Context, in *QuestionInput) (*answer[json.RawMessage], error) {
	return ask(ctx, s, in, func(ctx context.Context, q *question) (*solver.Hiring, error) {
		return solver.Hire(ctx, q.parsed, q.Duties, q.Like, solver.HireOptions{Skills: q.Skills, Seed: q.Seed, Most: 30})
	})
}
