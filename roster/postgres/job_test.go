package postgres_test

import (
	"testing"

	"github.com/smena-org/smena/roster/postgres"
)

func TestGap(t *testing.T) {
	tests := []struct {
		name        string
		cost, bound *float64
		hard        *int
		want        *float64
	}{
		{"nothing known", nil, nil, nil, nil},
		{"no bound", new(100.0), nil, new(0), nil},
		{"no lawful roster yet", new(100.0), new(80.0), new(3), nil},
		{"a fifth", new(100.0), new(80.0), new(0), new(0.2)},
		{"the best possible", new(80.0), new(80.0), new(0), new(0.0)},
		{"free of cost", new(0.0), new(0.0), new(0), new(0.0)},
		{"a bound of nothing says nothing", new(100.0), new(0.0), new(0), new(1.0)},
		{"a cost below nothing is no cost", new(100.0), new(-5.0), new(0), new(1.0)},
	}
	for _, test := range tests {
		got := postgres.Job{Cost: test.cost, Bound: test.bound, Hard: test.hard}.Gap()
		if (got == nil) != (test.want == nil) || got != nil && *got != *test.want {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
}
