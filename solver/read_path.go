package solver

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/smena-org/smena/roster"
)

// path says where in a document a value stands. It is a chain of steps so that
// reading builds no text until there is a fault to report.
type path struct {
	up    *path
	key   string // of an object; "" in a list
	index int    // in a list
}

// String returns the path as people[3].rules[2]; the whole document is "".
func (p *path) String() string {
	if p == nil {
		return ""
	}
	if p.key == "" {
		return p.up.String() + "[" + strconv.Itoa(p.index) + "]"
	}
	return join(p.up.String(), p.key)
}

// join returns the path of a key of the object at up.
func join(up, key string) string {
	if up == "" {
		return key
	}
	return up + "." + key
}

// parent returns the path one step up, "" from the first step.
func parent(path string) string {
	return path[:max(strings.LastIndexAny(path, ".["), 0)]
}

// lineCount turns offsets into line numbers. Faults mostly come in order, so
// it counts on from the one before.
type lineCount struct{ offset, lines int }

// line returns the line, from 1, on which the byte at an offset stands.
func (c *lineCount) line(data []byte, offset int) int {
	if offset < c.offset {
		*c = lineCount{}
	}
	c.lines += bytes.Count(data[c.offset:offset], []byte("\n"))
	c.offset = offset
	return c.lines + 1
}

// locate gives each fault its file and the line on which its field stands, or
// where the nearest thing around it begins if it is absent.
func (d *decoder) locate(faults roster.Faults) {
	lines := map[string]int{} // by path, those on the way to a fault; 0 until seen
	for _, f := range faults {
		for at := f.Field; ; at = parent(at) {
			lines[at] = 0
			if at == "" {
				break
			}
		}
	}
	// A second walk through the text is cheaper than to note every line in the
	// first: only documents with faults pay for it.
	if len(faults) > 0 {
		d.pos = 0
		d.space()
		d.visit("", lines)
	}
	for i := range faults {
		at := faults[i].Field
		for lines[at] == 0 && at != "" {
			at = parent(at)
		}
		faults[i].File, faults[i].Line = d.file, max(lines[at], 1)
	}
}

// visit notes the lines of the wanted paths at and below the value at hand,
// and passes over all others.
func (d *decoder) visit(at string, lines map[string]int) {
	if _, wanted := lines[at]; !wanted {
		d.skip()
		return
	}
	lines[at] = d.counted.line(d.data, d.pos)
	switch d.peek() {
	case '{':
		d.object(func(key string, _ int) { d.visit(join(at, key), lines) })
	case '[':
		d.list(func(i int) { d.visit(at+"["+strconv.Itoa(i)+"]", lines) })
	default:
		d.skip()
	}
}
