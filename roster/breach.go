package roster

// Breach says where a rule is broken and by how much. It holds numbers; the
// words are made on demand, in the reader's language, from Rule and numbers.
type Breach struct {
	Rule   string `json:"rule"`             // the rule's name in the catalogue, e.g. "min-rest"
	Agent  string `json:"agent"`            // whose row
	Date   Date   `json:"date"`             // the day on which the rule gave way
	Shift  string `json:"shift,omitempty"`  // the duty of that day, if any
	Have   int    `json:"have"`             // what the row has, in the rule's unit
	Want   int    `json:"want"`             // what the rule asks, in the rule's unit
	Hard   bool   `json:"hard"`             // must be obeyed
	Weight int    `json:"weight,omitempty"` // the price per unit of excess, when soft
	Source string `json:"source,omitempty"` // the article of law or clause of contract
}

// Excess returns by how much the rule is broken, never negative.
func (b Breach) Excess() int {
	if b.Have > b.Want {
		return b.Have - b.Want
	}
	return b.Want - b.Have
}
