package rotating

import "fmt"

// impossible looks for a reason to give up that a person can check on paper.
// It returns "" when it finds none.
func (p *Problem) impossible() string {
	for d := range p.Days {
		if free := p.need(Off, d); free < 0 {
			return fmt.Sprintf("day %d asks for %d employees and there are %d", d+1, p.Employees-free, p.Employees)
		}
	}
	for k, s := range p.Shifts {
		if n := p.total(k); !s.Run.divides(n) {
			return fmt.Sprintf("%d days of shift %s cannot be parted into runs of %d to %d", n, s.Name, s.Run.Min, s.Run.Max)
		}
	}
	off := p.total(Off)
	work := p.length() - off
	if off == 0 || work == 0 {
		return p.oneBlock(off, work)
	}
	return p.blockNumbers(off, work)
}

// divides says whether n days can be parted into runs of legal length.
func (r Range) divides(n int) bool {
	few, many := r.parts(n)
	return few <= many
}

// parts returns the least and the greatest number of runs that n days allow.
func (r Range) parts(n int) (few, many int) { return (n + r.Max - 1) / r.Max, n / r.Min }

// oneBlock: when all is work or all is off, the cycle is one run.
func (p *Problem) oneBlock(off, work int) string {
	if work == 0 && !p.Rest.Contains(off) {
		return fmt.Sprintf("nobody is asked for, which makes one run of %d days off; %d to %d are allowed", off, p.Rest.Min, p.Rest.Max)
	}
	if off == 0 && !p.Work.Contains(work) {
		return fmt.Sprintf("nobody is ever free, which makes one work block of %d days; %d to %d are allowed", work, p.Work.Min, p.Work.Max)
	}
	return ""
}

// blockNumbers: around the cycle there are as many work blocks as runs of days
// off (the first bound of Musliu et al. 2002).
func (p *Problem) blockNumbers(off, work int) string {
	if !p.Rest.divides(off) {
		return fmt.Sprintf("%d days off cannot be parted into runs of %d to %d", off, p.Rest.Min, p.Rest.Max)
	}
	if !p.Work.divides(work) {
		return fmt.Sprintf("%d working days cannot be parted into blocks of %d to %d", work, p.Work.Min, p.Work.Max)
	}
	fewOff, manyOff := p.Rest.parts(off)
	fewWork, manyWork := p.Work.parts(work)
	if max(fewOff, fewWork) <= min(manyOff, manyWork) {
		return ""
	}
	return fmt.Sprintf("%d working days make %d to %d blocks, %d days off make %d to %d runs, and there must be as many of one as of the other",
		work, fewWork, manyWork, off, fewOff, manyOff)
}
