package solver

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smena-org/smena/roster"
)

// Who changes a roster by hand is told of a row what the check of the roster says.
func TestJudgeSaysWhatCheckDoes(t *testing.T) {
	breaches := 0
	for seed := range uint64(10) {
		p, b, _ := randomBoard(t, seed, 3)
		checked := check(t, p, dutiesOf(b.m, b.rows))
		var told []roster.Breach
		for i := range p.People {
			judge, history, err := p.Judge(p.People[i].ID)
			if err != nil {
				t.Fatal(err)
			}
			found, _ := judge.Check(append(history, b.rows[i]...))
			told = append(told, found...)
		}
		if diff := cmp.Diff(checked.Breaches, told); diff != "" {
			t.Errorf("seed %d (-check +judges):\n%s", seed, diff)
		}
		breaches += len(told)
	}
	if breaches == 0 {
		t.Error("no rule was broken at all")
	}
}

func TestJudgeOfNobody(t *testing.T) {
	p, _, _ := randomBoard(t, 1, 1)
	if _, _, err := p.Judge("zoe"); roster.KindOf(err) != roster.NotFound {
		t.Errorf("a stranger gives %v", err)
	}
}
