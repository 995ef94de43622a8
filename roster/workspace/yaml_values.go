package workspace

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"gopkg.in/yaml.v3"

	"github.com/smena-org/smena/roster"
)

// text returns a scalar as it is written, so that 09:00, NO and 1e3 stay what
// the person typed; "" when the key is absent.
func (e *entry) text(key string) string {
	n := e.get(key)
	if n == nil {
		return ""
	}
	if n.Kind != yaml.ScalarNode {
		e.fault(key, "not a single value", "write one word or number")
		return ""
	}
	return strings.TrimSpace(n.Value)
}

// need is text that must be there.
func (e *entry) need(key, cure string) string {
	s := e.text(key)
	if s == "" && e.values[key] == nil {
		e.missing(key, cure)
	} else if s == "" {
		e.fault(key, "empty", cure)
	}
	return s
}

// word is need without blanks inside: an id or a code, which other files name.
func (e *entry) word(key string) string {
	s := e.need(key, "write a short word, by which other files name it")
	if strings.ContainsAny(s, " \t,;\"'") {
		e.fault(key, "an id holds no blanks, commas or quotes", "write "+strings.Join(strings.FieldsFunc(s, func(r rune) bool {
			return strings.ContainsRune(" \t,;\"'", r)
		}), "-"))
	}
	return s
}

// choice is text that must be one of the choices, the first one when absent.
func (e *entry) choice(key string, choices ...string) string {
	s := e.text(key)
	if s == "" {
		return choices[0]
	}
	if !slices.Contains(choices, s) {
		e.fault(key, "not one of the values it can have", didYouMean(s, choices))
		return choices[0]
	}
	return s
}

// flag reads true or false.
func (e *entry) flag(key string) bool {
	switch s := strings.ToLower(e.text(key)); s {
	case "true", "yes":
		return true
	case "", "false", "no":
		return false
	default:
		e.fault(key, "neither true nor false", "write true or false")
		return false
	}
}

// number reads a number between two bounds, 0 when absent.
func (e *entry) number(key string, lo, hi float64) float64 {
	s := e.text(key)
	if s == "" {
		return 0
	}
	v, err := ParseNumber(s)
	if err != nil {
		e.fault(key, err.Error(), fmt.Sprintf("write a number from %v to %v", lo, hi))
		return 0
	}
	if v < lo || v > hi {
		e.fault(key, "out of range", fmt.Sprintf("write a number from %v to %v", lo, hi))
		return 0
	}
	return v
}

// whole reads a whole number between two bounds, 0 when absent.
func (e *entry) whole(key string, lo, hi int) int {
	v := e.number(key, float64(lo), float64(hi))
	if v != math.Trunc(v) {
		e.fault(key, "not a whole number", fmt.Sprintf("write a whole number from %d to %d", lo, hi))
		return 0
	}
	return int(v)
}

// share reads 0.85 or 85%.
func (e *entry) share(key string) float64 {
	s := e.text(key)
	if s == "" {
		return 0
	}
	v, ok := parseShare(s)
	if !ok {
		e.fault(key, "not a share", "write 0.85 or 85%")
	}
	return v
}

// parseShare accepts both notations people use, and nothing beyond the whole.
func parseShare(s string) (float64, bool) {
	digits, percent := strings.CutSuffix(s, "%")
	v, err := ParseNumber(strings.TrimSpace(digits))
	if percent {
		v /= 100
	}
	if err != nil || v < 0 || v > 1 {
		return 0, false
	}
	return v, true
}

// duration reads 300s, 5m, 1h30m or 2d, 0 when absent.
func (e *entry) duration(key string) time.Duration {
	s := e.text(key)
	if s == "" {
		return 0
	}
	d, ok := parseDuration(s)
	if !ok {
		e.fault(key, "not a length of time", "write it with its unit, as in 300s, 5m, 1h30m or 2d")
	}
	return d
}

// parseDuration is time.ParseDuration with days, and without signs or centuries.
func parseDuration(s string) (time.Duration, bool) {
	if days, ok := strings.CutSuffix(s, "d"); ok {
		n, err := strconv.Atoi(days)
		return time.Duration(n) * 24 * time.Hour, err == nil && n >= 0 && n <= 366
	}
	d, err := time.ParseDuration(strings.ReplaceAll(s, " ", ""))
	if err != nil || d < 0 || d > 366*24*time.Hour {
		return 0, false
	}
	return d, true
}

// clock reads 09:30; ok is false when the key is absent or faulty.
func (e *entry) clock(key string) (c roster.Clock, ok bool) {
	s := e.text(key)
	if s == "" {
		return 0, false
	}
	c, err := roster.ParseClock(s)
	if err != nil {
		e.fault(key, "not a clock time", "write it as 09:30")
	}
	return c, err == nil
}

// zone reads an IANA time zone.
func (e *entry) zone(key string) *time.Location {
	s := e.need(key, "write an IANA name such as Europe/Moscow")
	if s == "" {
		return nil
	}
	zone, ok := loadZone(s)
	if !ok {
		e.fault(key, "unknown time zone", "write an IANA name such as Europe/Moscow")
	}
	return zone
}

// loadZone refuses "Local" and "", which mean whatever machine it runs on.
func loadZone(name string) (*time.Location, bool) {
	if name == "" || name == "Local" {
		return nil, false
	}
	zone, err := time.LoadLocation(name)
	return zone, err == nil
}

// words reads a list of scalars, or one scalar with blanks or commas between the words.
func (e *entry) words(key string) []string {
	n := e.get(key)
	switch {
	case n == nil:
		return nil
	case n.Kind == yaml.ScalarNode:
		return strings.FieldsFunc(n.Value, func(r rune) bool { return r == ' ' || r == ',' })
	case n.Kind != yaml.SequenceNode:
		e.fault(key, "not a list", "write it as [one, two]")
		return nil
	}
	var out []string
	for i, item := range n.Content {
		if item.Kind != yaml.ScalarNode {
			e.add(item.Line, fmt.Sprintf("%s[%d]", e.field(key), i), valueOf(item), "not a single value", "write one word or number")
			continue
		}
		out = append(out, strings.TrimSpace(item.Value))
	}
	return out
}

// known reads words that must be among the choices. A nil list of choices could not
// be read itself and is not checked against.
func (e *entry) known(key, noun string, choices []string) []string {
	words := e.words(key)
	for _, w := range words {
		if choices != nil && !slices.Contains(choices, w) {
			e.add(e.values[key].Line, e.field(key), w, "unknown "+noun, didYouMean(w, choices))
		}
	}
	return words
}

// needEntries is entries for a list that must hold something.
func (e *entry) needEntries(key, cure string) []*entry {
	out := e.entries(key)
	switch n := e.values[key]; {
	case n == nil:
		e.missing(key, cure)
	case n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null", n.Kind == yaml.SequenceNode && len(out) == 0:
		e.fault(key, "empty", cure)
	}
	return out
}

// entries reads a list of mappings.
func (e *entry) entries(key string) []*entry {
	n := e.get(key)
	if n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		e.fault(key, "not a list", "begin every item with a dash")
		return nil
	}
	out := make([]*entry, 0, len(n.Content))
	for i, item := range n.Content {
		out = append(out, openEntry(fmt.Sprintf("%s[%d]", e.field(key), i), item, e.log))
	}
	return out
}

// mapping reads a mapping; nil when the key is absent.
func (e *entry) mapping(key string) *entry {
	n := e.get(key)
	if n == nil {
		return nil
	}
	return openEntry(e.field(key), n, e.log)
}
