package curtois

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
	"github.com/smena-org/smena/solver"
)

// parsed reads an instance without turning it into a problem.
func parsed(t testing.TB, name string) instance {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	p := &parser{file: name}
	if err := p.read(strings.NewReader(string(text))); err != nil {
		t.Fatal(err)
	}
	return p.instance
}

// rules returns the clauses that bind a person, as JSON.
func rulesOf(t *testing.T, p *solver.Problem, id string) (out []string) {
	t.Helper()
	for _, who := range p.People {
		if who.ID != id {
			continue
		}
		for _, pol := range p.Policies {
			for _, named := range who.Policies {
				if named == pol.ID {
					out = append(out, asJSON(t, pol.Rules)...)
				}
			}
		}
		out = append(out, asJSON(t, who.Rules)...)
	}
	return out
}

func asJSON(t *testing.T, rules roster.Policy) (out []string) {
	t.Helper()
	for _, c := range rules {
		b, err := c.MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(b))
	}
	return out
}

func TestLimitsBecomeRules(t *testing.T) {
	p := readFile(t, "testdata/instances/Ward.txt")
	tests := map[string][]string{
		"ann": { // E and L at most 14 in 14 days cannot bind
			`{"rule":"forbidden-succession","pairs":[["L","E"],["N","E"],["N","L"]]}`,
			`{"rule":"duties","shifts":["N"],"per":"horizon","max":4}`,
			`{"rule":"days-in-a-row","min":2,"max":5}`,
			`{"rule":"days-off-in-a-row","min":2}`,
			`{"rule":"hours","per":"horizon","min":2400,"max":5280}`,
			`{"rule":"weekends","per":"horizon","max":1,"by":"start"}`,
			`{"rule":"unavailable","dates":["2026-01-05"]}`,
			`{"rule":"wish","weight":2,"date":"2026-01-07","shift":"L"}`,
		},
		"cid": { // N is not named; runs of one are no minimum; both weekends may be worked
			`{"rule":"forbidden-succession","pairs":[["L","E"],["N","E"],["N","L"]]}`,
			`{"rule":"duties","shifts":["L"],"per":"horizon","max":3}`,
			`{"rule":"allowed-shifts","shifts":["E","L"]}`,
			`{"rule":"days-in-a-row","max":4}`,
			`{"rule":"hours","per":"horizon","min":960,"max":3840}`,
			`{"rule":"wish","weight":1,"date":"2026-01-14","shift":"L"}`,
			`{"rule":"wish","weight":2,"date":"2026-01-05","shift":"E","off":true}`,
		},
		"dot": { // E is named with 0; the wish without weight is left out, it would be hard
			`{"rule":"forbidden-succession","pairs":[["L","E"],["N","E"],["N","L"]]}`,
			`{"rule":"allowed-shifts","shifts":["L","N"]}`,
			`{"rule":"days-in-a-row","min":3,"max":6}`,
			`{"rule":"days-off-in-a-row","min":3}`,
			`{"rule":"hours","per":"horizon","max":5400}`,
			`{"rule":"weekends","per":"horizon","max":0,"by":"start"}`,
		},
	}
	for id, want := range tests {
		t.Run(id, func(t *testing.T) {
			if diff := cmp.Diff(want, rulesOf(t, p, id)); diff != "" {
				t.Errorf("rules differ (-want +got):\n%s", diff)
			}
		})
	}
}

// Ann and Bob have the same limits, so that tables can be shared.
func TestEqualLimitsShareAPolicy(t *testing.T) {
	p := readFile(t, "testdata/instances/Ward.txt")
	got := map[string][]string{}
	for _, who := range p.People {
		got[who.ID] = who.Policies
	}
	want := map[string][]string{
		"ann": {"everybody", "limits-1"}, "bob": {"everybody", "limits-1"},
		"cid": {"everybody", "limits-2"}, "dot": {"everybody", "limits-3"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("policies differ (-want +got):\n%s", diff)
	}
}

func TestCoverBecomesDemand(t *testing.T) {
	p := readFile(t, "testdata/instances/Ward.txt")
	want := solver.ShiftDemand{Date: roster.NewDate(2026, 1, 7), Shift: "L", Target: 2, Missing: 80, Surplus: 3}
	if diff := cmp.Diff(want, p.Demand.Shifts[3]); diff != "" {
		t.Errorf("day 2 differs (-want +got):\n%s", diff)
	}
	if p.Start.Weekday().String() != "Monday" || p.Days != 14 {
		t.Errorf("starts on a %s for %d days; want Monday, 14", p.Start.Weekday(), p.Days)
	}
}

// Nobody who may work no shift is left with a rule that allows all of them.
func TestNoShiftAllowed(t *testing.T) {
	text := "SECTION_HORIZON\n7\nSECTION_SHIFTS\nD,480,\nSECTION_STAFF\nA,,480,0,5,1,1,1\n"
	p, err := Read("none.txt", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if got := rulesOf(t, p, "A")[0]; got != `{"rule":"duties","per":"horizon","max":0}` {
		t.Errorf("got %s", got)
	}
}

const head = "SECTION_HORIZON\n7\nSECTION_SHIFTS\nD,480,\nSECTION_STAFF\nA,D=7,480,0,5,1,1,1\n" // six lines

func TestFaultsOfAnInstance(t *testing.T) {
	tests := map[string]struct {
		text string
		want []string
	}{
		"empty":           {"", []string{`x.txt: there is no SECTION_HORIZON`}},
		"no section":      {"7\n" + head, []string{`x.txt:1: line "7": stands before the first section; begin with SECTION_HORIZON`}},
		"unknown section": {head + "SECTION_SHIFT\nD,480\n", []string{`x.txt:7: section "SECTION_SHIFT": there is no such section`}},
		"broken week":     {strings.Replace(head, "7", "10", 1), []string{`x.txt:2: days "10": is not a number of whole weeks`}},
		"no number":       {strings.Replace(head, "D,480", "D,long", 1), []string{`x.txt:4: length "long": is not a whole number`}},
		"unknown follower": {strings.Replace(head, "D,480,", "D,480,Q", 1), []string{
			`x.txt: shift "Q": is not in SECTION_SHIFTS`}},
		"shift twice":    {strings.Replace(head, "D,480,", "D,480,\nD,480,", 1), []string{`x.txt: shift "D": is defined twice`}},
		"person twice":   {head + "A,D=7,480,0,5,1,1,1\n", []string{`x.txt: employee "A": is defined twice`}},
		"too few fields": {head + "B,D=7,480\n", []string{`x.txt:7: line "B,D=7,480": has 3 fields, not 8`}},
		"impossible limits": {strings.Replace(head, "480,0,5,1", "480,960,2,3", 1), []string{
			`x.txt: policies[0].rules[0] "days-in-a-row": min 3 is above max 2`,
			`x.txt: policies[0].rules[1] "hours": min 960 is above max 480`}},
		"all at once": {head + "SECTION_DAYS_OFF\nB,9\nSECTION_COVER\n0,Q,-1,100,1\n", []string{
			`x.txt:8: employee "B": is not in SECTION_STAFF`,
			`x.txt:8: day "9": lies beyond the horizon of 7 days`,
			`x.txt:10: shift "Q": is not in SECTION_SHIFTS`,
			`x.txt:10: required "-1": is too small; write 0 or more`}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			_, err := Read("x.txt", strings.NewReader(tt.text))
			if diff := cmp.Diff(tt.want, faultLines(err)); diff != "" {
				t.Errorf("faults differ (-want +got):\n%s", diff)
			}
			if roster.KindOf(err) != roster.Invalid {
				t.Errorf("kind %v, want Invalid", roster.KindOf(err))
			}
		})
	}
}

// faultLines returns what an error says below its headline.
func faultLines(err error) []string {
	if err == nil {
		return nil
	}
	_, faults, _ := strings.Cut(err.Error(), "\n")
	return strings.Split(faults, "\n")
}

func FuzzRead(f *testing.F) {
	f.Add(head)
	f.Add("SECTION_COVER\n0,D,1,1,1\nSECTION_STAFF\nA,D=|=3,1,1,1,1,1,1")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Read("fuzz.txt", strings.NewReader(text))
		if err == nil && p.Validate().Err() != nil {
			t.Errorf("read without complaint, yet %v", p.Validate())
		}
	})
}
