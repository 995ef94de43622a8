package workspace

import (
	"math"
	"slices"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

// readContracts reads the list under "contracts".
func (t *teamReader) readContracts() {
	var known ids
	for _, e := range t.needEntries("contracts", "list at least one contract, with id, hours_per_week and pack") {
		c := t.readContract(e)
		known.add(e, "id", c.ID)
		t.team.Contracts = append(t.team.Contracts, c)
	}
	t.names.contracts = known.names()
}

// readContract reads one contract. Clauses of its own come on top of the pack's;
// what replaces those stands under overrides, with a reason.
func (t *teamReader) readContract(e *entry) roster.Contract {
	c := roster.Contract{
		ID:            e.word("id"),
		WeeklyMinutes: int(math.Round(60 * e.number("hours_per_week", 1, 84))),
		Pack:          e.need("pack", "write the labour law it stands under: "+listed(law.Packs())),
		Reference:     e.whole("reference_months", 0, 36),
		Shifts:        t.family(e.known("shifts", "shift", t.shiftsAndFamilies())),
		Rotation:      e.known("rotation", "shift", t.names.shifts),
		OfficeDays:    e.whole("office_days", 0, 7),
		DaysOff:       e.whole("days_off", 0, 6),
		Nights:        e.choice("nights", "allowed", "volunteers", "never"),
		PayType:       e.choice("pay_type", "monthly", "hourly"),
		Policy:        e.clauses("rules", t.names),
	}
	if !e.broken && e.values["hours_per_week"] == nil {
		e.missing("hours_per_week", "write the agreed working time, as in 40")
	}
	if c.Pack != "" && !slices.Contains(law.Packs(), c.Pack) {
		e.fault("pack", "no such labour law", didYouMean(c.Pack, law.Packs()))
	}
	e.close()
	return c
}

// readOverrides reads what takes a clause of the pack out or replaces it:
//
//	overrides:
//	  - {contract: full, rule: days-in-a-row, clause: {max: 6, weight: 50}, reason: works agreement 3/2026}
//	  - {rule: free-sundays, drop: true, reason: weekend part-timers}
func (t *teamReader) readOverrides() {
	for _, e := range t.entries("overrides") {
		o := roster.Override{
			Contract: e.text("contract"),
			Rule:     e.need("rule", "write the rule's name in the catalogue"),
			Drop:     e.flag("drop"),
			Reason:   e.need("reason", "write why; reports show it"),
		}
		if o.Contract != "" && t.names.contracts != nil && !slices.Contains(t.names.contracts, o.Contract) {
			e.fault("contract", "no such contract", didYouMean(o.Contract, t.names.contracts))
		}
		if o.Rule != "" && !slices.Contains(ruleNames(), o.Rule) {
			e.fault("rule", "no such rule", didYouMean(o.Rule, ruleNames()))
		} else if n := e.get("clause"); n != nil {
			o.Clause = e.clause("clause", n, o.Rule, t.names)
		}
		e.asked = append(e.asked, "clause")
		if !e.broken && o.Drop == (e.values["clause"] != nil) {
			e.add(e.line, e.path, o.Rule, "an override drops a rule or puts a clause in its place", "write either drop: true or a clause")
		}
		e.close()
		t.team.Overrides = append(t.team.Overrides, o)
	}
}
