package desk

import (
	"context"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/roster/workspace"
)

// Contracts returns a team with its definition, contracts and all, for who may
// see people's.
func (d *Desk) Contracts(ctx context.Context, team int64) (TeamView, error) {
	if _, err := allow(ctx, seePeople, team); err != nil {
		return TeamView{}, err
	}
	return d.Team(ctx, team)
}

// PutContract makes a contract (old "") or replaces the one with the id old, as
// a new version of the team's definition. version is the policy version that
// was read. A contract that people stand under can only be renamed once they
// do not any more.
func (d *Desk) PutContract(ctx context.Context, team int64, version int, old string, c roster.Contract) (TeamView, error) {
	return d.redefine(ctx, team, version, func(doc workspace.Document) error { return doc.PutContract(old, c) })
}

// RemoveContract takes a contract out of the team's definition, Invalid while
// people stand under it.
func (d *Desk) RemoveContract(ctx context.Context, team int64, version int, id string) (TeamView, error) {
	return d.redefine(ctx, team, version, func(doc workspace.Document) error { return doc.RemoveContract(id) })
}

// UndoTeam makes the definition before the last change the newest again; once
// more, and the change is done again.
func (d *Desk) UndoTeam(ctx context.Context, team int64, version int) (TeamView, error) {
	source, err := d.source(ctx, team, version, version-1)
	if err != nil {
		return TeamView{}, err
	}
	return d.UpdateTeam(ctx, team, version, source)
}

// redefine changes one version of a team's definition and makes it the next.
func (d *Desk) redefine(ctx context.Context, team int64, version int, change func(workspace.Document) error) (TeamView, error) {
	source, err := d.source(ctx, team, version, version)
	if err != nil {
		return TeamView{}, err
	}
	doc, err := workspace.ReadDocument(source)
	if err != nil {
		return TeamView{}, err
	}
	if err := change(doc); err != nil {
		return TeamView{}, err
	}
	return d.UpdateTeam(ctx, team, version, doc.String())
}

// source returns the text of a version for who may change the newest, which
// must be the one that was read.
func (d *Desk) source(ctx context.Context, team int64, newest, version int) (string, error) {
	if _, err := allow(ctx, setUp, team); err != nil {
		return "", err
	}
	return read(ctx, d, func(tx *postgres.Tx) (string, error) {
		t, err := tx.Team(ctx, team)
		if err != nil {
			return "", err
		}
		if t.PolicyVersion != newest {
			return "", roster.Movedf("the %s was changed by somebody else since you read it; reload it and try again", roster.Word("team"))
		}
		if version == 0 {
			return "", roster.Errorf(roster.Conflict, "nothing was changed that could be undone")
		}
		v, err := tx.PolicyVersion(ctx, team, version)
		return v.Source, err
	})
}
