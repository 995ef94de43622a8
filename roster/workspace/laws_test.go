package workspace

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"pgregory.net/rapid"

	"github.com/smena-org/smena/roster"
)

// folder is a small example as text by file; its history is cut to two weeks,
// so that it can be read a thousand times.
func folder(t *testing.T) map[string]string {
	t.Helper()
	dir := t.TempDir()
	if err := WriteExample("berlin-desk", dir, roster.NewDate(2026, 11, 21), 1); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path.Join(dir, name))
		if lines := strings.SplitAfter(string(text), "\n"); strings.HasPrefix(name, historyDir) {
			text = []byte(lines[0] + strings.Join(lines[len(lines)-120:], ""))
		}
		out[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func inMemory(files map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range files {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// nasty are things that people and programs put into fields.
var nasty = []string{
	"", " ", "-", "0", "-1", "1e400", "NaN", "9999999999999999999", "½", "\"", "'", ",", ";", "\t", "\r", "\x00", "\xc8\xe2\xe0\xed", "\xff\xfe",
	"2026-02-30", "0000-00-00", "9999-12-31", "2026-12-01T25:00", "24:00", "99:99", "Europe/Nowhere", "Local", "=1+1", "null", "~", "[", "{", ": ", "- -", "*x", "&x", "!!int x",
	"FREQ=DAILY;INTERVAL=0", "FREQ=YEARLY;BYSETPOS=400", "be01", "E", "off", strings.Repeat("я", 300),
}

// mangled changes one file of a folder at one place.
func mangled(t *rapid.T, files map[string]string) (name, text string) {
	names := slices.Sorted(func(yield func(string) bool) {
		for n := range files {
			if !yield(n) {
				return
			}
		}
	})
	name = rapid.SampledFrom(names).Draw(t, "file")
	lines := strings.SplitAfter(files[name], "\n")
	at := rapid.IntRange(0, len(lines)-1).Draw(t, "line")
	word := rapid.SampledFrom(nasty).Draw(t, "word")
	switch rapid.IntRange(0, 5).Draw(t, "how") {
	case 0:
		lines = slices.Delete(lines, at, at+1)
	case 1:
		lines = slices.Insert(lines, at, lines[at])
	case 2:
		lines = lines[:at]
	case 3:
		fields := strings.Split(lines[at], ",")
		fields[rapid.IntRange(0, len(fields)-1).Draw(t, "field")] = word
		lines[at] = strings.Join(fields, ",")
	case 4:
		i := rapid.IntRange(0, len(lines[at])).Draw(t, "byte")
		lines[at] = lines[at][:i] + word + lines[at][i:]
	default:
		key, _, _ := strings.Cut(lines[at], ":")
		lines[at] = key + ": " + word + "\n"
	}
	return name, strings.Join(lines, "")
}

// Whatever becomes of one file, reading neither panics nor stops: it gives a
// workspace, or faults that name a file, a problem and a cure, one line each.
func TestAnyMangledFileIsSaidSo(t *testing.T) {
	files := folder(t)
	rapid.Check(t, func(t *rapid.T) {
		name, text := mangled(t, files)
		mine := inMemory(files)
		mine[name] = &fstest.MapFile{Data: []byte(text)}
		ws, err := Read(mine)
		if err == nil {
			if ws.Team.Zone == nil || len(ws.Agents) == 0 {
				t.Errorf("no fault, and no team or agents either")
			}
			return
		}
		e, ok := errors.AsType[*roster.Error](err)
		if !ok || e.Kind != roster.Invalid || len(e.Faults) == 0 {
			t.Fatalf("%T %v", err, err)
		}
		for _, f := range e.Faults {
			if _, known := mine[f.File]; !known && f.File != historyDir || f.Problem == "" || f.Cure == "" || strings.ContainsAny(f.String(), "\r\n") {
				t.Errorf("fault %q of %s changed at %q", f, name, text[:min(len(text), 200)])
			}
		}
	})
}

// A table is the same whatever separates its fields and ends its lines, and
// with the mark that spreadsheets put first.
func TestDialectsAreTheSame(t *testing.T) {
	files := folder(t)
	want, err := Read(inMemory(files))
	if err != nil {
		t.Fatal(err)
	}
	dialects := map[string]func(string) string{
		"semicolons":         func(s string) string { return strings.ReplaceAll(s, ",", ";") },
		"tabs":               func(s string) string { return strings.ReplaceAll(s, ",", "\t") },
		"line ends of DOS":   func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
		"a mark at first":    func(s string) string { return "\ufeff" + s },
		"Excel's own line":   func(s string) string { return "sep=;\n" + strings.ReplaceAll(s, ",", ";") },
		"blank lines":        func(s string) string { return strings.ReplaceAll(s, "\n", "\n\n") },
		"empty last columns": func(s string) string { return strings.ReplaceAll(s, "\n", ",\n") },
		"capital headers": func(s string) string {
			head, rest, _ := strings.Cut(s, "\n")
			return strings.ToUpper(head) + "\n" + rest
		},
	}
	for name, change := range dialects {
		t.Run(name, func(t *testing.T) {
			mine := map[string]string{}
			for file, text := range files {
				// The rules of availability.csv hold semicolons of their own, and
				// need quotes once those separate fields.
				if mine[file] = text; strings.HasSuffix(file, ".csv") && file != availabilityFile {
					mine[file] = change(text)
				}
			}
			got, err := Read(inMemory(mine))
			if err != nil {
				t.Fatal(err)
			}
			got.Faults, want.Faults = nil, nil // they name lines
			if diff := cmp.Diff(want, got, sameZones); diff != "" {
				t.Errorf("the workspace differs (-plain +dialect):\n%s", diff)
			}
		})
	}
}

// Names saved by a spreadsheet in the Windows code page of their language are
// known by it, however few they are beside good UTF-8.
func TestCodePageOfNames(t *testing.T) {
	pages := map[string]struct {
		page  *charmap.Charmap
		names []string
	}{
		"WINDOWS-1251": {charmap.Windows1251, []string{"Иван", "Анна Ким", "Мария", "Сергей Мельник", "Ёлкин", "Яна"}},
		"WINDOWS-1252": {charmap.Windows1252, []string{"Jörg", "Weiß", "Clara Krüger", "François", "Ana Gonçalves", "Åsa Ödegård", "Ana “…” Silva"}},
	}
	for want, p := range pages {
		for _, name := range p.names {
			raw, err := p.page.NewEncoder().String(name)
			if err != nil {
				t.Fatal(err)
			}
			got, line := foreignEncoding([]byte("agent_id,name\na1,Müller und Анна\na2," + raw + "\n"))
			if got != want || line != 3 {
				t.Errorf("%s is read as %s on line %d, want %s on 3", name, got, line, want)
			}
		}
	}
	if got, _ := foreignEncoding([]byte("Müller, Анна, 田中, 🙂")); got != "" {
		t.Errorf("good UTF-8 is called %s", got)
	}
}

// A distance is 0 between equal words alone, the same both ways, and at least
// the difference and at most the length of the longer.
func TestDistanceIsOne(t *testing.T) {
	word := rapid.StringOfN(rapid.RuneFrom([]rune("abcя")), 0, 8, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b := word.Draw(t, "a"), word.Draw(t, "b")
		n, m := len([]rune(a)), len([]rune(b))
		d := distance(a, b)
		if d != distance(b, a) || (d == 0) != (a == b) || d < max(n-m, m-n) || d > max(n, m) {
			t.Errorf("%q and %q are %d apart, %d the other way", a, b, d, distance(b, a))
		}
	})
	for _, tt := range []struct {
		a, b string
		want int
	}{{"zone", "zoen", 1}, {"zone", "zne", 1}, {"zone", "zonne", 1}, {"zone", "tone", 1}, {"abc", "", 3}, {"kitten", "sitting", 3}} {
		if got := distance(tt.a, tt.b); got != tt.want {
			t.Errorf("%q and %q are %d apart, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

// Words for lengths, shares, spans and instants are read as they are written.
func TestWordsAreReadAsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := time.Duration(rapid.IntRange(0, 366*24*3600).Draw(t, "seconds")) * time.Second
		if got, ok := parseDuration(d.String()); !ok || got != d {
			t.Errorf("%s is read as %s, %v", d, got, ok)
		}
		percent := rapid.IntRange(0, 100).Draw(t, "percent")
		a, okA := parseShare(strconv.Itoa(percent) + "%")
		b, okB := parseShare(strconv.FormatFloat(float64(percent)/100, 'f', 2, 64))
		if !okA || !okB || a != b {
			t.Errorf("%d %% is %v, %v and %v, %v", percent, a, okA, b, okB)
		}
		v := float64(rapid.IntRange(-1e9, 1e9).Draw(t, "number")) / 1e4
		if got, err := ParseNumber(rounded(v, 4)); err != nil || got != v {
			t.Errorf("%v is written as %s and read as %v, %v", v, rounded(v, 4), got, err)
		}
		if got, err := ParseNumber(strings.Replace(number(v), ".", ",", 1)); err != nil || got != v {
			t.Errorf("%v with a decimal comma is read as %v, %v", v, got, err)
		}
		from := rapid.IntRange(0, 1438).Draw(t, "from")
		span := roster.ClockSpan{From: roster.Clock(from), To: roster.Clock(rapid.IntRange(from+1, 1440).Draw(t, "to"))}
		if got, problem := parseClockSpan(span.From.String() + " – " + span.To.String()); problem != "" || got != span {
			t.Errorf("%v is read as %v, %s", span, got, problem)
		}
		at := time.Unix(rapid.Int64Range(0, 4e9).Draw(t, "at"), 0)
		zone := time.FixedZone("", rapid.IntRange(-14*4, 14*4).Draw(t, "quarters")*900)
		if got, err := parseInstant(stamp(at, zone)); err != nil || !got.Equal(at) {
			t.Errorf("%s is read as %s, %v", stamp(at, zone), got, err)
		}
	})
}

// What cannot be meant is refused, near as it may be.
func TestWordsThatAreRefused(t *testing.T) {
	for _, s := range []string{"", "5", "-5m", "5 minutes", "1.5d", "-1d", "367d", "9000h", "m", "d"} {
		if d, ok := parseDuration(s); ok {
			t.Errorf("%q is read as %s", s, d)
		}
	}
	for _, s := range []string{"", "101%", "-1%", "1.01", "eighty", "80 per cent", "%"} {
		if v, ok := parseShare(s); ok {
			t.Errorf("%q is read as %v", s, v)
		}
	}
	for _, s := range []string{"", "09:00", "09:00-09:00", "18:00-09:00", "09:00-24:01", "9-18h", "09:00-18:00-19:00"} {
		if v, problem := parseClockSpan(s); problem == "" {
			t.Errorf("%q is read as %v", s, v)
		}
	}
	for _, s := range []string{"", "2026-12-1", "01.12.2026", "2026-02-29", "1969-12-31", "2200-01-01"} {
		if d, problem := parseDate(s); problem == "" {
			t.Errorf("%q is read as %s", s, d)
		}
	}
	for _, s := range []string{"", "Local", "Europe/Moskow", "CEST", "../etc/passwd"} {
		if z, ok := loadZone(s); ok {
			t.Errorf("%q is the zone %s", s, z)
		}
	}
}

// A list that is offered as the cure is sorted, short, and holds the nearest
// word alone where there is one near enough.
func TestCuresAreShort(t *testing.T) {
	many := []string{"b", "a"}
	for i := range 20 {
		many = append(many, "x"+strconv.Itoa(i))
	}
	for _, tt := range []struct {
		word    string
		choices []string
		want    string
	}{
		{"queu", []string{"queue", "zone"}, "did you mean queue?"},
		{"ZONE", []string{"queue", "zone"}, "did you mean zone?"},
		{"shift", []string{"zone", "queue"}, "write one of queue, zone"},
		{"x", nil, ""},
		{"be09", []string{"be\r09"}, `did you mean "be\r09"?`},
		{"other", []string{"a\nb"}, `write one of "a\nb"`},
		{"nothing like it", many, "write one of a, b, x0, x1, x10, x11, x12, x13, x14, x15, x16, x17 and 10 more"},
	} {
		if got := didYouMean(tt.word, tt.choices); got != tt.want {
			t.Errorf("%q: %q, want %q", tt.word, got, tt.want)
		}
	}
}
