package bench

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func of(v float64) *float64 { return &v }

func TestTable(t *testing.T) {
	runs := []Run{
		{Problem: "1", Method: "smena", Cost: of(612), Bound: of(558), Best: of(600), Lawful: of(0.25), Seconds: 60, Memory: 30 << 20, Verdict: Agrees},
		{Problem: "1", Method: "CP-SAT", Cost: of(600), Bound: of(600), Best: of(600)},
		{Problem: "9", Method: "smena", Cost: of(440), Best: of(400), Seconds: 60.04, Memory: 31 << 20},
		{Problem: "9", Method: "CP-SAT", Failed: "no roster", Best: of(400)},
		{Problem: "ward", Method: "smena", Cost: of(3585.25), Bound: of(3560), Seconds: 20, Memory: 22 << 20},
	}
	var out strings.Builder
	if err := Table(&out, runs); err != nil {
		t.Fatal(err)
	}
	want := `| problem | best known | cost | gap | bound | proven | lawful s | s | MB | CP-SAT | gap | bound |
|---|---|---|---|---|---|---|---|---|---|---|---|
| 1 | 600 | 612 | 2.0 % | 558 | 93.0 % | 0.25 | 60.0 | 30 | 600 | 0.0 % | 600 |
| 9 | 400 | 440 | 10.0 % | – | – | – | 60.0 | 31 | – | – | – |
| ward | – | 3585.3 | 0.7 % | 3560 | 99.3 % | – | 20.0 | 22 | – | – | – |
| mean gap | | | 6.00 % | | | | | | | 0.00 % of 1 | |
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Without a best known cost there is nothing to take a mean of.
func TestTableOfDrawnProblems(t *testing.T) {
	var out strings.Builder
	if err := Table(&out, []Run{{Problem: "ward", Method: "smena", Cost: of(10), Bound: of(9)}}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "mean") {
		t.Errorf("a mean:\n%s", out.String())
	}
}

func TestGapAndReached(t *testing.T) {
	tests := map[string]struct {
		run          Run
		gap, reached string
	}{
		"against the best known":      {Run{Cost: of(110), Bound: of(90), Best: of(100)}, "10.0 %", "90.0 %"},
		"a new best":                  {Run{Cost: of(99), Best: of(100)}, "-1.0 %", "–"},
		"against the bound":           {Run{Cost: of(110), Bound: of(100)}, "10.0 %", "90.9 %"},
		"best possible, for nothing":  {Run{Cost: of(0), Bound: of(0), Best: of(0)}, "0.0 %", "0.0 %"},
		"nothing proven":              {Run{Cost: of(110), Bound: of(0)}, "–", "0.0 %"},
		"an unlawful one has no gap":  {Run{Cost: of(90), Hard: 2, Bound: of(50), Best: of(100)}, "–", "50.0 %"},
		"no roster, but a proof":      {Run{Bound: of(50), Best: of(100)}, "–", "50.0 %"},
		"no roster, and nothing else": {Run{}, "–", "–"},
	}
	for name, tt := range tests {
		if gap, reached := share(tt.run.Gap()), share(tt.run.Reached()); gap != tt.gap || reached != tt.reached {
			t.Errorf("%s: gap %s, reached %s; want %s, %s", name, gap, reached, tt.gap, tt.reached)
		}
	}
}

func TestLine(t *testing.T) {
	tests := map[string]Run{
		"5              smena     cost 1148      gap 0.4 %    bound 1133      (99.1 %) lawful 0.06 s, 3.0 s, 43 MB; the evaluator agrees": {
			Problem: "5", Method: "smena", Cost: of(1148), Best: of(1143), Bound: of(1133), Lawful: of(0.06), Seconds: 3, Memory: 43 << 20, Verdict: Agrees,
		},
		"9              X         cost unlawful by 12 gap –        bound –         (–) lawful – s, 3.8 s, 0 MB; BUT THE EVALUATOR says 7, lawful true": {
			Problem: "9", Method: "X", Cost: of(5), Hard: 12, Seconds: 3.8, Verdict: "says 7, lawful true",
		},
		"24             X         no roster": {Problem: "24", Method: "X", Failed: "no roster"},
	}
	for want, run := range tests {
		if diff := cmp.Diff(want, run.Line()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}
