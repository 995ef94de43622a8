package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/workspace"
)

// reviewFlags are the words of "smena review".
type reviewFlags struct {
	zone, out string
	sums      []string
	interval  time.Duration
	strict    bool
}

func (a *app) reviewCommand() *cobra.Command {
	var f reviewFlags
	cmd := &cobra.Command{
		Use:   "review FORECAST.csv... HISTORY.csv",
		Short: "Hold forecasts against what came",
		Long: `Hold one or more forecasts, as "smena forecast" and "smena plan" wrote them,
against the history that came since, by week and by how far ahead they were.

WAPE is Σ|error| ÷ Σ volume by interval, bias (said − came) ÷ came, the band the
outermost quantiles of the file. With the sums of the forecast (--sums, as "smena
forecast --sums" wrote them) the errors of weeks are put in units of what was to be
expected, and drift raises a warning: by chance alone about once in nine years.
With --strict a warning is an error, for scripts that must notice.`,
		Example: `  smena forecast calls.csv --zone Europe/Budapest --from 2026-12-01T00:00 --out december.csv --sums sums.csv
  smena review december.csv calls-new.csv --zone Europe/Budapest --sums sums.csv --out days.csv`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 {
				return roster.Errorf(roster.Invalid, "name a forecast and the history that came since")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.review(args, f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.zone, "zone", "", "IANA time zone of the history, e.g. Europe/Budapest")
	flags.DurationVar(&f.interval, "interval", 0, "interval of the history (found from its rows)")
	flags.StringArrayVar(&f.sums, "sums", nil, "sums of the forecast; once a forecast, in their order")
	flags.StringVar(&f.out, "out", "", "file to write the days to: what came, what was said, and the band")
	flags.BoolVar(&f.strict, "strict", false, "turn warnings into errors")
	return cmd
}

// review prints a table a series and warns of drift.
func (a *app) review(args []string, f reviewFlags) error {
	if f.zone == "" {
		return missing("zone", "Europe/Budapest")
	}
	zone, err := loadZone(f.zone)
	if err != nil {
		return err
	}
	files, history := args[:len(args)-1], args[len(args)-1]
	if len(f.sums) > len(files) {
		return roster.Errorf(roster.Invalid, "--sums: %s for %s; name one a forecast", count(len(f.sums), "file"), count(len(files), "forecast"))
	}
	var faults roster.Faults
	kept, err := readKept(files, f.sums, zone, &faults)
	if err != nil {
		return err
	}
	series, err := readHistory(history, zone, f.interval, &faults)
	if err != nil {
		return err
	}
	if err := faults.Err(); err != nil {
		return err
	}
	if err := a.warn(faults, f.strict); err != nil {
		return err
	}
	reviews, err := reviewAll(history, kept, series)
	if err != nil {
		return err
	}
	for _, r := range reviews {
		a.printReview(r)
	}
	if f.out != "" {
		if err := a.writeOne(f.out, func(w io.Writer) error { return writeDays(w, reviews) }); err != nil {
			return err
		}
	}
	return a.warn(alarmFaults(history, reviews), f.strict)
}

// readKept reads forecasts, each with its sums where there are some. A file does
// not say when it was made: it is taken to have known nothing of what it forecasts.
func readKept(files, sums []string, zone *time.Location, faults *roster.Faults) (map[string][]forecast.Kept, error) {
	out := map[string][]forecast.Kept{}
	for i, file := range files {
		in, err := open(file)
		if err != nil {
			return nil, err
		}
		all := workspace.ReadForecast(file, in, zone, faults)
		in.Close()
		if i < len(sums) {
			if err := readSums(sums[i], zone, all, faults); err != nil {
				return nil, err
			}
		}
		for _, f := range all {
			for j := range f.Values { // the file holds what was said in the end
				f.Values[j].Base = f.Values[j].Mean
			}
			first := f.Values[0].Start
			out[f.Series] = append(out[f.Series], forecast.Kept{Made: first, Knew: first, Forecast: f})
		}
	}
	return out, nil
}

// readSums gives forecasts their sums of days and weeks.
func readSums(file string, zone *time.Location, all []forecast.Forecast, faults *roster.Faults) error {
	in, err := open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	for _, s := range workspace.ReadSums(file, in, zone, faults) {
		at := slices.IndexFunc(all, func(f forecast.Forecast) bool { return f.Series == s.Series })
		if at < 0 {
			faults.Add(roster.Fault{File: file, Field: "series", Value: s.Series, Problem: "the forecast has no such series", Cure: "name the sums that were written with it"})
			continue
		}
		all[at].Sums, all[at].Levels = s.Sums, s.Levels
	}
	return nil
}

// reviewAll compares every series that was forecast.
func reviewAll(file string, kept map[string][]forecast.Kept, series []forecast.Series) ([]forecast.Review, error) {
	var out []forecast.Review
	for _, s := range series {
		if len(kept[s.Name]) == 0 {
			continue
		}
		r, err := forecast.Compare(kept[s.Name], s)
		if err != nil {
			return nil, roster.Errorf(roster.Invalid, "%s: %w", file, err)
		}
		if len(r.Days) > 0 {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		return nil, roster.Errorf(roster.Invalid, "%s: it holds nothing of what was forecast; name history of the same series and days", file)
	}
	return out, nil
}

// printReview prints how the forecasts of one series did.
func (a *app) printReview(r forecast.Review) {
	total := forecast.WeekReview{}
	for _, w := range r.Ahead {
		total.Intervals, total.Inside = total.Intervals+w.Intervals, total.Inside+w.Inside
		total.Came, total.Said, total.Wrong = total.Came+w.Came, total.Said+w.Said, total.Wrong+w.Wrong
	}
	fmt.Fprintf(a.Stdout, "series %s: %s\n", r.Series, count(len(r.Days), "day"))
	fmt.Fprintf(a.Stdout, "  %-12s %10s %10s %8s %8s %8s %8s\n", "week", "came", "said", "WAPE", "bias", "in band", "drift")
	line := func(name string, w forecast.WeekReview, drift string) {
		fmt.Fprintf(a.Stdout, "  %-12s %10.0f %10.0f %7.1f%% %+7.1f%% %7.1f%% %8s\n", name, w.Came, w.Said, 100*w.WAPE(), 100*w.Bias(), 100*w.Coverage(), drift)
	}
	for _, w := range r.Weeks {
		line(w.Week.Format(time.DateOnly), w, driftOf(r, w.Week))
	}
	for _, w := range r.Ahead {
		line(fmt.Sprintf("%s ahead", count(w.Ahead, "week")), w, "")
	}
	line("all", total, "")
	if r.Blind {
		fmt.Fprintln(a.Stdout, "  no watch for drift: name the sums of the forecast with --sums")
	}
}

// driftOf is a week's error in units of what was to be expected.
func driftOf(r forecast.Review, week time.Time) string {
	for _, d := range r.Drift {
		if d.Week.Equal(week) {
			return fmt.Sprintf("%+.1f", d.Error)
		}
	}
	return ""
}

// alarmFaults are the alarms as warnings.
func alarmFaults(file string, reviews []forecast.Review) roster.Faults {
	var out roster.Faults
	for _, r := range reviews {
		for _, al := range r.Alarms {
			side := "less"
			if al.More {
				side = "more"
			}
			out.Add(roster.Fault{File: file, Field: "series", Value: r.Series, Warning: true,
				Problem: fmt.Sprintf("since %s %s has come than was forecast (%+.0f %%), by more than chance", al.Since.Format(time.DateOnly), side, 100*al.By),
				Cure:    "forecast anew with the newest history, or say why in events.csv"})
		}
	}
	return out
}

// writeDays writes one row a day.
func writeDays(w io.Writer, reviews []forecast.Review) error {
	out := csv.NewWriter(w)
	out.Write([]string{"date", "series", "came", "said", "low", "high"})
	for _, r := range reviews {
		for _, d := range r.Days {
			low, high := "", ""
			if d.High > 0 {
				low, high = decimal(d.Low), decimal(d.High)
			}
			out.Write([]string{d.Date.Format(time.DateOnly), r.Series, decimal(d.Came), decimal(d.Said), low, high})
		}
	}
	out.Flush()
	return out.Error()
}
