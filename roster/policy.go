package roster

// Clause is a rule with the numbers of one policy: hard, or at a price.
type Clause struct {
	Rule   Rule
	Hard   bool   // must be obeyed
	Weight int    // the price per unit of excess, when not hard
	Source string // the article of law or clause of contract it comes from
}

// Policy is what binds a person: the clauses of pack, contract and team.
type Policy []Clause
