package desk

import (
	"context"
	"io"
	"io/fs"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/postgres"
	"github.com/smena-org/smena/roster/workspace"
)

// Imported says what an import brought in.
type Imported struct {
	Team     Team
	Agents   int
	Points   int // of history
	Duties   int // of the last roster
	Roster   int64
	Warnings []roster.Fault
}

// Import makes a team of a workspace folder: its definition, people, history
// and all. The last roster becomes a published one. A team of the same name is
// a Conflict. Planner for all teams, or admin.
func (d *Desk) Import(ctx context.Context, folder fs.FS) (Imported, error) {
	a, err := allow(ctx, setUp, everyTeam)
	if err != nil {
		return Imported{}, err
	}
	ws, err := workspace.Read(folder)
	if err != nil {
		return Imported{}, err
	}
	source, err := readAll(folder, "team.yaml")
	if err != nil {
		return Imported{}, err
	}
	var out Imported
	err = d.write(ctx, a, func(tx *postgres.Tx) error {
		out = Imported{Warnings: ws.Faults.Warnings()}
		in := &importing{ctx: ctx, desk: d, tx: tx, folder: folder, ws: ws, out: &out}
		return in.all(source)
	})
	return out, err
}

func readAll(folder fs.FS, name string) (string, error) {
	f, err := folder.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	text, err := io.ReadAll(f)
	return string(text), err
}

// importing writes a workspace into the store.
type importing struct {
	ctx    context.Context
	desk   *Desk
	tx     *postgres.Tx
	folder fs.FS
	ws     *workspace.Workspace
	out    *Imported
}

func (in *importing) all(source string) (err error) {
	if in.out.Team, err = in.tx.CreateTeam(in.ctx, in.ws.Team, source); err != nil {
		return err
	}
	for _, step := range []func() error{in.people, in.wishes, in.work, in.previous} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (in *importing) people() error {
	for _, a := range in.ws.Agents {
		if _, err := in.tx.PutAgent(in.ctx, in.out.Team.ID, 0, a); err != nil {
			return err
		}
		in.out.Agents++
		if b, ok := in.ws.Balances[a.ID]; ok {
			if err := in.tx.PutBalance(in.ctx, in.out.Team.ID, b); err != nil {
				return err
			}
		}
	}
	return nil
}

func (in *importing) wishes() error {
	team := in.out.Team.ID
	for _, a := range in.ws.Absences {
		_, err := in.tx.AddAbsence(in.ctx, Absence{Team: team, Agent: a.Agent, From: a.From, To: a.To, Kind: a.Kind, State: postgres.AbsenceApproved})
		if err != nil {
			return err
		}
	}
	for _, v := range in.ws.Availability {
		if _, err := in.tx.AddAvailability(in.ctx, team, v); err != nil {
			return err
		}
	}
	for _, q := range in.ws.Requests {
		_, err := in.tx.AddWish(in.ctx, Wish{Team: team, Agent: q.Agent, Date: q.Date, Shift: q.Shift, On: q.On, Weight: max(q.Weight, 1)})
		if err != nil {
			return err
		}
	}
	for _, p := range in.ws.Pins {
		if err := in.tx.SetPin(in.ctx, team, p); err != nil {
			return err
		}
	}
	return nil
}

func (in *importing) work() error {
	for _, name := range workspace.HistoryFiles(in.folder) {
		if err := in.history(name); err != nil {
			return err
		}
	}
	if len(in.ws.Events) > 0 {
		if err := in.tx.SetEvents(in.ctx, in.out.Team.ID, in.ws.Events); err != nil {
			return err
		}
	}
	if len(in.ws.LeftOut) == 0 {
		return nil
	}
	return in.tx.SetLeftOut(in.ctx, in.out.Team.ID, in.ws.LeftOut)
}

// history makes a layer of a file, read once more: the workspace holds what all
// of them come to.
func (in *importing) history(name string) error {
	file, err := in.folder.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	grids, err := in.tx.HistoryGrids(in.ctx, in.out.Team.ID)
	if err != nil {
		return err
	}
	f, err := readHistory(in.ws.Team, usualInterval(grids), name, file)
	if err != nil {
		return err
	}
	if _, _, err := in.desk.addLayer(in.ctx, in.tx, in.out.Team.ID, f); err != nil {
		return err
	}
	in.out.Points += f.Rows()
	return nil
}

// previous publishes the last roster, month by month. What of a month the file
// does not hold counts as free.
func (in *importing) previous() error {
	last := in.ws.Previous
	if len(last.Duties) == 0 {
		return nil
	}
	for from := last.From.MonthStart(); from < last.To; from = from.NextMonth() {
		month := plan.Month{From: from, To: from.NextMonth()}
		r, err := in.tx.CreateRoster(in.ctx, in.out.Team.ID, month, 1)
		if err != nil {
			return err
		}
		var duties []roster.Duty
		for _, d := range last.Duties {
			if month.Contains(d.Date) {
				duties = append(duties, d)
			}
		}
		if r, err = in.tx.SetDraft(in.ctx, r.ID, r.Version, duties, postgres.Made{PolicyVersion: 1}); err != nil {
			return err
		}
		if _, _, err := in.tx.Publish(in.ctx, r.ID, r.Version, Publication{Reason: "imported", Duties: duties}); err != nil {
			return err
		}
		in.out.Duties += len(duties)
		in.out.Roster = r.ID
	}
	return nil
}
