// Package report shows a planned month to people: as one self-contained HTML
// page and as a workbook. Both are written from a plan.Result alone.
//
//	plan.Result ─► view ─► page  ─► template/*.gohtml  (HTML)
//	                   └─► sheets ─► excelize          (XLSX)
//
// A view gathers what several parts ask for: who works when, who is away, which
// wishes were granted. The parts of the page are plain values with every text
// already in the reader's language; the templates only place them. Why a person
// is away is known to neither.
package report
