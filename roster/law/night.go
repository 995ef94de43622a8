package law

import "github.com/smena-org/smena/roster"

// Window is a span of the wall clock that may run over midnight, both ends
// before 24:00: 22:00 to 06:00 holds 23:00 and 05:59.
type Window struct {
	From roster.Clock `yaml:"from"`
	To   roster.Clock `yaml:"to"`
}

// Holds reports whether the window holds a clock time of 0:00 to 23:59.
func (w Window) Holds(c roster.Clock) bool {
	if w.From < w.To {
		return c >= w.From && c < w.To
	}
	return c >= w.From || c < w.To
}

// Night says when it is night to the law, and which duty counts as a night
// duty. Exactly one of Over, AtLeast and Half is set.
type Night struct {
	Window `yaml:",inline"`
	// Over counts a duty with more than so many minutes of night.
	Over int `yaml:"over"`
	// AtLeast counts a duty with so many minutes of night or more.
	AtLeast int `yaml:"at_least"`
	// Half counts a duty of which at least half lies in the night.
	Half   bool   `yaml:"half"`
	Source string `yaml:"source"`
}

// NightWindow returns the wall-clock hours that are night under the pack.
func (p *Pack) NightWindow() (from, to roster.Clock) { return p.Night.From, p.Night.To }

// IsNightDuty reports whether a duty with so many minutes of night among so
// many paid minutes counts as a night duty. A duty without night never does.
func (p *Pack) IsNightDuty(nightMinutes, paidMinutes int) bool {
	switch n := p.Night; {
	case nightMinutes <= 0:
		return false
	case n.Half:
		return nightMinutes*2 >= paidMinutes
	case n.AtLeast > 0:
		return nightMinutes >= n.AtLeast
	default:
		return nightMinutes > n.Over
	}
}
