package workspace

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/smena-org/smena/roster"
)

// readText reads the whole file and returns it without a byte order mark. It
// returns false, with a fault that says how to convert the file, when the
// bytes are not UTF-8 text.
func readText(r io.Reader, log *faultLog) (string, bool) {
	raw, err := io.ReadAll(r)
	if err != nil {
		log.add(unreadable(log.file, err))
		return "", false
	}
	if isArchive(raw) {
		log.add(archive(log.file))
		return "", false
	}
	if enc, line := foreignEncoding(raw); enc != "" {
		log.add(foreign(log.file, enc, line))
		return "", false
	}
	return string(bytes.TrimPrefix(raw, byteOrderMark)), true
}

var byteOrderMark = []byte("\xef\xbb\xbf")

func isArchive(raw []byte) bool { return bytes.HasPrefix(raw, []byte("PK\x03\x04")) }

func unreadable(file string, err error) roster.Fault {
	return roster.Fault{File: file, Problem: "cannot be read: " + err.Error(), Cure: "check the file and its permissions"}
}

func archive(file string) roster.Fault {
	return roster.Fault{File: file, Problem: "this is a workbook (XLSX) or a ZIP archive, not text", Cure: "save the sheet as CSV UTF-8"}
}

func foreign(file, enc string, line int) roster.Fault {
	return roster.Fault{File: file, Line: line, Problem: "the text is not UTF-8; it looks like " + enc,
		Cure: fmt.Sprintf("save it as CSV UTF-8, or run: iconv -f %s -t UTF-8 %s > new.csv", enc, file)}
}

// foreignEncoding guesses the encoding of text that is not UTF-8 and the line
// of the first byte that shows it. It returns "" for good UTF-8.
func foreignEncoding(raw []byte) (string, int) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")), bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return "UTF-16", 1
	case bytes.IndexByte(raw, 0) >= 0: // every Latin letter of UTF-16 has a zero byte
		return "UTF-16", 1 + bytes.Count(raw[:bytes.IndexByte(raw, 0)], []byte("\n"))
	case utf8.Valid(raw):
		return "", 0
	}
	at := 0
	for at < len(raw) {
		c, n := utf8.DecodeRune(raw[at:])
		if c == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	return codePage(raw), 1 + bytes.Count(raw[:at], []byte("\n"))
}

// codePage tells Cyrillic from western text in one of the two Windows code
// pages that spreadsheets write: in Cyrillic words letters from 0xC0 up stand
// side by side, in western ones an accented letter stands alone. Bytes that
// make good UTF-8 say nothing: one row pasted into a good file is enough.
func codePage(raw []byte) string {
	pairs, high, last := 0, 0, -2
	for at := 0; at < len(raw); {
		c, n := utf8.DecodeRune(raw[at:])
		if c == utf8.RuneError && n == 1 && raw[at] >= 0xC0 {
			high++
			if last == at-1 {
				pairs++
			}
			last = at
		}
		at += n
	}
	if 2*pairs > high {
		return "WINDOWS-1251"
	}
	return "WINDOWS-1252"
}

// cutSeparatorLine drops the line "sep=;" that Excel writes first, and tells
// how many lines it dropped. The delimiter is found from the header anyway.
func cutSeparatorLine(text string) (rest string, lines int) {
	first, rest, found := strings.Cut(text, "\n")
	first = strings.TrimRight(first, "\r")
	if found && len(first) == len("sep=;") && strings.HasPrefix(strings.ToLower(first), "sep=") {
		return rest, 1
	}
	return text, 0
}

// sniffDelimiter returns the delimiter under which the header shows the most
// known columns, and among equals the one that gives the most fields.
func sniffDelimiter(text string, spec []Column) rune {
	best, bestScore := ',', -1
	for _, d := range []rune{',', ';', '\t'} {
		src := csv.NewReader(strings.NewReader(text))
		src.Comma, src.LazyQuotes = d, true
		header, _ := src.Read()
		score := len(header)
		for _, h := range header {
			for _, c := range spec {
				if c.named(h) {
					score += 1000 // one known column outweighs any number of unknown ones
				}
			}
		}
		if score > bestScore {
			best, bestScore = d, score
		}
	}
	return best
}

func delimiterName(d rune) string {
	switch d {
	case ';':
		return "semicolons"
	case '\t':
		return "tabs"
	default:
		return "commas"
	}
}

// Number reads the field as a finite number with a decimal point or comma. It
// fails with a text made for Fault.Problem.
func (r Row) Number(column string) (float64, error) {
	s := r.Get(column)
	// In a file separated by commas, "1,234" is more likely a thousand.
	if i := strings.IndexByte(s, ','); i >= 0 && r.table.Delimiter == ',' && len(s)-i == 4 {
		return 0, errors.New("may mean a thousand or a decimal comma")
	}
	return ParseNumber(s)
}

// ParseNumber reads "12", "12.5" or "12,5". Anything else, such as a
// thousands separator, NaN or an exponent out of range, is an error whose
// text is made for Fault.Problem.
func ParseNumber(s string) (float64, error) {
	if s == "" {
		return 0, errors.New("no number stands here")
	}
	plain := s
	if strings.Count(s, ",") == 1 && !strings.Contains(s, ".") {
		plain = strings.Replace(s, ",", ".", 1)
	}
	v, err := strconv.ParseFloat(plain, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) || strings.ContainsAny(plain, "_xX") {
		return 0, errors.New("not a number")
	}
	return v, nil
}

// mostFaults is how many faults of one file are listed; the rest is counted.
// A wrong column makes every row wrong, and nobody reads the 200th line.
const mostFaults = 200

// faultLog adds the faults of one file to a list and stops listing at
// mostFaults errors and as many warnings.
type faultLog struct {
	file             string
	faults           *roster.Faults
	errors, warnings int
}

func newFaultLog(file string, faults *roster.Faults) *faultLog {
	return &faultLog{file: file, faults: faults}
}

// add lists the fault while there is room, and counts it in any case.
func (l *faultLog) add(f roster.Fault) {
	count := &l.errors
	if f.Warning {
		count = &l.warnings
	}
	*count++
	if *count <= mostFaults {
		l.faults.Add(f)
	}
}

// close adds one line for the faults that were not listed.
func (l *faultLog) close() {
	if more := l.errors - mostFaults; more > 0 {
		l.faults.Add(roster.Fault{File: l.file, Problem: fmt.Sprintf("%d more faults are not listed", more), Cure: "correct the first ones and check again"})
	}
	if more := l.warnings - mostFaults; more > 0 {
		l.faults.Add(roster.Fault{File: l.file, Problem: fmt.Sprintf("%d more warnings are not listed", more), Warning: true})
	}
}
