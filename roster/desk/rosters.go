package desk

import (
	"context"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/solver"
)

// Rosters lists a team's rosters, the newest month first. Agents see those
// that are published.
func (d *Desk) Rosters(ctx context.Context, team int64) ([]Roster, error) { return nil, errNotBuilt }

// Roster returns one roster's head, under the rules of Rosters.
func (d *Desk) Roster(ctx context.Context, id int64) (Roster, error) { return Roster{}, errNotBuilt }

// RosterOf returns the head of the roster that a month has, NotFound if none.
func (d *Desk) RosterOf(ctx context.Context, team int64, month plan.Month) (Roster, error) {
	return Roster{}, errNotBuilt
}

// CreateRoster begins an empty draft of a month. A month that has a roster is
// a Conflict.
func (d *Desk) CreateRoster(ctx context.Context, team int64, month plan.Month) (Roster, error) {
	return Roster{}, errNotBuilt
}

// Grid is a planner's month: who works when, and what is wrong with it.
type Grid struct {
	Roster     Roster
	Team       TeamView
	Agents     []Agent // who have a contract in the month
	Duties     []Duty  // of the draft, in order of agent and start
	Absences   []Absence
	Wishes     []Wish
	Pins       []Pin
	Assessment *Assessment
}

// Assessment is what a check of a roster found.
type Assessment struct {
	Hard     int               `json:"hard"` // steps by which hard rules are broken; 0 is lawful
	Cost     float64           `json:"cost"`
	Breaches []roster.Breach   `json:"breaches"`   // of personal rules: hard ones first, then by cost
	Gaps     []solver.Gap      `json:"gaps"`       // demand not met, and why
	ByRule   []solver.RuleCost `json:"by_rule"`    // what each rule costs
	Coverage []Cover           `json:"coverage"`   // one an open interval; empty without a forecast
	Days     []DayCover        `json:"days"`       // the same by day
	Fairness []plan.Share      `json:"fairness"`   // one an agent; empty without a forecast
	Findings []law.Finding     `json:"findings"`   // what the law has to say besides
	Notes    []string          `json:"notes"`      // decisions of the planner, in plain words
	Override []string          `json:"overridden"` // clauses of a pack that the team replaced or dropped
	Made     time.Time         `json:"made"`
}

// Cover says how one interval is staffed.
type Cover struct {
	Start    time.Time `json:"start"`
	Minutes  int       `json:"minutes"`
	Required int       `json:"required"`
	OnDuty   float64   `json:"on_duty"`
	Missing  float64   `json:"missing"`
	Surplus  float64   `json:"surplus"`
}

// DayCover adds up the intervals of one of the team's dates, in hours of people.
type DayCover struct {
	Date     roster.Date `json:"date"`
	Required float64     `json:"required"`
	OnDuty   float64     `json:"on_duty"`
	Missing  float64     `json:"missing"`
	Surplus  float64     `json:"surplus"`
}

// Grid returns the draft of a roster with its assessment, which is made when
// the roster, the team or its people changed since the last. Planners, leads.
func (d *Desk) Grid(ctx context.Context, id int64) (Grid, error) { return Grid{}, errNotBuilt }

// Assess checks the draft and returns what is wrong with it, as Grid does.
func (d *Desk) Assess(ctx context.Context, id int64) (Assessment, error) {
	return Assessment{}, errNotBuilt
}

// Cell is a change of what one agent does on one date.
type Cell struct {
	Agent    string
	Date     roster.Date
	Shift    string          // a code, "" for a day off
	Kind     roster.DutyKind // "" is ordinary
	Override string          // the reason why a hard breach is accepted; "" accepts none
}

// Edited is what a change of a cell did, or would do.
type Edited struct {
	Version  int             // of the roster, after it
	Duty     *roster.Duty    // what stands in the cell now; nil is a day off
	Worsened []roster.Breach // hard rules that the change breaks by more than before
	Before   []roster.Breach // all breaches of the agent's row before
	After    []roster.Breach // and after
}

// TryCell says what a change would do, and changes nothing.
func (d *Desk) TryCell(ctx context.Context, id int64, c Cell) (Edited, error) {
	return Edited{}, errNotBuilt
}

// EditCell changes a cell of the draft. It is Unlawful, with the breaches,
// when a hard rule is broken by more than before and no reason to override is
// given; a day of absence cannot be overridden. It is a Conflict when the
// version has moved.
func (d *Desk) EditCell(ctx context.Context, id int64, version int, c Cell) (Edited, error) {
	return Edited{}, errNotBuilt
}

// DiscardDraft sets the draft back to what is published, or to nothing.
func (d *Desk) DiscardDraft(ctx context.Context, id int64, version int) (Roster, error) {
	return Roster{}, errNotBuilt
}

// Published is what publishing did.
type Published struct {
	Roster      Roster
	Publication Publication
	Assessment  Assessment
}

// Publish checks the draft and puts it in force. It is Unlawful, with the
// breaches, when hard rules are broken and no reason is given to publish all
// the same. Changes at shorter notice than the law asks for are findings.
// Planners only.
func (d *Desk) Publish(ctx context.Context, id int64, version int, reason string) (Published, error) {
	return Published{}, errNotBuilt
}

// Publications lists what was published, newest first, without duties.
func (d *Desk) Publications(ctx context.Context, id int64) ([]Publication, error) {
	return nil, errNotBuilt
}

// Publication returns one of a roster's publications with its duties.
func (d *Desk) Publication(ctx context.Context, id int64, number int) (Publication, error) {
	return Publication{}, errNotBuilt
}

// SolveOptions steer a solve. The zero value searches for 20 seconds.
type SolveOptions struct {
	Seconds    int    `json:"seconds,omitempty"`    // at most 3600
	Iterations int64  `json:"iterations,omitempty"` // of each chain, instead of seconds
	Seed       uint64 `json:"seed,omitempty"`
	Warm       bool   `json:"warm,omitempty"`     // improve the draft instead of beginning afresh
	Forecast   int64  `json:"forecast,omitempty"` // cover this one; 0 is the newest, made if there is none
}

// StartSolve has the draft made in the background. Only one job at a time can
// solve a roster: a second is a Conflict. The result is thrown away when the
// roster's version moved meanwhile.
func (d *Desk) StartSolve(ctx context.Context, id int64, version int, o SolveOptions) (Job, error) {
	return Job{}, errNotBuilt
}
