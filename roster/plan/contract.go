package plan

import (
	"slices"

	"github.com/smena-org/smena/roster"
)

// contractClauses are the clauses that a contract's plain fields stand for,
// then those it spells out. Nights are in the pack's part already, since they
// turn on a consent.
func (m *member) contractClauses() roster.Policy {
	c := m.contract
	var out roster.Policy
	if c.DaysOff > 0 {
		out = append(out, roster.Clause{
			Rule: &roster.DaysOff{Per: roster.PerWeek, Min: c.DaysOff},
			Hard: true, Source: FromContract + c.ID + ": days off a week",
		})
	}
	return append(out, c.Policy...)
}

// shiftClauses keep members from shifts that the contract of the day does not
// allow. A contract change within the month makes several.
func (m *member) shiftClauses(team roster.Team, month Month) roster.Policy {
	if only, same := m.onlyContract(month); same {
		if len(only.Shifts) == 0 || len(only.Shifts) == len(team.Shifts) {
			return nil
		}
		return roster.Policy{{
			Rule: &roster.AllowedShifts{Shifts: only.Shifts},
			Hard: true, Source: FromContract + only.ID,
		}}
	}
	var out roster.Policy
	for _, span := range m.contractSpans(month) {
		var others []string
		for _, s := range team.Shifts {
			if len(span.contract.Shifts) > 0 && !slices.Contains(span.contract.Shifts, s.Code) {
				others = append(others, s.Code)
			}
		}
		if span.contract.ID != "" && len(others) == 0 {
			continue
		}
		out = append(out, roster.Clause{
			Rule: &roster.Unavailable{From: span.from, To: span.to - 1, Shifts: others, Reason: "availability"},
			Hard: true, Source: sourceOf(span.contract),
		})
	}
	return out
}

// sourceOf names a contract for breaches, or says that there is none.
func sourceOf(c roster.Contract) string {
	if c.ID == "" {
		return "no contract"
	}
	return "contract " + c.ID
}

// contractSpan is a run of days under one contract, or under none.
type contractSpan struct {
	from, to roster.Date
	contract roster.Contract
}

// contractSpans parts the month where the contract changes. Usually it does not,
// and one span is all there is.
func (m *member) contractSpans(month Month) []contractSpan {
	var out []contractSpan
	for d := month.From; d < month.To; d++ {
		c := m.contracts[d]
		if n := len(out); n > 0 && out[n-1].contract.ID == c.ID {
			out[n-1].to = d + 1
			continue
		}
		out = append(out, contractSpan{d, d + 1, c})
	}
	return out
}

// onlyContract returns the contract that holds all month, if there is one.
func (m *member) onlyContract(month Month) (roster.Contract, bool) {
	spans := m.contractSpans(month)
	return spans[0].contract, len(spans) == 1
}

// officeClauses ask for the contract's office days. In a month with absences
// the number is asked of the month and not of each week: nobody owes office
// days while on leave.
func (m *member) officeClauses(month Month, weight int) roster.Policy {
	if m.contract.OfficeDays == 0 || weight == 0 {
		return nil
	}
	rule := &roster.Duties{Office: true, Per: roster.PerWeek, Min: m.contract.OfficeDays}
	present := 0
	for d := month.From; d < month.To; d++ {
		if m.works(d) {
			present++
		}
	}
	if present < month.Days() {
		rule.Per, rule.Min = roster.PerHorizon, m.contract.OfficeDays*present/7
	}
	if rule.Min == 0 {
		return nil
	}
	return roster.Policy{{Rule: rule, Weight: weight, Source: FromContract + m.contract.ID + ": office days"}}
}

// rotationClauses make people move forward through the shifts of a rotation:
// never a step back from one day to the next, and each shift for at least two
// days on end.
func (m *member) rotationClauses(team roster.Team, weight int) roster.Policy {
	steps := m.contract.Rotation
	if len(steps) < 2 || weight == 0 {
		return nil
	}
	source := "contract " + m.contract.ID + ": rotation"
	back := &roster.ForbiddenSuccession{}
	var out roster.Policy
	for i, later := range steps {
		for _, earlier := range steps[:i] {
			back.Pairs = append(back.Pairs, pairs(alike(team, later), alike(team, earlier))...)
		}
		out = append(out, roster.Clause{
			Rule:   &roster.ShiftsInARow{Shifts: alike(team, later), Min: 2},
			Weight: max(weight/3, 1), Source: source,
		})
	}
	return append(out, roster.Clause{Rule: back, Weight: weight, Source: source})
}

// alike returns the shifts with the same hours as one: at the office or with
// lunch at another time it is the same shift to whoever rotates through it.
func alike(team roster.Team, code string) []string {
	of, ok := team.Shift(code)
	if !ok {
		return []string{code}
	}
	var out []string
	for _, s := range team.Shifts {
		if s.Start == of.Start && s.Length == of.Length {
			out = append(out, s.Code)
		}
	}
	return out
}

func pairs(first, second []string) [][2]string {
	var out [][2]string
	for _, a := range first {
		for _, b := range second {
			out = append(out, [2]string{a, b})
		}
	}
	return out
}
