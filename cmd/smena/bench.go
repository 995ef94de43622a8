package main

import (
	"cmp"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/forecast"
	"github.com/smena-org/smena/forecast/bench"
	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/plan"
)

func (a *app) benchCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "bench",
		Short: "Measure how good results are",
		Args:  cobra.NoArgs,
	}
	cmd.AddCommand(a.benchForecastCommand(), a.benchSolverCommand())
	return cmd
}

// benchFlags are the words of "smena bench forecast".
type benchFlags struct {
	zone, country, region string
	origins, skip         int
	horizon               time.Duration
	models                bool
}

func (a *app) benchForecastCommand() *cobra.Command {
	var f benchFlags
	cmd := &cobra.Command{
		Use:   "forecast [DIR]",
		Short: "Compare the forecast with historical averages on past data",
		Long: `Compare the forecast with historical averages on every history file (*.csv) of a
folder, and print a Markdown table. At each of several origins, a horizon apart,
every method sees what lay before the origin and forecasts the horizon behind it.

"smena" is the forecast as it is chosen; names without "avg" are its single
models; "avg meanK" is the mean of the last K values at the same hour of the
week, and its band the quantiles of the last 26. WAPE is Σ|error| ÷ Σ volume over
all intervals, "daily" the same for sums of days.`,
		Example: `  smena bench forecast histories --zone America/New_York
  smena bench forecast histories --zone America/New_York --country US --models`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.benchForecast(append(args, ".")[0], f)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&f.zone, "zone", "UTC", "IANA time zone of the histories")
	flags.StringVar(&f.country, "country", "", "country whose public holidays matter, e.g. US (that of --zone); none leaves them out")
	flags.StringVar(&f.region, "region", "", "its region")
	flags.IntVar(&f.origins, "origins", 3, "number of origins")
	flags.IntVar(&f.skip, "skip", 0, "origins to leave out at the end")
	flags.DurationVar(&f.horizon, "horizon", 28*24*time.Hour, "how far to forecast")
	flags.BoolVar(&f.models, "models", false, "run each single model too")
	return cmd
}

// benchSeries is one series of the comparison and what came out.
type benchSeries struct {
	file    string
	series  forecast.Series
	results []bench.Result
	err     error
}

func (a *app) benchForecast(dir string, f benchFlags) error {
	f.country = countryOf(f.country, f.zone)
	if err := checkPlace(f.country, f.region); err != nil {
		return err
	}
	all, err := a.benchInput(dir, f)
	if err != nil {
		return err
	}
	f.compare(all)
	for _, s := range all {
		if s.err != nil {
			return roster.Errorf(roster.Invalid, "%s: %w", s.file, s.err)
		}
	}
	a.benchTable(all)
	a.benchSummary(all)
	return nil
}

// benchInput reads the histories of a folder, in order of their names.
func (a *app) benchInput(dir string, f benchFlags) ([]benchSeries, error) {
	zone, err := loadZone(f.zone)
	if err != nil {
		return nil, err
	}
	if f.origins < 1 || f.skip < 0 || f.horizon < 24*time.Hour || f.horizon%(24*time.Hour) != 0 {
		return nil, roster.Errorf(roster.Invalid, "--origins %d --skip %d --horizon %s: at least one origin, none skipped twice, and whole days such as 672h", f.origins, f.skip, f.horizon)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.csv"))
	if len(files) == 0 {
		return nil, roster.Errorf(roster.NotFound, "%s: no history (*.csv) there", dir)
	}
	var out []benchSeries
	for _, file := range files {
		var faults roster.Faults
		series, err := readHistory(file, zone, 0, &faults)
		if err == nil {
			err = faults.Err()
		}
		if err != nil {
			return nil, err
		}
		for _, s := range series {
			if s.Interval >= 15*time.Minute {
				out = append(out, benchSeries{file: file, series: s})
			}
		}
	}
	return out, nil
}

// compare works on as many series at a time as there are processors.
func (f benchFlags) compare(all []benchSeries) {
	var wg sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range all {
		wg.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			s := &all[i]
			p := bench.Params{Origins: f.origins, Skip: f.skip, Horizon: f.horizon, Models: []string{}}
			if f.models {
				p.Models = nil
			}
			last := s.series.Points[len(s.series.Points)-1].Start
			p.Special = plan.SpecialDays(f.country, f.region, s.series, roster.DateOf(last)+1)
			s.results, s.err = bench.Compare(s.series, p)
		})
	}
	wg.Wait()
}

// benchTable prints one row a series and method.
func (a *app) benchTable(all []benchSeries) {
	fmt.Fprintln(a.Stdout, "| series | method | WAPE | daily WAPE | MASE | in 80 % | pinball | s |")
	fmt.Fprintln(a.Stdout, "|---|---|---|---|---|---|---|---|")
	for _, s := range all {
		for _, r := range s.results {
			bands := "| – | – "
			if r.Pinball == r.Pinball { // a number
				bands = fmt.Sprintf("| %.1f %% | %.3f ", 100*r.Coverage, r.Pinball)
			}
			fmt.Fprintf(a.Stdout, "| %s | %s | %.4f | %.4f | %.3f %s| %.2f |\n", s.series.Name, r.Method, r.WAPE, r.Daily, r.MASE, bands, r.Seconds)
		}
	}
}

// benchSummary prints how the forecast compares with the best average, which
// nobody knows beforehand.
func (a *app) benchSummary(all []benchSeries) {
	fmt.Fprintln(a.Stdout, "\n| series | WAPE ÷ best average | daily ÷ best average | pinball ÷ 26 weeks' quantiles | in 80 % | s |")
	fmt.Fprintln(a.Stdout, "|---|---|---|---|---|---|")
	var hours, days, n float64
	for _, s := range all {
		averages := slices.DeleteFunc(slices.Clone(s.results), func(r bench.Result) bool { return !strings.HasPrefix(r.Method, "avg ") })
		if len(averages) == 0 {
			continue
		}
		ours := s.results[0]
		best := slices.MinFunc(averages, func(a, b bench.Result) int { return cmp.Compare(a.WAPE, b.WAPE) }).WAPE
		daily := slices.MinFunc(averages, func(a, b bench.Result) int { return cmp.Compare(a.Daily, b.Daily) }).Daily
		loss := 0.0
		for _, r := range averages {
			if r.Pinball == r.Pinball {
				loss = r.Pinball
			}
		}
		hours, days, n = hours+ours.WAPE/best, days+ours.Daily/daily, n+1
		fmt.Fprintf(a.Stdout, "| %s | %.3f | %.3f | %.3f | %.1f %% | %.2f |\n", s.series.Name, ours.WAPE/best, ours.Daily/daily, ours.Pinball/loss, 100*ours.Coverage, ours.Seconds)
	}
	fmt.Fprintf(a.Stdout, "| mean | %.3f | %.3f | | | |\n", hours/max(n, 1), days/max(n, 1))
}
