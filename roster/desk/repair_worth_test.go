package desk

import (
	"testing"

	"github.com/smena-org/smena/solver"
)

// A repair is told of when it makes anything better, or changes nobody's days
// but those that cannot be kept.
func TestRepairHelps(t *testing.T) {
	now := solver.Figures{Hard: 1, Missing: 50, Cost: 7000}
	tests := map[string]struct {
		days  int
		after solver.Figures
		want  bool
	}{
		"fewer hard breaches":             {3, solver.Figures{Hard: 0, Missing: 60, Cost: 9000}, true},
		"less open demand, at a price":    {3, solver.Figures{Hard: 1, Missing: 42, Cost: 7400}, true},
		"cheaper":                         {3, solver.Figures{Hard: 1, Missing: 50, Cost: 6990}, true},
		"dearer for the same":             {8, solver.Figures{Hard: 1, Missing: 50, Cost: 7400}, false},
		"the same, by rounding":           {1, solver.Figures{Hard: 1, Missing: 49.9999, Cost: 6999.999}, false},
		"worse in every way":              {2, solver.Figures{Hard: 2, Missing: 51, Cost: 7001}, false},
		"nobody is told otherwise":        {0, now, true},
		"cheaper, and less is covered":    {1, solver.Figures{Hard: 1, Missing: 51, Cost: 6000}, true},
		"lawful no more, yet less open":   {1, solver.Figures{Hard: 2, Missing: 40, Cost: 7001}, true},
		"as dear, as open, one hard more": {1, solver.Figures{Hard: 2, Missing: 50, Cost: 7000}, false},
	}
	for name, tt := range tests {
		if got := (Repair{Days: tt.days, After: tt.after}).helps(now); got != tt.want {
			t.Errorf("%s: helps = %v, want %v", name, got, tt.want)
		}
	}
}
