package web

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/law"
)

// publishPage is what a planner reads before a roster comes into force.
type publishPage struct {
	Grid     desk.Grid
	Hard     []problemLine
	Missing  float64       // hours of people
	Changes  []change      // since what is published
	Findings []law.Finding // what the law has to say to it
}

// showPublish asks for confirmation, with all that speaks against it.
func (s *site) showPublish(v *visit) error {
	g, err := s.grid(v)
	if err != nil {
		return err
	}
	p := newPublishPage(g)
	short, err := s.desk.ShortNotice(v.ctx(), g.Roster.ID)
	if err != nil {
		return err
	}
	p.Findings = append(p.Findings, short...)
	if g.Roster.Published > 0 {
		before, err := s.desk.Publication(v.ctx(), g.Roster.ID, g.Roster.Published)
		if err != nil {
			return err
		}
		p.Changes = changesOf(before.Duties, dutiesOf(g.Duties), agentNames(g.Agents))
	}
	return s.render(v, "publish", p)
}

func newPublishPage(g desk.Grid) publishPage {
	p := publishPage{Grid: g}
	if g.Assessment == nil {
		return p
	}
	p.Findings = slices.Clone(g.Assessment.Findings)
	names := agentNames(g.Agents)
	for _, b := range g.Assessment.Breaches {
		if b.Hard {
			p.Hard = append(p.Hard, problemLine{b.Agent, names[b.Agent], b})
		}
	}
	for _, d := range g.Assessment.Days {
		p.Missing += d.Missing
	}
	return p
}

// publish puts the draft in force.
func (s *site) publish(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	version, err := v.version()
	if err != nil {
		return s.again(v, err, (*site).showPublish)
	}
	done, err := s.desk.Publish(v.ctx(), id, version, v.text("reason"))
	if err != nil {
		return s.again(v, err, (*site).showPublish)
	}
	return v.redirect(fmt.Sprintf("/rosters/%d/versions/%d", id, done.Publication.Number), "publish.done")
}

// showVersions lists what was published.
func (s *site) showVersions(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	r, err := s.desk.Roster(v.ctx(), id)
	if err != nil {
		return err
	}
	team, err := s.desk.Team(v.ctx(), r.Team)
	if err != nil {
		return err
	}
	all, err := s.desk.Publications(v.ctx(), id)
	if err != nil {
		return err
	}
	return s.render(v, "versions", map[string]any{"Roster": r, "Team": team, "All": all})
}

// showVersion compares a publication with another one, or with the draft.
func (s *site) showVersion(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	number, err := v.id("number")
	if err != nil {
		return err
	}
	g, err := s.desk.Grid(v.ctx(), id)
	if err != nil {
		return err
	}
	this, err := s.desk.Publication(v.ctx(), id, int(number))
	if err != nil {
		return err
	}
	with, duties := v.text("with"), dutiesOf(g.Duties)
	if n, err := strconv.Atoi(with); err == nil {
		other, err := s.desk.Publication(v.ctx(), id, n)
		if err != nil {
			return err
		}
		duties = other.Duties
	}
	return s.render(v, "version", map[string]any{
		"Grid": g, "This": this, "With": with, "Others": others(g.Roster.Published, int(number)), "Changes": changesOf(this.Duties, duties, agentNames(g.Agents)),
	})
}

// others lists the numbers of publications beside one.
func others(newest, but int) []int {
	var out []int
	for n := newest; n > 0; n-- {
		if n != but {
			out = append(out, n)
		}
	}
	return out
}

// discardDraft sets the draft back to what is published.
func (s *site) discardDraft(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	version, err := v.version()
	if err == nil {
		_, err = s.desk.DiscardDraft(v.ctx(), id, version)
	}
	if err != nil {
		return s.again(v, err, (*site).showVersions)
	}
	return v.redirect(fmt.Sprintf("/rosters/%d", id), "versions.discarded")
}

// dutiesOf takes the store's part off stored duties.
func dutiesOf(stored []desk.Duty) []roster.Duty {
	out := make([]roster.Duty, 0, len(stored))
	for _, d := range stored {
		out = append(out, d.Duty)
	}
	return out
}
