package rotating

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/smena-org/smena/roster"
)

// line is a line of the input that is neither empty nor a comment.
type line struct {
	no    int
	words []string
}

// text hands out the lines of a document in order and collects what is wrong.
// Once torn, it hands out nothing and stays silent: what follows a line that
// is missing would be read as something it is not.
type text struct {
	name   string
	rest   []line
	last   int            // number of the last line
	lines  map[string]int // where each field stood
	faults roster.Faults
	torn   bool
}

// add records a fault of the given line.
func (t *text) add(at int, f roster.Fault) {
	f.File, f.Line = t.name, at
	t.faults.Add(f)
}

// words returns the next line, which must have n words, or nil. The form says
// what belongs there.
func (t *text) words(name string, n int, form string) []string {
	if t.torn {
		return nil
	}
	if len(t.rest) == 0 {
		t.torn = true
		t.add(max(t.last, 1), roster.Fault{Field: name, Problem: "the text ends here", Cure: "add a line: " + form})
		return nil
	}
	l := t.rest[0]
	t.rest = t.rest[1:]
	t.lines[name] = l.no
	if len(l.words) != n {
		t.add(l.no, roster.Fault{Field: name, Value: strings.Join(l.words, " "),
			Problem: fmt.Sprintf("%d words, not %d", len(l.words), n), Cure: "write " + form})
		return nil
	}
	return l.words
}

// numbers reads a line of n whole numbers. A wrong line yields zeros, so that
// reading goes on and finds the other faults.
func (t *text) numbers(name string, n int) []int {
	out := make([]int, max(0, min(n, mostDays)))
	for i, w := range t.words(name, n, fmt.Sprintf("%d whole numbers", n)) {
		if i < len(out) {
			out[i] = t.integer(t.lines[name], name, w)
		}
	}
	return out
}

// number and pair read a line of one and of two numbers.
func (t *text) number(name string) int { return t.numbers(name, 1)[0] }

func (t *text) pair(name string) Range {
	n := t.numbers(name, 2)
	return Range{n[0], n[1]}
}

// integer reads a word as a whole number, or as 0 with a fault.
func (t *text) integer(at int, name, word string) int {
	n, err := strconv.Atoi(word)
	if err != nil {
		t.add(at, roster.Fault{Field: name, Value: word, Problem: "not a whole number", Cure: "write digits only"})
	}
	return n
}

// end complains about lines that nobody asked for.
func (t *text) end() {
	if t.torn || len(t.rest) == 0 {
		return
	}
	l := t.rest[0]
	t.add(l.no, roster.Fault{Field: "end", Value: strings.Join(l.words, " "),
		Problem: "a line more than the counts announce", Cure: "correct the count of forbidden sequences or drop the line"})
}
