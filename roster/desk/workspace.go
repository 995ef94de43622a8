package desk

import (
	"context"
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/roster/workspace"
)

// leadIn is how many days of published rosters before a month a plan is given.
const leadIn = 62

// need says what of a team a plan is to be given.
type need struct {
	month   plan.Month
	agents  []string // nil is everybody
	history bool     // of contacts, and special days
}

// workspace puts a team's rows together as the value that the pure packages
// plan with.
func (d *Desk) workspace(ctx context.Context, tx *postgres.Tx, team int64, n need) (*workspace.Workspace, error) {
	v, err := d.team(ctx, tx, team)
	if err != nil {
		return nil, err
	}
	w := &workspace.Workspace{Team: v.Definition}
	g := &gathering{ctx: ctx, tx: tx, team: team, need: n, ws: w}
	for _, step := range []func() error{g.people, g.wishes, g.previous, g.work} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return w, nil
}

// gathering fills a workspace.
type gathering struct {
	ctx  context.Context
	tx   *postgres.Tx
	team int64
	need
	ws *workspace.Workspace
}

// wanted reports whether an agent is one of those asked for.
func (g *gathering) wanted(agent string) bool {
	return g.agents == nil || slices.Contains(g.agents, agent)
}

func (g *gathering) people() error {
	var all []postgres.Agent
	var err error
	if g.agents == nil {
		all, err = g.tx.Agents(g.ctx, g.team)
	} else {
		all, err = g.tx.AgentsOf(g.ctx, g.team, g.agents...)
	}
	if err != nil {
		return err
	}
	for _, a := range all {
		g.ws.Agents = append(g.ws.Agents, a.Agent)
	}
	g.ws.Balances, err = g.tx.Balances(g.ctx, g.team)
	return err
}

func (g *gathering) wishes() error {
	away, err := g.tx.Absences(g.ctx, g.team, "", g.month.From-leadIn, g.month.To)
	if err != nil {
		return err
	}
	for _, a := range away {
		if a.State == postgres.AbsenceApproved && g.wanted(a.Agent) {
			g.ws.Absences = append(g.ws.Absences, roster.Absence{Agent: a.Agent, From: a.From, To: a.To, Kind: a.Kind})
		}
	}
	times, err := g.tx.Availability(g.ctx, g.team, "")
	if err != nil {
		return err
	}
	for _, v := range times {
		if g.wanted(v.Agent) {
			g.ws.Availability = append(g.ws.Availability, v.Availability)
		}
	}
	asked, err := g.tx.Wishes(g.ctx, g.team, "", g.month.From, g.month.To)
	if err != nil {
		return err
	}
	for _, w := range asked {
		if g.wanted(w.Agent) {
			g.ws.Requests = append(g.ws.Requests, roster.Request{Agent: w.Agent, Date: w.Date, Shift: w.Shift, On: w.On, Weight: w.Weight})
		}
	}
	fixed, err := g.tx.Pins(g.ctx, g.team, g.month.From, g.month.To)
	if err != nil {
		return err
	}
	for _, p := range fixed {
		if g.wanted(p.Agent) {
			g.ws.Pins = append(g.ws.Pins, p.Pin)
		}
	}
	return nil
}

// previous is what was published before the month. A month without a roster in
// between ends it: nothing is known of what was worked before the gap.
func (g *gathering) previous() error {
	all, err := g.tx.Rosters(g.ctx, g.team) // newest first
	if err != nil {
		return err
	}
	from := g.month.From
	for _, r := range all {
		if r.Published > 0 && r.Month.To == from && from > g.month.From-leadIn {
			from = r.Month.From
		}
	}
	if from == g.month.From {
		return nil
	}
	from = max(from, g.month.From-leadIn)
	duties, err := g.tx.Published(g.ctx, g.team, "", from, g.month.From)
	if err != nil {
		return err
	}
	g.ws.Previous = roster.Roster{From: from, To: g.month.From}
	for _, d := range duties {
		if g.wanted(d.Agent) {
			g.ws.Previous.Duties = append(g.ws.Previous.Duties, d.Duty)
		}
	}
	return nil
}

func (g *gathering) work() (err error) {
	if !g.history {
		return nil
	}
	var queues []string
	for _, q := range g.ws.Team.Queues {
		queues = append(queues, q.ID)
	}
	zone := g.ws.Team.Zone
	if g.ws.History, err = g.tx.History(g.ctx, g.team, queues, zone, time.Time{}, g.month.From.At(0, zone)); err != nil {
		return err
	}
	if g.ws.Events, err = g.tx.Events(g.ctx, g.team); err != nil {
		return err
	}
	g.ws.LeftOut, err = g.tx.LeftOut(g.ctx, g.team)
	return err
}
