package plan

// Where rules come from that stand in no law and no agreement: in a breach they
// are its source. Files are named as a workspace has them.
const (
	FromAbsences     = "absences.csv"
	FromAvailability = "availability.csv"
	FromContract     = "contract " // and its id
	FromFairness     = "fairness"
	FromHours        = "agreed hours of the month"
	FromOpening      = "opening hours"
	FromPins         = "pins.csv"
	FromRequests     = "requests.csv"
)
