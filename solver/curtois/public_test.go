package curtois

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/smena-org/smena/solver"
)

// public is where the public instances lie on machines that have them.
const public = "../../../shared/bench/solver/curtois"

func readFile(t testing.TB, name string) *solver.Problem {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	p, err := Read(filepath.Base(name), f)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func readRoster(t testing.TB, name string, p *solver.Problem) []solver.Assigned {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	duties, err := ReadSolution(filepath.Base(name), f, p)
	if err != nil {
		t.Fatal(err)
	}
	return duties
}

// The rosters say their cost in the file name: Instance1.petters2.608.txt. One
// of our own stands in testdata; the public ones are read where they exist.
func TestRostersOfKnownCost(t *testing.T) {
	for _, dir := range []string{"testdata", public} {
		rosters, err := filepath.Glob(filepath.Join(dir, "solutions", "*.txt"))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range rosters {
			t.Run(filepath.Base(name), func(t *testing.T) {
				part := strings.Split(filepath.Base(name), ".")
				want, err := strconv.Atoi(part[2])
				if err != nil {
					t.Fatal(err)
				}
				p := readFile(t, filepath.Join(dir, "instances", part[0]+".txt"))
				got, err := solver.Check(p, readRoster(t, name, p))
				if err != nil {
					t.Fatal(err)
				}
				if got.Hard != 0 || got.Cost != float64(want) {
					t.Errorf("hard %d, cost %g; want 0, %d\n%v", got.Hard, got.Cost, want, got.Breaches)
				}
			})
		}
	}
}

func TestPublicInstancesAreRead(t *testing.T) {
	names, err := filepath.Glob(filepath.Join(public, "instances", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		p := readFile(t, name)
		t.Logf("%s: %d people, %d days, %d policies", p.Name, len(p.People), p.Days, len(p.Policies))
		for _, f := range p.Validate() {
			t.Errorf("%s: %s", p.Name, f)
		}
	}
}
