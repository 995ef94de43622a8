package desk

import (
	"context"

	"github.com/smena-org/smena/roster"
)

// MyMonth is what an agent sees of a span of dates.
type MyMonth struct {
	Team         TeamView // without contracts and rules
	Agent        Agent
	From, To     roster.Date
	Duties       []Duty // published
	Absences     []Absence
	Wishes       []Wish
	Availability []Availability
	Swaps        []Swap // own ones and those the agent could take
}

// MyMonth returns the actor's own duties, wishes, absences and swaps. At most
// 400 days. Forbidden for users who are no agent.
func (d *Desk) MyMonth(ctx context.Context, from, to roster.Date) (MyMonth, error) {
	return MyMonth{}, errNotBuilt
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
	return TeamMonth{}, errNotBuilt
}

// Duties lists published duties of a team by agent and start. agent "" is
// everybody's. Who may see the team; at most 400 days.
func (d *Desk) Duties(ctx context.Context, team int64, agent string, from, to roster.Date) ([]Duty, error) {
	return nil, errNotBuilt
}

// Wishes lists requests for shifts and days off of a span of dates. An agent
// gets their own.
func (d *Desk) Wishes(ctx context.Context, team int64, from, to roster.Date) ([]Wish, error) {
	return nil, errNotBuilt
}

// AddWish asks for a shift or a day off. An agent for themselves; planners for anybody.
// The same wish a second time replaces the first.
func (d *Desk) AddWish(ctx context.Context, team int64, w roster.Request) (Wish, error) {
	return Wish{}, errNotBuilt
}

// RemoveWish takes a wish back.
func (d *Desk) RemoveWish(ctx context.Context, id int64) error { return errNotBuilt }

// Absences lists absences that touch a span of dates. An agent gets their own.
func (d *Desk) Absences(ctx context.Context, team int64, from, to roster.Date) ([]Absence, error) {
	return nil, errNotBuilt
}

// AddAbsence asks for an absence, when an agent does, or grants one, when a
// planner or lead does. One that overlaps another is a Conflict.
func (d *Desk) AddAbsence(ctx context.Context, team int64, a roster.Absence, note string) (Absence, error) {
	return Absence{}, errNotBuilt
}

// DecideAbsence grants or declines an absence that was asked for. Planners, leads.
func (d *Desk) DecideAbsence(ctx context.Context, id int64, decision Decision) (Absence, error) {
	return Absence{}, errNotBuilt
}

// RemoveAbsence takes an absence back: an agent one that was not decided yet,
// planners and leads any.
func (d *Desk) RemoveAbsence(ctx context.Context, id int64) error { return errNotBuilt }

// Availability lists the recurrences of a team's agents. An agent gets their own.
func (d *Desk) Availability(ctx context.Context, team int64) ([]Availability, error) {
	return nil, errNotBuilt
}

// AddAvailability adds a recurrence. Planners, leads.
func (d *Desk) AddAvailability(ctx context.Context, team int64, a roster.Availability) (Availability, error) {
	return Availability{}, errNotBuilt
}

// RemoveAvailability removes a recurrence. Planners, leads.
func (d *Desk) RemoveAvailability(ctx context.Context, id int64) error { return errNotBuilt }

// Pins lists the cells of a span of dates that the solver must leave alone.
func (d *Desk) Pins(ctx context.Context, team int64, from, to roster.Date) ([]Pin, error) {
	return nil, errNotBuilt
}

// SetPin fixes a cell, RemovePin frees it. Planners, leads.
func (d *Desk) SetPin(ctx context.Context, team int64, p roster.Pin) error { return errNotBuilt }

// RemovePin frees a cell that was fixed.
func (d *Desk) RemovePin(ctx context.Context, team int64, agent string, date roster.Date) error {
	return errNotBuilt
}
