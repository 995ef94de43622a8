package solver

import (
	"hash/maphash"
	"slices"
)

// shared keeps one of tables that are equal. Most weeks are like the last and
// most people like others, so that what a proposal reads of them stays in the
// processor's cache.
type shared[T comparable] struct {
	seed   maphash.Seed
	tables map[uint64][][]T
}

func newShared[T comparable]() *shared[T] {
	return &shared[T]{maphash.MakeSeed(), map[uint64][][]T{}}
}

// keep returns the table that is equal to one: the first that was.
func (s *shared[T]) keep(table []T) []T {
	var h maphash.Hash
	h.SetSeed(s.seed)
	for i := range table {
		maphash.WriteComparable(&h, table[i])
	}
	key := h.Sum64()
	for _, known := range s.tables[key] {
		if slices.Equal(known, table) {
			return known
		}
	}
	s.tables[key] = append(s.tables[key], table)
	return table
}

// shareTables lets the days of all machines, and the people, that are alike keep
// one table.
func (m *model) shareTables() {
	layers, days, starts, lists := newShared[step](), newShared[uint32](), newShared[uint32](), newShared[feed]()
	done := map[*machine]bool{}
	for _, who := range m.people {
		f := &who.feeds
		f.days, f.starts, f.list = days.keep(f.days), starts.keep(f.starts), lists.keep(f.list)
		who.tallied.days = days.keep(who.tallied.days)
		for _, mach := range who.machines {
			if done[mach] {
				continue
			}
			done[mach] = true
			for day, l := range mach.layers {
				mach.layers[day] = layers.keep(l)
			}
		}
	}
}
