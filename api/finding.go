package api

import (
	"context"

	"github.com/smena-org/smena/roster/law"
	"github.com/smena-org/smena/roster/locale"
)

// Finding is something the law has to say, with words in the reader's language.
type Finding struct {
	law.Finding
	Words string `json:"words" doc:"What the law has to say, in the language of Accept-Language"`
}

func findings(ctx context.Context, found []law.Finding) []Finding {
	lang := languageOf(ctx)
	return each(found, func(f law.Finding) Finding { return Finding{f, locale.T(lang, f.Text, nil)} })
}
