package staffing

import (
	"fmt"
	"math"
	"time"
)

// Queue says how a queue is to be served.
type Queue struct {
	ID           string
	Channel      string        // phone, chat, email or ticket
	AHT          time.Duration // handle time of one contact, handled alone
	ServiceLevel float64       // share to be answered within Threshold, e.g. 0.8; phone and chat
	Threshold    time.Duration
	Patience     time.Duration // mean time until a customer hangs up; 0 = they wait for ever
	Concurrency  float64       // chats a person has at once; 0 = 1
	MaxOccupancy float64       // busy share of an agent's time not to be exceeded; 0 = 1
	Deadline     time.Duration // of an e-mail or ticket, from its arrival
	Shrinkage    float64       // share of paid time not available, e.g. 0.3
	MinAgents    int           // heads in every open interval, whatever comes
	Skills       []string
}

// Load is the work that comes in one interval.
type Load struct {
	Start    time.Time
	Interval time.Duration
	Volume   float64
	AHT      time.Duration // 0: the queue's
	Open     bool
}

// Need is what one interval asks for.
type Need struct {
	Start        time.Time
	Interval     time.Duration
	Required     int     // heads, shrinkage included
	Fluid        float64 // the same before rounding up
	Volume       float64
	ServiceLevel float64 // to be expected with Required; of e-mails and tickets the share done in time
	Occupancy    float64 // the same
}

// deferrable tells whether contacts can wait for hours.
func (q Queue) deferrable() bool { return q.Channel == "email" || q.Channel == "ticket" }

// check names the first field that makes no sense, and what to write instead.
func (q Queue) check() error {
	bad := func(field string, value any, cure string) error {
		return fmt.Errorf("queue %q: %s %v: %s", q.ID, field, value, cure)
	}
	live := q.Channel == "phone" || q.Channel == "chat"
	switch {
	case !live && !q.deferrable():
		return bad("Channel", q.Channel, "write phone, chat, email or ticket")
	case q.AHT <= 0:
		return bad("AHT", q.AHT, "give the mean handle time, e.g. 4m")
	case live && !(q.ServiceLevel > 0 && q.ServiceLevel < 1):
		return bad("ServiceLevel", q.ServiceLevel, "write a share above 0 and below 1, e.g. 0.8; no staff is large enough for 1")
	case live && q.Threshold < 0:
		return bad("Threshold", q.Threshold, "write 0 or more, e.g. 20s")
	case q.Patience < 0:
		return bad("Patience", q.Patience, "write the mean time until a customer hangs up, or 0 for never")
	case !(q.Concurrency == 0 || q.Concurrency >= 1 && q.Concurrency <= 20):
		return bad("Concurrency", q.Concurrency, "write how many chats a person has at once, 1 to 20")
	case !(q.MaxOccupancy >= 0 && q.MaxOccupancy <= 1):
		return bad("MaxOccupancy", q.MaxOccupancy, "write a share up to 1, e.g. 0.85, or 0 for no limit")
	case q.deferrable() && q.Deadline <= 0:
		return bad("Deadline", q.Deadline, "give the time within which a contact is answered, e.g. 24h")
	case !(q.Shrinkage >= 0 && q.Shrinkage < 1):
		return bad("Shrinkage", q.Shrinkage, "write a share from 0 to below 1, e.g. 0.3")
	case q.MinAgents < 0:
		return bad("MinAgents", q.MinAgents, "write 0 or more")
	}
	return nil
}

// checkLoads names the first load that makes no sense.
func (q Queue) checkLoads(loads []Load) error {
	for i, l := range loads {
		at := l.Start.Format("2006-01-02 15:04")
		switch {
		case l.Interval <= 0:
			return fmt.Errorf("queue %q: Interval %v at %s: give the length of the interval", q.ID, l.Interval, at)
		case !(l.Volume >= 0) || math.IsInf(l.Volume, 0):
			return fmt.Errorf("queue %q: Volume %v at %s: write 0 or more", q.ID, l.Volume, at)
		case l.AHT < 0:
			return fmt.Errorf("queue %q: AHT %v at %s: write 0 for the queue's, or more", q.ID, l.AHT, at)
		case i > 0 && l.Start.Before(loads[i-1].Start.Add(loads[i-1].Interval)):
			return fmt.Errorf("queue %q: Start %s: begins before the interval in front of it ends; sort the loads", q.ID, at)
		case l.erlangs(q) > mostErlangs:
			return fmt.Errorf("queue %q: Volume %v at %s: more work than %d people can do; check volume and AHT", q.ID, l.Volume, at, mostErlangs)
		}
	}
	return nil
}

// mostErlangs guards against slips of the keyboard that would take hours to compute.
const mostErlangs = 100_000

// aht returns the load's handle time in seconds.
func (l Load) aht(q Queue) float64 {
	if l.AHT > 0 {
		return l.AHT.Seconds()
	}
	return q.AHT.Seconds()
}

// work returns the load's work in seconds.
func (l Load) work(q Queue) float64 { return l.Volume * l.aht(q) }

// erlangs returns how many people the work keeps busy.
func (l Load) erlangs(q Queue) float64 { return l.work(q) / l.Interval.Seconds() }

// Requirement returns how many heads each interval needs. Loads come in order
// of time. Work that comes while a phone or chat queue is closed is lost; that
// of e-mails and tickets waits.
func Requirement(q Queue, loads []Load) ([]Need, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	if err := q.checkLoads(loads); err != nil {
		return nil, err
	}
	if q.deferrable() {
		return deferred(q, loads)
	}
	needs := make([]Need, len(loads))
	for i, l := range loads {
		needs[i] = live(q, l)
	}
	return needs, nil
}

// live returns the need of an interval whose contacts cannot wait.
func live(q Queue, l Load) Need {
	need := Need{Start: l.Start, Interval: l.Interval, Volume: l.Volume}
	if !l.Open {
		return need
	}
	s := newService(q, l)
	agents := 0
	if l.Volume > 0 {
		agents = s.agents(q.ServiceLevel, q.occupancy())
	}
	need.Fluid = float64(agents) / (1 - q.Shrinkage)
	need.Required = max(heads(agents, q.Shrinkage), q.MinAgents)
	need.ServiceLevel, need.Occupancy = s.at(present(need.Required, q.Shrinkage))
	return need
}

// occupancy returns the limit, 1 when there is none.
func (q Queue) occupancy() float64 {
	if q.MaxOccupancy == 0 {
		return 1
	}
	return q.MaxOccupancy
}

// slack absorbs the last bits of a division: 7 / (1 − 0.3) is 10, not 10.000000000000002.
const slack = 1e-9

// heads returns how many people must be on the roster for agents to be there.
func heads(agents int, shrinkage float64) int {
	return int(math.Ceil(float64(agents)/(1-shrinkage) - slack))
}

// present returns how many of the heads are there.
func present(heads int, shrinkage float64) int {
	return int(math.Floor(float64(heads)*(1-shrinkage) + slack))
}
