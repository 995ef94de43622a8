package desk

import (
	"context"
	"slices"
	"sync"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
)

// MyMonth is what an agent sees of a span of dates.
type MyMonth struct {
	Team         TeamView // without contracts and rules
	Agent        Agent
	From, To     roster.Date
	Duties       []Duty // published
	Absences     []Absence
	Wishes       []Wish
	Availability []Availability
	Swaps        []Swap // own ones and those the agent could take

	// Stamp tells two states of the same span apart; see MyMonth.Same.
	Stamp postgres.Stamp
}

// MyMonth returns the actor's own duties, wishes, absences and swaps. At most
// 400 days. Forbidden for users who are no agent.
//
// Everybody reads their month again and again, and it seldom changes: who comes
// with a stamp that was read already is answered without asking the database.
func (d *Desk) MyMonth(ctx context.Context, from, to roster.Date) (MyMonth, error) {
	a, err := own(ctx)
	if err != nil {
		return MyMonth{}, err
	}
	if err := checkSpan(from, to, longest); err != nil {
		return MyMonth{}, err
	}
	key := monthKey{a.AgentTeam, a.Agent, from, to}
	m, ok := d.months.get(key, a.stamp)
	if !ok {
		m, err = read(ctx, d, func(tx *postgres.Tx) (MyMonth, error) { return d.myMonth(ctx, tx, key) })
		if err != nil {
			return MyMonth{}, err
		}
		d.months.put(key, m)
	}
	m = m.clone()
	m.Team = m.Team.forActor(a)
	m.Swaps = none(current(m.Swaps, d.Now()))
	return m, nil
}

// myMonth reads a month in one state of things.
func (d *Desk) myMonth(ctx context.Context, tx *postgres.Tx, key monthKey) (m MyMonth, err error) {
	m.From, m.To = key.from, key.to
	if m.Stamp, err = tx.Stamp(ctx, key.team); err != nil {
		return m, err
	}
	if m.Team, err = d.team(ctx, tx, key.team); err != nil {
		return m, err
	}
	if m.Agent, err = tx.Agent(ctx, key.team, key.agent); err != nil {
		return m, err
	}
	if m.Duties, err = tx.Published(ctx, key.team, key.agent, key.from, key.to); err != nil {
		return m, err
	}
	if m.Absences, err = tx.Absences(ctx, key.team, key.agent, key.from, key.to); err != nil {
		return m, err
	}
	if m.Wishes, err = tx.Wishes(ctx, key.team, key.agent, key.from, key.to); err != nil {
		return m, err
	}
	if m.Availability, err = tx.Availability(ctx, key.team, key.agent); err != nil {
		return m, err
	}
	m.Swaps, err = tx.Swaps(ctx, postgres.SwapFilter{Teams: []int64{key.team}, Agent: key.agent, Limit: 100})
	return m, err
}

// clone returns a month whose lists its reader may sort and change.
func (m MyMonth) clone() MyMonth {
	m.Duties, m.Absences, m.Wishes = slices.Clone(m.Duties), slices.Clone(m.Absences), slices.Clone(m.Wishes)
	m.Availability, m.Swaps = slices.Clone(m.Availability), slices.Clone(m.Swaps)
	return m
}

// months keeps months that were read, each with the stamp of what was seen.
type months struct {
	mu   sync.Mutex
	kept map[monthKey]MyMonth
}

type monthKey struct {
	team     int64
	agent    string
	from, to roster.Date
}

// mostMonths bounds what is kept to some tens of megabytes.
const mostMonths = 2000

// get returns a month that was read in the state of a stamp.
func (k *months) get(key monthKey, stamp postgres.Stamp) (MyMonth, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	m, ok := k.kept[key]
	return m, ok && stamp != postgres.Stamp{} && m.Stamp == stamp
}

// put keeps a month. When there are too many, any of the others goes.
func (k *months) put(key monthKey, m MyMonth) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept == nil {
		k.kept = map[monthKey]MyMonth{}
	}
	for other := range k.kept {
		if len(k.kept) < mostMonths {
			break
		}
		delete(k.kept, other)
	}
	k.kept[key] = m
}
