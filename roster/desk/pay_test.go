package desk_test

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/roster/desk"
	"github.com/smena-org/smena/roster/pay"
)

// moscow is an instant of December by the clock of the team.
func moscow(day, hour, minute int) time.Time {
	zone, err := time.LoadLocation("Europe/Moscow")
	if err != nil {
		panic(err)
	}
	return time.Date(2026, 12, day, hour, minute, 0, 0, zone)
}

// minutesOf adds the lines of one category up.
func minutesOf(lines []pay.Line, category string) (n int) {
	for _, l := range lines {
		if l.Category == category {
			n += l.Minutes
		}
	}
	return n
}

func TestPay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	// Eight paid hours, and a night from 21:00 to 07:00 of nine, eight of them
	// between 22 and 6, of which the break takes one.
	r := o.published("ann 2026-12-01 E", "ann 2026-12-03 N", "bob 2026-12-02 L")
	p, err := o.CreatePayPeriod(o.payroll, o.team, december.From, december.To)
	if err != nil {
		t.Fatal(err)
	}
	_, err = o.CreatePayPeriod(o.payroll, o.team, december.From+10, december.To+10)
	wantKind(t, "a period that overlaps", err, roster.Conflict)

	v, err := o.PayPeriod(o.planner, p.ID)
	if err != nil || len(v.Agents) != 2 || len(v.Unplanned) != 0 {
		t.Fatalf("%+v, %v", v, err)
	}
	if a := v.Agents[0]; a.Agent != "ann" || a.Planned != 1020 || a.Worked != 1020 || a.PayrollID != "1001" {
		t.Errorf("ann %+v", a)
	}
	if v, err := o.PayPeriod(o.lead, p.ID); err != nil || v.Agents[0].Worked != 1020 || v.Agents[0].PayrollID != "" {
		t.Errorf("the lead reads %+v, %v; hours are theirs to see, and nothing of payroll's", v.Agents, err)
	}
	detail, err := o.PayDetail(o.ann, p.ID, "ann")
	if err != nil || len(detail.Worked) != 2 || len(detail.Planned) != 2 {
		t.Fatalf("%+v, %v", detail, err)
	}
	night := categoryOfNight(t, detail.Lines)
	if n := minutesOf(detail.Lines, night); n != 420 {
		t.Errorf("%d minutes of %s, want 7 h: 22:00 to 06:00 less an hour", n, night)
	}

	// Ann stayed an hour longer on the 1st, and came not to her night.
	correct := func(c desk.Correction) desk.Attendance {
		t.Helper()
		a, err := o.Correct(o.payroll, o.team, c)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	correct(desk.Correction{Agent: "ann", Date: date(t, "2026-12-01"), Kind: roster.Ordinary, From: moscow(1, 9, 0), To: moscow(1, 19, 0), Reason: "a long call"})
	gone := correct(desk.Correction{Agent: "ann", Date: date(t, "2026-12-03"), Kind: "absent", Reason: "ill"})
	correct(desk.Correction{Agent: "ann", Date: date(t, "2026-12-06"), Kind: roster.Overtime, From: moscow(6, 10, 0), To: moscow(6, 12, 0), Reason: "an outage"})
	if detail, err = o.PayDetail(o.payroll, p.ID, "ann"); err != nil {
		t.Fatal(err)
	}
	if n := minutesOf(detail.Lines, night); n != 0 || len(detail.Worked) != 2 || detail.Worked[0].PaidMinutes() != 540 {
		t.Errorf("%d minutes of night, worked %+v", n, detail.Worked)
	}
	if err := o.RemoveCorrection(o.payroll, gone.ID); err != nil {
		t.Fatal(err)
	}
	lines, err := o.PayLines(o.payroll, p.ID)
	if err != nil || minutesOf(lines, night) != 420 {
		t.Errorf("%d minutes of night again, %v", minutesOf(lines, night), err)
	}
	bad := map[string]desk.Correction{
		"no reason":         {Agent: "ann", Date: date(t, "2026-12-01"), Kind: "absent"},
		"another date":      {Agent: "ann", Date: date(t, "2026-12-02"), Kind: roster.Ordinary, From: moscow(1, 9, 0), To: moscow(1, 19, 0), Reason: "x"},
		"ends first":        {Agent: "ann", Date: date(t, "2026-12-01"), Kind: roster.Ordinary, From: moscow(1, 9, 0), To: moscow(1, 8, 0), Reason: "x"},
		"a kind unheard of": {Agent: "ann", Date: date(t, "2026-12-01"), Kind: "fun", Reason: "x"},
	}
	for name, c := range bad {
		_, err := o.Correct(o.payroll, o.team, c)
		wantKind(t, name, err, roster.Invalid)
	}
	_, err = o.Correct(o.payroll, o.team, desk.Correction{Agent: "ann", Date: date(t, "2026-12-06"), Kind: roster.Standby, From: moscow(6, 11, 0), To: moscow(6, 13, 0), Reason: "x"})
	wantKind(t, "two corrections at one time", err, roster.Conflict)

	locked, err := o.LockPayPeriod(o.payroll, p.ID, p.Version)
	if err != nil || locked.State != "locked" || locked.LockedBy != "payroll@example.org" {
		t.Fatalf("%+v, %v", locked, err)
	}
	_, err = o.LockPayPeriod(o.payroll, p.ID, locked.Version)
	wantKind(t, "locking twice", err, roster.Conflict)
	_, err = o.Correct(o.payroll, o.team, bad["another date"])
	wantKind(t, "nonsense in a locked period", err, roster.Invalid)
	_, err = o.Correct(o.payroll, o.team, desk.Correction{Agent: "bob", Date: date(t, "2026-12-02"), Kind: "absent", Reason: "x"})
	wantKind(t, "correcting what is locked", err, roster.Conflict)
	head, err := o.Roster(o.planner, r.ID)
	if err != nil || head.State != "locked" {
		t.Fatalf("%+v, %v", head, err)
	}
	for what, change := range map[string]func() error{
		"editing": func() error {
			_, err := o.EditCell(o.planner, r.ID, head.Version, cell(t, "ann 2026-12-20 E"))
			return err
		},
		"publishing": func() error { _, err := o.Publish(o.planner, r.ID, head.Version, "again"); return err },
		"solving":    func() error { _, err := o.StartSolve(o.planner, r.ID, head.Version, desk.SolveOptions{}); return err },
		"discarding": func() error { _, err := o.DiscardDraft(o.planner, r.ID, head.Version); return err },
	} {
		if err := change(); wantKind(t, what+" what was paid", err, roster.Conflict) && !strings.Contains(err.Error(), "locked") {
			t.Errorf("%s what was paid is refused as %v", what, err)
		}
	}
	_, err = o.OfferSwap(o.bob, desk.SwapOffer{Date: date(t, "2026-12-02"), Other: "cyd"})
	wantKind(t, "swapping in a locked roster", err, roster.Conflict)

	kept, err := o.PayLines(o.payroll, p.ID)
	if err != nil || len(kept) != len(lines) || minutesOf(kept, night) != 420 {
		t.Errorf("%d lines were kept of %d, %v", len(kept), len(lines), err)
	}
}

// categoryOfNight finds the category that Russian law pays nights by.
func categoryOfNight(t *testing.T, lines []pay.Line) string {
	t.Helper()
	for _, l := range lines {
		if strings.Contains(strings.ToLower(l.Category), "night") {
			return l.Category
		}
	}
	t.Fatalf("no category of night in %+v", lines)
	return ""
}

func TestExportPay(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.published("ann 2026-12-01 E", "bob 2026-12-02 L")
	p, err := o.CreatePayPeriod(o.payroll, o.team, december.From, december.To)
	if err != nil {
		t.Fatal(err)
	}
	lines, err := o.PayLines(o.payroll, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	file, err := o.ExportPay(o.payroll, p.ID, "csv")
	if err != nil || file.Name != "payroll-2026-12-01-2026-12-31.csv" || bytes.Count(file.Data, []byte("\n")) != len(lines)+1 {
		t.Errorf("%s, %s, %v", file.Name, file.Data, err)
	}
	file, err = o.ExportPay(o.payroll, p.ID, "xlsx")
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(file.Data))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows("Lines")
	if err != nil || len(rows) != len(lines)+1 || rows[1][0] != "ann" {
		t.Errorf("%v, %v", rows, err)
	}
	if sums, err := book.GetRows("Sums"); err != nil || len(sums) < 3 {
		t.Errorf("%v, %v", sums, err)
	}
	_, err = o.ExportPay(o.payroll, p.ID, "pdf")
	wantKind(t, "a format there is not", err, roster.Invalid)
}
