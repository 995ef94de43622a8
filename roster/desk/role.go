package desk

import (
	"context"
	"slices"

	"github.com/smena-org/smena/roster"
)

// act is a kind of thing to do, as far as permission goes.
type act string

const (
	seeTeam    act = "see the team"            // its shift types, names, and what is published
	seePeople  act = "see the team's people"   // contracts, pay rates, balances
	seePlan    act = "see the team's planning" // drafts, forecasts, history, everybody's wishes and absences
	doPlan     act = "plan"                    // edit drafts, solve, forecast, decide
	setUp      act = "set up the team"         // definition, people, history, schedules
	publish    act = "publish"
	beAgent    act = "act as an agent" // own wishes, absences, swaps
	seeHours   act = "see hours"       // by category, as attendance makes them; not what they are worth
	seePay     act = "see pay"
	doPay      act = "settle pay"
	correct    act = "correct attendance"
	seeAudit   act = "see the audit"
	administer act = "administer users"
)

// permitted says which roles may do what. An admin may do everything but act
// as an agent, for which one has to be one.
var permitted = map[act][]roster.Role{
	seeTeam:    {roster.RolePlanner, roster.RoleTeamLead, roster.RoleAgent, roster.RolePayroll},
	seePeople:  {roster.RolePlanner, roster.RoleTeamLead, roster.RolePayroll},
	seePlan:    {roster.RolePlanner, roster.RoleTeamLead},
	doPlan:     {roster.RolePlanner, roster.RoleTeamLead},
	setUp:      {roster.RolePlanner},
	publish:    {roster.RolePlanner},
	beAgent:    {roster.RoleAgent},
	seeHours:   {roster.RolePlanner, roster.RoleTeamLead, roster.RolePayroll},
	seePay:     {roster.RolePlanner, roster.RolePayroll},
	doPay:      {roster.RolePayroll},
	correct:    {roster.RolePlanner, roster.RoleTeamLead, roster.RolePayroll},
	seeAudit:   {roster.RolePlanner},
	administer: {},
}

// everyTeam stands for what concerns no single team. Only who may see all of
// them may do it.
const everyTeam int64 = 0

// allow is the one place that says who may do what. It returns who asks.
//
// A team that the actor may not see at all is NotFound, so that ids tell
// nothing; what they may not do in one they see is Forbidden.
func allow(ctx context.Context, what act, team int64) (Actor, error) {
	a, err := signedIn(ctx)
	if err != nil {
		return a, err
	}
	switch {
	case a.may(what, team):
		return a, nil
	case team != everyTeam && !a.may(seeTeam, team):
		return a, roster.Errorf(roster.NotFound, "no team %d, or none you may see", team)
	}
	return a, roster.Errorf(roster.Forbidden, "your roles do not let you %s; ask an admin for the role you need", roster.Word(what))
}

// signedIn returns who asks, whatever they may do.
func signedIn(ctx context.Context) (Actor, error) {
	a, ok := ActorOf(ctx)
	if !ok || a.Disabled {
		return a, roster.Errorf(roster.Forbidden, "sign in first")
	}
	return a, nil
}

// may reports whether any of the actor's roles lets them do something for a team.
func (a Actor) may(what act, team int64) bool {
	if a.Has(roster.RoleAdmin) && what != beAgent {
		return true
	}
	return slices.ContainsFunc(permitted[what], func(r roster.Role) bool { return a.Has(r) && a.reaches(r, team) })
}

// reaches reports whether a role of the actor extends to a team.
func (a Actor) reaches(r roster.Role, team int64) bool {
	switch {
	case r == roster.RoleAgent:
		return a.Agent != "" && team == a.AgentTeam
	case team == everyTeam:
		return len(a.Teams) == 0 && r != roster.RoleTeamLead
	case len(a.Teams) == 0:
		return r != roster.RoleTeamLead
	}
	return slices.Contains(a.Teams, team)
}

// May reports whether the actor may do what a method needs, for pages that show
// only what works. The acts are named like the methods' groups: "plan",
// "publish", "set up", "pay", "see pay", "hours", "correct", "agent", "users", "audit".
func (a Actor) May(what string, team int64) bool {
	acts := map[string]act{
		"see": seeTeam, "people": seePeople, "plan": doPlan, "publish": publish, "set up": setUp, "agent": beAgent,
		"pay": doPay, "see pay": seePay, "hours": seeHours, "correct": correct, "audit": seeAudit, "users": administer,
	}
	named, ok := acts[what]
	return ok && a.may(named, team)
}

// teams returns the teams for which the actor may do something; nil is all.
func (a Actor) teams(what act) []int64 {
	if a.may(what, everyTeam) {
		return nil
	}
	out := []int64{}
	for _, team := range append(slices.Clone(a.Teams), a.AgentTeam) {
		if team != 0 && a.may(what, team) && !slices.Contains(out, team) {
			out = append(out, team)
		}
	}
	return out
}

// personal says whose personal things the actor may see in a team: "" is
// everybody's, else the actor's own.
func personal(ctx context.Context, team int64) (a Actor, agent string, err error) {
	if a, err = allow(ctx, seeTeam, team); err != nil {
		return a, "", err
	}
	if a.may(seePlan, team) {
		return a, "", nil
	}
	if a, err = allow(ctx, beAgent, team); err != nil {
		return a, "", err
	}
	return a, a.Agent, nil
}

// by says in the store's words who changes something.
func (d *Desk) by(a Actor) by { return by{Who: a.Email, User: a.ID, Now: d.Now()} }
