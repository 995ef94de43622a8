package roster

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestFaultString(t *testing.T) {
	for _, tt := range []struct {
		fault Fault
		want  string
	}{
		{Fault{File: "agents.csv", Line: 7, Field: "zone", Value: "Europe/Moskow", Problem: "unknown time zone", Cure: "write an IANA name such as Europe/Moscow"},
			`agents.csv:7: zone "Europe/Moskow": unknown time zone; write an IANA name such as Europe/Moscow`},
		{Fault{File: "team.yaml", Problem: "is missing"}, `team.yaml: is missing`},
		{Fault{File: "a.csv", Line: 1, Problem: "is empty", Cure: "add a header"}, `a.csv:1: is empty; add a header`},
		{Fault{File: "a.csv", Field: "name", Value: "a\nb", Problem: "is odd"}, `a.csv: name "a\nb": is odd`},
	} {
		if got := tt.fault.String(); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
	long := Fault{File: "a", Field: "x", Value: strings.Repeat("ж", 81), Problem: "p"}.String()
	if want := `a: x "` + strings.Repeat("ж", 80) + `…": p`; long != want {
		t.Errorf("got %s", long)
	}
}

func TestFaultsInOrder(t *testing.T) {
	var fs Faults
	if fs.Err() != nil {
		t.Error("no fault is no error")
	}
	fs.Add(Fault{File: "b", Line: 1, Problem: "warned", Warning: true})
	if fs.Err() != nil {
		t.Error("a warning is no error")
	}
	for _, f := range []Fault{{File: "b", Line: 2, Problem: "1"}, {File: "a", Line: 9, Problem: "2"}, {File: "b", Line: 2, Problem: "3"}, {File: "a", Line: 1, Problem: "4"}} {
		fs.Add(f)
	}
	err := fs.Err()
	if want := "4 faults in the input\na:1: 4\na:9: 2\nb:2: 1\nb:2: 3"; err.Error() != want {
		t.Errorf("got %s", err)
	}
	if KindOf(err) != Invalid || len(fs.Warnings()) != 1 || fs.Warnings()[0].Problem != "warned" {
		t.Errorf("%v, warnings %v", KindOf(err), fs.Warnings())
	}
	if one := (Faults{{File: "a", Problem: "p"}}).Err().Error(); one != "1 fault in the input\na: p" {
		t.Errorf("got %s", one)
	}
	if diff := cmp.Diff("b", fs[0].File); diff != "" {
		t.Errorf("sorting moved what was recorded: %s", diff)
	}
}

func TestKindOf(t *testing.T) {
	beneath := errors.New("beneath")
	err := Errorf(Conflict, "publish: %w", beneath)
	if err.Error() != "publish: beneath" || !errors.Is(err, beneath) {
		t.Errorf("%v", err)
	}
	for _, tt := range []struct {
		err  error
		want Kind
	}{
		{nil, Internal},
		{beneath, Internal},
		{err, Conflict},
		{fmt.Errorf("desk: %w", err), Conflict},
		{errors.Join(beneath, fmt.Errorf("desk: %w", err)), Conflict},
		{Errorf(NotFound, "no roster: %w", err), NotFound}, // the outer one speaks
	} {
		if got := KindOf(tt.err); got != tt.want {
			t.Errorf("%v is %d, want %d", tt.err, got, tt.want)
		}
	}
}
