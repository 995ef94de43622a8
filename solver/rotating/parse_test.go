package rotating

import (
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
)

const small = `# two people, one shift
7
2
1
1 1 1 1 1 0 0
D 480 480 1 5
# days off, work
1 9
5 5
1 1
D D
D - D
`

func TestParse(t *testing.T) {
	got, err := Parse("small.txt", strings.NewReader(small))
	if err != nil {
		t.Fatal(err)
	}
	want := &Problem{
		Days: 7, Employees: 2,
		Shifts:   []Shift{{"D", 480, 480, Range{1, 5}}},
		Demand:   [][]int{{1, 1, 1, 1, 1, 0, 0}},
		Rest:     Range{1, 9},
		Work:     Range{5, 5},
		After:    [][2]int{{0, 0}},
		AfterOff: [][2]int{{0, 0}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("Parse = %+v\nwant    %+v", got, want)
	}
}

// Every fault names file, line, field, value and a cure.
func TestParseFaults(t *testing.T) {
	tests := map[string]struct{ old, new, want string }{
		"not a number":      {"\n7\n", "\nseven\n", `x.txt:2: week "seven": not a whole number; write digits only`},
		"week too long":     {"\n7\n2\n1\n1 1 1 1 1 0 0", "\n32\n2\n1\n" + strings.Repeat("1 ", 32), `x.txt:2: week "32": out of range; write a number from 1 to 31`},
		"nobody":            {"\n2\n1\n", "\n0\n1\n", `x.txt:3: employees "0": out of range; write a number from 1 to 5000`},
		"no shifts":         {"\n2\n1\n", "\n2\n-1\n", `x.txt:4: shifts "-1": out of range; write a number from 1 to 26`},
		"short demand":      {"1 1 1 1 1 0 0", "1 1 1 1 1 0", `x.txt:5: demand[1] "1 1 1 1 1 0": 6 words, not 7; write 7 whole numbers`},
		"negative demand":   {"1 1 1 1 1 0 0", "1 1 1 1 -1 0 0", `x.txt:5: demand[1] "-1": out of range; write a number from 0 to 5000`},
		"shift half given":  {"D 480 480 1 5", "D 480 480", `x.txt:6: shift[1] "D 480 480": 3 words, not 5; write name start length minBlock maxBlock`},
		"shift named -":     {small[strings.Index(small, "D 480"):], "- 480 480 1 5\n1 9\n5 5\n0 0\n", `x.txt:6: shift[1] "-": not a name for a shift, - is a day off; write a short name such as D`},
		"shift run upside":  {"480 1 5", "480 5 1", `x.txt:6: shift[1] "5 1": no such range of lengths; write the least, at least 1, then the most, at most 1000`},
		"rest from nothing": {"\n1 9\n", "\n0 9\n", `x.txt:8: days off "0 9": no such range of lengths; write the least, at least 1, then the most, at most 1000`},
		"endless work":      {"\n5 5\n", "\n5 9999\n", `x.txt:9: work block "5 9999": no such range of lengths; write the least, at least 1, then the most, at most 1000`},
		"unknown shift":     {"\nD D\n", "\nD N\n", `x.txt:11: forbidden 2[1] "N": unknown shift; write one of D`},
		"off in a pair":     {"\nD D\n", "\nD -\n", `x.txt:11: forbidden 2[1] "-": unknown shift; write one of D`},
		"no day off":        {"D - D", "D D D", `x.txt:12: forbidden 3[1] "D": only a day off may stand in the middle; write -`},
		"text ends":         {"D - D\n", "", `x.txt:11: forbidden 3[1] "": the text ends here; add a line: X - Y`},
		"text goes on":      {"D - D\n", "D - D\nD - D\n", `x.txt:13: end "D - D": a line more than the counts announce; correct the count of forbidden sequences or drop the line`},
		"empty":             {small, "", `x.txt:1: week "": the text ends here; add a line: 1 whole numbers`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			text := strings.Replace(small, tt.old, tt.new, 1)
			if text == small {
				t.Fatal("the replacement replaces nothing")
			}
			p, err := Parse("x.txt", strings.NewReader(text))
			if err == nil {
				t.Fatalf("Parse = %+v, want an error", p)
			}
			if roster.KindOf(err) != roster.Invalid {
				t.Errorf("kind = %v, want Invalid", roster.KindOf(err))
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error = %v\nwant    %v", err, tt.want)
			}
		})
	}
}

// A person sees all faults at once, not one a run.
func TestParseFindsAllFaults(t *testing.T) {
	text := strings.NewReplacer("480 1 5", "480 5 1", "\n1 9\n5 5\n", "\n3 1\n0 0\n").Replace(small)
	_, err := Parse("x.txt", strings.NewReader(text))
	for _, line := range []string{"x.txt:6:", "x.txt:8:", "x.txt:9:"} {
		if err == nil || !strings.Contains(err.Error(), line) {
			t.Errorf("no fault for %s in %v", line, err)
		}
	}
}

func TestParseReadError(t *testing.T) {
	if _, err := Parse("x.txt", strings.NewReader(strings.Repeat("7", 1<<20))); roster.KindOf(err) != roster.Invalid {
		t.Errorf("a line of a megabyte: %v", err)
	}
}

// Whatever the bytes, Parse neither panics nor lets an invalid problem pass.
func FuzzParse(f *testing.F) {
	f.Add(small)
	for _, file := range instances(f)[:3] {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(raw))
	}
	f.Add("7\n1\n99999999\n")
	f.Add("-1\n-1\n-1\n")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := Parse("fuzz", strings.NewReader(text))
		if err != nil {
			if roster.KindOf(err) != roster.Invalid {
				t.Errorf("kind of %v is not Invalid", err)
			}
			return
		}
		if err := p.Validate(); err != nil {
			t.Errorf("Parse let pass: %v", err)
		}
	})
}
