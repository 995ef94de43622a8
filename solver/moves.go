package solver

// move proposes a change of the roster. It fills the fresh rows of the state
// and returns false when, drawn as it was, it has nothing to propose.
type move func(s *state, r *dice, c *change) bool

// moves lists every move with its share of the proposals, in percent. The
// shares come from trials on public instances of 14 to 364 days.
var moves = []struct {
	share int
	move  move
}{
	{26, swapSegment},
	{23, changeCell},
	{17, moveBoundary},
	{12, switchDays},
	{9, fillSegment},
	{7, rotateSegment},
	{4, swapDays},
	{2, changeTwo},
}

// propose draws a move and lets it make a change.
func propose(s *state, r *dice, c *change) bool {
	n := r.below(100)
	for i := range moves {
		if n -= moves[i].share; n < 0 {
			return moves[i].move(s, r, c)
		}
	}
	return false
}

// one begins a change of one person's row on the days [from, to], unchanged so far.
func (c *change) one(s *state, i, from, to int) {
	*c = change{n: 1}
	c.who[0], c.from[0], c.to[0] = i, from, to
	copy(s.fresh[0][from:to+1], s.rows[i][from:to+1])
}

// two begins a change of two people's rows on the days [from, to], unchanged so far.
func (c *change) two(s *state, i, j, from, to int) {
	*c = change{n: 2, who: [2]int{i, j}, from: [2]int{from, from}, to: [2]int{to, to}}
	copy(s.fresh[0][from:to+1], s.rows[i][from:to+1])
	copy(s.fresh[1][from:to+1], s.rows[j][from:to+1])
	c.alike = s.m.people[i].class == s.m.people[j].class
}

// two draws two people; false when there is only one.
func (s *state) two(r *dice) (i, j int, ok bool) {
	crew := s.block.crew
	if len(crew) < 2 {
		return 0, 0, false
	}
	i, j = r.below(len(crew)), r.below(len(crew)-1)
	if j >= i {
		j++
	}
	return crew[i], crew[j], true
}

// allowsAll reports whether all duties of a row are allowed by themselves.
func (who *person) allowsAll(row []uint8) bool {
	for day, s := range row {
		if s != 0 && !who.allows(day, s) {
			return false
		}
	}
	return true
}

// fits reports whether all new duties of a change are allowed by themselves and
// anything changes at all.
func (c *change) fits(s *state) bool {
	changed := false
	for k := range c.n {
		who, row, fresh := s.m.people[c.who[k]], s.rows[c.who[k]], s.fresh[k]
		for day := c.from[k]; day <= c.to[k]; day++ {
			if fresh[day] == row[day] {
				continue
			}
			if !who.allows(day, fresh[day]) {
				return false
			}
			changed = true
		}
	}
	return changed
}
