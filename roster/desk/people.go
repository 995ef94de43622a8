package desk

import (
	"context"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

// longest is how many days a person may ask for at a time.
const longest = 400

// own returns the actor as an agent.
func own(ctx context.Context) (Actor, error) {
	a, err := signedIn(ctx)
	if err != nil {
		return a, err
	}
	if !a.may(beAgent, a.AgentTeam) {
		return a, roster.Errorf(roster.Forbidden, "you are no agent; ask an admin to say which agent you are")
	}
	return a, nil
}

// TeamMonth is a team's published roster as everybody in the team sees it:
// nobody's absences, wishes or pay.
type TeamMonth struct {
	Team   TeamView // without contracts and rules
	Roster Roster
	Agents []Agent // ids and names alone
	Duties []Duty  // published
}

// TeamMonth returns a published roster. NotFound when it is not published.
func (d *Desk) TeamMonth(ctx context.Context, id int64) (TeamMonth, error) {
	_, err := d.rosterFor(ctx, seeTeam, id)
	if err != nil {
		return TeamMonth{}, err
	}
	return read(ctx, d, func(tx *postgres.Tx) (m TeamMonth, err error) {
		if m.Roster, err = tx.Roster(ctx, id); err != nil {
			return m, err
		}
		if m.Roster.Published == 0 {
			return TeamMonth{}, roster.Errorf(roster.NotFound, "no published roster %d, or none you may see", id)
		}
		if m.Team, err = d.team(ctx, tx, m.Roster.Team); err != nil {
			return m, err
		}
		m.Team = m.Team.forActor(Actor{})
		all, err := tx.Agents(ctx, m.Roster.Team)
		if err != nil {
			return m, err
		}
		for _, agent := range all {
			if employed(agent.Agent, m.Roster.Month) {
				m.Agents = append(m.Agents, Agent{Agent: roster.Agent{ID: agent.ID, Name: agent.Name}, Team: agent.Team})
			}
		}
		m.Duties, err = tx.InForce(ctx, id)
		return m, err
	})
}

// Duties lists published duties of a team by agent and start. agent "" is
// everybody's. Who may see the team; at most 400 days.
func (d *Desk) Duties(ctx context.Context, team int64, agent string, from, to roster.Date) ([]Duty, error) {
	if _, err := allow(ctx, seeTeam, team); err != nil {
		return nil, err
	}
	if err := checkSpan(from, to, longest); err != nil {
		return nil, err
	}
	return listOf(ctx, d, team, func(tx *postgres.Tx) ([]Duty, error) { return tx.Published(ctx, team, agent, from, to) })
}

// forAgent allows what agents do for themselves, and planners and leads for
// anybody.
func forAgent(ctx context.Context, team int64, agent string) (Actor, error) {
	a, only, err := personal(ctx, team)
	if err == nil && only != "" && only != agent {
		err = roster.Errorf(roster.Forbidden, "you can do this for yourself only")
	}
	return a, err
}

// notMine makes what belongs to another agent NotFound by its own name.
func notMine(err error, what string, id int64) error {
	if k := roster.KindOf(err); k == roster.Forbidden || k == roster.NotFound {
		return roster.Errorf(roster.NotFound, "no %s %d, or none you may see", roster.Word(what), id)
	}
	return err
}

// current leaves out of swaps those whose time has passed while nobody ended
// them, which a worker does every few seconds.
func current(all []Swap, now time.Time) []Swap {
	for i, s := range all {
		if !s.State.Final() && !s.Expires.After(now) {
			all[i].State = roster.Expired
		}
	}
	return all
}
