package desk

import (
	"cmp"
	"context"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/solver"
)

// RepairOptions say what a repair may change. The zero value is the usual one.
type RepairOptions struct {
	From       roster.Date // first day that may change; 0 is tomorrow by the team's clock
	Notice     *int        // days from then on that are at short notice; nil is what the law of the contracts asks for
	Change     int         // price of a changed day; 0 is a tenth of an hour's missing agent
	Short      int         // and at short notice; 0 is half of one
	Seed       uint64      // 0 is 1
	Iterations int64       // of each chain and answer; 0 suits the team
}

// Repairs are ways to mend what people were told: what is published, or the
// draft of a month that is not.
type Repairs struct {
	Roster  Roster             // when it was read: its version is the one to take an answer over into
	Terms   solver.RepairTerms // as they were used
	Now     solver.Figures     // of the duties that can still be worked
	Answers []Repair           // distinct ones: fewest people, best coverage, cheapest; none where leaving it is best and there is nothing to take out
	Cut     bool               // time ran out: the same question may have better answers
}

// Repair is one way to mend a roster.
type Repair struct {
	Goals   []string             // which it serves best
	Touched []string             // people told otherwise now, but for those who cannot keep their duties
	Days    int                  // theirs that change
	Short   int                  // of these at short notice
	After   solver.Figures       // of the mended roster
	Changes []solver.DutyChanges // of everybody, the absent too
}

const (
	longestRepair   = 15 * time.Second // of the search: a request waits for it
	mostIterations  = 2_000_000
	mostNotice      = 366
	mostChangePrice = 1_000_000
	usualNotice     = 4 // days, where the law names none

	// Prices of a changed day where no demand says what a day is worth: more
	// than what any duty is for the hours of its contract.
	idleChange = 1000
	idleShort  = 5000
)

// Repair finds ways to mend a roster that has moved on: people fell ill, demand
// changed. It changes nothing; TakeRepair does. Planners, leads.
func (d *Desk) Repair(ctx context.Context, id int64, o RepairOptions) (Repairs, error) {
	l, err := d.layOut(ctx, doPlan, id)
	if err != nil {
		return Repairs{}, err
	}
	terms, err := d.terms(l, o)
	if err != nil {
		return Repairs{}, err
	}
	release, err := d.search(ctx)
	if err != nil {
		return Repairs{}, err
	}
	defer release()
	searching, cancel := context.WithTimeout(ctx, longestRepair)
	defer cancel()
	found, err := solver.Mend(searching, l.problem, l.assigned(l.told()), terms, solver.RepairOptions{Seed: cmp.Or(o.Seed, 1), Iterations: o.Iterations})
	if err != nil {
		return Repairs{}, err
	}
	if err := ctx.Err(); err != nil {
		return Repairs{}, err // nobody waits for it any more
	}
	out := Repairs{Roster: l.roster, Terms: terms, Now: figures(found.Problem, found.Unrepaired), Answers: []Repair{}, Cut: searching.Err() != nil}
	for _, a := range found.Answers {
		out.Answers = append(out.Answers, Repair{
			Goals: a.Goals, Touched: a.Touched, Days: a.Days, Short: a.Short, After: figures(found.Problem, a.Solution), Changes: a.Changes,
		})
	}
	return out, nil
}

func figures(p *solver.Problem, s *solver.Solution) solver.Figures {
	return solver.Figures{Hard: s.Hard, Cost: s.Cost, Missing: s.MissingHours(p), Duties: len(s.Duties)}
}

// search waits for its turn: one search a process that a request waits for
// leaves the other cores to whoever looks at pages.
func (d *Desk) search(ctx context.Context) (release func(), err error) {
	select {
	case d.searching <- struct{}{}:
		return func() { <-d.searching }, nil
	case <-ctx.Done():
		return nil, roster.Errorf(roster.Conflict, "others are searching; try again in a while")
	}
}

// terms fills in what was not said, and refuses what makes no sense.
func (d *Desk) terms(l *laid, o RepairOptions) (solver.RepairTerms, error) {
	today := roster.DateOf(d.Now().In(l.team.Zone))
	month := l.roster.Month
	t := solver.RepairTerms{From: o.From, Change: o.Change, Short: o.Short}
	if t.From == 0 {
		t.From = max(today+1, month.From)
	}
	if w := l.problem.Demand; len(w.Intervals)+len(w.Windows)+len(w.Shifts) == 0 {
		t.Change, t.Short = cmp.Or(o.Change, idleChange), cmp.Or(o.Short, idleShort)
	}
	if o.Notice != nil {
		t.Notice = *o.Notice
	} else {
		days, err := d.noticeDays(l)
		if err != nil {
			return t, err
		}
		t.Notice = days
	}
	switch {
	case t.From < today:
		return t, roster.Errorf(roster.Invalid, "%s is over; name a day from %s on", t.From, today)
	case t.From >= month.To:
		return t, roster.Errorf(roster.Invalid, "nothing of %s is left to change from %s on", month, t.From)
	case t.Notice < 0 || t.Notice > mostNotice:
		return t, roster.Errorf(roster.Invalid, "%d days of notice; give 0 to %d", t.Notice, mostNotice)
	case t.Change < 0 || t.Change > mostChangePrice || t.Short < 0 || t.Short > mostChangePrice:
		return t, roster.Errorf(roster.Invalid, "the price of a changed day is 0 to %d", mostChangePrice)
	case o.Iterations < 0 || o.Iterations > mostIterations:
		return t, roster.Errorf(roster.Invalid, "%d iterations; give 0 to %d", o.Iterations, mostIterations)
	}
	return t, nil
}

// noticeDays is the longest notice, in days, that the law of a contract asks
// for on the day after it would have to be given.
func (d *Desk) noticeDays(l *laid) (int, error) {
	most := 0
	from := l.roster.Month.From.At(0, l.team.Zone)
	for _, c := range l.team.Contracts {
		pack, err := law.Load(c.Pack)
		if err != nil {
			return 0, err
		}
		if last, ok := pack.Announce.By(from); ok {
			most = max(most, int((from.Sub(last)+24*time.Hour-1)/(24*time.Hour)))
		}
	}
	return min(cmp.Or(most, usualNotice), mostNotice), nil
}
