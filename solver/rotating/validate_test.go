package rotating

import (
	"strings"
	"testing"
)

// week returns a small sound problem: two employees, one shift.
func week() *Problem {
	return &Problem{
		Days: 7, Employees: 2,
		Shifts: []Shift{{Name: "D", Run: Range{1, 5}}},
		Demand: [][]int{{1, 1, 1, 1, 1, 0, 0}},
		Rest:   Range{1, 9}, Work: Range{5, 5},
	}
}

// A problem may be made by hand; what Parse cannot let through, Validate must
// find.
func TestValidate(t *testing.T) {
	tests := map[string]struct {
		spoil func(p *Problem)
		want  string
	}{
		"sound":             {func(p *Problem) {}, ""},
		"too many days":     {func(p *Problem) { p.Days = 32 }, `week "32"`},
		"no employees":      {func(p *Problem) { p.Employees = 0 }, `employees "0"`},
		"no shifts":         {func(p *Problem) { p.Shifts = nil }, `shifts "0"`},
		"demand missing":    {func(p *Problem) { p.Demand = nil }, `demand rows "0"`},
		"demand short":      {func(p *Problem) { p.Demand[0] = p.Demand[0][1:] }, `demand[1] "6 numbers"`},
		"demand negative":   {func(p *Problem) { p.Demand[0][3] = -2 }, `demand[1] "-2"`},
		"run of nothing":    {func(p *Problem) { p.Shifts[0].Run.Min = 0 }, `shift[1] "0 5"`},
		"name missing":      {func(p *Problem) { p.Shifts[0].Name = "" }, `shift[1] ""`},
		"rest upside down":  {func(p *Problem) { p.Rest = Range{3, 2} }, `days off "3 2"`},
		"work without end":  {func(p *Problem) { p.Work.Max = 1001 }, `work block "5 1001"`},
		"ban out of range":  {func(p *Problem) { p.After = [][2]int{{0, 1}} }, `forbidden 2[1] "1"`},
		"ban below range":   {func(p *Problem) { p.AfterOff = [][2]int{{-1, 0}} }, `forbidden 3[1] "-1"`},
		"two of one name":   {func(p *Problem) { p.Shifts = append(p.Shifts, p.Shifts[0]); p.Demand = append(p.Demand, p.Demand[0]) }, `shift[2] "D": named twice`},
		"more than we have": {func(p *Problem) { p.Demand[0][0] = 3 }, ""}, // sound, if hopeless
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := week()
			tt.spoil(p)
			err := p.Validate()
			switch {
			case tt.want == "" && err != nil:
				t.Errorf("Validate = %v, want nil", err)
			case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
				t.Errorf("Validate = %v, want %v", err, tt.want)
			}
		})
	}
}

func TestNeed(t *testing.T) {
	p := week()
	for d, want := range []int{1, 1, 1, 1, 1, 2, 2} {
		if got := p.need(Off, d); got != want {
			t.Errorf("day %d: %d off, want %d", d, got, want)
		}
	}
	if got := p.total(Off) + p.total(0); got != p.length() {
		t.Errorf("off and worked days add up to %d, want %d", got, p.length())
	}
}
