package workspace

import (
	"cmp"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

// readHistory reads history/*.csv: any number of files, each with any number
// of queues. A file without a queue column is of the queue it is named after.
func (rd *reader) readHistory() {
	n := rd.names
	entries, _ := fs.ReadDir(rd.fsys, historyDir)
	files := 0
	for _, e := range entries {
		if e.IsDir() || path.Ext(e.Name()) != ".csv" {
			continue
		}
		files++
		rd.open(path.Join(historyDir, e.Name()), true, func(name string, r io.Reader) {
			if n.zone == nil {
				return // without a zone nothing can be said of local times
			}
			for _, s := range ReadHistory(name, r, n.zone, 0, &rd.ws.Faults) {
				rd.addSeries(name, s)
			}
		})
	}
	if files == 0 {
		rd.ws.Faults.Add(roster.Fault{File: historyDir, Problem: "no history", Cure: "put the contact history into history/*.csv with the columns timestamp, queue, volume, or make an example with: smena init"})
		return
	}
	rd.orderHistory()
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
	old := &rd.ws.History[at]
	if old.Interval != s.Interval {
		rd.ws.Faults.Add(roster.Fault{File: file, Field: "queue", Value: s.Name,
			Problem: "intervals of " + minutesText(s.Interval) + ", and of " + minutesText(old.Interval) + " in another file", Cure: "export both at the same interval"})
		return
	}
	points := slices.Concat(old.Points, s.Points)
	slices.SortStableFunc(points, func(a, b forecast.Point) int { return a.Start.Compare(b.Start) })
	for i := 1; i < len(points); i++ {
		if points[i].Start.Equal(points[i-1].Start) {
			rd.ws.Faults.Add(roster.Fault{File: file, Field: "timestamp", Value: points[i].Start.Format(time.RFC3339),
				Problem: "another file has this interval of queue " + s.Name + " too", Cure: "keep each interval in one file"})
			return
		}
	}
	old.Points = points
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
