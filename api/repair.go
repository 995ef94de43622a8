package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/locale"
	"github.com/smena-org/smena/solver"
)

// Repairs are ways to mend what people were told.
type Repairs struct {
	From    roster.Date `json:"from" format:"date" doc:"First day that may change"`
	Notice  int         `json:"notice_days" doc:"From then on, how long changes come at short notice"`
	Now     Figures     `json:"now" doc:"Of the duties that can still be worked"`
	Answers []Repair    `json:"answers" doc:"Distinct ones: fewest people touched, best coverage, cheapest. None where nothing is better than leaving it"`
	Cut     bool        `json:"cut" doc:"Time ran out: the same question may have better answers"`
}

// Repair is one way to mend a roster.
type Repair struct {
	Goals   []string     `json:"goals" doc:"Which it serves best: fewest, coverage, cheapest"`
	Touched []string     `json:"touched" doc:"Agents told otherwise now, but for those who cannot keep their duties"`
	Days    int          `json:"days" doc:"Theirs that change"`
	Short   int          `json:"short" doc:"Of these at short notice"`
	After   Figures      `json:"after" doc:"Of the mended roster"`
	Text    string       `json:"text" doc:"What it does to open demand, in the language of Accept-Language"`
	Changes []DayChanges `json:"changes" doc:"Of everybody, the absent too; send them back to take the answer over"`
}

// Figures are a roster in a few numbers.
type Figures struct {
	Hard    int     `json:"hard" doc:"Steps by which hard rules are broken; 0 is lawful"`
	Cost    float64 `json:"cost" doc:"Changes included"`
	Missing float64 `json:"missing_hours" doc:"Agent-hours of demand not met"`
	Duties  int     `json:"duties"`
}

// DayChanges are one agent's changed days.
type DayChanges struct {
	Agent string      `json:"agent" minLength:"1" maxLength:"100"`
	Days  []DayChange `json:"days" minItems:"1" maxItems:"31"`
}

// DayChange is a day on which two rosters differ.
type DayChange struct {
	Date roster.Date `json:"date" format:"date"`
	From string      `json:"from" maxLength:"20" doc:"What people were told; empty is a day off"`
	To   string      `json:"to" maxLength:"20" doc:"What it becomes"`
}

type repairInput struct {
	RosterInput
	Body struct {
		From       *roster.Date `json:"from,omitempty" format:"date" doc:"First day that may change; absent is tomorrow"`
		Notice     *int         `json:"notice_days,omitempty" minimum:"0" maximum:"366" doc:"Absent is what the law of the contracts asks for"`
		Change     int          `json:"change,omitempty" minimum:"1" maximum:"1000000" doc:"Price of a changed day; absent is a tenth of an hour's missing agent"`
		Short      int          `json:"short,omitempty" minimum:"1" maximum:"1000000" doc:"And at short notice; absent is half of one"`
		Seed       uint64       `json:"seed,omitempty"`
		Iterations int64        `json:"iterations,omitempty" minimum:"1" maximum:"2000000" doc:"Of each chain and answer; absent suits the team"`
	}
}

type takeRepairInput struct {
	RosterVersionInput
	Body struct {
		Changes []DayChanges `json:"changes" minItems:"1" maxItems:"500"`
	}
}

func (s *server) registerRepair(api huma.API) {
	const tag = "Rosters"
	register(api, op("repair-roster", http.MethodPost, "/rosters/{roster}/repair", tag, "Find ways to mend what was published",
		"After absences, or when demand changed: up to three answers, within seconds. Changes nothing. The ETag is the version to take an answer over into."), s.repairRoster)
	register(api, op("take-repair", http.MethodPut, "/rosters/{roster}/repair", tag, "Take a repair over into the draft",
		"The draft becomes what people were told with the changes in it; other edits of the draft are gone. Publish it as usual. "+
			"422 with the breaches when hard rules are broken by more than before."), s.takeRepair)
}

func (s *server) repairRoster(ctx context.Context, in *repairInput) (*composed[Repairs], error) {
	b := in.Body
	o := desk.RepairOptions{Notice: b.Notice, Change: b.Change, Short: b.Short, Seed: b.Seed, Iterations: b.Iterations}
	if b.From != nil {
		o.From = *b.From
	}
	found, err := s.desk.Repair(ctx, in.Roster, o)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	out := Repairs{From: found.Terms.From, Notice: found.Terms.Notice, Now: Figures(found.Now), Cut: found.Cut}
	out.Answers = each(found.Answers, func(a desk.Repair) Repair {
		return Repair{
			Goals: a.Goals, Touched: a.Touched, Days: a.Days, Short: a.Short, After: Figures(a.After), Changes: each(a.Changes, dayChangesOf),
			Text: locale.OpenChange(languageOf(ctx), a.After.Missing-found.Now.Missing),
		}
	})
	return compose(found.Roster.Version, out), nil
}

func dayChangesOf(c solver.DutyChanges) DayChanges {
	return DayChanges{c.Person, each(c.Days, func(d solver.DayChange) DayChange { return DayChange(d) })}
}

func (s *server) takeRepair(ctx context.Context, in *takeRepairInput) (*versioned[Roster], error) {
	changes := each(in.Body.Changes, func(c DayChanges) solver.DutyChanges {
		return solver.DutyChanges{Person: c.Agent, Days: each(c.Days, func(d DayChange) solver.DayChange { return solver.DayChange(d) })}
	})
	r, err := s.desk.TakeRepair(ctx, in.Roster, in.IfMatch.n, changes)
	if err != nil {
		return nil, s.problem(ctx, err)
	}
	return rosterRead(r), nil
}
