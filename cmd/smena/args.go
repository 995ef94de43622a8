package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/locale"
)

// words wants these many arguments and names them when they are not given.
func words(names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == len(names) {
			return nil
		}
		return roster.Errorf(roster.Invalid, "%s takes %s; %d given; see %s --help",
			cmd.CommandPath(), strings.Join(names, " and "), len(args), cmd.CommandPath())
	}
}

// someFiles requires one word or more.
func someFiles(name string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return nil
		}
		return words(name)(cmd, args)
	}
}

// missing says which flag must be given.
func missing(flag, example string) error {
	return roster.Errorf(roster.Invalid, "--%s is missing; write --%s %s", flag, flag, example)
}

// open opens a file that the person named.
func open(name string) (*os.File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, cannotRead(name, err)
	}
	if info, err := f.Stat(); err == nil && info.IsDir() {
		f.Close()
		return nil, cannotRead(name, errors.New("it is a folder"))
	}
	return f, nil
}

// cannotRead names the file once: errors of the system name it too.
func cannotRead(name string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return roster.Errorf(roster.NotFound, "%s: no such file", name)
	}
	var path *fs.PathError // says the name again
	if errors.As(err, &path) {
		err = path.Err
	}
	return roster.Errorf(roster.Invalid, "%s: cannot be read: %w", name, err)
}

// readFile reads all of a file that the person named.
func readFile(name string) ([]byte, error) {
	f, err := open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var b bytes.Buffer
	if _, err := io.Copy(&b, f); err != nil {
		return nil, cannotRead(name, err)
	}
	return b.Bytes(), nil
}

// loadZone reads an IANA name.
func loadZone(s string) (*time.Location, error) {
	zone, err := time.LoadLocation(s)
	if err != nil || s == "" || s == "Local" {
		return nil, roster.Errorf(roster.Invalid, "--zone %q: unknown time zone; write an IANA name such as Europe/Budapest", s)
	}
	return zone, nil
}

// parseInstant reads wall time of a zone, or RFC 3339 with an offset.
func parseInstant(flag, s string, zone *time.Location) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.In(zone), nil
		}
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return roster.DateOf(t).At(roster.Clock(t.Hour()*60+t.Minute()), zone), nil
		}
	}
	return time.Time{}, roster.Errorf(roster.Invalid, "--%s %q: not a time; write it as 2026-12-01T00:00", flag, s)
}

// parseQuantiles reads levels such as "0.1,0.5,0.9".
func parseQuantiles(s string) ([]float64, error) {
	var out []float64
	for _, w := range strings.Split(s, ",") {
		v, err := strconv.ParseFloat(strings.TrimSpace(w), 64)
		if err != nil || !(v > 0 && v < 1) || len(out) > 0 && v <= out[len(out)-1] {
			return nil, roster.Errorf(roster.Invalid, "--quantiles %q: not rising shares between 0 and 1; write them as 0.1,0.5,0.9", s)
		}
		out = append(out, v)
	}
	return out, nil
}

// checkLang refuses a language there are no words in.
func checkLang(lang string) error {
	if known := locale.Languages(); !slices.Contains(known, lang) {
		return roster.Errorf(roster.Invalid, "--lang %q: no words in this language; write one of %s", lang, strings.Join(known, ", "))
	}
	return nil
}

// noCountry is what --country says when no public holidays are to count.
const noCountry = "none"

// countryOf returns whose public holidays count: the country named, or that in
// which the time zone lies.
func countryOf(named, zone string) string {
	switch named {
	case "":
		return law.CountryOf(zone)
	case noCountry:
		return ""
	}
	return named
}

// checkPlace refuses a country or region whose holidays are not known: the
// forecast would go on without them, and nobody would see why it is wrong.
func checkPlace(country, region string) error {
	regions := law.Regions(country)
	switch {
	case country == "" && region != "":
		return roster.Errorf(roster.Invalid, "--region %q: no country is named; write --country DE --region %s", region, region)
	case country != "" && !slices.Contains(law.Countries(), country):
		return roster.Errorf(roster.Invalid, "--country %q: its public holidays are not known; write one of %s, or name the days with --events",
			country, strings.Join(law.Countries(), ", "))
	case region != "" && regions != nil && !slices.Contains(regions, region):
		return roster.Errorf(roster.Invalid, "--region %q: no region of %s; write one of %s", region, country, strings.Join(regions, ", "))
	}
	return nil
}

// count writes a number with its noun.
func count(n int, noun string) string {
	if n == 1 {
		return fmt.Sprintf("%d %s", n, noun)
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
