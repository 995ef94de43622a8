package solver

import (
	"bytes"
	"encoding/json"
)

// scanner walks JSON text that is known to be well-formed, so it can be short:
// it only has to find where things begin and end.
type scanner struct {
	data []byte
	pos  int
}

// space moves to the next byte that is not white space.
func (s *scanner) space() {
	for s.pos < len(s.data) {
		switch s.data[s.pos] {
		case ' ', '\t', '\n', '\r':
			s.pos++
		default:
			return
		}
	}
}

// peek returns the first byte of the value at hand, which tells its kind.
func (s *scanner) peek() byte { return s.data[s.pos] }

// object calls f with each key of the object at hand and where it stands. f is
// called with the scanner at the key's value, and must consume that.
func (s *scanner) object(f func(key string, at int)) {
	s.items('}', func() {
		at := s.pos
		key := s.text()
		s.space()
		s.pos++ // the colon
		s.space()
		f(key, at)
	})
}

// list calls f with the number of each element of the list at hand; f must
// consume the element.
func (s *scanner) list(f func(i int)) {
	i := 0
	s.items(']', func() {
		f(i)
		i++
	})
}

// items calls item at the beginning of each one up to the closing bracket.
func (s *scanner) items(closing byte, item func()) {
	s.pos++ // the opening bracket
	s.space()
	for s.peek() != closing {
		item()
		s.space()
		if s.peek() == ',' {
			s.pos++
			s.space()
		}
	}
	s.pos++
}

// text consumes the string at hand and returns what it says.
func (s *scanner) text() string {
	from := s.pos
	s.skipText()
	raw := s.data[from:s.pos]
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : len(raw)-1])
	}
	var out string
	if err := json.Unmarshal(raw, &out); err != nil {
		panic("solver: a string of valid JSON cannot be read: " + err.Error())
	}
	return out
}

// skipText consumes the string at hand. Within it only a backslash can hide
// the closing quote.
func (s *scanner) skipText() {
	for s.pos++; s.data[s.pos] != '"'; s.pos++ {
		if s.data[s.pos] == '\\' {
			s.pos++
		}
	}
	s.pos++
}

// skip consumes the value at hand, however deep, and returns its text.
func (s *scanner) skip() []byte {
	from, depth := s.pos, 0
	for {
		switch c := s.peek(); {
		case c == '"':
			s.skipText()
		case c == '{' || c == '[':
			depth++
			s.pos++
		case c == '}' || c == ']':
			depth--
			s.pos++
		// What stands between values. At depth 0 there is but one value.
		case depth > 0 && (c == ',' || c == ':' || c <= ' '):
			s.pos++
		default:
			s.skipWord()
		}
		if depth == 0 {
			return s.data[from:s.pos]
		}
	}
}

// skipWord consumes a number, true, false or null.
func (s *scanner) skipWord() {
	for s.pos < len(s.data) {
		switch s.data[s.pos] {
		case ',', ':', '}', ']', ' ', '\t', '\n', '\r':
			return
		}
		s.pos++
	}
}
