package report_test

import (
	"strings"
	"testing"
	"time"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/report"
	"github.com/smena-org/smena/solver"
)

// Shift types have their colour by when they start, those that run past two in
// the night whenever they start, and a stronger one from eleven hours on.
func TestShiftClass(t *testing.T) {
	const hour = 60
	tests := map[string]struct {
		start, length int
		want          string
	}{
		"before four":                {4*hour - 1, 8 * hour, "k-night"},
		"at four":                    {4 * hour, 8 * hour, "k-early"},
		"before eight":               {8*hour - 1, 8 * hour, "k-early"},
		"at eight":                   {8 * hour, 8 * hour, "k-day"},
		"before eleven":              {11*hour - 1, 8 * hour, "k-day"},
		"at eleven":                  {11 * hour, 8 * hour, "k-late"},
		"before four in the evening": {16*hour - 1, 8 * hour, "k-late"},
		"at four in the evening":     {16 * hour, 8 * hour, "k-eve"},
		"till two":                   {18 * hour, 8 * hour, "k-eve"},
		"till a minute past two":     {18 * hour, 8*hour + 1, "k-night"},
		"a minute short of eleven":   {8 * hour, 11*hour - 1, "k-day"},
		"of eleven hours":            {8 * hour, 11 * hour, "k-day long"},
		"twelve hours of night":      {19 * hour, 12 * hour, "k-night long"},
	}
	for name, tt := range tests {
		if got := report.ShiftClass(roster.ShiftType{Start: roster.Clock(tt.start), Length: tt.length}); got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}

// A section can be shown by itself, in every language, from a result that holds
// only what it shows; one that there is not is a mistake of the program.
func TestSections(t *testing.T) {
	r := sample(6)
	for _, lang := range []string{"en", "ru", "hu", "de"} {
		for _, name := range report.Sections {
			html, err := report.Section(r, lang, name)
			if err != nil {
				t.Fatal(err)
			}
			if s := string(html); !strings.Contains(s, "<section") || strings.Contains(s, "report.") || strings.Contains(s, "<html") {
				t.Errorf("%s in %s is %.200s", name, lang, s)
			}
		}
	}
	r.Problem, r.Solution = nil, nil // as the service knows a month
	for _, name := range []string{"coverage", "gaps", "fairness", "soft", "law"} {
		if _, err := report.Section(r, "en", name); err != nil {
			t.Errorf("%s without a problem: %v", name, err)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("a section that there is not was shown")
		}
	}()
	_, _ = report.Section(r, "en", "none")
}

// Each date of the month has its chart, on the scale of the busiest.
func TestDayCharts(t *testing.T) {
	r := sample(6)
	days, peak := report.DayCharts(r, "en")
	most := 0.0
	for _, c := range r.Coverage {
		most = max(most, float64(c.Required), c.OnDuty)
	}
	if len(days) != 31 || float64(peak) < most || float64(peak) >= most+1 {
		t.Errorf("%d charts of height %d, want 31 of %.1f", len(days), peak, most)
	}
	for i, d := range days {
		if d.Required == "" || d.OnDuty == "" || d.Title == "" {
			t.Errorf("day %d has no chart: %+v", i+1, d)
		}
	}
	r.Coverage = nil
	if days, _ := report.DayCharts(r, "en"); len(days) > 0 && days[0].Required != "" {
		t.Error("without a forecast something is required")
	}
}

// A gap of a demand by shift names the shift and its date; the people of one by
// time and of others are named with what stopped them, an unknown one by the id.
func TestGapsOfEveryKind(t *testing.T) {
	r := sample(3)
	r.Gaps = []solver.Gap{
		{Start: "2026-12-24", Shift: "N", Missing: 2, Reasons: []solver.Reason{{Rule: "skill", People: []string{"a01", "ghost"}}}},
		{Start: "2026-12-10T23:00", Minutes: 60, Missing: 1.5, Skills: []string{"hu"}},
		{Start: "neither", Minutes: 30, Missing: 1},
	}
	html, err := report.Section(r, "en", "gaps")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Thu 24 Dec", "N", "2 lack the skills", r.Agents[0].Name, "ghost", "Thu 10 Dec", "23:00–24:00", "1.5", "Tue 1 Dec"} {
		if !strings.Contains(string(html), want) {
			t.Errorf("the gaps do not say %q:\n%s", want, html)
		}
	}
}

// The grid tells the times of a duty by the team's clock, and by the agent's
// where that is another.
func TestDutiesByTheAgentsClock(t *testing.T) {
	r := sample(3)
	tokyo, err := time.LoadLocation("Asia/Tokyo")
	if err != nil {
		t.Fatal(err)
	}
	d := r.Roster.Duties[0]
	for i := range r.Agents {
		if r.Agents[i].ID == d.Agent {
			r.Agents[i].Zone = tokyo
		}
	}
	page := string(render(t, r, "en"))
	own := d.Span.Start.In(tokyo).Format("15:04") + "–" + d.Span.End.In(tokyo).Format("15:04") + " Asia/Tokyo"
	if !strings.Contains(page, own) {
		t.Errorf("the page does not say %q", own)
	}
	if strings.Contains(page, "Europe/Budapest\"") {
		t.Error("the team's own zone is told of a duty")
	}
}
