package main

import (
	"fmt"
	"io"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
	"github.com/smena-org/smena/roster/workspace"
)

// forecastFlags are the words of "smena forecast".
type forecastFlags struct {
	zone, from, country, region, events, quantiles, out string
	model, like, explain, sums, leftOut, borrow         string
	weekly                                              float64
	newHours                                            bool
	horizon, interval                                   time.Duration
	backtest, strict                                    bool
}

func (a *app) forecastCommand() *cobra.Command {
	var f forecastFlags
	cmd := &cobra.Command{
		Use:   "forecast HISTORY.csv...",
		Short: "Forecast contacts from their history",
		Long: `Forecast the contacts of every series in a history file.

The history has the columns timestamp[,series|queue],volume; times are local wall
time of --zone, or carry an offset. Only rows before --from are used. An absent
row means closed or no data; a 0 means open, and nothing came. Of an interval that
several files have, the last one named holds, and it is told what it overrides.

The result has one row an elapsed interval in which the history shows the queue
open: timestamp,series,mean and a column for each quantile. With --backtest it
tells how each model did on the past: WAPE, MASE, pinball loss and how many
intervals fell into the 80 % band; * marks the one in use.`,
		Example: `  smena forecast calls.csv --zone Europe/Budapest --country HU \
      --from 2026-12-01T00:00 --horizon 672h --out forecast.csv
  smena forecast calls.csv corrections.csv --zone Europe/Budapest --from 2026-12-01T00:00 --horizon 672h --backtest`,
		Args: someFiles("a history file"),
		RunE: func(_ *cobra.Command, args []string) error { return a.forecast(args, f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.zone, "zone", "", "IANA time zone of the history, e.g. Europe/Budapest")
	flags.StringVar(&f.from, "from", "", "first instant to forecast, e.g. 2026-12-01T00:00")
	flags.DurationVar(&f.horizon, "horizon", 28*24*time.Hour, "how far to forecast, in elapsed time")
	flags.DurationVar(&f.interval, "interval", 0, "interval of the history (found from its rows)")
	flags.StringVar(&f.country, "country", "", "country whose public holidays matter, e.g. HU (that of --zone); none leaves them out")
	flags.StringVar(&f.region, "region", "", "its region, e.g. BE")
	flags.StringVar(&f.events, "events", "", "events.csv with special days")
	flags.StringVar(&f.quantiles, "quantiles", "0.1,0.5,0.9", "levels of the bands")
	flags.StringVar(&f.out, "out", "", "file to write (standard output)")
	flags.StringVar(&f.model, "model", "", "use this model, whatever the backtest says")
	flags.StringVar(&f.like, "like", "", "a series of the history whose shape hours never open before have")
	flags.StringVar(&f.borrow, "new", "", "forecast a new series of this name too, with the shape of --like and the level of --weekly")
	flags.Float64Var(&f.weekly, "weekly", 0, "contacts a week that the new series is expected to have")
	flags.BoolVar(&f.newHours, "new-hours", false, "estimate hours too at which a series was never open, with wide bands")
	flags.StringVar(&f.leftOut, "left-out", "", "left_out.csv with spans of the history to leave out, or to keep")
	flags.StringVar(&f.explain, "explain", "", "file to write what every value is made of")
	flags.StringVar(&f.sums, "sums", "", "file to write the sums of days, weeks and months, with their bands")
	flags.BoolVar(&f.backtest, "backtest", false, "print how the models did on the past")
	flags.BoolVar(&f.strict, "strict", false, "turn warnings into errors")
	return cmd
}

// forecast reads, forecasts each series by itself, warns, and writes. With
// --backtest and no --out the table is the result.
func (a *app) forecast(files []string, f forecastFlags) error {
	defer frugal()()
	named := f.country
	f.country = countryOf(named, f.zone)
	history, options, from, err := a.forecastInput(files, f)
	if err != nil {
		return err
	}
	file := strings.Join(files, ", ")
	var all []forecast.Forecast
	for i := range history.Names {
		s := history.Series(i)
		o := options
		o.Special = append(plan.SpecialDays(f.country, f.region, s, roster.DateOf(from.Add(f.horizon))+1), o.Special...)
		made, err := forecast.Run(s, from, f.horizon, o)
		if err != nil {
			return roster.Errorf(roster.Invalid, "%s: %w", file, err)
		}
		all = append(all, made)
	}
	if f.borrow != "" {
		o := options
		o.Special, o.Like = append(plan.SpecialDays(f.country, f.region, *options.Like, roster.DateOf(from.Add(f.horizon))+1), o.Special...), nil
		made, err := forecast.Borrow(f.borrow, *options.Like, f.weekly, from, f.horizon, o)
		if err != nil {
			return roster.Errorf(roster.Invalid, "%s: %w", file, err)
		}
		all = append(all, made)
	}
	if err := checkMade(all, from); err != nil {
		return err
	}
	if err := a.warn(notesOf(file, all), f.strict); err != nil {
		return err
	}
	switch {
	case named == "" && f.country != "":
		fmt.Fprintf(a.Stderr, "note: public holidays are those of %s, where %s is; name another country as --country HU, or none as --country %s\n", f.country, f.zone, noCountry)
	case named == "" && f.events == "":
		fmt.Fprintln(a.Stderr, "note: no public holidays are known, so that they are forecast as usual days; name the country as --country HU, or the days with --events")
	}
	if f.backtest {
		a.backtest(all)
	}
	if err := a.writeDetails(f, from.Location(), all); err != nil {
		return err
	}
	if f.backtest && f.out == "" {
		return nil
	}
	return a.writeOne(f.out, func(w io.Writer) error {
		return workspace.WriteForecast(w, "series", from.Location(), all)
	})
}

// frugal collects memory when half as much again is in use as was left of it
// last, instead of twice as much: what is left is numbers, which are quick to
// go through, and millions of them.
func frugal() (restore func()) {
	const percent = 50
	before := debug.SetGCPercent(percent)
	if before < percent { // GOGC says so
		debug.SetGCPercent(before)
	}
	return func() { debug.SetGCPercent(before) }
}

// checkMade refuses a forecast without a single value: an empty file would look
// like a month without work.
func checkMade(all []forecast.Forecast, from time.Time) error {
	for _, f := range all {
		if len(f.Values) > 0 {
			return nil
		}
	}
	return roster.Errorf(roster.Invalid, "--from %s: the history shows no queue open in the hours after it; lengthen --horizon, or import newer history",
		from.Format(time.RFC3339))
}

// notesOf are the warnings of forecasts: what of their history was repaired or
// left out.
func notesOf(file string, all []forecast.Forecast) roster.Faults {
	var out roster.Faults
	for _, f := range all {
		for _, n := range f.Notes {
			out.Add(roster.Fault{File: file, Field: "queue", Value: f.Series, Problem: n.Text, Warning: true})
		}
	}
	return out
}

// forecastInput reads the flags and the files they name.
func (a *app) forecastInput(files []string, f forecastFlags) (history *workspace.Packed, o forecast.Options, from time.Time, err error) {
	if f.zone == "" {
		return nil, o, from, missing("zone", "Europe/Budapest")
	}
	if f.from == "" {
		return nil, o, from, missing("from", "2026-12-01T00:00")
	}
	if f.horizon <= 0 {
		return nil, o, from, roster.Errorf(roster.Invalid, "--horizon %s: not a length of time; write it as 672h", f.horizon)
	}
	zone, err := loadZone(f.zone)
	if err != nil {
		return nil, o, from, err
	}
	if from, err = parseInstant("from", f.from, zone); err != nil {
		return nil, o, from, err
	}
	if err := checkPlace(f.country, f.region); err != nil {
		return nil, o, from, err
	}
	if o.Quantiles, err = parseQuantiles(f.quantiles); err != nil {
		return nil, o, from, err
	}
	var faults roster.Faults
	if history, err = readAll(files, zone, f.interval, &faults); err != nil {
		return nil, o, from, err
	}
	o.Model, o.Explain = f.model, f.explain != ""
	if o.Like, err = sibling(history, f.like); err != nil {
		return nil, o, from, err
	}
	if err := f.checkNew(history.Names, o.Like); err != nil {
		return nil, o, from, err
	}
	if f.newHours {
		o.OpenHours = func(time.Time) bool { return true }
	}
	if f.events != "" {
		if o.Special, err = readEvents(f.events, history.Names, f.borrow, &faults); err != nil {
			return nil, o, from, err
		}
	}
	if f.leftOut != "" {
		if o.Verdicts, err = readLeftOut(f.leftOut, zone, history.Names, &faults); err != nil {
			return nil, o, from, err
		}
	}
	if err := faults.Err(); err != nil {
		return nil, o, from, err
	}
	return history, o, from, a.warn(faults, f.strict)
}

// readAll reads history files, each laid over those before it.
func readAll(files []string, zone *time.Location, interval time.Duration, faults *roster.Faults) (*workspace.Packed, error) {
	history, err := readPacked(files[0], zone, interval, faults)
	if err != nil {
		return nil, err
	}
	for _, file := range files[1:] {
		usual := history.Usual()
		later, err := readNamed(file, func(in io.Reader) *workspace.Packed {
			if interval != 0 || usual == 0 {
				return workspace.ReadPacked(file, in, zone, interval, faults)
			}
			return workspace.ReadLater(file, in, zone, usual, faults)
		})
		if err != nil {
			return nil, err
		}
		history.Lay(file, later, faults)
	}
	return history, nil
}

// readPacked reads a history file.
func readPacked(file string, zone *time.Location, interval time.Duration, faults *roster.Faults) (*workspace.Packed, error) {
	return readNamed(file, func(in io.Reader) *workspace.Packed { return workspace.ReadPacked(file, in, zone, interval, faults) })
}

// readNamed reads a history file. A file without a series column is named after
// itself.
func readNamed(file string, read func(io.Reader) *workspace.Packed) (*workspace.Packed, error) {
	in, err := open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	history := read(in)
	for i, name := range history.Names {
		if name == "" {
			history.Names[i] = strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
		}
	}
	return history, nil
}

// readHistory is readPacked for those who need all series at once.
func readHistory(file string, zone *time.Location, interval time.Duration, faults *roster.Faults) ([]forecast.Series, error) {
	history, err := readPacked(file, zone, interval, faults)
	if err != nil {
		return nil, err
	}
	return history.All(), nil
}

func readEvents(file string, names []string, borrower string, faults *roster.Faults) ([]forecast.SpecialDay, error) {
	in, err := open(file)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	if borrower != "" {
		names = append(slices.Clone(names), borrower)
	}
	return workspace.ReadEvents(file, in, names, faults), nil
}

// backtest prints a table a series: what each model would have been worth.
func (a *app) backtest(all []forecast.Forecast) {
	for _, f := range all {
		if len(f.Scores) == 0 {
			fmt.Fprintf(a.Stdout, "series %s: the history is too short for a backtest; model %s\n", f.Series, f.Model)
			continue
		}
		fmt.Fprintf(a.Stdout, "series %s: %s\n", f.Series, count(f.Scores[0].Origins, "origin"))
		fmt.Fprintf(a.Stdout, "  %-12s %8s %10s %8s %9s %9s\n", "model", "WAPE", "daily WAPE", "MASE", "pinball", "in 80 %")
		for _, s := range f.Scores {
			mark := " "
			if s.Chosen {
				mark = "*"
			}
			fmt.Fprintf(a.Stdout, "%s %-12s %7.2f%% %9.2f%% %8.3f %9.3f %8.1f%%\n",
				mark, s.Model, 100*s.WAPE, 100*s.DailyWAPE, s.MASE, s.Pinball, 100*s.Coverage)
		}
		fmt.Fprintf(a.Stdout, "  chosen: %s\n", f.Why)
		for _, w := range f.Ahead {
			fmt.Fprintf(a.Stdout, "  week %d ahead: WAPE %.2f%%, daily %.2f%%, %.1f%% in 80 %%\n", w.Week, 100*w.WAPE, 100*w.Daily, 100*w.Coverage)
		}
	}
}
