package workspace

import (
	"cmp"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

// ReadTeam reads team.yaml strictly: a key it does not know is a fault, and
// all faults of the file are added at once. The team is usable only when no
// fault was added.
func ReadTeam(name string, r io.Reader, faults *roster.Faults) roster.Team {
	log := newFaultLog(name, faults)
	defer log.close()
	team, _ := readTeam(r, log)
	return team
}

// readTeam also returns the names that other files may refer to.
func readTeam(r io.Reader, log *faultLog) (roster.Team, *names) {
	e := openYAML(r, log)
	t := &teamReader{entry: e, names: &names{}}
	if !e.broken {
		t.read()
		e.close()
	}
	return t.team, t.names
}

// teamReader reads the parts of a team in an order in which each part finds
// the names it refers to already read.
type teamReader struct {
	*entry
	team  roster.Team
	names *names
}

var isCountry, isRegion = regexp.MustCompile(`^[A-Z]{2}$`), regexp.MustCompile(`^[A-Z0-9]{1,3}$`)

func (t *teamReader) read() {
	t.team.Name = t.need("name", "write what people call the team")
	t.team.Zone = t.zone("zone")
	t.names.zone = t.team.Zone
	t.readPlace()
	t.team.Interval = t.interval()
	t.readOpening()
	t.team.Grounds = t.words("grounds")
	t.readQueues()
	t.readShifts()
	t.readContracts()
	t.team.Policy = t.clauses("rules", t.names)
	t.readOverrides()
	t.readWeights()
}

// readPlace reads whose public holidays count. A country without a calendar can
// be planned all the same, as if it had none.
func (t *teamReader) readPlace() {
	country, region := t.need("country", "write two capital letters such as HU"), t.text("region")
	t.team.Country, t.team.Region = country, region
	regions := law.Regions(country)
	switch {
	case country == "":
	case !isCountry.MatchString(country):
		t.fault("country", "not a country code", "write two capital letters such as HU")
	case !slices.Contains(law.Countries(), country):
		t.log.add(roster.Fault{File: t.log.file, Line: t.values["country"].Line, Field: "country", Value: country, Warning: true,
			Problem: "no public holidays are known there, so every day counts as an ordinary one; known are " + listed(law.Countries())})
	}
	switch {
	case region == "":
	case !isRegion.MatchString(region):
		t.fault("region", "not a region code", "write the letters after the country's in ISO 3166-2, such as BE for Berlin")
	case regions != nil && !slices.Contains(regions, region):
		t.fault("region", "no region of "+country, "write one of "+strings.Join(regions, ", "))
	}
}

// interval reads the minutes of a planning interval; an hour is the default.
func (t *teamReader) interval() int {
	n := t.whole("interval", 15, 60)
	if n != 0 && !slices.Contains([]int{15, 30, 60}, n) {
		t.fault("interval", "not an interval", "write 15, 30 or 60 (minutes)")
	}
	return cmp.Or(n, 60)
}

// readWeights reads the prices; what is absent or 0 gets the default.
func (t *teamReader) readWeights() {
	d := roster.DefaultWeights
	w := t.mapping("weights")
	if w == nil {
		t.team.Weights = d
		return
	}
	price := func(key string, usual int) int { return cmp.Or(w.whole(key, 0, 10000), usual) }
	t.team.Weights = roster.Weights{
		Missing:  price("missing", d.Missing),
		Surplus:  price("surplus", d.Surplus),
		Request:  price("request", d.Request),
		Fairness: price("fairness", d.Fairness),
		Office:   price("office", d.Office),
		Hours:    price("hours", d.Hours),
	}
	w.close()
}

// ids remembers the ids of a list and where they stand. Once one is missing or
// stands twice, nobody knows which names the other files may rightly use.
type ids struct {
	lines  map[string]int
	unsure bool
}

// add records the id of an entry, and says so when it is there already.
func (s *ids) add(e *entry, key, id string) {
	line, known := s.lines[id]
	switch {
	case id == "":
		s.unsure = true
	case known:
		s.unsure = true
		e.fault(key, "stands on line "+strconv.Itoa(line)+" already", "give each its own")
	case s.lines == nil:
		s.lines = map[string]int{id: e.values[key].Line}
	default:
		s.lines[id] = e.values[key].Line
	}
}

// names lists the ids in their order, nil when other files cannot be checked
// against them.
func (s *ids) names() []string {
	if s.unsure {
		return nil
	}
	out := slices.Collect(maps.Keys(s.lines))
	slices.SortFunc(out, func(a, b string) int {
		return cmp.Or(cmp.Compare(s.lines[a], s.lines[b]), cmp.Compare(a, b))
	})
	return out
}
