package law

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"

	"github.com/smena-org/smena/roster"
)

//go:embed data/*.yaml calendar/*.yaml vocabulary.yaml
var files embed.FS

// Pack is the law of one country (or the EU's minimum), as data.
type Pack struct {
	ID           string      `yaml:"id"`
	Name         string      `yaml:"name"`
	Country      string      `yaml:"country"` // whose holidays apply; empty: the team's country
	LastReviewed roster.Date `yaml:"last_reviewed"`
	Reference    int         `yaml:"reference_months"` // averaging period where the contract names none
	DailyRest    Rest        `yaml:"daily_rest"`
	Night        Night       `yaml:"night"`
	Clauses      []Entry     `yaml:"policy"`
	Notices      []Notice    `yaml:"notices"`
	Announce     Announce    `yaml:"announce"`
	Pay          Pay         `yaml:"pay"`
}

// Rest is the shortest rest between two days of work, 0 where the law has no number.
type Rest struct {
	Minutes int    `yaml:"minutes"`
	Source  string `yaml:"source"`
	// MultiShift and Spring are what suffices for work in several shifts, and
	// there on the night on which the clocks go forward (HU Mt. 104(2)-(3)).
	MultiShift int `yaml:"multi_shift"`
	Spring     int `yaml:"spring"`
}

// Load returns the pack of an id. For an unknown id it returns a NotFound
// error that names the known ones.
func Load(id string) (*Pack, error) {
	packs, err := readPacks()
	if err != nil {
		return nil, err
	}
	p, ok := packs[id]
	if !ok {
		return nil, roster.Errorf(roster.NotFound, "no labour-law pack %q; the packs are %s", id, strings.Join(Packs(), ", "))
	}
	return p, nil
}

// Packs returns the ids of all packs, sorted.
func Packs() []string {
	names, _ := fs.Glob(files, "data/*.yaml") // fails only for a bad pattern
	for i, n := range names {
		names[i] = strings.TrimSuffix(path.Base(n), ".yaml")
	}
	slices.Sort(names)
	return names
}

var readPacks = sync.OnceValues(func() (map[string]*Pack, error) {
	packs := map[string]*Pack{}
	for _, id := range Packs() {
		p := new(Pack)
		if err := decode("data/"+id+".yaml", p); err != nil {
			return nil, err
		}
		if err := p.validate(id); err != nil {
			return nil, fmt.Errorf("pack %s: %w", id, err)
		}
		packs[id] = p
	}
	return packs, nil
})

// decode reads an embedded file strictly: a key nobody reads is a mistake.
func decode(name string, into any) error {
	data, err := files.ReadFile(name)
	if err != nil {
		return err
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// validate refuses a pack whose entries lack what they must say. Packs are
// compiled in, so that a test and not a person meets the error.
func (p *Pack) validate(id string) error {
	if p.ID != id {
		return fmt.Errorf("id is %q", p.ID)
	}
	for i, e := range p.Clauses {
		if err := e.validate(); err != nil {
			return fmt.Errorf("policy[%d]: %w", i, err)
		}
	}
	for i, n := range p.Notices {
		if err := n.validate(); err != nil {
			return fmt.Errorf("notices[%d]: %w", i, err)
		}
	}
	if err := p.Announce.validate(); err != nil {
		return fmt.Errorf("announce: %w", err)
	}
	return p.Pay.validate()
}

// valid reports whether a date lies in a half-open validity; 0 leaves an end open.
func valid(from, to, on roster.Date) bool {
	return on >= from && (to == 0 || on < to)
}
