package web

import (
	"fmt"
	"net/url"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// showAudit lists who changed what.
func (s *site) showAudit(v *visit) error {
	teams, err := s.desk.Teams(v.ctx())
	if err != nil {
		return err
	}
	f := desk.AuditFilter{Team: v.number("team"), What: v.text("what"), Page: desk.Page{Before: v.number("before"), Limit: 100}}
	if f.Team == 0 && !v.actor.Has(roster.RoleAdmin) && len(teams) > 0 {
		f.Team = teams[0].ID // all teams are for admins
	}
	entries, err := s.desk.Audit(v.ctx(), f)
	if err != nil {
		return err
	}
	next := ""
	if len(entries) == f.Limit {
		next = "/audit?" + url.Values{
			"team": {fmt.Sprint(f.Team)}, "what": {f.What}, "before": {fmt.Sprint(entries[len(entries)-1].ID)},
		}.Encode()
	}
	return s.render(v, "audit", map[string]any{"Teams": teams, "Filter": f, "Entries": entries, "Next": next})
}
