package web

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
)

// Every message of the pages is used somewhere, and every one that a template
// names has words in four languages; for handlers see TestHandlersNameWhatThereIs.
func TestMessagesAreUsedAndThere(t *testing.T) {
	var file struct{ Web map[string]any }
	if _, err := toml.DecodeFile("../../roster/locale/catalogue/web.en.toml", &file); err != nil {
		t.Fatal(err)
	}
	inTemplates := matches(t, "template/*/*.gohtml", `\bt "([^"]+)"|\.Team [^)]*"([\w.-]+)"\)`)
	for _, id := range inTemplates {
		for _, lang := range locale.Languages() {
			if !locale.Has(lang, "web."+id) {
				t.Errorf("%s: no words for %q", lang, id)
			}
		}
	}
	inCode := matches(t, "*.go", `"([a-z][\w-]*(?:\.[\w-]+)*)"`)
	begun := append(matches(t, "template/*/*.gohtml", `\bprint "([\w-]+\.)"`), matches(t, "*.go", `"([\w-]+\.)"`)...)
	for id := range file.Web {
		named := slices.Contains(inTemplates, id) || slices.Contains(inCode, id)
		if !named && !slices.ContainsFunc(begun, func(b string) bool { return strings.HasPrefix(id, b) }) {
			t.Errorf("nothing uses %q", id)
		}
	}
}

// matches returns what a pattern captures in files other than tests.
func matches(t *testing.T, files, pattern string) (out []string) {
	t.Helper()
	x := regexp.MustCompile(pattern)
	names, err := filepath.Glob(files)
	if err != nil || len(names) == 0 {
		t.Fatalf("no %s: %v", files, err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range x.FindAllStringSubmatch(string(text), -1) {
			out = append(out, slices.DeleteFunc(m[1:], func(s string) bool { return s == "" })...)
		}
	}
	return out
}

// Messages put together of a beginning and a word have words for each word.
func TestMessagesOfWordsAreThere(t *testing.T) {
	var want []string
	for _, make := range roster.Catalogue {
		if name := make().Name(); !slices.Contains(personalRules, name) {
			want = append(want, "rule-info."+name)
		}
	}
	for _, r := range roster.Roles {
		want = append(want, "role."+string(r), "role-info."+string(r))
	}
	for _, s := range roster.SwapStates {
		want = append(want, "swap-state."+string(s))
	}
	for _, id := range want {
		for _, lang := range locale.Languages() {
			if !locale.Has(lang, "web."+id) {
				t.Errorf("%s: no words for %q", lang, id)
			}
		}
	}
}
