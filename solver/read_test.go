package solver

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
)

// small is the problem of testdata/small.json, in which every part of the
// format occurs once. Tests spoil it in one place.
func small(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("testdata/small.json")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// spoil replaces what must stand in a text exactly once.
func spoil(t testing.TB, text, old, new string) string {
	t.Helper()
	if n := strings.Count(text, old); n != 1 {
		t.Fatalf("%q stands %d times in the text, want once", old, n)
	}
	return strings.Replace(text, old, new, 1)
}

func lines(faults roster.Faults) []string {
	var out []string
	for _, f := range faults {
		out = append(out, f.String())
	}
	return out
}

func TestReadSmall(t *testing.T) {
	p, faults := ParseProblem("small.json", []byte(small(t)))
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	if p.Days != 14 || p.Start != roster.NewDate(2026, 3, 23) || p.Zone != "Europe/Budapest" {
		t.Errorf("frame is %v %d %s", p.Start, p.Days, p.Zone)
	}
	wantShift := Shift{ID: "E", Start: 360, Minutes: 480, Breaks: []Break{{After: 200, Minutes: 20}}}
	if diff := cmp.Diff(wantShift, p.Shifts[0]); diff != "" {
		t.Errorf("shift differs (-want +got):\n%s", diff)
	}
	wantNight := &Night{From: 22 * 60, To: 30 * 60, Minutes: 60}
	if diff := cmp.Diff(wantNight, p.Places[0].Night); diff != "" {
		t.Errorf("night differs (-want +got):\n%s", diff)
	}
	wantRules := roster.Policy{
		{Rule: &roster.MinRest{Minutes: 660}, Hard: true},
		{Rule: &roster.Hours{Per: "week", Max: 2400}, Weight: 10},
	}
	if diff := cmp.Diff(wantRules, p.Policies[0].Rules); diff != "" {
		t.Errorf("rules differ (-want +got):\n%s", diff)
	}
	wantDemand := ShiftDemand{Date: p.Start, Shift: "E", Skills: []string{"hu"}, Min: 1, Target: 2, Missing: 100, Surplus: 1}
	if diff := cmp.Diff(wantDemand, p.Demand.Shifts[0]); diff != "" {
		t.Errorf("demand differs (-want +got):\n%s", diff)
	}
}

// What the strict reader accepts, encoding/json must read to the same value.
func TestReaderAgreesWithEncodingJSON(t *testing.T) {
	for name, text := range map[string]string{"small": small(t), "example": string(Example())} {
		var want Problem
		if err := json.Unmarshal([]byte(text), &want); err != nil {
			t.Fatal(err)
		}
		got, faults := ParseProblem(name, []byte(text))
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		if diff := cmp.Diff(&want, got); diff != "" {
			t.Errorf("%s differs (-encoding/json +ours):\n%s", name, diff)
		}
	}
}

// Text that is no JSON, names and types: found while reading, with the line.
func TestFaultsOfReading(t *testing.T) {
	tests := map[string]struct{ old, new, want string }{
		"unknown field":       {`"zone": "Europe/Budapest"`, `"zoen": "Europe/Budapest"`, `x.json:5: zoen "\"Europe/Budapest\"": there is no such field; did you mean zone?`},
		"nested field":        {`"minutes": 20}`, `"minuets": 20}`, `x.json:7: shifts[0].breaks[0].minuets "20": there is no such field; did you mean minutes?`},
		"case matters":        {`"days": 14`, `"Days": 14`, `x.json:4: Days "14": there is no such field; did you mean days?`},
		"no near name":        {`"after": 200`, `"qqqqqqqq": 200`, `x.json:7: shifts[0].breaks[0].qqqqqqqq "200": there is no such field; write one of after, minutes, paid, window`},
		"twice":               {`"days": 14`, `"days": 14, "days": 15`, `x.json:4: days "15": stands here for the second time; keep one`},
		"string for number":   {`"days": 14`, `"days": "14"`, `x.json:4: days "\"14\"": is not a whole number; write a whole number`},
		"fraction":            {`"target": 2,`, `"target": 2.5,`, `x.json:27: demand.shifts[0].target "2.5": is not a whole number; write a whole number`},
		"far too large":       {`"target": 2,`, `"target": 99999999999999999999,`, `x.json:27: demand.shifts[0].target "99999999999999999999": is too large a number; write a whole number`},
		"number for string":   {`"id": "bob"`, `"id": 7`, `x.json:23: people[1].id "7": is not a string; write a string`},
		"object for list":     {`["hu", "en"]`, `{"hu": true}`, `x.json:20: people[0].skills "{\"hu\": true}": is not a list in [ ]; write a list in [ ]`},
		"list for object":     {`{"from": "22:00", "to": "30:00", "minutes": 60}`, `[]`, `x.json:11: places[0].night "[]": is not an object in { }; write an object in { }`},
		"null":                {`"days": 14`, `"days": null`, `x.json:4: days "null": must not be null; leave it out`},
		"no date":             {`"2026-03-22"`, `"22.03.2026"`, `x.json:22: people[0].history[0].date "22.03.2026": is not a date; write it as 2026-12-01`},
		"date of no calendar": {`"start": "2026-03-23"`, `"start": "2026-02-30"`, `x.json:3: start "2026-02-30": is not a date; write it as 2026-12-01`},
		"number for a date":   {`"start": "2026-03-23"`, `"start": 20260323`, `x.json:3: start "20260323": is not a string; write a string`},
		"no clock":            {`"start": "06:00"`, `"start": "6 a.m."`, `x.json:7: shifts[0].start "6 a.m.": is not a clock time; write it as 09:30`},
		"unknown rule":        {`"min-rest"`, `"min-rst"`, `x.json:15: policies[0].rules[0].rule "min-rst": there is no such rule; did you mean min-rest?`},
		"no rule":             {`"rule": "min-rest", `, ``, `x.json:15: policies[0].rules[0].rule "": is missing; name the rule, for instance min-rest`},
		"field of no rule":    {`"minutes": 660`, `"minuts": 660, "weight": 3`, `x.json:15: policies[0].rules[0].minuts "660": there is no such field; did you mean minutes?`},
		"clause field twice":  {`"max": 2400`, `"max": 2400, "max": 2500`, `x.json:16: policies[0].rules[1].max "2500": stands here for the second time; keep one`},
		"clause is no object": {`{"rule": "min-rest", "minutes": 660}`, `"min-rest"`, `x.json:15: policies[0].rules[0] "\"min-rest\"": is not an object in { }; write an object in { }`},
		"min above max":       {`"max": 2400`, `"max": 2400, "min": 2500`, `x.json:16: policies[0].rules[1] "hours": min 2500 is above max 2400`},
		"negative weight":     {`"weight": 10`, `"weight": -10`, `x.json:16: policies[0].rules[1] "hours": weight -10 is negative; leave it out to make the rule hard`},
		"rule's numbers":      {`"minutes": 660`, `"minutes": 66000`, `x.json:15: policies[0].rules[0] "min-rest": minutes is 66000; it must lie between 1 and 10080`},
		"trailing data":       {"    ]\n  }\n}\n", "    ]\n  }\n}\n{}\n", `x.json:37: is not JSON: invalid character '{' after top-level value`},
		"comma too many":      {`"minutes": 60}, "shorter"`, `"minutes": 60,}, "shorter"`, `x.json:11: is not JSON: invalid character '}' looking for beginning of object key string`},
		"cut off":             {"    ]\n  }\n}\n", "    ]\n  }\n", `x.json:35: is not JSON: unexpected end of JSON input`},
		"not UTF-8":           {`"bob"`, "\"\xe1\xee\xe1\"", `x.json:23: is not UTF-8 text; save the file as UTF-8`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p, faults := ParseProblem("x.json", []byte(spoil(t, small(t), tt.old, tt.new)))
			if diff := cmp.Diff([]string{tt.want}, lines(faults)); diff != "" {
				t.Errorf("faults differ (-want +got):\n%s", diff)
			}
			if p != nil {
				t.Error("a problem came back though it cannot be read")
			}
		})
	}
}

func TestAllFaultsOfAStageAtOnce(t *testing.T) {
	text := spoil(t, spoil(t, spoil(t, small(t), `"days": 14`, `"days": true`), `"minutes": 660`, `"minutes": "660"`), `"work": 120`, `"work": []`)
	_, err := ReadProblem("x.json", strings.NewReader(text))
	want := `3 faults in the input
x.json:4: days "true": is not a whole number; write a whole number
x.json:15: policies[0].rules[0].minutes "\"660\"": is not a whole number; write a whole number
x.json:33: demand.windows[0].work "[]": is not a whole number; write a whole number`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	if roster.KindOf(err) != roster.Invalid {
		t.Errorf("kind is %v, want Invalid", roster.KindOf(err))
	}
}

// A list of the wrong length is reported after its elements, at an earlier line.
func TestFaultsOutOfOrder(t *testing.T) {
	text := spoil(t, small(t), `{"rule": "min-rest", "minutes": 660}`, "{\"rule\": \"forbidden-succession\", \"pairs\": [[\n\n7]]}")
	_, faults := ParseProblem("x.json", []byte(text))
	want := []string{
		`x.json:17: policies[0].rules[0].pairs[0][0] "7": is not a string; write a string`,
		`x.json:15: policies[0].rules[0].pairs[0] "[\n\n7]": has 1 elements; write 2`,
	}
	if diff := cmp.Diff(want, lines(faults)); diff != "" {
		t.Errorf("faults differ (-want +got):\n%s", diff)
	}
}

func TestLineCount(t *testing.T) {
	text, c := []byte("a\nb\n\nc"), lineCount{}
	for _, tt := range []struct{ offset, want int }{{0, 1}, {2, 2}, {5, 4}, {2, 2}, {6, 4}, {0, 1}} {
		if got := c.line(text, tt.offset); got != tt.want {
			t.Errorf("offset %d is on line %d, want %d", tt.offset, got, tt.want)
		}
	}
}

func TestReadTolerates(t *testing.T) {
	tests := map[string]struct{ old, new string }{
		"a mark of byte order":   {"{\n  \"format\"", "\ufeff{\n  \"format\""},
		"null for a list":        {`"skills": ["hu"], "policies"`, `"skills": null, "policies"`},
		"null for what may lack": {`"night": {"from": "22:00", "to": "30:00", "minutes": 60}`, `"night": null`},
		"escaped letters":        {`"id": "bob"`, `"id": "b\u006fb"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := ReadProblem("x.json", strings.NewReader(spoil(t, small(t), tt.old, tt.new))); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestEmptyFile(t *testing.T) {
	_, err := ReadProblem("x.json", strings.NewReader(""))
	if want := "1 fault in the input\nx.json:1: is not JSON: unexpected end of JSON input"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// Clauses are read by the decoder and by roster.ParseClause. They must agree.
func TestClausesAgreeWithParseClause(t *testing.T) {
	clauses := []string{
		`{"rule": "min-rest", "minutes": 660}`,
		`{"rule": "min-rest", "minutes": 660, "weight": 5, "source": "§ 5"}`,
		`{"rule": "min-rest", "minutes": 660, "weight": 5, "hard": true}`,
		`{"rule": "min-rest", "minutes": 660, "hard": false}`,
		`{"minutes": 660, "rule": "min-rest", "weight": 0}`,
		`{"rule": "min-rest", "minutes": 0}`,
		`{"rule": "min-rest", "weight": -1, "minutes": 660}`,
		`{"rule": "rest"}`, `{}`, `[]`, `7`,
		`{"rule": "duties", "per": "week", "max": 0}`,
		`{"rule": "duties", "per": "week", "max": null, "min": 1}`,
		`{"rule": "forbidden-succession", "pairs": [["E", "N"]]}`,
		`{"rule": "fair-share", "of": "nights", "target": 2.5, "weight": 1}`,
		`{"rule": "unavailable", "dates": ["2026-01-01"], "from": "2026-02-01", "to": "2026-02-03"}`,
		`{"rule": "complete-weekends"}`,
	}
	for _, text := range clauses {
		want, wantErr := roster.ParseClause([]byte(text))
		var got []roster.Clause
		d, ok := decode("x", []byte("["+text+"]"), &got)
		if ok != (wantErr == nil) {
			t.Errorf("%s: ParseClause says %v, the decoder %v", text, wantErr, d.faults)
			continue
		}
		if diff := cmp.Diff(want, got[0]); ok && diff != "" {
			t.Errorf("%s differs (-ParseClause +decoder):\n%s", text, diff)
		}
	}
}

func TestReadSolutionFaults(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"format":        {`{"format": "smena/problem/1", "duties": []}`, `s.json:1: format "smena/problem/1": is not a solution of this version; write smena/solution/1`},
		"unknown field": {"{\n\"dutys\": []}", `s.json:2: dutys "[]": there is no such field; did you mean duties?`},
		"wrong type":    {`{"seed": -1}`, `s.json:1: seed "-1": is not a whole number; write a whole number`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := ReadSolution("s.json", strings.NewReader(tt.text))
			if want := "1 fault in the input\n" + tt.want; err == nil || err.Error() != want {
				t.Errorf("got %v, want %s", err, want)
			}
		})
	}
}

// Whatever stands in a file, reading it does not panic, and what is accepted
// survives being written and read again.
func FuzzReadProblem(f *testing.F) {
	f.Add(small(f))
	f.Add(string(Example()))
	f.Add(`{"people":[{"id":"\u0061\"","rules":[{"rule":"pattern","days":["E","off"]},{"rule":"x"},[],null]}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ReadProblem("fuzz.json", strings.NewReader(text))
		if err != nil {
			return
		}
		var once, twice strings.Builder
		if err := WriteProblem(&once, p); err != nil {
			t.Fatal(err)
		}
		again, err := ReadProblem("again.json", strings.NewReader(once.String()))
		if err != nil {
			t.Fatalf("what was written cannot be read: %v\n%s", err, once.String())
		}
		if err := WriteProblem(&twice, again); err != nil || once.String() != twice.String() {
			t.Errorf("written differently the second time (%v):\n%s\n%s", err, once.String(), twice.String())
		}
	})
}

// Ten megabytes are read and validated well within a second or two.
func BenchmarkReadProblem(b *testing.B) {
	text := large()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, err := ReadProblem("large.json", strings.NewReader(text)); err != nil {
			b.Fatal(err)
		}
	}
}

// large is a problem of ten megabytes: 400 people with a wish for every day.
func large() string {
	p := Problem{Format: Format, Start: roster.NewDate(2026, 1, 5), Days: 365, Shifts: []Shift{{ID: "E", Minutes: 480}}}
	for i := range 400 {
		who := Person{ID: time.Duration(i).String()}
		for day := range p.Days {
			who.Rules = append(who.Rules, roster.Clause{Rule: &roster.Wish{Date: p.Start + roster.Date(day), Shift: "E", Off: day%2 == 0}, Weight: 3})
		}
		p.People = append(p.People, who)
	}
	var out strings.Builder
	if err := WriteProblem(&out, &p); err != nil {
		panic(err)
	}
	return out.String()
}
