package locale

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/smena-org/smena/roster"
)

//go:embed refusal/*.toml
var refusalFiles embed.FS

// refusals holds, by language, the sentences of errors by their English ones.
// The English sentence is the id: it stands where the error is made, and a test
// finds those that a language lacks.
var refusals = loadRefusals()

func loadRefusals() map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, lang := range languages[1:] {
		text, err := refusalFiles.ReadFile("refusal/" + lang + ".toml")
		if err == nil {
			var sentences map[string]string
			err = toml.Unmarshal(text, &sentences)
			out[lang] = sentences
		}
		if err != nil {
			panic("locale: " + err.Error())
		}
	}
	return out
}

// notThere says in one sentence for all things that they are not there.
const notThere = "there is no such thing, or none you may see"

// Refusal says in a language why something cannot be:
//
//	Am Do 3. Dez arbeitet ann schon
//
// What the language has no sentence for is said in English.
func Refusal(lang string, e *roster.Error) string {
	lang = Match(lang)
	sentence, ok := refusals[lang][cmp.Or(e.Format, e.Message)]
	if !ok {
		if cause, ok := errors.AsType[*roster.Error](e.Err); ok && e.Format == "%w" {
			return Refusal(lang, cause)
		}
		if missing, ok := refusals[lang][notThere]; ok && e.Kind == roster.NotFound {
			return missing
		}
		return e.Message
	}
	args := make([]any, len(e.Args))
	for i, a := range e.Args {
		args[i] = refused(lang, a)
	}
	if len(args) == 0 {
		return sentence
	}
	return fmt.Sprintf(sentence, args...)
}

// refused says one of the things that an error names.
func refused(lang string, a any) any {
	switch v := a.(type) {
	case roster.Date:
		return Date(lang, v)
	case roster.Word:
		return cmp.Or(refusals[lang][string(v)], string(v))
	case roster.SwapState:
		return T(lang, "web.swap-state."+string(v), nil)
	case []string:
		return strings.Join(v, ", ")
	case *roster.Error:
		return Refusal(lang, v)
	}
	return a
}
