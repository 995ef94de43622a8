package bench

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
)

// Gap returns by how many hundredths of the best known cost, or where none is
// known of the bound, the roster is dearer.
func (r Run) Gap() (float64, bool) {
	switch {
	case r.Cost == nil || r.Hard > 0:
		return 0, false
	case r.Best != nil:
		return percent(*r.Cost-*r.Best, *r.Best), true
	case r.Bound != nil && *r.Bound > 0:
		return percent(*r.Cost-*r.Bound, *r.Bound), true
	}
	return 0, false
}

// Reached returns how much of the best known cost, or where none is known of the
// roster's own, is proven.
func (r Run) Reached() (float64, bool) {
	switch {
	case r.Bound == nil:
		return 0, false
	case r.Best != nil:
		return percent(*r.Bound, *r.Best), true
	case r.Cost != nil && r.Hard == 0:
		return percent(*r.Bound, *r.Cost), true
	}
	return 0, false
}

// percent of nothing is all there is to have, or without end.
func percent(part, whole float64) float64 {
	if whole == 0 && part == 0 {
		return 0
	}
	return 100 * part / whole
}

// Line says a run in one line, for the screen.
func (r Run) Line() string {
	if r.Failed != "" {
		return fmt.Sprintf("%-14s %-9s %s", r.Problem, r.Method, r.Failed)
	}
	s := fmt.Sprintf("%-14s %-9s cost %-9s gap %-8s bound %-9s (%s) lawful %s s, %.1f s, %d MB",
		r.Problem, r.Method, r.cost(), share(r.Gap()), number(r.Bound), share(r.Reached()), seconds(r.Lawful), r.Seconds, r.Memory>>20)
	switch r.Verdict {
	case "":
		return s
	case Agrees:
		return s + "; the evaluator agrees"
	}
	return s + "; BUT THE EVALUATOR " + r.Verdict
}

func (r Run) cost() string {
	switch {
	case r.Cost == nil:
		return "–"
	case r.Hard > 0:
		return fmt.Sprintf("unlawful by %d", r.Hard)
	}
	return number(r.Cost)
}

func number(v *float64) string {
	if v == nil {
		return "–"
	}
	return strconv.FormatFloat(math.Round(*v*10)/10, 'f', -1, 64)
}

func seconds(v *float64) string {
	if v == nil {
		return "–"
	}
	return fmt.Sprintf("%.2f", *v)
}

func share(v float64, ok bool) string {
	if !ok {
		return "–"
	}
	return fmt.Sprintf("%.1f %%", v)
}

// Table writes runs as a Markdown table: a row a problem, ours first, the peers
// beside it.
func Table(w io.Writer, runs []Run) error {
	t := tabulate(runs)
	fmt.Fprint(w, "| problem | best known | cost | gap | bound | proven | lawful s | s | MB |")
	for _, peer := range t.peers {
		fmt.Fprintf(w, " %s | gap | bound |", peer)
	}
	fmt.Fprint(w, "\n|---|---|---|---|---|---|---|---|---|")
	for range t.peers {
		fmt.Fprint(w, "---|---|---|")
	}
	fmt.Fprintln(w)
	for _, name := range t.problems {
		t.row(w, name)
	}
	if !slices.ContainsFunc(runs, func(r Run) bool { return r.Best != nil }) {
		return nil
	}
	return t.mean(w)
}

// table has runs by problem and method, in the order in which they came.
type table struct {
	problems, peers []string
	runs            map[[2]string]Run
}

func tabulate(runs []Run) *table {
	t := &table{runs: map[[2]string]Run{}}
	for _, r := range runs {
		if !slices.Contains(t.problems, r.Problem) {
			t.problems = append(t.problems, r.Problem)
		}
		if r.Method != "smena" && !slices.Contains(t.peers, r.Method) {
			t.peers = append(t.peers, r.Method)
		}
		t.runs[[2]string{r.Problem, r.Method}] = r
	}
	return t
}

func (t *table) row(w io.Writer, name string) {
	r := t.runs[[2]string{name, "smena"}]
	fmt.Fprintf(w, "| %s | %s | %s | %s | %s | %s | %s | %.1f | %d |", name, number(r.Best), r.cost(), share(r.Gap()),
		number(r.Bound), share(r.Reached()), seconds(r.Lawful), r.Seconds, r.Memory>>20)
	for _, peer := range t.peers {
		p := t.runs[[2]string{name, peer}]
		fmt.Fprintf(w, " %s | %s | %s |", p.cost(), share(p.Gap()), number(p.Bound))
	}
	fmt.Fprintln(w)
}

// mean closes the table: of the problems whose best cost is known. It is of
// lawful rosters alone, and says of how many.
func (t *table) mean(w io.Writer) error {
	_, err := fmt.Fprintf(w, "| mean gap | | | %s | | | | | |", t.meanOf("smena"))
	for _, peer := range t.peers {
		_, err = fmt.Fprintf(w, " | %s | |", t.meanOf(peer))
	}
	fmt.Fprintln(w)
	return err
}

func (t *table) meanOf(method string) string {
	sum, n, all := 0.0, 0, 0
	for _, name := range t.problems {
		if t.runs[[2]string{name, "smena"}].Best == nil {
			continue
		}
		all++
		if gap, ok := t.runs[[2]string{name, method}].Gap(); ok {
			sum, n = sum+gap, n+1
		}
	}
	if n == 0 {
		return "–"
	}
	if n < all {
		return fmt.Sprintf("%.2f %% of %d", sum/float64(n), n)
	}
	return fmt.Sprintf("%.2f %%", sum/float64(n))
}
