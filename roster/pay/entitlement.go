package pay

import "github.com/smena-org/smena/roster"

// Entitled reports whether the person's scheduled start changes regularly, so
// that the shift premium is due (HU Mt. 141). Every ordinary duty of the
// period counts; the period should be a month.
func Entitled(in Input) bool {
	if in.Flags.Entitled != nil {
		return *in.Flags.Entitled
	}
	rule := in.Pack.Pay.Shift
	if rule == nil {
		return false
	}
	var starts []roster.Clock
	for _, d := range in.own(in.From, in.To) {
		if d.Kind == roster.Ordinary || d.Kind == "" {
			starts = append(starts, wallOf(d.Span.Start.In(in.place())).clock())
		}
	}
	return changesRegularly(starts, rule.Share, rule.Spread)
}

// changesRegularly reports whether one start in share is not the most frequent
// one, and the earliest and the latest lie spread minutes apart. The law does
// not say what a start must differ from; the most frequent one is our reading.
func changesRegularly(starts []roster.Clock, share, spread int) bool {
	if len(starts) == 0 {
		return false
	}
	count := map[roster.Clock]int{}
	most, first, last := 0, starts[0], starts[0]
	for _, s := range starts {
		count[s]++
		most = max(most, count[s])
		first, last = min(first, s), max(last, s)
	}
	return (len(starts)-most)*share >= len(starts) && int(last-first) >= spread
}
