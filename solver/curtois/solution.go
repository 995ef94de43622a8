package curtois

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// dayOffTokens are the ways to write a day off; the first is the one we write.
var dayOffTokens = []string{"-", ".", "_", "OFF", "off", "Off", "0", "x_off", ""}

// WriteSolution writes a roster as a table: the employee's id, then one token
// a day, blanks between.
func WriteSolution(w io.Writer, p *solver.Problem, duties []solver.Assigned) error {
	rows := map[string][]string{}
	for _, who := range p.People {
		rows[who.ID] = slices.Repeat([]string{dayOffTokens[0]}, p.Days)
	}
	for _, d := range duties {
		row, day := rows[d.Person], int(d.Date-p.Start)
		switch {
		case row == nil:
			return roster.Errorf(roster.Invalid, "a duty of %q, who is not in the problem", d.Person)
		case day < 0 || day >= p.Days:
			return roster.Errorf(roster.Invalid, "a duty of %q on %s, which is not planned", d.Person, d.Date)
		case row[day] != dayOffTokens[0]:
			return roster.Errorf(roster.Invalid, "two duties of %q on %s", d.Person, d.Date)
		}
		row[day] = d.Shift
	}
	out := bufio.NewWriter(w)
	for _, who := range p.People {
		fmt.Fprintln(out, who.ID, strings.Join(rows[who.ID], " ")) // an error is kept for Flush
	}
	return out.Flush()
}

// ReadSolution reads such a table, with commas, semicolons or tabs between the
// tokens if there are any, and other usual tokens for a day off. The error
// holds every fault with file and line.
func ReadSolution(name string, r io.Reader, p *solver.Problem) ([]solver.Assigned, error) {
	t := &table{parser: parser{file: name}, p: p, seen: map[string]bool{}}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		t.line++
		text := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if text != "" && text[0] != '#' {
			t.row(tokens(text))
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	t.line = 0 // what is missing stands on no line
	for _, who := range p.People {
		if !t.seen[who.ID] {
			t.fault("employee", who.ID, "has no row", "write one, all days off if need be")
		}
	}
	return t.duties, t.faults.Err()
}

// table is a roster being read.
type table struct {
	parser
	p      *solver.Problem
	seen   map[string]bool
	duties []solver.Assigned
}

// row reads one person's days. A day that is neither a shift nor off is a fault,
// never silently a day off.
func (t *table) row(f []string) {
	id := strings.TrimSuffix(f[0], ":")
	switch {
	case !slices.ContainsFunc(t.p.People, func(o solver.Person) bool { return o.ID == id }):
		t.fault("employee", id, "is not in the problem", "")
		return
	case t.seen[id]:
		t.fault("employee", id, "has a second row", "keep one")
		return
	case len(f) != t.p.Days+1:
		t.fault("employee", id, fmt.Sprintf("has %d days", len(f)-1), fmt.Sprintf("write %d", t.p.Days))
	}
	t.seen[id] = true
	for day, token := range f[1:] {
		isShift := slices.ContainsFunc(t.p.Shifts, func(s solver.Shift) bool { return s.ID == token })
		switch {
		case isShift && day < t.p.Days:
			t.duties = append(t.duties, solver.Assigned{Person: id, Date: t.p.Start + roster.Date(day), Shift: token})
		case !isShift && !slices.Contains(dayOffTokens, token):
			t.fault("day", token, fmt.Sprintf("day %d of %s is neither a shift nor a day off", day, id), "write - for a day off")
		}
	}
}

// tokens splits a line at commas, semicolons or tabs, else at blanks.
func tokens(line string) []string {
	if !strings.ContainsAny(line, ",;\t") {
		return strings.Fields(line)
	}
	f := strings.Split(strings.NewReplacer(";", ",", "\t", ",").Replace(line), ",")
	for i := range f {
		f[i] = strings.TrimSpace(f[i])
	}
	return f
}
