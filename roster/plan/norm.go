package plan

import (
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

// Accounting returns the accounting period that a date lies in, for an agent
// whose hours are summed up over one: whole months, counted from January. ok is
// false where the law or the contract knows none.
func Accounting(team roster.Team, a roster.Agent, on roster.Date) (period Month, ok bool, err error) {
	c, ok := team.Contract(a.ContractOn(on))
	if !ok {
		return period, false, nil
	}
	pack, err := law.Load(c.Pack)
	if err != nil || pack.Pay.Summarised == nil {
		return period, false, err
	}
	months := pack.Reference
	if c.Reference > 0 {
		months = c.Reference
	}
	if months < 1 || 12%months != 0 {
		return period, false, nil
	}
	y, m, _ := on.Time().Date()
	first := (int(m)-1)/months*months + 1
	period.From = roster.NewDate(y, time.Month(first), 1)
	period.To = period.From
	for range months {
		period.To = period.To.NextMonth()
	}
	return period, true, nil
}

// PeriodNorm returns the norm of a span of dates in minutes: that of each day
// under the contract of that day, days of absence left out, which are not made
// up (RU Art. 91, order 588n).
func PeriodNorm(team roster.Team, a roster.Agent, period Month, away func(roster.Date) bool) (int, error) {
	norm := 0
	for d := period.From; d < period.To; d++ {
		c, ok := team.Contract(a.ContractOn(d))
		if !ok || away(d) {
			continue
		}
		pack, err := law.Load(c.Pack)
		if err != nil {
			return 0, err
		}
		region := ""
		if pack.Country == "" || pack.Country == team.Country {
			region = team.Region
		}
		norm += pack.Norm(region, d, d+1, c.WeeklyMinutes/5)
	}
	return norm, nil
}
