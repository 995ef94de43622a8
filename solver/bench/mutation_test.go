package bench

import (
	"bytes"
	"math/rand/v2"
	"os"
	"regexp"
	"testing"

	"github.com/smena-org/smena/solver"
)

// seeds are texts of problems of every kind, small ones.
func seeds(t testing.TB) (out [][]byte) {
	t.Helper()
	for _, name := range []string{"../example.json", "../testdata/small.json", "../testdata/inrc-like.json"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, text)
	}
	for _, p := range []*solver.Problem{Rotation(1), Residents(1), Wishes(1), Ward(1)} {
		p.People = p.People[:3]
		out = append(out, []byte(written(t, p)))
	}
	return out
}

// survives reads a text and, if it is a problem, solves it a little: no panic,
// and a roster whose cost adds up, whatever the numbers are.
func survives(t testing.TB, text []byte) (valid bool) {
	p, faults := solver.ParseProblem("x.json", text)
	if p == nil {
		if len(faults.Errors()) == 0 {
			t.Error("no problem, and no fault")
		}
		return false
	}
	if len(p.People)*p.Days > 3000 {
		return true // judged; solving it is only slow
	}
	s, err := solver.Solve(t.Context(), p, solver.Options{Seed: 1, Iterations: 50, Workers: 1})
	if err != nil {
		return true // what compiling finds, such as too many skills in one span
	}
	if err := agrees(p, s); err != nil {
		t.Errorf("%v\n%.2000s", err, text)
	}
	if s.Hard < 0 || s.Cost < 0 {
		t.Errorf("hard %d, cost %v: a sum has turned over\n%.2000s", s.Hard, s.Cost, text)
	}
	return true
}

var (
	numeral = regexp.MustCompile(`-?\b\d+\b`)
	quoted  = regexp.MustCompile(`"[^"]*"`)
	// odd numbers are just inside and outside of what fields may be.
	odd = []string{"0", "1", "-1", "2", "3", "5", "7", "60", "400", "401", "1440", "1441", "10000", "100000", "100001",
		"1000000000", "9223372036854775807", "99999999999999999999", "1.5", "null", `""`, "[]"}
)

// mutant changes a few numbers, lines or words of a text.
func mutant(r *rand.Rand, text []byte) []byte {
	for range 1 + r.IntN(3) {
		switch r.IntN(6) {
		case 0:
			text = withoutLine(r, text)
		case 1:
			text = replaceOne(r, text, quoted, pick(r, quoted.FindAllString(string(text), -1)))
		default:
			text = replaceOne(r, text, numeral, pick(r, odd))
		}
	}
	return text
}

func withoutLine(r *rand.Rand, text []byte) []byte {
	lines := bytes.SplitAfter(text, []byte("\n"))
	i := r.IntN(len(lines))
	return bytes.Join(append(append([][]byte{}, lines[:i]...), lines[i+1:]...), nil)
}

func replaceOne(r *rand.Rand, text []byte, what *regexp.Regexp, by string) []byte {
	all := what.FindAllIndex(text, -1)
	if len(all) == 0 {
		return text
	}
	at := all[r.IntN(len(all))]
	return bytes.Join([][]byte{text[:at[0]], []byte(by), text[at[1]:]}, nil)
}

func pick(r *rand.Rand, from []string) string {
	if len(from) == 0 {
		return ""
	}
	return from[r.IntN(len(from))]
}

func TestMutantsAreRefusedOrSolved(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	texts, valid := seeds(t), 0
	const tries = 700
	for range tries {
		if survives(t, mutant(r, texts[r.IntN(len(texts))])) {
			valid++
		}
	}
	if valid < tries/20 || valid > tries*9/10 {
		t.Errorf("%d of %d mutants are problems: the mutations try one side alone", valid, tries)
	}
}

// FuzzProblem is the same with the fuzzer's imagination:
//
//	go test ./solver/bench -run - -fuzz FuzzProblem -fuzztime 2m
func FuzzProblem(f *testing.F) {
	for _, text := range seeds(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) { survives(t, text) })
}
