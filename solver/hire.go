package solver

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/smena-org/smena/roster"
)

// HireOptions steer the hiring question. The zero value is good for most.
type HireOptions struct {
	Skills     []string // of the new people; nil: those of the model
	Most       int      // people to think of; 0 is 50
	Seed       uint64
	Iterations int64 // of each chain and number of people; 0 is 300,000
}

// Hiring answers how many more people a team needs.
type Hiring struct {
	Like    string    `json:"like"`    // whose contract they have
	Skills  []string  `json:"skills"`  // theirs
	AtLeast int       `json:"atleast"` // fewer cannot close all gaps, proven by Why
	Why     *Shortage `json:"why,omitempty"`
	Enough  int       `json:"enough"`                 // with so many a lawful roster without gaps was found; -1: with none that was tried
	Tried   []Tried   `json:"tried"`                  // in order
	Beyond  float64   `json:"beyond_hours,omitempty"` // agent-hours that no such person can serve: no duty reaches them

	Roster []Assigned `json:"-"` // of Enough, or of the most that were tried
}

// Tried is what so many more people leave open.
type Tried struct {
	People int     `json:"people"`
	Hours  float64 `json:"missing_hours"` // of what they can serve
}

// Hire asks how many more people like somebody close all gaps that such people
// can close: those of every cell to which some duty of theirs adds. That fewer
// cannot is proven by counting, or by weighing hours where that proves more;
// that so many can, by a lawful roster. Between the two it is not decided.
// AtLeast beyond Most says that no number thought of is enough. Wishes and other
// prices are set aside: what can be covered comes first.
func Hire(ctx context.Context, p *Problem, duties []Assigned, like string, o HireOptions) (*Hiring, error) {
	if o.Iterations <= 0 {
		o.Iterations = 300_000
	}
	if o.Most <= 0 {
		o.Most = 50
	}
	if err := p.Validate().Err(); err != nil {
		return nil, err
	}
	i := slices.IndexFunc(p.People, func(who Person) bool { return who.ID == like })
	if i < 0 {
		return nil, roster.Errorf(roster.NotFound, "no person %q in the problem to hire somebody like", like)
	}
	model := p.People[i]
	if o.Skills != nil {
		model.Skills = o.Skills
	}
	return newHiring(p, model, o).answer(ctx, duties)
}

type hiring struct {
	p      *Problem // hard rules and demand alone
	like   Person
	o      HireOptions
	served []bool // cells that such people serve
}

func newHiring(p *Problem, like Person, o HireOptions) *hiring {
	like.Rules = hardOnes(like.Rules)
	return &hiring{p: p.withoutPrices(), like: like, o: o}
}

// withOne compiles the problem with one more, and notes what they serve.
func (h *hiring) withOne() (*model, error) {
	m, err := h.with(1)
	if err == nil {
		h.served = m.served(m.people[len(m.people)-1])
	}
	return m, err
}

// with compiles the problem with so many more. None is one who never works: what
// they could serve is known all the same.
func (h *hiring) with(n int) (*model, error) {
	p := h.p.copied()
	p.hire(h.like, max(n, 1))
	if n == 0 {
		who := &p.People[len(p.People)-1]
		who.Rules = append(slices.Clone(who.Rules), roster.Clause{Rule: &roster.Unavailable{From: p.Start, To: p.Start + roster.Date(p.Days)}, Hard: true})
	}
	return compile(p)
}

func (h *hiring) answer(ctx context.Context, duties []Assigned) (*Hiring, error) {
	out := &Hiring{Like: h.like.ID, Skills: h.like.Skills, Enough: -1, Tried: []Tried{}}
	one, err := h.withOne()
	if err != nil {
		return nil, err
	}
	each := h.count(out, one)
	h.weigh(ctx, out, one)
	return out, h.search(ctx, out, duties, each)
}

// count proves by counting, and returns what one more gives at most.
func (h *hiring) count(out *Hiring, one *model) (each float64) {
	each = 8
	k := newCounting(one, h.served)
	if k == nil {
		return each
	}
	for _, s := range k.shortages() {
		if n := int(math.Ceil((s.Need-s.Have)/s.Each - 1e-9)); n > out.AtLeast {
			out.AtLeast, out.Why = n, &s
		}
		each = max(each, s.Each)
	}
	return each
}

// weigh proves by weighing hours, if that proves more.
func (h *hiring) weigh(ctx context.Context, out *Hiring, one *model) {
	w := newWeigher(one, h.served, out.AtLeast, h.o.Most, func() bool { return ctx.Err() != nil })
	if w == nil {
		return
	}
	if w.climb(budgetOfProof); w.why != nil {
		out.AtLeast, out.Why = w.n, w.why
	}
}

// search looks for the fewest with whom a roster without gaps is found: up by
// what is still open, then down again one by one.
func (h *hiring) search(ctx context.Context, out *Hiring, duties []Assigned, each float64) error {
	known := map[int]bool{}
	for n := min(out.AtLeast, h.o.Most); n <= h.o.Most && ctx.Err() == nil; {
		t, rows, err := h.try(ctx, out, n, duties)
		if err != nil {
			return err
		}
		out.Tried, known[n], out.Roster = append(out.Tried, t), true, rows
		if t.Hours == 0 {
			out.Enough = n
			break
		}
		duties = rows
		n += max(1, int(t.Hours/each))
	}
	for n := out.Enough - 1; n >= out.AtLeast && !known[n] && ctx.Err() == nil; n-- {
		t, rows, err := h.try(ctx, out, n, duties)
		if err != nil {
			return err
		}
		out.Tried = append(out.Tried, t)
		if t.Hours > 0 {
			break
		}
		out.Enough, out.Roster = n, rows
	}
	slices.SortFunc(out.Tried, func(a, b Tried) int { return cmp.Compare(a.People, b.People) })
	return nil
}

// try searches with so many more, from duties that may be of fewer or of more.
func (h *hiring) try(ctx context.Context, out *Hiring, n int, duties []Assigned) (Tried, []Assigned, error) {
	m, err := h.with(n)
	if err != nil {
		return Tried{}, nil, err
	}
	there := map[string]bool{}
	for _, who := range m.people {
		there[who.id] = true
	}
	rows, err := m.rowsOf(slices.DeleteFunc(slices.Clone(duties), func(d Assigned) bool { return !there[d.Person] }))
	if err != nil {
		return Tried{}, nil, err
	}
	rows = m.improve(ctx, rows, h.o.Seed, h.o.Iterations)
	s := m.account(rows, m.placeBreaks(ctx, rows, h.o.Seed))
	open := &Solution{}
	out.Beyond = 0
	for _, g := range s.Gaps {
		if h.served[g.cell] {
			open.Gaps = append(open.Gaps, g)
		} else {
			out.Beyond += (&Solution{Gaps: []Gap{g}}).MissingHours(h.p)
		}
	}
	t := Tried{People: n, Hours: open.MissingHours(h.p)}
	if s.Hard > 0 {
		t.Hours = max(t.Hours, 1.0/60) // a roster that breaks rules is no answer
	}
	return t, s.Duties, nil
}
