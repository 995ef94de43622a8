package workspace

import (
	"bytes"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/smena-org/smena/roster"
)

// textReader hands the bytes of a file on, without a byte order mark, as long
// as they are UTF-8 text: a history of millions of rows need not be in memory
// as a whole. Where they are not, reading ends, and fault says why.
type textReader struct {
	file  string
	r     io.Reader
	chunk []byte        // room for what is read at once
	good  []byte        // checked, not yet handed on
	rest  []byte        // a character that the next chunk completes
	lines int           // before the chunk
	begun bool          // the first chunk is read
	err   error         // what ended it
	fault *roster.Fault // why it is no text
}

func newTextReader(file string, r io.Reader) *textReader {
	return &textReader{file: file, r: r, chunk: make([]byte, 64<<10)}
}

func (t *textReader) Read(p []byte) (int, error) {
	for len(t.good) == 0 {
		if t.err != nil {
			return 0, t.err
		}
		t.fill()
	}
	n := copy(p, t.good)
	t.good = t.good[n:]
	return n, nil
}

// fill reads and checks the next chunk.
func (t *textReader) fill() {
	kept := copy(t.chunk, t.rest)
	n, err := io.ReadFull(t.r, t.chunk[kept:])
	all := t.chunk[:kept+n]
	whole := all
	if err == nil {
		whole = all[:len(all)-unfinished(all)]
	} else if err == io.ErrUnexpectedEOF {
		err = io.EOF
	}
	t.rest, t.err = all[len(whole):], err
	if err != nil && err != io.EOF {
		t.refuse(unreadable(t.file, err))
		return
	}
	if !t.begun && isArchive(all) {
		t.refuse(archive(t.file))
		return
	}
	if !utf8.Valid(whole) || bytes.IndexByte(whole, 0) >= 0 {
		t.refuseForeign(all)
		return
	}
	t.lines += bytes.Count(whole, []byte("\n"))
	t.good = whole
	if !t.begun {
		t.good = bytes.TrimPrefix(whole, byteOrderMark)
	}
	t.begun = true
}

// refuseForeign reads the file to its end: what encoding it may be is for all
// of its strange letters to tell.
func (t *textReader) refuseForeign(from []byte) {
	rest, err := io.ReadAll(t.r)
	if err != nil {
		t.refuse(unreadable(t.file, err))
		return
	}
	var raw []byte
	if t.begun {
		raw = []byte(" ") // a byte order mark that begins a chunk begins no file
	}
	enc, line := foreignEncoding(slices.Concat(raw, from, rest))
	t.refuse(foreign(t.file, enc, t.lines+line))
}

func (t *textReader) refuse(f roster.Fault) { t.fault, t.err = &f, io.ErrUnexpectedEOF }

// unfinished returns how many bytes at the end begin a character.
func unfinished(text []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if last := text[len(text)-n:]; utf8.RuneStart(last[0]) {
			if utf8.FullRune(last) {
				return 0
			}
			return n
		}
	}
	return 0
}
