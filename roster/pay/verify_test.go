package pay

import (
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
)

// oneCase is a German day shift on which everything is right.
const oneCase = `{"cases": [{"id": "T-1", "jurisdiction": "DE", "tz": "Europe/Berlin", "title": "t", "flags": {}, "holidays": [],
  "shift_groups": [{"dates": ["2026-02-10"], "start": "06:00", "end": "14:30", "breaks": ["10:00-10:30"]}],
  "expected": {"elapsed": 510, "work": 480, "categories": {}, "violations": [], "by_month": {"2026-02": {"work": 480}}}}]}`

func verify(t *testing.T, data string) []Verdict {
	t.Helper()
	out, err := Verify("cases.json", []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestVerifySaysWhatDiffers(t *testing.T) {
	tests := map[string]struct{ old, new, want string }{
		"nothing":         {"", "", ""},
		"elapsed":         {`"elapsed": 510`, `"elapsed": 511`, "elapsed is 510, expected 511"},
		"work":            {`"work": 480, "cat`, `"work": 481, "cat`, "work is 480, expected 481"},
		"a category":      {`"categories": {}`, `"categories": {"DE_N25": 5}`, "DE_N25 is 0, expected 5"},
		"a category more": {`["2026-02-10"], "start": "06:00"`, `["2026-02-08"], "start": "06:00"`, "DE_SUN50 is 480, expected 0"},
		"a violation":     {`"violations": []`, `"violations": ["DE_ARBZG_4_BREAK"]`, "violations is , expected DE_ARBZG_4_BREAK"},
		"a month":         {`"2026-02": {"work": 480}`, `"2026-03": {"work": 480}`, "by_month 2026-02 work is 480, expected 0"},
		"an offset":       {`"violations": []`, `"violations": [], "utc_offset_minutes": 120`, "utc_offset_minutes is 60, expected 120"},
		"an entitlement":  {`"violations": []`, `"violations": [], "shift_entitled": true`, "shift_entitled is false, expected true"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := verify(t, strings.Replace(oneCase, tt.old, tt.new, 1))[0]
			if v.OK != (tt.want == "") {
				t.Errorf("OK is %v with %q", v.OK, v.Differences)
			}
			if tt.want != "" && (len(v.Differences) == 0 || v.Differences[0] != tt.want) {
				t.Errorf("differences %q, want %q first", v.Differences, tt.want)
			}
		})
	}
}

func TestVerifyNamesFlagsItDoesNotKnow(t *testing.T) {
	data := strings.Replace(oneCase, `"flags": {}`, `"flags": {"moon_phase": 3}`, 1)
	if v := verify(t, data)[0]; !v.OK {
		t.Errorf("an unknown flag that changes nothing fails the case: %q", v.Differences)
	}
	v := verify(t, strings.Replace(data, `"elapsed": 510`, `"elapsed": 1`, 1))[0]
	if got := strings.Join(v.Differences, "; "); !strings.Contains(got, "flags not understood: moon_phase") {
		t.Errorf("differences %q do not name the flag", got)
	}
}

func TestAVariantReplacesWholeFields(t *testing.T) {
	data := `{"cases": [{"id": "V", "jurisdiction": "HU", "tz": "Europe/Budapest", "flags": {"shift_entitled": true, "sunday_grounds": ["d"]}, "holidays": [],
	  "shift_groups": [{"dates": ["2026-03-01"], "start": "18:00", "end": "22:00"}],
	  "expected": {"elapsed": 240, "work": 240, "categories": {"HU_SHIFT_30": 240, "HU_SUNDAY_50": 240}, "violations": []},
	  "variants": [{"id": "Vb", "flags": {"shift_entitled": true},
	    "expected": {"elapsed": 240, "work": 240, "categories": {"HU_SHIFT_30": 240}, "violations": []}}]}]}`
	got := verify(t, data)
	if len(got) != 2 || got[0].ID != "V" || got[1].ID != "Vb" {
		t.Fatalf("verdicts %+v, want V and Vb", got)
	}
	for _, v := range got {
		if !v.OK {
			t.Errorf("%s: %q", v.ID, v.Differences)
		}
	}
}

func TestRestCases(t *testing.T) {
	tests := map[string]struct{ end, next, want string }{
		"eleven hours":                {"2026-02-10T20:00", "2026-02-11T07:00", `"wall": 660, "elapsed": 660, "DE": "ok", "HU": "ok", "EU": "ok", "RU": "no number"`},
		"the autumn gives an hour":    {"2026-10-24T20:00", "2026-10-25T06:00", `"wall": 600, "elapsed": 660, "DE": "ok"`},
		"the spring takes one":        {"2026-03-28T20:00", "2026-03-29T07:00", `"wall": 660, "elapsed": 600, "DE": "violation", "HU_multishift": "ok"`},
		"seven hours on spring night": {"2026-03-28T23:00", "2026-03-29T07:00", `"wall": 480, "elapsed": 420, "HU_multishift": "ok", "HU": "violation"`},
		"seven on any other":          {"2026-02-10T23:00", "2026-02-11T06:00", `"wall": 420, "elapsed": 420, "HU_multishift": "violation"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			v := verify(t, `{"cases": [{"id": "R", "tz": "Europe/Berlin", "rest": {"end": "`+tt.end+`", "next_start": "`+tt.next+`"}, "expected_rest": {`+tt.want+`}}]}`)[0]
			if !v.OK {
				t.Errorf("%q", v.Differences)
			}
		})
	}
}

func TestMoneyCases(t *testing.T) {
	const head = `{"cases": [{"id": "M", "tz": "Europe/Berlin", "money": {"base_rate": 60.5, "hours": 7.5, "percent": 50, "tax_cap": 50.0, "sv_cap": 25.0}, "expected_money": {`
	// 60.50 × 7.5 × 50 % = 226.875; of it 50 × 7.5 × 50 % = 187.50 free of tax and half of that of insurance.
	if v := verify(t, head+`"paid": 226.875, "tax_free": 187.5, "sv_free": 93.75, "sv_liable": 133.125}}]}`)[0]; !v.OK {
		t.Errorf("%q", v.Differences)
	}
	if v := verify(t, head+`"paid": 226.875, "tax_free": 226.875, "sv_free": 93.75}}]}`)[0]; len(v.Differences) != 2 {
		t.Errorf("differences %q, want tax_free and sv_liable", v.Differences)
	}
}

func TestABadCasesFileNamesCaseFieldAndCure(t *testing.T) {
	tests := map[string]struct{ old, new, want string }{
		"no JSON":      {`{"cases"`, `{cases`, "cases.json:1: not JSON: invalid character 'c'"},
		"cut short":    {`"by_month": {"2026-02": {"work": 480}}}}]}`, "", "cases.json:3: not JSON: unexpected end"},
		"nothing":      {oneCase, " \n", "cases.json: the file is empty; it is a JSON object with a list \"cases\""},
		"a number":     {oneCase, "5", "cases.json:1: not a cases file"},
		"a list":       {oneCase, "[]", "cases.json:1: not a cases file; it is a JSON object"},
		"no cases":     {oneCase, `{"cases": []}`, "cases.json: holds no case"},
		"twice":        {`"flags": {}`, `"flags": {}, "variants": [{"id": "T-1"}]`, `cases.json:1: T-1 id "T-1": stands twice`},
		"kind":         {`"2026-02-10"`, `7`, `T-1 `},
		"kind of id":   {`"id": "T-1"`, `"id": 7`, `case without an id id "a number": another kind of value`},
		"zone":         {"Europe/Berlin", "Europe/Berlim", `cases.json:1: T-1 tz "Europe/Berlim": unknown time zone; write an IANA name`},
		"jurisdiction": {`"DE"`, `"XX"`, `cases.json:1: T-1 jurisdiction "XX": no such labour-law pack; write one of DE, EU, HU`},
		"a date":       {"2026-02-10", "2026-02-30", "cases.json:1: T-1 "},
		"a clock":      {`"06:00"`, `"6 h"`, "cases.json:1: T-1 "},
		"a break":      {"10:00-10:30", "10:00", `cases.json:1: T-1 breaks "10:00": is no break; write it as 12:00-12:30`},
		"expected":     {`"expected"`, `"hoped"`, "cases.json:1: T-1 expected"},
		"part of it":   {`"work": 480, "cat`, `"cat`, "cases.json:1: T-1 expected"},
		"a flag":       {`"flags": {}`, `"flags": {"shift_entitled": "maybe"}`, "cases.json:1: T-1 flags.shift_entitled"},
		"a week":       {`"flags": {}`, `"flags": {"week_start": "Monday"}`, "cases.json:1: T-1 flags.week_start"},
		"a window":     {`"flags": {}`, `"flags": {"night_window": ["22:00"]}`, "cases.json:1: T-1 flags.night_window"},
		"variants":     {`"flags": {}`, `"flags": {}, "variants": 3`, "cases.json:1: T-1 variants"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Verify("cases.json", []byte(strings.Replace(oneCase, tt.old, tt.new, 1)))
			if roster.KindOf(err) != roster.Invalid {
				t.Fatalf("%v, want an Invalid error", err)
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%q does not say %q", err, tt.want)
			}
		})
	}
}

// A clock time that spring skips is as much later as it skips, also west of
// Greenwich; one shown twice in autumn is the first.
func TestClockTimesThatDoNotExist(t *testing.T) {
	tests := []struct{ zone, date, clock, want string }{
		{"Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T03:30:00+02:00"},
		{"America/New_York", "2026-03-08", "02:30", "2026-03-08T03:30:00-04:00"},
		{"Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T02:30:00+02:00"},
		{"America/New_York", "2026-11-01", "01:30", "2026-11-01T01:30:00-04:00"},
	}
	for _, tt := range tests {
		clock, err := roster.ParseClock(tt.clock)
		if err != nil {
			t.Fatal(err)
		}
		place := zone(t, tt.zone)
		if got := day0(tt.date).At(clock, place).In(place).Format("2006-01-02T15:04:05Z07:00"); got != tt.want {
			t.Errorf("%s %s %s is %s, want %s", tt.zone, tt.date, tt.clock, got, tt.want)
		}
	}
}
