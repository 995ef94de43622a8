package web

import (
	"encoding/json"
	"math"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/locale"
)

// chart is lines over dates, drawn by charts.js.
type chart struct {
	Label  string        `json:"label"`  // of the dates
	Days   []int         `json:"days"`   // since 1970
	Labels []string      `json:"labels"` // of the days
	Series []chartSeries `json:"series"`
}

// chartSeries is one line. Kind says how it looks: came, said, base, low, high.
type chartSeries struct {
	Kind   string     `json:"kind"`
	Label  string     `json:"label"`
	Values []*float64 `json:"values"` // nil is a gap
}

// day adds a date; its values are added to the lines by point.
func (c *chart) day(lang string, d roster.Date) {
	c.Days = append(c.Days, int(d))
	c.Labels = append(c.Labels, locale.Day(lang, d))
}

// point adds a value to a line; a day without a value is a gap.
func (s *chartSeries) point(v float64, known bool) {
	if !known {
		s.Values = append(s.Values, nil)
		return
	}
	v = math.Round(10*v) / 10
	s.Values = append(s.Values, &v)
}

// text is the chart as the attribute of an element.
func (c chart) text() (string, error) {
	b, err := json.Marshal(c)
	return string(b), err
}

// signedShare writes a share with its sign: +12 %.
func signedShare(lang string, share float64) string {
	text := locale.Percent(lang, share, 0)
	if math.Round(100*share) > 0 {
		return "+" + text
	}
	return text
}
