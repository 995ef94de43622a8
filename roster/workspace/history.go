package workspace

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

// historyForm is one of the headers under which call systems export history.
type historyForm struct {
	mark                     string // a header no other form has; "" for our own, tried last
	columns                  []Column
	time, queue, volume, aht string   // the names of these columns
	handled                  string   // when set, aht is a total to be divided by this count
	channel, duration        string   // "" when the form has none
	parts                    []string // columns by which one interval of a queue is split into several rows
	utc                      bool     // times without an offset are UTC, not local
}

// historyForms lists the headers: Amazon Connect's and Genesys Cloud's
// historical import files as their guides describe them, then our own.
var historyForms = []historyForm{
	{
		mark: "IncomingContactVolume",
		columns: []Column{
			{Name: "QueueName", Required: true}, {Name: "QueueId"}, {Name: "ChannelType"},
			{Name: "TimeStamp", Required: true}, {Name: "IntervalDuration"},
			{Name: "IncomingContactVolume", Required: true}, {Name: "AverageHandleTime"}, {Name: "ContactsHandled"},
		},
		time: "TimeStamp", queue: "QueueName", volume: "IncomingContactVolume", aht: "AverageHandleTime",
		channel: "ChannelType", duration: "IntervalDuration", utc: true,
	},
	{
		mark: "Interval Start UTC Date",
		columns: []Column{
			{Name: "Interval Start UTC Date", Required: true}, {Name: "Queue", Required: true}, {Name: "Media Type"},
			{Name: "Skill Set"}, {Name: "Language"}, {Name: "Offered", Required: true},
			{Name: "Interactions Handled"}, {Name: "Total Handle Time", Aliases: []string{"Total Handle Time (s)"}},
		},
		time: "Interval Start UTC Date", queue: "Queue", volume: "Offered", aht: "Total Handle Time",
		handled: "Interactions Handled", channel: "Media Type", parts: []string{"Skill Set", "Language"}, utc: true,
	},
	{
		columns: []Column{
			{Name: "timestamp", Required: true}, {Name: "queue", Aliases: []string{"series"}},
			{Name: "volume", Required: true}, {Name: "aht_seconds"}, {Name: "abandoned"},
		},
		time: "timestamp", queue: "queue", volume: "volume", aht: "aht_seconds",
	},
}

// historyRow is one row of history, read but not yet put in order.
type historyRow struct {
	wall   int64 // minutes since 1970 on the clock it was written by
	at     int64 // Unix seconds
	line   int
	volume float64
	aht    float64 // seconds, 0 unknown
	twice  bool    // written without offset in a clock hour that comes twice
	part   string
}

// historyReader carries what reading one file needs.
type historyReader struct {
	form      historyForm
	table     *Table
	clock     *wallClock
	interval  time.Duration // 0 until known
	usual     time.Duration // of the history there is, 0 when there is none
	log       *faultLog
	rows      []*rowStore    // by series
	midnights int            // rows that begin a day
	names     []string       // of the series, in order of appearance
	index     map[string]int // the same, by name
	split     map[string]string
}

// ReadHistory reads the contact history of one or several queues. Timestamps
// without an offset are local to the zone. The interval is found from the rows
// when it is 0. A file without a queue column gives one series named "".
//
// It returns what could be read; whether that may be used is for
// faults.Err to say.
func ReadHistory(name string, r io.Reader, zone *time.Location, interval time.Duration, faults *roster.Faults) []forecast.Series {
	return ReadPacked(name, r, zone, interval, faults).All()
}

// ReadPacked is ReadHistory for histories so long that their points would fill
// the memory.
func ReadPacked(name string, r io.Reader, zone *time.Location, interval time.Duration, faults *roster.Faults) *Packed {
	return readPacked(name, r, zone, historyReader{interval: interval}, faults)
}

// ReadLater is ReadPacked for history that comes on top of other: where its rows
// are too few to show their interval, it is the usual one.
func ReadLater(name string, r io.Reader, zone *time.Location, usual time.Duration, faults *roster.Faults) *Packed {
	return readPacked(name, r, zone, historyReader{usual: usual}, faults)
}

func readPacked(name string, r io.Reader, zone *time.Location, h historyReader, faults *roster.Faults) *Packed {
	var found roster.Faults
	log, text := newFaultLog(name, &found), newTextReader(name, r)
	h.log, h.index, h.split = log, map[string]int{}, map[string]string{}
	h.read(name, bufio.NewReaderSize(text, len(text.chunk)), zone)
	if text.fault != nil { // nothing that was read of it means anything
		faults.Add(*text.fault)
		return &Packed{zone: zone}
	}
	out := h.assemble(zone)
	log.close()
	*faults = append(*faults, found...)
	return out
}

// read reads the rows of a file.
func (h *historyReader) read(name string, in *bufio.Reader, zone *time.Location) {
	peeked, _ := in.Peek(in.Size())
	begin := string(peeked)
	h.form = historyFormOf(begin)
	text, skipped := cutSeparatorLine(begin)
	in.Discard(len(begin) - len(text))
	local := zone
	if h.form.utc {
		local = time.UTC
	}
	h.clock = newWallClock(local)
	h.table = &Table{Name: name, skipped: skipped}
	if src, width := h.table.open(text, in, h.form.columns, h.log); src != nil {
		src.ReuseRecord = true
		h.table.readRows(src, width, h.log, h.readRow)
	}
}

// historyFormOf finds the form from the header.
func historyFormOf(text string) historyForm {
	text, _ = cutSeparatorLine(text)
	header, _, _ := strings.Cut(strings.TrimLeft(text, "\r\n"), "\n")
	for _, f := range historyForms {
		if strings.Contains(strings.ToLower(header), strings.ToLower(f.mark)) {
			return f
		}
	}
	return historyForms[len(historyForms)-1]
}

// readRow reads a row of the table; a bad one becomes faults.
func (h *historyReader) readRow(r Row) {
	volume, okVolume := h.count(r, h.form.volume, "write 0 when the queue was open and nothing came; leave the row out when it was closed")
	aht, okAHT := h.handleTime(r)
	okRest := h.checkRest(r, volume)
	series, okName := h.series(r)
	row, okTime := h.when(r, volume)
	if okVolume && okAHT && okRest && okName && okTime {
		row.line, row.volume, row.aht = r.Line, volume, aht
		h.rows[series].add(row)
		if row.wall%1440 == 0 {
			h.midnights++
		}
	}
}

// when reads the row's time. A time that the clock skips in spring is dropped
// with a warning when nothing is counted there, since call systems write a
// full grid of rows, and refused otherwise.
func (h *historyReader) when(r Row, volume float64) (historyRow, bool) {
	stamp, problem := parseStamp(r.Get(h.form.time))
	if problem != "" {
		h.log.add(r.Fault(h.form.time, problem, "write it as 2026-12-01T09:00 on the local clock, or with an offset as 2026-12-01T09:00+01:00"))
		return historyRow{}, false
	}
	row := historyRow{wall: stamp.wall, part: h.part(r)}
	if stamp.zoned {
		row.at = stamp.wall*60 - int64(stamp.offset)
		return row, true
	}
	at, hour := h.clock.instant(stamp.wall)
	row.at, row.twice = at, hour == hourTwice
	if hour == hourSkipped {
		f := r.Fault(h.form.time, "the local clock skips this time in spring", "write the hour that follows, or give the offset")
		if f.Warning = volume == 0; f.Warning {
			f.Problem, f.Cure = f.Problem+"; the row counts nothing and is left out", ""
		}
		h.log.add(f)
		return row, false
	}
	return row, true
}

// part names the share of an interval that the row holds, where a form splits
// intervals by skill and language.
func (h *historyReader) part(r Row) string {
	if len(h.form.parts) == 0 {
		return ""
	}
	var b strings.Builder
	for _, c := range h.form.parts {
		b.WriteString(r.Get(c) + "|")
	}
	if known, ok := h.split[b.String()]; ok {
		return known // one text for all the rows of a part
	}
	h.split[b.String()] = b.String()
	return b.String()
}

// count reads a number that is 0 or more.
func (h *historyReader) count(r Row, column, cure string) (float64, bool) {
	v, err := r.Number(column)
	if err == nil && v < 0 {
		err = fmt.Errorf("less than nothing")
	}
	if err != nil {
		h.log.add(r.Fault(column, err.Error(), cure))
		return 0, false
	}
	return math.Abs(v), true // "-0" is 0
}

// handleTime reads the mean handle time, 0 when the file does not say.
func (h *historyReader) handleTime(r Row) (float64, bool) {
	if r.Get(h.form.aht) == "" {
		return 0, true
	}
	aht, ok := h.count(r, h.form.aht, "write seconds, or leave the field empty")
	if !ok || h.form.handled == "" {
		return aht, ok
	}
	handled, ok := h.count(r, h.form.handled, "write how many contacts the handle time is of")
	if !ok || handled == 0 {
		return 0, ok
	}
	return aht / handled, true
}

// checkRest checks the columns that are not kept but must not contradict.
func (h *historyReader) checkRest(r Row, volume float64) bool {
	if r.Get("abandoned") != "" {
		lost, ok := h.count(r, "abandoned", "write a count, or leave the field empty")
		if !ok {
			return false
		}
		if lost > volume {
			f := r.Fault("abandoned", fmt.Sprintf("more than the %v contacts that arrived", volume), "count in volume every contact that arrived, abandoned ones too")
			f.Warning = true
			h.log.add(f)
		}
	}
	return h.checkDuration(r)
}

// checkDuration compares Amazon's interval column with the file's interval;
// that system too wants one file an interval length.
func (h *historyReader) checkDuration(r Row) bool {
	said := r.Get(h.form.duration)
	if h.form.duration == "" || said == "" {
		return true
	}
	d, known := map[string]time.Duration{"15mins": 15 * time.Minute, "30mins": 30 * time.Minute, "daily": 24 * time.Hour}[strings.ToLower(said)]
	switch {
	case !known:
		h.log.add(r.Fault(h.form.duration, "unknown interval", "write 15mins, 30mins or daily"))
	case h.interval == 0:
		h.interval = d
	case d != h.interval:
		h.log.add(r.Fault(h.form.duration, fmt.Sprintf("the file mixes intervals; others are of %s", minutesText(h.interval)), "put each interval length in a file of its own"))
	}
	return known && d == h.interval
}

// series returns the number of the row's series. A queue that takes several
// channels is several series; see nameSeries.
func (h *historyReader) series(r Row) (int, bool) {
	name := r.Get(h.form.queue)
	if name == "" && h.table.Has(h.form.queue) {
		h.log.add(r.Fault(h.form.queue, "no queue named", "write the queue's id on every row"))
		return 0, false
	}
	if c := r.Get(h.form.channel); h.form.channel != "" && c != "" {
		name += "/" + strings.ToLower(c)
	}
	i, ok := h.index[name]
	if !ok {
		i, name = len(h.names), strings.Clone(name)
		h.index[name] = i
		h.names, h.rows = append(h.names, name), append(h.rows, &rowStore{})
	}
	return i, true
}

// nameSeries drops the channel from the names of queues that have only one.
func nameSeries(names []string) []string {
	queues := map[string]int{}
	for _, n := range names {
		queues[queueOf(n)]++
	}
	out := slices.Clone(names)
	for i, n := range names {
		if queues[queueOf(n)] == 1 {
			out[i] = queueOf(n)
		}
	}
	return out
}

func queueOf(name string) string {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i]
	}
	return name
}

// assemble puts the rows of each series in order and keeps the points they
// make, one series after the other, and gives up its rows.
func (h *historyReader) assemble(zone *time.Location) *Packed {
	out := &Packed{zone: zone}
	if !slices.ContainsFunc(h.rows, func(s *rowStore) bool { return s.n > 0 }) {
		if h.log.errors == 0 {
			h.log.add(roster.Fault{File: h.log.file, Problem: "no rows of history", Cure: "add one row an interval and queue"})
		}
		return out
	}
	names := h.names
	if h.form.channel != "" {
		names = nameSeries(names)
	}
	if h.findInterval(); h.interval == 0 {
		return out
	}
	for i, store := range h.rows {
		rows := h.inOrder(names[i], store.sorted())
		h.rows[i] = nil
		if len(rows) > 0 {
			out.add(names[i], h.interval, rows, func(r historyRow) int64 { return h.start(r, zone) })
		}
	}
	return out
}
