package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"gopkg.in/yaml.v3"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/report"
	"github.com/smena-org/smena/roster/workspace"
)

// shiftsPage is a team's shift types.
type shiftsPage struct {
	Team   desk.TeamView
	Shifts []roster.ShiftType
	Edit   roster.ShiftType // in the form
	Old    string           // its code, "" for a new one
}

// showShifts lists the shift types with a form for one.
func (s *site) showShifts(v *visit) error {
	team, err := s.teamOf(v)
	if err != nil {
		return err
	}
	p := shiftsPage{Team: team, Shifts: team.Definition.Shifts, Old: v.text("edit")}
	if one, ok := team.Definition.Shift(p.Old); ok {
		p.Edit = one
	} else {
		p.Old = ""
	}
	return s.render(v, "shifts", p)
}

// Class is the colour of a shift type.
func (shiftsPage) Class(s roster.ShiftType) string { return report.ShiftClass(s) }

// End is the time of day at which a shift ends.
func (shiftsPage) End(s roster.ShiftType) roster.Clock { return s.End() % (24 * 60) }

// At is the time of day of a break.
func (shiftsPage) At(s roster.ShiftType, b roster.Break) roster.Clock {
	return (s.Start + roster.Clock(b.After)) % (24 * 60)
}

// Earliest and Latest are the times of day between which a break may begin, ""
// where it stays.
func (shiftsPage) Earliest(s roster.ShiftType, b roster.Break) string {
	return windowClock(s, b, b.Window.From)
}

func (shiftsPage) Latest(s roster.ShiftType, b roster.Break) string {
	return windowClock(s, b, b.Window.To)
}

func windowClock(s roster.ShiftType, b roster.Break, after int) string {
	if !b.Window.Moves() {
		return ""
	}
	return ((s.Start + roster.Clock(after)) % (24 * 60)).String()
}

// Breaks are those of the form: one more than there are, two at least.
func (p shiftsPage) Breaks() []roster.Break {
	out := append(slices.Clone(p.Edit.Breaks), roster.Break{})
	if len(out) < 2 {
		out = append(out, roster.Break{})
	}
	return out
}

// saveShift makes or changes a shift type, as a new version of the definition.
func (s *site) saveShift(v *visit) error {
	return s.redefine(v, "/shifts", (*site).showShifts, func(d workspace.Document) error {
		list, old := d.List("shifts"), v.text("old")
		at := workspace.EntryOf(list, "code", old)
		if old == "" || at < 0 {
			list.Content = append(list.Content, workspace.FlowMapping())
			at = len(list.Content) - 1
		}
		return fillShift(v, list.Content[at])
	})
}

// fillShift writes the form into an entry of the definition.
func fillShift(v *visit, n *yaml.Node) error {
	for _, key := range []string{"code", "name", "start", "end"} {
		if v.text(key) == "" && key != "name" {
			return v.fault(key, "error.missing")
		}
		workspace.SetValue(n, key, v.text(key))
	}
	for _, key := range []string{"start", "end"} {
		if _, err := roster.ParseClock(v.text(key)); err != nil {
			return v.fault(key, "error.clock")
		}
	}
	workspace.DropValue(n, "length")
	workspace.SetValue(n, "office", v.text("office"))
	workspace.DropValue(n, "breaks")
	breaks := &yaml.Node{Kind: yaml.SequenceNode, Style: yaml.FlowStyle}
	for i, at := range v.r.Form["break_at"] {
		minutes := nth(v.r.Form["break_minutes"], i)
		if at == "" && minutes == "" {
			continue
		}
		if m, err := strconv.Atoi(minutes); err != nil || m < 1 || at == "" {
			return v.fault("breaks", "error.break")
		}
		b := workspace.FlowMapping()
		workspace.SetValue(b, "at", at)
		workspace.SetValue(b, "minutes", minutes)
		setWindow(v, b, i)
		if slices.Contains(v.r.Form["break_paid"], strconv.Itoa(i)) {
			workspace.SetValue(b, "paid", "true")
		}
		breaks.Content = append(breaks.Content, b)
	}
	if len(breaks.Content) > 0 {
		n.Content = append(n.Content, workspace.Scalar("breaks"), breaks)
	}
	return nil
}

// setWindow writes where else a break may begin. What the form does not show
// stays with the window.
func setWindow(v *visit, b *yaml.Node, i int) {
	for _, key := range []string{"earliest", "latest", "apart"} {
		workspace.SetValue(b, key, nth(v.r.Form["break_"+key], i))
	}
	if nth(v.r.Form["break_earliest"], i) != "" || nth(v.r.Form["break_latest"], i) != "" {
		workspace.SetValue(b, "every", nth(v.r.Form["break_every"], i))
	}
}

// removeShift takes a shift type out of the definition.
func (s *site) removeShift(v *visit) error {
	return s.redefine(v, "/shifts", (*site).showShifts, func(d workspace.Document) error {
		list := d.List("shifts")
		at := workspace.EntryOf(list, "code", v.text("code"))
		if at < 0 {
			return roster.Errorf(roster.Conflict, "there is no shift %q any more", v.text("code"))
		}
		list.Content = slices.Delete(list.Content, at, at+1)
		return nil
	})
}

// redefine changes a team's definition and leads back to the page of the form.
func (s *site) redefine(v *visit, back string, show act, change func(workspace.Document) error) error {
	team, err := s.teamOf(v)
	if err != nil {
		return err
	}
	version, err := v.version()
	var d workspace.Document
	if err == nil {
		d, err = workspace.ReadDocument(team.Source)
	}
	if err == nil {
		err = cmp.Or(v.r.ParseForm(), change(d))
	}
	if err == nil {
		_, err = s.desk.UpdateTeam(v.ctx(), team.ID, version, d.String())
	}
	if err != nil {
		return s.again(v, err, show)
	}
	return v.redirect(fmt.Sprintf("/teams/%d%s", team.ID, back), "team.updated")
}
