package solver

import (
	"slices"
	"strings"
)

// suggest returns a cure for a word that is none of the choices: the nearest
// if it is near enough to be a slip of the finger, else the first few.
func suggest(word string, choices []string) string {
	best, least := "", 2+len(word)/4 // one slip in short words, more in long ones
	for _, c := range choices {
		if d := distance(strings.ToLower(word), strings.ToLower(c)); d < least {
			best, least = c, d
		}
	}
	switch {
	case best != "":
		return "did you mean " + best + "?"
	case len(choices) == 0:
		return "there is none to choose from"
	}
	const most = 24
	if len(choices) > most {
		return "write one of " + strings.Join(choices[:most], ", ") + ", …"
	}
	return "write one of " + strings.Join(choices, ", ")
}

// distance returns how many letters must be put in, taken out or replaced to
// turn a into b (Levenshtein 1965). Words beyond 40 letters are far from all.
func distance(a, b string) int {
	if len(a) > 40 || len(b) > 40 {
		return 40
	}
	// row[j] is the distance from the letters of a read so far to the first j of b.
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			replaced := diagonal
			if a[i] != b[j] {
				replaced++
			}
			diagonal = row[j+1]
			row[j+1] = min(replaced, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// keys returns the keys of a map in order, for messages.
func keys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
