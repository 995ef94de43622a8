package solver

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/smena-org/smena/roster"
)

// WriteProblem writes the JSON form that ReadProblem reads, laid out for
// people: a line for each shift, demand or clause. The same problem is always
// written the same.
func WriteProblem(w io.Writer, p *Problem) error {
	out := *p
	out.Shifts = listed(p.Shifts)
	out.People = listed(p.People)
	out.Policies = append([]Policy(nil), p.Policies...)
	for i := range out.Policies {
		out.Policies[i].Rules = roster.Policy(listed(out.Policies[i].Rules))
	}
	return writeJSON(w, &out)
}

// WriteSolution writes the JSON form that ReadSolution reads.
func WriteSolution(w io.Writer, s *Solution) error {
	out := *s
	out.Duties = listed(s.Duties)
	return writeJSON(w, &out)
}

// listed returns a list that is written as [] where there is none.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// writeJSON writes a value by its JSON tags, laid out. HTML letters stay as they
// are: the file is for people.
func writeJSON(w io.Writer, v any) error {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	out := bufio.NewWriter(w)
	l := layout{scanner: scanner{data: bytes.TrimSpace(text.Bytes())}, out: out}
	l.value(0)
	out.WriteByte('\n') // an error of any write is kept for Flush
	return out.Flush()
}

// layout writes compact JSON anew: what is short stays on one line, what is
// long or a list of objects is broken, an element a line.
type layout struct {
	scanner
	out *bufio.Writer
}

const lineWidth = 140

// value writes the value at hand, indented by so many levels where it breaks.
func (l *layout) value(level int) {
	ahead := l.scanner // finds the value's end; l itself stays at its beginning
	text := ahead.skip()
	if !l.breaks(level, text) {
		l.scanner = ahead
		l.oneLine(text)
		return
	}
	if text[0] == '[' {
		l.out.WriteByte('[')
		l.list(func(i int) { l.item(i, level); l.value(level + 1) })
	} else {
		i := 0
		l.out.WriteByte('{')
		l.object(func(_ string, at int) {
			l.item(i, level)
			l.out.Write(l.data[at : l.pos-1])
			l.out.WriteString(": ")
			l.value(level + 1)
			i++
		})
	}
	l.out.WriteString("\n" + strings.Repeat("  ", level))
	l.out.WriteByte(text[len(text)-1])
}

// item begins a line for an element.
func (l *layout) item(i, level int) {
	if i > 0 {
		l.out.WriteByte(',')
	}
	l.out.WriteString("\n" + strings.Repeat("  ", level+1))
}

// breaks reports whether a value does not go on one line.
func (l *layout) breaks(level int, text []byte) bool {
	if (text[0] != '[' && text[0] != '{') || len(text) == 2 {
		return false
	}
	// Lists of objects are tables: a row a line even when all would fit on one.
	return level == 0 || bytes.HasPrefix(text, []byte("[{")) ||
		2*level+utf8.RuneCount(text)+bytes.Count(text, []byte(",")) > lineWidth
}

// oneLine writes compact text with a blank after each comma and colon.
func (l *layout) oneLine(text []byte) {
	s := scanner{data: text}
	for s.pos < len(text) {
		if text[s.pos] == '"' {
			from := s.pos
			s.skipText()
			l.out.Write(text[from:s.pos])
			continue
		}
		l.out.WriteByte(text[s.pos])
		if text[s.pos] == ',' || text[s.pos] == ':' {
			l.out.WriteByte(' ')
		}
		s.pos++
	}
}
