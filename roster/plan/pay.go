package plan

import (
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/pay"
	"github.com/smena-org/smena/roster/workspace"
)

// Pay works out the pay lines of a roster, agent by agent, and what the duties
// break or owe. Duties of the month are paid; those before it, from
// previous.csv, only tell how weeks began.
func Pay(ws *workspace.Workspace, month Month, ro roster.Roster) ([]pay.Line, []law.Finding, error) {
	return PaySettled(ws, month, ro, nil)
}

// PaySettled is Pay with what the employer knows of each agent beyond duties and
// pack; nil knows nothing.
func PaySettled(ws *workspace.Workspace, month Month, ro roster.Roster, known func(roster.Agent) pay.Flags) ([]pay.Line, []law.Finding, error) {
	var lines []pay.Line
	var findings []law.Finding
	for _, a := range ws.Agents {
		contract, ok := contractIn(ws.Team, a, month)
		if !ok {
			continue
		}
		pack, err := law.Load(contract.Pack)
		if err != nil {
			return nil, nil, err
		}
		in := pay.Input{
			Pack: pack, Team: ws.Team, Agent: a, Contract: contract,
			Duties: dutiesOf(a.ID, month, ro, ws.Previous),
			From:   month.From, To: month.To,
		}
		if known != nil {
			in.Flags = known(a)
		}
		l, f, err := pay.Lines(in)
		if err != nil {
			return nil, nil, err
		}
		lines, findings = append(lines, l...), append(findings, f...)
	}
	return lines, findings, nil
}

// contractIn returns the first contract an agent stands under in the month.
func contractIn(team roster.Team, a roster.Agent, month Month) (roster.Contract, bool) {
	for d := month.From; d < month.To; d++ {
		if c, ok := team.Contract(a.ContractOn(d)); ok {
			return c, true
		}
	}
	return roster.Contract{}, false
}

// dutiesOf returns an agent's duties of the month and of the week before it.
func dutiesOf(agent string, month Month, ro, previous roster.Roster) []roster.Duty {
	var out []roster.Duty
	for _, d := range previous.Duties {
		if d.Agent == agent && d.Date < month.From && d.Date >= month.From-7 {
			out = append(out, d)
		}
	}
	for _, d := range ro.Duties {
		if d.Agent == agent {
			out = append(out, d)
		}
	}
	return out
}
