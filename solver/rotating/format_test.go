package rotating

import (
	"reflect"
	"strings"
	"testing"
)

func TestFormatRoundTrip(t *testing.T) {
	p := rules(2)
	rows := cells(p, "DDN- -DD-")
	text := Format(p, rows)
	if want := "D D N -\n- D D -\n"; text != want {
		t.Errorf("Format = %q, want %q", text, want)
	}
	for name, text := range map[string]string{
		"as written":  text,
		"with commas": strings.ReplaceAll(text, " ", ", "),
		"commented":   "# a roster\n\n" + text,
	} {
		got, err := ParseSolution(p, "r.txt", strings.NewReader(text))
		if err != nil || !reflect.DeepEqual(got, rows) {
			t.Errorf("%s: ParseSolution = %v, %v, want %v", name, got, err, rows)
		}
	}
}

// What cannot be written is shown, not hidden.
func TestFormatUnknown(t *testing.T) {
	if got := Format(rules(1), [][]int{{7, -2, 0, Off}}); got != "?7 ?-2 D -\n" {
		t.Errorf("Format = %q", got)
	}
}

func TestParseSolutionFaults(t *testing.T) {
	p := rules(2)
	tests := map[string]struct{ text, want string }{
		"a week short":  {"D D N -\n", `r.txt:1: week[2] "": the text ends here; add a line: 4 shifts or -`},
		"a day short":   {"D D N\n- D D -\n", `r.txt:1: week[1] "D D N": 3 words, not 4; write 4 shifts or -`},
		"unknown shift": {"D D N -\n- D X -\n", `r.txt:2: week[2] "X": unknown shift; write one of D, N`},
		"a week long":   {"D D N -\n- D D -\nD D N -\n", `r.txt:3: end "D D N -": `},
	}
	for name, tt := range tests {
		_, err := ParseSolution(p, "r.txt", strings.NewReader(tt.text))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: error = %v\nwant %v", name, err, tt.want)
		}
	}
}
