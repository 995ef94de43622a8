package web

import (
	"testing"

	"github.com/smena-org/smena/roster/law"
)

// What the law says to many is said once, with how many they are.
func TestGatheredFindings(t *testing.T) {
	short := law.Finding{Rule: "RU_103", Text: "law.ru.103", Source: "ТК РФ 103"}
	of := func(agent string) law.Finding { f := short; f.Agent = agent; return f }
	other := law.Finding{Rule: "RU_96", Text: "law.ru.96"}
	got := gathered([]law.Finding{of("ann"), other, of("bob"), of("ann")})
	if len(got) != 2 || got[0].People != 2 || got[0].Rule != "RU_103" || got[1].People != 0 {
		t.Errorf("gathered %+v, want the short notice for two and the other for nobody", got)
	}
}
