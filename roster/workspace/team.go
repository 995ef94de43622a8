package workspace

import (
	"cmp"
	"io"
	"regexp"
	"slices"
	"strconv"

	"github.com/smena-org/smena/roster"
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
	if t.team.Country = t.need("country", "write two capital letters such as HU"); t.team.Country != "" && !isCountry.MatchString(t.team.Country) {
		t.fault("country", "not a country code", "write two capital letters such as HU")
	}
	if t.team.Region = t.text("region"); t.team.Region != "" && !isRegion.MatchString(t.team.Region) {
		t.fault("region", "not a region code", "write the letters after the country's in ISO 3166-2, such as BE for Berlin")
	}
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

// twice remembers where ids stand, and says so when one comes again.
type twice map[string]int

func (seen twice) check(e *entry, key, id string) {
	if id == "" {
		return
	}
	if line, ok := seen[id]; ok {
		e.fault(key, "stands on line "+strconv.Itoa(line)+" already", "give each its own")
		return
	}
	seen[id] = e.values[key].Line
}
