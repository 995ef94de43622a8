package workspace

import (
	"bytes"
	"embed"
	"fmt"
	"hash/fnv"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/law"
)

// ExampleInfo describes an example workspace.
type ExampleInfo struct {
	Name  string // as WriteExample knows it
	Title string
	About string // one sentence
}

// example is the recipe of an example workspace. The team stands in
// example/NAME.yaml, everything else is made from the recipe, a date and a seed.
type example struct {
	ExampleInfo
	crews   []crew
	demand  []demand
	load    float64 // the share of what the people can deliver that the work needs
	holiday float64 // the volume of an open holiday, as a share of the usual
	season  [12]float64
	campaign
	offsets bool // history has times with offsets: the team works through the nights on which clocks change
}

//go:embed example/*.yaml
var exampleTeams embed.FS

// Examples lists the example workspaces.
func Examples() []ExampleInfo {
	out := make([]ExampleInfo, len(examples))
	for i, e := range examples {
		out[i] = e.ExampleInfo
	}
	return out
}

// WriteExample writes an example workspace into a new or empty folder. Its
// history ends on the day before today, and its previous roster on the last
// day of today's month, so that the next month can be planned. The same name,
// date and seed give the same bytes.
func WriteExample(name, dir string, today roster.Date, seed uint64) error {
	i := slices.IndexFunc(examples, func(e example) bool { return e.Name == name })
	if i < 0 {
		var known []string
		for _, e := range examples {
			known = append(known, e.Name)
		}
		return roster.Errorf(roster.NotFound, "no example %q; %s", name, didYouMean(name, known))
	}
	if err := wantEmpty(dir); err != nil {
		return err
	}
	files, err := examples[i].files(today, seed)
	if err != nil {
		return err
	}
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return fmt.Errorf("make the example's folder: %w", err)
		}
		if err := os.WriteFile(path, f.data, 0o644); err != nil {
			return fmt.Errorf("write the example: %w", err)
		}
	}
	return nil
}

// ExampleTeam returns the team.yaml of an example, with its comments.
func ExampleTeam(name string) (string, error) {
	text, err := fs.ReadFile(exampleTeams, "example/"+name+".yaml")
	if err != nil {
		return "", roster.Errorf(roster.NotFound, "there is no example %q", name)
	}
	return string(text), nil
}

// wantEmpty refuses to write among other people's files.
func wantEmpty(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case os.IsNotExist(err):
		return nil
	case err != nil:
		return roster.Errorf(roster.Conflict, "%s cannot be used: %w; name a new folder", dir, err)
	case len(entries) > 0:
		return roster.Errorf(roster.Conflict, "%s is not empty (it holds %s); name a new folder, or empty this one first", dir, entries[0].Name())
	}
	return nil
}

// file is one file of an example.
type file struct {
	name string
	data []byte
}

// made is an example being made.
type made struct {
	example
	team       roster.Team
	rng        *rand.Rand
	today      roster.Date
	from, to   roster.Date // the planned month
	holidays   map[roster.Date]string
	packs      map[string]*law.Pack
	norms      map[normKey]int
	people     []person
	absences   []roster.Absence
	previous   roster.Roster
	multiplier float64 // of the demand, so that the people can just do it
}

// make makes all of the example but its files.
func (e example) make(team []byte, today roster.Date, seed uint64, faults *roster.Faults) (*made, error) {
	m := &made{example: e, today: today, from: today.NextMonth(), norms: map[normKey]int{}, team: ReadTeam(teamFile, bytes.NewReader(team), faults)}
	if err := faults.Err(); err != nil {
		return nil, fmt.Errorf("example %s: %w", e.Name, err)
	}
	m.to = m.from.NextMonth()
	h := fnv.New64a()
	h.Write([]byte(e.Name))
	m.rng = rand.New(rand.NewPCG(seed, h.Sum64()))
	m.holidays = m.findHolidays()
	if err := m.loadPacks(); err != nil {
		return nil, err
	}
	m.hire()
	m.sendAway()
	m.workBefore()
	m.calibrate()
	return m, nil
}

// files makes every file of the example.
func (e example) files(today roster.Date, seed uint64) ([]file, error) {
	text, err := fs.ReadFile(exampleTeams, "example/"+e.Name+".yaml")
	if err != nil {
		return nil, err
	}
	m, err := e.make(text, today, seed, new(roster.Faults))
	if err != nil {
		return nil, err
	}
	out := []file{{teamFile, text}}
	add := func(name string, write func(*bytes.Buffer) error) {
		var b bytes.Buffer
		if err == nil {
			err = write(&b)
		}
		out = append(out, file{name, b.Bytes()})
	}
	add(agentsFile, func(b *bytes.Buffer) error { return writeAgents(b, m.agents()) })
	add(balancesFile, m.writeBalances)
	add(absencesFile, func(b *bytes.Buffer) error { return writeAbsences(b, m.absences) })
	add(availabilityFile, m.writeAvailability)
	add(requestsFile, m.writeRequests)
	add(pinsFile, m.writePins)
	add(eventsFile, m.writeEvents)
	add(previousFile, func(b *bytes.Buffer) error { return WriteRoster(b, m.team, m.agents(), m.previous) })
	for _, d := range m.demand {
		add(historyDir+"/"+d.queue+".csv", func(b *bytes.Buffer) error { return m.writeHistory(b, d) })
	}
	return out, err
}

// loadPacks loads the packs of the team's contracts.
func (m *made) loadPacks() error {
	m.packs = map[string]*law.Pack{}
	for _, c := range m.team.Contracts {
		pack, err := law.Load(c.Pack)
		if err != nil {
			return err
		}
		m.packs[c.Pack] = pack
	}
	return nil
}

// blanks joins words as agents.csv has them.
func blanks(words []string) string { return strings.Join(words, " ") }
