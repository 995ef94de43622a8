package locale

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Reword says in a language what was kept in English, such as why a job failed
// an hour ago. What it does not know stays as it is.
func Reword(lang, text string) string {
	lang = Match(lang)
	if sentence, ok := refusals[lang][text]; ok {
		return sentence
	}
	for _, p := range patterns()[lang] {
		if found := p.english.FindStringSubmatch(text); found != nil {
			args := make([]any, len(found)-1)
			for i, a := range found[1:] {
				args[i] = a
			}
			return fmt.Sprintf(p.sentence, args...)
		}
	}
	return text
}

// pattern finds an English sentence whatever fills its verbs, and says it with
// all of them as words.
type pattern struct {
	english  *regexp.Regexp
	sentence string
}

var verbs = regexp.MustCompile(`%(\[\d+\])?[a-z]`)

// patterns are those of every language, the longest sentences first: they say
// most of what they are about.
var patterns = sync.OnceValue(func() map[string][]pattern {
	out := map[string][]pattern{}
	for lang, sentences := range refusals {
		for english, sentence := range sentences {
			if !verbs.MatchString(english) || verbs.ReplaceAllString(english, "") == "" {
				continue
			}
			out[lang] = append(out[lang], pattern{regexp.MustCompile("^" + matching(english) + "$"), verbs.ReplaceAllString(sentence, "%${1}v")})
		}
		slices.SortFunc(out[lang], func(a, b pattern) int {
			if d := len(b.english.String()) - len(a.english.String()); d != 0 {
				return d
			}
			return strings.Compare(a.english.String(), b.english.String())
		})
	}
	return out
})

// matching is the regular expression of a sentence with verbs.
func matching(english string) string {
	text := regexp.QuoteMeta(english)
	for verb, what := range map[string]string{"%d": `(-?\d+)`, "%q": `"(.*)"`, "%s": `(.+)`, "%v": `(.+)`, "%w": `(.+)`} {
		text = strings.ReplaceAll(text, verb, what)
	}
	return text
}
