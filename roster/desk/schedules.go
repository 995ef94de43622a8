package desk

import "context"

// NewSchedule is a schedule to be made or changed.
type NewSchedule struct {
	Kind    string // "forecast" or "solve", of the month after the one in which it fires
	Cron    string // five fields, e.g. "0 8 * * MON"
	Zone    string // IANA; "" is the team's
	Enabled bool
}

// Schedules lists a team's schedules. Planners.
func (d *Desk) Schedules(ctx context.Context, team int64) ([]Schedule, error) {
	return nil, errNotBuilt
}

// CreateSchedule makes a schedule. Planners.
func (d *Desk) CreateSchedule(ctx context.Context, team int64, s NewSchedule) (Schedule, error) {
	return Schedule{}, errNotBuilt
}

// UpdateSchedule changes a schedule. Planners.
func (d *Desk) UpdateSchedule(ctx context.Context, id int64, version int, s NewSchedule) (Schedule, error) {
	return Schedule{}, errNotBuilt
}

// DeleteSchedule removes a schedule. Planners.
func (d *Desk) DeleteSchedule(ctx context.Context, id int64) error { return errNotBuilt }
