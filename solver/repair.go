package solver

import (
	"context"
	"slices"
	"sync"

	"github.com/smena-org/smena/roster"
)

// RepairTerms say what a repair may change, and what a change costs. Prices are
// in the problem's units; 0 asks for the usual one.
type RepairTerms struct {
	From   roster.Date `json:"from,omitempty"`        // days before it are over and locked; 0 locks none
	Notice int         `json:"notice_days,omitempty"` // from From on: how long changes come at short notice
	Change int         `json:"change,omitempty"`      // price of a changed day: usually a tenth of an hour's missing agent
	Short  int         `json:"short,omitempty"`       // and at short notice: usually half of one
}

// RepairOptions steer a repair. The zero value is good for most.
type RepairOptions struct {
	Seed       uint64
	Iterations int64 // of each chain and goal; 0 suits the team: 5,000 a person, and at least 200,000
}

// The goals of a repair.
const (
	FewestPeople = "fewest"   // touch as few people as can be
	BestCoverage = "coverage" // leave as little demand open as can be
	Cheapest     = "cheapest" // cost least, changes and all
)

// Repair is one way to mend a roster.
type Repair struct {
	Goals    []string      `json:"goals"`   // which it serves best: several when one roster does
	Touched  []string      `json:"touched"` // people told otherwise now, but for those who cannot keep their duties
	Days     int           `json:"days"`    // theirs that change
	Short    int           `json:"short"`   // of these at short notice
	Solution *Solution     `json:"solution"`
	Changes  []DutyChanges `json:"changes"` // of everybody, the absent too
}

// DutyChanges are one person's changed days.
type DutyChanges struct {
	Person string      `json:"person"`
	Days   []DayChange `json:"days"`
}

// Repairs are the answers to what became of a published roster.
type Repairs struct {
	Problem    *Problem  `json:"-"`          // with the price of changes in it: what the costs are of
	Unrepaired *Solution `json:"unrepaired"` // the published duties that can still be worked

	// Answers are distinct ones, in the order of the goals. None is worse by its
	// goal than the unrepaired roster; that itself is an answer only when it
	// takes duties out that nobody can keep.
	Answers []Repair `json:"answers"`
}

// Mend finds ways to repair a published roster of a problem that has moved on:
// people fell ill, demand changed. Each is a solve of the problem with the rule
// as-published in it, by which search, check and bound price a change.
func Mend(ctx context.Context, p *Problem, published []Assigned, terms RepairTerms, o RepairOptions) (*Repairs, error) {
	if err := p.Validate().Err(); err != nil {
		return nil, err
	}
	if o.Iterations <= 0 {
		o.Iterations = min(max(int64(5000*len(p.People)), 200_000), 2_000_000)
	}
	b, err := newMending(p, published, terms)
	if err != nil {
		return nil, err
	}
	goals := []string{FewestPeople, BestCoverage, Cheapest}
	models := make([]*model, len(goals))
	for i, goal := range goals {
		if models[i], err = compile(b.aim(goal)); err != nil {
			return nil, err
		}
		models[i].hold(b.published, b.at)
	}
	found := make([][][]uint8, 1+len(goals))
	found[0] = b.left // before what was found: it wins where nothing is better
	var wg sync.WaitGroup
	for i := range goals {
		wg.Go(func() { found[1+i] = models[i].improve(ctx, b.left, o.Seed, o.Iterations) })
	}
	wg.Wait()
	out := &Repairs{Problem: b.problem, Unrepaired: b.m.account(b.left, b.kept(b.left)), Answers: []Repair{}}
	for i, goal := range goals {
		b.answer(out, goal, models[i].bestOf(found))
	}
	return out, nil
}

// bestOf returns the rows that cost a model least, the first among equals.
func (m *model) bestOf(all [][][]uint8) [][]uint8 {
	best, least := all[0], m.cost(all[0], nil)
	for _, rows := range all[1:] {
		if c := m.cost(rows, nil); c.Less(least) {
			best, least = rows, c
		}
	}
	return best
}

// mending is a repair being prepared.
type mending struct {
	problem   *Problem // with the price of changes
	m         *model   // of it
	terms     RepairTerms
	published [][]uint8
	at        placing   // where the published duties have their breaks: who keeps a duty keeps them
	left      [][]uint8 // the published rows less the duties that nobody can keep
	open      [][]bool  // by person and day: the published day cannot be kept
}

func newMending(p *Problem, published []Assigned, terms RepairTerms) (*mending, error) {
	m, err := lay(p)
	if err != nil {
		return nil, err
	}
	rows, at, err := m.read(published)
	if err != nil {
		return nil, err
	}
	b := &mending{terms: terms.usual(p), published: rows, at: at, left: m.allFree(), open: make([][]bool, len(rows))}
	for i, who := range m.people {
		b.open[i] = make([]bool, m.days)
		for day, s := range rows[i] {
			if who.free(day, int(s)).hard > 0 { // on leave now, or pinned to something else
				b.open[i][day], s = true, who.allowed(day)[0]
			}
			b.left[i][day] = s
		}
	}
	b.problem = b.price(p)
	b.m, err = lay(b.problem)
	return b, err
}

// usual fills in what the terms leave out.
func (t RepairTerms) usual(p *Problem) RepairTerms {
	hour := max(p.hourMissing(), 10)
	if t.Change == 0 {
		t.Change = min(max(hour/10, 1), mostWeight)
	}
	if t.Short == 0 {
		t.Short = min(max(hour/2, t.Change), mostWeight)
	}
	return t
}

// hourMissing is the dearest price of an agent missing for an hour.
func (p *Problem) hourMissing() (most int) {
	for _, d := range p.Demand.Intervals {
		most = max(most, d.Missing)
	}
	for _, d := range p.Demand.Windows {
		most = max(most, d.Missing)
	}
	for _, d := range p.Demand.Shifts {
		most = max(most, d.Missing/8)
	}
	return most
}

// price copies the problem and has every person kept to what was published:
// hard where it is over, else at the terms' price.
func (b *mending) price(p *Problem) *Problem {
	out := *p
	out.People = slices.Clone(p.People)
	for i := range out.People {
		who := &out.People[i]
		who.Rules = slices.Clone(who.Rules)
		over, soon := p.day(b.terms.From), p.day(b.terms.From+roster.Date(b.terms.Notice))
		if b.terms.From == 0 {
			over, soon = 0, 0
		}
		for _, part := range []struct {
			from, to int
			weight   int
		}{{0, over, 0}, {over, soon, b.terms.Short}, {soon, p.Days, b.terms.Change}} {
			if part.from < part.to {
				clause := roster.Clause{Rule: b.told(p, i, part.from, part.to, false), Hard: part.weight == 0, Weight: part.weight, Source: "published"}
				who.Rules = append(who.Rules, clause)
			}
		}
	}
	return &out
}

// day returns a date's day of the problem, brought to its bounds.
func (p *Problem) day(d roster.Date) int { return min(max(int(d-p.Start), 0), p.Days) }

// told is the rule that a person's published days make.
func (b *mending) told(p *Problem, person, from, to int, once bool) *roster.AsPublished {
	r := &roster.AsPublished{From: p.Start + roster.Date(from), Once: once}
	for day := from; day < to; day++ {
		switch s := b.published[person][day]; {
		case b.open[person][day]:
			r.Shifts = append(r.Shifts, roster.AnyDuty)
		case s == 0:
			r.Shifts = append(r.Shifts, "")
		default:
			r.Shifts = append(r.Shifts, p.Shifts[s-1].ID)
		}
	}
	return r
}

// aim makes the problem whose best roster serves a goal. For the fewest people,
// to touch one more must save two agent-hours; for the best coverage, demand
// counts ten times.
func (b *mending) aim(goal string) *Problem {
	p := *b.problem
	switch goal {
	case FewestPeople:
		p.People = slices.Clone(p.People)
		price := min(max(2*p.hourMissing(), 1), mostWeight)
		for i := range p.People {
			clause := roster.Clause{Rule: b.told(&p, i, 0, p.Days, true), Weight: price}
			p.People[i].Rules = append(slices.Clone(p.People[i].Rules), clause)
		}
	case BestCoverage:
		p.Demand = p.Demand.dearer(10)
	}
	return &p
}

// dearer multiplies what missing demand costs, as far as prices may go.
func (d Demand) dearer(times int) Demand {
	d.Shifts, d.Intervals, d.Windows = slices.Clone(d.Shifts), slices.Clone(d.Intervals), slices.Clone(d.Windows)
	for i := range d.Shifts {
		d.Shifts[i].Missing = min(d.Shifts[i].Missing*times, mostWeight)
	}
	for i := range d.Intervals {
		d.Intervals[i].Missing = min(d.Intervals[i].Missing*times, mostWeight)
	}
	for i := range d.Windows {
		d.Windows[i].Missing = min(d.Windows[i].Missing*times, mostWeight)
	}
	return d
}

// answer adds a roster to the answers, or a goal to the answer that it is. What
// changes nothing is none.
func (b *mending) answer(out *Repairs, goal string, rows [][]uint8) {
	r := b.describe(rows)
	if len(r.Changes) == 0 {
		return
	}
	for i := range out.Answers {
		if slices.EqualFunc(out.Answers[i].Solution.Duties, r.Solution.Duties, Assigned.same) {
			out.Answers[i].Goals = append(out.Answers[i].Goals, goal)
			return
		}
	}
	r.Goals = []string{goal}
	out.Answers = append(out.Answers, r)
}

// kept is where the breaks are of the duties that stay as published.
func (b *mending) kept(rows [][]uint8) placing {
	if b.at == nil {
		return nil
	}
	out := b.m.nonePlaced()
	for i := range rows {
		for day := range rows[i] {
			if rows[i][day] == b.published[i][day] {
				out[i][day] = b.at[i][day]
			}
		}
	}
	return out
}

// describe says what a repaired roster changes.
func (b *mending) describe(rows [][]uint8) Repair {
	out := Repair{Touched: []string{}, Solution: b.m.account(rows, b.kept(rows)), Changes: []DutyChanges{}}
	b.m.assignSkills(out.Solution, rows)
	soon := b.terms.From + roster.Date(b.terms.Notice)
	for i, who := range b.m.people {
		c := DutyChanges{Person: who.id}
		days := 0
		for day := range rows[i] {
			from, to := b.published[i][day], rows[i][day]
			if from == to {
				continue
			}
			date := b.problem.Start + roster.Date(day)
			c.Days = append(c.Days, DayChange{date, who.cal.Codes[from], who.cal.Codes[to]})
			if !b.open[i][day] {
				days++
				out.Short += btoi(b.terms.From != 0 && date < soon)
			}
		}
		if len(c.Days) > 0 {
			out.Changes = append(out.Changes, c)
		}
		if days > 0 {
			out.Touched, out.Days = append(out.Touched, who.id), out.Days+days
		}
	}
	return out
}
