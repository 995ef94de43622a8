package workspace

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

// HistoryFiles lists the files of history of a folder, in the order of their
// names, which is the one in which they are laid over each other.
func HistoryFiles(folder fs.FS) []string {
	var out []string
	entries, _ := fs.ReadDir(folder, historyDir) // sorted
	for _, e := range entries {
		if !e.IsDir() && path.Ext(e.Name()) == ".csv" {
			out = append(out, path.Join(historyDir, e.Name()))
		}
	}
	return out
}

// readHistory reads history/*.csv: any number of files in the order of their
// names, each with any number of queues. Of an interval that several have the
// last one holds. A file without a queue column is of the queue it is named after.
func (rd *reader) readHistory() {
	n := rd.names
	files := HistoryFiles(rd.fsys)
	for _, name := range files {
		rd.open(name, true, func(name string, r io.Reader) {
			if n.zone == nil {
				return // without a zone nothing can be said of local times
			}
			for _, s := range ReadLater(name, r, n.zone, usualInterval(rd.ws.History), &rd.ws.Faults).All() {
				rd.addSeries(name, s)
			}
		})
	}
	if len(files) == 0 {
		rd.ws.Faults.Add(roster.Fault{File: historyDir, Problem: "no history", Cure: "put the contact history into history/*.csv with the columns timestamp, queue, volume, or make an example with: smena init"})
		return
	}
	rd.orderHistory()
}

// usualInterval is the interval of all series, 0 when they have several.
func usualInterval(all []forecast.Series) time.Duration {
	if len(all) == 0 || slices.ContainsFunc(all, func(s forecast.Series) bool { return s.Interval != all[0].Interval }) {
		return 0
	}
	return all[0].Interval
}

// addSeries joins the series of one file to those of the others.
func (rd *reader) addSeries(file string, s forecast.Series) {
	if s.Name == "" {
		s.Name = strings.TrimSuffix(path.Base(file), ".csv")
	}
	if q := rd.names.queues; q != nil && !slices.Contains(q, s.Name) {
		rd.ws.Faults.Add(roster.Fault{File: file, Line: rd.lineOf(file, s.Name), Field: "queue", Value: s.Name, Problem: "unknown queue", Cure: didYouMean(s.Name, q)})
		return
	}
	at := slices.IndexFunc(rd.ws.History, func(o forecast.Series) bool { return o.Name == s.Name })
	if at < 0 {
		rd.ws.History = append(rd.ws.History, s)
		return
	}
	joined, c, err := forecast.Correct(rd.ws.History[at], s)
	if err != nil {
		rd.ws.Faults.Add(misfit(file, s.Name, err))
		return
	}
	overridden(file, c, &rd.ws.Faults)
	rd.ws.History[at] = joined
}

// misfit is a file whose intervals do not fit those of the files before.
func misfit(file, queue string, err error) roster.Fault {
	problem, cure, _ := strings.Cut(err.Error(), "; ")
	return roster.Fault{File: file, Field: "queue", Value: queue, Problem: problem, Cure: cure}
}

// overridden warns of what a file changes in the files before it.
func overridden(file string, c forecast.Correction, faults *roster.Faults) {
	if c.Changed+c.Same == 0 {
		return
	}
	warn := func(problem string) {
		faults.Add(roster.Fault{File: file, Field: "queue", Value: c.Series, Problem: problem, Warning: true})
	}
	if c.Changed == 0 {
		warn(fmt.Sprintf("%s of a file before stand here again, with the same numbers", intervals(c.Same)))
		return
	}
	d := c.Largest[0]
	warn(fmt.Sprintf("it overrides %s of files before: %s contacts instead of %s; most at %s, %s instead of %s",
		intervals(c.Changed), rounded(c.After, 1), rounded(c.Before, 1), d.Start.Format("2006-01-02T15:04"), rounded(d.After, 1), rounded(d.Before, 1)))
	for _, doubt := range c.Doubts {
		warn(doubt.Text)
	}
}

func intervals(n int) string {
	if n == 1 {
		return "1 interval"
	}
	return fmt.Sprintf("%d intervals", n)
}

// borrows reports whether a queue without history is forecast by another's.
func (rd *reader) borrows(id string) bool {
	return slices.ContainsFunc(rd.ws.Team.Queues, func(q roster.Queue) bool { return q.ID == id && q.Weekly > 0 })
}

// lineOf finds the first row of a queue, 0 where no column names it. The file is
// read once more: a series does not know where it came from, and only a faulty
// one has to.
func (rd *reader) lineOf(file, queue string) (line int) {
	rd.open(file, true, func(name string, r io.Reader) {
		var heard roster.Faults // once already
		for _, row := range ReadTable(name, r, []Column{{Name: "queue", Aliases: []string{"series"}}}, &heard).Rows {
			if line == 0 && row.Get("queue") == queue {
				line = row.Line
			}
		}
	})
	return line
}

// orderHistory puts the series in the order of the queues, and warns of queues
// that have none.
func (rd *reader) orderHistory() {
	queues := rd.names.queues
	slices.SortStableFunc(rd.ws.History, func(a, b forecast.Series) int {
		return cmp.Compare(slices.Index(queues, a.Name), slices.Index(queues, b.Name))
	})
	for _, id := range queues {
		has := slices.ContainsFunc(rd.ws.History, func(s forecast.Series) bool { return s.Name == id })
		if !has && !rd.borrows(id) && len(rd.ws.Faults.Errors()) == 0 {
			rd.ws.Faults.Add(roster.Fault{File: historyDir, Field: "queue", Value: id, Warning: true,
				Problem: "no history, so that no work is forecast and only min_agents is planned"})
		}
	}
}
