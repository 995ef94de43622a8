package rotating

import (
	"fmt"
	"io"
	"strings"

	"github.com/smena-org/smena/roster"
)

// Format writes a roster, a line a week, a word a day: the shift's name, or -
// for a day off. ParseSolution reads it back.
func Format(p *Problem, rows [][]int) string {
	var b strings.Builder
	for _, row := range rows {
		for d, k := range row {
			if d > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(p.token(k))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// token is the word for a shift or a day off.
func (p *Problem) token(k int) string {
	switch {
	case k == Off:
		return "-"
	case k >= 0 && k < len(p.Shifts):
		return p.Shifts[k].Name
	default:
		return fmt.Sprintf("?%d", k)
	}
}

// ParseSolution reads what Format writes. Words may be parted by commas too.
// It fails with Invalid when the text is no table of the problem's shape; it
// does not judge the roster, Check does.
func ParseSolution(p *Problem, name string, r io.Reader) ([][]int, error) {
	commas := strings.NewReplacer(",", " ")
	raw, err := io.ReadAll(r)
	if err != nil {
		return nil, roster.Errorf(roster.Invalid, "read %s: %w", name, err)
	}
	t, err := newText(name, strings.NewReader(commas.Replace(string(raw))))
	if err != nil {
		return nil, err
	}
	rows := make([][]int, 0, p.Employees)
	for w := 0; w < p.Employees && !t.torn; w++ {
		rows = append(rows, t.week(p, field("week", w)))
	}
	t.end()
	if err := t.faults.Err(); err != nil {
		return nil, err
	}
	return rows, nil
}

// week reads one row of the table.
func (t *text) week(p *Problem, name string) []int {
	row := make([]int, 0, p.Days)
	for _, w := range t.words(name, p.Days, fmt.Sprintf("%d shifts or -", p.Days)) {
		k := Off
		if w != "-" {
			k = t.known(p, name, w)
		}
		row = append(row, k)
	}
	return row
}
