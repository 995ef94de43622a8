package workspace

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"pgregory.net/rapid"

	"github.com/smena-org/smena/roster"
)

// A file read by the piece gives what one read as a whole gives: its text, or
// the same fault of it.
func TestTextReaderIsReadText(t *testing.T) {
	pieces := rapid.SampledFrom([]string{"a", "\n", "é", "Ж", "語", "😀", "\xe9", "\xcf\xf0\xe8", "\x00", "\xef\xbb\xbf", "PK\x03\x04", "\xff\xfe", "\xf0\x9f"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(pieces, 0, 40).Draw(t, "pieces"), "")
		if rapid.Bool().Draw(t, "sound") {
			text = strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), "")
		}
		got, fault := streamed(text, rapid.IntRange(8, 24).Draw(t, "chunk"))
		var faults roster.Faults
		want, ok := readText(strings.NewReader(text), newFaultLog("h.csv", &faults))
		switch {
		case ok && (fault != nil || got != want):
			t.Fatalf("%q of %q; %v", got, want, fault)
		case !ok && (fault == nil || *fault != faults[0]):
			t.Fatalf("%q: %v, want %v", text, fault, faults[0])
		}
	})
}

// What looks like the mark of another encoding tells only where the file begins.
func TestMarkWhereAChunkBegins(t *testing.T) {
	for text, want := range map[string]string{"\xff\xfeaaaaaaaa": "UTF-16", "aaaaaaaa\xff\xfe": "WINDOWS-1252", "aaaa\xff\xfeaaaa": "WINDOWS-1252"} {
		if _, fault := streamed(text, 8); fault == nil || !strings.Contains(fault.Problem, want) {
			t.Errorf("%q: %v, want %s", text, fault, want)
		}
	}
}

func streamed(text string, chunk int) (string, *roster.Fault) {
	r := newTextReader("h.csv", iotest.HalfReader(strings.NewReader(text)))
	r.chunk = make([]byte, chunk)
	got, _ := io.ReadAll(r)
	return string(got), r.fault
}

// A disk that fails in the midst of a history says so once, and nothing of
// what was read before is taken for the whole.
func TestReadHistoryOfFileThatFails(t *testing.T) {
	begin := "timestamp,volume\n" + strings.Repeat("2026-01-05T09:00,3\n", 9000)
	for name, end := range map[string]io.Reader{
		"broken disk": iotest.ErrReader(errors.New("input/output error")),
		"other text":  strings.NewReader("2026-01-05T10:00,\xe9\n"),
		"zero bytes":  strings.NewReader("\x00\x00\x00"),
	} {
		t.Run(name, func(t *testing.T) {
			var faults roster.Faults
			got := ReadHistory("h.csv", io.MultiReader(strings.NewReader(begin), end), time.UTC, 0, &faults)
			if len(got) != 0 || len(faults) != 1 || faults[0].Warning {
				t.Errorf("%d series, %v", len(got), faults)
			}
		})
	}
}
