package pay

import (
	"io"
	"slices"

	"github.com/xuri/excelize/v2"
)

// WriteXLSX writes payroll.xlsx: the rows of WriteCSV with numbers and dates
// that a spreadsheet can count with, and a second sheet that adds them up by
// agent and category.
func WriteXLSX(w io.Writer, lines []Line) error {
	sorted := slices.Clone(lines)
	slices.SortStableFunc(sorted, inFileOrder)
	book := excelize.NewFile()
	defer book.Close()
	if err := book.SetSheetName("Sheet1", "Lines"); err != nil {
		return err
	}
	if _, err := book.NewSheet("Sums"); err != nil {
		return err
	}
	if err := writeLines(book, sorted); err != nil {
		return err
	}
	if err := writeSums(book, sorted); err != nil {
		return err
	}
	return book.Write(w)
}

func writeLines(book *excelize.File, lines []Line) error {
	dates, err := book.NewStyle(&excelize.Style{NumFmt: 14}) // the reader's own form of a date
	if err != nil {
		return err
	}
	hours, err := book.NewStyle(&excelize.Style{NumFmt: 2}) // 0.00
	if err != nil {
		return err
	}
	rows := [][]any{{"agent_id", "payroll_id", "date", "category", "minutes", "hours", "rate_percent", "rule"}}
	for _, l := range lines {
		rows = append(rows, []any{
			l.Agent, l.PayrollID, excelize.Cell{StyleID: dates, Value: l.Date.Time()}, l.Category,
			l.Minutes, excelize.Cell{StyleID: hours, Value: float64(l.Minutes) / 60}, l.Percent, l.Rule,
		})
	}
	return stream(book, "Lines", rows)
}

func writeSums(book *excelize.File, lines []Line) error {
	type sum struct{ agent, payroll, category string }
	minutes := map[sum]int{}
	var order []sum
	for _, l := range lines {
		k := sum{l.Agent, l.PayrollID, l.Category}
		if _, ok := minutes[k]; !ok {
			order = append(order, k)
		}
		minutes[k] += l.Minutes
	}
	rows := [][]any{{"agent_id", "payroll_id", "category", "minutes", "hours"}}
	for _, k := range order {
		rows = append(rows, []any{k.agent, k.payroll, k.category, minutes[k], float64(minutes[k]) / 60})
	}
	return stream(book, "Sums", rows)
}

// stream writes a sheet row by row, which takes no memory for the cells.
func stream(book *excelize.File, sheet string, rows [][]any) error {
	out, err := book.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	if err := out.SetColWidth(1, 8, 14); err != nil {
		return err
	}
	for i, row := range rows {
		cell, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := out.SetRow(cell, row); err != nil {
			return err
		}
	}
	return out.Flush()
}
