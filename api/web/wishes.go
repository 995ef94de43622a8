package web

import (
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// ahead returns what the agent has and asked for in the coming months.
func (s *site) ahead(v *visit) (desk.MyMonth, error) {
	from := roster.DateOf(s.desk.Now())
	return s.desk.MyMonth(v.ctx(), from, from+365)
}

// showWishes lists the agent's wishes, with a form for another.
func (s *site) showWishes(v *visit) error {
	mine, err := s.ahead(v)
	if err != nil {
		return err
	}
	return s.render(v, "wishes", mine)
}

// addWish asks for a shift or a day off.
func (s *site) addWish(v *visit) error {
	d, err := v.date("date")
	if err == nil && d == 0 {
		err = roster.Errorf(roster.Invalid, "%s", v.t("error.date"))
	}
	if err == nil {
		_, err = s.desk.AddWish(v.ctx(), v.actor.AgentTeam, roster.Request{
			Agent: v.actor.Agent, Date: d, Shift: v.text("shift"), On: v.text("want") == "on", Weight: int(max(v.number("weight"), 1)),
		})
	}
	if err != nil {
		return s.again(v, err, (*site).showWishes)
	}
	return v.redirect("/my/wishes", "wishes.added")
}

// removeWish takes a wish back.
func (s *site) removeWish(v *visit) error {
	return s.remove(v, s.desk.RemoveWish, (*site).showWishes, "/my/wishes", "wishes.removed")
}
