package web

import (
	"mime"

	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/plan"
)

// exportTeam sends what the plan of a month begins with as a workspace folder.
func (s *site) exportTeam(v *visit) error {
	id, err := v.id("id")
	if err != nil {
		return err
	}
	var month plan.Month // none is the next
	if text := v.text("month"); text != "" {
		if month, err = plan.ParseMonth(text); err != nil {
			return s.again(v, err, (*site).showTeam)
		}
	}
	e, err := s.desk.ExportTeam(v.ctx(), id, month)
	if err != nil {
		return s.again(v, err, (*site).showTeam)
	}
	v.download(e)
	return nil
}

// download sends a file to keep.
func (v *visit) download(e desk.Export) {
	h := v.w.Header()
	h.Set("Content-Type", e.Type)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": e.Name}))
	_, _ = v.w.Write(e.Data)
}
