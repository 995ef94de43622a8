package workspace

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

// WriteForecast writes forecast.csv: one row an elapsed interval and queue,
// times in the zone with their offset. Where any history holds handle times,
// the last column is the one to expect. Column names the second column, "queue"
// in a workspace and "series" for plain history. All forecasts must have the
// levels of the first.
func WriteForecast(w io.Writer, column string, zone *time.Location, all []forecast.Forecast) error {
	header := []string{"timestamp", column, "mean"}
	if len(all) > 0 {
		for _, l := range all[0].Levels {
			header = append(header, levelName(l))
		}
	}
	times := hasHandleTimes(all)
	if times {
		header = append(header, "aht_seconds")
	}
	out := newTableWriter(w, header...)
	for _, f := range all {
		for _, v := range f.Values {
			fields := []string{stamp(v.Start, zone), f.Series, rounded(v.Mean, 4)}
			for _, q := range v.Quantiles {
				fields = append(fields, rounded(q, 4))
			}
			if times {
				fields = append(fields, handleTime(v.AHT))
			}
			out.row(fields...)
		}
	}
	return out.close()
}

// hasHandleTimes reports whether any forecast knows how long contacts take.
func hasHandleTimes(all []forecast.Forecast) bool {
	return slices.ContainsFunc(all, func(f forecast.Forecast) bool {
		return slices.ContainsFunc(f.Values, func(v forecast.Value) bool { return v.AHT > 0 })
	})
}

// handleTime leaves the field of an unknown one empty: 0 seconds it is not.
func handleTime(seconds float64) string {
	if seconds == 0 {
		return ""
	}
	return rounded(seconds, 1)
}

// levelName names the column of a quantile level: p10, p97.5.
func levelName(l float64) string { return "p" + rounded(100*l, 2) }

// forecastColumns are the columns a forecast file may have, with the levels they hold.
func forecastColumns() ([]Column, map[string]float64) {
	spec := []Column{{Name: "timestamp", Required: true}, {Name: "queue", Required: true, Aliases: []string{"series"}}, {Name: "mean", Required: true}, {Name: "aht_seconds", Unlisted: true}}
	levels := map[string]float64{}
	for k := 1; k < 200; k++ { // every half percent
		l := float64(k) / 200
		levels[levelName(l)] = l
		spec = append(spec, Column{Name: levelName(l), Unlisted: k != 20 && k != 100 && k != 180}) // p10 p50 p90 as examples
	}
	return spec, levels
}

// ReadForecast reads what WriteForecast wrote, in order of the queues'
// appearance. It has no scores and no notes: the file holds none.
func ReadForecast(name string, r io.Reader, zone *time.Location, faults *roster.Faults) []forecast.Forecast {
	spec, levelOf := forecastColumns()
	type value struct {
		forecast.Value
		queue string
		rec   *record
	}
	var columns []string
	rows := readRecords(name, r, spec, faults, func(rec *record) value {
		if columns == nil {
			columns = rec.levels(levelOf)
		}
		v := value{queue: rec.need("queue", "write the queue's id"), rec: rec}
		v.Start = rec.instant("timestamp", zone)
		v.Mean = rec.need0("mean")
		v.AHT = rec.number("aht_seconds", 0, 86400, 0)
		for _, c := range columns {
			v.Quantiles = append(v.Quantiles, rec.need0(c))
		}
		if !slices.IsSorted(v.Quantiles) {
			rec.fault(columns[0], "the quantiles fall", "write them in rising order")
		}
		return v
	})
	var out []forecast.Forecast
	index := map[string]int{}
	for _, row := range rows {
		i, ok := index[row.queue]
		if !ok {
			i = len(out)
			index[row.queue] = i
			out = append(out, forecast.Forecast{Series: row.queue})
			for _, c := range columns {
				out[i].Levels = append(out[i].Levels, levelOf[c])
			}
		}
		if n := len(out[i].Values); n > 0 && !row.Start.After(out[i].Values[n-1].Start) {
			row.rec.fault("timestamp", "not after the row of the same queue before it", "sort the rows and keep one an interval")
			continue
		}
		out[i].Values = append(out[i].Values, row.Value)
	}
	return out
}

// levels lists the quantile columns of the row's table in rising order.
func (r *record) levels(levelOf map[string]float64) []string {
	out := []string{}
	for c := range levelOf {
		if r.table.Has(c) {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b string) int { return cmp.Compare(levelOf[a], levelOf[b]) })
	return out
}

// need0 reads a number of 0 or more that must be there.
func (r *record) need0(column string) float64 {
	if r.need(column, "write a number of 0 or more") == "" {
		return 0
	}
	return r.number(column, 0, math.MaxInt32, 0)
}

// Need is how many agents a group of queues needs in one interval: a row of
// requirement.csv.
type Need struct {
	Start    time.Time
	Group    string  // a queue, or several joined by +
	Required float64 // agents on duty, shrinkage included
	Volume   float64 // contacts expected
}

var requirementColumns = []Column{
	{Name: "timestamp", Required: true}, {Name: "group", Required: true}, {Name: "required", Required: true}, {Name: "expected_volume"},
}

// WriteRequirement writes requirement.csv, times in the zone with their offset.
func WriteRequirement(w io.Writer, zone *time.Location, needs []Need) error {
	out := newTableWriter(w, headers(requirementColumns)...)
	for _, n := range needs {
		out.row(stamp(n.Start, zone), n.Group, rounded(n.Required, 4), rounded(n.Volume, 4))
	}
	return out.close()
}

// ReadRequirement reads what WriteRequirement wrote, or a person did.
func ReadRequirement(name string, r io.Reader, zone *time.Location, faults *roster.Faults) []Need {
	seen := map[string]int{}
	return readRecords(name, r, requirementColumns, faults, func(rec *record) Need {
		n := Need{
			Start:    rec.instant("timestamp", zone),
			Group:    rec.need("group", "write a queue's id"),
			Required: rec.need0("required"),
			Volume:   rec.number("expected_volume", 0, math.MaxInt32, 0),
		}
		key := fmt.Sprint(n.Start.Unix(), " ", n.Group)
		if line, twice := seen[key]; twice && !rec.bad {
			rec.fault("timestamp", fmt.Sprintf("the same time and group stand on line %d already", line), "keep one of the two")
		}
		seen[key] = rec.Line
		return n
	})
}
