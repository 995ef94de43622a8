package staffing

import (
	"strings"
	"testing"
	"time"
)

var monday = time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)

func phone() Queue {
	return Queue{ID: "q", Channel: "phone", AHT: 3 * time.Minute, ServiceLevel: 0.8, Threshold: 20 * time.Second}
}

func load(volume float64) Load {
	return Load{Start: monday, Interval: 30 * time.Minute, Volume: volume, Open: true}
}

func need(t *testing.T, q Queue, l Load) Need {
	t.Helper()
	needs, err := Requirement(q, []Load{l})
	if err != nil {
		t.Fatal(err)
	}
	return needs[0]
}

func TestRequirement(t *testing.T) {
	tests := map[string]struct {
		change func(*Queue)
		load   Load
		want   int
	}{
		// 100 calls of 180 s in 1800 s are 10 erlangs; the textbook answer to 80/20 is 14.
		"ten erlangs":          {func(q *Queue) {}, load(100), 14},
		"nothing comes":        {func(q *Queue) {}, load(0), 0},
		"somebody sits there":  {func(q *Queue) { q.MinAgents = 2 }, load(0), 2},
		"closed":               {func(q *Queue) { q.MinAgents = 2 }, Load{Start: monday, Interval: time.Hour, Volume: 5}, 0},
		"shrinkage":            {func(q *Queue) { q.Shrinkage = 0.3 }, load(100), 20}, // 14 ÷ 0.7, exactly
		"occupancy":            {func(q *Queue) { q.MaxOccupancy = 0.5 }, load(100), 20},
		"the load's own AHT":   {func(q *Queue) { q.AHT = time.Hour }, Load{Start: monday, Interval: 30 * time.Minute, Volume: 100, AHT: 3 * time.Minute, Open: true}, 14},
		"patience needs fewer": {func(q *Queue) { q.Patience = time.Minute }, load(100), 12},
		"a chat at a time":     {func(q *Queue) { q.Channel = "chat" }, load(100), 14},
		// Two at once: 10 erlangs × 1.1 = 11 slots busy; 15 slots reach 80 % (n=14 of 11 does not), so 8 people.
		"two chats at once": {func(q *Queue) { q.Channel = "chat"; q.Concurrency = 2 }, load(100), 8},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			q := phone()
			tt.change(&q)
			if got := need(t, q, tt.load); got.Required != tt.want {
				t.Errorf("Required = %d, want %d (%+v)", got.Required, tt.want, got)
			}
		})
	}
}

// The answer reaches the target, and one head fewer does not.
func TestRequirementIsTheLeast(t *testing.T) {
	for _, q := range []Queue{phone(), {ID: "a", Channel: "phone", AHT: time.Minute, ServiceLevel: 0.95, Threshold: 0, Patience: 90 * time.Second, MaxOccupancy: 0.9}} {
		for _, volume := range []float64{0.1, 1, 7, 60, 900, 20000} {
			l := load(volume)
			n := need(t, q, l)
			if n.ServiceLevel < q.ServiceLevel || n.Occupancy > q.occupancy()+1e-9 {
				t.Errorf("%v contacts: %+v misses the target", volume, n)
			}
			level, busy := newService(q, l).at(n.Required - 1)
			if level >= q.ServiceLevel && busy <= q.occupancy() {
				t.Errorf("%v contacts: %d heads, but %d would do", volume, n.Required, n.Required-1)
			}
		}
	}
}

func TestImpossibleParametersNameFieldAndCure(t *testing.T) {
	tests := map[string]func(*Queue, *Load){
		"Channel":      func(q *Queue, l *Load) { q.Channel = "fax" },
		"AHT":          func(q *Queue, l *Load) { q.AHT = 0 },
		"ServiceLevel": func(q *Queue, l *Load) { q.ServiceLevel = 1 },
		"Threshold":    func(q *Queue, l *Load) { q.Threshold = -1 },
		"Patience":     func(q *Queue, l *Load) { q.Patience = -1 },
		"Concurrency":  func(q *Queue, l *Load) { q.Concurrency = 0.5 },
		"MaxOccupancy": func(q *Queue, l *Load) { q.MaxOccupancy = 1.2 },
		"Deadline":     func(q *Queue, l *Load) { q.Channel = "email" },
		"Shrinkage":    func(q *Queue, l *Load) { q.Shrinkage = 1 },
		"MinAgents":    func(q *Queue, l *Load) { q.MinAgents = -1 },
		"Interval":     func(q *Queue, l *Load) { l.Interval = 0 },
		"Volume":       func(q *Queue, l *Load) { l.Volume = -1 },
		"Open":         func(q *Queue, l *Load) { q.Channel, q.Deadline, l.Open = "email", time.Hour, false },
	}
	for field, spoil := range tests {
		t.Run(field, func(t *testing.T) {
			q, l := phone(), load(10)
			spoil(&q, &l)
			_, err := Requirement(q, []Load{l})
			if err == nil || !strings.Contains(err.Error(), " "+field) {
				t.Errorf("error %v, want one that names %s", err, field)
			}
		})
	}
}

func TestLoadsMustBeInOrder(t *testing.T) {
	if _, err := Requirement(phone(), []Load{load(1), load(1)}); err == nil {
		t.Error("two loads at one time are accepted")
	}
}
