package law

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/smena-org/smena/roster"
)

// vocabulary is the words for consents and protected groups, each with what it means.
type vocabulary struct {
	Consents  map[string]string `yaml:"consents"`
	Protected map[string]string `yaml:"protected"`
}

var words = sync.OnceValue(func() vocabulary {
	var v vocabulary
	if err := decode("vocabulary.yaml", &v); err != nil {
		panic(err) // compiled in; a test reads it
	}
	return v
})

// KnownConsents returns the words for what an agent may consent to, sorted.
func KnownConsents() []string { return slices.Sorted(maps.Keys(words().Consents)) }

// KnownProtected returns the words for the groups the law shields, sorted.
func KnownProtected() []string { return slices.Sorted(maps.Keys(words().Protected)) }

// checkWords refuses words of an agent that no pack knows.
func checkWords(a roster.Agent) error {
	for _, w := range a.Consents {
		if _, ok := words().Consents[w]; !ok {
			return roster.Errorf(roster.Invalid, "agent %s: unknown consent %q; write one of %s",
				a.ID, w, strings.Join(KnownConsents(), ", "))
		}
	}
	for _, w := range a.Protected {
		if _, ok := words().Protected[w]; !ok {
			return roster.Errorf(roster.Invalid, "agent %s: unknown protected group %q; write one of %s",
				a.ID, w, strings.Join(KnownProtected(), ", "))
		}
	}
	return nil
}
