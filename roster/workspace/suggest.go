package workspace

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// didYouMean returns a cure for a word that is none of the choices: the
// nearest one when it is near enough to be a slip of the finger, else the list.
func didYouMean(word string, choices []string) string {
	letters := len([]rune(word))
	best, bestDistance := "", min(letters, 1+max(1, letters/3))
	for _, c := range choices {
		if d := distance(strings.ToLower(word), strings.ToLower(c)); d < bestDistance {
			best, bestDistance = c, d
		}
	}
	switch {
	case best != "":
		return fmt.Sprintf("did you mean %s?", printable(best))
	case len(choices) == 0:
		return ""
	default:
		return "write one of " + listed(choices)
	}
}

// listed joins the choices for a message and stops before it becomes a wall.
func listed(choices []string) string {
	const most = 12
	sorted := slices.Sorted(slices.Values(choices))
	for i := range sorted {
		sorted[i] = printable(sorted[i])
	}
	if len(sorted) > most {
		return fmt.Sprintf("%s and %d more", strings.Join(sorted[:most], ", "), len(sorted)-most)
	}
	return strings.Join(sorted, ", ")
}

// printable quotes a word that holds what would not stay on its line.
func printable(word string) string {
	if strings.ContainsFunc(word, unicode.IsControl) {
		return strconv.Quote(word)
	}
	return word
}

// distance is the number of letters to insert, drop, replace or exchange with
// their neighbour to turn a into b (optimal string alignment). Long words are
// not compared: nobody mistypes them by a letter or two.
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	if len(s) > 64 || len(t) > 64 {
		return 64
	}
	rows := make([][]int, len(s)+1)
	for i := range rows {
		rows[i] = make([]int, len(t)+1)
		rows[i][0] = i
	}
	for j := range t {
		rows[0][j+1] = j + 1
	}
	for i := 1; i <= len(s); i++ {
		for j := 1; j <= len(t); j++ {
			same := 1
			if s[i-1] == t[j-1] {
				same = 0
			}
			d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+same)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				d = min(d, rows[i-2][j-2]+1)
			}
			rows[i][j] = d
		}
	}
	return rows[len(s)][len(t)]
}
