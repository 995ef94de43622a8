package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// Payroll opens a period, follows an hour to its duty, corrects attendance,
// takes the file away and locks.
func TestPayroll(t *testing.T) {
	o := newOffice(t)
	o.put("ann 2026-12-01 E", "ann 2026-12-02 N")
	o.publish()
	p := o.signedIn("payroll")
	p.get("/").want(http.StatusOK, "Payroll", "Small")
	period := p.post(fmt.Sprintf("/teams/%d/pay", o.team), "from", "2026-12-01", "to", "2026-12-31").want(http.StatusOK, "The period is open.", "Ann Able", "1001", "17")
	at := period.at.Path
	p.get(at+"/agents/ann").want(http.StatusOK, "Tue 1 Dec", "09:00–18:00", "Wed 2 Dec", "21:00–07:00")
	p.post(at+"/agents/ann/corrections", "date", "2026-12-01", "kind", "ordinary", "from", "09:00", "to", "19:30", "reason", "long call").want(http.StatusOK, "The correction is entered.", "long call", "09:00–19:30")
	p.post(at+"/agents/ann/corrections", "date", "2026-12-01", "kind", "ordinary", "from", "nine", "to", "19:30", "reason", "x").want(http.StatusUnprocessableEntity, "This cannot be")
	file := p.get(at + "/export?format=csv")
	if !strings.HasPrefix(file.header.Get("Content-Disposition"), "attachment") || !strings.HasPrefix(file.body, "agent_id,payroll_id,date,category") {
		t.Errorf("the file begins %.80q", file.body)
	}
	if xlsx := p.get(at + "/export?format=xlsx"); !strings.HasPrefix(xlsx.body, "PK") {
		t.Error("the workbook is none")
	}
	version := p.get(at).version()
	p.post(at+"/lock", "version", version).want(http.StatusUnprocessableEntity, "Confirm that you have checked")
	p.post(at+"/lock", "version", version, "sure", "1").want(http.StatusOK, "The period is locked.", "Locked")
	o.signedIn("planner").get(fmt.Sprintf("/rosters/%d", o.roster.ID)).want(http.StatusOK, "Locked")
}
