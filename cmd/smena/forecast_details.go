package main

import (
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/workspace"
)

// sibling finds the series whose shape is to be borrowed, nil when none is named.
func sibling(history *workspace.Packed, name string) (*forecast.Series, error) {
	if name == "" {
		return nil, nil
	}
	i := slices.Index(history.Names, name)
	if i < 0 {
		return nil, roster.Errorf(roster.NotFound, "--like %q: the history has no such series", name)
	}
	like := history.Series(i)
	return &like, nil
}

// writeDetails writes what the values are made of and what they add up to,
// where files are named for it.
func (a *app) writeDetails(f forecastFlags, zone *time.Location, all []forecast.Forecast) error {
	if f.explain != "" {
		if err := a.writeOne(f.explain, func(w io.Writer) error { return writeParts(w, zone, all) }); err != nil {
			return err
		}
	}
	if f.sums == "" {
		return nil
	}
	return a.writeOne(f.sums, func(w io.Writer) error { return writeSums(w, zone, all) })
}

// writeParts writes one row a value: the mean is the product of the numbers
// from level to override.
func writeParts(w io.Writer, zone *time.Location, all []forecast.Forecast) error {
	out := csv.NewWriter(w)
	out.Write([]string{"timestamp", "series", "mean", "level", "trend", "week", "month", "year", "special", "day", "override", "by"})
	for _, f := range all {
		for i, p := range f.Parts {
			out.Write([]string{f.Values[i].Start.In(zone).Format(time.RFC3339), f.Series, decimal(f.Values[i].Mean), decimal(p.Level), decimal(p.Trend),
				decimal(p.Week), decimal(p.Month), decimal(p.Year), decimal(p.Special), p.Day, decimal(p.Override), p.By})
		}
	}
	out.Flush()
	return out.Error()
}

// writeSums writes one row a day, week and month.
func writeSums(w io.Writer, zone *time.Location, all []forecast.Forecast) error {
	out := csv.NewWriter(w)
	for i, f := range all {
		if i == 0 {
			header := []string{"unit", "from", "to", "series", "mean"}
			for _, l := range f.Levels {
				header = append(header, "p"+strconv.FormatFloat(100*l, 'g', 6, 64))
			}
			out.Write(header)
		}
		for _, s := range f.Sums {
			row := []string{s.Unit, s.From.In(zone).Format(time.DateOnly), s.To.In(zone).Format(time.DateOnly), f.Series, decimal(s.Mean)}
			for _, q := range s.Quantiles {
				row = append(row, decimal(q))
			}
			out.Write(row)
		}
	}
	out.Flush()
	return out.Error()
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', 4, 64) }

// checkNew finds what makes no sense of a series that borrows.
func (f forecastFlags) checkNew(names []string, like *forecast.Series) error {
	switch {
	case f.borrow == "" && f.weekly != 0:
		return roster.Errorf(roster.Invalid, "--weekly %v: name the new series with --new", f.weekly)
	case f.borrow == "":
		return nil
	case like == nil:
		return roster.Errorf(roster.Invalid, "--new %s: it has no shape; name a series of the history with --like", f.borrow)
	case !(f.weekly > 0):
		return roster.Errorf(roster.Invalid, "--new %s: it has no level; write the contacts a week as --weekly 500", f.borrow)
	case slices.Contains(names, f.borrow):
		return roster.Errorf(roster.Conflict, "--new %s: the history has this series; give the new one another name", f.borrow)
	}
	return nil
}

// readLeftOut reads what a planner decided on spans of the history.
func readLeftOut(file string, zone *time.Location, names []string, faults *roster.Faults) ([]forecast.Verdict, error) {
	in, err := open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return workspace.ReadLeftOut(file, in, zone, names, faults), nil
}
