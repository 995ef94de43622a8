package desk

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/roster/workspace"
)

// Export is a file for people to take away.
type Export struct {
	Name string // of the file
	Type string // of the content, for HTTP
	Data []byte
}

// ExportTeam returns what a plan of a month begins with, as the folder that
// Import and "smena plan" read: definition, people and balances, wishes and
// granted absences of the month, what was published in the two months before,
// and all of the history till then. An absence has its kind and not the notes
// on it. Month zero is the one after the present. Planners.
func (d *Desk) ExportTeam(ctx context.Context, team int64, month plan.Month) (Export, error) {
	if _, err := allow(ctx, setUp, team); err != nil {
		return Export{}, err
	}
	type input struct {
		ws     *workspace.Workspace
		source string
	}
	in, err := read(ctx, d, func(tx *postgres.Tx) (in input, err error) {
		v, err := d.team(ctx, tx, team)
		if err != nil {
			return in, err
		}
		in.source = v.Source
		if month == (plan.Month{}) {
			from := roster.DateOf(d.Now().In(v.Definition.Zone)).NextMonth()
			month = plan.Month{From: from, To: from.NextMonth()}
		}
		in.ws, err = d.workspace(ctx, tx, team, need{month: month, history: true})
		return in, err
	})
	if err != nil {
		return Export{}, err
	}
	data, err := pack(in.ws, in.source)
	return Export{Name: fmt.Sprintf("%s-%s.zip", in.ws.Team.Name, month), Type: "application/zip", Data: data}, err
}

// pack writes a workspace into an archive.
func pack(ws *workspace.Workspace, definition string) ([]byte, error) {
	var b bytes.Buffer
	archive := zip.NewWriter(&b)
	if err := ws.Write(definition, func(name string) (io.Writer, error) { return archive.Create(name) }); err != nil {
		return nil, err
	}
	err := archive.Close()
	return b.Bytes(), err
}
