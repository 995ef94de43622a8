package workspace

import (
	"io"
	"strconv"

	"github.com/smena-org/smena/roster"
)

// balanceColumns are the columns of balances.csv; hours are decimal.
var balanceColumns = []Column{
	{Name: "agent_id", Required: true}, {Name: "as_of", Required: true}, {Name: "hours_balance"}, {Name: "overtime_year"},
	{Name: "nights"}, {Name: "weekends"}, {Name: "holidays"}, {Name: "owed_rest_days"},
}

// readBalances reads what people carry in, one row an agent.
func readBalances(name string, r io.Reader, n *names, faults *roster.Faults) map[string]roster.Balance {
	out := map[string]roster.Balance{}
	seen := map[string]int{}
	readRecords(name, r, balanceColumns, faults, func(rec *record) struct{} {
		b := roster.Balance{
			Agent:        rec.agent(n),
			AsOf:         rec.needDate("as_of"),
			HoursBalance: rec.hours("hours_balance", -2000, 2000),
			OvertimeYear: rec.hours("overtime_year", 0, 2000),
			Nights:       rec.whole("nights", 0, 10000, 0),
			Weekends:     rec.whole("weekends", 0, 10000, 0),
			Holidays:     rec.whole("holidays", 0, 10000, 0),
			OwedRestDays: rec.whole("owed_rest_days", 0, 366, 0),
		}
		if line, twice := seen[b.Agent]; twice && b.Agent != "" {
			rec.fault("agent_id", "stands on line "+strconv.Itoa(line)+" already", "keep one row an agent")
		}
		seen[b.Agent] = rec.Line
		if !rec.bad {
			out[b.Agent] = b
		}
		return struct{}{}
	})
	return out
}
