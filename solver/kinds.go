package solver

import "encoding/binary"

// kinds are what days may hold, by the rules that judge a day by itself. Most
// days of most people are alike, so that a person's day is the number of a kind
// and what a proposal reads of it stays in the processor's cache.
type kinds struct {
	shifts  int
	free    []price   // by kind and shift: what it costs
	may     []bool    // by kind and shift: it breaks no hard rule, or all do
	allowed [][]uint8 // by kind: those shifts
	index   map[string]uint32
}

func newKinds(shifts int) *kinds { return &kinds{shifts: shifts, index: map[string]uint32{}} }

// of returns the kind of a day on which shifts cost so much.
func (k *kinds) of(free []price) uint32 {
	key := make([]byte, 0, 8*len(free))
	for _, p := range free {
		key = binary.LittleEndian.AppendUint32(key, uint32(p.hard))
		key = binary.LittleEndian.AppendUint32(key, uint32(p.soft))
	}
	n, known := k.index[string(key)]
	if !known {
		n = uint32(len(k.allowed))
		k.index[string(key)] = n
		k.add(free)
	}
	return n
}

func (k *kinds) add(free []price) {
	least := free[0].hard
	for _, p := range free {
		least = min(least, p.hard)
	}
	var allowed []uint8
	for s, p := range free {
		if p.hard == least {
			allowed = append(allowed, uint8(s))
		}
		k.may = append(k.may, p.hard == least)
	}
	k.free, k.allowed = append(k.free, free...), append(k.allowed, allowed)
}

// free is what a shift of a day costs by the rules that judge a day by itself.
func (who *person) free(day, shift int) price {
	return who.kinds.free[int(who.days[day])*who.kinds.shifts+shift]
}

// allowed lists the shifts of a day that break no hard rule by themselves: all
// that break as little as can be, where every one does.
func (who *person) allowed(day int) []uint8 { return who.kinds.allowed[who.days[day]] }

// allows reports whether a shift of a day is allowed.
func (who *person) allows(day int, shift uint8) bool {
	return who.kinds.may[int(who.days[day])*who.kinds.shifts+int(shift)]
}
