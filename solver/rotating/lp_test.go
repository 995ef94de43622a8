package rotating

import (
	"math"
	"math/rand/v2"
	"testing"
)

// system draws a few equations with small coefficients over n variables in
// 0..2, as rows on a network that is nothing but its number of columns.
func system(rng *rand.Rand, n, m int) (*network, []row) {
	nw := &network{p: &Problem{Days: 1, Employees: 2}, cols: make([]column, n)}
	for j := range nw.cols {
		nw.cols[j].most = 2
	}
	rows := make([]row, m)
	for i := range rows {
		for j := range n {
			if v := rng.IntN(5) - 2; v != 0 {
				rows[i].put(j, v)
			}
		}
		rows[i].rhs = rng.IntN(7) - 3
		if rng.IntN(3) == 0 { // now and then an inequality
			rows[i].hi = 50
		}
	}
	return nw, rows
}

// points calls f with every whole point of the box that obeys the rows.
func points(n int, rows []row, f func(x []int)) {
	x := make([]int, n)
	for {
		ok := true
		for i := range rows {
			ok = ok && rows[i].holds(x)
		}
		if ok {
			f(x)
		}
		j := 0
		for ; j < n && x[j] == 2; j++ {
			x[j] = 0
		}
		if j == n {
			return
		}
		x[j]++
	}
}

// What is solved obeys the rows; what is refuted is certified and has no whole
// point; a cut never takes one away.
func TestSolveAndCutAgainstEnumeration(t *testing.T) {
	count := make(map[status]int)
	cuts := 0
	for seed := range uint64(2000) {
		rng := rand.New(rand.NewPCG(seed, 2))
		n := 3 + rng.IntN(4)
		nw, rows := system(rng, n, 2+rng.IntN(3))
		l := newLP(nw, rows, rng)
		st := l.solve()
		count[st]++
		switch st {
		case solved:
			obeys(t, seed, l)
			for _, c := range l.cuts(nw) {
				cuts++
				points(n, rows, func(x []int) {
					if !c.holds(x) {
						t.Errorf("seed %d: cut %v takes away %v", seed, c, x)
					}
				})
			}
		case refuted:
			if !l.certify() {
				t.Errorf("seed %d: refuted without a certificate", seed)
			}
			points(n, rows, func(x []int) { t.Errorf("seed %d: refuted, but %v obeys the rows", seed, x) })
		default:
			t.Errorf("seed %d: status %d", seed, st)
		}
	}
	if count[solved] < 200 || count[refuted] < 200 || cuts < 200 {
		t.Errorf("%v, %d cuts: too few of a kind to mean anything", count, cuts)
	}
}

// obeys checks rows and bounds of the vertex.
func obeys(t *testing.T, seed uint64, l *lp) {
	t.Helper()
	for i, r := range l.rows {
		s := float64(r.rhs)
		for k, j := range r.cols {
			s -= float64(r.coefs[k]) * l.x[j]
		}
		if math.Abs(s-l.x[l.n+i]) > 1e-6 {
			t.Errorf("seed %d: slack of row %d is %g, want %g", seed, i, l.x[l.n+i], s)
		}
	}
	for j, v := range l.x {
		if v < l.lo[j]-1e-6 || v > l.hi[j]+1e-6 {
			t.Errorf("seed %d: x[%d] = %g outside %g..%g", seed, j, v, l.lo[j], l.hi[j])
		}
	}
}

// Bounds may be tightened and widened at will between calls: the verdict is
// always that of a relaxation solved from scratch.
func TestSolveAfterChangingBounds(t *testing.T) {
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(seed, 3))
		nw, rows := system(rng, 6, 3)
		warm := newLP(nw, rows, rng)
		for range 10 {
			lo := float64(rng.IntN(3))
			j := rng.IntN(6)
			warm.lo[j], warm.hi[j] = lo, lo+float64(rng.IntN(3-int(lo)))
			cold := newLP(nw, rows, rng)
			copy(cold.lo, warm.lo)
			copy(cold.hi, warm.hi)
			if a, b := warm.solve(), cold.solve(); a != b {
				t.Fatalf("seed %d: warm says %d, cold says %d", seed, a, b)
			}
		}
	}
}

// The inverse that pivots maintain is the one computed afresh.
func TestRefactor(t *testing.T) {
	p := load(t, "testdata/ward.txt")
	nw := p.network()
	l := newLP(nw, nw.rows(), rand.New(rand.NewPCG(1, 1)))
	if st := l.solve(); st != solved {
		t.Fatalf("status %d", st)
	}
	kept := append([]float64(nil), l.inv...)
	l.refactor()
	for i, v := range l.inv {
		if math.Abs(v-kept[i]) > 1e-6 {
			t.Fatalf("entry %d: %g by pivots, %g afresh", i, kept[i], v)
		}
	}
}

// A basis made singular is patched with slacks rather than divided by zero.
func TestRefactorSingular(t *testing.T) {
	nw := &network{p: &Problem{Days: 1, Employees: 2}, cols: make([]column, 2)}
	var a, b row
	for j := range nw.cols { // two equal columns
		nw.cols[j].most = 2
		a.put(j, 1)
		b.put(j, 2)
	}
	l := newLP(nw, []row{a, b}, rand.New(rand.NewPCG(1, 1)))
	l.basic = []int{0, 1}
	l.where = []int{0, 1, -1, -1}
	l.refactor()
	slacks := 0
	for _, j := range l.basic {
		if j >= l.n {
			slacks++
		}
	}
	if slacks != 1 {
		t.Errorf("basis %v, want one slack in it", l.basic)
	}
}

// The multipliers of a contradiction refute; others do not, whatever they are.
func TestContradicts(t *testing.T) {
	nw := &network{p: &Problem{Days: 1, Employees: 1}, cols: make([]column, 2)}
	var sum, diff row // x + y = 3, x - y = 0, both at most 1
	for j := range nw.cols {
		nw.cols[j].most = 1
		sum.put(j, 1)
		diff.put(j, 1-2*j)
	}
	sum.rhs = 3
	l := newLP(nw, []row{sum, diff}, rand.New(rand.NewPCG(1, 1)))
	tests := map[string]struct {
		y    []int64
		want bool
	}{
		"the sum alone":          {[]int64{1, 0}, true},
		"negative":               {[]int64{-5, 0}, true},
		"the difference":         {[]int64{0, 1}, false},
		"nothing":                {[]int64{0, 0}, false},
		"too big for 64 bits":    {[]int64{1 << 61, 0}, false},
		"big, but it still fits": {[]int64{1 << 58, 0}, true},
	}
	for name, tt := range tests {
		if got := l.contradicts(tt.y); got != tt.want {
			t.Errorf("%s: contradicts = %v, want %v", name, got, tt.want)
		}
	}
	l.ray = []float64{math.NaN(), 0}
	if l.certify() {
		t.Error("certified by what is not a number")
	}
	l.ray = []float64{0, 0}
	if l.certify() {
		t.Error("certified by nothing")
	}
}

// No multipliers at all refute a system that has a point.
func TestContradictsNeverLies(t *testing.T) {
	for seed := range uint64(2000) {
		rng := rand.New(rand.NewPCG(seed, 4))
		nw, rows := system(rng, 5, 3)
		var point [5]int
		for j := range point {
			point[j] = rng.IntN(3)
		}
		for i := range rows { // make the point obey
			rows[i].rhs = 0
			for k, j := range rows[i].cols {
				rows[i].rhs += rows[i].coefs[k] * point[j]
			}
		}
		l := newLP(nw, rows, rng)
		y := []int64{rng.Int64N(1<<30) - 1<<29, rng.Int64N(1<<30) - 1<<29, rng.Int64N(1<<30) - 1<<29}
		if l.contradicts(y) {
			t.Errorf("seed %d: %v refute a system that %v obeys", seed, y, point)
		}
	}
}

func TestFloorDiv(t *testing.T) {
	for a := -20; a <= 20; a++ {
		for b := 1; b <= 7; b++ {
			if got, want := floorDiv(a, b), int(math.Floor(float64(a)/float64(b))); got != want {
				t.Errorf("floorDiv(%d, %d) = %d, want %d", a, b, got, want)
			}
			if got := mod(a, b); got < 0 || got >= b || (a-got)%b != 0 {
				t.Errorf("mod(%d, %d) = %d", a, b, got)
			}
		}
	}
}

func TestDivisor(t *testing.T) {
	tests := []struct {
		v    []float64
		want int
	}{
		{[]float64{0.5, 1, -1.5}, 2},
		{[]float64{1. / 3, 0.5}, 6},
		{[]float64{1. / 61}, 0},
		{[]float64{math.Sqrt2}, 0},
	}
	for _, tt := range tests {
		if got := divisor(tt.v); got != tt.want {
			t.Errorf("divisor(%v) = %d, want %d", tt.v, got, tt.want)
		}
	}
}

// A cut whose numbers have grown too big is no cut, lest a sum overflow.
func TestRoundedRefusesBigNumbers(t *testing.T) {
	for name, r := range map[string]row{
		"coefficient": {cols: []int{0}, coefs: []int{4 * mostCoef}, rhs: 2},
		"right side":  {cols: []int{0}, coefs: []int{2}, rhs: -4 * mostRHS},
	} {
		nw := &network{p: &Problem{Days: 1, Employees: 1}, cols: []column{{most: 1}}}
		l := newLP(nw, []row{r}, rand.New(rand.NewPCG(1, 1)))
		l.resize()
		l.x[0] = 1
		if c := l.rounded(nw, []int{1}, 2); c.violation != 0 || c.cols != nil {
			t.Errorf("%s: %+v", name, c)
		}
	}
}
