package roster

// gap remembers the last duty of a row and how many days ago it was, in one
// small number. Beyond reach days it forgets: what it serves must then be
// satisfied whatever the duty was.
type gap struct {
	shifts int // shifts there are, the day off included
	reach  int // days back that matter
}

// reaching returns a gap that remembers a duty until the given minutes have
// surely passed since it ended.
func (c *Calendar) reaching(minutes int) gap {
	const day = 1440
	// A duty ends at most two midnights after its row's day begins.
	return gap{shifts: len(c.Codes), reach: (minutes+day-1)/day + 2}
}

// size is one more than the largest state.
func (g gap) size() State { return State(1 + g.reach*g.shifts) }

// after returns what is remembered once a day's shift has been read.
func (g gap) after(s State, shift int) State {
	switch {
	case shift != 0:
		return State(1 + shift)
	case s == 0 || int(s)+g.shifts > g.reach*g.shifts:
		return 0
	default:
		return s + State(g.shifts)
	}
}

// last returns the remembered duty and how many days before the coming day it was.
func (g gap) last(s State) (shift, ago int, ok bool) {
	if s == 0 {
		return 0, 0, false
	}
	return (int(s) - 1) % g.shifts, (int(s)-1)/g.shifts + 1, true
}

// restBefore returns the elapsed minutes from the remembered duty's end to an
// instant of the coming day, negative when the instant is earlier, and whether
// a duty is remembered.
func (g gap) restBefore(c *Calendar, s State, day int, at Minute) (minutes int, ok bool) {
	shift, ago, ok := g.last(s)
	if !ok || day-ago < 0 {
		return 0, false
	}
	return int(at - c.Work[day-ago][shift].End), true
}
