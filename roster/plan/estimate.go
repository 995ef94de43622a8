package plan

import (
	"github.com/smena-org/smena/roster"
)

// estimate is how the month's work would spread if people were fluid: by
// member, day and shift the expected number of duties. Fair shares are cut
// from it before any roster exists.
type estimate [][][]float64

// spread gives every agent-hour that is asked for to all the duties that could
// cover it, in proportion to the hours that their people have to give, and then
// scales the whole to the hours the team has.
func (b *builder) spread() estimate {
	out := make(estimate, len(b.members))
	for i := range out {
		out[i] = make([][]float64, b.month.Days())
		for d := range out[i] {
			out[i][d] = make([]float64, len(b.ws.Team.Shifts))
		}
	}
	index := b.offers()
	grid := gridOf(b.ws.Team, b.month)
	for _, n := range b.needs {
		b.share(out, n, index[grid.floor(n.Start).Unix()])
	}
	b.scale(out)
	return out
}

// offer is a duty that somebody could do, with the weight at which they offer it.
type offer struct {
	member, day, shift int
	weight             float64
}

// offers lists the possible duties by the intervals they cover.
func (b *builder) offers() map[int64][]offer {
	grid := gridOf(b.ws.Team, b.month)
	out := map[int64][]offer{}
	for i, m := range b.members {
		give := m.give()
		for day := range m.can {
			for s, may := range m.can[day] {
				if !may {
					continue
				}
				span := b.ws.Team.Shifts[s].On("", b.month.From+roster.Date(day), b.ws.Team.Zone).Span
				for t := grid.floor(span.Start); t.Before(span.End); t = t.Add(grid.step) {
					out[t.Unix()] = append(out[t.Unix()], offer{i, day, s, give})
				}
			}
		}
	}
	return out
}

// give is a member's minutes for each duty they could do.
func (m *member) give() float64 {
	options := 0
	for _, day := range m.can {
		for _, may := range day {
			if may {
				options++
			}
		}
	}
	return float64(m.target) / float64(max(options, 1))
}

// share spreads one need over the offers of people with the skills.
func (b *builder) share(out estimate, n Need, offers []offer) {
	group := b.groups[b.groupOf[n.Group]]
	total := 0.0
	able := offers[:0:0]
	for _, o := range offers {
		if group.serves(b.members[o.member].Skills) {
			able = append(able, o)
			total += o.weight
		}
	}
	if total == 0 {
		return
	}
	for _, o := range able {
		length := b.ws.Team.Shifts[o.shift].PaidMinutes()
		out[o.member][o.day][o.shift] += float64(n.Agents*b.ws.Team.Interval) * o.weight / total / float64(max(length, 1))
	}
}

// scale makes the expected duties add up to the hours people should work.
func (b *builder) scale(out estimate) {
	have, want := 0.0, 0.0
	for i, m := range b.members {
		want += float64(m.target)
		for day := range out[i] {
			for s, n := range out[i][day] {
				have += n * float64(m.place.cal.Work[day][s+1].Paid)
			}
		}
	}
	if have == 0 {
		return
	}
	for i := range out {
		for day := range out[i] {
			for s := range out[i][day] {
				out[i][day][s] *= want / have
			}
		}
	}
}
