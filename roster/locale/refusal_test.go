package locale_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
)

// refusing are the packages whose errors a page can show.
var refusing = []string{"..", "../desk", "../postgres", "../plan", "../workspace", "../../api/web"}

// offline are files whose errors only who runs the program reads, and documents'
// faults, which name the keys of the document.
var offline = []string{
	"account_unix.go", "binaries.go", "server.go", "server_answer.go", "migrate.go", "store.go", "demo.go", "desk.go", "catalogue.go", "example.go",
	"idempotency.go", // of the API alone
}

// sentences reads the English sentences of errors out of the sources, each with
// where it stands.
func sentences(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, dir := range refusing {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no sources in %s, %v", dir, err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") || slices.Contains(offline, filepath.Base(name)) {
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			set := token.NewFileSet()
			file, err := parser.ParseFile(set, name, text, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				for _, s := range sentencesOf(n) {
					if strings.ContainsFunc(s, func(r rune) bool { return r == ' ' }) {
						out[s] = set.Position(n.Pos()).String()
					}
				}
				return true
			})
		}
	}
	return out
}

// sentencesOf returns the sentences that a node makes errors of.
func sentencesOf(n ast.Node) []string {
	switch n := n.(type) {
	case *ast.CallExpr:
		switch called := calledName(n); {
		case called == "Errorf" && len(n.Args) > 1 && !isFmt(n):
			return texts(n.Args[1])
		case (called == "Movedf" || called == "bad") && len(n.Args) > 0:
			return texts(n.Args[0])
		case called == "found" && len(n.Args) > 1:
			var out []string
			for _, s := range texts(n.Args[1]) {
				out = append(out, "no "+s+", or none you may see")
			}
			return out
		}
	case *ast.KeyValueExpr:
		if key, ok := n.Key.(*ast.Ident); ok && key.Name == "Message" {
			return texts(n.Value)
		}
	case *ast.ValueSpec:
		if n.Names[0].Name == "broken" {
			var out []string
			for _, e := range n.Values[0].(*ast.CompositeLit).Elts {
				out = append(out, texts(e.(*ast.KeyValueExpr).Value)...)
			}
			return out
		}
	case *ast.AssignStmt: // kind, text = roster.Conflict, "…"
		if id, ok := n.Lhs[len(n.Lhs)-1].(*ast.Ident); ok && id.Name == "text" && len(n.Rhs) == 2 {
			return texts(n.Rhs[1])
		}
	}
	return nil
}

func calledName(c *ast.CallExpr) string {
	switch f := c.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

func isFmt(c *ast.CallExpr) bool {
	s, ok := c.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == "fmt"
}

func texts(e ast.Expr) []string {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return nil
	}
	s, err := strconv.Unquote(lit.Value)
	if err != nil {
		return nil
	}
	return []string{s}
}

func refusals(t *testing.T, lang string) map[string]string {
	t.Helper()
	text, err := os.ReadFile("refusal/" + lang + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]string
	if err := toml.Unmarshal(text, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// Every sentence of an error that a page can show is there in every language,
// with the same things named in it; none is there that no error says any more.
func TestRefusalsAreTranslated(t *testing.T) {
	said := sentences(t)
	if len(said) < 100 {
		t.Fatalf("%d sentences were found, want more than a hundred: the test does not read the sources", len(said))
	}
	for _, lang := range locale.Languages()[1:] {
		have := refusals(t, lang)
		for s, at := range said {
			switch words, ok := have[s]; {
			case !ok && !untranslatable(s):
				t.Errorf("%s: no words for %q of %s", lang, s, at)
			case ok && !slices.Equal(named(s), named(words)):
				t.Errorf("%s: %q names %v, %q names %v", lang, words, named(words), s, named(s))
			}
		}
		for s := range have {
			if _, ok := said[s]; !ok && !slices.Contains(terms, s) {
				t.Errorf("%s: no error says %q any more", lang, s)
			}
		}
		for _, term := range terms {
			if have[term] == "" {
				t.Errorf("%s: no words for %q", lang, term)
			}
		}
	}
}

// terms are the words among the arguments of errors: what was looked for or has
// moved, what somebody may not do, where an absence stands.
var terms = []string{
	"absence", "agent", "job", "import of history", "pay period", "roster", "schedule", "swap", "team", "user", "wish",
	"see the team", "see the team's people", "see the team's planning", "plan", "set up the team", "publish", "act as an agent",
	"see hours", "see pay", "settle pay", "correct attendance", "see the audit", "administer users",
	"requested", "approved", "declined", "withdrawn",
}

// untranslatable are sentences that only hand on another one, of a fault of ours,
// or of what there is not: Refusal has one for all of those.
func untranslatable(s string) bool {
	return strings.HasSuffix(s, ", or none you may see") || s == "the search says cost %v and hard %d, the check %v and %d" || verb.ReplaceAllString(s, "") == "" || !regexp.MustCompile(`[a-z]{2}`).MatchString(verb.ReplaceAllString(s, ""))
}

var verb = regexp.MustCompile(`%(?:\[(\d+)\])?[+#]?[a-z]`)

// named lists the arguments that a sentence uses, in order of number.
func named(s string) (out []int) {
	next := 1
	for _, m := range verb.FindAllStringSubmatch(s, -1) {
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1])
		}
		out = append(out, next)
		next++
	}
	slices.Sort(out)
	return out
}

func TestRefusal(t *testing.T) {
	date := roster.NewDate(2026, 12, 3)
	tests := map[string]struct {
		lang string
		err  *roster.Error
		want string
	}{
		"English is as it was made":      {"en", roster.Errorf(roster.Conflict, "%s works on %s already; offer it to somebody else, or swap it for that duty", "ann", date), "ann works on 2026-12-03 already; offer it to somebody else, or swap it for that duty"},
		"a date is said as people do":    {"de", roster.Errorf(roster.Conflict, "%s works on %s already; offer it to somebody else, or swap it for that duty", "ann", date), "ann arbeitet am Do 3. Dez. schon; bieten Sie die Schicht jemand anderem an, oder tauschen Sie sie gegen jene"},
		"without arguments":              {"ru", &roster.Error{Kind: roster.Unlawful, Message: "a rule forbids the swap; choose another day or another person"}, "Правило запрещает этот обмен; выберите другой день или другого человека"},
		"a term is translated":           {"hu", roster.Errorf(roster.Forbidden, "your roles do not let you %s; ask an admin for the role you need", roster.Word("publish")), "A szerepei ezt nem engedik: közzététel; kérje a szükséges szerepet egy adminisztrátortól"},
		"what a language lacks":          {"ru", roster.Errorf(roster.Invalid, "nobody ever says this of %s", "us"), "nobody ever says this of us"},
		"an error handed on":             {"de", roster.Errorf(roster.Invalid, "%w", roster.Errorf(roster.Forbidden, "sign in first")), "Melden Sie sich zuerst an"},
		"a tag of a browser":             {"de-AT", roster.Errorf(roster.Forbidden, "sign in first"), "Melden Sie sich zuerst an"},
		"a language that there is none":  {"fr", roster.Errorf(roster.Forbidden, "sign in first"), "sign in first"},
		"somebody was faster, and where": {"ru", roster.Errorf(roster.Conflict, "somebody else was faster: the swap is %s", roster.Applied), "Кто-то успел раньше, состояние обмена: " + locale.T("ru", "web.swap-state.applied", nil)},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := locale.Refusal(tt.lang, tt.err); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestReword(t *testing.T) {
	tests := map[string]struct{ lang, english, want string }{
		"English":               {"en", "the team has no agents", "the team has no agents"},
		"a whole sentence":      {"de", "the team has no agents", "Das Team hat keine Personen"},
		"with a month":          {"ru", "there is no contact history before 2026-12; import some weeks first", "Нет истории обращений до 2026-12; сначала загрузите несколько недель"},
		"with numbers":          {"hu", "0 iterations; give 0 to 5", "0 iteráció; 0 és 5 között adjon meg"},
		"in another order":      {"ru", `ann has "E" on 2026-12-03, the repair was made from "L"; ask for a repair again`, "У ann на дату 2026-12-03 стоит «E», а замена искалась от «L»; запросите её ещё раз"},
		"what nobody ever said": {"de", "the moon was in the way", "the moon was in the way"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got := locale.Reword(tt.lang, tt.english); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}
