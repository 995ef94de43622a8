package pay

import (
	"os"
	"testing"
)

func TestCases(t *testing.T) {
	data, err := os.ReadFile("testdata/cases.json")
	if err != nil {
		t.Fatal(err)
	}
	verdicts, err := Verify(data)
	if err != nil {
		t.Fatal(err)
	}
	if len(verdicts) != 29 {
		t.Errorf("%d cases, want the 29 of the file, variants included", len(verdicts))
	}
	for _, v := range verdicts {
		for _, d := range v.Differences {
			t.Errorf("%s %s: %s", v.ID, v.Title, d)
		}
	}
}
