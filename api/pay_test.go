package api_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// period opens December for pay.
func (s *service) period() *reply {
	s.t.Helper()
	return s.payroll.post(at("/teams/%d/pay-periods", s.team), map[string]any{"from": "2026-12-01", "to": "2027-01-01"}).want(s.t, 201)
}

func TestPayPeriod(t *testing.T) {
	s := start(t)
	s.published()
	made := s.period()
	path := at("/pay-periods/%d", made.id(t))
	s.payroll.post(at("/teams/%d/pay-periods", s.team), map[string]any{"from": "2026-12-15", "to": "2027-01-15"}).want(t, 409)

	view := s.payroll.get(path).want(t, 200).json(t)
	anna := view["agents"].([]any)[0].(map[string]any)
	if anna["agent"] != "anna" || anna["planned"] != 900.0 || anna["worked"] != 900.0 { // two duties of 7.5 h
		t.Errorf("anna %v, want 900 minutes", anna)
	}
	detail := s.anna.get(path+"/agents/anna").want(t, 200).json(t)
	if len(detail["planned"].([]any)) != 2 || len(detail["lines"].([]any)) == 0 {
		t.Errorf("detail %v", detail)
	}
	if r := s.anna.get(path + "/agents/ben"); r.status != 403 && r.status != 404 {
		t.Errorf("anna reads ben's pay: status %d", r.status)
	}
	base := 0.0
	for _, l := range s.payroll.get(path + "/lines").items(t) {
		if l["agent"] == "anna" && l["category"] == "BASE" {
			base += l["minutes"].(float64)
		}
	}
	if base != 900 {
		t.Errorf("anna's base is %v minutes, want 900", base)
	}
}

func TestAttendanceChangesPay(t *testing.T) {
	s := start(t)
	s.published()
	path := at("/pay-periods/%d", s.period().id(t))
	attendance := at("/teams/%d/attendance", s.team)
	sick := map[string]any{"agent": "anna", "date": "2026-12-10", "kind": "absent", "reason": "sick"}
	if r := s.anna.post(attendance, sick); r.status != 403 {
		t.Errorf("anna corrects her hours: status %d", r.status)
	}
	made := s.payroll.post(attendance, sick).want(t, 201)
	worked := func() any {
		return s.payroll.get(path).want(t, 200).json(t)["agents"].([]any)[0].(map[string]any)["worked"]
	}
	s.payroll.get(path, "If-None-Match", `"1"`).want(t, 200) // sums move without the version
	if got := worked(); got != 450.0 {
		t.Errorf("anna worked %v minutes, want 450", got)
	}
	if n := len(s.anna.get(attendance + december).items(t)); n != 1 {
		t.Errorf("anna sees %d corrections, want her own", n)
	}
	s.payroll.remove(at("/attendance/%d", made.id(t))).want(t, 204)
	if got := worked(); got != 900.0 {
		t.Errorf("anna worked %v minutes, want 900", got)
	}
	longer := map[string]any{"agent": "anna", "date": "2026-12-10", "kind": "ordinary", "from": "2026-12-10T08:00:00+01:00", "to": "2026-12-10T17:00:00+01:00", "reason": "stayed"}
	s.payroll.post(attendance, longer).want(t, 201)
	if got := worked().(float64); got <= 900 {
		t.Errorf("anna worked %v minutes, want more than 900", got)
	}
}

func TestExportAndLock(t *testing.T) {
	s := start(t)
	s.published()
	made := s.period()
	path := at("/pay-periods/%d", made.id(t))
	export := s.payroll.get(path+"/export").want(t, 200)
	if ct := export.header.Get("Content-Type"); !strings.HasPrefix(ct, "text/csv") {
		t.Errorf("Content-Type %q", ct)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(export.body, []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) < 4 || rows[0][0] != "agent_id" {
		t.Errorf("payroll.csv: %v, %v", err, rows)
	}
	book := s.payroll.get(path+"/export?format=xlsx").want(t, 200)
	if f, err := excelize.OpenReader(bytes.NewReader(book.body)); err != nil || len(f.GetSheetList()) == 0 {
		t.Errorf("the workbook: %v", err)
	}
	if d := book.header.Get("Content-Disposition"); !strings.Contains(d, ".xlsx") {
		t.Errorf("Content-Disposition %q", d)
	}
	if r := s.anna.get(path + "/export"); r.status != 403 && r.status != 404 {
		t.Errorf("anna exports the pay: status %d", r.status)
	}

	s.payroll.post(path+"/lock", nil, "If-Match", `"99"`).want(t, 412)
	locked := s.payroll.post(path+"/lock", nil, "If-Match", made.etag()).want(t, 200).json(t)
	if locked["state"] != "locked" || locked["locked_by"] != "pay@example.org" {
		t.Errorf("period %v", locked)
	}
	sick := map[string]any{"agent": "anna", "date": "2026-12-10", "kind": "absent", "reason": "too late"}
	s.payroll.post(at("/teams/%d/attendance", s.team), sick).want(t, 409)
	again := s.payroll.get(path+"/export").want(t, 200)
	if !bytes.Equal(again.body, export.body) {
		t.Error("the export changed with the lock")
	}
}
