package solver

import (
	"cmp"
	"slices"

	"github.com/smena-org/smena/roster"
)

// Opening is a duty that somebody should take.
type Opening struct {
	Date   roster.Date `json:"date"`
	Shift  string      `json:"shift"`
	Skills []string    `json:"skills,omitempty"`  // all of which are needed; none leaves it to the demand
	Giver  string      `json:"instead,omitempty"` // whose it is now; "" when it is open
}

// Candidate is somebody who might take a duty, and what that does. The lawful
// ones come first, the cheapest of them before all.
type Candidate struct {
	Person string `json:"person"`
	Lawful bool   `json:"lawful"`           // no hard rule stands in the way
	Leaves string `json:"leaves,omitempty"` // the duty of the day that they would leave for it
	Effect
	Rule   string `json:"rule,omitempty"` // what stands in the way first: a rule's name, or "skill"
	Reason string `json:"reason,omitempty"`
	Have   int    `json:"have,omitempty"`
	Want   int    `json:"want,omitempty"`

	away int // how many rules are in the way
}

// Candidates ranks everybody but the giver and those who work the shift on that
// day already. Effects are those of taking the duty, once it is open.
func (b *Board) Candidates(o Opening) ([]Candidate, error) {
	open, day, shift, err := b.open(o)
	if err != nil {
		return nil, err
	}
	out := []Candidate{}
	for i, who := range b.m.people {
		if who.id == o.Giver || int(open.rows[i][day]) == shift {
			continue
		}
		out = append(out, open.candidate(option{i, day, shift}, o.Skills))
	}
	slices.SortStableFunc(out, func(x, y Candidate) int {
		return cmp.Or(cmp.Compare(btoi(y.Lawful), btoi(x.Lawful)), cmp.Compare(x.away, y.away), cmp.Compare(x.Cost, y.Cost))
	})
	return out, nil
}

// open returns the board on which nobody has the duty that is looked for.
func (b *Board) open(o Opening) (open *Board, day, shift int, err error) {
	day = int(o.Date - b.m.problem.Start)
	shift = 1 + slices.IndexFunc(b.m.problem.Shifts, func(s Shift) bool { return s.ID == o.Shift })
	switch {
	case day < 0 || day >= b.m.days:
		return nil, 0, 0, roster.Errorf(roster.Invalid, "%s lies outside the planned days %s to %s", o.Date, b.m.problem.Start, b.m.problem.Start+roster.Date(b.m.days-1))
	case shift == 0:
		return nil, 0, 0, roster.Errorf(roster.Invalid, "no shift %q in the problem", o.Shift)
	case o.Giver == "":
		return b, day, shift, nil
	}
	at, err := b.m.optionOf(Assigned{Person: o.Giver, Date: o.Date})
	if err != nil {
		return nil, 0, 0, err
	}
	if int(b.rows[at.person][day]) != shift {
		return nil, 0, 0, roster.Errorf(roster.Invalid, "%s does not work %s on %s", o.Giver, o.Shift, o.Date)
	}
	return b.m.board(b.with(at)), day, shift, nil
}

// with copies the rows, and where breaks are, and makes a move.
func (b *Board) with(o option) (rows [][]uint8, at placing) {
	rows = slices.Clone(b.rows)
	rows[o.person] = slices.Clone(rows[o.person])
	rows[o.person][o.day] = uint8(o.shift)
	if b.at == nil {
		return rows, nil
	}
	at = slices.Clone(b.at)
	at[o.person] = slices.Clone(at[o.person])
	at[o.person][o.day] = nil
	return rows, at
}

// candidate judges one person for a duty.
func (b *Board) candidate(o option, skills []string) Candidate {
	c := Candidate{Person: b.m.people[o.person].id, Effect: b.try(o)}
	if was := b.rows[o.person][o.day]; was != 0 {
		c.Leaves = b.m.problem.Shifts[was-1].ID
	}
	if !hasAll(b.m.problem.People[o.person].Skills, skills) {
		c.Rule, c.away = "skill", 1<<20
		return c
	}
	in := b.obstacle(o, c.Effect)
	if in.rules == 0 {
		c.Lawful = true
		return c
	}
	c.away = in.rules<<10 + min(in.steps, 1<<10-1)
	c.Rule, c.Reason, c.Have, c.Want = in.rule, in.reason, in.have, in.want
	return c
}
