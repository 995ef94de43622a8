package roster

import (
	"math/rand/v2"
	"testing"
)

// A loosened rule forbids no more than the rule did, on any row.
func TestLoosenedRulesForbidNoMore(t *testing.T) {
	loosened := map[string]int{}
	built := map[string]*dial{}
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 17))
		zone := place(t, "Europe/Budapest")
		l := randomLife(r, NewDate(2026, 3, 16), zone, zone, built)
		for _, make := range Catalogue {
			name := make().Name()
			rule := randomRule[name](r, l)
			looser, ok := Loosened(rule)
			if !ok || looser == nil {
				continue
			}
			if err := looser.Validate(); err != nil {
				t.Errorf("%s: %+v loosened is %+v: %v", name, rule, looser, err)
				continue
			}
			loosened[name]++
			tight, loose := Policy{{Rule: rule, Hard: true}}.Bind(l.cal, "a"), Policy{{Rule: looser, Hard: true}}.Bind(l.cal, "a")
			row := randomRow(r, l)
			_, before := tight.Check(row)
			_, after := loose.Check(row)
			if after.Hard > before.Hard {
				t.Errorf("%s: %+v is broken by %d, %+v by %d", name, rule, before.Hard, looser, after.Hard)
			}
		}
	}
	for _, name := range []string{"min-rest", "days-in-a-row", "hours", "days-off", "weekends"} {
		if loosened[name] < 20 {
			t.Errorf("%s was loosened %d times", name, loosened[name])
		}
	}
}

func TestLoosenChangesOnlyWhatIsNamed(t *testing.T) {
	p := Policy{
		{Rule: &Hours{Per: PerHorizon, Max: 600}, Hard: true, Source: "law"},
		{Rule: &Hours{Per: PerHorizon, Max: 500}, Hard: true, Source: "contract"},
		{Rule: &Hours{Per: PerHorizon, Max: 400}, Weight: 10, Source: "contract"},
		{Rule: &Hours{Per: PerWeek, Max: 300}, Hard: true, Source: "contract"},
		{Rule: &NoNights{Reason: "consent"}, Hard: true},
	}
	got, changed := p.Loosen("hours", "horizon", "contract")
	if !changed || len(got) != 5 || got[1].Rule.(*Hours).Max != 980 {
		t.Fatalf("%v %v", got, changed)
	}
	for _, i := range []int{0, 2, 3, 4} {
		if got[i].Rule != p[i].Rule {
			t.Errorf("clause %d was changed", i)
		}
	}
	if p[1].Rule.(*Hours).Max != 500 {
		t.Error("the policy itself was changed")
	}
	if got, changed = p.Loosen("no-nights", "consent", ""); !changed || len(got) != 4 {
		t.Errorf("%v", got)
	}
	if _, changed = p.Loosen("unavailable", ""); changed {
		t.Error("nothing there to loosen")
	}
}
