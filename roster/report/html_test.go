package report_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/smena-org/smena/roster/report"
)

// SMENA_REPORT=DIR go test -run TestLook writes the big sample there, to be looked at.
func TestLook(t *testing.T) {
	dir := os.Getenv("SMENA_REPORT")
	if dir == "" {
		dir = t.TempDir()
	}
	var b bytes.Buffer
	if err := report.HTML(&b, sample(48), "en"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir+"/report.html", b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Reset()
	if err := report.XLSX(&b, sample(48)); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir+"/roster.xlsx", b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}
