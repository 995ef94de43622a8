package plan

import (
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/workspace"
)

// absenceClauses keep members from duties on their days of absence. The
// problem holds no reason beyond that.
func (m *member) absenceClauses(ws *workspace.Workspace, month Month) roster.Policy {
	var out roster.Policy
	for _, a := range ws.Absences {
		from, to := max(a.From, month.From), min(a.To, month.To)
		if a.Agent == m.ID && from < to {
			out = append(out, roster.Clause{
				Rule: &roster.Unavailable{From: from, To: to - 1, Reason: "absence"},
				Hard: true, Source: FromAbsences,
			})
		}
	}
	return out
}

// wishClauses price the wishes of the month that are not granted. A wish on a
// day of absence is moot.
func (m *member) wishClauses(ws *workspace.Workspace, month Month) roster.Policy {
	var out roster.Policy
	for _, q := range m.wishes(ws, month) {
		if weight := ws.Team.Weights.Request * q.Weight; weight > 0 {
			out = append(out, roster.Clause{
				Rule:   &roster.Wish{Date: q.Date, Shift: q.Shift, Off: !q.On},
				Weight: weight, Source: FromRequests,
			})
		}
	}
	return out
}

// wishes are a member's of the month, on days that they could work at all. A file
// may leave the weight out: it is 1.
func (m *member) wishes(ws *workspace.Workspace, month Month) []roster.Request {
	var out []roster.Request
	for _, q := range ws.Requests {
		if q.Agent == m.ID && month.Contains(q.Date) && m.works(q.Date) {
			q.Weight = max(q.Weight, 1)
			out = append(out, q)
		}
	}
	return out
}

// pinClauses fix what is fixed.
func (m *member) pinClauses(ws *workspace.Workspace, month Month) roster.Policy {
	var out roster.Policy
	for _, p := range ws.Pins {
		if p.Agent == m.ID && month.Contains(p.Date) {
			out = append(out, roster.Clause{
				Rule: &roster.Pinned{Date: p.Date, Shift: p.Shift},
				Hard: true, Source: FromPins,
			})
		}
	}
	return out
}
