package solver

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/smena-org/smena/roster"
)

// The kinds of relaxations.
const (
	LooserRule = "rule"  // a limit gives way by one step
	MoreSkills = "skill" // somebody learns what is short
	MorePeople = "hire"  // one more of a contract
)

// Relaxation is something that could be otherwise, and what that would give. It
// is no promise of the best: Roster is a roster found with it that is as good.
type Relaxation struct {
	Kind     string   `json:"kind"`
	Rule     string   `json:"rule,omitempty"` // of a limit: which
	Reason   string   `json:"reason,omitempty"`
	Sources  []string `json:"sources,omitempty"`
	Limit    int      `json:"limit,omitempty"`  // what it asks now; 0 for a rule that gives way as a whole
	To       int      `json:"to,omitempty"`     // what it would ask
	People   []string `json:"people,omitempty"` // for whom it was tried
	Users    []string `json:"users,omitempty"`  // of these: who needs it in the roster found
	Skills   []string `json:"skills,omitempty"`
	Contract string   `json:"contract,omitempty"`
	Closes   float64  `json:"closes_hours"` // agent-hours of demand less open
	Saves    float64  `json:"saves"`        // of the roster's cost

	Roster []Assigned `json:"-"`
	score  float64    // guess of its worth: what it stands in the way of
	make   func(*Problem)
}

// RelaxOptions steer the search for relaxations. The zero value is good for most.
type RelaxOptions struct {
	Seed       uint64
	Iterations int64 // of each chain and trial; 0 is 200,000
	Most       int   // trials; 0 is 12
}

// Relaxations tries what stands in the way of uncovered demand one step looser,
// and ranks what helps by the hours it closes. Every trial starts from the same
// roster and has the same budget as the roster that it is compared with.
func Relaxations(ctx context.Context, p *Problem, duties []Assigned, o RelaxOptions) ([]Relaxation, error) {
	if o.Iterations <= 0 {
		o.Iterations = 200_000
	}
	if o.Most <= 0 {
		o.Most = 12
	}
	if err := p.Validate().Err(); err != nil {
		return nil, err
	}
	m, err := compile(p)
	if err != nil {
		return nil, err
	}
	rows, err := m.rowsOf(duties)
	if err != nil {
		return nil, err
	}
	rows = m.improve(ctx, rows, o.Seed, o.Iterations)
	at := m.placeBreaks(ctx, rows, o.Seed)
	base := m.account(rows, at)
	tries := m.ideas(rows, at)
	out := []Relaxation{}
	for _, t := range tries[:min(len(tries), o.Most)] {
		if ctx.Err() != nil {
			break
		}
		if err := m.tryOut(ctx, &t, rows, base, o); err != nil {
			return nil, err
		}
		if t.Closes > 1e-9 || t.Saves > 1e-9 {
			out = append(out, t)
		}
	}
	slices.SortStableFunc(out, func(a, b Relaxation) int {
		return cmp.Or(cmp.Compare(b.Closes, a.Closes), cmp.Compare(b.Saves, a.Saves))
	})
	return out, nil
}

// tryOut solves the problem with a relaxation in it, from the same roster.
func (m *model) tryOut(ctx context.Context, t *Relaxation, rows [][]uint8, base *Solution, o RelaxOptions) error {
	p := m.problem.copied()
	t.make(p)
	loose, err := compile(p)
	if err != nil {
		return err
	}
	from := loose.allFree()
	for i := range rows {
		copy(from[i], rows[i])
	}
	got := loose.improve(ctx, from, o.Seed, o.Iterations)
	s := loose.account(got, loose.placeBreaks(ctx, got, o.Seed))
	if s.Hard > base.Hard {
		return nil // broken rules close no gap
	}
	t.Closes, t.Saves, t.Roster = base.MissingHours(m.problem)-s.MissingHours(p), base.Cost-s.Cost, s.Duties
	for i, who := range m.people {
		if slices.Contains(t.People, who.id) && t.Kind == LooserRule {
			if _, cost := who.judge.Check(who.row(got[i])); cost.Hard > 0 {
				t.Users = append(t.Users, who.id)
			}
		}
	}
	return nil
}

// copied is a problem whose people and policies may be changed.
func (p *Problem) copied() *Problem {
	out := *p
	out.People = slices.Clone(p.People)
	return &out
}

// ideas lists what could be tried, the most promising first: rules that alone
// stand between somebody and a gap, by the hours of the gaps; skills that gaps
// lack; and one more person of each contract.
func (m *model) ideas(rows [][]uint8, at placing) []Relaxation {
	sol := m.account(rows, at)
	x := m.explainer(rows, at)
	order := make([]int, min(len(sol.Gaps), mostExplained))
	for i := range order {
		order[i] = i
	}
	x.covers = x.options(sol.Gaps, order)
	w := &wishList{m: m}
	for _, i := range order {
		w.gap(x, &sol.Gaps[i])
	}
	out := append(w.rules(), w.teach()...)
	slices.SortStableFunc(out, func(a, b Relaxation) int { return cmp.Compare(b.score, a.score) })
	most := 0.0
	if len(out) > 0 {
		most = out[0].score
	}
	hires := m.hires(most)
	n := min(len(out), 8)
	return slices.Concat(out[:n], hires, out[n:])
}

// wishList gathers what stands in the way.
type wishList struct {
	m      *model
	limits []limitInTheWay
	skills []skillInTheWay
}

// limitInTheWay is one limit that alone keeps people from gaps.
type limitInTheWay struct {
	rule, reason string
	sources      []string // of all clauses that ask it
	want         int
	hours        float64
	people       map[int]float64 // by person: hours of gaps
}

type skillInTheWay struct {
	skills []string
	hours  float64
}

// gap notes what stands in the way of one gap.
func (w *wishList) gap(x *explainer, g *Gap) {
	hours := (&Solution{Gaps: []Gap{*g}}).MissingHours(w.m.problem)
	noted := map[int]bool{}
	for i := range w.m.people {
		o, absent := x.nearest(i, g.cell)
		switch {
		case !absent:
		case o.rule == "skill" && !noted[-1]:
			noted[-1] = true
			w.lack(g.Skills, hours)
		case o.rules == 1:
			k := w.limit(&o)
			w.limits[k].people[i] += hours
			if !noted[k] {
				noted[k] = true
				w.limits[k].hours += hours
			}
		}
	}
}

func (w *wishList) lack(skills []string, hours float64) {
	k := slices.IndexFunc(w.skills, func(s skillInTheWay) bool { return slices.Equal(s.skills, skills) })
	if k < 0 {
		k = len(w.skills)
		w.skills = append(w.skills, skillInTheWay{skills: skills})
	}
	w.skills[k].hours += hours
}

// limit finds or adds the limit of an obstacle.
func (w *wishList) limit(o *obstacle) int {
	var sources []string
	for _, b := range o.effect.Breaks {
		if b.Rule == o.rule && b.Reason == o.reason && !slices.Contains(sources, b.Source) {
			sources = append(sources, b.Source)
		}
	}
	k := slices.IndexFunc(w.limits, func(l limitInTheWay) bool {
		return l.rule == o.rule && l.reason == o.reason && slices.Equal(l.sources, sources) && l.want == o.want
	})
	if k < 0 {
		k = len(w.limits)
		w.limits = append(w.limits, limitInTheWay{rule: o.rule, reason: o.reason, sources: sources, want: o.want, people: map[int]float64{}})
	}
	return k
}

// rules makes a relaxation of every limit that can give way. Of a rule that
// gives way as a whole one person is let off: the one it keeps from most.
func (w *wishList) rules() (out []Relaxation) {
	for _, l := range w.limits {
		var who []int
		for i := range w.m.people {
			if l.people[i] > 0 {
				who = append(who, i)
			}
		}
		if l.want == 0 {
			who = []int{slices.MaxFunc(who, func(a, b int) int { return cmp.Compare(l.people[a], l.people[b]) })}
		}
		t := Relaxation{Kind: LooserRule, Rule: l.rule, Reason: l.reason, Sources: l.sources, Limit: l.want, score: l.hours}
		can := false
		for _, i := range who {
			t.People = append(t.People, w.m.people[i].id)
			looser, changed := w.m.people[i].judge.Policy.Loosen(l.rule, l.reason, l.sources...)
			can = can || changed
			if changed {
				t.To = w.m.people[i].limitAfter(looser, l)
			}
		}
		if t.To == t.Limit {
			t.Limit, t.To = 0, 0 // no number of it moves: it gives way as a whole
		}
		if can {
			t.make = func(p *Problem) { p.loosen(who, l.rule, l.reason, l.sources) }
			out = append(out, t)
		}
	}
	return out
}

// limitAfter finds, in a policy of which rules were loosened, the limit that was
// l's: the nearest of the clauses it came from.
func (who *person) limitAfter(looser roster.Policy, l limitInTheWay) int {
	best := l.want
	for _, clause := range looser {
		if !clause.Hard || clause.Rule.Name() != l.rule || clause.Reason() != l.reason || !slices.Contains(l.sources, clause.Source) {
			continue
		}
		for _, t := range clause.Rule.Terms(who.cal) {
			for _, n := range limitsOf(t) {
				if n != l.want && n > -roster.NoMax && n < roster.NoMax && (best == l.want || apart(n, l.want) < apart(best, l.want)) {
					best = n
				}
			}
		}
	}
	return best
}

// limitsOf lists the numbers that a term asks for.
func limitsOf(t roster.Term) [2]int {
	if t.Automaton != nil {
		return [2]int{t.Automaton.Min, t.Automaton.Max}
	}
	return [2]int{t.Counter.Bounds.Min, t.Counter.Bounds.Max}
}

func apart(a, b int) int { return max(a-b, b-a) }

// loosen gives some people looser rules of their own instead of the shared ones.
func (p *Problem) loosen(people []int, rule, reason string, sources []string) {
	for _, i := range people {
		who := &p.People[i]
		who.Rules, _ = p.rulesOf(who).Loosen(rule, reason, sources...)
		who.Policies = nil
	}
}

// rulesOf joins a person's shared policies with their own rules.
func (p *Problem) rulesOf(who *Person) (out roster.Policy) {
	for _, id := range who.Policies {
		if i := slices.IndexFunc(p.Policies, func(q Policy) bool { return q.ID == id }); i >= 0 {
			out = append(out, p.Policies[i].Rules...)
		}
	}
	return append(out, who.Rules...)
}

// teach makes a relaxation of every set of skills that gaps lack: whoever lacks
// least of it learns it.
func (w *wishList) teach() (out []Relaxation) {
	for _, s := range w.skills {
		best, least := -1, 0
		for i := range w.m.problem.People {
			n := 0
			for _, skill := range s.skills {
				n += btoi(!slices.Contains(w.m.problem.People[i].Skills, skill))
			}
			if n > 0 && (best < 0 || n < least) {
				best, least = i, n
			}
		}
		if best < 0 {
			continue
		}
		who := w.m.problem.People[best]
		lacks := slices.DeleteFunc(slices.Clone(s.skills), func(x string) bool { return slices.Contains(who.Skills, x) })
		t := Relaxation{Kind: MoreSkills, Skills: lacks, People: []string{who.ID}, score: s.hours}
		t.make = func(p *Problem) { p.People[best].Skills = slices.Concat(p.People[best].Skills, lacks) }
		out = append(out, t)
	}
	return out
}

// mostContracts bounds how many kinds of new colleagues are tried.
const mostContracts = 4

// hires makes a relaxation of one more person of each contract that several
// people have: like the one of them who can serve most.
func (m *model) hires(score float64) (out []Relaxation) {
	p := m.problem
	var seen []string
	for i := range p.People {
		if len(p.People[i].Policies) == 0 || slices.Contains(seen, p.People[i].Policies[0]) || len(seen) == mostContracts {
			continue
		}
		contract, best, n := p.People[i].Policies[0], i, 0
		for k := range p.People {
			if len(p.People[k].Policies) > 0 && p.People[k].Policies[0] == contract {
				n++
				if len(p.People[k].Skills) > len(p.People[best].Skills) {
					best = k
				}
			}
		}
		seen = append(seen, contract)
		if n < 2 {
			continue
		}
		t := Relaxation{Kind: MorePeople, Contract: contract, Skills: p.People[best].Skills, score: score}
		t.make = func(p *Problem) { p.hire(p.People[best], 1) }
		out = append(out, t)
	}
	return out
}

// hire adds people like somebody: of the same contract and skills, without
// history, leave, wishes and what else is theirs alone.
func (p *Problem) hire(like Person, n int) {
	like.Rules = slices.DeleteFunc(slices.Clone(like.Rules), func(c roster.Clause) bool {
		return slices.Contains([]string{"unavailable", "pinned", "as-published", "wish", "fair-share"}, c.Rule.Name())
	})
	like.History, like.HistoryFrom, like.Name = nil, 0, ""
	taken := map[string]bool{}
	for i := range p.People {
		taken[p.People[i].ID] = true
	}
	for i := 1; n > 0; i++ {
		if like.ID = fmt.Sprintf("new-%d", i); !taken[like.ID] {
			p.People = append(p.People, like)
			n--
		}
	}
}
