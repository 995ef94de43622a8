package solver

// pool keeps the rows met while pricing, by person, each once.
type pool struct {
	rows [][][]uint8
	seen []map[string]bool
}

// mostRows bounds the rows kept of a person: the last ones met.
const mostRows = 300

func newPool(people int) *pool {
	p := &pool{rows: make([][][]uint8, people), seen: make([]map[string]bool, people)}
	for i := range p.seen {
		p.seen[i] = map[string]bool{}
	}
	return p
}

// add keeps a row, unless it is there.
func (p *pool) add(i int, row []uint8) {
	if p.seen[i][string(row)] {
		return
	}
	p.seen[i][string(row)] = true
	if len(p.rows[i]) == mostRows {
		delete(p.seen[i], string(p.rows[i][0]))
		p.rows[i] = p.rows[i][1:]
	}
	p.rows[i] = append(p.rows[i], row)
}
