package roster

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Catalogue lists every rule there is by its name, each as an empty value
// whose JSON fields are the rule's numbers. Whoever adds a rule adds a line.
var Catalogue = []func() Rule{
	func() Rule { return new(NoOverlap) },
	func() Rule { return new(MinRest) },
	func() Rule { return new(ForbiddenSuccession) },
	func() Rule { return new(DaysInARow) },
	func() Rule { return new(ShiftsInARow) },
	func() Rule { return new(RestAfterNights) },
	func() Rule { return new(DaysOffInARow) },
	func() Rule { return new(WeeklyRest) },
	func() Rule { return new(Hours) },
	func() Rule { return new(Duties) },
	func() Rule { return new(DaysOff) },
	func() Rule { return new(Weekends) },
	func() Rule { return new(CompleteWeekends) },
	func() Rule { return new(WeekendsInARow) },
	func() Rule { return new(FreeSundays) },
	func() Rule { return new(FairShare) },
	func() Rule { return new(Pattern) },
	func() Rule { return new(MaxDuty) },
	func() Rule { return new(NoNights) },
	func() Rule { return new(AllowedShifts) },
	func() Rule { return new(Unavailable) },
	func() Rule { return new(Wish) },
	func() Rule { return new(Pinned) },
	func() Rule { return new(AsPublished) },
}

// clauseWire is the form of a clause in team.yaml, law packs and problem JSON;
// the rule's own fields stand beside these.
type clauseWire struct {
	Rule   string `json:"rule"`
	Hard   *bool  `json:"hard,omitempty"`
	Weight int    `json:"weight,omitempty"`
	Source string `json:"source,omitempty"`
}

// ParseClause reads a clause such as
//
//	{"rule": "min-rest", "minutes": 660, "source": "ArbZG 5"}
//
// A clause without weight is hard. Unknown rules, unknown fields and numbers
// that make no sense are Invalid errors that name them.
func ParseClause(data []byte) (Clause, error) {
	var w clauseWire
	if err := json.Unmarshal(data, &w); err != nil {
		return Clause{}, Errorf(Invalid, "not a clause: %w", mended(err))
	}
	rule, err := newRule(w.Rule)
	if err != nil {
		return Clause{}, err
	}
	own, err := withoutWire(data)
	if err != nil {
		return Clause{}, err
	}
	dec := json.NewDecoder(bytes.NewReader(own))
	dec.DisallowUnknownFields()
	if err := dec.Decode(rule); err != nil {
		return Clause{}, Errorf(Invalid, "rule %q: %w; %s", w.Rule, mended(err), fieldsOf(rule))
	}
	if err := rule.Validate(); err != nil {
		return Clause{}, Errorf(Invalid, "rule %q: %w", w.Rule, err)
	}
	hard := w.Weight == 0
	if w.Hard != nil {
		hard = *w.Hard
	}
	if w.Weight < 0 {
		return Clause{}, Errorf(Invalid, "rule %q: weight %d is negative; leave it out to make the rule hard", w.Rule, w.Weight)
	}
	return Clause{Rule: rule, Hard: hard, Weight: w.Weight, Source: w.Source}, nil
}

// MarshalJSON writes the clause in the form ParseClause reads.
func (c Clause) MarshalJSON() ([]byte, error) {
	own, err := json.Marshal(c.Rule)
	if err != nil {
		return nil, err
	}
	w := clauseWire{Rule: c.Rule.Name(), Weight: c.Weight, Source: c.Source}
	if hard := c.Hard; hard != (c.Weight == 0) {
		w.Hard = &hard
	}
	head, err := json.Marshal(w)
	if err != nil || bytes.Equal(own, []byte("{}")) {
		return head, err
	}
	return slices.Concat(head[:len(head)-1], []byte(","), own[1:]), nil
}

// UnmarshalJSON reads what ParseClause reads.
func (c *Clause) UnmarshalJSON(data []byte) error {
	v, err := ParseClause(data)
	if err != nil {
		return err
	}
	*c = v
	return nil
}

func newRule(name string) (Rule, error) {
	var names []string
	for _, make := range Catalogue {
		r := make()
		if r.Name() == name {
			return r, nil
		}
		names = append(names, r.Name())
	}
	return nil, Errorf(Invalid, "unknown rule %q; the rules are %s", name, strings.Join(names, ", "))
}

// mended says what a decoder found in words of JSON and not of Go.
func mended(err error) error {
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Errorf("%s is given as %s; write %s", cmp.Or(e.Field, "it"), e.Value, wanted(e.Type))
	}
	return errors.New(strings.TrimPrefix(err.Error(), "json: "))
}

// wanted names what a Go type is in JSON.
func wanted(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Int:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Struct:
		return "an object"
	default:
		return "a text"
	}
}

// fieldsOf lists the JSON fields of a rule.
func fieldsOf(r Rule) string {
	t := reflect.TypeOf(r).Elem()
	var names []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		names = append(names, name)
	}
	if len(names) == 0 {
		return "it has no fields besides hard, weight and source"
	}
	return "its fields are " + strings.Join(names, ", ") + ", besides hard, weight and source"
}

// withoutWire removes the clause's fields, so that the rule's own can be
// decoded strictly.
func withoutWire(data []byte) ([]byte, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(data, &fields); err != nil {
		return nil, Errorf(Invalid, "not a clause: %w", err)
	}
	for _, f := range []string{"rule", "hard", "weight", "source"} {
		delete(fields, f)
	}
	return json.Marshal(fields)
}
