package workspace

import (
	"fmt"
	"io"
	"slices"

	"github.com/smena-org/smena/roster"
)

// requestColumns are the columns of requests.csv; an empty shift means any,
// so that "off" with no shift is a wish for a day off.
var requestColumns = []Column{
	{Name: "agent_id", Required: true}, {Name: "date", Required: true}, {Name: "shift"}, {Name: "on_or_off", Required: true}, {Name: "weight"},
}

// readRequests reads requests.csv. The same wish twice, or for and against
// the same thing, is a fault.
func readRequests(name string, r io.Reader, n *names, faults *roster.Faults) []roster.Request {
	type wish struct {
		agent string
		date  roster.Date
		shift string
	}
	seen := map[wish]int{}
	return readRecords(name, r, requestColumns, faults, func(rec *record) roster.Request {
		q := roster.Request{Agent: rec.agent(n), Date: rec.needDate("date"), Shift: rec.shift("shift", n), Weight: rec.whole("weight", 1, 10, 1)}
		if rec.need("on_or_off", "write on or off") != "" {
			q.On = rec.choice("on_or_off", "on", "off") == "on"
		}
		rec.employed(q.Agent, q.Date, n)
		w := wish{q.Agent, q.Date, q.Shift}
		if line, twice := seen[w]; twice && !rec.bad {
			rec.fault("date", fmt.Sprintf("the same agent, date and shift stand on line %d already", line), "keep one of the two")
		}
		seen[w] = rec.Line
		return q
	})
}

// pinColumns are the columns of pins.csv; an empty shift, - or off is a day off.
var pinColumns = []Column{{Name: "agent_id", Required: true}, {Name: "date", Required: true}, {Name: "shift", Required: true}}

// readPins reads pins.csv. A pin must be possible: inside the contract, on a
// shift it allows, and not on a day of absence.
func readPins(name string, r io.Reader, n *names, away []roster.Absence, faults *roster.Faults) []roster.Pin {
	type cell struct {
		agent string
		date  roster.Date
	}
	seen := map[cell]int{}
	return readRecords(name, r, pinColumns, faults, func(rec *record) roster.Pin {
		p := roster.Pin{Agent: rec.agent(n), Date: rec.needDate("date"), Shift: rec.shift("shift", n)}
		rec.employed(p.Agent, p.Date, n)
		if line, twice := seen[cell{p.Agent, p.Date}]; twice && !rec.bad {
			rec.fault("date", fmt.Sprintf("the day is fixed on line %d already", line), "keep one of the two")
		}
		seen[cell{p.Agent, p.Date}] = rec.Line
		if p.Shift != "" && !rec.bad {
			rec.canWork(p, n, away)
		}
		return p
	})
}

// canWork checks that the agent may be on the pinned shift at all.
func (r *record) canWork(p roster.Pin, n *names, away []roster.Absence) {
	if absent(away, p.Agent, p.Date) {
		r.fault("date", p.Agent+" is absent on this date", "remove the pin, or change absences.csv")
	}
	a := n.agents[p.Agent]
	if a == nil || n.team == nil {
		return
	}
	c, _ := n.team.Contract(a.ContractOn(p.Date))
	if len(c.Shifts) > 0 && !slices.Contains(c.Shifts, p.Shift) {
		r.fault("shift", "contract "+c.ID+" does not work this shift", "choose one of "+listed(c.Shifts))
	}
}
