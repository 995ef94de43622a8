package workspace

import (
	"slices"
	"strings"
	"time"

	"github.com/smena-org/smena/roster"
)

// readQueues reads the list under "queues".
func (t *teamReader) readQueues() {
	var known ids
	entries := t.needEntries("queues", "list at least one queue, with id, channel, aht and skills")
	for _, e := range entries {
		q := readQueue(e)
		known.add(e, "id", q.ID)
		t.names.addSkills(q, e)
		t.team.Queues = append(t.team.Queues, q)
	}
	t.names.queues = known.names()
	for i, e := range entries {
		e.checkLike(t.team.Queues[i], t.names.queues)
	}
}

// checkLike finds what makes no sense of borrowing from another queue.
func (e *entry) checkLike(q roster.Queue, queues []string) {
	switch {
	case q.Like != "" && q.Like == q.ID:
		e.fault("like", "a queue cannot borrow from itself", "name another queue, or remove the key")
	case q.Like != "" && !slices.Contains(queues, q.Like):
		e.fault("like", "unknown queue", didYouMean(q.Like, queues))
	case q.Weekly > 0 && q.Like == "":
		e.fault("weekly_contacts", "a level without a shape", "name a queue whose course over the week it has, as in like: calls")
	}
}

// readQueue reads one queue: either answered at once, with a service level, or
// work that may wait, with a deadline.
func readQueue(e *entry) roster.Queue {
	q := roster.Queue{
		ID:           e.word("id"),
		Name:         e.text("name"),
		Channel:      e.choice("channel", "phone", "chat", "email", "ticket"),
		AHT:          e.duration("aht"),
		Patience:     e.duration("patience"),
		Concurrency:  e.number("concurrency", 1, 20),
		MaxOccupancy: e.share("max_occupancy"),
		Deadline:     e.duration("deadline"),
		Shrinkage:    e.share("shrinkage"),
		MinAgents:    e.whole("min_agents", 0, 1000),
		Skills:       e.words("skills"),
		Like:         e.text("like"),
		Weekly:       e.whole("weekly_contacts", 0, 10_000_000),
		NewHours:     e.flag("estimate_new_hours"),
	}
	if q.Name == "" {
		q.Name = q.ID
	}
	q.ServiceLevel, q.Threshold = e.serviceLevel("service_level")
	e.checkQueue(q)
	e.close()
	return q
}

// checkQueue finds what no single key shows.
func (e *entry) checkQueue(q roster.Queue) {
	switch {
	case e.broken:
	case e.values["channel"] == nil:
		e.missing("channel", "write phone, chat, email or ticket")
	case e.values["aht"] == nil:
		e.missing("aht", "write the average handle time, as in 5m or 300s")
	case q.AHT == 0:
		if _, readable := parseDuration(e.text("aht")); readable { // otherwise said already
			e.fault("aht", "no time at all", "write the average handle time, as in 5m or 300s")
		}
	case q.AHT > 8*time.Hour:
		e.fault("aht", "longer than a working day", "write the handling time of one contact, as in 5m or 300s")
	}
	if q.Shrinkage >= 0.9 {
		e.fault("shrinkage", "leaves hardly any time to work", "write the share of paid time that is not available, as in 12%")
	}
	if q.Deadline > 0 && q.ServiceLevel > 0 {
		e.fault("deadline", "work that may wait has a deadline and no service level", "remove one of the two")
	}
	if q.Deadline == 0 && q.ServiceLevel == 0 && e.values["service_level"] == nil && e.values["deadline"] == nil && !e.broken {
		e.missing("service_level", "write it as 80/20s, or, for work that may wait, a deadline such as 8h")
	}
}

// serviceLevel reads "80/20s": 80 % are answered within 20 seconds. It reads
// {share: 80%, within: 20s} as well.
func (e *entry) serviceLevel(key string) (share float64, within time.Duration) {
	n := e.get(key)
	if n == nil {
		return 0, 0
	}
	if n.Content != nil {
		sub := openEntry(e.field(key), n, e.log)
		share, within = sub.share("share"), sub.duration("within")
		if share == 0 || within == 0 {
			e.fault(key, "not a service level", "write both, as in {share: 80%, within: 20s}")
		}
		sub.close()
		return share, within
	}
	left, right, _ := strings.Cut(e.text(key), "/")
	left, right = strings.TrimSuffix(strings.TrimSpace(left), "%"), strings.TrimSpace(right)
	share, okShare := parseShare(left + "%")
	within, okWithin := parseDuration(right)
	if !okShare || !okWithin || share == 0 || share >= 1 || within == 0 {
		e.fault(key, "not a service level", "write the share in percent and the time, as in 80/20s")
		return 0, 0
	}
	return share, within
}
