package locale_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster/locale"
)

func TestMatch(t *testing.T) {
	tests := map[string]string{
		"en": "en", "de": "de", "de-AT": "de", "ru_RU.UTF-8": "ru", "hu-HU": "hu", "C": "en", "": "en", "fr": "en",
		"C.UTF-8": "en", "fr-FR,fr;q=0.9,de;q=0.8,en;q=0.7": "de", "not a tag!": "en",
	}
	for asked, want := range tests {
		if got := locale.Match(asked); got != want {
			t.Errorf("Match(%q) = %s, want %s", asked, got, want)
		}
	}
}

func TestTFallsBackToTheID(t *testing.T) {
	if got := locale.T("ru", "no.such.words", nil); got != "no.such.words" {
		t.Errorf("got %q, want the id", got)
	}
	if locale.Has("ru", "no.such.words") {
		t.Error("Has says there are words for an id that has none")
	}
	if !locale.Has("ru", "breach.min-rest.below") {
		t.Error("Has says there are no Russian words for breach.min-rest.below")
	}
}

func TestLanguagesIsACopy(t *testing.T) {
	locale.Languages()[0] = "xx"
	if got := locale.Languages()[0]; got != "en" {
		t.Errorf("the first language is %q, want en", got)
	}
}

// All languages have the same ids, each with the plural forms its language
// needs, and no message uses a placeholder that English does not fill.
func TestCataloguesAgree(t *testing.T) {
	english := messages(t, "en")
	for _, lang := range locale.Languages() {
		got := messages(t, lang)
		if diff := cmp.Diff(keys(english), keys(got)); diff != "" {
			t.Errorf("%s: ids differ from English (-en +%s):\n%s", lang, lang, diff)
		}
		for id, forms := range got {
			for form, text := range forms {
				for _, p := range placeholders(text) {
					if !slices.Contains(placeholders(fmt.Sprint(english[id])), p) {
						t.Errorf("%s %s (%s): %s is not in the English words", lang, id, form, p)
					}
				}
			}
			if _, many := forms["many"]; lang == "ru" && len(forms) > 1 && !many {
				t.Errorf("ru %s: plural forms without \"many\"", id)
			}
		}
	}
}

var placeholder = regexp.MustCompile(`{{[^}]*}}`)

func placeholders(text string) []string { return placeholder.FindAllString(text, -1) }

func keys(m map[string]map[string]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// messages reads a language's files without the library: id to plural form to words.
func messages(t *testing.T, lang string) map[string]map[string]string {
	t.Helper()
	out := map[string]map[string]string{}
	names, err := filepath.Glob("catalogue/*." + lang + ".toml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no catalogue for %s: %v", lang, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var tree map[string]any
		if err := toml.Unmarshal(data, &tree); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		flatten(out, "", tree)
	}
	return out
}

func flatten(out map[string]map[string]string, id string, node map[string]any) {
	for key, value := range node {
		full := strings.TrimPrefix(id+"."+key, ".")
		switch v := value.(type) {
		case string:
			if slices.Contains([]string{"one", "few", "many", "other"}, key) {
				full = id
			} else {
				key = "other"
			}
			if out[full] == nil {
				out[full] = map[string]string{}
			}
			out[full][key] = v
		case map[string]any:
			flatten(out, full, v)
		}
	}
}

// Law packs name their words by key; each key has words in every language.
func TestLawHasWords(t *testing.T) {
	names, err := filepath.Glob("../law/data/*.yaml")
	if err != nil || len(names) == 0 {
		t.Fatalf("no law packs: %v", err)
	}
	key := regexp.MustCompile(`text: (law\.[\w.-]+)`)
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range key.FindAllStringSubmatch(string(data), -1) {
			for _, lang := range locale.Languages() {
				if !locale.Has(lang, m[1]) {
					t.Errorf("%s: no %s words for %s", filepath.Base(name), lang, m[1])
				}
			}
		}
	}
}
