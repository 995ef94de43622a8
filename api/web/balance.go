package web

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/smena-org/smena/roster"
)

// saveBalance sets what somebody carries into a month.
func (s *site) saveBalance(v *visit) error {
	team, err := v.id("id")
	if err != nil {
		return err
	}
	agent := v.r.PathValue("agent")
	b, err := balanceOf(v, agent)
	if err == nil {
		err = s.desk.PutBalance(v.ctx(), team, b)
	}
	if err != nil {
		return s.again(v, err, (*site).showPerson)
	}
	return v.redirect(fmt.Sprintf("/teams/%d/people/%s#balance", team, agent), "saved")
}

func balanceOf(v *visit, agent string) (roster.Balance, error) {
	b := roster.Balance{
		Agent: agent, Nights: int(v.number("nights")), Weekends: int(v.number("weekends")),
		Holidays: int(v.number("holidays")), OwedRestDays: int(v.number("owed")),
	}
	var err error
	if b.AsOf, err = v.date("as_of"); err != nil || b.AsOf == 0 {
		return b, v.fault("as_of", "error.date")
	}
	if b.HoursBalance, err = v.hours("hours"); err != nil {
		return b, err
	}
	b.OvertimeYear, err = v.hours("overtime")
	return b, err
}

// hours reads hours with a decimal point or comma as minutes; nothing is 0.
func (v *visit) hours(field string) (int, error) {
	text := strings.NewReplacer(",", ".", "−", "-", "\u00a0", "", "\u202f", "", " ", "").Replace(v.text(field))
	if text == "" {
		return 0, nil
	}
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || math.Abs(x) > 20000 {
		return 0, v.fault(field, "error.hours")
	}
	return int(math.Round(x * 60)), nil
}
