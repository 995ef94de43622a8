package rotating

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/smena-org/smena/roster"
)

// Parse reads the text format of the public instances: numbers in a fixed
// order, a line each, lines that start with # left out. The error holds every
// fault, with its line. The name is that of the file, for the faults.
func Parse(name string, r io.Reader) (*Problem, error) {
	t, err := newText(name, r)
	if err != nil {
		return nil, err
	}
	p := &Problem{Days: t.number("week"), Employees: t.number("employees")}
	t.parseShifts(p)
	p.Rest = t.pair("days off")
	p.Work = t.pair("work block")
	t.parseSequences(p)
	t.end()
	// The checks of values need a whole problem; a torn one would only raise
	// faults that are consequences of the first.
	if len(t.faults) == 0 {
		for _, f := range p.faults() {
			t.add(t.lines[f.Field], f)
		}
	}
	if err := t.faults.Err(); err != nil {
		return nil, err
	}
	return p, nil
}

// parseShifts reads the demands, a row for each shift, and after all of them
// the shifts themselves. The count is looked at right away, for everything
// that follows depends on it.
func (t *text) parseShifts(p *Problem) {
	m := t.number("shifts")
	if m < 0 || m > mostShifts {
		t.add(t.lines["shifts"], roster.Fault{Field: "shifts", Value: strconv.Itoa(m),
			Problem: "out of range", Cure: fmt.Sprintf("write a number from 1 to %d", mostShifts)})
		t.torn = true
	}
	for k := 0; k < m && !t.torn; k++ {
		p.Demand = append(p.Demand, t.numbers(field("demand", k), p.Days))
	}
	for k := 0; k < m && !t.torn; k++ {
		p.Shifts = append(p.Shifts, t.shift(field("shift", k)))
	}
}

// shift reads one line: name, start, length, least and most days of a run.
func (t *text) shift(name string) Shift {
	w := t.words(name, 5, "name start length minBlock maxBlock")
	if w == nil {
		return Shift{}
	}
	at := t.lines[name]
	n := func(i int) int { return t.integer(at, name, w[i]) }
	return Shift{Name: w[0], Start: n(1), Length: n(2), Run: Range{n(3), n(4)}}
}

// parseSequences reads the two counts and then so many forbidden sequences.
func (t *text) parseSequences(p *Problem) {
	n := t.pair("forbidden sequences")
	for i := 0; i < n.Min && !t.torn; i++ {
		p.After = append(p.After, t.sequence(p, field("forbidden 2", i), 2))
	}
	for i := 0; i < n.Max && !t.torn; i++ {
		p.AfterOff = append(p.AfterOff, t.sequence(p, field("forbidden 3", i), 3))
	}
}

// sequence reads "X Y", or "X - Y" when it has three words.
func (t *text) sequence(p *Problem, name string, words int) [2]int {
	w := t.words(name, words, [...]string{2: "X Y", 3: "X - Y"}[words])
	if w == nil {
		return [2]int{}
	}
	if words == 3 && w[1] != "-" {
		t.add(t.lines[name], roster.Fault{Field: name, Value: w[1],
			Problem: "only a day off may stand in the middle", Cure: "write -"})
	}
	return [2]int{t.known(p, name, w[0]), t.known(p, name, w[words-1])}
}

// known looks a shift up by its name.
func (t *text) known(p *Problem, name, shift string) int {
	names := make([]string, len(p.Shifts))
	for k, s := range p.Shifts {
		if s.Name == shift {
			return k
		}
		names[k] = s.Name
	}
	t.add(t.lines[name], roster.Fault{Field: name, Value: shift,
		Problem: "unknown shift", Cure: "write one of " + strings.Join(names, ", ")})
	return 0
}

// newText splits the input into lines that say something.
func newText(name string, r io.Reader) (*text, error) {
	t := &text{name: name, lines: make(map[string]int)}
	in := bufio.NewScanner(r)
	for in.Scan() {
		t.last++
		if w := strings.Fields(in.Text()); len(w) > 0 && !strings.HasPrefix(w[0], "#") {
			t.rest = append(t.rest, line{t.last, w})
		}
	}
	if err := in.Err(); err != nil {
		return nil, roster.Errorf(roster.Invalid, "read %s, line %d: %w", name, t.last+1, err)
	}
	return t, nil
}
