package roster

// Breach says where a rule is broken and by how much. It holds numbers; the
// words are made on demand, in the reader's language, from Rule and numbers.
type Breach struct {
	Rule   string `json:"rule"`             // the rule's name in the catalogue, e.g. "min-rest"
	Agent  string `json:"agent"`            // whose row
	Date   Date   `json:"date"`             // the day on which the rule gave way, or the first of the span it counts over
	Until  Date   `json:"until,omitempty"`  // the last day of that span, for rules that count
	Shift  string `json:"shift,omitempty"`  // the duty of that day, if any
	Have   int    `json:"have"`             // what the row has, in the rule's unit
	Want   int    `json:"want"`             // what the rule asks, in the rule's unit
	Excess int    `json:"excess"`           // by how much it is broken, always positive
	Hard   bool   `json:"hard"`             // must be obeyed
	Weight int    `json:"weight,omitempty"` // the price per unit of excess, when soft
	Reason string `json:"reason,omitempty"` // tells rules of one name apart, e.g. "nights"
	Source string `json:"source,omitempty"` // the article of law or clause of contract
	Cost   int64  `json:"cost,omitempty"`   // the price, in 1/Scale of a unit, when soft
}

// Cost is what breaches add up to.
type Cost struct {
	Hard int   // steps by which hard rules are broken; 0 is lawful
	Soft int64 // price of the soft ones, in 1/Scale of a unit
}

// Add returns the sum of two costs.
func (a Cost) Add(b Cost) Cost { return Cost{a.Hard + b.Hard, a.Soft + b.Soft} }

// Less orders costs: what is less unlawful first, then what is cheaper.
func (a Cost) Less(b Cost) bool {
	if a.Hard != b.Hard {
		return a.Hard < b.Hard
	}
	return a.Soft < b.Soft
}
