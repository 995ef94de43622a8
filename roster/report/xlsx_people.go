package report

import (
	"cmp"
	"slices"
)

// fairSheet compares what everybody carries, in numbers to sort and sum.
func (v *view) fairSheet(s *sheet) {
	head := []string{v.t("report.agent"), "ID", v.t("report.contract"), v.t("report.hours"), v.t("report.agreed"), "±"}
	names := []string{v.t("report.nights"), v.t("report.weekends"), v.t("report.holidays")}
	if len(v.Fairness) > 0 {
		for _, u := range v.Fairness[0].Unpopular {
			names = append(names, u.Of)
		}
	}
	for _, n := range names {
		head = append(head, n, n+" Ø")
	}
	s.head(append(head, v.t("report.wishes"), v.t("report.granted"), v.t("report.duties"), v.t("report.off"), v.t("report.office"))...)
	for i, f := range v.Fairness {
		row := i + 2
		s.text(1, row, f.Name, look{})
		s.text(2, row, f.Agent, look{})
		s.text(3, row, f.Contract, look{})
		numbers := []float64{float64(f.Minutes) / 60, float64(f.Target) / 60, float64(f.Minutes-f.Target) / 60}
		for _, t := range tallies(f) {
			numbers = append(numbers, float64(t.Count), t.Fair)
		}
		formats := []string{asHours, asHours, asHours}
		for range tallies(f) {
			formats = append(formats, asCount, asHours)
		}
		for _, n := range []int{f.WishesAsked, f.WishesGranted, f.Duties, f.DaysOff, f.OfficeDays} {
			numbers, formats = append(numbers, float64(n)), append(formats, asCount)
		}
		for j, x := range numbers {
			s.number(4+j, row, x, look{format: formats[j]})
		}
	}
	s.widths(24, 10, 12)
	s.width(4, 4+len(head)+5, 10)
	s.filter(len(head)+5, len(v.Fairness))
	s.finish(2, 2)
}

// paySheet sums the pay lines by person and category, in hours.
func (v *view) paySheet(s *sheet) {
	minutes, categories := v.payroll()
	s.head(append([]string{v.t("report.agent"), v.t("web.pay.number")}, categories...)...)
	totals := make([]int, len(categories))
	for i, a := range v.Agents {
		s.text(1, i+2, a.Name, look{})
		s.text(2, i+2, a.PayrollID, look{})
		for j, c := range categories {
			m := minutes[payKey{a.ID, c}]
			totals[j] += m
			if m != 0 {
				s.number(3+j, i+2, float64(m)/60, look{format: asHours})
			}
		}
	}
	last := len(v.Agents) + 2
	s.text(1, last, v.t("report.total"), look{bold: true})
	for j, m := range totals {
		s.number(3+j, last, float64(m)/60, look{bold: true, format: asHours})
	}
	s.widths(24, 12)
	s.width(3, 2+len(categories), 16)
	s.finish(3, 2)
}

// payKey is one cell of the pay summary.
type payKey struct{ agent, category string }

// payroll adds the pay lines up; categories come in order of their names, the
// base first.
func (v *view) payroll() (minutes map[payKey]int, categories []string) {
	minutes = map[payKey]int{}
	for _, l := range v.Pay {
		minutes[payKey{l.Agent, l.Category}] += l.Minutes
		if !slices.Contains(categories, l.Category) {
			categories = append(categories, l.Category)
		}
	}
	slices.SortFunc(categories, func(a, b string) int {
		rank := map[bool]int{true: 0, false: 1} // the base comes before the premiums
		return cmp.Or(rank[a == "BASE"]-rank[b == "BASE"], cmp.Compare(a, b))
	})
	return minutes, categories
}
