package locale

import "strings"

// Source is where a rule stands, in words. Own is what the program knows by
// itself, such as a wish or the hours of a contract; anything else is an article
// of the law or of an agreement and is cited as it is.
type Source struct {
	Text string
	Own  bool
}

// ofContract is how the source of what a contract asks for begins; its id
// follows, and after a colon what of it, which the rule's name says already.
const ofContract = "contract "

// Sources reads the source of a rule. Several are parted by "; ".
func Sources(lang, source string) (out []Source) {
	if source == "" {
		return nil
	}
	for _, s := range strings.Split(source, "; ") {
		id := "source." + strings.ReplaceAll(strings.TrimSuffix(s, ".csv"), " ", "-")
		contract, is := strings.CutPrefix(s, ofContract)
		contract, _, _ = strings.Cut(contract, ": ")
		switch {
		case Has(lang, id):
			out = append(out, Source{T(lang, id, nil), true})
		case is:
			out = append(out, Source{T(lang, "source.of-contract", map[string]any{"ID": contract}), true})
		default:
			out = append(out, Source{s, false})
		}
	}
	return out
}

// SourceText is a rule's source on one line.
func SourceText(lang, source string) string {
	var out []string
	for _, s := range Sources(lang, source) {
		out = append(out, s.Text)
	}
	return strings.Join(out, "; ")
}
