package desk_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/desk/desktest"
)

// BenchmarkGrid reads the month of 200 agents, checked already, and checked
// anew because the draft has changed.
func BenchmarkGrid(b *testing.B) {
	d, _ := newDesk(b)
	ctx := desk.System(b.Context())
	files := desktest.SmallTeam("Large")
	var agents strings.Builder
	agents.WriteString("agent_id,name,contract,skills,consents\n")
	for i := range 200 {
		fmt.Fprintf(&agents, "a%03d,Agent %d,full,phone,night\n", i, i)
	}
	files["agents.csv"] = &fstest.MapFile{Data: []byte(agents.String())}
	delete(files, "previous.csv")
	in, err := d.Import(ctx, files)
	if err != nil {
		b.Fatal(err)
	}
	r, err := d.CreateRoster(ctx, in.Team.ID, december)
	if err != nil {
		b.Fatal(err)
	}
	o := &office{Desk: d, t: b, planner: ctx}
	o.work("w")
	j, err := d.StartSolve(ctx, r.ID, r.Version, desk.SolveOptions{Seconds: 3})
	if err != nil {
		b.Fatal(err)
	}
	o.over(j.ID)
	b.Run("checked", func(b *testing.B) {
		for b.Loop() {
			g, err := d.Grid(ctx, r.ID)
			if err != nil || len(g.Agents) != 200 {
				b.Fatal(err)
			}
		}
	})
	b.Run("changed", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			g, err := d.Grid(ctx, r.ID)
			if err != nil {
				b.Fatal(err)
			}
			c := desk.Cell{Agent: "a000", Date: roster.NewDate(2026, 12, 1), Override: "bench"}
			if i%2 == 0 {
				c.Shift = "E"
			}
			if _, err := d.EditCell(ctx, r.ID, g.Roster.Version, c); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("edit", func(b *testing.B) {
		head, err := d.Roster(ctx, r.ID)
		if err != nil {
			b.Fatal(err)
		}
		version := head.Version
		for i := 0; b.Loop(); i++ {
			c := desk.Cell{Agent: "a000", Date: roster.NewDate(2026, 12, 1), Override: "bench"}
			if i%2 == 0 {
				c.Shift = "E"
			}
			e, err := d.EditCell(ctx, r.ID, version, c)
			if err != nil {
				b.Fatal(err)
			}
			version = e.Version
		}
	})
}
