package pay

import (
	"os"
	"testing"
)

// Worked cases: the project's own, each with its reasoning, and random ones
// whose numbers a separate program found by walking minutes.
func TestCases(t *testing.T) {
	for file, want := range map[string]int{
		"testdata/cases.json":        29, // variants included
		"testdata/random_cases.json": 150,
	} {
		t.Run(file, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			verdicts, err := Verify(file, data)
			if err != nil {
				t.Fatal(err)
			}
			if len(verdicts) != want {
				t.Errorf("%d cases, want %d", len(verdicts), want)
			}
			for _, v := range verdicts {
				for _, d := range v.Differences {
					t.Errorf("%s %s: %s", v.ID, v.Title, d)
				}
			}
		})
	}
}
