package bench

import "github.com/smena-org/smena/solver"

// Family is a kind of problem of a structure of its own.
type Family struct {
	Name, About string
	Draw        func(seed uint64) *solver.Problem
}

// Families are as different as the problems people bring: none may be slow,
// unlawful or mispriced because the solver was tried on others.
var Families = []Family{
	{"ward", "60 nurses, 4 weeks, ranks, whole weekends, hard minima", Ward},
	{"part-timers", "200 part-timers, a week, shifts from every quarter of an hour", PartTimers},
	{"one-day", "500 people, a day, where in the shift the breaks lie", OneDay},
	{"rotation", "12 people, 90 days, fair shares and nothing to cover with to spare", Rotation},
	{"wishes", "30 people, 31 days, soft rules alone", Wishes},
	{"residents", "40 hospital residents, 4 weeks, day-long duties on call, years of training", Residents},
}
