package report

import (
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/smena-org/smena/roster"
)

// book is a workbook being written. The first error sticks, so that sheets can
// be filled without asking after each cell.
type book struct {
	file   *excelize.File
	styles map[look]int
	err    error
}

// look is how a cell looks; equal looks share one style of the file.
type look struct {
	fill, ink string // RGB
	format    string // of numbers and dates
	bold      bool
	centre    bool
	wrap      bool
	border    bool
}

// Formats of cells. Dates and hours are numbers, so that people can go on
// calculating with them.
const (
	asDate  = "yyyy-mm-dd"
	asTime  = "yyyy-mm-dd hh:mm"
	asDay   = "d"
	asHours = "0.00"
	asHeads = "0.0" // and not 0.#, which writes a whole number as "4."
	asCount = "0"
)

func newBook() *book { return &book{file: excelize.NewFile(), styles: map[look]int{}} }

func (b *book) keep(err error) {
	if b.err == nil {
		b.err = err
	}
}

// style returns the number of a look in the file.
func (b *book) style(l look) int {
	if id, ok := b.styles[l]; ok {
		return id
	}
	s := &excelize.Style{Font: &excelize.Font{Bold: l.bold, Color: l.ink, Family: "Calibri", Size: 11}, Alignment: &excelize.Alignment{Vertical: "center", WrapText: l.wrap}}
	if l.centre {
		s.Alignment.Horizontal = "center"
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.format != "" {
		s.CustomNumFmt = &l.format
	}
	if l.border {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "D5DAE1", Style: 1})
		}
	}
	id, err := b.file.NewStyle(s)
	b.keep(err)
	b.styles[l] = id
	return id
}

// sheet is one table of the book; columns and rows count from 1.
type sheet struct {
	*book
	name string
}

// sheet adds a sheet. The first takes the place of the one every file has.
func (b *book) sheet(name string) *sheet {
	if list := b.file.GetSheetList(); len(list) == 1 && list[0] == "Sheet1" {
		b.keep(b.file.SetSheetName("Sheet1", name))
	} else {
		_, err := b.file.NewSheet(name)
		b.keep(err)
	}
	return &sheet{b, name}
}

func ref(col, row int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		panic(err) // only for columns and rows below 1
	}
	return name
}

// text writes words. They are stored as a string, whatever they begin with:
// a name such as "=cmd()" is never a formula.
func (s *sheet) text(col, row int, v string, l look) {
	s.keep(s.file.SetCellStr(s.name, ref(col, row), v))
	s.paint(col, row, l)
}

// number writes a number.
func (s *sheet) number(col, row int, v float64, l look) {
	s.keep(s.file.SetCellFloat(s.name, ref(col, row), v, -1, 64))
	s.paint(col, row, l)
}

// date writes a civil date as the number that spreadsheets count days by.
func (s *sheet) date(col, row int, d roster.Date, l look) {
	s.number(col, row, float64(d-roster.NewDate(1899, time.December, 30)), l)
}

// clock writes an instant as its local date and time.
func (s *sheet) clock(col, row int, t time.Time, l look) {
	minutes := t.Hour()*60 + t.Minute()
	s.number(col, row, float64(roster.DateOf(t)-roster.NewDate(1899, time.December, 30))+float64(minutes)/1440, l)
}

// paint gives a cell its look and leaves its value alone.
func (s *sheet) paint(col, row int, l look) {
	s.keep(s.file.SetCellStyle(s.name, ref(col, row), ref(col, row), s.style(l)))
}

// head writes the captions of a table into the first row.
func (s *sheet) head(captions ...string) {
	for i, c := range captions {
		s.text(i+1, 1, c, heading)
	}
}

var heading = look{bold: true, fill: "E8ECF2", wrap: true, border: true}

// widths sets the widths of columns, from the first on.
func (s *sheet) widths(widths ...float64) {
	for i, w := range widths {
		s.width(i+1, i+1, w)
	}
}

func (s *sheet) width(from, to int, w float64) {
	a, err := excelize.ColumnNumberToName(from)
	s.keep(err)
	b, err := excelize.ColumnNumberToName(to)
	s.keep(err)
	s.keep(s.file.SetColWidth(s.name, a, b, w))
}

// filter lets people sort and filter a table of which the first row is the head.
func (s *sheet) filter(columns, rows int) {
	s.keep(s.file.AutoFilter(s.name, ref(1, 1)+":"+ref(columns, max(rows, 1)+1), nil))
}

// finish freezes the rows and columns before a cell and prepares the sheet for
// paper: landscape, as wide as one page, the captions on every page.
func (s *sheet) finish(col, row int) {
	if col > 1 || row > 1 {
		s.keep(s.file.SetPanes(s.name, &excelize.Panes{
			Freeze: true, XSplit: col - 1, YSplit: row - 1, TopLeftCell: ref(col, row), ActivePane: "bottomRight",
		}))
	}
	s.keep(s.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: new(true)}))
	s.keep(s.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{
		Orientation: new("landscape"), Size: new(9), FitToWidth: new(1), FitToHeight: new(0),
	}))
	s.keep(s.file.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{
		Left: new(0.4), Right: new(0.4), Top: new(0.5), Bottom: new(0.5),
	}))
	s.keep(s.file.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddFooter: "&L&A&R&P / &N"}))
	if row > 1 {
		s.keep(s.file.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Titles", Scope: s.name, RefersTo: "'" + s.name + "'!$1:$" + itoa(row-1),
		}))
	}
}
