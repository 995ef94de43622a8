package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// A planner takes the data of a team along; a lead and an agent do not.
func TestExportTeam(t *testing.T) {
	o := newOffice(t)
	at := fmt.Sprintf("/teams/%d", o.roster.Team)
	planner := o.signedIn("planner")
	planner.get(at).want(http.StatusOK, "Take the data along", "Download")
	for _, query := range []string{"", "?month=2026-12"} {
		if file := planner.get(at + "/workspace" + query); file.status != http.StatusOK || !strings.HasPrefix(file.body, "PK\x03\x04") {
			t.Errorf("%q answers %d with %.20q", query, file.status, file.body)
		}
	}
	planner.get(at+"/workspace?month=12").want(http.StatusUnprocessableEntity, "is not a month")
	o.signedIn("ann").get(at + "/workspace").want(http.StatusForbidden)
}
