package law

import "github.com/smena-org/smena/roster"

// Severity says what a finding asks of the employer.
type Severity string

const (
	Forbidden         Severity = "forbidden"
	NeedsConsent      Severity = "needs consent"
	NeedsCompensation Severity = "needs compensation"
	Information       Severity = "information"
)

// Finding is something the law has to say that no rule of a row expresses:
// of a person's month (Policy) or of a worked duty (package pay).
type Finding struct {
	Severity Severity `json:"severity"`
	Rule     string   `json:"rule"`   // a code, e.g. "HU_MT_102_3"; the same for ever
	Text     string   `json:"text"`   // the key of the words in the catalogues, e.g. "law.hu.102-3"
	Source   string   `json:"source"` // the article
	// Grounds are those of which the team must name one to cure the finding,
	// "any" where every ground will do; "" where no ground is asked for.
	Grounds string      `json:"grounds,omitempty"`
	Agent   string      `json:"agent,omitempty"` // whose
	Date    roster.Date `json:"date,omitempty"`  // of which duty; 0 for the whole period
}

func (s Severity) known() bool {
	switch s {
	case Forbidden, NeedsConsent, NeedsCompensation, Information:
		return true
	}
	return false
}
