package workspace

import (
	"cmp"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/smena-org/smena/roster"
)

const documented = `# who we are
name: Desk
zone: Europe/Berlin
country: DE
open: {every_day: '09:00-21:00'}
queues:
  - {id: phone, channel: phone, aht: 3m, service_level: 80/30s, patience: 3m, skills: [phone]}
shifts:
  - {code: E, start: '09:00', end: '18:00'}
  - {code: "NO", start: '12:00', end: '21:00'} # Norwegian
contracts:
  - id: full # most of us
    hours_per_week: 40
    pack: de
    nights: allowed
    rules:
      # as agreed in May
      - {rule: days-in-a-row, max: 5, source: works rules}
      - {rule: min-rest, minutes: 660}
`

// definitionOf reads a document as the desk does.
func definitionOf(t *testing.T, d Document) roster.Team {
	t.Helper()
	var faults roster.Faults
	team := ReadTeam("team.yaml", strings.NewReader(d.String()), &faults)
	if err := faults.Err(); err != nil {
		t.Fatalf("%v\n%s", err, d)
	}
	return team
}

func document(t *testing.T) Document {
	t.Helper()
	d, err := ReadDocument(documented)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// What was put is what is read, whatever a contract holds; the other one, the
// comments and the clauses that stay are as they were typed.
func TestPutContract(t *testing.T) {
	rest := roster.Policy{{Rule: &roster.MinRest{Minutes: 660}, Hard: true}}
	tests := map[string]roster.Contract{
		"as it is":            {ID: "full", WeeklyMinutes: 2400, Pack: "de", Nights: "allowed"},
		"fewer hours":         {ID: "full", WeeklyMinutes: 2310, Pack: "de", Nights: "never"},
		"an odd minute":       {ID: "full", WeeklyMinutes: 2317, Pack: "de", Nights: "allowed"},
		"other law":           {ID: "full", WeeklyMinutes: 2400, Pack: "hu", Nights: "allowed", Reference: 4},
		"shifts":              {ID: "full", WeeklyMinutes: 2400, Pack: "de", Nights: "allowed", Shifts: []string{"NO"}, Rotation: []string{"E", "NO"}},
		"days":                {ID: "full", WeeklyMinutes: 2400, Pack: "de", Nights: "volunteers", OfficeDays: 2, DaysOff: 3, PayType: "hourly"},
		"one rule":            {ID: "full", WeeklyMinutes: 2400, Pack: "de", Nights: "allowed", Policy: rest},
		"a rule with a price": {ID: "full", WeeklyMinutes: 2400, Pack: "de", Nights: "allowed", Policy: roster.Policy{{Rule: &roster.DaysInARow{Max: 4}, Weight: 30, Source: "yes"}}},
	}
	for name, want := range tests {
		t.Run(name, func(t *testing.T) {
			for _, old := range []string{"full", ""} {
				d := document(t)
				if old == "" {
					want.ID = "second"
				}
				if err := d.PutContract(old, want); err != nil {
					t.Fatal(err)
				}
				team := definitionOf(t, d)
				got, _ := team.Contract(want.ID)
				want.PayType = cmp.Or(want.PayType, "monthly") // goes without saying
				if diff := gocmp.Diff(want, got); diff != "" {
					t.Errorf("in the place of %q (-put +read):\n%s\n%s", old, diff, d)
				}
				if !strings.Contains(d.String(), "# who we are") || !strings.Contains(d.String(), "# most of us") || !strings.Contains(d.String(), "# Norwegian") {
					t.Errorf("comments are gone:\n%s", d)
				}
			}
		})
	}
}

// Clauses that stay keep their comments and their order of fields.
func TestPutContractLeavesRulesAlone(t *testing.T) {
	d := document(t)
	before, _ := definitionOf(t, d).Contract("full")
	before.WeeklyMinutes = 1800
	if err := d.PutContract("full", before); err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(documented, "hours_per_week: 40", "hours_per_week: 30", 1)
	if diff := gocmp.Diff(want, d.String()); diff != "" {
		t.Errorf("more changed than the hours (-want +got):\n%s", diff)
	}
}

func TestContractsThatAreNotThere(t *testing.T) {
	d := document(t)
	for what, err := range map[string]error{
		"changed": d.PutContract("half", roster.Contract{ID: "half"}),
		"removed": d.RemoveContract("half"),
	} {
		if roster.KindOf(err) != roster.NotFound {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := d.Rules("half"); roster.KindOf(err) != roster.NotFound {
		t.Errorf("its rules: %v", err)
	}
	if d.String() != documented {
		t.Errorf("the document changed:\n%s", d)
	}
}

// Rules of the team and of a contract are made where there are none.
func TestRulesOf(t *testing.T) {
	d := document(t)
	if err := d.PutContract("", roster.Contract{ID: "half", WeeklyMinutes: 1200, Pack: "de"}); err != nil {
		t.Fatal(err)
	}
	for _, contract := range []string{"", "full", "half"} {
		list, err := d.Rules(contract)
		if err != nil {
			t.Fatal(err)
		}
		clause := FlowMapping()
		SetValue(clause, "rule", "single-days")
		list.Content = append(list.Content, clause)
	}
	if n := strings.Count(d.String(), "single-days"); n != 3 {
		t.Errorf("%d clauses were added, want 3:\n%s", n, d)
	}
}
