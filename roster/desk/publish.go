package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/postgres"
)

// Publish checks the draft and puts it in force. It is Unlawful, with the
// breaches, when hard rules are broken and no reason is given to publish all
// the same, and a Conflict when nothing was changed since it was last published.
// Changes at shorter notice than the law asks for are findings.
// Planners only.
func (d *Desk) Publish(ctx context.Context, id int64, version int, reason string) (Published, error) {
	a, err := d.rosterFor(ctx, publish, id)
	if err != nil {
		return Published{}, err
	}
	reason = strings.TrimSpace(reason)
	// The check takes its time and so is made before the transaction, which
	// then sees to it that nothing it read has changed.
	draft, err := d.draft(ctx, id)
	if err != nil {
		return Published{}, err
	}
	checked := draft.assessment
	if checked.Hard > 0 && reason == "" {
		return Published{}, &roster.Error{
			Kind: roster.Unlawful, Message: "the draft breaks rules that must be obeyed; mend it, or give a reason to publish it all the same",
			Breaches: hard(checked.Breaches),
		}
	}
	out := Published{Assessment: checked}
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		r, err := d.editable(ctx, tx, id, version)
		if err != nil {
			return err
		}
		if r.Published > 0 && !r.Changed {
			return roster.Errorf(roster.Conflict, "the draft is what was published as version %d; change it first", r.Published)
		}
		if now, err := tx.DraftStamp(ctx, id); err != nil || d.stamped(now) != draft.stamp {
			return cmpErr(err, roster.Errorf(roster.Conflict, "the team or its people changed while the draft was checked; try again"))
		}
		p := Publication{Reason: reason, Hard: checked.Hard, Cost: checked.Cost}
		n, err := d.noticed(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := wantUnlocked(ctx, tx, n.team, datesOf(n.changed)...); err != nil {
			return err
		}
		p.Duties, p.Findings = n.duties, n.findings
		if out.Roster, out.Publication, err = tx.Publish(ctx, id, version, p); err != nil {
			return err
		}
		return tx.EndSwaps(ctx, id)
	})
	return out, err
}

// ShortNotice says, before it is done, to whom publishing the draft now would be
// at shorter notice than the law asks for. Planners, leads.
func (d *Desk) ShortNotice(ctx context.Context, id int64) ([]law.Finding, error) {
	if _, err := d.rosterFor(ctx, seePlan, id); err != nil {
		return nil, err
	}
	found, err := read(ctx, d, func(tx *postgres.Tx) ([]law.Finding, error) {
		n, err := d.noticed(ctx, tx, id)
		return n.findings, err
	})
	return none(found), err
}

// hard returns the breaches of rules that must be obeyed.
func hard(all []roster.Breach) []roster.Breach {
	return slices.DeleteFunc(slices.Clone(all), func(b roster.Breach) bool { return !b.Hard })
}

// notice is what publishing a draft tells people.
type notice struct {
	team     int64
	duties   []roster.Duty // of the draft
	changed  []Duty        // against what is in force
	findings []law.Finding // for each agent who is told at shorter notice than the law asks for
}

// noticed reads what publishing a draft would tell people.
func (d *Desk) noticed(ctx context.Context, tx *postgres.Tx, id int64) (n notice, err error) {
	r, err := tx.Roster(ctx, id)
	if err != nil {
		return n, err
	}
	v, err := d.team(ctx, tx, r.Team)
	if err != nil {
		return n, err
	}
	agents, err := tx.Agents(ctx, r.Team)
	if err != nil {
		return n, err
	}
	draft, err := tx.Draft(ctx, id)
	if err != nil {
		return n, err
	}
	old, err := tx.InForce(ctx, id)
	if err != nil {
		return n, err
	}
	for _, duty := range draft {
		n.duties = append(n.duties, duty.Duty)
	}
	n.team, n.changed = r.Team, changes(old, draft)
	n.findings, err = d.short(v.Definition, agents, n.changed)
	return n, err
}

// short finds the first change of each agent that comes at too short notice.
// What began already is history and no change.
func (d *Desk) short(team roster.Team, agents []Agent, changed []Duty) ([]law.Finding, error) {
	people := map[string]roster.Agent{}
	for _, a := range agents {
		people[a.ID] = a.Agent
	}
	var out []law.Finding
	said := map[string]bool{}
	for _, duty := range changed {
		a := people[duty.Agent]
		c, ok := team.Contract(a.ContractOn(duty.Date))
		if !ok || said[a.ID] {
			continue
		}
		pack, err := law.Load(c.Pack)
		if err != nil {
			return nil, err
		}
		last, ok := pack.Announce.By(duty.Span.Start.In(cmp.Or(a.Zone, team.Zone)))
		if !ok || !d.Now().After(last) {
			continue
		}
		said[a.ID] = true
		out = append(out, law.Finding{
			Severity: law.NeedsConsent, Rule: "SHORT_NOTICE", Text: "law.short-notice", Source: pack.Announce.Source, Agent: a.ID, Date: duty.Date,
		})
	}
	return out, nil
}

// changes lists the duties that are new, other or gone, in order of start.
func changes(old, draft []Duty) []Duty {
	type cell struct {
		agent string
		date  roster.Date
	}
	index := func(all []Duty) map[cell]Duty {
		m := map[cell]Duty{}
		for _, d := range all {
			m[cell{d.Agent, d.Date}] = d
		}
		return m
	}
	was, is := index(old), index(draft)
	var out []Duty
	for _, d := range draft {
		o, ok := was[cell{d.Agent, d.Date}]
		if !ok || o.Shift != d.Shift || !o.Span.Start.Equal(d.Span.Start) || !o.Span.End.Equal(d.Span.End) {
			out = append(out, d)
		}
	}
	for _, d := range old {
		if _, ok := is[cell{d.Agent, d.Date}]; !ok {
			out = append(out, d)
		}
	}
	slices.SortStableFunc(out, func(a, b Duty) int { return a.Span.Start.Compare(b.Span.Start) })
	return out
}

// datesOf returns the dates of duties, each once.
func datesOf(duties []Duty) []roster.Date {
	var out []roster.Date
	for _, d := range duties {
		out = append(out, d.Date)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Publications lists what was published, newest first, without duties.
func (d *Desk) Publications(ctx context.Context, id int64) ([]Publication, error) {
	if _, err := d.rosterFor(ctx, seePlan, id); err != nil {
		return nil, err
	}
	all, err := read(ctx, d, func(tx *postgres.Tx) ([]Publication, error) { return tx.Publications(ctx, id) })
	return none(all), err
}

// Publication returns one of a roster's publications with its duties.
func (d *Desk) Publication(ctx context.Context, id int64, number int) (Publication, error) {
	if _, err := d.rosterFor(ctx, seePlan, id); err != nil {
		return Publication{}, err
	}
	return read(ctx, d, func(tx *postgres.Tx) (Publication, error) { return tx.Publication(ctx, id, number) })
}
