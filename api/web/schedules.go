package web

import (
	"fmt"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// schedulesPage is what a team has done by itself.
type schedulesPage struct {
	Team      desk.TeamView
	Schedules []desk.Schedule
}

// presets are schedules that people ask for most, with their words.
var presets = []struct{ Cron, Words string }{
	{"0 8 * * MON", "cron.weekly"}, {"0 6 * * *", "cron.daily"}, {"0 8 15 * *", "cron.monthly"},
}

// Presets are offered for a new schedule.
func (p schedulesPage) Presets() any { return presets }

// cronWords says a schedule to people where it is one of the common ones, else
// as it is written.
func cronWords(lang, cron string) string {
	for _, p := range presets {
		if strings.EqualFold(p.Cron, cron) {
			return words(lang, p.Words)
		}
	}
	return cron
}

// showSchedules lists a team's schedules, with when each fires next.
func (s *site) showSchedules(v *visit) error {
	p := schedulesPage{}
	var err error
	if p.Team, err = s.teamOf(v); err != nil {
		return err
	}
	if p.Schedules, err = s.desk.Schedules(v.ctx(), p.Team.ID); err != nil {
		return err
	}
	return s.render(v, "schedules", p)
}

// addSchedule makes a schedule.
func (s *site) addSchedule(v *visit) error {
	team, err := v.id("id")
	if err != nil {
		return err
	}
	n := desk.NewSchedule{Kind: v.text("kind"), Cron: v.text("cron"), Zone: v.text("zone"), Enabled: true}
	if n.Cron == "" {
		n.Cron = v.text("preset")
	}
	if _, err = s.desk.CreateSchedule(v.ctx(), team, n); err != nil {
		if roster.KindOf(err) == roster.Invalid {
			err = fieldFault{"cron", roster.Errorf(roster.Invalid, "%w", err)}
		}
		return s.again(v, err, (*site).showSchedules)
	}
	return v.redirect(fmt.Sprintf("/teams/%d/schedules", team), "schedules.added")
}

// toggleSchedule lets a schedule rest, or fire again.
func (s *site) toggleSchedule(v *visit) error {
	team, id, err := s.scheduleOf(v)
	if err != nil {
		return err
	}
	version, err := v.version()
	if err == nil {
		n := desk.NewSchedule{Kind: v.text("kind"), Cron: v.text("cron"), Zone: v.text("zone"), Enabled: v.text("enabled") == "true"}
		_, err = s.desk.UpdateSchedule(v.ctx(), id, version, n)
	}
	if err != nil {
		return s.again(v, err, (*site).showSchedules)
	}
	return v.redirect(fmt.Sprintf("/teams/%d/schedules", team), "saved")
}

// removeSchedule ends a schedule.
func (s *site) removeSchedule(v *visit) error {
	team, id, err := s.scheduleOf(v)
	if err != nil {
		return err
	}
	if err := s.desk.DeleteSchedule(v.ctx(), id); err != nil {
		return s.again(v, err, (*site).showSchedules)
	}
	return v.redirect(fmt.Sprintf("/teams/%d/schedules", team), "schedules.removed")
}

func (s *site) scheduleOf(v *visit) (team, id int64, err error) {
	if team, err = v.id("id"); err != nil {
		return 0, 0, err
	}
	id, err = v.id("schedule")
	return team, id, err
}
