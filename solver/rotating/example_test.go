package rotating_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/smena-org/smena/solver/rotating"
)

// Two people share a desk that is open from Monday to Friday.
func ExampleSolve() {
	const desk = `
7
2
1
1 1 1 1 1 0 0
# name start length, least and most days in a row
D 480 480 1 5
# days off, work block
1 9
5 5
# no forbidden sequences
0 0`
	p, err := rotating.Parse("desk.txt", strings.NewReader(desk))
	if err != nil {
		fmt.Println(err)
		return
	}
	res, err := rotating.Solve(context.Background(), p, rotating.Options{Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("feasible:", res.Feasible, "breaches:", len(rotating.Check(p, res.Rows)))
	fmt.Println("worked in the cycle:", strings.Count(rotating.Format(p, res.Rows), "D"))
	// Output:
	// feasible: true breaches: 0
	// worked in the cycle: 5
}

// A problem without a roster comes with the reason.
func ExampleSolve_impossible() {
	p := &rotating.Problem{
		Days: 7, Employees: 2,
		Shifts: []rotating.Shift{{Name: "D", Run: rotating.Range{Min: 1, Max: 5}}},
		Demand: [][]int{{1, 1, 1, 1, 1, 0, 0}},
		Rest:   rotating.Range{Min: 2, Max: 3},
		Work:   rotating.Range{Min: 5, Max: 6},
	}
	res, err := rotating.Solve(context.Background(), p, rotating.Options{})
	fmt.Println(res.Infeasible, err)
	fmt.Println(res.Proof)
	// Output:
	// true <nil>
	// 5 working days make 1 to 1 blocks, 9 days off make 3 to 4 runs, and there must be as many of one as of the other
}
