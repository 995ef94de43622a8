package plan

import (
	"math"
	"slices"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/workspace"
)

// hours is what a member should work in the month, in minutes.
type hours struct {
	norm    int // agreed for the month, absences credited
	balance int // carried in, + is owed to the agent
	target  int // norm, with some of the balance worked off
	most    int // hard maximum of the month
}

// Limits on how far a month may depart from the norm.
const (
	// workOff is the most of a balance that one month tries to even out.
	workOff = 12 * 60
	// overrun is by how much the month may exceed its target where the law
	// itself sets no cap: averaged over the reference period it evens out.
	overrun = 12 * 60
)

// agreed works out a member's hours: the norm of every day under the contract
// of that day, nothing for days of absence, so that leave is credited.
func (m *member) agreed(ws *workspace.Workspace, ps *places) hours {
	norm := 0.0
	for d := ps.month.From; d < ps.month.To; d++ {
		if m.works(d) {
			norm += m.normOf(ps, d)
		}
	}
	h := hours{norm: int(math.Round(norm))}
	if b, ok := ws.Balances[m.ID]; ok {
		h.balance = b.HoursBalance
	}
	h.target = max(h.norm-min(max(h.balance, -workOff), workOff), 0)
	h.most = h.target + overrun
	return h
}

// normOf returns what one working day adds to the norm, by the calendar of the
// general roster: an eight-hour share of each workday for forty hours a week.
func (m *member) normOf(ps *places, d roster.Date) float64 {
	c := m.contracts[d]
	daily := float64(c.WeeklyMinutes) / 5
	if m.place.pack.Country != "" {
		return float64(m.place.pack.Norm(ps.region(m.place.pack), d, d+1, c.WeeklyMinutes/5))
	}
	if wd := d.Weekday(); wd == time.Saturday || wd == time.Sunday || m.place.holiday(d) {
		return 0
	}
	return daily
}

// holiday reports whether a date is a public holiday where the people work.
func (p *place) holiday(d roster.Date) bool { return contains(p.Holidays, d) }

// capped lowers most and target to the hard caps on the month that the law's
// own clauses hold.
func (m *member) capped() {
	for _, clause := range m.policy {
		r, ok := clause.Rule.(*roster.Hours)
		if !ok || !clause.Hard || r.Max == 0 || r.Per != roster.PerHorizon && r.Per != roster.PerMonth {
			continue
		}
		m.most = min(m.most, max(r.Max-r.Opening, 0))
	}
	m.target = min(m.target, m.most)
}

// hourClauses price every hour above or below the target, as near as whole
// duties come to it, and forbid what exceeds the most. A maximum of 0 means
// none to a rule, so it becomes 1.
func (m *member) hourClauses(team roster.Team, weight int) roster.Policy {
	near := nearest(m.target, m.most, m.dutyMinutes(team))
	out := roster.Policy{{
		Rule: &roster.Hours{Per: roster.PerHorizon, Max: max(m.most, 1)},
		Hard: true, Source: FromHours,
	}}
	if weight > 0 {
		out = append(out, roster.Clause{
			Rule:   &roster.Hours{Per: roster.PerHorizon, Min: near, Max: max(near, 1)},
			Weight: weight, Source: FromHours,
		})
	}
	return out
}

// dutyMinutes returns the paid minutes of every duty that the contract allows,
// 0 where they differ.
func (m *member) dutyMinutes(team roster.Team) int {
	length := 0
	for _, s := range team.Shifts {
		if len(m.contract.Shifts) > 0 && !slices.Contains(m.contract.Shifts, s.Code) {
			continue
		}
		if length != 0 && s.PaidMinutes() != length {
			return 0
		}
		length = s.PaidMinutes()
	}
	return length
}

// nearest returns the whole number of duties that comes nearest to the target
// and does not exceed the most. What is left over is carried to the next month.
func nearest(target, most, duty int) int {
	if duty <= 0 {
		return target
	}
	n := (target + duty/2) / duty
	for n > 0 && n*duty > most {
		n--
	}
	return n * duty
}

// bind puts together what the law, the contract and the team ask of a member.
func (m *member) bind(ws *workspace.Workspace, ps *places) error {
	in := law.PolicyInput{
		Team: ws.Team, Contract: m.contract, Agent: m.Agent,
		From: ps.month.From, To: ps.month.To, Absences: ws.Absences,
	}
	if b, ok := ws.Balances[m.ID]; ok {
		in.Balance = &b
	}
	policy, findings, err := m.place.pack.Policy(in)
	if err != nil {
		return err
	}
	m.findings = findings
	m.compensate(ws.Team, ps, policy)
	m.policy = append(override(policy, ws.Team.Overrides, m.contract.ID), m.contractClauses()...)
	m.policy = append(m.policy, ws.Team.Policy...)
	m.capped()
	return nil
}

// compensate adds to the month's caps the hours by which days before holidays
// should be shorter, where the team works them and makes them good instead
// (RU Art. 95): the law counts them apart from the norm.
func (m *member) compensate(team roster.Team, ps *places, policy roster.Policy) {
	if team.ShortDays == "shorten" {
		return
	}
	extra := 0
	for d := ps.month.From; d < ps.month.To; d++ {
		if m.works(d) && m.place.pack.ShortDay(ps.region(m.place.pack), d) {
			extra += 60
		}
	}
	for i, clause := range policy {
		if r, ok := clause.Rule.(*roster.Hours); ok && extra > 0 && clause.Hard && r.Per == roster.PerHorizon && r.Max > 0 {
			longer := *r
			longer.Max += extra
			policy[i].Rule = &longer
		}
	}
}

// override applies what the team replaced or dropped in the pack's clauses.
func override(pack roster.Policy, overrides []roster.Override, contract string) roster.Policy {
	var out roster.Policy
	replaced := map[int]bool{}
	for _, clause := range pack {
		i := overrideOf(overrides, contract, clause.Rule.Name())
		switch {
		case i < 0:
			out = append(out, clause)
		case overrides[i].Drop || replaced[i]:
		case overrides[i].Clause != nil:
			replaced[i] = true
			out = append(out, *overrides[i].Clause)
		}
	}
	return out
}

// overrideOf returns the first override of a rule for a contract, -1 without one.
// The order in team.yaml decides, as people expect of a list.
func overrideOf(overrides []roster.Override, contract, rule string) int {
	for i, o := range overrides {
		if o.Rule == rule && (o.Contract == "" || o.Contract == contract) {
			return i
		}
	}
	return -1
}
