package workspace

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/smena-org/smena/roster"
)

// Column is one column that a table may have.
type Column struct {
	Name     string   // the header, and the name by which Row.Get finds the field
	Aliases  []string // other headers accepted for it
	Required bool     // a table without it has no rows
	Unlisted bool     // accepted, but too many of its kind to be named in messages
}

// Table is a CSV file read into memory. What was wrong with the file as a
// whole, or with the shape of a row, stands in the faults; such rows are left out.
type Table struct {
	Name      string // the file, as the person named it
	Delimiter rune   // ',' ';' or tab, found from the header
	Rows      []Row

	field   map[string]int // canonical column name -> position
	skipped int            // lines before the header
}

// Row is one record of a table.
type Row struct {
	Line int // where the record starts in the file, from 1

	table  *Table
	fields []string
}

// Has tells whether the file has the column.
func (t *Table) Has(column string) bool {
	_, ok := t.field[column]
	return ok
}

// Get returns the field without the blanks around it, or "" when the file has
// no such column.
func (r Row) Get(column string) string {
	i, ok := r.table.field[column]
	if !ok {
		return ""
	}
	return strings.TrimSpace(r.fields[i])
}

// Fault returns a fault of the field, ready to be added.
func (r Row) Fault(column, problem, cure string) roster.Fault {
	return roster.Fault{
		File: r.table.Name, Line: r.Line, Field: column, Value: r.Get(column), Problem: problem, Cure: cure,
	}
}

// ReadTable reads a CSV file: UTF-8 with or without a byte order mark, fields
// separated by commas, semicolons or tabs, a header row first. It adds all
// that is wrong to faults and never returns nil.
func ReadTable(name string, r io.Reader, spec []Column, faults *roster.Faults) *Table {
	log := newFaultLog(name, faults)
	defer log.close()
	text, ok := readText(r, log)
	if !ok {
		return &Table{Name: name}
	}
	return parseTable(name, text, spec, log)
}

// parseTable is ReadTable for text that is known to be UTF-8.
func parseTable(name, text string, spec []Column, log *faultLog) *Table {
	text, skipped := cutSeparatorLine(text)
	t := &Table{Name: name, skipped: skipped}
	if src, width := t.open(text, strings.NewReader(text), spec, log); src != nil {
		t.Rows = make([]Row, 0, 1024)
		t.readRows(src, width, log, func(r Row) { t.Rows = append(t.Rows, r) })
	}
	return t
}

// open reads the header of a file that begins with a text, and returns what
// reads the rows behind it and how many fields they have; nil when the header
// is of no use.
func (t *Table) open(begin string, in io.Reader, spec []Column, log *faultLog) (src *csv.Reader, width int) {
	t.field = map[string]int{}
	t.Delimiter = sniffDelimiter(begin, spec)
	src = csv.NewReader(in)
	src.Comma = t.Delimiter
	src.FieldsPerRecord = -1 // our own message names the row and both counts
	header, err := src.Read()
	if err != nil {
		log.add(roster.Fault{File: t.Name, Line: 1 + t.skipped, Problem: "the file has no header row",
			Cure: "start it with " + columnNames(spec)})
		return nil, 0
	}
	line, _ := src.FieldPos(0)
	if !t.mapHeader(header, line+t.skipped, spec, log) {
		return nil, 0
	}
	return src, len(header)
}

// mapHeader finds the columns of the header. It returns false when a required
// one is missing, since then no row can be understood.
func (t *Table) mapHeader(header []string, line int, spec []Column, log *faultLog) bool {
	if strange(header, spec) {
		log.add(roster.Fault{File: t.Name, Line: line, Field: "header", Value: strings.Join(header, string(t.Delimiter)),
			Problem: "none of the columns that must be there", Cure: "name another file, or start it with " + columnNames(spec)})
		return false
	}
	for i, h := range header {
		h = strings.TrimSpace(h)
		at := slices.IndexFunc(spec, func(c Column) bool { return c.named(h) })
		fault := roster.Fault{File: t.Name, Line: line, Field: "column", Value: h}
		switch {
		case at < 0 && h == "" && i == len(header)-1:
			// spreadsheets write a delimiter after the last column
		case at < 0:
			fault.Problem, fault.Cure = "unknown column", "remove it; the columns are "+columnNames(spec)
			log.add(fault)
		case t.Has(spec[at].Name):
			fault.Problem, fault.Cure = fmt.Sprintf("column %s stands twice", spec[at].Name), "keep one of the two"
			log.add(fault)
		default:
			t.field[spec[at].Name] = i
		}
	}
	complete := true
	for _, c := range spec {
		if c.Required && !t.Has(c.Name) {
			complete = false
			log.add(roster.Fault{File: t.Name, Line: line, Field: "column", Value: c.Name, Problem: "missing column",
				Cure: "add it to the header; the columns are " + columnNames(spec)})
		}
	}
	return complete
}

// strange reports whether a header of several columns has none that must be
// there: more likely another file than one with as many slips.
func strange(header []string, spec []Column) bool {
	required := 0
	for _, c := range spec {
		if !c.Required {
			continue
		}
		required++
		if slices.ContainsFunc(header, c.named) {
			return false
		}
	}
	return required > 1 && len(header) > 1
}

// readRows reads what follows the header. A broken row is a fault, and the
// next line is read all the same.
func (t *Table) readRows(src *csv.Reader, width int, log *faultLog, each func(Row)) {
	for {
		fields, err := src.Read()
		if broken, ok := errors.AsType[*csv.ParseError](err); ok {
			log.add(roster.Fault{File: t.Name, Line: broken.StartLine + t.skipped, Problem: quoteProblem(broken),
				Cure: `put the whole field in quotes and write each quote inside it twice ("")`})
			continue
		}
		if err != nil {
			return // the end
		}
		line, _ := src.FieldPos(0)
		switch fields = dropEmptyTail(fields, width); {
		case slices.IndexFunc(fields, func(s string) bool { return s != "" }) < 0:
			// a row of delimiters alone, as spreadsheets leave behind
		case len(fields) != width:
			log.add(roster.Fault{File: t.Name, Line: line + t.skipped,
				Problem: fmt.Sprintf("the row has %d fields and the header %d", len(fields), width),
				Cure:    fmt.Sprintf("write %d fields separated by %s", width, delimiterName(t.Delimiter))})
		default:
			each(Row{Line: line + t.skipped, table: t, fields: fields})
		}
	}
}

// quoteProblem puts the csv package's errors into words; quotes are all it
// complains of when the number of fields is free.
func quoteProblem(err *csv.ParseError) string {
	if errors.Is(err.Err, csv.ErrBareQuote) {
		return "a quote stands inside a field without quotes"
	}
	return "a quoted field does not end where it should"
}

// dropEmptyTail removes empty fields beyond the header's width.
func dropEmptyTail(fields []string, width int) []string {
	for len(fields) > width && strings.TrimSpace(fields[len(fields)-1]) == "" {
		fields = fields[:len(fields)-1]
	}
	return fields
}

// named tells whether the header means the column; case and blanks around do not matter.
func (c Column) named(header string) bool {
	header = strings.TrimSpace(header)
	return strings.EqualFold(header, c.Name) ||
		slices.ContainsFunc(c.Aliases, func(a string) bool { return strings.EqualFold(header, a) })
}

// columnNames lists the columns, optional ones in brackets.
func columnNames(spec []Column) string {
	var names []string
	for _, c := range spec {
		switch {
		case c.Unlisted:
		case c.Required:
			names = append(names, c.Name)
		default:
			names = append(names, "["+c.Name+"]")
		}
	}
	return strings.Join(names, ", ")
}
