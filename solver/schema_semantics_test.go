package solver

import (
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
)

// What the descriptions in the schema promise about edges and prices, checked
// on one person's week from Monday, 5 January 2026.
//
// A row is a letter a day, - for a day off; what stands before | is history.
func TestDescriptionsAreTrue(t *testing.T) {
	tests := map[string]struct {
		clause string // its weight is 1
		row    string
		want   float64
	}{
		"a run still going at the end is never too short":    {`"days-in-a-row", "min": 3`, "|-----DD", 0},
		"nor one from the first unknown day":                 {`"days-in-a-row", "min": 3`, "|D------", 0},
		"nor one that has filled the known history":          {`"days-in-a-row", "min": 3`, "D|D-----", 0},
		"but one whose beginning is known":                   {`"days-in-a-row", "min": 3`, "-D|------", 2},
		"days missing are the excess":                        {`"days-in-a-row", "min": 3`, "|-D-DD--", 2 + 1},
		"history counts for a maximum":                       {`"days-in-a-row", "max": 3`, "DD|DD----", 1},
		"each day too many is charged":                       {`"days-in-a-row", "max": 3`, "|DDDDDD-", 3},
		"days too many in history are not":                   {`"days-in-a-row", "max": 3`, "DDDDD|-------", 0},
		"days off at an unknown start count for the maximum": {`"days-off-in-a-row", "max": 3`, "|-----DD", 2},
		"a succession out of history":                        {`"forbidden-succession", "pairs": [["N", "D"]]`, "N|D------", 1},
		"days_off_between asks of that distance alone":       {`"forbidden-succession", "pairs": [["N", "D"]], "days_off_between": 1`, "|ND-N-D-", 1},
		"a pattern may begin in history":                     {`"pattern", "days": ["N", "off", "D"]`, "N|-D-----", 1},
		"overlapping patterns all count":                     {`"pattern", "days": ["work", "work", "work"]`, "|DDDDD--", 3},
		"a pattern not completed does not":                   {`"pattern", "days": ["N", "off", "off"]`, "|-----N-", 0},
		"from says the first day":                            {`"pattern", "days": ["N", "off", "off"], "from": "fri"`, "|N--NN--", 1},
		"half a weekend":                                     {`"complete-weekends"`, "|-----D-", 1},
		"a weekend that began in history":                    {`"complete-weekends"`, "D|-------", 0},
		"a weekend is worked once":                           {`"weekends", "per": "horizon", "max": 0`, "|-----DD", 1},
		"a Friday night is no weekend by start":              {`"weekends", "per": "horizon", "max": 0`, "|----N--", 0},
		"but is by busy":                                     {`"weekends", "per": "horizon", "max": 0, "by": "busy"`, "|----N--", 1},
		"opening is added":                                   {`"duties", "per": "horizon", "max": 4, "opening": 3`, "|DDD----", 2},
		"the horizon is without history":                     {`"duties", "per": "horizon", "max": 1`, "DDD|D------", 0},
		"a rolling span reaches into history":                {`"duties", "per": "rolling", "days": 3, "max": 2`, "DD|D-----", 1},
		"max 0 forbids duties":                               {`"duties", "per": "horizon", "shifts": ["N"], "max": 0`, "|NN-----", 2},
		"a minimum is asked of whole months only":            {`"duties", "per": "month", "min": 20`, "|-------", 0},
		"hours are priced by the hour":                       {`"hours", "per": "horizon", "max": 510`, "|DD-----", 7.5},
		"hours in the history's week":                        {`"hours", "per": "week", "max": 480`, "D|D------", 0},
		"a wish for a shift":                                 {`"wish", "date": "2026-01-06", "shift": "D"`, "|-N-----", 1},
		"a wish for any shift":                               {`"wish", "date": "2026-01-06"`, "|-N-----", 0},
		"a wish against a shift":                             {`"wish", "date": "2026-01-06", "shift": "D", "off": true`, "|-N-----", 0},
		"a wish for a day off":                               {`"wish", "date": "2026-01-06", "off": true`, "|-N-----", 1},
		"a pin without shift is a day off":                   {`"pinned", "date": "2026-01-06"`, "|-N-----", 1},
		"fair shares cost by the square":                     {`"fair-share", "of": "shifts", "shifts": ["D"], "target": 1.5`, "|DDDD---", 4},
		"nothing between whole numbers":                      {`"fair-share", "of": "shifts", "shifts": ["D"], "target": 1.5`, "|DD-----", 0},
		"rest is elapsed":                                    {`"min-rest", "minutes": 660`, "|ND-----", 10},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			clause, err := roster.ParseClause([]byte(`{"weight": 1, "rule": ` + tt.clause + `}`))
			if err != nil {
				t.Fatal(err)
			}
			p, duties := oneRow(tt.row, clause)
			got, err := Check(p, duties)
			if err != nil {
				t.Fatal(err)
			}
			if got.Cost != tt.want || got.Hard != 0 {
				t.Errorf("cost %g and hard %d, want %g and 0: %v", got.Cost, got.Hard, tt.want, got.Breaches)
			}
		})
	}
}

// oneRow is a week of one person under one clause: days from 08:00 to 16:00,
// nights from 22:00 to 07:00.
func oneRow(row string, clause roster.Clause) (*Problem, []Assigned) {
	past, planned, _ := strings.Cut(row, "|")
	p := &Problem{
		Format: Format, Start: roster.NewDate(2026, 1, 5), Days: 7,
		Shifts: []Shift{{ID: "D", Start: 8 * 60, Minutes: 480}, {ID: "N", Start: 22 * 60, Minutes: 540}},
		People: []Person{{ID: "ann", Rules: roster.Policy{clause}, HistoryFrom: roster.NewDate(2026, 1, 5) - roster.Date(len(past))}},
	}
	for i, s := range past {
		if s != '-' {
			p.People[0].History = append(p.People[0].History, Worked{p.People[0].HistoryFrom + roster.Date(i), string(s)})
		}
	}
	var duties []Assigned
	for i, s := range planned {
		if s != '-' {
			duties = append(duties, Assigned{Person: "ann", Date: p.Start + roster.Date(i), Shift: string(s)})
		}
	}
	return p, duties
}

// And about demand: who serves what, and what is left over.
func TestDemandIsAsDescribed(t *testing.T) {
	shift := func(skill string, min, target, missing, surplus int) ShiftDemand {
		d := ShiftDemand{Date: roster.NewDate(2026, 1, 5), Shift: "D", Min: min, Target: target, Missing: missing, Surplus: surplus}
		if skill != "" {
			d.Skills = []string{skill}
		}
		return d
	}
	tests := map[string]struct {
		demand Demand
		onDuty []string // skills of those on shift D, from 08:00 to 16:00, joined by +
		hard   int
		cost   float64
	}{
		"the missing are priced each":         {Demand{Shifts: []ShiftDemand{shift("", 0, 3, 7, 0)}}, []string{""}, 0, 14},
		"and those above":                     {Demand{Shifts: []ShiftDemand{shift("", 0, 1, 7, 2)}}, []string{"", "", ""}, 0, 4},
		"one person serves one demand":        {Demand{Shifts: []ShiftDemand{shift("a", 0, 1, 7, 0), shift("b", 0, 1, 5, 0)}}, []string{"a+b"}, 0, 5},
		"assigned in the best way":            {Demand{Shifts: []ShiftDemand{shift("a", 0, 1, 7, 0), shift("b", 0, 1, 5, 0)}}, []string{"a+b", "a"}, 0, 0},
		"who serves nothing is nobody":        {Demand{Shifts: []ShiftDemand{shift("a", 0, 1, 7, 2)}}, []string{"c", "c"}, 0, 7},
		"minima are hard, a step each":        {Demand{Shifts: []ShiftDemand{shift("a", 2, 2, 7, 0)}}, nil, 2, 14},
		"rows of the same skills add up":      {Demand{Shifts: []ShiftDemand{shift("a", 0, 1, 7, 0), shift("a", 0, 2, 7, 0)}}, []string{"a"}, 0, 14},
		"the lowest surplus of those sharing": {Demand{Shifts: []ShiftDemand{shift("a", 0, 0, 0, 3), shift("b", 0, 0, 0, 5)}}, []string{"a+b"}, 0, 3},
		"intervals are priced by the hour": {Demand{Intervals: []IntervalDemand{
			{Start: "2026-01-05T07:30", Minutes: 60, Target: 2, Missing: 6}}}, []string{""}, 0, 9}, // 1.5 person-hours
		"half of two is one": {Demand{Intervals: []IntervalDemand{
			{Start: "2026-01-05T07:30", Minutes: 60, Target: 1, Missing: 6}}}, []string{"", ""}, 0, 0},
		"a window holds work of any time": {Demand{Windows: []WindowDemand{
			{Start: "2026-01-05T00:00", Minutes: 1440, Work: 600, Missing: 6}}}, []string{""}, 0, 12}, // 480 of 600 minutes
		"on top of the intervals in it": {Demand{
			Intervals: []IntervalDemand{{Start: "2026-01-05T10:00", Minutes: 60, Target: 1, Missing: 9}},
			Windows:   []WindowDemand{{Start: "2026-01-05T00:00", Minutes: 1440, Work: 480, Missing: 6}}}, []string{""}, 0, 6},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p, _ := oneRow("|-------", roster.Clause{Rule: &roster.CompleteWeekends{}})
			p.People, p.Demand = nil, tt.demand
			var duties []Assigned
			for i, skills := range tt.onDuty {
				id := string(rune('a' + i))
				p.People = append(p.People, Person{ID: id, Skills: strings.Split(skills, "+")})
				if skills == "" {
					p.People[i].Skills = nil
				}
				duties = append(duties, Assigned{Person: id, Date: p.Start, Shift: "D"})
			}
			got, err := Check(p, duties)
			if err != nil {
				t.Fatal(err)
			}
			if got.Cost != tt.cost || got.Hard != tt.hard {
				t.Errorf("cost %g and hard %d, want %g and %d", got.Cost, got.Hard, tt.cost, tt.hard)
			}
		})
	}
}
