package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
)

// The month can be taken away as a file from the page and from its coverage,
// by those who see the draft; the duties in it are those of the draft.
func TestPlannerTakesTheMonthAway(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 N", "bob 2026-12-02 E")
	system := desk.System(t.Context())
	if _, err := o.AddAbsence(system, o.team, roster.Absence{Agent: "cyd", From: december.From + 2, To: december.From + 4, Kind: "sick"}, ""); err != nil {
		t.Fatal(err)
	}
	month := fmt.Sprintf("/rosters/%d", o.roster.ID)
	p := o.signedIn("planner")
	for _, page := range []string{month, month + "/coverage"} {
		var to []string
		for _, a := range find(parse(t, p.get(page).want(http.StatusOK, "Download this month").body), tag("a")) {
			if strings.Contains(attr(a, "href"), "/export") {
				to = append(to, attr(a, "href"))
			}
		}
		if want := []string{month + "/export?format=xlsx", month + "/export?format=csv"}; !slices.Equal(to, want) {
			t.Errorf("%s leads to %q, want %q", page, to, want)
		}
	}
	csv := p.get(month + "/export?format=csv")
	rows := strings.Split(strings.TrimSpace(csv.body), "\n")
	if len(rows) != 3 || !strings.HasPrefix(rows[1], "ann,Ann Able,2026-12-01,N,") || !strings.HasPrefix(rows[2], "bob,Bob Best,2026-12-02,E,") {
		t.Errorf("roster.csv is\n%s", csv.body)
	}
	if got := csv.header.Get("Content-Disposition"); got != "attachment; filename=Small-2026-12.csv" {
		t.Errorf("it is saved as %s", got)
	}
	book, err := excelize.OpenReader(strings.NewReader(p.get(month + "/export?format=xlsx").body))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if sheets := book.GetSheetList(); slices.Contains(sheets, "Pay") {
		t.Errorf("a draft has no pay, and the workbook the sheets %q", sheets)
	}
	duties, err := book.GetRows("Duties")
	if err != nil || len(duties) != 3 || duties[1][1] != "ann" || duties[2][3] != "E" {
		t.Errorf("duties %q, %v", duties, err)
	}
	grid, err := book.GetRows("Roster")
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(grid, func(row []string) bool { return len(row) > 0 && row[0] == "Cyd Cool" })
	if i < 0 || len(grid[i]) < 6 || strings.Join(grid[i][2:6], "|") != "||–|–" {
		t.Errorf("who is away on 3 and 4 December is not, in row %d of\n%q", i, grid)
	}
	p.get(month+"/export?format=pdf").want(http.StatusUnprocessableEntity, "use csv or xlsx")
	o.signedIn("lead").get(month + "/export?format=csv").want(http.StatusOK)
	for _, name := range []string{"ann", "payroll"} {
		o.signedIn(name).get(month + "/export?format=csv").want(http.StatusForbidden)
	}
	if got := o.visitor().get(month + "/export?format=csv").at.Path; got != "/sign-in" {
		t.Errorf("a visitor is at %s", got)
	}
}
