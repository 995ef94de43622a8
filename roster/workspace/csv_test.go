package workspace

import (
	"fmt"
	"strings"
	"testing"

	"github.com/smena-org/smena/roster"
)

var paint = []Column{
	{Name: "colour", Required: true, Aliases: []string{"color"}},
	{Name: "litres", Required: true},
	{Name: "note"},
}

// dump writes the rows of a table as "line:colour/litres/note".
func dump(t *Table) string {
	var out []string
	for _, r := range t.Rows {
		out = append(out, fmt.Sprintf("%d:%s/%s/%s", r.Line, r.Get("colour"), r.Get("litres"), r.Get("note")))
	}
	return strings.Join(out, " ")
}

func TestReadTable(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"commas":                            {"colour,litres,note\nred,1,x\n", "2:red/1/x"},
		"semicolons":                        {"colour;litres\nred;1,5\n", "2:red/1,5/"},
		"tabs":                              {"colour\tlitres\nred\t1\n", "2:red/1/"},
		"byte order mark":                   {"\xef\xbb\xbfcolour,litres\nred,1\n", "2:red/1/"},
		"CRLF and no last line end":         {"colour,litres\r\nred,1\r\nblue,2", "2:red/1/ 3:blue/2/"},
		"alias, case and blanks":            {" Color ; LITRES\nred ; 1\n", "2:red/1/"},
		"any order":                         {"litres,colour\n1,red\n", "2:red/1/"},
		"a comma in a header's quotes":      {"\"colour\";\"litres\"\n\"red, deep\";1\n", "2:red, deep/1/"},
		"lines counted through quotes":      {"colour,litres,note\nred,1,\"two\nlines\"\nblue,2,x\n", "2:red/1/two\nlines 4:blue/2/x"},
		"blank lines":                       {"\ncolour,litres\n\n\nred,1\n", "5:red/1/"},
		"rows of delimiters":                {"colour,litres\nred,1\n,\n,\n", "2:red/1/"},
		"delimiter after the last column":   {"colour,litres,\nred,1,\n", "2:red/1/"},
		"more empty fields than the header": {"colour,litres\nred,1,,,\n", "2:red/1/"},
		"Excel's separator line":            {"sep=;\r\ncolour;litres\r\nred;1\r\n", "3:red/1/"},
		"header only":                       {"colour,litres\n", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var faults roster.Faults
			got := dump(ReadTable("paint.csv", strings.NewReader(tt.text), paint, &faults))
			if got != tt.want || len(faults) > 0 {
				t.Errorf("rows %q, want %q; faults %v", got, tt.want, faults)
			}
		})
	}
}

func TestReadTableFaults(t *testing.T) {
	tests := map[string]struct {
		text string
		rows string
		want []string // a part of each fault, in order
	}{
		"empty file":         {"", "", []string{"paint.csv:1: the file has no header row; start it with colour, litres, [note]"}},
		"unknown column":     {"colour,litres,size\nred,1,2\n", "2:red/1/", []string{`paint.csv:1: column "size": unknown column; remove it; the columns are colour, litres, [note]`}},
		"missing column":     {"colour,note\nred,1\n", "", []string{`column "litres": missing column`}},
		"both at once":       {"colour,liters\nred,1\n", "", []string{`"liters": unknown`, `"litres": missing`}},
		"duplicate by alias": {"colour,litres,color\nred,1,blue\n", "2:red/1/", []string{`"color": column colour stands twice`}},
		"too few fields":     {"colour;litres;note\nred;1\nblue;2;x\n", "3:blue/2/x", []string{"paint.csv:2: the row has 2 fields and the header 3; write 3 fields separated by semicolons"}},
		"too many fields":    {"colour,litres\nred,1,5\n", "", []string{"the row has 3 fields and the header 2"}},
		"quote inside":       {"colour,litres\nr\"ed,1\nblue,2\n", "3:blue/2/", []string{"paint.csv:2: a quote stands inside a field"}},
		"quote never closed": {"colour,litres\nred,1\n\"blue,2\n", "2:red/1/", []string{"paint.csv:3: a quoted field does not end"}},
		"UTF-16":             {"\xff\xfec\x00o\x00", "", []string{"paint.csv:1: the text is not UTF-8; it looks like UTF-16; save it as CSV UTF-8, or run: iconv -f UTF-16"}},
		"UTF-16 without BOM": {"c\x00o\x00", "", []string{"UTF-16"}},
		"Cyrillic":           {"colour,litres\n\xea\xf0\xe0\xf1\xed\xfb\xe9,1\n", "", []string{"paint.csv:2: the text is not UTF-8; it looks like WINDOWS-1251"}},
		"Western":            {"colour,litres\nred,1\ngr\xfcn,1\n", "", []string{"paint.csv:3: the text is not UTF-8; it looks like WINDOWS-1252"}},
		"a workbook":         {"PK\x03\x04....", "", []string{"this is a workbook"}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var faults roster.Faults
			if got := dump(ReadTable("paint.csv", strings.NewReader(tt.text), paint, &faults)); got != tt.rows {
				t.Errorf("rows %q, want %q", got, tt.rows)
			}
			wantFaults(t, faults, tt.want)
		})
	}
}

// wantFaults checks that each fault, written out, contains the text of its turn.
func wantFaults(t *testing.T, faults roster.Faults, want []string) {
	t.Helper()
	if len(faults) != len(want) {
		t.Fatalf("%d faults, want %d:\n%v", len(faults), len(want), faults)
	}
	for i, w := range want {
		if got := faults[i].String(); !strings.Contains(got, w) {
			t.Errorf("fault %d\n got %s\nwant %s", i, got, w)
		}
	}
}

func TestFaultsOfOneFileAreCapped(t *testing.T) {
	var text strings.Builder
	text.WriteString("colour,litres\n")
	for range mostFaults + 50 {
		text.WriteString("red\n")
	}
	var faults roster.Faults
	ReadTable("paint.csv", strings.NewReader(text.String()), paint, &faults)
	if len(faults) != mostFaults+1 || !strings.Contains(faults[mostFaults].Problem, "50 more faults") {
		t.Errorf("%d faults, the last %v; want %d and a count of 50", len(faults), faults[len(faults)-1], mostFaults+1)
	}
}

func TestParseNumber(t *testing.T) {
	good := map[string]float64{"0": 0, "12": 12, "12.5": 12.5, "12,5": 12.5, "-3": -3, "1e3": 1000, "0,001": 0.001}
	for s, want := range good {
		if got, err := ParseNumber(s); err != nil || got != want {
			t.Errorf("ParseNumber(%q) = %v, %v; want %v", s, got, err, want)
		}
	}
	for _, s := range []string{"", "x", "NaN", "Inf", "-inf", "1e999", "1,234.5", "1.234,5", "1 234", "1_000", "0x10", "1,2,3"} {
		if got, err := ParseNumber(s); err == nil {
			t.Errorf("ParseNumber(%q) = %v; want an error", s, got)
		}
	}
}

func TestNumberIsWaryOfThousands(t *testing.T) {
	tests := map[string]struct {
		text string
		ok   bool
	}{
		"quoted in a comma file":  {"colour,litres\nred,\"1,234\"\n", false},
		"two decimals":            {"colour,litres\nred,\"1,25\"\n", true},
		"comma in semicolon file": {"colour;litres\nred;1,234\n", true},
	}
	for name, tt := range tests {
		var faults roster.Faults
		table := ReadTable("paint.csv", strings.NewReader(tt.text), paint, &faults)
		if _, err := table.Rows[0].Number("litres"); (err == nil) != tt.ok {
			t.Errorf("%s: error %v, want ok %v", name, err, tt.ok)
		}
	}
}
