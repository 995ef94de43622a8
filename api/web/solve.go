package web

import (
	"fmt"

	"github.com/smena-org/smena/roster/desk"
)

// solve starts to make the draft in the background.
func (s *site) solve(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	version, err := v.version()
	if err == nil {
		_, err = s.desk.StartSolve(v.ctx(), id, version, desk.SolveOptions{
			Seconds: int(v.number("seconds")), Warm: v.text("warm") != "",
		})
	}
	if err != nil {
		return s.again(v, err, (*site).showMonth)
	}
	return v.redirect(fmt.Sprintf("/rosters/%d", id), "")
}

// showJob is how far a job is. Over, the page leads on to what it made.
func (s *site) showJob(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	job, err := s.desk.Job(v.ctx(), id)
	if err != nil {
		return err
	}
	return s.render(v, "job", job)
}

// cancelJob asks a job to stop.
func (s *site) cancelJob(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	job, err := s.desk.CancelJob(v.ctx(), id)
	if err != nil {
		return s.again(v, err, (*site).showJob)
	}
	if job.Roster != 0 {
		return v.redirect(fmt.Sprintf("/rosters/%d", job.Roster), "job.cancelling")
	}
	return v.redirect(fmt.Sprintf("/jobs/%d", id), "job.cancelling")
}
