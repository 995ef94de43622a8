package workspace

import (
	"io"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
)

// ReadSums reads the sums of days, weeks and months that "smena forecast --sums"
// writes, by series in order of appearance: only names, levels and sums are set.
func ReadSums(name string, r io.Reader, zone *time.Location, faults *roster.Faults) []forecast.Forecast {
	levels, levelOf := forecastColumns()
	spec := []Column{{Name: "unit", Required: true}, {Name: "from", Required: true}, {Name: "to", Required: true},
		{Name: "series", Required: true, Aliases: []string{"queue"}}, {Name: "mean", Required: true}}
	for _, c := range levels {
		if _, level := levelOf[c.Name]; level {
			spec = append(spec, c)
		}
	}
	type row struct {
		series string
		forecast.Sum
	}
	var columns []string
	rows := readRecords(name, r, spec, faults, func(rec *record) row {
		if columns == nil {
			columns = rec.levels(levelOf)
		}
		s := row{series: rec.need("series", "write the series' name")}
		s.Unit = rec.choice("unit", "day", "week", "month")
		from, to := rec.needDate("from"), rec.needDate("to")
		if !rec.bad && to <= from {
			rec.fault("to", "not behind from", "write the first date that no longer belongs")
		}
		s.From, s.To = from.At(0, zone), to.At(0, zone)
		s.Mean = rec.need0("mean")
		for _, c := range columns {
			s.Quantiles = append(s.Quantiles, rec.need0(c))
		}
		return s
	})
	var out []forecast.Forecast
	index := map[string]int{}
	for _, s := range rows {
		i, ok := index[s.series]
		if !ok {
			i = len(out)
			index[s.series] = i
			f := forecast.Forecast{Series: s.series}
			for _, c := range columns {
				f.Levels = append(f.Levels, levelOf[c])
			}
			out = append(out, f)
		}
		out[i].Sums = append(out[i].Sums, s.Sum)
	}
	return out
}
