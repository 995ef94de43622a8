package locale

import (
	"embed"
	"maps"
	"slices"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

//go:embed catalogue/*.toml
var files embed.FS

// Default is the language of whoever asks for none that there is.
const Default = "en"

// languages are the tags of the catalogues, the default first.
var languages = []string{Default, "ru", "hu", "de"}

// catalogues holds one localizer a language. Each looks into its own language
// alone: that a message is missing must be seen, to fall back knowingly.
var catalogues = load()

var matcher = newMatcher()

// Languages returns the tags of the languages there are, the default first.
func Languages() []string { return slices.Clone(languages) }

// Match returns the language that suits what was asked for best: a tag such as
// "de-AT" or "ru_RU.UTF-8", or a whole Accept-Language header.
func Match(asked string) string {
	if slices.Contains(languages, asked) {
		return asked
	}
	tags, _, err := language.ParseAcceptLanguage(posix(asked))
	if err != nil {
		return Default
	}
	_, i, sure := matcher.Match(tags...)
	if sure == language.No {
		return Default
	}
	return languages[i]
}

// posix turns the "de_AT.UTF-8" of an environment into the "de-AT" of a header.
func posix(tag string) string {
	out := make([]byte, 0, len(tag))
	for i := range len(tag) {
		switch tag[i] {
		case '.', '@':
			return string(out)
		case '_':
			out = append(out, '-')
		default:
			out = append(out, tag[i])
		}
		if tag[i] == ';' || tag[i] == ',' {
			return tag // a header: its points belong to weights
		}
	}
	return string(out)
}

// T returns the words of an id. Data fills its placeholders; an "N" among them
// chooses the plural form. A message that the language lacks is taken from
// English, and one that is not there either is its id.
func T(lang, id string, data map[string]any) string {
	for _, l := range []string{Match(lang), Default} {
		if text, ok := lookup(l, id, data); ok {
			return text
		}
	}
	return id
}

// Has reports whether a language has words for the id, without falling back.
func Has(lang, id string) bool {
	_, ok := lookup(Match(lang), id, nil)
	return ok
}

func lookup(lang, id string, data map[string]any) (string, bool) {
	config := &i18n.LocalizeConfig{MessageID: id, TemplateData: data, PluralCount: data["N"]}
	text, err := catalogues[lang].Localize(config)
	if err != nil && config.PluralCount != nil { // a message with one form for every number
		config.PluralCount = nil
		text, err = catalogues[lang].Localize(config)
	}
	return text, err == nil
}

// load reads the embedded files. A file that cannot be read is a mistake of the
// build, found by any test, and stops the program.
func load() map[string]*i18n.Localizer {
	out := map[string]*i18n.Localizer{}
	for _, lang := range languages {
		bundle := i18n.NewBundle(language.Make(lang))
		bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
		for _, theme := range themes {
			if _, err := bundle.LoadMessageFileFS(files, "catalogue/"+theme+"."+lang+".toml"); err != nil {
				panic("locale: " + err.Error())
			}
		}
		out[lang] = i18n.NewLocalizer(bundle, lang)
	}
	return out
}

// themes are the files each language has.
var themes = []string{"format", "breach", "reason", "report", "law", "web", "forecast", "answer", "question", "history", "source"}

func newMatcher() language.Matcher {
	var tags []language.Tag
	for _, l := range languages {
		tags = append(tags, language.Make(l))
	}
	return language.NewMatcher(tags)
}

// with returns the data with one more entry.
func with(data map[string]any, key string, value any) map[string]any {
	out := maps.Clone(data)
	out[key] = value
	return out
}
